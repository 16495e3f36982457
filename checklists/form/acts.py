"""How one act becomes changes: answers set, rows that come and go, and changes done again.

Rules kept: every change is recorded as it is made, in order; what is replayed runs no action, since what these did is among the
changes; nothing is settled halfway.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from checklists.form.actions import Actions
from checklists.form.answers import Loader, find_node, find_repeat, rebased, stored_below
from checklists.form.backing import reasons_below
from checklists.form.definition import Field
from checklists.form.edits import Changes, Edit
from checklists.form.form import Form
from checklists.form.holdings import Holdings
from checklists.form.instance import InstanceNode
from checklists.form.recompute import Recompute
from checklists.model.case import Change, ChangeKind
from checklists.model.remarks import About, reason_at, subject_of
from checklists.xpath import Node


@dataclass(frozen=True, slots=True)
class _Shelved:
    """What a counted row held when it went: answers, and reasons as path, what about, text."""

    rows: tuple[tuple[str, str], ...]
    reasons: tuple[tuple[str, About, str], ...]


class Acts:
    """Changes one tree and keeps the record of the act in hand."""

    def __init__(self, form: Form, document: Node, recompute: Recompute) -> None:
        self.form = form
        self.record: list[Change] = []
        self._document = document
        self._recompute = recompute
        self._shelf: dict[str, _Shelved] = {}
        self._is_replaying = False
        self.number = 0
        """How many acts there were; ``touched`` holds the last that concerned a field, the latest fields at its end."""
        self.touched: dict[str, int] = {}
        self.holdings = Holdings(document, form.fields)
        self.actions = Actions(form, recompute, self.assign)
        recompute.set_rows = self._count_rows
        recompute.lapse = self._lapse

    def assign(self, node: InstanceNode, text: str) -> None:
        self.record.append(Change(ChangeKind.SET, node.path, old=node.text, new=text))
        node.set_text(text)
        if node.backing is not None:
            self._lapse(node)
        self._recompute.value_changed(node)

    def explain(self, node: InstanceNode, which: About, text: str) -> None:
        """Write, change or withdraw (blank) a reason."""
        reasons = node.backed().reasons
        self.record.append(
            Change(ChangeKind.REMARK, subject_of(which, node.path), old=reasons.get(which, ""), new=text)
        )
        self._write(node, which, text)

    def back(self, remarks: Mapping[str, str], evidence: Mapping[str, Iterable[str]]) -> None:
        """Put stored reasons and what is held behind the answers; other remarks, and what the form does not have, are passed over."""
        for subject, text in remarks.items():
            found = reason_at(subject)
            if found is not None and text.strip():
                self._put_reason(found, text)
        self.hold(evidence)

    def hold(self, evidence: Mapping[str, Iterable[str]]) -> None:
        for leaf in self.holdings.take(evidence):
            self._recompute.affected[leaf] = None
            self._recompute.judge(leaf)

    def add_row(self, parent: InstanceNode, field: Field) -> None:
        """A row at the end, with its defaults."""
        present = len(parent.named.get(field.name, ()))
        row = self._recompute.insert_row(parent, field, present)
        self.record.append(Change(ChangeKind.ADD_ROW, row.path))
        self._recount(parent, field, before=present)
        self.actions.new_row(row)

    def remove_row(self, row: InstanceNode, parent: InstanceNode, field: Field) -> None:
        """A row out; later rows move up."""
        self._recount(parent, field, before=len(parent.named[field.name]), removes=True)
        self._withdraw_below(row)
        self.record.append(Change(ChangeKind.REMOVE_ROW, row.path, rows=tuple(stored_below(row))))
        self._take_out(row)

    def loader(self) -> Loader:
        return Loader(
            self._document,
            self.form.fields,
            add_row=self._recompute.insert_row,
            remove_row=self._recompute.remove_row,
        )

    def settled(self) -> Changes:
        """Run what the act made wait; everything that it changed."""
        self._recompute.settle()
        self.actions.after_calculations()
        return self.taken()

    def taken(self) -> Changes:
        """The changes of the act in hand, which ends here."""
        kept = [Change(ChangeKind.SET, path, old=old, new=new) for path, old, new in self._recompute.kept]
        changes = (*self.record, *kept)
        self.record.clear()
        return changes

    def edit(self, changes: Changes) -> Edit:
        """These changes with all that they affected."""
        nodes = self._recompute.affected
        affected = frozenset([node.path for node in nodes])
        self.number += 1
        for path in {node.field.path for node in nodes}:
            self.touched.pop(path, None)
            self.touched[path] = self.number
        self._recompute.affected.clear()
        self._recompute.changed.clear()
        self._recompute.kept.clear()
        return Edit(changes, affected)

    def replay(self, changes: Changes) -> Edit:
        """Apply changes as they stand."""
        self.actions.is_silent = self._is_replaying = True
        for change in changes:
            self._apply(change)
        self._recompute.settle()
        self.record.clear()
        self.actions.is_silent = self._is_replaying = False
        return self.edit(changes)

    def _apply(self, change: Change) -> None:
        if change.kind is ChangeKind.SET:
            self._apply_set(change)
            return
        if change.kind is ChangeKind.REMARK:
            self._put_reason(reason_at(change.path), change.new)
            return
        if change.kind is ChangeKind.REMOVE_ROW:
            row = find_node(self._document, change.path)
            if row is not None:
                self._take_out(row)
            return
        head, _, position = change.path.rpartition("[")
        found = find_repeat(self._document, self.form.fields, head)
        if found is not None:
            row = self._recompute.insert_row(found[0], found[1], int(position[:-1]) - 1)
            self._load(change.rows)
            if change.rows:
                self.holdings.bring_back(row)

    def _apply_set(self, change: Change) -> None:
        repeat = find_repeat(self._document, self.form.fields, change.path)
        if repeat is not None:
            repeat[0].mark_counted(repeat[1].name, is_counted=change.new != "")
            return
        self._load([(change.path, change.new)])

    def _load(self, answers: Iterable[tuple[str, str]]) -> list[InstanceNode]:
        """Put stored answers into the tree; what reads them runs when all is settled."""
        loaded = self.loader().load(answers)
        for leaf in loaded:
            self._recompute.value_changed(leaf)
        return loaded

    def _take_out(self, row: InstanceNode) -> None:
        self.holdings.lose(row)
        self._recompute.remove_row(row)

    def _lapse(self, node: InstanceNode) -> None:
        """The answer is another one: reasons were written for the one before."""
        if not self._is_replaying:
            self._withdraw_below(node)

    def _withdraw_below(self, top: InstanceNode) -> None:
        for node, which, text in tuple(reasons_below(top)):
            self.record.append(Change(ChangeKind.REMARK, subject_of(which, node.path), old=text))
            node.backed().reasons.pop(which)

    def _write(self, node: InstanceNode, which: About, text: str) -> None:
        node.backed().reasons.pop(which, None)
        if text:
            node.backed().reasons[which] = text
        self._recompute.judge(node)

    def _put_reason(self, place: tuple[About, str] | None, text: str) -> None:
        node = find_node(self._document, place[1]) if place is not None else None
        if place is not None and node is not None and node.field.is_leaf:
            self._write(node, place[0], text)

    def _recount(self, parent: InstanceNode, field: Field, *, before: int, removes: bool = False) -> None:
        """Note the number of rows as an answer of the repeat's own, so that blank rows survive being stored."""
        is_counted = field.name in parent.counted
        old = str(before) if is_counted else ""
        if not is_counted:
            self._rebase(parent, field)
        parent.mark_counted(field.name, is_counted=True)
        new = before - 1 if removes else before + 1
        self.record.append(Change(ChangeKind.SET, f"{parent.path}/{field.name}", old=old, new=str(new)))

    def _rebase(self, parent: InstanceNode, field: Field) -> None:
        assert field.row is not None
        for row in parent.named.get(field.name, ()):
            assert isinstance(row, InstanceNode)
            for path, text in rebased(row, field.row):
                self.record.append(Change(ChangeKind.SET, path, old=text, new=text))

    def _count_rows(self, parent: InstanceNode, field: Field, present: int, wanted: int) -> None:
        """Follow a ``jr:count``. Rows that go are shelved: a count that is typed anew brings their answers back."""
        for _ in range(wanted, present):
            row = parent.named[field.name][-1]
            assert isinstance(row, InstanceNode)
            self._shelve(row)
            self._recompute.remove_row(row)
        for index in range(present, wanted):
            row = self._recompute.insert_row(parent, field, index)
            if field.counts_itself and not self.actions.is_silent:
                self.record.append(Change(ChangeKind.ADD_ROW, row.path))
            shelved = self._shelf.pop(row.path, None)
            if shelved is not None:
                self._unshelve(shelved)
            else:
                self.actions.new_row(row)

    def _shelve(self, row: InstanceNode) -> None:
        rows = tuple(stored_below(row))
        reasons = tuple((leaf.path, which, text) for leaf, which, text in reasons_below(row))
        self._shelf.pop(row.path, None)  # what a row at this place held earlier is not what this one held
        if rows or reasons:
            self._shelf[row.path] = _Shelved(rows, reasons)
        self._withdraw_below(row)
        if rows:
            self.record.append(Change(ChangeKind.REMOVE_ROW, row.path, rows=rows))
            self.holdings.lose(row)

    def _unshelve(self, shelved: _Shelved) -> None:
        for leaf in self._load(shelved.rows):
            self.record.append(Change(ChangeKind.SET, leaf.path, new=leaf.text))
        for path, which, text in shelved.reasons:
            node = find_node(self._document, path)
            if node is not None:
                self.explain(node, which, text)
