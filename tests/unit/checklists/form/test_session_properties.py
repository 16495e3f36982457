"""Laws that hold after any sequence of edits: rebuilt from its answers, recomputed in full, or undone, a session is the same."""

from __future__ import annotations

from collections.abc import Callable

import pytest
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

NESTED_INSTANCE = """<open>true</open><n>1</n><kind/><first/><watch/><seen/><total/><largest/><whole/><shops/>
<shop jr:template=""><name>门店</name><size>2</size><chain/>
  <shelf jr:template=""><goods/><value>10</value><place/><share/><line jr:template=""><note>空</note></line></shelf><sum/></shop>
<shop><name>总店</name><size>1</size><chain>true</chain><shelf><goods>a</goods><value>3</value><place/><share/></shelf><sum/></shop>
<month><sales/><rank/></month>"""
NESTED_MODEL = """<instance id="goods"><root>
  <item><name>a</name><label>甲</label><kind>x</kind></item><item><name>b</name><label>乙</label><kind>y</kind></item></root></instance>
<bind nodeset="/data/open" type="boolean"/><bind nodeset="/data/n" type="int" constraint=". &lt; 4"/>
<bind nodeset="/data/shop" relevant="/data/open"/><bind nodeset="/data/shop/size" type="int" relevant="current()/../name != '乙' or ../chain"/>
<bind nodeset="/data/shop/chain" type="boolean"/><bind nodeset="/data/shop/shelf" relevant="position(../..) &lt; 3 or ../chain"/>
<bind nodeset="/data/shop/shelf/value" type="decimal" required="../goods != ''" constraint=". &lt; sum(../../shelf/value) + 1"/>
<bind nodeset="/data/shop/shelf/place" calculate="concat(position(../..), '-', position(..))"/>
<bind nodeset="/data/shop/shelf/share" calculate="round(../value div ../../sum, 4)"/>
<bind nodeset="/data/shop/shelf/line" relevant="position() &lt; 3"/>
<bind nodeset="/data/shop/sum" type="decimal" calculate="sum(../shelf/value)"/>
<bind nodeset="/data/total" calculate="sum(/data/shop/sum) + count(/data/shop/shelf/line)"/>
<bind nodeset="/data/largest" calculate="indexed-repeat(/data/shop/name, /data/shop, count(/data/shop))"/>
<bind nodeset="/data/month/sales" type="int"/>
<bind nodeset="/data/month/rank" calculate="sum(/data/month[position() &lt;= position(current()/..)]/sales)"/>
<bind nodeset="/data/whole" calculate="concat(number(/data/month), count-non-empty(/data/shop/shelf), /data/month, ' ', boolean(/data/shop))"/>
<bind nodeset="/data/shops" calculate="if(/data/shop[shelf/line != '空'], join('|', /data/shop), //line)"/>
<bind nodeset="/data/seen" calculate="once(/data/watch)"/>"""
NESTED_BODY = """<input ref="/data/open"/><input ref="/data/n"><setvalue event="xforms-value-changed" ref="/data/watch" value="../n * 2"/></input>
<input ref="/data/kind"/><input ref="/data/watch"/>
<group ref="/data/shop"><repeat nodeset="/data/shop"><setvalue event="odk-new-repeat" ref="/data/shop/name" value="concat('店', position(..))"/>
  <input ref="/data/shop/name"/><input ref="/data/shop/size"/><input ref="/data/shop/chain"/>
  <repeat nodeset="/data/shop/shelf"><select1 ref="/data/shop/shelf/goods">
    <itemset nodeset="instance('goods')/root/item[kind = /data/kind or /data/kind = '']"><value ref="name"/><label ref="label"/></itemset></select1>
    <input ref="/data/shop/shelf/value"/>
    <group ref="/data/shop/shelf/line"><repeat nodeset="/data/shop/shelf/line" jr:count="../../../size"><input ref="/data/shop/shelf/line/note"/>
    </repeat></group></repeat></repeat></group>
<repeat nodeset="/data/month" jr:count="/data/n"><input ref="/data/month/sales"/></repeat>
<select1 ref="/data/first"><itemset nodeset="/data/shop[name != '']"><value ref="name"/><label ref="name"/></itemset></select1>"""


def _below_shop(verb: str, tail: str, *texts: str) -> st.SearchStrategy[tuple[str, str, str]]:
    return st.builds(
        lambda shop, shelf, line, text: (verb, "/data" + tail.format(shop=shop, shelf=shelf, line=line), text),
        ROW, ROW, ROW, st.sampled_from(texts or ("",)),
    )  # fmt: skip


