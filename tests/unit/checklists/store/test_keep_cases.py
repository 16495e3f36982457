"""Cases go in and come out as they were, and are found again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from checklists.model.case import CaseState
from checklists.model.errors import CaseNotFound, PackageError
from tests.unit.checklists.store.stores import AT, PACKAGE, ZHANG, Desk, answer, remark, row_removed


def test_new_case_is_a_draft_with_its_investigators(desk: Desk) -> None:
    case = desk.case()
    assert (case.state, case.investigators, case.answers, case.attachments) == (CaseState.DRAFT, (ZHANG,), {}, ())
    assert case.number.startswith("20261121-")
    assert desk.store.case("case-1") == case


def test_case_is_found_by_its_number(desk: Desk) -> None:
    assert desk.store.case(desk.case().number).id == "case-1"


def test_unknown_case_is_named(desk: Desk) -> None:
    with pytest.raises(CaseNotFound) as caught:
        desk.store.case("case-9")
    assert caught.value.case == "case-9"


def test_case_begins_only_under_a_kept_checklist(desk: Desk) -> None:
    with pytest.raises(PackageError):
        desk.store.new_case(
            case_id="c", industry="x", checklist_sha256="0" * 64, investigators=(), by="p", device="d", at=AT
        )
    assert desk.store.cases() == ()


@pytest.mark.parametrize(
    "text", ["0.10", "1e3", " 18.6万 ", "00012", "是否\n换行", "𠮷野家", "'; DROP TABLE answer;--", "1" * 5000]
)
def test_answer_is_kept_exactly_as_given(desk: Desk, text: str) -> None:
    desk.case()
    desk.save(answer("/data/cash", text))
    assert desk.reopened().case("case-1").answers == {"/data/cash": text}


def test_blank_answer_is_no_answer(desk: Desk) -> None:
    desk.case()
    desk.save(answer("/data/cash", "5"), answer("/data/bank", "6"))
    desk.save(answer("/data/cash", ""))
    assert desk.answers() == {"/data/bank": "6"}


def test_remarks_are_kept_apart_from_answers(desk: Desk) -> None:
    desk.case()
    desk.save(remark("check/equity_check", "期间购车 8 万未入账"))
    desk.save(remark("check/margin", "口误"), remark("check/margin", ""))
    case = desk.store.case("case-1")
    assert case.remarks == {"check/equity_check": "期间购车 8 万未入账"}
    assert case.answers == {}


def test_one_save_is_one_transaction(desk: Desk) -> None:
    desk.case()
    with pytest.raises(ValueError, match="not a row"):
        desk.save(answer("/data/cash", "5"), answer("/data/bank", "6"), remark("x", "y"), row_removed("/data/stock"))
    assert desk.answers() == {}
    assert desk.store.history("case-1") == ()


def test_cases_of_one_store_do_not_mix(desk: Desk) -> None:
    desk.case("case-1")
    desk.case("case-2")
    desk.save(answer("/data/cash", "1"), case_id="case-1")
    desk.save(answer("/data/cash", "2"), case_id="case-2")
    assert (desk.answers("case-1"), desk.answers("case-2")) == ({"/data/cash": "1"}, {"/data/cash": "2"})


def test_list_shows_the_last_changed_first(desk: Desk) -> None:
    desk.case("case-1", client="王大力")
    desk.case("case-2", client="李四喜")
    desk.save(answer("/data/cash", "1"), case_id="case-1")
    assert [each.client for each in desk.store.cases()] == ["王大力", "李四喜"]


def test_figures_of_the_list_stay_where_a_save_does_not_give_them(desk: Desk) -> None:
    desk.case()
    desk.store.save("case-1", (), by="p", device="d", at=AT, client="王大力", completeness=40, problems=3)
    desk.save(remark("x", "y"))
    (row,) = desk.store.cases()
    assert (row.client, row.completeness, row.problems) == ("王大力", 40, 3)


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("大力", ["王大力副食批发"]),
        ("批发", ["王大力副食批发", "李四批发部"]),
        ("王 批发", ["王大力副食批发"]),
        ("批", ["王大力副食批发", "李四批发部"]),
        ("100%", ["100%果汁店"]),
        ("_", []),
        ("ABC", ["abc 超市"]),
        ("不存在", []),
        ("", ["abc 超市", "100%果汁店", "王大力副食批发", "李四批发部"]),
    ],
)
def test_search_finds_two_character_words(desk: Desk, search: str, found: list[str]) -> None:
    for position, client in enumerate(("李四批发部", "王大力副食批发", "100%果汁店", "abc 超市")):
        desk.case(f"case-{position}", client=client)
    assert [each.client for each in desk.store.cases(search)] == found


def test_search_finds_the_number(desk: Desk) -> None:
    numbers = [desk.case(f"case-{n}").number for n in range(3)]
    assert [each.number for each in desk.store.cases(numbers[1][-5:])] == [numbers[1]]


def test_package_is_kept_once_and_comes_back_whole(desk: Desk) -> None:
    assert desk.store.put_package(PACKAGE) == desk.sha256
    assert desk.store.package(desk.sha256) == PACKAGE
    with pytest.raises(PackageError):
        desk.store.package("f" * 64)


def test_setting_has_a_default_until_it_is_put(desk: Desk) -> None:
    assert desk.store.setting("theme", "light") == "light"
    desk.store.put_setting("theme", "dark")
    desk.store.put_setting("theme", "")
    assert desk.reopened().setting("theme", "light") == ""


def test_cases_have_keys_of_their_own(desk: Desk) -> None:
    desk.case("case-1")
    desk.case("case-2")
    assert desk.store.case_key("case-1") != desk.store.case_key("case-2")
    assert desk.store.case_key("case-1") == desk.reopened().case_key("case-1")


def test_threads_take_turns(desk: Desk) -> None:
    desk.case()

    def saving(worker: int) -> None:
        for number in range(5):
            desk.save(answer(f"/data/w{worker}", str(number)))

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(saving, range(4)))
    assert desk.answers() == {f"/data/w{worker}": "4" for worker in range(4)}
    assert len(desk.store.history("case-1")) == 20
    desk.store.verify_history("case-1")
