"""The service: five paths, each answer signed, each refusal a code. What is behind them is in admission.py and ingest.py.

Nothing is believed before it is checked: content type, then length, then signature, then bytes as they arrive. Bodies are
bounded, a silent sender is dropped, and an answer never repeats a path, a query or a value of ours.
"""

from __future__ import annotations

import asyncio
import errno
import logging
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Final

from fastapi import FastAPI, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from checklists.model.canonical import canonical_bytes
from sync.envelope.manifests import LARGEST_FILE
from sync.errors import DocumentInvalid, EnvelopeError
from sync.headoffice.admission import Admission
from sync.headoffice.ingest import IncomingCase
from sync.headoffice.office import Office
from sync.headoffice.refusals import Refusal
from sync.headoffice.register import Device
from sync.messages.documents import LARGEST_REQUEST
from sync.messages.request import (
    CASE_TYPE,
    CHALLENGE_PATH,
    ENROL_PATH,
    INVESTIGATORS_PATH,
    JSON_TYPE,
    NO_BODY,
    OFFICE_HEADER,
    SIGNED_TYPE,
    case_path,
    receipt_path,
)
from sync.strict import HEX_256

_BLOCK: Final = 1 << 20
_PATIENCE_S: Final = 30.0
_log = logging.getLogger("jindiao.office")


def create_app(office: Office, *, silence_s: float = 60.0) -> FastAPI:
    """The application over an opened office. A sender that is silent for ``silence_s`` seconds is dropped."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    paths = _Paths(office, silence_s)
    app.post(CHALLENGE_PATH)(paths.challenge)
    app.post(ENROL_PATH)(paths.enrol)
    app.post(INVESTIGATORS_PATH)(paths.investigators)
    app.get(receipt_path("{sha256}"))(paths.receipt)
    app.put(case_path("{sha256}"))(paths.case)

    async def on_error(_: Request, error: Exception) -> Response:
        refusal = refusal_for(error)
        if refusal.status >= 500:
            _log.error("%s: %s", type(error).__name__, error)
        body = canonical_bytes({"error": refusal.code, "facts": refusal.facts})
        # The rest of a refused upload is not read, so the connection cannot serve another request.
        headers = {OFFICE_HEADER: office.id, "Connection": "close"}
        return Response(body, status_code=refusal.status, media_type=JSON_TYPE, headers=headers)

    for kind in (Refusal, EnvelopeError, DocumentInvalid, HTTPException, ClientDisconnect, OSError, Exception):
        app.add_exception_handler(kind, on_error)
    return app


def refusal_for(error: Exception) -> Refusal:
    """What the sender is told of an error: a code, and facts that it knows itself."""
    if isinstance(error, Refusal):
        return error
    if isinstance(error, DocumentInvalid) and error.document.endswith("-request"):
        return Refusal(400, "request_refused", {"reason": error.where})
    if isinstance(error, EnvelopeError | DocumentInvalid):
        return Refusal(422, "case_refused", {"reason": type(error).__name__})
    if isinstance(error, HTTPException):
        return Refusal(error.status_code, "not_found" if error.status_code == 404 else "refused")
    if isinstance(error, ClientDisconnect):
        return Refusal(400, "incomplete")
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Refusal(507, "no_room")
    return Refusal(500, "internal")


class _Paths:
    """What each path does."""

    def __init__(self, office: Office, silence_s: float) -> None:
        self._office = office
        self._admission = Admission(office)
        self._silence_s = silence_s

    async def challenge(self, request: Request) -> Response:
        return self._answered(self._admission.challenge(await self._small_body(request)))

    async def enrol(self, request: Request) -> Response:
        body = await self._small_body(request)
        return self._answered(await run_in_threadpool(self._admission.enrol, request.headers, body))

    async def investigators(self, request: Request) -> Response:
        body = await self._small_body(request)
        return self._answered(await run_in_threadpool(self._admission.register, request.headers, body))

    async def receipt(self, request: Request, sha256: str) -> Response:
        _check_hash(sha256)
        device = await self._sender(request, path=receipt_path(sha256), body_sha256=NO_BODY)
        known = await run_in_threadpool(self._office.register.received_file, sha256)
        if known is None or known.device != device.id:
            raise Refusal(404, "not_received")
        return self._answered(known.receipt)

    async def case(self, request: Request, sha256: str) -> Response:
        _check_hash(sha256)
        _check_head(request, CASE_TYPE, LARGEST_FILE)
        device = await self._sender(request, path=case_path(sha256), body_sha256=sha256)
        incoming = await run_in_threadpool(IncomingCase, self._office, device, sha256)
        pieces = _Pieces(request, LARGEST_FILE, self._silence_s)
        try:
            await _feed(incoming, pieces)
            return self._answered(await run_in_threadpool(incoming.commit))
        except (Refusal, EnvelopeError, DocumentInvalid):
            await pieces.pour_away()
            raise
        finally:
            await run_in_threadpool(incoming.discard)

    async def _sender(self, request: Request, *, path: str, body_sha256: str) -> Device:
        return await run_in_threadpool(
            self._admission.authenticate, request.headers, method=request.method, path=path, body_sha256=body_sha256
        )

    async def _small_body(self, request: Request) -> bytes:
        _check_head(request, JSON_TYPE, LARGEST_REQUEST)
        body = bytearray()
        async for piece in _Pieces(request, LARGEST_REQUEST, self._silence_s):
            body += piece
        return bytes(body)

    def _answered(self, document: bytes) -> Response:
        return Response(document, media_type=SIGNED_TYPE, headers={OFFICE_HEADER: self._office.id})


def _check_hash(sha256: str) -> None:
    if not HEX_256.fullmatch(sha256):
        raise Refusal(404, "not_found")


def _check_head(request: Request, media_type: str, most: int) -> None:
    """The type that this path takes, and a length within its cap, before a byte of the body is read."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != media_type:
        raise Refusal(415, "content_type", {"expected": media_type})
    if "content-encoding" in request.headers:
        raise Refusal(415, "content_encoding")
    length = request.headers.get("content-length", "0")
    if not length.isascii() or not length.isdigit() or int(length) > most:
        raise Refusal(413, "too_large", {"most": str(most)})


