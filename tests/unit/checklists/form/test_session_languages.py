"""Several languages and pictures: the words change, the answers and what can be undone stay."""

from __future__ import annotations

from checklists.form import Form, FormSession
from tests.unit.checklists.form.conftest import OpenSession, xform

ENGLISH = "English (en)"
TABLE = """
| survey | | | | | | |
| | type | name | label::中文 (zh) | label::English (en) | media::image::中文 (zh) | default |
| | select_one yn | has | 有无存货 | Any stock? | shelf.png | |
| | text | why | 为什么选 ${has} | Why ${has} | | |
| | integer | n | 数量 | Quantity | | 3 |
| | audit | audit | | | | |
| choices | | | | | | |
| | list_name | name | label::中文 (zh) | label::English (en) | media::image::中文 (zh) | |
| | yn | yes | 有 | Yes | full.png | |
| | yn | no | 无 | No | | |
| settings | | | | | | |
| | form_title | form_id | version | default_language | | |
| | 调查表 | t | 1 | 中文 (zh) | | |
"""


def _xform() -> bytes:
    from pyxform.xls2xform import convert

    return convert(TABLE, validate=False).xform.encode()  # type: ignore[no-any-return]  # pyxform is untyped


def _answered(open_session: OpenSession) -> FormSession:
    session = open_session(Form.from_xform(_xform()))
    session.set("/data/has", "yes")
    session.set("/data/n", "5")
    return session


def test_the_first_language_is_the_form_s_own(open_session: OpenSession) -> None:
    session = open_session(Form.from_xform(_xform()))
    assert session.form.languages == ("中文 (zh)", ENGLISH)
    assert session.label("/data/has") == "有无存货"


def test_another_language_changes_the_words_and_no_answer(open_session: OpenSession) -> None:
    session = _answered(open_session)
    other = session.speaking(Form.from_xform(_xform(), language=ENGLISH))
    assert (other.label("/data/has"), other.label("/data/why")) == ("Any stock?", "Why yes")
    assert [choice.label for choice in other.choices("/data/has")] == ["Yes", "No"]
    assert other.answers() == session.answers()


def test_what_was_done_before_the_switch_can_be_undone_after_it(open_session: OpenSession) -> None:
    other = _answered(open_session).speaking(Form.from_xform(_xform(), language=ENGLISH))
    other.undo()
    assert other.value("/data/n") == "3"
    assert other.can_redo
    other.undo()
    assert (other.value("/data/has"), other.can_undo) == ("", False)


def test_a_cleared_default_does_not_come_back_with_the_language(open_session: OpenSession) -> None:
    session = open_session(Form.from_xform(_xform()))
    session.set("/data/n", "")
    assert session.speaking(Form.from_xform(_xform(), language=ENGLISH)).value("/data/n") == ""


def test_labels_and_choices_name_their_pictures(open_session: OpenSession) -> None:
    session = open_session(Form.from_xform(_xform()))
    assert session.form.questions["/data/has"].media == {"image": "jr://images/shelf.png"}
    assert [dict(choice.media) for choice in session.choices("/data/has")] == [{"image": "jr://images/full.png"}, {}]


def test_an_audit_question_asks_nothing_and_stands_in_no_way(open_session: OpenSession) -> None:
    session = _answered(open_session)
    session.set("/data/why", "眼见")
    assert session.problems() == ()
    assert not any("audit" in path for path in session.answers())


def test_fixed_choices_name_their_pictures(open_session: OpenSession) -> None:
    table = """
| survey | | | |
| | type | name | label |
| | select_one a | q | 问 |
| choices | | | |
| | list_name | name | label | media::image |
| | a | x | 甲 | x.png |
"""
    assert open_session(Form.from_xform(xform(table))).choices("/data/q")[0].media == {"image": "jr://images/x.png"}
