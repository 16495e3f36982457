"""Laws of a move, over drawn pairs of checklists and whatever a person did: nothing is lost, undo is exact, staying is no change."""

from __future__ import annotations

import os
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checklists.form import FormSession
from checklists.form.answers import find_node
from checklists.form.differences import differences
from checklists.form.held import template_of
from checklists.model.case import Case, Change, ChangeKind
from checklists.model.errors import AnswerError
from checklists.model.updates import unaccounted
from tests.unit.checklists.form.drafts import Draft, Q, form_with, same, session_over

V1, V2, V3 = "1" * 64, "2" * 64, "3" * 64
NAMES = ("a", "b", "c", "d", "e")
TEXTS = ("", "甲", "1", "2", "5.5", "p", "q", "p q", "2026-05-01", "09:30")


@st.composite
def questions(draw: st.DrawFn, depth: int = 0) -> tuple[Q, ...]:
    """One to four neighbours of different names."""
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4 - depth, unique=True))
    return tuple(draw(question(f"{name}{depth}" if draw(st.booleans()) else name, depth)) for name in names)


@st.composite
def question(draw: st.DrawFn, name: str, depth: int) -> Q:
    kinds = ["string", "int", "decimal", "date", "dateTime", "select1", "select", "hidden", "computed", "once", "note"]
    kind = draw(st.sampled_from([*kinds, *(["group", "repeat", "repeat"] if depth < 2 else [])]))
    label = draw(st.sampled_from(["", "问一", "问二"]))
    if kind in ("group", "repeat"):
        return Q(name, kind, label=label, children=draw(questions(depth + 1)))
    if kind in ("select1", "select"):
        choices = draw(st.sampled_from([("p",), ("p", "q"), ("q", "1")]))
        return Q(name, kind, label=label, choices=choices)
    if kind in ("computed", "once"):
        wrapped = "once(1 + 1)" if kind == "once" else "1 + 1"
        asked = ["hidden"] if kind == "once" else ["int", "hidden"]
        return Q(name, draw(st.sampled_from(asked)), label=label, bind=f'calculate="{wrapped}"')
    if kind == "note":
        return Q(name, "string", label=label, bind='readonly="true()"')
    bind = draw(st.sampled_from(["", 'required="true()"', 'constraint=". != 5.5"', 'relevant="1 = 2"']))
    unit = draw(st.sampled_from(["", "元"])) if kind in ("int", "decimal") else ""
    text = draw(st.sampled_from(["", "1", "甲"])) if kind == "hidden" else ""
    return Q(name, kind, label=label, bind="" if kind == "hidden" else bind, unit=unit, text=text)


def counted(form: tuple[Q, ...]) -> tuple[Q, ...]:
    """The same form, its first repeat counted by a question."""
    at = next((place for place, one in enumerate(form) if one.kind == "repeat"), None)
    if at is None:
        return form
    return (Q("howmany", "int"), *form[:at], replace(form[at], count="/data/howmany"), *form[at + 1 :])


forms = st.one_of(questions(), st.builds(counted, questions()))
acts = st.lists(
    st.tuples(
        st.sampled_from(["set", "set", "set", "add", "remove", "remark", "photo"]),
        st.integers(0, 99),
        st.sampled_from(TEXTS),
    ),
    max_size=12,
)
thoroughly = settings(
    max_examples=int(os.environ.get("MIGRATION_EXAMPLES", "40")), deadline=None, suppress_health_check=list(HealthCheck)
)


def begun(form: tuple[Q, ...], doing: list[tuple[str, int, str]]) -> Draft:
    draft = Draft(form_with(*form), V1)
    session = session_over(draft.form, {})
    draft.keep(*session.opening.changes)
    work(draft, doing)
    return draft


def work(draft: Draft, doing: list[tuple[str, int, str]]) -> None:
    """Whatever of these acts the form allows, as a person does them."""
    session = session_over(draft.form, draft.whole.answers)
    for act, pick, text in doing:
        leaves = [path for path in session.values() if may_be_set(session, path)]
        repeats = [field.path for field in draft.form.root.walk() if field.is_repeat]
        try:
            if act == "set":
                draft.keep(*session.set(leaves[pick % len(leaves)], text).changes)
            elif act == "add" and repeats:
                draft.keep(*session.add_row(repeats[pick % len(repeats)]).changes)
            elif act == "remove" and repeats:
                draft.keep(*session.remove_row(f"{repeats[pick % len(repeats)]}[1]").changes)
            elif act == "remark":
                about = ("", "reason", "evidence")[pick % 3]
                draft.remark(f"{about}{leaves[pick % len(leaves)]}", text)
            elif act == "photo":
                draft.attachments[f"photo{len(draft.attachments)}"] = leaves[pick % len(leaves)]
        except (AnswerError, ZeroDivisionError):  # a form without such a place
            continue


def may_be_set(session: FormSession, path: str) -> bool:
    """What nobody is asked is not set by hand over what the form itself says there."""
    node = find_node(session.tree.document, path)
    assert node is not None
    return node.field.is_answered or (node.field.calculate is None and not node.seed_text)


