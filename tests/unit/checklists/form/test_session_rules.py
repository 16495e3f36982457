"""Relevance, calculation, constraints, choices and what is still open, one answer at a time."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checklists.form import Choice, Completeness, Form, FormSession, Problem, QuestionKind
from checklists.model.case import Change, ChangeKind
from checklists.model.errors import AnswerError

LOAN = """
| survey | | | | | | | | | |
| | type | name | label | required | relevant | constraint | constraint_message | calculation | bind::jd:severity |
| | begin_group | ask | 申请 | | | | | | |
| | text | client | 姓名 | yes | | | | | |
| | integer | months | 期限 | yes | | . > 0 and . <= 36 | | | |
| | decimal | rate | 利率 | | | . < 24 | 年利率不得超过 24% | | |
| | decimal | age | 年龄 | | | . >= 18 | | | warning |
| | date | visit | 到访日 | | | . <= today() | | | |
| | end_group | | | | | | | | |
| | begin_group | rent | 租金 | | ${months} > 12 | | | | |
| | decimal | yearly | ${client}的年租金 | yes | | | | | |
| | calculate | monthly | | | | | | ${yearly} div 12 | |
| | end_group | | | | | | | | |
| | begin_group | sum | 合计 | | | | | | |
| | calculate | cost | | | | | | coalesce(${monthly}, 0) + 1 | |
| | note | shown | 每月 ${cost} 元 | | | | | | |
| | end_group | | | | | | | | |
"""


@pytest.fixture
def loan(session_of: Callable[[str], FormSession]) -> FormSession:
    return session_of(LOAN)


def test_an_answer_opens_a_group_and_what_reads_it_follows(loan: FormSession) -> None:
    assert not loan.is_relevant("/data/rent/yearly")
    edit = loan.set("/data/ask/months", "24")
    assert loan.is_relevant("/data/rent/yearly")
    assert {"/data/ask/months", "/data/rent", "/data/rent/yearly"} <= edit.affected
    assert "/data/ask/rate" not in edit.affected
    edit = loan.set("/data/rent/yearly", "1200")
    assert loan.value("/data/sum/cost") == "101"
    assert "/data/sum/cost" in edit.affected
    assert edit.changes == (Change(ChangeKind.SET, "/data/rent/yearly", old="", new="1200"),)


def test_an_irrelevant_answer_is_kept_but_reads_as_blank(loan: FormSession) -> None:
    loan.set("/data/ask/months", "24")
    loan.set("/data/rent/yearly", "1200")
    loan.set("/data/ask/months", "6")
    assert loan.value("/data/rent/yearly") == "1200"
    assert loan.value("/data/sum/cost") == "1"
    loan.set("/data/ask/months", "18")
    assert loan.value("/data/sum/cost") == "101"


def test_labels_show_the_answers_they_speak_of(loan: FormSession) -> None:
    loan.set("/data/ask/client", "王强")
    assert loan.label("/data/rent/yearly") == "王强的年租金"
    edit = loan.set("/data/ask/months", "24")
    edit = loan.set("/data/rent/yearly", "1200")
    assert loan.label("/data/sum/shown") == "每月 101 元"
    assert "/data/sum/shown" in edit.affected


@pytest.mark.parametrize(
    ("path", "value", "kind", "message"),
    [
        ("/data/ask/months", "12个", "type", "应填整数，现填的是“12个”。"),
        ("/data/ask/months", "1.5", "type", "应填整数，现填的是“1.5”。"),
        ("/data/ask/months", "60", "constraint", "应大于 0，且不大于 36，现填的是“60”。"),
        ("/data/ask/rate", "36", "constraint", "年利率不得超过 24%"),
        ("/data/ask/rate", "多", "type", "应填数字，现填的是“多”。"),
        ("/data/ask/visit", "2027-01-01", "constraint", "应不晚于今天，现填的是“2027-01-01”。"),
        ("/data/ask/visit", "2026-02-30", "type", "应填日期(如 2024-05-01)，现填的是“2026-02-30”。"),
    ],
)
def test_a_wrong_answer_is_kept_and_listed(path: str, value: str, kind: str, message: str, loan: FormSession) -> None:
    loan.set(path, value)
    assert loan.value(path) == value
    assert Problem(path, kind, message) in loan.problems("ask")


def test_a_check_marked_as_warning_gives_a_warning(loan: FormSession) -> None:
    loan.set("/data/ask/age", "17")
    (problem,) = [problem for problem in loan.problems() if problem.path == "/data/ask/age"]
    assert (problem.kind, problem.severity) == ("constraint", "warning")


def test_required_questions_count_only_while_relevant(loan: FormSession) -> None:
    assert [(problem.path, problem.kind) for problem in loan.problems()] == [
        ("/data/ask/client", "required"),
        ("/data/ask/months", "required"),
    ]
    assert loan.completeness() == Completeness(answered=0, expected=2, problems=2, asked=5, filled=0)
    loan.set("/data/ask/months", "24")
    assert loan.completeness("/data/rent") == Completeness(answered=0, expected=1, problems=1, asked=1, filled=0)
    assert loan.completeness().percent == 33
    assert loan.is_required("/data/ask/client")
    assert not loan.is_required("/data/ask/rate")


STOP = """
| survey | | | | | | | | |
| | type | name | label | required | relevant | readonly | default | constraint |
| | integer | age | 年龄 | | | | | |
| | note | stop | 未满 18 岁,不能继续 | yes | ${age} < 18 | | | |
| | text | terms | 条款 | | | yes | 旧 | . = '新' |
| | note | seen | 请核对 | no | | | | |
"""


def test_what_is_only_read_is_checked_too_where_it_has_a_rule(session_of: Callable[[str], FormSession]) -> None:
    session = session_of(STOP)
    assert [(problem.path, problem.kind) for problem in session.problems()] == [("/data/terms", "constraint")]
    session.set("/data/age", "17")
    assert [problem.path for problem in session.problems()] == ["/data/stop", "/data/terms"]
    assert session.is_readonly("/data/stop")
    assert session.form.questions["/data/seen"].kind is QuestionKind.NOTE
    session.set("/data/age", "18")
    assert [problem.path for problem in session.problems()] == ["/data/terms"]


def test_the_number_of_a_group_is_that_of_what_stands_in_it_now(session_of: Callable[[str], FormSession]) -> None:
    session = session_of(
        """
