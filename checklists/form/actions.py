"""What a form does by itself: defaults, preloads, and ``setvalue`` on first load, on a new row and on a changed answer.

Rules kept: an action writes an answer (it is stored and undone with the edit that caused it); each runs at most once per edit at
one place, so actions that set off each other come to an end.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from checklists.form.definition import Field, SetValue
from checklists.form.form import Form
from checklists.form.instance import InstanceNode, field_nodes, leaves
from checklists.form.recompute import Recompute, stored
from checklists.xpath import Node
from checklists.xpath.dates import moment_text

Assign = Callable[[InstanceNode, str], None]
_LOAD = frozenset({"odk-instance-first-load", "odk-instance-load"})
_MAX_ROUNDS = 20


class Actions:
    def __init__(self, form: Form, recompute: Recompute, assign: Assign) -> None:
        self._form = form
        self._recompute = recompute
        self._assign = assign
        self._ran: set[tuple[int, InstanceNode]] = set()
        self.is_silent = False

    def preload(self, moment: datetime) -> None:
        """``today`` and ``start``, once, when a form is new. What this program does not know stays blank."""
        known = {
            ("date", "today"): moment.date().isoformat(),
            ("timestamp", "start"): moment_text(moment),
        }
        for field in self._form.preloaded:
            text = known.get((field.preload, field.preload_parameter))
            if text is not None:
                for node in field_nodes(self._recompute.root, field):
                    self._assign(node, text)

    def identify(self, root: InstanceNode, new_id: Callable[[], str]) -> None:
        """``instanceID``: names this filling-in; it is no answer and is not stored."""
        for field in self._form.preloaded:
            if field.preload == "uid":
                for node in field_nodes(root, field):
                    node.set_text(f"uuid:{new_id()}")

    def first_load(self) -> None:
        for action in self._form.actions:
            if action.events & _LOAD:
                for node in self._targets(action, self._recompute.root):
                    self._run(action, node)
                    self._recompute.settle()
        self._ran.clear()

    def give_defaults(self, below: InstanceNode) -> None:
        """The defaults of what is new: answers that the form gives, stored like any other."""
        for leaf in leaves(below):
            if leaf.seed_text and not leaf.text and leaf.field.is_answered:
                self._assign(leaf, leaf.seed_text)

    def new_row(self, row: InstanceNode) -> None:
        """A row that was added: its defaults, and its own ``odk-new-repeat`` actions."""
        if self.is_silent:
            return
        self.give_defaults(row)
        for action in row.field.actions:
            if "odk-new-repeat" in action.events:
                self._recompute.settle()
                for node in self._targets(action, row):
                    self._run(action, node)

    def value_changed(self, node: InstanceNode) -> None:
        """An answer that changed: its ``xforms-value-changed`` actions, with everything computed that they may read."""
        if self.is_silent:
            return
        for action in node.field.actions:
            if "xforms-value-changed" in action.events:
                self._recompute.settle()
                targets = self._targets(action, node)
                if (
                    len(targets) == 1
                ):  # which of several rows is meant is not said: JavaRosa refuses the answer, we the action
                    self._run(action, targets[0])

    def after_calculations(self) -> None:
        """Actions that wait for a computed value."""
        for _ in range(_MAX_ROUNDS):
            changed = [node for node in self._recompute.changed if node.field.actions]
            self._recompute.changed.clear()
            if not changed:
                break
            for node in changed:
                self.value_changed(node)
            self._recompute.settle()
        self._ran.clear()

    def _targets(self, action: SetValue, place: InstanceNode) -> list[InstanceNode]:
        """The instances of an action's target: those its path chooses, else those in the rows that ``place`` stands in."""
        if action.place is None:
            return _nodes_near(place, action.target)
        found = self._recompute.evaluate(action.place, place)
        return [node for node in found if isinstance(node, InstanceNode)] if isinstance(found, list) else []

    def _run(self, action: SetValue, node: InstanceNode) -> None:
        key = (id(action), node)
        if key in self._ran:
            return
        self._ran.add(key)
        text = action.text
        if action.value is not None:
            text, _ = stored(self._recompute.evaluate(action.value, node), node.field.data_type)
        if text != node.text and not node.field.is_computed:
            self._assign(node, text)
            self.value_changed(node)


def _nodes_near(place: InstanceNode, target: Field) -> list[InstanceNode]:
    """The instances of a field in the rows that ``place`` stands in."""
    shared = 0
    for mine, theirs in zip(place.field.names, target.names, strict=False):
        if mine != theirs:
            break
        shared += 1
    at: Node = place
    for _ in range(place.field.depth - shared):
        assert at.parent is not None
        at = at.parent
    assert isinstance(at, InstanceNode)
    return field_nodes(at, target)
