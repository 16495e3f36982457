"""Reasons and evidence behind the answers: what they settle, when they lapse, and how they follow their rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checklists.form import Completeness, Edit, Form, FormSession, evidence_kind
from checklists.model.case import Change, ChangeKind
from checklists.model.errors import AnswerError
from checklists.model.history import remarked

OpenSession = Callable[..., FormSession]

TABLE = """
| survey | | | | | | | | | | | | |
| | type | name | label | required | relevant | constraint | constraint_message | calculation | repeat_count | bind::jd:must | bind::jd:evidence | bind::jd:severity |
| | integer | age | 年龄 | | | . >= 18 | 未满 18 岁，请核实。 | | | | | warning |
| | integer | rate | 利率 | | | . < 25 | 年利率过高。 | | | | | |
| | select_one state | visit | 家访 | yes | | | | | | true | photo:done | |
| | decimal | cash | 现金 | yes | | . < 1000 | 数额偏大。 | | | | photo | warning |
| | integer | half | 一半 | | | . < 10 | 偏大。 | ${age} div 2 | | | | warning |
| | begin_repeat | debtor | 欠款人 | | | | | | | | | |
| | decimal | owed | 欠款 | yes | | . < 100 | 偏大。 | | | | document | warning |
| | text | deed | 凭证号 | | | | | | | true | | |
| | end_repeat | | | | | | | | | | | |
| | begin_repeat | shop | 门店 | | | | | | ${rate} | | | |
| | decimal | rent | 租金 | | | . < 50 | 偏大。 | | | | photo | warning |
| | end_repeat | | | | | | | | | | | |
| choices | | | |
| | list_name | name | label |
| | state | done | 已做 |
| | state | skipped | 未做 |
"""


@pytest.fixture
def visit(form_of: Callable[[str], Form], open_session: OpenSession) -> FormSession:
    """A session that knows that nothing is held yet."""
    session = open_session(form_of(TABLE))
    session.hold_evidence({})
    return session


def states(session: FormSession, path: str) -> list[tuple[str, bool, str]]:
    return [(each.kind, each.is_open, each.reason) for each in session.problems() if each.path == path]


def test_a_warning_with_a_reason_is_listed_but_not_open(visit: FormSession) -> None:
    visit.set("/data/age", "17")
    before = visit.completeness()
    assert states(visit, "/data/age") == [("constraint", True, "")]
    edit = visit.explain("/data/age", " 户口本登记有误，已核对出生证明 ")
    assert edit.changes == (Change(ChangeKind.REMARK, "reason/data/age", new="户口本登记有误，已核对出生证明"),)
    assert "/data/age" in edit.affected
    assert states(visit, "/data/age") == [("constraint", False, "户口本登记有误，已核对出生证明")]
    after = visit.completeness()
    assert (after.problems, after.overridden) == (before.problems - 1, 1)


def test_a_reason_lapses_with_the_answer_it_was_written_for(visit: FormSession) -> None:
    visit.set("/data/age", "17")
    visit.explain("/data/age", "已核对")
    edit = visit.set("/data/age", "16")
    assert edit.changes == (
        Change(ChangeKind.SET, "/data/age", old="17", new="16"),
        Change(ChangeKind.REMARK, "reason/data/age", old="已核对"),
    )
    assert states(visit, "/data/age") == [("constraint", True, "")]
    visit.set("/data/age", "17")
    assert states(visit, "/data/age") == [("constraint", True, "")]


def test_undo_brings_answer_and_reason_back_together(visit: FormSession) -> None:
    visit.set("/data/age", "17")
    visit.explain("/data/age", "已核对")
    visit.set("/data/age", "40")
    visit.undo()
    assert visit.value("/data/age") == "17"
    assert states(visit, "/data/age") == [("constraint", False, "已核对")]
    visit.undo()
    assert states(visit, "/data/age") == [("constraint", True, "")]
    visit.redo()
    visit.redo()
    assert visit.reasons() == {}


def test_a_reason_for_a_computed_answer_lapses_when_it_is_computed_anew(visit: FormSession) -> None:
    visit.set("/data/age", "40")
    visit.explain("/data/half", "系统口径不同")
    assert visit.reasons() == {"reason/data/half": "系统口径不同"}
    visit.set("/data/age", "50")
    assert states(visit, "/data/half") == [("constraint", True, "")]
    visit.undo()
    assert states(visit, "/data/half") == [("constraint", False, "系统口径不同")]


def test_a_blank_reason_withdraws(visit: FormSession) -> None:
    visit.set("/data/age", "17")
    visit.explain("/data/age", "已核对")
    visit.explain("/data/age", "  ")
    assert states(visit, "/data/age") == [("constraint", True, "")]
    assert visit.explain("/data/age", "") == Edit()


@pytest.mark.parametrize(
    ("path", "value"),
    [("/data/rate", "36"), ("/data/rate", "x"), ("/data/age", "x"), ("/data/age", "30"), ("/data/cash", "")],
    ids=["error", "type of an error", "type of a warning", "nothing wrong", "required and blank"],
)
def test_what_a_reason_does_not_settle_takes_none(path: str, value: str, visit: FormSession) -> None:
    visit.set(path, value)
    with pytest.raises(AnswerError) as caught:
        visit.explain(path, "就是这样")
    assert caught.value.problems == ((path, "", "problem to explain"),)
    assert visit.reasons() == {}


def test_a_must_item_is_done_with_an_answer_or_with_a_reason(visit: FormSession) -> None:
    assert states(visit, "/data/visit") == [("must", True, "")]
    answered = visit.completeness().answered
    visit.explain("/data/visit", "户主外出，改期补做")
    assert states(visit, "/data/visit") == [("must", False, "户主外出，改期补做")]
    assert visit.completeness().answered == answered + 1
    visit.set("/data/visit", "skipped")
    assert visit.reasons() == {}
    assert visit.completeness().answered == answered + 1
    visit.set("/data/visit", "")
    assert states(visit, "/data/visit") == [("must", True, "")]


@pytest.mark.parametrize(
    ("held", "is_done"),
    [
        ({}, False),
        ({"/data/visit": ["document"]}, False),
        ({"/data/cash": ["photo"]}, False),
        ({"/data/visit": ["document", "photo"]}, True),
    ],
)
def test_an_answer_is_done_only_with_the_evidence_it_wants(
    held: Mapping[str, list[str]], is_done: bool, visit: FormSession
) -> None:
    visit.set("/data/visit", "done")
    visit.hold_evidence(held)
    assert (states(visit, "/data/visit") == []) is is_done
    assert visit.completeness().answered == int(is_done)


def test_evidence_is_wanted_only_for_the_answers_named(visit: FormSession) -> None:
    visit.set("/data/visit", "skipped")
    assert states(visit, "/data/visit") == []
    assert visit.completeness().answered == 1


def test_missing_evidence_may_be_explained_and_stays_listed(visit: FormSession) -> None:
    visit.set("/data/cash", "5000")
    assert states(visit, "/data/cash") == [("constraint", True, ""), ("evidence", True, "")]
    visit.explain("/data/cash", "旺季备货", kind="constraint")
    assert visit.completeness().answered == 0
    visit.explain("/data/cash", "客户不让拍", kind="evidence")
    assert states(visit, "/data/cash") == [("constraint", False, "旺季备货"), ("evidence", False, "客户不让拍")]
    assert visit.completeness().answered == 1
    assert visit.reasons() == {"reason/data/cash": "旺季备货", "evidence/data/cash": "客户不让拍"}
    visit.set("/data/cash", "50000")
    assert visit.reasons() == {}


def test_what_is_still_to_be_photographed_is_known_before_the_answer(visit: FormSession) -> None:
    assert (visit.evidence_wanted("/data/visit"), visit.evidence_wanted("/data/age")) == ("需拍照", "")
    assert "/data/visit" in visit.hold_evidence({"/data/visit": ["photo"]}).affected
    assert visit.evidence_wanted("/data/visit") == ""
    visit.hold_evidence({})
    visit.explain("/data/visit", "户主外出")
    assert visit.evidence_wanted("/data/visit") == ""
    visit.set("/data/visit", "skipped")
    assert visit.evidence_wanted("/data/visit") == ""
    visit.set("/data/cash", "5")
    visit.explain("/data/cash", "客户不让拍")
    assert visit.evidence_wanted("/data/cash") == ""


def test_evidence_that_is_withdrawn_is_missed_at_once(visit: FormSession) -> None:
    visit.set("/data/cash", "5")
    edit = visit.hold_evidence({"/data/cash": ["photo"]})
    assert (edit.changes, "/data/cash" in edit.affected) == ((), True)
    assert states(visit, "/data/cash") == []
    edit = visit.hold_evidence({})
    assert "/data/cash" in edit.affected
    (problem,) = [each for each in visit.problems() if each.path == "/data/cash"]
    assert problem.message == "需拍照，还没有附上；确实无法取得的，须写明原因。"


def test_nobody_told_what_is_held_so_evidence_is_not_judged(
    form_of: Callable[[str], Form], open_session: OpenSession
) -> None:
    session = open_session(form_of(TABLE), {"/data/cash": "5", "/data/visit": "done", "/data/debtor": "0"})
    assert session.problems() == ()
    assert session.completeness().percent == 100
    session.hold_evidence({})
    assert session.completeness().percent == 0


def test_a_photo_of_the_whole_table_serves_its_rows(visit: FormSession) -> None:
    for row in (1, 2):
        visit.add_row("/data/debtor")
        visit.set(f"/data/debtor[{row}]/owed", "50")
    visit.hold_evidence({"/data/debtor": ["photo"]})
    assert states(visit, "/data/debtor[1]/owed") == states(visit, "/data/debtor[2]/owed") == []
    visit.hold_evidence({"/data/debtor[2]": ["document"]})
    assert states(visit, "/data/debtor[1]/owed") == [("evidence", True, "")]
    assert states(visit, "/data/debtor[2]/owed") == []


def test_reasons_and_evidence_move_with_their_row(visit: FormSession) -> None:
    for row in (1, 2):
        visit.add_row("/data/debtor")
        visit.set(f"/data/debtor[{row}]/owed", "500")
    visit.explain("/data/debtor[2]/owed", "有担保人", kind="constraint")
    visit.hold_evidence({"/data/debtor[2]/owed": ["document"]})
    visit.remove_row("/data/debtor[1]")
    assert visit.reasons() == {"reason/data/debtor[1]/owed": "有担保人"}
    assert visit.evidence() == {"/data/debtor[1]/owed": ("document",)}
    removed = visit.remove_row("/data/debtor[1]")
    assert Change(ChangeKind.REMARK, "reason/data/debtor[1]/owed", old="有担保人") in removed.changes
    assert (visit.reasons(), visit.evidence()) == ({}, {})
    visit.undo()
    visit.undo()
    assert visit.reasons() == {"reason/data/debtor[2]/owed": "有担保人"}
    assert visit.evidence() == {"/data/debtor[2]/owed": ("document",)}
    assert states(visit, "/data/debtor[2]/owed") == [("constraint", False, "有担保人")]


def test_a_count_that_is_typed_anew_brings_reasons_back_with_the_answers(visit: FormSession) -> None:
    visit.set("/data/rate", "2")
    visit.set("/data/shop[2]/rent", "90")
    visit.explain("/data/shop[2]/rent", "旺铺", kind="constraint")
    visit.set("/data/rate", "1")
    assert visit.reasons() == {}
    visit.set("/data/rate", "2")
    assert visit.reasons() == {"reason/data/shop[2]/rent": "旺铺"}


def test_remarks_of_other_kinds_and_of_other_forms_are_passed_over(
    form_of: Callable[[str], Form], open_session: OpenSession
) -> None:
    remarks = {"check/equity": "甲", "/data/age": "乙", "reason/data/gone": "丙", "evidence/data/debtor[4]/owed": "丁"}
    session = open_session(form_of(TABLE), {"/data/age": "17"}, remarks=remarks, evidence={"/data/gone": ["photo"]})
    assert (session.reasons(), session.evidence()) == ({}, {})


@pytest.mark.parametrize(
    ("media_type", "kind"),
    [
        ("image/jpeg", "photo"),
        ("application/pdf", "document"),
        ("audio/mp4", "audio"),
        ("video/mp4", "video"),
        ("", "document"),
    ],
)
def test_a_file_is_evidence_of_a_kind(media_type: str, kind: str) -> None:
    assert evidence_kind(media_type) == kind


@pytest.mark.parametrize(
    ("wanted", "kind", "is_accepted"),
    [
        ("photo", "photo", True),
        ("photo", "document", False),
        ("document", "photo", True),
        ("recording", "audio", True),
        ("recording", "video", True),
        ("recording", "document", False),
        ("record", "document", True),
        ("photo, recording", "audio", True),
        ("photo, recording", "document", False),
        ("any", "video", True),
        ("录音带", "document", True),
    ],
)
def test_kinds_of_evidence(
    wanted: str, kind: str, is_accepted: bool, form_of: Callable[[str], Form], open_session: OpenSession
) -> None:
    form = form_of(
        f"| survey | | | | |\n| | type | name | label | bind::jd:evidence |\n| | text | q | 问 | {wanted} |\n"
    )
    session = open_session(form, {"/data/q": "是"}, evidence={"/data/q": [kind]})
    assert (session.problems() == ()) is is_accepted


def test_a_sensitive_answer_is_masked_in_every_sentence(
    form_of: Callable[[str], Form], open_session: OpenSession
) -> None:
    session = open_session(
        form_of(
            "| survey | | | | | |\n| | type | name | label | constraint | bind::jd:sensitive |\n"
            "| | text | id | 身份证号 | string-length(.) = 18 | true |\n"
            "| | integer | phone | 手机 | | true |\n"
            "| | note | call | 请拨打 ${phone} | | |\n"
        )
    )
    session.set("/data/id", "33010219900101123")
    session.set("/data/phone", "138x0001234")
    assert session.label("/data/call") == "请拨打 138****1234"
    said = " ".join(problem.message for problem in session.problems())
    assert "330**********1123" in said
    assert "138****1234" in said
    assert "19900101" not in said
    assert "x000" not in said


ROW = st.integers(min_value=1, max_value=3)
EDITS = st.one_of(
    st.tuples(st.just("set"), st.just("/data/age"), st.sampled_from(["", "17", "16", "60"])),
    st.tuples(st.just("set"), st.just("/data/cash"), st.sampled_from(["", "5", "5000"])),
    st.tuples(st.just("set"), st.just("/data/visit"), st.sampled_from(["", "done", "skipped"])),
    st.tuples(st.just("set"), st.just("/data/rate"), st.sampled_from(["", "1", "3"])),
    st.builds(lambda row, text: ("set", f"/data/debtor[{row}]/owed", text), ROW, st.sampled_from(["", "5", "500"])),
    st.builds(lambda row: ("set", f"/data/shop[{row}]/rent", "90"), ROW),
    st.builds(
        lambda path, text, kind: ("explain" + kind, path, text),
        st.sampled_from(
            ["/data/age", "/data/half", "/data/cash", "/data/visit", "/data/debtor[1]/owed", "/data/debtor[2]/deed"]
        ),
        st.sampled_from(["", "甲", "乙"]),
        st.sampled_from(["", "", "evidence"]),
    ),
    st.builds(
        lambda held: ("hold", " ".join(held), ""),
        st.sets(
            st.sampled_from(["/data/cash", "/data/visit", "/data/debtor", "/data/debtor[2]/owed", "/data/shop[1]/rent"])
        ),
    ),
    st.just(("add", "/data/debtor", "")),
    st.builds(lambda row: ("remove", f"/data/debtor[{row}]", ""), ROW),
    st.just(("undo", "", "")),
    st.just(("redo", "", "")),
)
quickly = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _do(session: FormSession, edits: list[tuple[str, str, str]]) -> list[Change]:
    changes = list(session.opening.changes)
    for verb, path, text in edits:
        try:
            edit = _one(session, verb, path, text)
        except AnswerError:
            continue
        changes += edit.changes if edit is not None else ()
    return changes


def _one(session: FormSession, verb: str, path: str, text: str) -> Edit | None:
    if verb.startswith("explain"):
        return session.explain(path, text, kind=verb.removeprefix("explain"))
    if verb == "hold":
        return session.hold_evidence({each: ["photo"] for each in path.split()})
    if verb in ("undo", "redo"):
        return session.undo() if verb == "undo" else session.redo()
    if verb == "set":
        return session.set(path, text)
    return session.add_row(path) if verb == "add" else session.remove_row(path)


def _account(session: FormSession) -> tuple[object, ...]:
    sections = tuple(session.completeness(section.path) for section in session.form.sections)
    return session.answers(), session.reasons(), session.problems(), session.completeness(), sections


@quickly
@given(edits=st.lists(EDITS, max_size=16))
def test_a_session_rebuilt_with_its_reasons_and_evidence_is_the_same(
    edits: list[tuple[str, str, str]], form_of: Callable[[str], Form], open_session: OpenSession
) -> None:
    session = open_session(form_of(TABLE), evidence={})
    _do(session, edits)
    again = open_session(
        session.form, session.answers(), remarks=session.reasons(), evidence=session.evidence(), first_load=False
    )
    assert _account(again) == _account(session)
    assert again.evidence() == session.evidence()
    before = _account(session)
    session.recompute()
    assert _account(session) == before


@quickly
@given(edits=st.lists(EDITS, max_size=16))
def test_the_changes_of_all_edits_rebuild_the_reasons(
    edits: list[tuple[str, str, str]], form_of: Callable[[str], Form], open_session: OpenSession
) -> None:
    session = open_session(form_of(TABLE), evidence={})
    kept: dict[str, str] = {}
    for change in _do(session, edits):
        kept = remarked(kept, change)
    assert kept == session.reasons()


@quickly
@given(edits=st.lists(EDITS.filter(lambda edit: edit[0] != "hold"), max_size=14))
def test_undo_takes_reasons_back_and_redo_writes_them_again(
    edits: list[tuple[str, str, str]], form_of: Callable[[str], Form], open_session: OpenSession
) -> None:
    session = open_session(form_of(TABLE), evidence={})
    _do(session, edits)
    after = _account(session)
    steps = 0
    while session.undo() is not None:
        steps += 1
    assert _account(session) == _account(open_session(session.form, evidence={}))
    for _ in range(steps):
        session.redo()
    assert _account(session) == after


def test_completeness_tells_what_is_open_and_what_was_overridden(visit: FormSession) -> None:
    visit.remove_row("/data/debtor[1]")
    visit.set("/data/cash", "5000")
    visit.explain("/data/cash", "旺季", kind="constraint")
    assert visit.completeness() == Completeness(answered=0, expected=2, problems=2, asked=4, filled=1, overridden=1)
