"""Keeping a filled-in form true to its rules: one changed answer re-runs what reads it, in topological order, and no more.

Rules kept: a cell runs at most once per edit and after everything it reads; inside a repeat only the row that changed, unless
an expression looks across rows; what is not relevant keeps its text and reads as blank.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection
from decimal import Decimal
from typing import Literal

from checklists.form.backing import NOT_DONE, backed_findings
from checklists.form.checks import (
    MUST_SENTENCE,
    REQUIRED_SENTENCE,
    Finding,
    choice_sentence,
    constraint_sentence,
    range_sentence,
    type_sentence,
)
from checklists.form.choices import ChoiceLists
from checklists.form.definition import Cell, Field, Role
from checklists.form.form import Form
from checklists.form.instance import InstanceNode, all_below, field_nodes, first_rows, grown, leaves, place_for_row
from checklists.form.ledger import Ledger, Standing
from checklists.form.questions import QuestionKind
from checklists.xpath import Context, Expression, Host, Node, Value, number_of, text_of, truth_of
from checklists.xpath.arithmetic import text_of_number, truncated

LONGEST_TEXT = 32_767
"""A computed text is cut there, as a cell of a workbook would."""
MOST_TEXT = 20_000_000
"""Characters of all computed texts together; those for which there is no room stay blank."""
MAX_ROWS = 2000
MAX_ROWS_TOGETHER = 5000
"""Rows of one repeat, and rows that are added to a whole form: counts inside counts would multiply."""
RowsCut = Callable[[InstanceNode, Field, int, int], None]
_NO_VARIABLES: dict[str, None] = {}
_WHOLE = frozenset({"int", "integer", "long"})
_FRACTIONAL = frozenset({"decimal", "double", "float"})
_UNTYPED_SELECTS = (QuestionKind.SELECT_ONE, QuestionKind.SELECT_MULTIPLE, QuestionKind.RANK)


class Recompute:
    """Runs cells over one tree. ``set_rows`` is called where a ``jr:count`` asks for another number of rows."""

    def __init__(self, form: Form, document: Node, *, host: Host, choices: ChoiceLists, ledger: Ledger) -> None:
        root = document.children[0]
        assert isinstance(root, InstanceNode)
        self.form = form
        self.root = root
        self.choices = choices
        self.ledger = ledger
        self.affected: dict[InstanceNode, None] = {}
        self.changed: list[InstanceNode] = []
        """Leaves whose text a calculation changed, for the actions that wait for it."""
        self.kept: list[tuple[str, str, str]] = []
        """Path, old and new text of computed values that are kept (``once``), to be stored like answers."""
        self._computed_length = 0
        """Characters of all computed texts."""
        self.rows_added = 0
        """Rows that came since the form was opened, less those that went."""
        self.set_rows: RowsCut | None = None
        self.lapse: Callable[[InstanceNode], None] | None = None
        """Called where a computed answer with something behind it became another one."""
        self.judges_evidence = False
        self._context = Context(document, current=root, host=host, variables=_NO_VARIABLES)
        self._ranks: list[int] = []
        self._pending: dict[int, dict[InstanceNode, None]] = {}
        self._runs_everything = False
        self._rows_went = False
        """Whether what waits may stand in a row that was taken out since."""
        self._grows: dict[tuple[InstanceNode, Field], bool] = {}
        """Repeats that count themselves and changed their number of rows since all was settled: whether upwards."""
        self._run_cell: dict[Role, Callable[[Cell, InstanceNode], None]] = {
            Role.COUNT: self._count,
            Role.RELEVANT: self._relevant,
            Role.CALCULATE: self._calculate,
            Role.READONLY: self._readonly,
            Role.CHECK: self._check,
            Role.LOOK: self._look,
        }

    def everything(self) -> None:
        """Run every cell at every node: what opening a form needs."""
        self._runs_everything = True
        self._ranks.clear()
        self._pending.clear()
        for cell in self.form.cells:
            if cell.role is Role.COUNT and cell.field.counts_itself:
                self._wake(cell, self.root)
                continue
            self._run(cell, field_nodes(self.root, cell.place))
        self._runs_everything = False
        self.settle()
        self.changed.clear()

    def settle(self) -> None:
        """Run what is waiting, and what that makes wait, until nothing is."""
        while self._ranks:
            rank = heapq.heappop(self._ranks)
            self._run(self.form.cells[rank], self._pending.pop(rank))
        self._rows_went = False
        self._grows.clear()

    def _run(self, cell: Cell, nodes: Collection[InstanceNode]) -> None:
        """A cell at some nodes. It reads nothing that it writes, so what its rows ask alike is the same for all of them."""
        run = self._run_cell[cell.role]
        if len(nodes) > 1 and cell.role is not Role.COUNT:
            self._context.memo = {}
        for node in nodes:
            if not self._rows_went or not node.field.repeats_above or is_attached(node):
                run(cell, node)
        self._context.memo = None

    def value_changed(self, node: InstanceNode) -> None:
        """A node's text or relevance is another one now: everything that reads it must run."""
        self.affected[node] = None
        if self._runs_everything:
            return
        for reader in node.field.readers:
            self._wake(reader.cell, self._ancestor(node, reader.shared))

    def judge(self, node: InstanceNode) -> None:
        """What stands behind an answer is something else now: it is checked again."""
        for cell in node.field.cells:
            if cell.role is Role.CHECK:
                self._wake(cell, node)

    def rows_changed(self, parent: InstanceNode, field: Field, *, start: int) -> None:
        """Rows of a repeat came, went or moved from index ``start`` on."""
        self.affected[parent] = None
        self.ledger.rows_moved(field.section)
        moved = parent.named.get(field.name, [])[start:]
        for row in moved:
            assert isinstance(row, InstanceNode)
            for node in all_below(row):
                node.forget_path()
                self.affected[node] = None
        if self._runs_everything:
            return
        for below in field.walk():
            for reader in below.readers:
                if reader.shared < field.depth:
                    self._wake(reader.cell, self._ancestor(parent, reader.shared))
                elif below is field:
                    for row in moved:
                        assert isinstance(row, InstanceNode)
                        self._wake(reader.cell, row)

    def insert_row(self, parent: InstanceNode, field: Field, index: int) -> InstanceNode:
        """A new row from the template, its cells waiting to run. A counted repeat gets its first rows back as they were."""
        assert field.row is not None
        self.rows_added += 1
        first = first_rows(parent, field) if field.count is not None else []
        row = grown(first[index] if index < len(first) else field.row)
        parent.insert_row(row, index, first_place=place_for_row(parent, field))
        if not parent.relevant:
            for node in row.walk():
                node.relevant = False
        if not self._runs_everything:
            for below in field.walk():
                for cell in below.cells:
                    if cell.place.depth >= field.depth:
                        self._wake(cell, row)
        self.rows_changed(parent, field, start=index)
        return row

    def remove_row(self, row: InstanceNode) -> None:
        parent, field, index = row.parent, row.field, row.index
        assert isinstance(parent, InstanceNode)
        for leaf in leaves(row):
            self.ledger.strike(leaf)
            if leaf.field.calculate is not None:
                self._computed_length -= len(leaf.text)
        parent.remove_row(row)
        self.rows_added -= sum(1 for node in row.walk() if isinstance(node, InstanceNode) and node.field.is_repeat)
        self._rows_went = True
        self.rows_changed(parent, field, start=index)

    def evaluate(self, expression: Expression, node: Node) -> Value:
        self._context.current = node
        return expression.run(self._context, node)

    def _ancestor(self, node: InstanceNode, depth: int) -> InstanceNode:
        at: InstanceNode = node
        for _ in range(node.field.depth - depth):
            assert isinstance(at.parent, InstanceNode)
            at = at.parent
        return at

    def _wake(self, cell: Cell, under: InstanceNode) -> None:
        waiting = self._pending.get(cell.rank)
        if waiting is None:
            waiting = self._pending[cell.rank] = {}
            heapq.heappush(self._ranks, cell.rank)
        waiting.update(dict.fromkeys(field_nodes(under, cell.place)))

    def _count(self, cell: Cell, parent: InstanceNode) -> None:
        field = cell.field
        assert field.row is not None
        ghost = InstanceNode(field.row)
        ghost.parent = parent
        number = number_of(self.evaluate(cell.expressions[0], ghost))
        wanted = min(max(int(truncated(number)), 0), MAX_ROWS) if number.is_finite() else 0
        present = len(parent.named.get(field.name, ()))
        wanted = min(wanted, present + max(MAX_ROWS_TOGETHER - self.rows_added, 0))
        if wanted == present or self.set_rows is None:
            return
        if field.counts_itself and self._grows.setdefault((parent, field), wanted > present) != (wanted > present):
            return  # rows that come because they are missing and go because they are there: the first of the two holds
        self.set_rows(parent, field, present, wanted)

    def _relevant(self, cell: Cell, node: InstanceNode) -> None:
        node.own_relevant = truth_of(self.evaluate(cell.expressions[0], node))
        self._spread_relevance(node)

    def _spread_relevance(self, node: InstanceNode) -> None:
        relevant = node.own_relevant and (node.parent is None or node.parent.relevant)
        if relevant == node.relevant:
            return
        node.relevant = relevant
        self.value_changed(node)
        for child in node.children:
            assert isinstance(child, InstanceNode)
            self._spread_relevance(child)

    def _calculate(self, cell: Cell, node: InstanceNode) -> None:
        field = node.field
        value = self.evaluate(cell.expressions[0], node)
        text, number = stored(value, field.data_type)
        if len(text) > len(node.text) and self._computed_length + len(text) - len(node.text) > MOST_TEXT:
            text, number = "", None
        if text != node.text:
            self._computed_length += len(text) - len(node.text)
            if field.keeps_value:
                self.kept.append((node.path, node.text, text))
            node.set_text(text, number, truth=value if isinstance(value, bool) and text in ("true", "false") else None)
            self.changed.append(node)
            if node.backing is not None and self.lapse is not None:
                self.lapse(node)
            self.value_changed(node)

    def _readonly(self, cell: Cell, node: InstanceNode) -> None:
        is_readonly = truth_of(self.evaluate(cell.expressions[0], node))
        if is_readonly != node.is_readonly:
            node.is_readonly = is_readonly
            self.affected[node] = None

    def _look(self, _cell: Cell, node: InstanceNode) -> None:
        self.affected[node] = None

    def _check(self, _cell: Cell, node: InstanceNode) -> None:
        field = node.field
        was_required = node.is_required
        node.is_required = field.required is not None and truth_of(self.evaluate(field.required, node))
        standing = self._standing(node)
        if self.ledger.enter(node, standing) or was_required != node.is_required:
            self.affected[node] = None
        if field.choices is not None and not field.choices.is_static:
            self.affected[node] = None

    def _standing(self, node: InstanceNode) -> Standing:
        field = node.field
        if not node.relevant:
            return Standing(is_expected=False, is_asked=False, is_filled=False)
        is_asked = field.calculate is None
        findings: tuple[Finding, ...] = ()
        if node.text:
            findings = self._wrong(node)
        elif is_asked and field.is_must:
            message = self._message(field.required_message, node) or MUST_SENTENCE
            findings = (Finding("must", message, may_explain=True),)
        elif is_asked and node.is_required:
            findings = (Finding("required", self._message(field.required_message, node) or REQUIRED_SENTENCE),)
        is_done = bool(node.text)
        if findings or field.evidence is not None:
            findings = backed_findings(node, findings, judges_evidence=self.judges_evidence)
            is_done = all(finding.reason or finding.kind not in NOT_DONE for finding in findings) and (
                is_done or field.is_must
            )
        return Standing(
            is_expected=is_asked and (node.is_required or field.is_must),
            is_asked=is_asked,
            is_filled=bool(node.text),
            is_done=is_done,
            findings=findings,
        )

    def _wrong(self, node: InstanceNode) -> tuple[Finding, ...]:
        """What is wrong with an answer that is there; its constraint counts only where the answer is of its type."""
        field, text = node.field, node.text
        sentence = type_sentence(field, text)
        if sentence:
            return (Finding("type", sentence),)
        findings: list[Finding] = []
        if field.kind in _UNTYPED_SELECTS:
            unknown = self._unknown_choice(node)
            if unknown:
                findings.append(Finding("choice", choice_sentence(field, unknown)))
        elif field.kind is QuestionKind.RANGE and (sentence := range_sentence(field, text)):
            findings.append(Finding("constraint", sentence))
        if field.constraint is not None and not truth_of(self.evaluate(field.constraint, node)):
            message = self._message(field.constraint_message, node) or constraint_sentence(
                field, field.constraint, text
            )
            severity: Literal["error", "warning"] = "warning" if field.is_warning else "error"
            findings.append(Finding("constraint", message, severity, may_explain=field.is_warning))
        return tuple(findings)

    def _unknown_choice(self, node: InstanceNode) -> str:
        chosen = [node.text] if node.field.kind is QuestionKind.SELECT_ONE else node.text.split()
        allowed = self.choices.values(node)
        return next((value for value in chosen if value not in allowed), "")

    def _message(self, message: Expression | str, node: InstanceNode) -> str:
        return message if isinstance(message, str) else text_of(self.evaluate(message, node))


def is_attached(node: Node) -> bool:
    """Whether a node still stands in its tree: every row above it does."""
    at: Node = node
    while at.parent is not None:
        at = at.parent
    return at.name == ""


def stored(value: Value, data_type: str) -> tuple[str, Decimal | None]:
    """How a computed value is kept in a field of a type, and its exact number. No number and no finite one is a blank."""
    if isinstance(value, Decimal) and data_type not in _WHOLE:
        return (text_of_number(value), value) if value.is_finite() else ("", None)
    if data_type in _WHOLE or data_type in _FRACTIONAL:
        number = number_of(value)
        if not number.is_finite():
            return "", None
        if data_type in _WHOLE:
            number = truncated(number)
        return text_of_number(number), number
    return text_of(value)[:LONGEST_TEXT], None
