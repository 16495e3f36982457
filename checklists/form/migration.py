"""A draft moves to another version of its checklist (清单更新): which answers are carried, which are set aside, and the way back.

Rules kept: carried by path; else by the question's name, where that is unique in both forms and the question is of the same kind in
the same rows; else set aside, in words. Nothing is lost: what the new form does not take is in ``aside`` with its value. What was
set aside before returns where it is asked again and nothing stands in its place. Defaults are not given: a newer checklist's
default would be an answer that nobody gave. Pure: clock and ids are handed in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from checklists.form.definition import Field
from checklists.form.fitting import Asked, misfit
from checklists.form.form import Form
from checklists.form.held import Filled, World, placed, repeats_of, template_of
from checklists.form.questions import QuestionKind
from checklists.model.case import Case, SetAside, SetAsideReason
from checklists.model.errors import AnswerError
from checklists.model.remarks import reason_at
from checklists.model.updates import Update, remarks_after, unaccounted

_NO_FORM: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Migration:
    """What a move does. ``before`` and ``after`` are the case in its two forms, to be compared (``differences.py``)."""

    before: Filled
    after: Filled
    update: Update

    @property
    def answers(self) -> dict[str, str]:
        return self.after.session.answers()

    @property
    def asked_again(self) -> tuple[SetAside, ...]:
        return tuple(item for item in self.update.aside if item.reason.is_asked_again)

    @property
    def no_longer_asked(self) -> tuple[SetAside, ...]:
        return tuple(item for item in self.update.aside if not item.reason.is_asked_again)


def migrated(
    case: Case, old: Form, new: Form, *, to: str, now: Callable[[], datetime], new_id: Callable[[], str]
) -> Migration:
    """The move of a case from its form to another version's, whose SHA-256 is ``to``. AnswerError where the case is not of ``old``."""
    move = _Move(case, old, new, World(now, new_id))
    for path, value in move.held():
        move.place(path, value)
    for item in sorted(case.set_aside, key=lambda item: (item.since, item.order), reverse=True):
        move.welcome(item)
    return move.finished(Update(case.checklist_sha256, to))


def taken_back(
    case: Case,
    current: Form,
    earlier: Form,
    *,
    made: Update,
    line: int,
    then: Mapping[str, str],
    now: Callable[[], datetime],
    new_id: Callable[[], str],
) -> Migration:
    """The way back from the move ``made`` in ``line`` of the history, after which the answers were ``then``.

    What the move did is undone to the letter. An answer given since stays where the earlier form asks the same question and takes
    it, before what was set aside; every other one is set aside in its turn.
    """
    move = _Move(case, current, earlier, World(now, new_id))
    return_of = {(item.path, item.value): item for item in made.returned}
    homes = {new: old for old, new in made.homes}
    its_own = set(made.put) - set(return_of) - {(new, then.get(new, "")) for new in homes}
    for path, value in move.held():
        is_untouched = then.get(path, "") == value
        if is_untouched and (path, value) in return_of:
            move.put_aside_again(return_of[path, value])
        elif is_untouched and path in homes:
            move.home(path, homes[path], value)
        elif not ((path, value) in its_own or (is_untouched and move.keep(path, value))):
            move.place(path, value)
    for item in case.set_aside:
        if item.since == line and not item.row_removed:
            move.welcome(item, is_its_own=True)
    undo = Update(case.checklist_sha256, made.old, is_undo=True)
    return move.finished(undo, undone=made)


