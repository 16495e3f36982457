"""Enrolment codes, signed requests and signed answers."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.errors import BadSignature, CodeRefused, DocumentInvalid
from sync.keys import Signer
from sync.messages.code import InvitationCode
from sync.messages.documents import (
    Challenge,
    Receipt,
    read_challenge,
    read_challenge_request,
    read_enrol_request,
    read_receipt,
    read_register_request,
)
from sync.messages.request import SignedRequest

OFFICE = Signer.generate()
AT = datetime(2026, 3, 5, 8, tzinfo=UTC)


def _receipt() -> Receipt:
    return Receipt(OFFICE.key_id, "a" * 64, 5, "case-1", 1, "b" * 64, 3, "c" * 64, AT)


def test_a_code_survives_how_people_write_it() -> None:
    code = InvitationCode.generate(OFFICE.key_id)
    assert InvitationCode.parse(code.text) == code
    assert InvitationCode.parse(code.text.lower().replace("-", " ")) == code
    assert InvitationCode.parse(code.text.replace("0", "O").replace("1", "l")) == code
    assert code.is_for(OFFICE.key_id)
    assert not code.is_for(Signer.generate().key_id)


@given(st.integers(0, 39), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
@settings(max_examples=100)
def test_one_mistyped_letter_is_noticed_without_a_network(position: int, letter: str) -> None:
    letters = list(InvitationCode("ABCDEFGHJKMNPQRSTVWX", "0123456789ABCDEF").text.replace("-", ""))
    if letters[position] == letter:
        return
    letters[position] = letter
    with pytest.raises(CodeRefused) as refused:
        InvitationCode.parse("".join(letters))
    assert refused.value.reason == "mistyped"


@pytest.mark.parametrize("text", ["", "abc", "密" * 40, "0" * 40, "0" * 41])
def test_what_is_no_code_is_mistyped(text: str) -> None:
    with pytest.raises(CodeRefused):
        InvitationCode.parse(text)


def test_both_ends_derive_one_key_from_a_code_and_the_code_prints_none() -> None:
    code = InvitationCode.generate(OFFICE.key_id)
    assert code.signer().public_key == InvitationCode.parse(code.text).signer().public_key
    assert code.secret not in repr(code)


def test_a_request_signature_covers_every_field() -> None:
    device = Signer.generate()
    request = SignedRequest(OFFICE.key_id, device.key_id, "PUT", "/v1/cases/x", "a" * 64, "nonce")
    headers = request.headers(device)
    assert request.is_signed_by(device.public_key, headers)
    for name in ("office", "device", "method", "path", "body_sha256", "nonce"):
        other = SignedRequest(**{**{f: getattr(request, f) for f in request.__slots__}, name: "other"})
        assert not other.is_signed_by(device.public_key, headers), name
    assert not request.is_signed_by(device.public_key, {})
    assert not request.is_signed_by(device.public_key, {"Jindiao-Signature": "!!"})


def test_a_receipt_is_believed_only_with_the_offices_signature() -> None:
    signed = _receipt().signed(OFFICE)
    assert read_receipt(signed, office_key=OFFICE.public_key) == _receipt()
    with pytest.raises(BadSignature):
        read_receipt(signed, office_key=Signer.generate().public_key)
    with pytest.raises(BadSignature):
        read_receipt(_receipt().signed(Signer.generate()), office_key=OFFICE.public_key)


def test_an_answer_of_one_kind_is_not_another() -> None:
    challenge = Challenge("n" * 32, "n" * 32, OFFICE.public_key, AT).signed(OFFICE)
    with pytest.raises(DocumentInvalid):
        read_receipt(challenge, office_key=OFFICE.public_key)
    with pytest.raises(DocumentInvalid):
        read_challenge(_receipt().signed(OFFICE))


@pytest.mark.parametrize("data", [b"", b"<html>login</html>", b"{}", b"[" * 70_000, b"x" * 70_000])
def test_requests_that_are_none_are_refused(data: bytes) -> None:
    for read in (read_challenge_request, read_enrol_request, read_register_request):
        with pytest.raises(DocumentInvalid):
            read(data)


def test_unknown_keys_in_a_request_are_refused() -> None:
    data = json.dumps({"format": "jindiao-challenge-request/1", "client_nonce": "a" * 32, "admin": True}).encode()
    with pytest.raises(DocumentInvalid):
        read_challenge_request(data)