| survey | | | | |
| | type | name | label | calculation |
| | begin_group | g | 组 | |
| | integer | n | 数 | |
| | end_group | | | |
| | calculate | twice | | number(${g}) * 2 |
| | calculate | total | | sum(${g}) |
"""
    )
    for number in ("2", "15", "", "4"):
        session.set("/data/g/n", number)
        assert session.value("/data/twice") == (str(int(number) * 2) if number else "")
        assert session.value("/data/total") == (number or "0")


HIDDEN_READS = """
| survey | | | | |
| | type | name | label | relevant |
| | integer | size | 大小 | |
| | text | by_current | 甲 | current()/../size = 1 |
| | text | by_list | 乙 | instance('s')/root/item[name = current()/../size]/big = 'yes' |
| | select_one s | other | 丙 | |
| choices | | | | |
| | list_name | name | label | big |
| | s | 1 | 大 | yes |
| | s | 2 | 小 | no |
"""


def test_what_is_hidden_still_looks_from_its_place_for_what_would_show_it(
    session_of: Callable[[str], FormSession],
) -> None:
    """``current()`` is where an expression stands, not an answer that could be blank (JavaRosa)."""
    session = session_of(HIDDEN_READS)
    hidden = ("/data/by_current", "/data/by_list")
    for size, expected in (("2", False), ("1", True), ("2", False), ("1", True)):
        session.set("/data/size", size)
        assert [session.is_relevant(path) for path in hidden] == [expected, expected]


def test_a_computed_answer_takes_no_hand(loan: FormSession) -> None:
    assert loan.is_readonly("/data/sum/cost")
    with pytest.raises(AnswerError) as refused:
        loan.set("/data/sum/cost", "5")
    assert refused.value.problems == (("/data/sum/cost", "5", "computed"),)


@pytest.mark.parametrize(
    "path", ["/data/nowhere", "data/ask/client", "/data/ask", "/data/ask/client[2]", "", "/data/ask/client/x"]
)
def test_a_path_that_is_no_question_is_refused(path: str, loan: FormSession) -> None:
    with pytest.raises(AnswerError):
        loan.set(path, "x")


def test_stored_answers_of_another_form_are_refused_all_at_once(
    form_of: Callable[[str], Form], open_session: Callable[..., FormSession]
) -> None:
    with pytest.raises(AnswerError) as refused:
        open_session(form_of(LOAN), {"/data/x": "1", "/data/ask": "2", "/data/ask/client": "王", "/data/y[1": "3"})
    assert [path for path, _, _ in refused.value.problems] == ["/data/x", "/data/ask", "/data/y[1"]


CITIES = """
| survey | | | | | | | |
| | type | name | label | relevant | choice_filter | calculation | parameters |
| | select_one prov | prov | 省 | | | | |
| | select_one city | city | 市 | | prov = ${prov} | | |
| | select_multiple city | many | 多市 | | prov = ${prov} | | |
| | select_one prov or_other | other | 他省 | | | | |
| | range | scale | 评分 | | | | start=1 end=5 step=2 |
| | calculate | named | | | | jr:choice-name(${city}, '${city}') | |
| choices | | | | |
| | list_name | name | label | prov |
| | prov | gd | 广东 | |
| | prov | hn | 湖南 | |
| | city | gz | 广州 | gd |
| | city | sz | 深圳 | gd |
| | city | cs | 长沙 | hn |
"""


def test_choices_follow_their_filter(session_of: Callable[[str], FormSession]) -> None:
    session = session_of(CITIES)
    assert session.choices("/data/city") == ()
    edit = session.set("/data/prov", "gd")
    assert session.choices("/data/city") == (Choice("gz", "广州"), Choice("sz", "深圳"))
    assert "/data/city" in edit.affected
    session.set("/data/city", "sz")
    assert session.value("/data/named") == "深圳"
    assert session.problems() == ()


def test_an_answer_that_is_no_longer_offered_is_kept_and_listed(session_of: Callable[[str], FormSession]) -> None:
    session = session_of(CITIES)
    session.set("/data/prov", "gd")
    session.set("/data/city", "sz")
    session.set("/data/many", "gz sz")
    session.set("/data/prov", "hn")
    assert [(problem.path, problem.kind) for problem in session.problems()] == [
        ("/data/city", "choice"),
        ("/data/many", "choice"),
    ]
    assert session.problems()[0].message == "“sz”不在可选项之内，请从列表中重新选择。"
    assert session.value("/data/city") == "sz"


def test_other_may_be_specified_once_chosen(session_of: Callable[[str], FormSession]) -> None:
    session = session_of(CITIES)
    assert not session.is_relevant("/data/other_other")
    session.set("/data/other", "other")
    assert session.is_relevant("/data/other_other")
    assert session.problems() == ()


def test_a_number_off_the_scale_of_a_range_is_listed(session_of: Callable[[str], FormSession]) -> None:
    session = session_of(CITIES)
    session.set("/data/scale", "3")
    assert session.problems() == ()
    session.set("/data/scale", "4")
    assert session.problems()[0].message == "应在 1 至 5 之间，每档 2，现填的是“4”。"


TRUTHS = """
| survey | | | | | |
| | type | name | label | relevant | calculation |
| | integer | n | N | | |
| | calculate | big | | | ${n} > 10 |
| | text | why | 原因 | ${big} | |
| | calculate | said | | | concat('大:', ${big}) |
| | calculate | same | | | ${big} = 'true' and ${big} = true() and number(${big}) = 1 |
"""


def test_a_computed_truth_stays_a_truth(session_of: Callable[[str], FormSession]) -> None:
    session = session_of(TRUTHS)
    session.set("/data/n", "5")
    assert session.value("/data/big") == "false"
    assert not session.is_relevant("/data/why")
    session.set("/data/n", "11")
    assert session.is_relevant("/data/why")
    assert (session.value("/data/said"), session.value("/data/same")) == ("大:true", "true")


def test_must_be_looked_at_is_listed_as_such(session_of: Callable[[str], FormSession]) -> None:
    session = session_of(
        "| survey | | | | |\n| | type | name | label | bind::jd:must |\n| | text | licence | 营业执照号 | true |\n"
    )
    (problem,) = session.problems()
    assert (problem.kind, problem.severity) == ("must", "error")
    assert session.completeness().expected == 1
    session.set("/data/licence", "9144")
    assert session.completeness().percent == 100


GATE = """<is_group/><is_field>true</is_field><group><field/></group>"""
GATE_BINDS = """<bind nodeset="/data/is_group" type="boolean"/><bind nodeset="/data/is_field" type="boolean"/>
<bind nodeset="/data/group" relevant="/data/is_group"/><bind nodeset="/data/group/field" relevant="/data/is_field"/>"""
GATE_BODY = """<input ref="/data/is_group"/><input ref="/data/is_field"/>
<group ref="/data/group"><input ref="/data/group/field"/></group>"""


@pytest.mark.parametrize(("yes", "no"), [("true", "false"), ("1", "0")])
def test_a_question_of_the_type_boolean_is_the_truth_that_is_written_in_it(
    yes: str, no: str, xform_with: Callable[..., bytes], open_session: Callable[..., FormSession]
) -> None:
    session = open_session(Form.from_xform(xform_with(GATE, GATE_BINDS, GATE_BODY)))
    assert not session.is_relevant("/data/group/field")
    session.set("/data/is_group", yes)
    assert session.is_relevant("/data/group/field")
    session.set("/data/is_field", no)
    assert session.is_relevant("/data/group")
    assert not session.is_relevant("/data/group/field")
    session.set("/data/is_field", yes)
    session.set("/data/is_group", no)
    assert not session.is_relevant("/data/group")
    assert not session.is_relevant("/data/group/field")


def test_what_no_longer_applies_is_kept_while_filling_in_and_left_out_at_the_end(loan: FormSession) -> None:
    loan.set("/data/ask/months", "24")
    loan.set("/data/rent/yearly", "36000")
    loan.set("/data/ask/months", "12")
    assert loan.answers()["/data/rent/yearly"] == "36000"
    edit = loan.leave_out_irrelevant()
    assert edit.changes == (Change(ChangeKind.SET, "/data/rent/yearly", "36000"),)
    assert "/data/rent/yearly" not in loan.answers()
    assert loan.answers()["/data/ask/months"] == "12"
    assert loan.leave_out_irrelevant().changes == ()
