"""Who may speak to head office: challenges, signed requests, enrolment, registration.

A challenge's nonce carries its time and a MAC of this process, so nothing is kept for a stranger who asks; only nonces that a
known device used are remembered, until they expire. A restart makes a new MAC key: an old nonce can never come back.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from checklists.model.case import Person
from sync.errors import DocumentInvalid, KeyInvalid
from sync.headoffice.auditlog import Event
from sync.headoffice.office import Office
from sync.headoffice.refusals import Refusal
from sync.headoffice.register import Changes, Device, Invitation
from sync.keys.age import check_recipient
from sync.keys.signing import key_id
from sync.messages.documents import (
    Certificate,
    Challenge,
    EnrolRequest,
    Registration,
    read_challenge_request,
    read_enrol_request,
    read_register_request,
)
from sync.messages.request import (
    DEVICE_HEADER,
    ENROL_PATH,
    INVESTIGATORS_PATH,
    INVITATION_HEADER,
    INVITATION_SIGNATURE_HEADER,
    NONCE_HEADER,
    SignedRequest,
)
from sync.strict import HEX_256

NONCE_LIFETIME: Final = timedelta(minutes=10)


class Admission:
    """Knocks are answered here. Thread-safe."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._mac_key = secrets.token_bytes(32)
        self._used: dict[str, int] = {}
        self._lock = threading.Lock()

    def challenge(self, body: bytes) -> bytes:
        """A signed challenge. DocumentInvalid."""
        request = read_challenge_request(body)
        at = self._office.now()
        stamp = f"{int(at.timestamp())}.{secrets.token_hex(16)}"
        nonce = f"{stamp}.{self._mac(stamp)}"
        return Challenge(request.client_nonce, nonce, self._office.signer.public_key, at).signed(self._office.signer)

    def authenticate(self, headers: Mapping[str, str], *, method: str, path: str, body_sha256: str) -> Device:
        """The device that signed this request with a fresh nonce of ours. Refusal."""
        request = self._request(headers, method=method, path=path, body_sha256=body_sha256)
        device = self._office.register.device(request.device)
        if device is None:
            raise Refusal(403, "device_unknown")
        if not request.is_signed_by(device.public_key, headers):
            raise Refusal(401, "signature_wrong")
        if device.revoked_at is not None:
            raise Refusal(403, "device_revoked")
        self._use(request.nonce)
        return device

    def enrol(self, headers: Mapping[str, str], body: bytes) -> bytes:
        """A device's certificate, for a code that is unused, or used by this very device whose answer was lost. Refusal."""
        wanted = read_enrol_request(body)
        request = self._request(headers, method="POST", path=ENROL_PATH, body_sha256=hashlib.sha256(body).hexdigest())
        invitation = self._invitation(headers, request)
        if request.device != key_id(wanted.device_key) or not request.is_signed_by(wanted.device_key, headers):
            raise Refusal(401, "signature_wrong")
        self._use(request.nonce)
        if invitation.device is not None:
            known = self._office.register.device(invitation.device)
            if known is None or known.public_key != wanted.device_key or known.revoked_at is not None:
                raise Refusal(409, "code_used")
            self._register(known.id, wanted.investigators)
            return known.certificate
        if self._office.now() >= invitation.expires_at:
            raise Refusal(410, "code_expired")
        if self._office.register.device(request.device) is not None:
            raise Refusal(409, "device_known")
        return self._enrolled(wanted, invitation)

    def register(self, headers: Mapping[str, str], body: bytes) -> bytes:
        """The keys of people who joined a device. Idempotent. Refusal."""
        wanted = read_register_request(body)
        device = self.authenticate(
            headers, method="POST", path=INVESTIGATORS_PATH, body_sha256=hashlib.sha256(body).hexdigest()
        )
        self._register(device.id, wanted.investigators)
        keys = tuple(person.key for person in wanted.investigators)
        return Registration(device.id, keys).signed(self._office.signer)

    def _enrolled(self, wanted: EnrolRequest, invitation: Invitation) -> bytes:
        office, at = self._office, self._office.now()
        try:
            check_recipient(wanted.device_recipient)
        except KeyInvalid as error:
            raise DocumentInvalid("enrol-request", "$.device_recipient", "another text", "an age recipient") from error
        certificate = Certificate(
            office.signer.public_key,
            office.recipient,
            office.escrow_recipient,
            wanted.device_key,
            wanted.device_recipient,
            invitation.name,
            invitation.branch,
            at,
        )
        signed = certificate.signed(office.signer)
        device = Device(
            certificate.device,
            wanted.device_key,
            wanted.device_recipient,
            invitation.name,
            invitation.branch,
            at,
            None,
            signed,
        )
        with office.register.changing() as changes:
            # Asked again inside the transaction: two laptops may hold the same code.
            current = office.register.invitation(invitation.public_key)
            if current is None or current.device is not None:
                raise Refusal(409, "code_used")
            changes.enrol(device, invitation)
            changes.log(Event.DEVICE_ENROLLED, at, device=device.id, name=device.name, branch=device.branch)
            _register(changes, device.id, wanted.investigators, at)
        return signed

    def _register(self, device_id: str, people: tuple[Person, ...]) -> None:
        with self._office.register.changing() as changes:
            _register(changes, device_id, people, self._office.now())

    def _request(self, headers: Mapping[str, str], *, method: str, path: str, body_sha256: str) -> SignedRequest:
        device, nonce = headers.get(DEVICE_HEADER, ""), headers.get(NONCE_HEADER, "")
        if not HEX_256.fullmatch(device):
            raise Refusal(401, "signature_missing")
        self._check_fresh(nonce)
        return SignedRequest(self._office.id, device, method, path, body_sha256, nonce)

    def _invitation(self, headers: Mapping[str, str], request: SignedRequest) -> Invitation:
        public_key = headers.get(INVITATION_HEADER, "")
        invitation = self._office.register.invitation(public_key)
        if invitation is None:
            raise Refusal(403, "code_unknown")
        if not request.is_signed_by(public_key, headers, header=INVITATION_SIGNATURE_HEADER):
            raise Refusal(401, "signature_wrong")
        return invitation

    def _check_fresh(self, nonce: str) -> None:
        stamp, _, mac = nonce.rpartition(".")
        if not stamp or not hmac.compare_digest(self._mac(stamp).encode(), mac.encode()):
            raise Refusal(401, "nonce_unknown")
        if int(stamp.partition(".")[0]) + NONCE_LIFETIME.total_seconds() < self._office.now().timestamp():
            raise Refusal(401, "nonce_expired")

    def _use(self, nonce: str) -> None:
        now = int(self._office.now().timestamp())
        with self._lock:
            for old in [old for old, until in self._used.items() if until < now]:
                del self._used[old]
            if nonce in self._used:
                raise Refusal(401, "nonce_used")
            self._used[nonce] = now + int(NONCE_LIFETIME.total_seconds()) + 1

    def _mac(self, stamp: str) -> str:
        return hmac.new(self._mac_key, stamp.encode(), hashlib.sha256).hexdigest()


def _register(changes: Changes, device_id: str, people: tuple[Person, ...], at: datetime) -> None:
    new = [person.key for person in people if changes.register(device_id, person, at)]
    if new:
        changes.log(Event.INVESTIGATORS_REGISTERED, at, device=device_id, keys=new)
