"""What reaches head office from strangers, and what it answers them."""

from __future__ import annotations

import hashlib
import http.client
import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from sync.headoffice.admission import Admission
from sync.headoffice.ingest import IncomingCase
from sync.headoffice.refusals import Refusal
from sync.headoffice.service import refusal_for
from sync.keys import DeviceKeys, Signer
from sync.messages.documents import ChallengeRequest, RegisterRequest, read_challenge
from sync.messages.request import NO_BODY, SignedRequest
from tests.unit.sync.live_office import LiveOffice, an_item
from tests.unit.sync.sealed_cases import Bench, a_device, an_investigator

JSON = {"Content-Type": "application/json"}


def _ask(
    live: LiveOffice, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] = JSON
) -> tuple[int, Any, Mapping[str, str]]:
    connection = http.client.HTTPConnection("127.0.0.1", live.port, timeout=20)
    try:
        connection.request(method, path, body=body, headers=dict(headers))
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read()), {k.lower(): v for k, v in answer.getheaders()}
    finally:
        connection.close()


def _nonce(live: LiveOffice) -> str:
    body = ChallengeRequest("n" * 32).to_bytes()
    status, document, _ = _ask(live, "POST", "/v1/challenge", body)
    assert status == 200
    raw = json.dumps(document, sort_keys=True, separators=(",", ":")).encode()
    return read_challenge(raw).nonce


def _signed(
    live: LiveOffice, device: DeviceKeys, path: str, *, method: str = "GET", body: str = NO_BODY
) -> dict[str, str]:
    request = SignedRequest(live.office.id, device.id, method, path, body, _nonce(live))
    return request.headers(device.signer)


def test_a_replayed_request_is_refused(bench: Bench, live: LiveOffice) -> None:
    office, _ = live.enrol(bench.device, bench.people)
    item = an_item(bench, live=live)
    office.push(item)
    headers = _signed(live, bench.device, f"/v1/receipts/{item.sha256}")
    assert _ask(live, "GET", f"/v1/receipts/{item.sha256}", headers=headers)[0] == 200
    status, document, _ = _ask(live, "GET", f"/v1/receipts/{item.sha256}", headers=headers)
    assert (status, document["error"]) == (401, "nonce_used")


def test_a_signature_for_one_path_does_not_serve_another(bench: Bench, live: LiveOffice) -> None:
    live.enrol(bench.device, bench.people)
    headers = _signed(live, bench.device, f"/v1/receipts/{'a' * 64}")
    status, document, _ = _ask(live, "GET", f"/v1/receipts/{'b' * 64}", headers=headers)
    assert (status, document["error"]) == (401, "signature_wrong")


def test_a_nonce_grows_old_and_dies_with_the_process(bench: Bench, live: LiveOffice) -> None:
    live.enrol(bench.device, bench.people)
    path = f"/v1/receipts/{'a' * 64}"
    headers = _signed(live, bench.device, path)
    live.clock.advance(timedelta(minutes=11))
    assert _ask(live, "GET", path, headers=headers)[1]["error"] == "nonce_expired"
    headers = _signed(live, bench.device, path)
    live.restart()
    assert _ask(live, "GET", path, headers=headers)[1]["error"] == "nonce_unknown"


def test_a_nonce_of_ones_own_making_is_refused(bench: Bench, live: LiveOffice) -> None:
    live.enrol(bench.device, bench.people)
    path = f"/v1/receipts/{'a' * 64}"
    for nonce in ("", "x", "1772700000.aaaa.bbbb", "é", "." * 20):
        request = SignedRequest(live.office.id, bench.device.id, "GET", path, NO_BODY, nonce)
        headers = {
            name: value.encode("utf-8").decode("latin-1")
            for name, value in request.headers(bench.device.signer).items()
        }
        assert _ask(live, "GET", path, headers=headers)[1]["error"] == "nonce_unknown"


def test_a_device_sees_no_receipt_of_another(bench: Bench, live: LiveOffice) -> None:
    office, _ = live.enrol(bench.device, bench.people)
    item = an_item(bench, live=live)
    office.push(item)
    other = a_device()
    live.enrol(other)
    path = f"/v1/receipts/{item.sha256}"
    assert _ask(live, "GET", path, headers=_signed(live, other, path))[0] == 404


