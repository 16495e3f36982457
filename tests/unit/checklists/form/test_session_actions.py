"""What a form does by itself: dates of today, triggers, new rows; stored, undone and never done twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone

from checklists.form import Form, FormSession

VISIT = """
| survey | | | | | | | |
| | type | name | label | calculation | default | trigger | repeat_count |
| | start | start | | | | | |
| | today | day | | | | | |
| | date | visit | 到访日 | | today() | | |
| | text | kind | 业态 | | 零售 | | |
| | text | changed | 改于 | concat(${kind}, '@', format-date(today(), '%Y')) | | ${kind} | |
| | calculate | number | | once(uuid()) | | | |
| | begin_repeat | photo | 照片 | | | | |
| | date | taken | 拍摄日 | | today() | | |
| | text | place | 地点 | | | | |
| | end_repeat | | | | | | |
"""
LATER = datetime(2027, 1, 5, 10, 0, tzinfo=timezone(timedelta(hours=8)))


def test_a_new_form_sets_its_dates_and_tells_what_it_set(session_of: Callable[[str], FormSession]) -> None:
    session = session_of(VISIT)
    assert session.value("/data/visit") == "2026-11-22"
    assert session.value("/data/day") == "2026-11-22"
    assert session.value("/data/start") == "2026-11-22T09:30:00.000+08:00"
    assert session.value("/data/photo[1]/taken") == "2026-11-22"
    assert {change.path for change in session.opening.changes} == {
        "/data/start",
        "/data/day",
        "/data/visit",
        "/data/kind",
        "/data/number",
        "/data/photo[1]/taken",
    }
    assert not session.can_undo


def test_a_stored_form_keeps_its_dates(
    form_of: Callable[[str], Form], open_session: Callable[..., FormSession]
) -> None:
    form = form_of(VISIT)
    first = open_session(form)
    again = open_session(form, first.answers(), at=LATER)
    assert again.value("/data/visit") == "2026-11-22"
    assert again.opening.changes == ()
    assert again.value("/data/number") == first.value("/data/number")


def test_a_trigger_runs_when_its_question_changes_and_is_undone_with_it(
    session_of: Callable[[str], FormSession],
) -> None:
    session = session_of(VISIT)
    assert session.value("/data/changed") == ""
    edit = session.set("/data/kind", "批发")
    assert session.value("/data/changed") == "批发@2026"
    assert [change.path for change in edit.changes] == ["/data/kind", "/data/changed"]
    session.set("/data/changed", "手改")
    session.undo()
    assert session.value("/data/changed") == "批发@2026"
    session.undo()
    assert (session.value("/data/kind"), session.value("/data/changed")) == ("零售", "")


def test_a_new_row_gets_its_defaults_of_the_day(
    form_of: Callable[[str], Form], open_session: Callable[..., FormSession]
) -> None:
    form = form_of(VISIT)
    session = open_session(form, open_session(form).answers(), at=LATER)
    session.add_row("/data/photo")
    assert session.value("/data/photo[2]/taken") == "2027-01-05"
    assert session.value("/data/photo[1]/taken") == "2026-11-22"
    assert open_session(form, session.answers()).value("/data/photo[2]/taken") == "2027-01-05"


def test_the_instance_id_names_the_filling_and_is_no_answer(session_of: Callable[[str], FormSession]) -> None:
    session = session_of(VISIT)
    assert session.value("/data/meta/instanceID").startswith("uuid:id-")
    assert "/data/meta/instanceID" not in session.answers()


def test_actions_that_set_off_each_other_come_to_an_end(
    xform_with: Callable[..., bytes], open_session: Callable[..., FormSession]
) -> None:
    body = "".join(
        f'<input ref="/data/{one}"><label>{one}</label>'
        f'<setvalue event="xforms-value-changed" ref="/data/{other}" value="/data/{one} + 1"/></input>'
        for one, other in (("a", "b"), ("b", "a"))
    )
    session = open_session(Form.from_xform(xform_with("<a/><b/>", "", body)))
    session.set("/data/a", "1")
    assert (session.value("/data/b"), session.value("/data/a")) == ("2", "3")
    session.undo()
    assert (session.value("/data/a"), session.value("/data/b")) == ("", "")


def test_an_action_may_wait_for_a_computed_value(
    xform_with: Callable[..., bytes], open_session: Callable[..., FormSession]
) -> None:
    form = Form.from_xform(
        xform_with(
            "<a/><c/><note/>",
            '<bind nodeset="/data/c" calculate="/data/a > 5"/>',
            '<input ref="/data/a"><label>a</label></input><input ref="/data/c"><label>c</label>'
            '<setvalue event="xforms-value-changed" ref="/data/note">算过</setvalue></input>'
            '<input ref="/data/note"><label>n</label></input>',
        )
    )
    session = open_session(form)
    session.set("/data/a", "9")
    assert session.value("/data/note") == "算过"


def test_an_action_writes_into_the_row_that_its_path_chooses(
    xform_with: Callable[..., bytes], open_session: Callable[..., FormSession]
) -> None:
    body = """<input ref="/data/kind">
        <setvalue event="xforms-value-changed" ref="/data/row[position()=2]/note" value="/data/kind"/>
        <setvalue event="xforms-value-changed" ref="/data/row/any" value="/data/kind"/></input>
        <repeat nodeset="/data/row"><input ref="/data/row/note"/><input ref="/data/row/any"/></repeat>"""
    form = Form.from_xform(xform_with("<kind/><row><note/><any/></row>", "", body))
    session = open_session(form)
    session.set("/data/kind", "甲")
    assert session.value("/data/row[1]/any") == "甲"
    session.add_row("/data/row")
    session.set("/data/kind", "乙")
    assert (session.value("/data/row[1]/note"), session.value("/data/row[2]/note")) == ("", "乙")
    assert (session.value("/data/row[1]/any"), session.value("/data/row[2]/any")) == ("甲", "")


def test_events_have_their_older_names_too(
    xform_with: Callable[..., bytes], open_session: Callable[..., FormSession]
) -> None:
    model = """<setvalue event="xforms-ready" ref="/data/day" value="1 + 1"/>
        <setvalue event="jr-insert" ref="/data/row/note">新增</setvalue>
        <setvalue event="xforms-revalidate" ref="/data/done">已查</setvalue>"""
    body = """<input ref="/data/day"/><input ref="/data/done"/><repeat nodeset="/data/row"><input ref="/data/row/note"/></repeat>"""
    session = open_session(Form.from_xform(xform_with("<day/><done/><row><note/></row>", model, body)))
    session.add_row("/data/row")
    assert session.value("/data/day") == "2"
    assert (session.value("/data/row[1]/note"), session.value("/data/row[2]/note")) == ("", "新增")
    assert session.value("/data/done") == ""


def test_a_row_that_comes_while_it_is_hidden_is_given_its_number(
    xform_with: Callable[..., bytes], open_session: Callable[..., FormSession]
) -> None:
    model = """<bind nodeset="/data/open" type="boolean"/><bind nodeset="/data/shop" relevant="/data/open"/>
        <bind nodeset="/data/shop/row/number" type="int"/>"""
    body = """<input ref="/data/open"/><group ref="/data/shop"><repeat nodeset="/data/shop/row" jr:count="/data/n">
        <setvalue event="odk-new-repeat" ref="/data/shop/row/number" value="position(..)"/><input ref="/data/shop/row/number"/>
        </repeat></group>"""
    instance = '<open/><n>2</n><shop><row jr:template=""><number/></row></shop>'
    session = open_session(Form.from_xform(xform_with(instance, model, body)))
    session.set("/data/open", "true")
    assert [session.value(f"/data/shop/row[{place}]/number") for place in (1, 2)] == ["1", "2"]
