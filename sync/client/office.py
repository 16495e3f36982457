"""Head office as the laptop sees it: enrol once, register people, push what is sealed.

Nothing here is believed without head office's signature, and nothing is sent twice that it already holds: before a file goes
out, and before every further try, the office is asked for a receipt. So a lost answer costs one question, not one upload.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import requests

from checklists.model.case import Person
from sync.client.enrolment import Enrolment
from sync.client.transport import Retry, Transport, TryAgain, Upload
from sync.errors import (
    BadSignature,
    CodeRefused,
    DocumentInvalid,
    NotTheOffice,
    ReceiptInvalid,
    RequestRefused,
)
from sync.keys.signing import key_id
from sync.keys.unlocked import DeviceKeys
from sync.messages.code import InvitationCode
from sync.messages.documents import (
    ChallengeRequest,
    EnrolRequest,
    Receipt,
    RegisterRequest,
    read_certificate,
    read_challenge,
    read_receipt,
    read_registration,
)
from sync.messages.request import (
    CASE_TYPE,
    CHALLENGE_PATH,
    ENROL_PATH,
    INVESTIGATORS_PATH,
    INVITATION_HEADER,
    INVITATION_SIGNATURE_HEADER,
    JSON_TYPE,
    NO_BODY,
    SignedRequest,
    case_path,
    receipt_path,
    signature_text,
)

Progress = Callable[[int, int], None]


class SealedFile(Protocol):
    """An item of the outbox."""

    @property
    def sha256(self) -> str: ...

    @property
    def path(self) -> Path: ...


@dataclass(frozen=True, slots=True)
class SignedReceipt:
    """A verified receipt, and the bytes that prove it: the outbox keeps them."""

    receipt: Receipt
    signed: bytes


class HeadOffice:
    """The office that this device is enrolled with. Every method raises TransferError's kinds; OSError for local files."""

    def __init__(
        self,
        enrolment: Enrolment,
        device: DeviceKeys,
        *,
        session: requests.Session | None = None,
        retry: Retry | None = None,
    ) -> None:
        self.enrolment = enrolment
        self._device = device
        self._office_key = enrolment.certificate.office_key
        self._transport = Transport(enrolment.url, session=session, retry=retry)

    @staticmethod
    def enrol(
        url: str,
        code: str,
        *,
        device: DeviceKeys,
        investigators: Sequence[Person],
        session: requests.Session | None = None,
        retry: Retry | None = None,
    ) -> Enrolment:
        """Make this device and its people known to the office whose code this is.

        CodeRefused (``mistyped`` is found without any network), NotTheOffice where another key answers than the code names,
        InsecureAddress, OfficeUnreachable. Repeating it after a lost answer is safe.
        """
        invitation = InvitationCode.parse(code)
        transport = Transport(url, session=session, retry=retry)
        request = EnrolRequest(device.signer.public_key, device.recipient, tuple(investigators))
        signed = transport.patiently(lambda: _enrol_once(transport, invitation, request, device))
        try:
            certificate = read_certificate(signed)
        except (DocumentInvalid, BadSignature) as error:
            raise NotTheOffice(transport.url, "certificate") from error
        own = (request.device_key, request.device_recipient)
        if not invitation.is_for(certificate.office) or (certificate.device_key, certificate.device_recipient) != own:
            raise NotTheOffice(transport.url, "certificate")
        return Enrolment(transport.url, certificate, signed)

    def register(self, investigators: Sequence[Person]) -> None:
        """Make people known who joined this laptop later, or got a new key. Repeating it is safe."""
        body = RegisterRequest(tuple(investigators)).to_bytes()

        def once() -> bytes:
            return self._signed_exchange(
                "POST", INVESTIGATORS_PATH, body_sha256=_sha256(body), body=body, kind=JSON_TYPE
            )

        signed = self._transport.patiently(once)
        try:
            registration = read_registration(signed, office_key=self._office_key)
        except (DocumentInvalid, BadSignature) as error:
            raise NotTheOffice(self._transport.url, "registration") from error
        keys = tuple(person.key for person in investigators)
        if (registration.device, registration.keys) != (self._device.id, keys):
            raise NotTheOffice(self._transport.url, "registration")

    def push(self, item: SealedFile, *, progress: Progress | None = None) -> SignedReceipt:
        """Bring one sealed file to head office; its verified receipt. Idempotent by the file's SHA-256.

        CaseConflict, DeviceRefused, RequestRefused, ReceiptInvalid, NotTheOffice, OfficeUnreachable: in each case the file
        stays in the outbox and nothing is lost.
        """
        signed = self._transport.patiently(lambda: self._push_once(item, progress))
        return SignedReceipt(self._verified(item, signed), signed)

    def _push_once(self, item: SealedFile, progress: Progress | None) -> bytes:
        known = self._receipt_for(item.sha256)
        if known is not None:
            return known
        upload = Upload(item.path, progress)
        try:
            return self._signed_exchange(
                "PUT", case_path(item.sha256), body_sha256=item.sha256, body=upload, kind=CASE_TYPE
            )
        except TryAgain:
            if upload.error is not None:
                raise upload.error from None
            raise
        finally:
            upload.close()

    def _receipt_for(self, sha256: str) -> bytes | None:
        try:
            return self._signed_exchange("GET", receipt_path(sha256), body_sha256=NO_BODY)
        except RequestRefused as refused:
            if refused.code == "not_received":
                return None
            raise

    def _verified(self, item: SealedFile, signed: bytes) -> Receipt:
        try:
            receipt = read_receipt(signed, office_key=self._office_key)
        except (DocumentInvalid, BadSignature) as error:
            raise ReceiptInvalid("signature") from error
        for what, found, expected in (
            ("office", receipt.office, self.enrolment.certificate.office),
            ("sealed_sha256", receipt.sealed_sha256, item.sha256),
            ("size", receipt.size, item.path.stat().st_size),
            ("device", receipt.device, self._device.id),
        ):
            if found != expected:
                raise ReceiptInvalid(what)
        return receipt

    def _signed_exchange(
        self, method: str, path: str, *, body_sha256: str, body: bytes | Upload | None = None, kind: str = ""
    ) -> bytes:
        office = self.enrolment.certificate.office
        nonce = _challenged(self._transport, lambda key: key == self._office_key)
        request = SignedRequest(office, self._device.id, method, path, body_sha256, nonce)
        headers = request.headers(self._device.signer)
        if kind:
            headers["Content-Type"] = kind
        return self._transport.exchange(method, path, body=body, headers=headers, office=office)


