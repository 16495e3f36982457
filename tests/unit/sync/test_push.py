"""Sealed cases reach head office once, whatever the network does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from sync.client import HeadOffice
from sync.errors import (
    CaseConflict,
    DeviceRefused,
    NotTheOffice,
    OfficeUnreachable,
    ReceiptInvalid,
    RequestRefused,
)
from sync.keys import DeviceKeys
from tests.unit.sync.live_office import (
    IMPATIENT,
    BadNetwork,
    Item,
    Listener,
    LiveOffice,
    an_item,
    answer_with,
    cut_after,
    lose_answer_to,
)
from tests.unit.sync.sealed_cases import Bench, a_device, members, packed

Network = Callable[..., BadNetwork]

HOTSPOT = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 20\r\n\r\n<html>login</html>\r\n"
REDIRECT = b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/login\r\nContent-Length: 0\r\n\r\n"
NOISE = b"\x1f\x8b\x08\x00 not http at all"


def _through(network: BadNetwork, office: HeadOffice, device: DeviceKeys) -> HeadOffice:
    return HeadOffice(replace(office.enrolment, url=network.url), device, retry=IMPATIENT)


def test_a_case_arrives_and_its_receipt_speaks_of_these_bytes(bench: Bench, live: LiveOffice) -> None:
    office, _ = live.enrol(bench.device, bench.people)
    item = an_item(bench, b"photo" * 9000, live=live)
    progress: list[tuple[int, int]] = []
    got = office.push(item, progress=lambda sent, total: progress.append((sent, total)))
    assert got.receipt.sealed_sha256 == item.sha256
    assert (got.receipt.case, got.receipt.revision, got.receipt.device) == ("01J9-case", 1, bench.device.id)
    assert live.office.register.log()[got.receipt.log_index - 1].hash == got.receipt.chain_head
    assert live.office.sealed_path(item.sha256).read_bytes() == item.path.read_bytes()
    assert progress[-1] == (item.path.stat().st_size, item.path.stat().st_size)
    assert live.incoming_files() == []


def test_the_same_file_twice_gives_the_same_receipt_and_is_stored_once(bench: Bench, live: LiveOffice) -> None:
    office, _ = live.enrol(bench.device, bench.people)
    item = an_item(bench, live=live)
    assert office.push(item) == office.push(item)
    assert live.sealed_files() == [f"{item.sha256}.jdc"]
    assert sum(entry.event == "case_received" for entry in live.office.register.log()) == 1


def test_a_known_file_is_not_uploaded_again(bench: Bench, live: LiveOffice) -> None:
    office, _ = live.enrol(bench.device, bench.people)
    item = an_item(bench, live=live)
    office.push(item)
    sent: list[int] = []
    office.push(item, progress=lambda done, _: sent.append(done))
    assert sent == []


@pytest.mark.parametrize("after", [0, 100, 700, 2000, 60_000, 300_000])
def test_a_connection_that_dies_is_tried_again(
    bench: Bench, live: LiveOffice, bad_network: Network, after: int
) -> None:
    office, _ = live.enrol(bench.device, bench.people)
    item = an_item(bench, bytes(400_000), live=live)
    network = bad_network(cut_after(after), cut_after(after))
    got = _through(network, office, bench.device).push(item)
    assert got.receipt.sealed_sha256 == item.sha256
    assert live.sealed_files() == [f"{item.sha256}.jdc"]


def test_an_answer_lost_after_the_commit_costs_a_question_not_an_upload(
    bench: Bench, live: LiveOffice, bad_network: Network
) -> None:
    office, _ = live.enrol(bench.device, bench.people)
    item = an_item(bench, bytes(100_000), live=live)
    network = bad_network(lose_answer_to(b"PUT /v1/cases/"))
    uploads: list[int] = []
    total = item.path.stat().st_size
    got = _through(network, office, bench.device).push(
        item, progress=lambda sent, _: uploads.append(sent) if sent == total else None
    )
    assert live.office.register.received()[0].receipt == got.signed
    assert live.sealed_files() == [f"{item.sha256}.jdc"]
    assert len(live.office.register.received()) == 1
    assert network.connections == 2


@pytest.mark.parametrize("answer", [HOTSPOT, REDIRECT])
def test_a_hotspot_page_is_never_a_success(bench: Bench, live: LiveOffice, bad_network: Network, answer: bytes) -> None:
    office, _ = live.enrol(bench.device, bench.people)
    item = an_item(bench, live=live)
    network = bad_network(answer_with(answer))
    with pytest.raises(NotTheOffice):
        _through(network, office, bench.device).push(item)
    assert live.sealed_files() == []


def test_noise_and_silence_are_tried_again_then_named(bench: Bench, live: LiveOffice, bad_network: Network) -> None:
    office, _ = live.enrol(bench.device, bench.people)
    item = an_item(bench, live=live)
    network = bad_network(*[answer_with(NOISE), answer_with(b"")] * 2)
    with pytest.raises(OfficeUnreachable) as unreachable:
        _through(network, office, bench.device).push(item)
    assert unreachable.value.attempts == 4
    assert item.path.exists()


def test_waits_grow_and_are_bounded() -> None:
    waits: list[float] = []
    patient = replace(IMPATIENT, sleep=waits.append, chance=lambda: 0.0, first_s=1, longest_s=5)
    for attempt in range(1, 7):
        patient.wait_before(attempt)
    assert waits == [1, 2, 4, 5, 5]


def test_another_office_at_the_same_address_gets_nothing(
    bench: Bench, live: LiveOffice, listener: Listener, tmp_path: Path
) -> None:
    office, _ = live.enrol(bench.device, bench.people)
    item = an_item(bench, live=live)
    other = LiveOffice(tmp_path / "other", listener)
    with pytest.raises(NotTheOffice):
        office.push(item)
    assert other.sealed_files() == []
    other.stop()
    live.restart()
    assert office.push(item)


def test_another_file_for_the_same_revision_is_a_conflict(bench: Bench, live: LiveOffice) -> None:
    office, _ = live.enrol(bench.device, bench.people)
    office.push(an_item(bench, live=live))
    second = an_item(bench, b"another photo", live=live)
    with pytest.raises(CaseConflict) as conflict:
        office.push(second)
    assert (conflict.value.case, conflict.value.revision) == ("01J9-case", 1)
    assert len(live.sealed_files()) == 1
    assert office.push(an_item(bench, b"a new revision", live=live, revision=2))


def test_a_conflict_is_told_even_of_a_file_that_fills_every_buffer(bench: Bench, live: LiveOffice) -> None:
    office, _ = live.enrol(bench.device, bench.people)
    office.push(an_item(bench, live=live))
    with pytest.raises(CaseConflict):
        office.push(an_item(bench, bytes(12 << 20), live=live))
    assert live.incoming_files() == []


def test_a_revoked_device_is_turned_away_and_what_it_sent_before_stays(bench: Bench, live: LiveOffice) -> None:
    office, _ = live.enrol(bench.device, bench.people)
    first = an_item(bench, live=live)
    office.push(first)
    live.office.revoke(live.office.register.find_device("笔记本01"))
    with pytest.raises(DeviceRefused) as refused:
        office.push(an_item(bench, live=live, case_id="later"))
    assert refused.value.reason == "revoked"
    assert live.sealed_files() == [f"{first.sha256}.jdc"]


def test_a_device_that_never_enrolled_is_turned_away(bench: Bench, live: LiveOffice) -> None:
    _, enrolment = live.enrol()
    with pytest.raises(DeviceRefused) as refused:
        HeadOffice(enrolment, bench.device, retry=IMPATIENT).push(an_item(bench, live=live))
    assert refused.value.reason == "unknown"


def test_a_device_cannot_bring_what_another_sealed(bench: Bench, live: LiveOffice) -> None:
    live.enrol(bench.device, bench.people)
    thief = a_device()
    office, _ = live.enrol(thief)
    with pytest.raises(RequestRefused) as refused:
        office.push(an_item(bench, live=live))
    assert refused.value.code == "another_device"
    assert live.sealed_files() == []
    assert live.incoming_files() == []


@pytest.mark.parametrize("position", [20, 700, 5_000, -1500, -1])
def test_a_tampered_byte_is_refused_and_leaves_nothing(bench: Bench, live: LiveOffice, position: int) -> None:
    office, _ = live.enrol(bench.device, bench.people)
    item = an_item(bench, live=live)
    data = bytearray(item.path.read_bytes())
    data[position] ^= 1
    item.path.write_bytes(data)
    with pytest.raises(RequestRefused) as refused:
        office.push(item)
    assert refused.value.code == "case_refused"
    assert live.sealed_files() == live.incoming_files() == []


def test_a_truncated_file_is_refused_by_name(bench: Bench, live: LiveOffice) -> None:
    office, _ = live.enrol(bench.device, bench.people)
    item = an_item(bench, live=live)
    item.path.write_bytes(item.path.read_bytes()[:-700])
    with pytest.raises(RequestRefused) as refused:
        office.push(item)
    assert refused.value.detail == "TruncatedFile"


def test_a_whole_case_under_another_hash_is_refused(bench: Bench, live: LiveOffice) -> None:
    office, _ = live.enrol(bench.device, bench.people)
    item = an_item(bench, live=live)
    with pytest.raises(RequestRefused) as refused:
        office.push(Item("0" * 64, item.path))
    assert refused.value.code == "hash_wrong"
    assert live.sealed_files() == live.incoming_files() == []


def test_members_escaping_the_folder_never_reach_the_disk(bench: Bench, live: LiveOffice) -> None:
    office, _ = live.enrol(bench.device, bench.people)
    item = an_item(bench, live=live)
    item.path.write_bytes(packed([*members(item.path.read_bytes()), ("../../escape", b"x")]))
    with pytest.raises(RequestRefused) as refused:
        office.push(item)
    assert refused.value.detail == "MemberNameRefused"


def test_a_receipt_of_another_file_is_not_accepted(bench: Bench, live: LiveOffice) -> None:
    office, _ = live.enrol(bench.device, bench.people)
    first, second = an_item(bench, live=live), an_item(bench, live=live, case_id="other")
    signed = office.push(first).signed
    with pytest.raises(ReceiptInvalid):
        office._verified(second, signed)
    with pytest.raises(ReceiptInvalid):
        office._verified(first, signed.replace(b'"sig":"', b'"sig":"A'))


def test_a_restarted_office_goes_on_where_it_was(bench: Bench, live: LiveOffice) -> None:
    office, _ = live.enrol(bench.device, bench.people)
    item = an_item(bench, live=live)
    before = office.push(item)
    live.restart()
    assert office.push(item) == before


def test_a_file_that_is_gone_is_the_laptops_fault_not_the_networks(bench: Bench, live: LiveOffice) -> None:
    office, _ = live.enrol(bench.device, bench.people)
    with pytest.raises(FileNotFoundError):
        office.push(Item("a" * 64, bench.folder / "gone"))
