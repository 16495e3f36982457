"""What the two ends say to each other, each a canonical JSON object.

Requests are plain JSON under a signed request; every answer of the office is a DSSE envelope by the office's key, so that no
other machine's answer (a hotspot's page, a proxy's cache) can be taken for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from checklists.model.canonical import Plain, canonical_bytes, plain
from checklists.model.case import Person
from sync.envelope import dsse
from sync.keys.signing import Signer, key_id
from sync.strict import CASE_ID, HEX_256, Fields, load

LARGEST_REQUEST: Final = 64 << 10
_TYPE: Final = "application/vnd.jindiao.{}+json"
_NONCE = re.compile(r"[A-Za-z0-9_.-]{16,200}")
_RECIPIENT = re.compile(r"age1[0-9a-z]{58}")


@dataclass(frozen=True, slots=True)
class Challenge:
    """The office's proof that it is there and now (it repeats the client's nonce), and a nonce to sign the next request with."""

    client_nonce: str
    nonce: str
    office_key: str
    at: datetime

    def signed(self, office: Signer) -> bytes:
        return _signed("challenge", self, office)


@dataclass(frozen=True, slots=True)
class ChallengeRequest:
    client_nonce: str

    def to_bytes(self) -> bytes:
        return canonical_bytes({"format": "jindiao-challenge-request/1", **_fields(self)})


@dataclass(frozen=True, slots=True)
class EnrolRequest:
    """A laptop's public keys, and those of its people."""

    device_key: str
    device_recipient: str
    investigators: tuple[Person, ...]

    def to_bytes(self) -> bytes:
        return canonical_bytes({"format": "jindiao-enrol-request/1", **_fields(self)})


@dataclass(frozen=True, slots=True)
class Certificate:
    """The office's word that this device is enrolled, and for whom a case is to be sealed."""

    office_key: str
    office_recipient: str
    escrow_recipient: str
    device_key: str
    device_recipient: str
    name: str
    branch: str
    issued_at: datetime

    @property
    def office(self) -> str:
        return key_id(self.office_key)

    @property
    def device(self) -> str:
        return key_id(self.device_key)

    def signed(self, office: Signer) -> bytes:
        return _signed("certificate", self, office)


@dataclass(frozen=True, slots=True)
class RegisterRequest:
    """People who joined after the laptop was enrolled, or got a new key by recovery."""

    investigators: tuple[Person, ...]

    def to_bytes(self) -> bytes:
        return canonical_bytes({"format": "jindiao-register-request/1", **_fields(self)})


@dataclass(frozen=True, slots=True)
class Registration:
    """The office's word that these keys are registered with this device."""

    device: str
    keys: tuple[str, ...]

    def signed(self, office: Signer) -> bytes:
        return _signed("registration", self, office)


@dataclass(frozen=True, slots=True)
class Receipt:
    """The office's word that it holds exactly these bytes, at this place of its log (PROTOCOL.md, "What a receipt proves")."""

    office: str
    sealed_sha256: str
    size: int
    case: str
    revision: int
    device: str
    log_index: int
    chain_head: str
    received_at: datetime

    def signed(self, office: Signer) -> bytes:
        return _signed("receipt", self, office)


def read_challenge_request(data: bytes) -> ChallengeRequest:
    fields = _request(data, "challenge-request")
    request = ChallengeRequest(fields.text("client_nonce", pattern=_NONCE))
    fields.done()
    return request


def read_enrol_request(data: bytes) -> EnrolRequest:
    fields = _request(data, "enrol-request")
    request = EnrolRequest(
        fields.digest("device_key"), fields.text("device_recipient", pattern=_RECIPIENT), _people(fields)
    )
    fields.done()
    return request


def read_register_request(data: bytes) -> RegisterRequest:
    fields = _request(data, "register-request")
    request = RegisterRequest(_people(fields))
    fields.done()
    return request


def read_challenge(data: bytes) -> Challenge:
    """Signed by the key that it names; that this is the right office's, the caller checks. BadSignature, DocumentInvalid."""
    signed, fields = _answer(data, "challenge")
    challenge = Challenge(
        fields.text("client_nonce", pattern=_NONCE),
        fields.text("nonce", pattern=_NONCE),
        fields.digest("office_key"),
        fields.moment("at"),
    )
    fields.done()
    dsse.verify(signed, [challenge.office_key])
    return challenge


def read_certificate(data: bytes) -> Certificate:
    """As ``read_challenge``: signed by the key that it names."""
    signed, fields = _answer(data, "certificate")
    certificate = Certificate(
        fields.digest("office_key"),
        fields.text("office_recipient", pattern=_RECIPIENT),
        fields.text("escrow_recipient", pattern=_RECIPIENT),
        fields.digest("device_key"),
        fields.text("device_recipient", pattern=_RECIPIENT),
        fields.text("name"),
        fields.text("branch"),
        fields.moment("issued_at"),
    )
    fields.done()
    dsse.verify(signed, [certificate.office_key])
    return certificate


def read_registration(data: bytes, *, office_key: str) -> Registration:
    signed, fields = _answer(data, "registration")
    dsse.verify(signed, [office_key])
    registration = Registration(fields.digest("device"), fields.texts("keys", most=50, pattern=HEX_256))
    fields.done()
    return registration


def read_receipt(data: bytes, *, office_key: str) -> Receipt:
    """A receipt signed by this office. BadSignature, DocumentInvalid."""
    signed, fields = _answer(data, "receipt")
    dsse.verify(signed, [office_key])
    receipt = Receipt(
        fields.digest("office"),
        fields.digest("sealed_sha256"),
        fields.whole("size"),
        fields.text("case", pattern=CASE_ID),
        fields.whole("revision", least=1),
        fields.digest("device"),
        fields.whole("log_index", least=1),
        fields.digest("chain_head"),
        fields.moment("received_at"),
    )
    fields.done()
    return receipt


def _fields(value: object) -> dict[str, Plain]:
    fields = plain(value)
    assert isinstance(fields, dict)
    return fields


def _signed(kind: str, value: object, office: Signer) -> bytes:
    payload = canonical_bytes({"format": f"jindiao-{kind}/1", **_fields(value)})
    return dsse.sign(payload, payload_type=_TYPE.format(kind), signers=[office])


def _answer(data: bytes, kind: str) -> tuple[dsse.Signed, Fields]:
    signed = dsse.parse(data, document=kind, payload_type=_TYPE.format(kind))
    fields = load(signed.payload, document=kind, most=dsse.LARGEST, canonical=True)
    fields.constant("format", f"jindiao-{kind}/1")
    return signed, fields


def _request(data: bytes, kind: str) -> Fields:
    fields = load(data, document=kind, most=LARGEST_REQUEST)
    fields.constant("format", f"jindiao-{kind}/1")
    return fields


def _people(fields: Fields) -> tuple[Person, ...]:
    people = []
    for item in fields.objects("investigators", most=50):
        people.append(
            Person(
                item.text("id", pattern=CASE_ID),
                item.text("name", longest=100),
                item.digest("key"),
                item.text("staff_number", longest=100),
            )
        )
        item.done()
    return tuple(people)
