"""A draft moves to a newer checklist: each kind of change, what becomes of the answer, and the way back."""

from __future__ import annotations

import pytest

from checklists.form.differences import differences
from checklists.model.case import Change, ChangeKind, SetAsideReason
from tests.unit.checklists.form.drafts import Draft, Q, a_draft, form_with, same

V1, V2, V3 = "1" * 64, "2" * 64, "3" * 64
ASIDE = SetAsideReason


def rows(name: str, *children: Q, count: str = "") -> Q:
    return Q(name, "repeat", label="存货清单", children=children, count=count)


def moved(old: tuple[Q, ...], new: tuple[Q, ...], answers: dict[str, str]) -> Draft:
    draft = a_draft(form_with(*old), answers, V1)
    draft.move(form_with(*new), V2)
    return draft


@pytest.mark.parametrize(
    ("old", "new", "value"),
    [
        (Q("x"), Q("x", label="换了问法"), "甲"),
        (Q("x", "int"), Q("x", "decimal"), "5"),
        (Q("x", "decimal"), Q("x", "int"), "5"),
        (Q("x"), Q("x", "int"), "12"),
        (Q("x"), Q("x", "date"), "2026-05-01"),
        (Q("x", "date"), Q("x"), "2026-05-01"),
        (Q("x", "int"), Q("x", "int", bind='constraint=". &lt; 3"'), "5"),
        (Q("x", "int"), Q("x", "int"), "约五箱"),
        (Q("x", "int"), Q("x", "int", bind='readonly="true()" required="true()"'), "5"),
        (Q("x", "select1", choices=("a", "b")), Q("x", "select1", choices=("b", "c")), "b"),
        (Q("x", "select1", choices=("a", "b")), Q("x", "select1", choices=("b", "c")), "z"),
        (Q("x", "select1", choices=("a", "b")), Q("x", "select", choices=("a", "b")), "a"),
        (Q("x", "select", choices=("a", "b")), Q("x", "select1", choices=("a", "b")), "b"),
        (Q("x", "int"), Q("x", "select1", choices=("1", "2")), "2"),
        (Q("x", "hidden"), Q("x", "hidden"), "k"),
        (Q("x", "hidden"), Q("x", label="如今要问"), "k"),
    ],
)
def test_an_answer_that_fits_is_carried_as_it_stands(old: Q, new: Q, value: str) -> None:
    draft = moved((old,), (new,), {"/data/x": value})
    assert draft.case.answers == {"/data/x": value}
    assert draft.case.set_aside == ()


@pytest.mark.parametrize(
    ("old", "new", "value", "reason", "shown"),
    [
        (Q("x"), Q("y"), "甲", ASIDE.REMOVED, "甲"),
        (Q("x"), Q("x", "hidden"), "甲", ASIDE.REMOVED, "甲"),
        (Q("x"), Q("x", label="只是说明", bind='readonly="true()"'), "甲", ASIDE.REMOVED, "甲"),
        (Q("x", "int"), Q("x", "int", bind='calculate="1 + 1"'), "5", ASIDE.COMPUTED, "5"),
        (Q("x"), Q("x", "int"), "约五箱", ASIDE.RETYPED, "约五箱"),
        (Q("x", "decimal"), Q("x", "int"), "5.5", ASIDE.RETYPED, "5.5"),
        (Q("x", "date"), Q("x", "dateTime"), "2026-05-01", ASIDE.RETYPED, "2026-05-01"),
        (Q("x", "int", unit="元"), Q("x", "int", unit="万元"), "186000", ASIDE.UNIT, "186000 元"),
        (Q("x", "select1", choices=("a", "b")), Q("x", "select1", choices=("b",)), "a", ASIDE.CHOICE, "A"),
        (Q("x", "select", choices=("a", "b")), Q("x", "select", choices=("b",)), "a b", ASIDE.CHOICE, "A、B"),
        (Q("x", "select", choices=("a", "b")), Q("x", "select1", choices=("a", "b")), "a b", ASIDE.RETYPED, "A、B"),
        (Q("x", "select1", choices=("1", "2")), Q("x", "int"), "2", ASIDE.RETYPED, "2"),
        (Q("x", "select1", choices=("a",)), Q("x"), "a", ASIDE.RETYPED, "A"),
        (Q("x"), Q("x", "group", children=(Q("y"),)), "甲", ASIDE.REMOVED, "甲"),
    ],
)
def test_an_answer_that_does_not_fit_is_set_aside_in_words(
    old: Q, new: Q, value: str, reason: SetAsideReason, shown: str
) -> None:
    draft = moved((old,), (new,), {"/data/x": value})
    (item,) = draft.case.set_aside
    assert (item.path, item.value, item.reason, item.shown) == ("/data/x", value, reason, shown)
    assert draft.case.answers == {}


def test_a_calculation_that_becomes_a_question_is_asked() -> None:
    draft = moved(
        (Q("x", "int", bind='calculate="1 + 1"'),), (Q("x", "int", label="现在要问", bind='required="true()"'),), {}
    )
    assert draft.case.answers == {}
    assert [problem.path for problem in draft.session().problems()] == ["/data/x"]