class _Pieces:
    """A body as it arrives, within its cap. Refusal where it grows beyond, or nothing comes."""

    def __init__(self, request: Request, most: int, silence_s: float) -> None:
        self._stream = request.stream().__aiter__()
        self._most = most
        self._silence_s = silence_s
        self._total = 0

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        try:
            async with asyncio.timeout(self._silence_s):
                piece = await anext(self._stream)
        except TimeoutError as error:
            raise Refusal(408, "silent") from error
        self._total += len(piece)
        if self._total > self._most:
            raise Refusal(413, "too_large", {"most": str(self._most)})
        return piece

    async def pour_away(self) -> None:
        """Read on for a while and keep nothing: a sender who is cut off while sending never reads why it was refused."""
        with suppress(Refusal, ClientDisconnect, TimeoutError):
            async with asyncio.timeout(_PATIENCE_S):
                async for _ in self:
                    pass


async def _feed(incoming: IncomingCase, pieces: AsyncIterator[bytes]) -> None:
    """Hash and write one block in a thread while the next one arrives."""
    running: asyncio.Future[None] | None = None
    block: list[bytes] = []
    held = 0
    try:
        async for piece in pieces:
            block.append(piece)
            held += len(piece)
            if held >= _BLOCK:
                if running is not None:
                    await running
                running = asyncio.ensure_future(run_in_threadpool(incoming.feed, b"".join(block)))
                block, held = [], 0
    finally:
        if running is not None:
            await running
    if block:
        await run_in_threadpool(incoming.feed, b"".join(block))