@pytest.mark.parametrize(
    ("method", "path", "body", "headers", "status", "code"),
    [
        ("GET", "/", b"", JSON, 404, "not_found"),
        ("GET", "/docs", b"", JSON, 404, "not_found"),
        ("GET", "/openapi.json", b"", JSON, 404, "not_found"),
        ("DELETE", f"/v1/cases/{'a' * 64}", b"", JSON, 405, "refused"),
        ("POST", "/v1/challenge", b"{}", {"Content-Type": "text/html"}, 415, "content_type"),
        ("POST", "/v1/challenge", b"{}", {**JSON, "Content-Encoding": "gzip"}, 415, "content_encoding"),
        ("POST", "/v1/challenge", b"", {}, 415, "content_type"),
        ("POST", "/v1/challenge", b"x" * 70_000, JSON, 413, "too_large"),
        ("POST", "/v1/challenge", b"{", JSON, 400, "request_refused"),
        ("POST", "/v1/challenge", b"[" * 60_000, JSON, 400, "request_refused"),
        ("POST", "/v1/enrol", b"{}", JSON, 400, "request_refused"),
        ("POST", "/v1/investigators", b"{}", JSON, 400, "request_refused"),
        ("GET", "/v1/receipts/..%2f..%2fetc", b"", JSON, 404, "not_found"),
        ("GET", f"/v1/receipts/{'A' * 64}", b"", JSON, 404, "not_found"),
        ("GET", f"/v1/receipts/{'a' * 64}", b"", JSON, 401, "signature_missing"),
        ("PUT", f"/v1/cases/{'a' * 64}", b"x", JSON, 415, "content_type"),
        (
            "PUT",
            f"/v1/cases/{'a' * 64}",
            b"x",
            {"Content-Type": "application/vnd.jindiao.case"},
            401,
            "signature_missing",
        ),
        (
            "PUT",
            f"/v1/cases/{'a' * 64}",
            b"",
            {"Content-Type": "application/vnd.jindiao.case", "Content-Length": "99999999999"},
            413,
            "too_large",
        ),
    ],
)
def test_strangers_get_a_code_and_nothing_else(
    live: LiveOffice, method: str, path: str, body: bytes, headers: Mapping[str, str], status: int, code: str
) -> None:
    got, document, answered = _ask(live, method, path, body, headers)
    assert (got, document["error"]) == (status, code)
    assert answered["jindiao-office"] == live.office.id
    assert "server" not in answered
    assert str(live.office.folder) not in json.dumps(document)


def test_a_chunked_body_beyond_the_cap_is_cut_off(live: LiveOffice) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", live.port, timeout=20)
    try:
        connection.request("POST", "/v1/challenge", body=iter([b"x" * 40_000] * 2), headers=JSON, encode_chunked=True)
        assert connection.getresponse().status == 413
    finally:
        connection.close()


def test_an_internal_error_tells_nothing() -> None:
    assert refusal_for(OSError(5, "I/O error", "/srv/office/register.db")).facts == {}
    assert refusal_for(ValueError("secret")).code == "internal"
    assert refusal_for(OSError(28, "No space left on device")).status == 507


def test_people_are_registered_with_the_device_that_signs(bench: Bench, live: LiveOffice) -> None:
    live.enrol(bench.device)
    admission = Admission(live.office)
    body = RegisterRequest((an_investigator("陈静", "u9").person,)).to_bytes()
    nonce = read_challenge(admission.challenge(ChallengeRequest("n" * 32).to_bytes())).nonce
    digest = hashlib.sha256(body).hexdigest()
    request = SignedRequest(live.office.id, bench.device.id, "POST", "/v1/investigators", digest, nonce)
    with pytest.raises(Refusal) as refused:
        admission.register(request.headers(Signer.generate()), body)
    assert refused.value.code == "signature_wrong"
    admission.register(request.headers(bench.device.signer), body)
    assert [one.device for one in live.office.register.people()] == [bench.device.id]


def test_a_device_revoked_while_it_sends_gets_no_receipt(bench: Bench, live: LiveOffice) -> None:
    live.enrol(bench.device, bench.people)
    item = an_item(bench, live=live)
    device = live.office.register.find_device(bench.device.id)
    incoming = IncomingCase(live.office, device, item.sha256)
    incoming.feed(item.path.read_bytes())
    live.office.revoke(device)
    with pytest.raises(Refusal) as refused:
        incoming.commit()
    incoming.discard()
    assert refused.value.code == "device_revoked"
    assert live.sealed_files() == live.incoming_files() == []


def test_two_uploads_of_one_file_at_once_end_in_one(bench: Bench, live: LiveOffice) -> None:
    live.enrol(bench.device, bench.people)
    item = an_item(bench, live=live)
    device = live.office.register.find_device(bench.device.id)
    first, second = (IncomingCase(live.office, device, item.sha256) for _ in range(2))
    for incoming in (first, second):
        incoming.feed(item.path.read_bytes())
    receipts = [incoming.commit() for incoming in (second, first)]
    for incoming in (first, second):
        incoming.discard()
    assert receipts[0] == receipts[1]
    assert live.sealed_files() == [f"{item.sha256}.jdc"]
    assert live.incoming_files() == []


def test_a_crash_between_storing_and_recording_is_healed_by_the_next_try(bench: Bench, live: LiveOffice) -> None:
    office, _ = live.enrol(bench.device, bench.people)
    item = an_item(bench, live=live)
    live.office.sealed_path(item.sha256).write_bytes(item.path.read_bytes())
    assert office.push(item).receipt.sealed_sha256 == item.sha256
    assert live.sealed_files() == [f"{item.sha256}.jdc"]