def test_a_question_in_another_group_keeps_its_answer_by_its_name() -> None:
    draft = a_draft(form_with(Q("a", "group", children=(Q("x"),))), {"/data/a/x": "甲"}, V1)
    draft.remark("/data/a/x", "店主说的")
    draft.attachments["photo"] = "/data/a/x"
    migration = draft.move(form_with(Q("b", "group", children=(Q("x"),))), V2)
    assert draft.case.answers == {"/data/b/x": "甲"}
    assert draft.case.remarks == {"/data/b/x": "店主说的"}
    assert draft.attachments == {"photo": "/data/b/x"}
    assert [(one.path, one.words) for one in differences(migration).relocated] == [("/data/b/x", "a")]


def test_a_table_in_another_group_keeps_its_rows() -> None:
    old = form_with(Q("a", "group", children=(rows("stock", Q("x"), rows("lot", Q("y"))),)))
    answers = {"/data/a/stock": "3", "/data/a/stock[2]/x": "甲", "/data/a/stock[2]/lot[2]/y": "乙"}
    draft = a_draft(old, answers, V1)
    draft.move(form_with(Q("b", "group", children=(rows("stock", rows("lot", Q("y")), Q("x")),))), V2)
    assert draft.case.answers == {path.replace("/a/", "/b/"): text for path, text in answers.items()}
    assert draft.session().rows("/data/b/stock") == 3
    draft.undo(old)
    assert draft.case.answers == answers


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        (Q("x"), rows("r", Q("x")), "/data/x"),
        (rows("r", Q("x")), Q("x"), "/data/r[2]/x"),
        (rows("r", Q("x")), Q("r", "group", children=(Q("x"),)), "/data/r[2]/x"),
        (Q("r", "group", children=(Q("x"),)), rows("r", Q("x")), "/data/r/x"),
        (rows("r", Q("x")), rows("r", rows("s", Q("x"))), "/data/r[1]/x"),
    ],
)
def test_a_question_that_goes_into_or_out_of_a_table_is_asked_again(old: Q, new: Q, path: str) -> None:
    draft = moved((old,), (new,), {path: "甲"})
    again = [item for item in draft.case.set_aside if item.reason is ASIDE.RELOCATED]
    assert [(item.path, item.value) for item in again] == [(path, "甲")]


def test_what_stood_in_a_table_says_in_which_row() -> None:
    draft = moved((rows("stock", Q("x", label="品名")),), (Q("y"),), {"/data/stock[2]/x": "甲", "/data/stock": "2"})
    assert [(item.title, item.where, item.shown) for item in draft.case.set_aside] == [
        ("存货清单", "存货清单", "2 行"),
        ("品名", "存货清单 › 第 2 行", "甲"),
    ]


def test_rows_beyond_a_new_count_are_set_aside() -> None:
    draft = moved(
        (Q("n", "int"), rows("r", Q("x"))),
        (Q("n", "int"), rows("r", Q("x"), count="/data/n")),
        {"/data/n": "1", "/data/r": "3", "/data/r[1]/x": "甲", "/data/r[3]/x": "丙"},
    )
    assert draft.case.answers == {"/data/n": "1", "/data/r[1]/x": "甲"}
    assert {(item.path, item.reason) for item in draft.case.set_aside} == {
        ("/data/r", ASIDE.COMPUTED),
        ("/data/r[3]/x", ASIDE.ROWS),
    }


def test_a_reason_goes_aside_with_the_answer_that_it_was_written_for() -> None:
    draft = a_draft(form_with(Q("x"), Q("gone")), {"/data/x": "约五箱", "/data/gone": "甲"}, V1)
    for subject in ("/data/x", "reason/data/x", "/data/gone", "evidence/data/gone"):
        draft.remark(subject, f"{subject}的话")
    draft.remark("check/equity", "说明")
    draft.move(form_with(Q("x", "int")), V2)
    assert draft.case.remarks == {"/data/x": "/data/x的话", "check/equity": "说明"}
    assert [item.remarks for item in draft.case.set_aside] == [
        (("reason", "reason/data/x的话"),),
        (("", "/data/gone的话"), ("evidence", "evidence/data/gone的话")),
    ]


def test_a_blank_question_that_was_remarked_or_photographed_stays_in_sight() -> None:
    draft = a_draft(form_with(Q("x", label="招牌"), Q("y"), Q("z")), {}, V1)
    draft.remark("/data/x", "没有招牌")
    draft.attachments["photo"] = "/data/y"
    before = draft.case
    draft.move(form_with(Q("z")), V2)
    assert [(item.title, item.value, item.remarks) for item in draft.case.set_aside] == [
        ("招牌", "", (("", "没有招牌"),)),
        ("y", "", ()),
    ]
    draft.undo(form_with(Q("x", label="招牌"), Q("y"), Q("z")))
    assert same(draft.case, before)


