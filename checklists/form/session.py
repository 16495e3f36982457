"""One person filling in one form: the seam between screens, commands, the method and the XForms engine.

Rules kept: pure (clock and ids are handed in); an answer that breaks a rule is kept and listed; every act is an ``Edit`` that can
be undone; ``FormSession(form, session.answers(), remarks=session.reasons(), evidence=session.evidence())`` is the same session again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime

from checklists.form.acts import Acts
from checklists.form.answers import find_node, find_repeat, is_stored, stored_below
from checklists.form.backing import about, evidence_still_wanted, reasons_of
from checklists.form.choices import ChoiceLists
from checklists.form.collector import collection_paused
from checklists.form.definition import Field
from checklists.form.edits import Edit, History, inverse
from checklists.form.form import Form
from checklists.form.host import SessionHost
from checklists.form.instance import InstanceNode, field_nodes, grown, leaf_states
from checklists.form.ledger import Ledger
from checklists.form.questions import Choice, Completeness, Item, LeafState, Problem
from checklists.form.recompute import MAX_ROWS, MAX_ROWS_TOGETHER, Recompute
from checklists.model.case import Change, ChangeKind
from checklists.model.errors import AnswerError
from checklists.model.text import is_writable
from checklists.xpath import Host, Node, new_document


class FormSession:
    """A filled-in form. ``opening`` holds what opening a new one set by itself (dates, defaults), to be stored like any edit."""

    @collection_paused()
    def __init__(
        self,
        form: Form,
        answers: Mapping[str, str] | None = None,
        *,
        remarks: Mapping[str, str] | None = None,
        evidence: Mapping[str, Iterable[str]] | None = None,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
        first_load: bool | None = None,
    ) -> None:
        """A session over stored answers. ``first_load`` (default: no answers yet) gives defaults and runs what a form does once.

        ``remarks`` by subject, of which the reasons count (``model.remarks``); ``evidence``: the kinds held by path
        (``evidence_kind``), None where nobody knows, so that evidence is not judged. Raises AnswerError listing every path that
        the form does not know.
        """
        self.form = form
        self._root = grown(form.seed)
        self._document = new_document(self._root)
        self._history = History()
        self.host: Host = SessionHost(form, self._document, now=now, new_id=new_id, random=_chance(new_id))
        self._choices = ChoiceLists(self._document, self.host, form.texts, sensitive=form.sensitive)
        self._ledger = Ledger([question.path for question in form.sections])
        self._recompute = Recompute(form, self._document, host=self.host, choices=self._choices, ledger=self._ledger)
        self._acts = Acts(form, self._document, self._recompute)
        self._recompute.judges_evidence = evidence is not None
        self.opening = self._open(answers or {}, is_new=not answers if first_load is None else first_load)
        self._acts.back(remarks or {}, evidence or {})
        self._recompute.settle()
        self._acts.edit(())

    def _open(self, answers: Mapping[str, str], *, is_new: bool) -> Edit:
        actions = self._acts.actions
        self._acts.loader().load(answers.items())
        if is_new:
            actions.give_defaults(self._root)
            actions.preload(self.host.now())
        actions.identify(self._root, self.host.new_id)
        actions.is_silent = not is_new
        self._recompute.everything()
        actions.is_silent = False
        self._refuse_lost_answers(answers)
        if is_new:
            actions.first_load()
            self._recompute.settle()
        return self._acts.edit(self._acts.taken())

    def _refuse_lost_answers(self, answers: Mapping[str, str]) -> None:
        """A ``jr:count`` that has fewer rows than the answers: they are of another form or another count."""
        lost = [change for change in self._acts.record if change.kind is ChangeKind.REMOVE_ROW and change.rows]
        if lost and answers:
            problems = tuple((path, text, "row") for change in lost for path, text in change.rows)
            raise AnswerError(problems=problems)

    # ---- edits

    def set(self, path: str, value: str) -> Edit:
        """Answer a question. AnswerError: no question of this form, one that is computed, or a text that cannot be kept."""
        node = self._leaf(path)
        if node.field.is_computed:
            raise AnswerError(problems=((path, value, "computed"),))
        if not is_writable(value):
            raise AnswerError(problems=((path, "", "text that can be kept"),))
        if value == node.text:
            return Edit()
        self._acts.assign(node, value)
        self._acts.actions.value_changed(node)
        return self._settled()

    def add_row(self, path: str) -> Edit:
        """Add a row at the end of the repeat at ``path`` (``/data/stock``)."""
        parent, field = self._repeat(path)
        present = len(parent.named.get(field.name, ()))
        if present >= MAX_ROWS or self._recompute.rows_added >= MAX_ROWS_TOGETHER:
            raise AnswerError(problems=((path, str(present), "number of rows"),))
        self._acts.add_row(parent, field)
        return self._settled()

    def remove_row(self, path: str) -> Edit:
        """Remove a row (``/data/stock[2]``); later rows move up."""
        row = find_node(self._document, path)
        if row is None or not row.field.is_repeat or not isinstance(row.parent, InstanceNode):
            raise AnswerError(problems=((path, "", "row"),))
        parent, field = self._repeat(f"{row.parent.path}/{row.name}")
        self._acts.remove_row(row, parent, field)
        return self._settled()

    def explain(self, path: str, reason: str, *, kind: str = "") -> Edit:
        """Write why a problem at ``path`` stands, or withdraw it (blank). It lapses with the answer that it was written for.

        ``kind``: the problem's, where there are two to explain. AnswerError where there is none that a reason settles: an error is
        never overridden.
        """
        node, text = self._leaf(path), reason.strip()
        if not is_writable(text):
            raise AnswerError(problems=((path, "", "text that can be kept"),))
        found = [each for each in self._ledger.findings(node) if each.may_explain and kind in ("", each.kind)]
        if text and not found:
            raise AnswerError(problems=((path, "", "problem to explain"),))
        which = about(found[0].kind if found else kind)
        if text == (node.backing.reasons.get(which, "") if node.backing is not None else ""):
            return Edit()
        self._acts.explain(node, which, text)
        return self._settled()

    def hold_evidence(self, evidence: Mapping[str, Iterable[str]]) -> Edit:
        """Take over which kinds of evidence are held where, whole; from now on it is judged. No answer changes, nothing to undo."""
        if not self._recompute.judges_evidence:
            self._recompute.judges_evidence = True
            self._recompute.everything()
        self._acts.hold(evidence)
        self._recompute.settle()
        return self._acts.edit(())

    def undo(self) -> Edit | None:
        """Take the last edit back; None where there is none."""
        if not self._history.done:
            return None
        changes = self._history.done.pop()
        self._history.undone.append(changes)
        return self._acts.replay(inverse(changes))

    def redo(self) -> Edit | None:
        """Do again what was undone last; None where there is none."""
        if not self._history.undone:
            return None
        changes = self._history.undone.pop()
        self._history.done.append(changes)
        return self._acts.replay(changes)

    def speaking(self, form: Form) -> FormSession:
        """The same filling-in over ``form``, this form in another of its languages: answers, what stands behind them and history stay."""
        other = FormSession(
            form,
            self.answers(),
            remarks=self.reasons(),
            evidence=self.evidence() if self._recompute.judges_evidence else None,
            now=self.host.now,
            new_id=self.host.new_id,
            first_load=False,
        )
        other._history = self._history
        return other

    def recompute(self) -> None:
        """Run every rule at every place again. Nothing changes by it: an edit already ran what it had to."""
        self._recompute.everything()
        self._acts.edit(())

    @property
    def edits(self) -> int:
        """A number that grows with every edit, for ``touched_since``."""
        return self._acts.number

    def touched_since(self, edits: int) -> list[str]:
        """The fields (``/data/stock/quantity``) that may read otherwise since ``edits``; where rows came or went, what holds them too."""
        found = []
        for path in reversed(self._acts.touched):
            if self._acts.touched[path] <= edits:
                break
            found.append(path)
        return found

    @property
    def can_undo(self) -> bool:
        return bool(self._history.done)

    @property
    def can_redo(self) -> bool:
        return bool(self._history.undone)

    # ---- answers

    def value(self, path: str) -> str:
        return self._leaf(path).text

    def values(self) -> dict[str, str]:
        """Every leaf's text by instance path, computed and irrelevant ones included."""
        return {path: leaf.text for path, leaf in leaf_states(self._root)}

    def leaves(self) -> Iterator[LeafState]:
        """Every leaf as it stands, in document order: for whoever reads the whole form at once."""
        return (LeafState(path, leaf.field.path, leaf.text, leaf.relevant) for path, leaf in leaf_states(self._root))

    def leaves_of(self, template: str) -> list[LeafState]:
        """The leaves of one question (``/data/stock/quantity``) in the order of their rows; none for a path that is no question."""
        field = self.form.fields.get(template)
        if field is None or not field.is_leaf:
            return []
        return [LeafState(node.path, template, node.text, node.relevant) for node in field_nodes(self._root, field)]

    def answers(self) -> dict[str, str]:
        """What must be stored: texts that differ from the form's defaults, and numbers of rows that a person chose."""
        return dict(stored_below(self._root))

    def leave_out_irrelevant(self) -> Edit:
        """Blank what was answered and does not apply any more, as a form is finalised. While it is filled in, such answers stay."""
        return self._acts.replay(
            tuple(
                Change(ChangeKind.SET, path, leaf.text)
                for path, leaf in leaf_states(self._root)
                if leaf.field.is_answered and not leaf.relevant and is_stored(leaf)
            )
        )

    def reasons(self) -> dict[str, str]:
        """The reasons that were written, by subject: what must be stored as remarks."""
        return reasons_of(self._root)

    def evidence(self) -> dict[str, tuple[str, ...]]:
        """The kinds of evidence held, by path."""
        return {path: tuple(sorted(kinds)) for path, kinds in self._acts.holdings.held().items()}

    def evidence_wanted(self, path: str) -> str:
        """``需拍照``: what is still to be photographed or filed at ``path``, answered or not; blank where nothing is."""
        return evidence_still_wanted(self._leaf(path))

    # ---- what the form says now

    def is_relevant(self, path: str) -> bool:
        return self._node(path).relevant

    def is_required(self, path: str) -> bool:
        return self._node(path).is_required

    def is_readonly(self, path: str) -> bool:
        """Whether a person may not change it: said so here or on a group above, or computed."""
        node: Node | None = self._node(path)
        if isinstance(node, InstanceNode) and node.field.is_computed:
            return True
        while isinstance(node, InstanceNode):
            if node.is_readonly:
                return True
            node = node.parent
        return False

    def rows(self, path: str) -> int:
        """How many rows the repeat at ``path`` has."""
        found = find_repeat(self._document, self.form.fields, path)
        if found is None:
            raise AnswerError(problems=((path, "", "repeat"),))
        return len(found[0].named.get(found[1].name, ()))

    def may_change_rows(self, path: str) -> bool:
        """Whether a person may add and remove rows: not where a count or the form fixes them."""
        found = find_repeat(self._document, self.form.fields, path)
        return found is not None and found[1].count is None and not found[1].is_fixed_repeat

    def children(self, path: str) -> tuple[Item, ...]:
        """What stands in a group or row in the order of the screen; for a repeat without position its rows."""
        repeat = find_repeat(self._document, self.form.fields, path)
        if repeat is not None:
            parent, field = repeat
            assert field.question is not None
            return tuple(Item(row.path, field.question) for row in parent.named.get(field.name, ()))
        node = self._node(path)
        return tuple(
            Item(item_path, question)
            for field in node.field.body
            if (question := field.question) is not None
            if (item_path := _below(node, field)) is not None
        )

    def label(self, path: str) -> str:
        node = self._node(path, is_repeat_allowed=True)
        return self._choices.text(node.field.label, node)

    def hint(self, path: str) -> str:
        node = self._node(path, is_repeat_allowed=True)
        return self._choices.text(node.field.hint, node)

    def choices(self, path: str) -> tuple[Choice, ...]:
        """The choices of a select question, its filter applied."""
        return self._choices.of(self._leaf(path))

    def problems(self, section: str | None = None) -> tuple[Problem, ...]:
        """What is wrong or missing, in the order of the form; of one section (its path or name) or of all.

        What a reason settled stays among them, with the reason (``is_open`` is false).
        """
        return self._ledger.problems(self._section(section))

    def completeness(self, section: str | None = None) -> Completeness:
        return self._ledger.completeness(self._section(section))

    @property
    def tree(self) -> Node:
        """The root element (``/data``), for the method's expressions. Not to be changed."""
        return self._root

    def path_of(self, node: Node) -> str:
        return node.path

    # ---- inside

    def _section(self, section: str | None) -> str | None:
        return section if section is None or section.startswith("/") else f"{self._root.path}/{section}"

    def _node(self, path: str, *, is_repeat_allowed: bool = False) -> InstanceNode:
        node = find_node(self._document, path)
        if node is None and is_repeat_allowed:
            repeat = find_repeat(self._document, self.form.fields, path)
            if repeat is not None and repeat[1].row is not None:
                node = InstanceNode(repeat[1].row)
                node.parent = repeat[0]
        if node is None:
            raise AnswerError(problems=((path, "", "form path"),))
        return node

    def _leaf(self, path: str) -> InstanceNode:
        node = find_node(self._document, path)
        if node is None or not node.field.is_leaf:
            raise AnswerError(problems=((path, "", "question"),))
        return node

    def _repeat(self, path: str) -> tuple[InstanceNode, Field]:
        found = find_repeat(self._document, self.form.fields, path)
        if found is None or found[1].count is not None or found[1].is_fixed_repeat:
            raise AnswerError(problems=((path, "", "repeat with rows to add"),))
        return found

    def _settled(self) -> Edit:
        changes = self._acts.settled()
        self._history.did(changes)
        return self._acts.edit(changes)


def _below(node: InstanceNode, field: Field) -> str | None:
    """The path of a field on the screen of ``node``: of its one instance there, or of a repeat without position."""
    at: Node = node
    names = field.names[node.field.depth :]
    for name in names[:-1]:
        found = at.named.get(name)
        if not found:
            return None
        at = found[0]
    last = names[-1]
    if field.is_repeat:
        return f"{at.path}/{last}"
    found = at.named.get(last)
    return found[0].path if found else None


def _chance(new_id: Callable[[], str]) -> Callable[[], float]:
    """Numbers in [0, 1) drawn from fresh ids: a session has one source of what cannot be foreseen."""

    def draw() -> float:
        return int.from_bytes(hashlib.sha256(new_id().encode()).digest()[:6], "big") / 2**48

    return draw