def _enrol_once(transport: Transport, invitation: InvitationCode, wanted: EnrolRequest, device: DeviceKeys) -> bytes:
    keys: list[str] = []

    def is_inviting(key: str) -> bool:
        keys.append(key)
        return invitation.is_for(key_id(key))

    nonce = _challenged(transport, is_inviting)
    office, body = key_id(keys[-1]), wanted.to_bytes()
    request = SignedRequest(office, device.id, "POST", ENROL_PATH, _sha256(body), nonce)
    one_time = invitation.signer()
    headers: Mapping[str, str] = {
        **request.headers(device.signer),
        INVITATION_HEADER: one_time.public_key,
        INVITATION_SIGNATURE_HEADER: signature_text(one_time.sign(request.message)),
        "Content-Type": JSON_TYPE,
    }
    one_time.forget()
    try:
        return transport.exchange("POST", ENROL_PATH, body=body, headers=headers, office=office)
    except RequestRefused as refused:
        if refused.code == "signature_wrong":
            raise CodeRefused("unknown") from refused
        raise


def _challenged(transport: Transport, is_the_office: Callable[[str], bool]) -> str:
    """A fresh nonce of the office, after it proved by signing ours that it is there and now."""
    ours = secrets.token_hex(16)
    body = ChallengeRequest(ours).to_bytes()
    answer = transport.exchange("POST", CHALLENGE_PATH, body=body, headers={"Content-Type": JSON_TYPE})
    try:
        challenge = read_challenge(answer)
    except (DocumentInvalid, BadSignature) as error:
        raise NotTheOffice(transport.url, "challenge") from error
    if not is_the_office(challenge.office_key):
        raise NotTheOffice(transport.url, "another key")
    if challenge.client_nonce != ours:
        raise TryAgain("an old answer")  # a cache between us; asked again, it may let us through
    return challenge.nonce


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