class _Move:
    """A move in the making."""

    def __init__(self, case: Case, old: Form, new: Form, world: World) -> None:
        self._case = case
        self._world = world
        self._before = Filled(old, case.answers, case.remarks, world)
        self._blank = Filled(new, _NO_FORM, _NO_FORM, world)
        self._new = new
        self._old_names = _unique(old)
        self._new_names = _unique(new)
        self._answers: dict[str, str] = {}
        self._homes: dict[str, str] = {}
        self._returned: dict[str, SetAside] = {}
        self._backed = self._written_or_backed()
        self._aside_already = frozenset(item.path for item in case.set_aside if not item.row_removed)
        self._occupied = self._backed | self._aside_already
        self.aside: list[SetAside] = []

    def held(self) -> tuple[tuple[str, str], ...]:
        """Every answer in the order of the form, and every question that has only remarks or evidence, blank."""
        answers = self._case.answers
        places = {path: at for at, path in enumerate(self._before.session.answers())}
        paths = sorted(answers, key=lambda path: (places.get(path, len(places)), path))
        bare = sorted(path for path in self._backed if path not in answers and self._before.field_at(path) is not None)
        return (*((path, answers[path]) for path in paths), *((path, "") for path in bare))

    def place(self, path: str, value: str) -> None:
        """Carries an answer by path or by name, or sets it aside. A group or note that is only written on or backed stays or goes."""
        asked = self._before.asked(path, value)
        target = self._blank.field_at(path)
        if not value and not self._before.form.fields[template_of(path)].is_answered:
            if target is None:
                self._set_aside(path, value, SetAsideReason.REMOVED)
            return
        if target is not None and repeats_of(target) == repeats_of(self._before.form.fields[target.path]):
            reason = misfit(asked, target, self._blank.offered(target))
            if reason is None:
                self._put(path, value)
            elif value or not target.is_answered:
                self._set_aside(path, value, reason)
            return
        moved = self._namesake(path)
        if moved is not None and self._may_move(path, asked, moved):
            self.home(path, placed(moved, path), value)
        else:
            is_elsewhere = target is not None or (moved is not None and moved.is_answered)
            self._set_aside(path, value, SetAsideReason.RELOCATED if is_elsewhere else SetAsideReason.REMOVED)

    def keep(self, path: str, value: str) -> bool:
        """Leaves an answer where it stands, whatever it says; False where the new form has no such place."""
        target = self._blank.field_at(path)
        if target is None or not (target.is_repeat or target.is_leaf):
            return False
        self._put(path, value)
        return True

    def home(self, path: str, place: str, value: str) -> None:
        """Carries a question's answer to another place, with what hangs on it."""
        self._homes[path] = place
        self._put(place, value)

    def welcome(self, item: SetAside, *, is_its_own: bool = False) -> None:
        """Brings back what is set aside where it is asked and nothing stands in its place."""
        if item.row_removed:
            return
        standing = self._answers.get(item.path)
        if is_its_own and (not item.value or standing in (None, item.value)):
            self._bring_back(item)
            return
        target = self._blank.field_at(item.path)
        is_taken = standing is not None or item.path in self._returned
        if (
            target is None
            or is_taken
            or any(self._case.remarks.get(f"{about}{item.path}") for about, _ in item.remarks)
        ):
            return
        asked = Asked(QuestionKind(item.kind), item.value, item.unit)
        if asked.kind.takes_answer or item.value:
            is_asked = target.is_answered or target.is_repeat
            if not is_asked or misfit(asked, target, self._blank.offered(target)) is not None:
                return
        self._bring_back(item)

    def put_aside_again(self, item: SetAside) -> None:
        """What the move that is undone had brought back, with what is written on it now."""
        remarks = ((about, self._case.remarks.get(f"{about}{item.path}", "")) for about, _ in item.remarks)
        self.aside.append(replace(item, remarks=tuple(pair for pair in remarks if pair[1])))

    def finished(self, update: Update, undone: Update | None = None) -> Migration:
        """The whole move, tried on the new form: what that refuses (rows beyond a count) is set aside too."""
        after = self._settled()
        before, final = self._case.answers, after.session.answers()
        taken = tuple((path, text) for path, text in before.items() if final.get(path) != text)
        put = tuple((path, text) for path, text in final.items() if before.get(path) != text)
        returned = tuple(
            item for path, item in self._returned.items() if not item.value or final.get(path) == item.value
        )
        update = replace(
            update, taken=taken, put=put, homes=tuple(self._homes.items()), returned=returned, aside=self._numbered()
        )
        left = set(unaccounted(update, before, self._case.remarks, undone))
        for path, text in taken:
            if path in left:
                self._set_aside(path, text, SetAsideReason.REMOVED)
        update = replace(update, aside=self._numbered(after))
        remarks = remarks_after(self._case.remarks, update)
        return Migration(self._before, Filled(self._new, final, remarks, self._world), update)

    def _settled(self) -> Filled:
        """The new form with all that it takes, and with what it keeps by itself (``once``), as it will open again."""
        answers = self._answers
        while True:
            try:
                after = Filled(self._new, answers, _NO_FORM, self._world)
            except AnswerError as error:
                refused = [path for path, _, _ in error.problems if path in self._answers]
                if not refused:
                    raise
                for path in refused:
                    self._refuse(path)
                answers = self._answers
                continue
            if answers == after.session.answers():
                return after
            answers = after.session.answers()

    def _refuse(self, path: str) -> None:
        value = self._answers.pop(path)
        if self._returned.pop(path, None) is not None:
            return
        origin = next((old for old, new in self._homes.items() if new == path), path)
        self._homes.pop(origin, None)
        self._set_aside(origin, value, SetAsideReason.ROWS)

    def _put(self, path: str, value: str) -> None:
        if value:
            self._answers[path] = value

    def _bring_back(self, item: SetAside) -> None:
        self._put(item.path, item.value)
        self._returned[item.path] = item

    def _set_aside(self, path: str, value: str, reason: SetAsideReason) -> None:
        item = self._before.set_aside(path, value, reason)
        # A file alone needs no item of its own where one stands already.
        if value or item.remarks or path not in self._aside_already:
            self.aside.append(item)

    def _numbered(self, after: Filled | None = None) -> tuple[SetAside, ...]:
        """What is newly set aside in its order. A remark stays with a question that is asked anew; the reasons were the answer's."""
        items = []
        for order, item in enumerate(self.aside):
            if item.since:
                items.append(item)
                continue
            target = after.field_at(item.path) if after is not None else None
            is_there = target is not None and target.is_answered and item.reason is not SetAsideReason.ROWS
            remarks = tuple(pair for pair in item.remarks if pair[0]) if is_there else item.remarks
            items.append(replace(item, order=order, remarks=remarks))
        return tuple(items)

    def _namesake(self, path: str) -> Field | None:
        """The one question of the same name, where the name is unique in both forms."""
        field = self._before.form.fields[template_of(path)]
        return self._new_names.get(field.name) if self._old_names.get(field.name) is field else None

    def _may_move(self, path: str, asked: Asked, target: Field) -> bool:
        field = self._before.form.fields[template_of(path)]
        is_same = (field.kind, field.data_type) == (target.kind, target.data_type)
        if not is_same or repeats_of(field) != repeats_of(target) or placed(target, path) in self._occupied:
            return False
        return misfit(asked, target, self._blank.offered(target)) is None

    def _written_or_backed(self) -> frozenset[str]:
        """Where remarks, reasons or evidence hang."""
        subjects: Iterable[str] = (*self._case.remarks, *(each.question for each in self._case.attachments))
        paths = {(reason_at(subject) or ("", subject))[1] for subject in subjects}
        return frozenset(path for path in paths if path.startswith("/"))


def _unique(form: Form) -> dict[str, Field]:
    """The fields whose name no other has."""
    counts = Counter(field.name for field in form.root.walk())
    return {field.name: field for field in form.root.walk() if counts[field.name] == 1}