def test_what_is_set_aside_returns_where_a_later_checklist_asks_it_again() -> None:
    draft = a_draft(form_with(Q("x"), Q("n")), {"/data/x": "甲", "/data/n": "约五"}, V1)
    draft.remark("/data/x", "店主说的")
    second = form_with(Q("n", "int"))
    draft.move(second, V2)
    before = draft.case
    migration = draft.move(form_with(Q("x", label="又问了"), Q("n", "int")), V3)
    assert [item.title for item in differences(migration).returned] == ["x"]
    assert draft.case.answers == {"/data/x": "甲"}
    assert draft.case.remarks == {"/data/x": "店主说的"}
    assert [item.value for item in draft.case.set_aside] == ["约五"]
    assert draft.case.earlier_checklists == (V1, V2)
    draft.undo(second)
    assert same(draft.case, before)


def test_an_answer_given_since_stays_where_the_old_checklist_takes_it() -> None:
    old = form_with(Q("x"), Q("y", "select1", choices=("a",)), Q("kept"))
    draft = a_draft(old, {"/data/x": "约五箱", "/data/y": "a", "/data/kept": "甲"}, V1)
    draft.move(form_with(Q("x", "int"), Q("y", "int"), Q("kept"), Q("fresh")), V2)
    draft.answer({"/data/x": "5", "/data/y": "7", "/data/kept": "乙", "/data/fresh": "新"})
    draft.undo(old)
    assert draft.case.answers == {"/data/x": "5", "/data/y": "a", "/data/kept": "乙"}
    assert {(item.path, item.value, item.reason) for item in draft.case.set_aside} == {
        ("/data/x", "约五箱", ASIDE.RETYPED),
        ("/data/y", "7", ASIDE.RETYPED),
        ("/data/fresh", "新", ASIDE.REMOVED),
    }
    assert draft.case.earlier_checklists == ()


def test_undo_finds_the_rows_that_moved_since() -> None:
    old = form_with(rows("r", Q("x"), Q("colour")))
    answers = {f"/data/r[{n}]/{name}": f"{name}{n}" for n in (1, 2, 3) for name in ("x", "colour")}
    draft = a_draft(old, answers, V1)
    draft.move(form_with(rows("r", Q("x"))), V2)
    for change in draft.session().remove_row("/data/r[1]").changes:
        draft.keep(change)
    draft.undo(old)
    assert draft.case.answers == {
        "/data/r": "2",
        "/data/r[1]/x": "x2",
        "/data/r[2]/x": "x3",
        "/data/r[1]/colour": "colour2",
        "/data/r[2]/colour": "colour3",
    }
    assert [(item.value, bool(item.row_removed)) for item in draft.case.set_aside] == [("colour1", True)]


def test_one_update_after_another_is_undone_one_after_another() -> None:
    forms = [form_with(Q("x")), form_with(Q("x", "int")), form_with(Q("y"))]
    draft = a_draft(forms[0], {"/data/x": "甲"}, V1)
    first = draft.case
    draft.move(forms[1], V2)
    draft.answer({"/data/x": "3"})
    second = draft.case
    draft.move(forms[2], V3)
    assert [item.value for item in draft.case.set_aside] == ["甲", "3"]
    draft.undo(forms[1])
    assert same(draft.case, second)
    draft.answer({"/data/x": ""})
    draft.undo(forms[0])
    assert draft.case.answers == first.answers
    assert draft.case.set_aside == ()


def test_defaults_of_a_newer_checklist_are_no_answers() -> None:
    draft = moved((Q("x"),), (Q("x"), Q("y", text="7")), {"/data/x": "甲"})
    assert draft.case.answers == {"/data/x": "甲"}


def test_differences_say_what_a_person_has_to_know() -> None:
    old = form_with(
        Q("a", label="旧问法"), Q("b", "select1", choices=("p",)), Q("c", "int"), Q("d", bind='required="true()"')
    )
    draft = a_draft(old, {"/data/a": "甲", "/data/b": "p", "/data/c": "5"}, V1)
    new = form_with(
        Q("a", label="新问法"),
        Q("c", "int", bind='constraint=". &lt; 3" jr:constraintMsg="不到三"'),
        Q("d", bind='required="true()"'),
        Q("e", label="新的必填", bind='required="true()"'),
        Q("f", label="新的"),
    )
    found = differences(draft.move(new, V2))
    assert found.carried == 2
    assert [(one.path, one.words) for one in found.reworded] == [("/data/a", "原问“旧问法”")]
    assert [item.path for item in found.no_longer_asked] == ["/data/b"]
    assert [(one.path, one.words) for one in found.broken] == [("/data/c", "不到三")]
    assert [one.title for one in found.required] == ["新的必填"]
    assert [one.title for one in found.added] == ["新的必填", "新的"]


def test_a_case_of_another_form_is_not_moved() -> None:
    from checklists.model.errors import AnswerError

    draft = a_draft(form_with(Q("x")), {"/data/x": "甲"}, V1)
    draft.keep(Change(ChangeKind.SET, "/data/unknown", new="1"))
    with pytest.raises(AnswerError):
        draft.move(form_with(Q("x")), V2)
