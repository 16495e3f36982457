"""Forms from anybody: what is out of all proportion is refused at once, and counts inside counts do not multiply."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checklists.form import Form, FormSession, instances, recompute
from checklists.form import answers as loading
from checklists.form import session as sessions
from checklists.form.external import tree_of_file
from checklists.model.errors import AnswerError, FormError
from checklists.xpath import tree
from tests.unit.checklists.form.conftest import OpenSession

BuildXForm = Callable[..., bytes]

INNER = (
    '<group ref="/data/r"><repeat nodeset="/data/r"{outer}><group ref="/data/r/s"><repeat nodeset="/data/r/s"{inner}>'
)
INNER += '<input ref="/data/r/s/a"><label>a</label></input></repeat></group></repeat></group>'
ROWS = '<n/><r jr:template=""><s jr:template=""><a/></s></r>'


def _refusal(data: bytes) -> str:
    with pytest.raises(FormError) as refused:
        Form.from_xform(data)
    return refused.value.reason


def test_a_document_of_too_many_bytes_tags_or_attributes_is_refused_before_it_is_read(
    xform_with: BuildXForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = xform_with("<a/>")
    for bound in ("LARGEST_XML", "MOST_TAGS", "MOST_ATTRIBUTES"):
        with monkeypatch.context() as patch:
            patch.setattr(tree, bound, 3)
            assert _refusal(form) == "xml-too-large"
            assert _refusal(b"<<<<====") == "xml-too-large"
    assert Form.from_xform(form).questions


def test_more_questions_than_anybody_answers_are_refused(
    xform_with: BuildXForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = xform_with("".join(f"<q{number}/>" for number in range(30)))
    monkeypatch.setattr(instances, "MAX_FIELDS", 20)
    assert _refusal(form) == "too-many-questions"


def test_an_instance_that_starts_with_very_many_rows_is_refused(
    xform_with: BuildXForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = xform_with("<r><a/></r>" * 30)
    monkeypatch.setattr(instances, "MAX_ELEMENTS", 40)
    assert _refusal(form) == "too-many-questions"


def test_counts_inside_counts_do_not_multiply(
    xform_with: BuildXForm, open_session: OpenSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recompute, "MAX_ROWS_TOGETHER", 50)
    count = ' jr:count="/data/n"'
    body = INNER.format(outer=count, inner=count)
    session = open_session(Form.from_xform(xform_with(ROWS, '<bind nodeset="/data/n" type="int"/>', body)))
    session.set("/data/n", "1000000000")
    assert _rows(session) == 50
    session.set("/data/n", "3")
    assert _rows(session) == 12


def _rows(session: FormSession) -> int:
    return sum(node.is_repeat for node in session.tree.walk())


def test_rows_of_all_repeats_together_are_bounded(
    xform_with: BuildXForm, open_session: OpenSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (recompute, sessions, loading):
        monkeypatch.setattr(module, "MAX_ROWS_TOGETHER", 5)
    form = Form.from_xform(xform_with(ROWS, "", INNER.format(outer="", inner="")))
    session = open_session(form)
    session.add_row("/data/r")
    for _ in range(4):
        session.add_row("/data/r[1]/s")
    with pytest.raises(AnswerError) as refused:
        session.add_row("/data/r")
    assert refused.value.problems[0][2] == "number of rows"
    session.remove_row("/data/r[1]/s[1]")
    session.add_row("/data/r")
    with pytest.raises(AnswerError) as lost:
        open_session(form, {"/data/r[3]/s[4]/a": "1"})
    assert [problem[2] for problem in lost.value.problems] == ["row"]


def _doubling(fields: int) -> tuple[str, str]:
    """``a0`` is one letter typed by a person, every further field twice the one before it."""
    instance = "".join(f"<a{number}/>" for number in range(fields))
    binds = "".join(
        f'<bind nodeset="/data/a{number}" calculate="concat(/data/a{number - 1}, /data/a{number - 1})"/>'
        for number in range(1, fields)
    )
    return instance, binds


def test_texts_that_double_are_cut_before_they_fill_the_memory(
    xform_with: BuildXForm, open_session: OpenSession
) -> None:
    body = '<input ref="/data/a0"><label>a</label></input>'
    session = open_session(Form.from_xform(xform_with(*_doubling(60), body)))
    session.set("/data/a0", "x")
    assert len(session.value("/data/a14")) == 2**14
    assert {len(session.value(f"/data/a{number}")) for number in range(15, 60)} == {recompute.LONGEST_TEXT}


def test_computed_texts_for_which_there_is_no_room_stay_blank(
    xform_with: BuildXForm, open_session: OpenSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recompute, "MOST_TEXT", 100)
    body = '<input ref="/data/a0"><label>a</label></input>'
    session = open_session(Form.from_xform(xform_with(*_doubling(9), body)))
    session.set("/data/a0", "xx")
    lengths = [len(session.value(f"/data/a{number}")) for number in range(9)]
    assert lengths == [2, 4, 8, 16, 32, 0, 0, 0, 0]
    session.set("/data/a0", "")
    session.set("/data/a0", "x")
    assert [len(session.value(f"/data/a{number}")) for number in range(7)] == [1, 2, 4, 8, 16, 32, 0]


def test_rows_that_go_give_their_room_back(
    xform_with: BuildXForm, open_session: OpenSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recompute, "MOST_TEXT", 25)
    body = '<group ref="/data/r"><repeat nodeset="/data/r"><input ref="/data/r/a"><label>a</label></input></repeat></group>'
    bind = '<bind nodeset="/data/r/b" calculate="concat(../a, \'0123456789\')"/>'
    session = open_session(Form.from_xform(xform_with("<r><a/><b/></r>", bind, body)))
    for _ in range(5):
        session.add_row("/data/r")
        session.remove_row("/data/r[1]")
    session.add_row("/data/r")
    session.add_row("/data/r")
    assert [len(session.value(f"/data/r[{row}]/b")) for row in (1, 2, 3)] == [10, 10, 0]


def test_a_list_file_of_too_many_cells_is_refused_before_it_is_read() -> None:
    with pytest.raises(FormError) as refused:
        tree_of_file("x.csv", b"a,b\n" * 300_000)
    assert (refused.value.reason, refused.value.where) == ("external-file-too-large", "x.csv")