NESTED_EDITS = st.one_of(
    st.tuples(st.just("set"), st.just("/data/open"), st.sampled_from(["true", "false", "", "0", "1"])),
    st.tuples(st.just("set"), st.just("/data/n"), st.sampled_from(["", "0", "1", "2", "3"])),
    st.tuples(st.just("set"), st.just("/data/kind"), st.sampled_from(["", "x", "y"])),
    st.tuples(st.just("set"), st.just("/data/first"), st.sampled_from(["", "总店", "店2"])),
    _below_shop("set", "/shop[{shop}]/name", "", "总店", "乙"),
    _below_shop("set", "/shop[{shop}]/size", "", "0", "1", "2", "3"),
    _below_shop("set", "/shop[{shop}]/chain", "true", "false"),
    _below_shop("set", "/shop[{shop}]/shelf[{shelf}]/goods", "", "a", "b"),
    _below_shop("set", "/shop[{shop}]/shelf[{shelf}]/value", "", "1", "0.5", "abc"),
    _below_shop("set", "/shop[{shop}]/shelf[{shelf}]/line[{line}]/note", "", "空", "满"),
    _below_shop("set", "/month[{shop}]/sales", "", "5", "7"),
    st.just(("add", "/data/shop", "")),
    _below_shop("add", "/shop[{shop}]/shelf"),
    _below_shop("remove", "/shop[{shop}]"),
    _below_shop("remove", "/shop[{shop}]/shelf[{shelf}]"),
    st.just(("undo", "", "")),
    st.just(("redo", "", "")),
)
Edits = list[tuple[str, str, str]]
EACH = {"table": EDITS, "nested": NESTED_EDITS}
SEQUENCES: dict[str, st.SearchStrategy[Edits]] = {shape: st.lists(each, max_size=14) for shape, each in EACH.items()}
either_form = pytest.mark.parametrize("shape", SEQUENCES)
quickly = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def form_shaped(form_of: Callable[[str], Form], xform_with: Callable[..., bytes]) -> Callable[[str], Form]:
    """``table``: what an XLSForm gives; ``nested``: templates, counts, gates, filters and actions three repeats deep."""
    nested = Form.from_xform(xform_with(NESTED_INSTANCE, NESTED_MODEL, NESTED_BODY))
    return lambda shape: form_of(TABLE) if shape == "table" else nested


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


@either_form
@quickly
@given(data=st.data())
def test_the_changes_of_all_edits_rebuild_the_answers(
    data: st.DataObject, shape: str, form_shaped: Callable[[str], Form], open_session: Callable[..., FormSession]
) -> None:
    session = open_session(form_shaped(shape))
    kept: dict[str, str] = {}
    for change in _do(session, data.draw(SEQUENCES[shape])):
        kept = applied(kept, change)
    assert kept == session.answers()


def _state(session: FormSession) -> tuple[object, ...]:
    values = {path: text for path, text in session.values().items() if "instanceID" not in path}
    relevance = {path: session.is_relevant(path) for path in values}
    required = {path: session.is_required(path) for path in values}
    return values, relevance, required, session.problems(), session.completeness()


@either_form
@quickly
@given(data=st.data())
def test_a_session_rebuilt_from_its_answers_is_the_same(
    data: st.DataObject, shape: str, form_shaped: Callable[[str], Form], open_session: Callable[..., FormSession]
) -> None:
    session = open_session(form_shaped(shape))
    _do(session, data.draw(SEQUENCES[shape]))
    again = open_session(session.form, session.answers(), first_load=False)
    assert _state(again) == _state(session)
    assert again.answers() == session.answers()


@either_form
@quickly
@given(data=st.data())
def test_one_answer_at_a_time_gives_what_a_full_pass_gives(
    data: st.DataObject, shape: str, form_shaped: Callable[[str], Form], open_session: Callable[..., FormSession]
) -> None:
    session = open_session(form_shaped(shape))
    _do(session, data.draw(SEQUENCES[shape]))
    before = _state(session)
    session.recompute()
    assert _state(session) == before


@either_form
@quickly
@given(data=st.data())
def test_undo_takes_any_edits_back_and_redo_does_them_again(
    data: st.DataObject, shape: str, form_shaped: Callable[[str], Form], open_session: Callable[..., FormSession]
) -> None:
    session = open_session(form_shaped(shape))
    _do(session, data.draw(SEQUENCES[shape]))
    while session.can_undo:
        session.undo()
    fresh = open_session(session.form)
    assert _state(session) == _state(fresh)
    _do(session, data.draw(SEQUENCES[shape]))
    after = _state(session)
    steps = 0
    while session.undo() is not None:
        steps += 1
    assert _state(session) == _state(fresh)
    for _ in range(steps):
        session.redo()
    assert _state(session) == after


def test_a_row_that_went_empty_comes_back_empty_whatever_was_in_it_before(
    form_shaped: Callable[[str], Form], open_session: Callable[..., FormSession]
) -> None:
    session = open_session(form_shaped("nested"))
    session.set("/data/month[1]/sales", "5")
    session.set("/data/n", "")
    session.undo()
    session.undo()
    session.set("/data/n", "")
    session.undo()
    assert session.value("/data/month[1]/sales") == ""


@either_form
@quickly
@given(data=st.data())
def test_affected_names_every_path_that_looks_different(
    data: st.DataObject, shape: str, form_shaped: Callable[[str], Form], open_session: Callable[..., FormSession]
) -> None:
    session = open_session(form_shaped(shape))
    _do(session, data.draw(SEQUENCES[shape]))
    before = _shown(session)
    try:
        edit = _one(session, *data.draw(EACH[shape]))
    except AnswerError:
        return
    different = {path for path, shown in _shown(session).items() if before.get(path, shown) != shown}
    assert different <= (edit.affected if edit is not None else set())


def _shown(session: FormSession) -> dict[str, tuple[object, ...]]:
    """What a person sees of each question."""
    problems: dict[str, list[str]] = {}
    for problem in session.problems():
        problems.setdefault(problem.path, []).append(problem.message)
    return {
        path: (text, session.is_relevant(path), session.is_required(path), problems.get(path))
        for path, text in session.values().items()
        if "instanceID" not in path
    }
