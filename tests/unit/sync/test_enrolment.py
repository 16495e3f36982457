"""A device and its head office come to know each other, and nobody gets between them."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from sync.client import Enrolment, HeadOffice
from sync.client.transport import checked_url
from sync.errors import (
    BadSignature,
    CodeRefused,
    DocumentInvalid,
    InsecureAddress,
    NotTheOffice,
    OfficeUnreachable,
    RequestRefused,
)
from sync.keys import DeviceKeys, Signer
from sync.messages.code import InvitationCode
from tests.unit.sync.live_office import IMPATIENT, BadNetwork, LiveOffice, lose_answer_to, rewrite_answers
from tests.unit.sync.sealed_cases import Bench, a_device, an_investigator

Network = Callable[..., BadNetwork]


def _enrol(url: str, code: str, device: DeviceKeys) -> Enrolment:
    return HeadOffice.enrol(url, code, device=device, investigators=(), retry=IMPATIENT)


def test_enrolment_gives_the_keys_that_cases_are_sealed_for(bench: Bench, live: LiveOffice) -> None:
    _, enrolment = live.enrol(bench.device, bench.people)
    assert enrolment.recipients == (live.office.recipient, live.office.escrow_recipient)
    assert (enrolment.certificate.device, enrolment.certificate.branch) == (bench.device.id, "城东支行")
    registered = live.office.register.people()
    assert {(one.name, one.key) for one in registered} == {(one.name, one.key) for one in bench.people}


def test_an_enrolment_is_kept_and_found_altered(live: LiveOffice) -> None:
    _, enrolment = live.enrol()
    assert Enrolment.from_bytes(enrolment.to_bytes()) == enrolment
    with pytest.raises((BadSignature, DocumentInvalid)):
        Enrolment.from_bytes(enrolment.to_bytes().replace(b'\\"sig\\":\\"', b'\\"sig\\":\\"AAAA'))
    with pytest.raises(DocumentInvalid):
        Enrolment.from_bytes(b"{}")


def test_a_code_serves_once(live: LiveOffice) -> None:
    code = live.code()
    _enrol(live.url, code, a_device())
    with pytest.raises(CodeRefused) as refused:
        _enrol(live.url, code, a_device())
    assert refused.value.reason == "used"


def test_a_code_expires(live: LiveOffice) -> None:
    code = live.code()
    live.clock.advance(timedelta(hours=73))
    with pytest.raises(CodeRefused) as refused:
        _enrol(live.url, code, a_device())
    assert refused.value.reason == "expired"
    assert live.office.register.devices() == ()


def test_a_code_nobody_gave_out_is_unknown(live: LiveOffice) -> None:
    with pytest.raises(CodeRefused) as refused:
        _enrol(live.url, InvitationCode.generate(live.office.id).text, a_device())
    assert refused.value.reason == "unknown"


def test_a_lost_answer_does_not_use_up_the_code(bench: Bench, live: LiveOffice, bad_network: Network) -> None:
    network = bad_network(lose_answer_to(b"POST /v1/enrol"))
    enrolment = HeadOffice.enrol(
        network.url, live.code(), device=bench.device, investigators=bench.people, retry=IMPATIENT
    )
    assert enrolment.certificate.device == bench.device.id
    assert len(live.office.register.devices()) == 1
    assert len(live.office.register.people()) == 2


def test_an_office_with_another_key_is_unmasked_before_anything_is_told(live: LiveOffice) -> None:
    code = InvitationCode.generate(Signer.generate().key_id)
    with pytest.raises(NotTheOffice):
        _enrol(live.url, code.text, a_device())
    assert live.office.register.devices() == ()


def test_somebody_in_between_cannot_change_the_recipients(live: LiveOffice, bad_network: Network) -> None:
    network = bad_network(*[rewrite_answers(b'"payload":"', b'"payload":"AAAA')] * 4)
    with pytest.raises(NotTheOffice):
        _enrol(network.url, live.code(), a_device())


def test_one_device_is_not_enrolled_under_two_names(live: LiveOffice) -> None:
    device = a_device()
    _enrol(live.url, live.code("甲"), device)
    with pytest.raises(RequestRefused) as refused:
        _enrol(live.url, live.code("乙"), device)
    assert refused.value.code == "device_known"


def test_people_who_join_later_are_registered_once(live: LiveOffice) -> None:
    office, _ = live.enrol()
    newcomer = an_investigator("陈静", "u9").person
    office.register([newcomer])
    office.register([newcomer])
    assert [one.name for one in live.office.register.people()] == ["陈静"]
    assert sum(entry.event == "investigators_registered" for entry in live.office.register.log()) == 1


def test_an_office_that_is_off_is_unreachable(live: LiveOffice) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        url = f"http://127.0.0.1:{closed.getsockname()[1]}"
    with pytest.raises(OfficeUnreachable):
        _enrol(url, live.code(), a_device())


@pytest.mark.parametrize(
    "url",
    [
        "http://office.bank.cn",
        "http://192.168.1.5:8470",
        "http://0.0.0.0:80",
        "http://127.0.0.1.evil.cn",
        "http://localhost@evil.cn",
        "http://user@127.0.0.1:80",
        "ftp://127.0.0.1",
        "127.0.0.1:8470",
        "https://",
        "https://office.bank.cn/path",
        "https://office.bank.cn:port",
        "",
    ],
)
def test_plain_http_to_another_machine_and_odd_addresses_are_refused(url: str) -> None:
    with pytest.raises(InsecureAddress):
        checked_url(url)


@pytest.mark.parametrize(
    ("url", "used"),
    [
        ("https://office.bank.cn/", "https://office.bank.cn"),
        (" http://127.0.0.1:8470 ", "http://127.0.0.1:8470"),
        ("http://[::1]:8470", "http://[::1]:8470"),
        ("http://localhost:8470", "http://localhost:8470"),
    ],
)
def test_https_and_this_computer_are_accepted(url: str, used: str) -> None:
    assert checked_url(url) == used


def test_an_insecure_address_is_refused_before_a_word_is_sent(bench: Bench, live: LiveOffice) -> None:
    _, enrolment = live.enrol(bench.device)
    with pytest.raises(InsecureAddress):
        HeadOffice(replace(enrolment, url="http://office.bank.cn"), bench.device)