def everything(case: Case) -> set[tuple[str, str]]:
    """Every text that a person gave, by the name of its question, wherever the case keeps it."""
    found = {(name(path), text) for path, text in case.answers.items()}
    found |= {(name(path), text) for path, text in case.remarks.items()}
    for item in case.set_aside:
        found |= {(name(item.path), text) for text in (item.value, *(words for _, words in item.remarks)) if text}
    return found


def name(path: str) -> str:
    return template_of(path).rpartition("/")[2]


def parts(texts: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """A remark that came back below another is both of them."""
    return {(name, part) for name, text in texts for part in text.split("\n")}


@thoroughly
@given(old=forms, new=forms, doing=acts)
def test_nothing_is_lost(old: tuple[Q, ...], new: tuple[Q, ...], doing: list[tuple[str, int, str]]) -> None:
    draft = begun(old, doing)
    before = draft.case
    photos = dict(draft.attachments)
    migration = draft.move(form_with(*new), V2)
    homes = dict(migration.update.homes)
    aside = {(item.path, item.value) for item in draft.case.set_aside}
    for path, text in before.answers.items():
        assert (
            draft.case.answers.get(path) == text
            or draft.case.answers.get(homes.get(path, "")) == text
            or (path, text) in aside
        )
    assert parts(everything(before)) <= parts(everything(draft.case))
    assert unaccounted(migration.update, before.answers, before.remarks) == ()
    asked = set(draft.session().values()) | {item.path for item in draft.case.set_aside}
    assert all(question in asked for key, question in draft.attachments.items()), photos
    assert draft.session().answers() == draft.case.answers
    assert draft.case.checklist_sha256 == V2


@thoroughly
@given(old=forms, new=forms, doing=acts)
def test_a_move_undone_is_as_if_it_had_not_been(
    old: tuple[Q, ...], new: tuple[Q, ...], doing: list[tuple[str, int, str]]
) -> None:
    draft = begun(old, doing)
    before, photos = draft.case, dict(draft.attachments)
    draft.move(form_with(*new), V2)
    draft.undo(form_with(*old))
    assert same(draft.case, before)
    assert draft.attachments == photos


@thoroughly
@given(old=forms, new=forms, last=forms, doing=acts, later=acts)
def test_two_moves_are_undone_one_by_one(
    old: tuple[Q, ...],
    new: tuple[Q, ...],
    last: tuple[Q, ...],
    doing: list[tuple[str, int, str]],
    later: list[tuple[str, int, str]],
) -> None:
    draft = begun(old, doing)
    draft.move(form_with(*new), V2)
    work(draft, later)
    between = draft.case
    draft.move(form_with(*last), V3)
    assert parts(everything(between)) <= parts(everything(draft.case))
    draft.undo(form_with(*new))
    assert same(draft.case, between)


@thoroughly
@given(old=forms, new=forms, doing=acts, later=acts)
def test_what_was_done_since_outlives_the_undo(
    old: tuple[Q, ...], new: tuple[Q, ...], doing: list[tuple[str, int, str]], later: list[tuple[str, int, str]]
) -> None:
    draft = begun(old, doing)
    made = draft.move(form_with(*new), V2)
    work(draft, later)
    held = draft.case
    by_the_move = {(name(path), text) for path, text in made.update.put}
    draft.undo(form_with(*old))
    assert parts(everything(held)) - by_the_move <= parts(everything(draft.case))
    assert draft.session().answers() == draft.case.answers
    assert (draft.case.checklist_sha256, draft.case.earlier_checklists) == (V1, ())


@thoroughly
@given(form=forms, doing=acts)
def test_moving_to_the_same_form_changes_nothing(form: tuple[Q, ...], doing: list[tuple[str, int, str]]) -> None:
    draft = begun(form, doing)
    before = draft.case
    migration = draft.move(form_with(*form), V2)
    update = migration.update
    assert (update.taken, update.put, update.homes, update.aside, update.returned) == ((), (), (), (), ())
    assert same(replace(draft.case, checklist_sha256=V1, earlier_checklists=()), before)
    found = differences(migration)
    assert (found.reworded, found.required, found.added, found.broken) == ((), (), (), ())
    questions = draft.form.fields
    assert found.carried == sum(questions[template_of(path)].is_answered for path in before.answers)


@thoroughly
@given(old=forms, new=forms, doing=acts)
def test_no_answer_of_a_person_goes_out_of_sight(
    old: tuple[Q, ...], new: tuple[Q, ...], doing: list[tuple[str, int, str]]
) -> None:
    draft = begun(old, doing)
    asked = {path for path in draft.case.answers if draft.form.fields[template_of(path)].is_answered}
    migration = draft.move(form_with(*new), V2)
    homes = dict(migration.update.homes)
    shown = {item.path for item in draft.case.set_aside}
    for path in asked - shown:
        kind = draft.form.fields[template_of(homes.get(path, path))].kind
        assert kind.takes_answer
    for change in (Change(ChangeKind.SET, path, new="") for path in draft.case.answers):
        draft.keep(change)  # whatever is asked can still be answered anew
