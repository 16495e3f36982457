"""Laws that hold after any sequence of edits: rebuilt from its answers, recomputed in full, or undone, a session is the same."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checklists.form import Edit, Form, FormSession
from checklists.model.case import Change
from checklists.model.errors import AnswerError
from checklists.model.history import applied

TABLE = """
| survey | | | | | | | | | | |
| | type | name | label | required | relevant | constraint | calculation | choice_filter | repeat_count | default |
| | begin_group | a | A | | | | | | | |
| | integer | n | N | yes | | . > 0 | | | | 2 |
| | decimal | x | X | | ${n} > 1 | | | | | |
| | select_one prov | p | P | | | | | | | |
| | select_one city | ci | C | | ${p} != '' | | | prov = ${p} | | |
| | calculate | c1 | | | | | coalesce(${x}, 0) + ${n} | | | |
| | end_group | | | | | | | | | |
| | begin_repeat | r | R | | ${n} != 5 | | | | | |
| | decimal | amt | A | yes | | . >= 0 | | | | 1.5 |
| | decimal | pr | P | | ${amt} > 2 | | | | | |
| | calculate | val | | | | | ${amt} * coalesce(${pr}, position(..)) | | | |
| | calculate | share | | | | | round(${val} div ${tot}, 6) | | | |
| | begin_repeat | in | I | | | | | | | |
| | integer | it | T | | | . < 5 | | | | |
| | end_repeat | | | | | | | | | |
| | calculate | isum | | | | | sum(${it}) | | | |
| | end_repeat | | | | | | | | | |
| | begin_repeat | k | K | | | | | | ${n} | |
| | text | kt | KT | yes | | | | | | z |
| | end_repeat | | | | | | | | | |
| | calculate | tot | | | | | sum(${val}) + count(${k}) | | | |
| choices | | | | |
| | list_name | name | label | prov |
| | prov | gd | 广东 | |
| | prov | hn | 湖南 | |
| | city | gz | 广州 | gd |
| | city | cs | 长沙 | hn |
"""
ROW = st.integers(min_value=1, max_value=3)
EDITS = st.one_of(
    st.tuples(st.just("set"), st.just("/data/a/n"), st.sampled_from(["", "1", "3", "5", "abc"])),
    st.tuples(st.just("set"), st.just("/data/a/x"), st.sampled_from(["", "4", "2.5"])),
    st.tuples(st.just("set"), st.just("/data/a/p"), st.sampled_from(["", "gd", "hn"])),
    st.tuples(st.just("set"), st.just("/data/a/ci"), st.sampled_from(["gz", "cs"])),
    st.builds(lambda row, text: ("set", f"/data/r[{row}]/amt", text), ROW, st.sampled_from(["", "1", "3", "1.5"])),
    st.builds(lambda row, text: ("set", f"/data/r[{row}]/pr", text), ROW, st.sampled_from(["", "2"])),
    st.builds(lambda row, inner: ("set", f"/data/r[{row}]/in[{inner}]/it", "4"), ROW, ROW),
    st.builds(lambda row, text: ("set", f"/data/k[{row}]/kt", text), ROW, st.sampled_from(["", "甲"])),
    st.just(("add", "/data/r", "")),
    st.builds(lambda row: ("add", f"/data/r[{row}]/in", ""), ROW),
    st.builds(lambda row: ("remove", f"/data/r[{row}]", ""), ROW),
    st.builds(lambda row, inner: ("remove", f"/data/r[{row}]/in[{inner}]", ""), ROW, ROW),
    st.just(("undo", "", "")),
    st.just(("redo", "", "")),
)
SEQUENCES = st.lists(EDITS, max_size=14)
quickly = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _do(session: FormSession, edits: list[tuple[str, str, str]]) -> list[Change]:
    """What the edits changed, in order; edits that the form refuses change nothing."""
    changes = list(session.opening.changes)
    for verb, path, text in edits:
        try:
            edit = _one(session, verb, path, text)
        except AnswerError:
            continue
        changes += edit.changes if edit is not None else ()
    return changes


def _one(session: FormSession, verb: str, path: str, text: str) -> Edit | None:
    if verb == "set":
        return session.set(path, text)
    if verb == "add":
        return session.add_row(path)
    if verb == "remove":
        return session.remove_row(path)
    return session.undo() if verb == "undo" else session.redo()


@quickly
@given(edits=SEQUENCES)
def test_the_changes_of_all_edits_rebuild_the_answers(
    edits: list[tuple[str, str, str]], form_of: Callable[[str], Form], open_session: Callable[..., FormSession]
) -> None:
    session = open_session(form_of(TABLE))
    kept: dict[str, str] = {}
    for change in _do(session, edits):
        kept = applied(kept, change)
    assert kept == session.answers()


def _state(session: FormSession) -> tuple[object, ...]:
    values = {path: text for path, text in session.values().items() if "instanceID" not in path}
    relevance = {path: session.is_relevant(path) for path in values}
    required = {path: session.is_required(path) for path in values}
    return values, relevance, required, session.problems(), session.completeness()


@quickly
@given(edits=SEQUENCES)
def test_a_session_rebuilt_from_its_answers_is_the_same(
    edits: list[tuple[str, str, str]], form_of: Callable[[str], Form], open_session: Callable[..., FormSession]
) -> None:
    session = open_session(form_of(TABLE))
    _do(session, edits)
    again = open_session(session.form, session.answers(), first_load=False)
    assert _state(again) == _state(session)
    assert again.answers() == session.answers()


@quickly
@given(edits=SEQUENCES)
def test_one_answer_at_a_time_gives_what_a_full_pass_gives(
    edits: list[tuple[str, str, str]], form_of: Callable[[str], Form], open_session: Callable[..., FormSession]
) -> None:
    session = open_session(form_of(TABLE))
    _do(session, edits)
    before = _state(session)
    session.recompute()
    assert _state(session) == before


@quickly
@given(earlier=SEQUENCES, edits=SEQUENCES)
def test_undo_takes_any_edits_back_and_redo_does_them_again(
    earlier: list[tuple[str, str, str]],
    edits: list[tuple[str, str, str]],
    form_of: Callable[[str], Form],
    open_session: Callable[..., FormSession],
) -> None:
    session = open_session(form_of(TABLE))
    _do(session, earlier)
    while session.can_undo:
        session.undo()
    fresh = open_session(session.form)
    assert _state(session) == _state(fresh)
    _do(session, edits)
    after = _state(session)
    steps = 0
    while session.undo() is not None:
        steps += 1
    assert _state(session) == _state(fresh)
    for _ in range(steps):
        session.redo()
    assert _state(session) == after


@quickly
@given(edits=SEQUENCES)
def test_affected_names_every_path_that_looks_different(
    edits: list[tuple[str, str, str]], form_of: Callable[[str], Form], open_session: Callable[..., FormSession]
) -> None:
    session = open_session(form_of(TABLE))
    _do(session, edits)
    before, rows = session.values(), session.rows("/data/r")
    edit = session.set("/data/a/x", "77" if session.value("/data/a/x") != "77" else "78")
    different = {path for path, text in session.values().items() if before.get(path) != text}
    assert different <= edit.affected
    assert session.rows("/data/r") == rows
