"""Expressions that look across rows: whatever is remembered while many rows are computed, the result is that of a full pass."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checklists.form import Form, FormSession

TABLE = """
| survey | | | | | | |
| | type | name | label | relevant | constraint | calculation |
| | decimal | least | L | | | |
| | begin_repeat | r | R | | | |
| | text | kind | K | | | |
| | decimal | amt | A | ${kind} != 'x' | . <= sum(../../r/amt) | |
| | calculate | share | | | | if(${tot} > 0, ${amt} div ${tot}, 0) |
| | calculate | before | | | | sum(../../r[position() < position(current()/..)]/amt) |
| | calculate | same | | | | count(../../r[kind = current()/../kind]) |
| | calculate | many | | | | count(../../r[amt > /data/least]) |
| | calculate | most | | | | max(../../r/amt) |
| | calculate | filled | | | | count-non-empty(../in) + count(../in[. = '3']) |
| | begin_repeat | in | I | | | |
| | integer | it | T | | | |
| | calculate | part | | | | ${it} div sum(../../in/it) |
| | calculate | of_all | | | | ${it} div sum(../../../r/in/it) |
| | end_repeat | | | | | |
| | end_repeat | | | | | |
| | calculate | tot | | | | sum(${amt}) |
"""
ROW = st.integers(min_value=1, max_value=4)
EDITS = st.one_of(
    st.tuples(st.just("/data/least"), st.sampled_from(["", "1", "3"])),
    st.builds(lambda row, text: (f"/data/r[{row}]/amt", text), ROW, st.sampled_from(["", "0", "2", "5.5"])),
    st.builds(lambda row, text: (f"/data/r[{row}]/kind", text), ROW, st.sampled_from(["a", "b", "x"])),
    st.builds(lambda row, inner, text: (f"/data/r[{row}]/in[{inner}]/it", text), ROW, ROW, st.sampled_from(["", "3"])),
    st.just(("+", "/data/r")),
    st.builds(lambda row: ("+", f"/data/r[{row}]/in"), ROW),
    st.builds(lambda row: ("-", f"/data/r[{row}]"), ROW),
    st.builds(lambda row, inner: ("-", f"/data/r[{row}]/in[{inner}]"), ROW, ROW),
)


def _edited(session: FormSession, edits: list[tuple[str, str]]) -> None:
    for verb, other in edits:
        path = verb if verb not in "+-" else other
        if not _is_there(session, path, is_repeat=verb == "+"):
            continue
        if verb == "+":
            session.add_row(path)
        elif verb == "-":
            session.remove_row(path)
        else:
            session.set(path, other)


def _is_there(session: FormSession, path: str, *, is_repeat: bool) -> bool:
    steps = path.split("/")
    return session.tree.find("/".join(steps[:-1]) if is_repeat else path) is not None


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=st.lists(EDITS, max_size=16))
def test_rows_that_look_at_each_other_are_as_after_a_full_pass(
    edits: list[tuple[str, str]], form_of: Callable[[str], Form], open_session: Callable[..., FormSession]
) -> None:
    session = open_session(form_of(TABLE))
    _edited(session, edits)
    values, problems = session.values(), session.problems()
    session.recompute()
    assert (session.values(), session.problems()) == (values, problems)
    rebuilt = open_session(session.form, session.answers(), first_load=False)
    assert _without_id(rebuilt.values()) == _without_id(values)


def _without_id(values: dict[str, str]) -> dict[str, str]:
    return {path: text for path, text in values.items() if "instanceID" not in path}


def test_each_row_has_its_own_share_sum_and_count(session_of: Callable[[str], FormSession]) -> None:
    session = session_of(TABLE)
    for amount in ("2", "3", "5"):
        session.add_row("/data/r") if session.rows("/data/r") and session.value("/data/r[1]/amt") else None
        row = session.rows("/data/r")
        session.set(f"/data/r[{row}]/amt", amount)
        session.set(f"/data/r[{row}]/kind", "a" if amount != "3" else "b")
    session.set("/data/least", "2")
    told = [
        [session.value(f"/data/r[{row}]/{name}") for row in (1, 2, 3)] for name in ("share", "before", "same", "many")
    ]
    assert told == [["0.2", "0.3", "0.5"], ["0", "2", "5"], ["2", "1", "2"], ["2", "2", "2"]]
    session.set("/data/r[2]/kind", "x")
    assert [session.value(f"/data/r[{row}]/most") for row in (1, 2, 3)] == ["5", "5", "5"]
    assert session.value("/data/tot") == "7"
