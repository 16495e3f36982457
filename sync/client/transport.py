"""One exchange with head office over http(s), and when it is worth another try.

Rules kept:
- Plain http to this computer only; to any other machine https, with its certificate checked.
- No redirect is followed and no coding undone; an answer counts only with the office's header, and later its signature.
- A refusal is a refusal only in the office's own words; anything else that answers is not the office.
"""

from __future__ import annotations

import ipaddress
import random
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError

from sync.errors import (
    CaseConflict,
    CodeRefused,
    DeviceRefused,
    DocumentInvalid,
    InsecureAddress,
    NotTheOffice,
    OfficeUnreachable,
    RequestRefused,
    TransferError,
)
from sync.messages.request import OFFICE_HEADER, SIGNED_TYPE
from sync.strict import load

_LARGEST_ANSWER: Final = 1 << 20
_BLOCK: Final = 256 << 10
_AGAIN: Final = frozenset({"nonce_unknown", "nonce_expired", "nonce_used", "incomplete", "silent", "internal"})
_CODES: Final = {
    "code_unknown": "unknown",
    "code_expired": "expired",
    "code_used": "used",
}
_DEVICES: Final = {"device_unknown": "unknown", "device_revoked": "revoked"}

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Retry:
    """How often and how patiently: waits grow from ``first_s`` by doubling to ``longest_s``, each shortened by up to half at random."""

    attempts: int = 6
    first_s: float = 0.5
    longest_s: float = 30.0
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = field(default=random.random)

    def wait_before(self, attempt: int) -> None:
        if attempt > 1:
            longest: float = min(self.longest_s, self.first_s * 2 ** (attempt - 2))
            self.sleep(longest * (1 - self.chance() / 2))


class TryAgain(TransferError):
    """This attempt failed in a way that another may not."""


class Transport:
    """Speaks to the office at ``url``. One exchange is one call; ``patiently`` repeats what may be repeated."""

    def __init__(self, url: str, *, session: requests.Session | None = None, retry: Retry | None = None) -> None:
        self.url = checked_url(url)
        self._session = session or new_session()
        if self.url.startswith("http:"):
            self._session.trust_env = False  # a proxy has no business between this computer and itself
        self._retry = retry or Retry()

    def patiently(self, action: Callable[[], Result]) -> Result:
        """The action's result, after as many tries as it takes. OfficeUnreachable when they are used up."""
        last = TryAgain("")
        for attempt in range(1, self._retry.attempts + 1):
            self._retry.wait_before(attempt)
            try:
                return action()
            except TryAgain as error:
                last = error
        raise OfficeUnreachable(self.url, self._retry.attempts, str(last)) from last

    def exchange(
        self, method: str, path: str, *, body: Any = None, headers: Mapping[str, str], office: str | None = None
    ) -> bytes:
        """The signed document that the office answered with. ``office`` None: not known yet.

        TryAgain, and every TransferError that a refusal can mean.
        """
        try:
            response = self._session.request(
                method,
                self.url + path,
                data=body,
                headers={"Accept-Encoding": "identity", **headers},
                timeout=(10, 120),
                allow_redirects=False,
                stream=True,
            )
            with response:
                data = response.raw.read(_LARGEST_ANSWER + 1, decode_content=False) or b""
        except requests.exceptions.SSLError as error:
            raise NotTheOffice(self.url, "certificate") from error
        except (requests.RequestException, OSError, HTTPError) as error:
            raise TryAgain(type(error).__name__) from error
        return self._understood(response, data, office)

    def _understood(self, response: requests.Response, data: bytes, office: str | None) -> bytes:
        speaker = response.headers.get(OFFICE_HEADER)
        status = response.status_code
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if speaker is None or (office is not None and speaker != office):
            if status in (500, 502, 503, 504, 429) and speaker is None:
                raise TryAgain(f"status {status}")
            raise NotTheOffice(self.url, f"status {status}, {kind or 'no type'}")
        if len(data) > _LARGEST_ANSWER or response.headers.get("Content-Length", "") != str(len(data)):
            raise TryAgain("incomplete answer")
        if status == 200 and kind == SIGNED_TYPE:
            return data
        raise self._refusal(status, data)

    def _refusal(self, status: int, data: bytes) -> TransferError:
        try:
            fields = load(data, document="refusal", most=_LARGEST_ANSWER)
            code, facts = fields.text("error"), fields.mapping("facts", most=20, longest=500)
        except DocumentInvalid:
            return NotTheOffice(self.url, f"status {status}")
        if code in _AGAIN:
            return TryAgain(code)
        if code in _CODES:
            return CodeRefused(_CODES[code])
        if code in _DEVICES:
            return DeviceRefused(_DEVICES[code])
        if code == "case_conflict" and facts.get("revision", "").isdigit():
            return CaseConflict(facts.get("case", ""), int(facts["revision"]))
        return RequestRefused(status, code, facts.get("reason", ""))


class Upload:
    """A file as a request's body, read as it is sent. ``progress(sent, total)`` in bytes."""

    def __init__(self, path: Path, progress: Callable[[int, int], None] | None = None) -> None:
        self._file = path.open("rb")
        self._total = path.stat().st_size
        self._sent = 0
        self._progress = progress
        self.error: OSError | None = None

    def __len__(self) -> int:
        return self._total

    def __iter__(self) -> Iterator[bytes]:
        while piece := self.read(_BLOCK):
            yield piece

    def read(self, size: int = -1) -> bytes:
        try:
            piece = self._file.read(size)
        except OSError as error:
            self.error = error  # else it would look like a fault of the network
            raise
        self._sent += len(piece)
        if self._progress is not None:
            self._progress(self._sent, self._total)
        return piece

    def close(self) -> None:
        self._file.close()


class _WideAdapter(HTTPAdapter):
    """Sends bodies in large blocks: the library's default of 16 KiB costs a system call for each."""

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **options: Any) -> None:  # noqa: FBT001, FBT002  # the library's signature
        super().init_poolmanager(connections, maxsize, block, blocksize=_BLOCK, **options)


def new_session(*, ca_file: Path | None = None) -> requests.Session:
    """A session for head office. ``ca_file``: the bank's own certificate authority, where it has one."""
    session = requests.Session()
    for scheme in ("https://", "http://"):
        session.mount(scheme, _WideAdapter())
    if ca_file is not None:
        session.verify = str(ca_file)
    return session


def checked_url(url: str) -> str:
    """``scheme://host[:port]``. InsecureAddress for plain http to another machine, and for what is no such address."""
    try:
        parts = urlsplit(url.strip())
        _ = parts.port
    except ValueError as error:
        raise InsecureAddress(url) from error
    plain = parts.path in ("", "/") and not parts.query and not parts.fragment and "@" not in parts.netloc
    if not parts.hostname or not plain or parts.scheme not in ("http", "https"):
        raise InsecureAddress(url)
    if parts.scheme == "http" and not _is_this_computer(parts.hostname):
        raise InsecureAddress(url)
    return f"{parts.scheme}://{parts.netloc}"


def _is_this_computer(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
