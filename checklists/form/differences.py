"""What a move to another version of the checklist changes, in words for the person who decides on it, before anything is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checklists.form.definition import Field
from checklists.form.held import Filled, template_of
from checklists.form.migration import Migration
from checklists.form.questions import Problem
from checklists.model.case import SetAside

_BLANKS = ("required", "must")


@dataclass(frozen=True, slots=True)
class Noted:
    """A question of the new checklist (``path`` in it) and what is to be known about it."""

    path: str
    title: str
    where: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Differences:
    """``carried`` counts answers, those of moved questions too. ``required`` is what the new checklist asks for and the old did not;
    ``added`` every new question. ``reworded``: carried, but asked or answered in other words. ``broken``: carried, but against a rule.
    """

    carried: int
    relocated: tuple[Noted, ...]
    asked_again: tuple[SetAside, ...]
    no_longer_asked: tuple[SetAside, ...]
    returned: tuple[SetAside, ...]
    required: tuple[Noted, ...]
    added: tuple[Noted, ...]
    reworded: tuple[Noted, ...]
    broken: tuple[Noted, ...]


def differences(migration: Migration) -> Differences:
    """What changes for the case's answers."""
    before, after, update = migration.before, migration.after, migration.update
    homes = {old: new for old, new in update.homes if old in before.session.answers()}
    carried = tuple(_carried(migration))
    return Differences(
        carried=len(carried),
        relocated=tuple(_noted(after, new, words=before.where(old)) for old, new in homes.items()),
        asked_again=migration.asked_again,
        no_longer_asked=migration.no_longer_asked,
        returned=tuple(item for item in update.returned if item.value),
        required=tuple(_required(migration)),
        added=tuple(_added(migration)),
        reworded=tuple(_reworded(migration, carried)),
        broken=tuple(_broken(migration, dict(carried))),
    )


def _noted(form: Filled, path: str, words: str = "") -> Noted:
    return Noted(path, form.title(path), form.where(path), words)


def _carried(migration: Migration) -> Iterator[tuple[str, str]]:
    """(old path, new path) of every answer of a person that both forms hold."""
    homes = dict(migration.update.homes)
    returned = {item.path for item in migration.update.returned}
    after = migration.answers
    for path, value in migration.before.session.answers().items():
        place = homes.get(path, path)
        is_answer = migration.before.form.fields[template_of(path)].is_answered
        if is_answer and after.get(place) == value and place not in returned:
            yield path, place


def _open(form: Filled, kinds: tuple[str, ...] | None = None) -> Iterator[Problem]:
    for problem in form.session.problems():
        if problem.is_open and (problem.kind in kinds if kinds else problem.kind not in _BLANKS):
            yield problem


def _required(migration: Migration) -> Iterator[Noted]:
    homes = dict(migration.update.homes)
    known = {homes.get(problem.path, problem.path) for problem in _open(migration.before, _BLANKS)}
    again = {item.path for item in migration.asked_again}
    for problem in _open(migration.after, _BLANKS):
        if problem.path not in known and problem.path not in again:
            yield _noted(migration.after, problem.path, problem.message)


def _added(migration: Migration) -> Iterator[Noted]:
    old = migration.before.form.fields
    known = {template_of(new) for _, new in migration.update.homes}
    for field in migration.after.form.root.walk():
        if field.is_answered and field.path not in known and not _was_asked(old.get(field.path)):
            title = field.label.plain or field.name
            yield Noted(field.path, title, migration.after.where(field.path))


def _was_asked(field: Field | None) -> bool:
    return field is not None and field.is_answered


def _reworded(migration: Migration, carried: tuple[tuple[str, str], ...]) -> Iterator[Noted]:
    """Each question once, and each answer whose choice is called otherwise."""
    before, after = migration.before, migration.after
    told: set[str] = set()
    for old, new in carried:
        was, now = before.form.fields[template_of(old)].label.plain, after.form.fields[template_of(new)].label.plain
        if was != now and template_of(new) not in told:
            told.add(template_of(new))
            yield _noted(after, new, f"原问“{was}”")
        value = before.session.value(old)
        shown_then, shown_now = before.shown(old, value), after.shown(new, value)
        if shown_then != shown_now and not after.form.fields[template_of(new)].is_sensitive:
            yield _noted(after, new, f"原答“{shown_then}”，现作“{shown_now}”")


def _broken(migration: Migration, carried: dict[str, str]) -> Iterator[Noted]:
    known = {(carried.get(problem.path), problem.kind) for problem in _open(migration.before)}
    places = set(carried.values())
    for problem in _open(migration.after):
        if problem.path in places and (problem.path, problem.kind) not in known:
            yield _noted(migration.after, problem.path, problem.message)
