"""What an explanation is: a figure, how it was made, and of what, down to answers and the constants of rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum


class Kind(Enum):
    """What stands at a place of the tree. ANSWER, CONSTANT and MISSING have nothing below them.

    FIGURE: worked out by the method. RULE: worked out by an expression of the sheets. CALCULATION: one of the form.
    """

    FIGURE = "figure"
    RULE = "rule"
    CALCULATION = "calculation"
    ANSWER = "answer"
    CONSTANT = "constant"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class RuleRow:
    """The row of the sheets that says so: ``sheet``, the row's name and label, its version, and where the rule comes from."""

    sheet: str
    name: str
    label: str
    version: str
    source: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file that supports an answer. ``id`` is the attachment's, ``sha256`` that of its plain bytes."""

    id: str
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """One figure of the tree.

    ``path`` is its place in the assessment's document, or the answer's in the case ("" for what stands in between). ``unit``:
    yuan, rate, days, times, count, points, months or "". ``formula`` is what was reckoned, in words; ``method`` how the method puts it,
    ``source`` where the formula comes from.
    ``is_above``: its inputs were shown further up in the same tree. ``missing`` names what must be known first.
    """

    kind: Kind
    path: str
    label: str
    value: Decimal | str | bool | None
    unit: str = ""
    formula: str = ""
    method: str = ""
    source: str = ""
    rule: RuleRow | None = None
    text: str = ""
    evidence: tuple[Evidence, ...] = ()
    remark: str = ""
    missing: tuple[str, ...] = ()
    inputs: tuple[Explanation, ...] = ()
    is_above: bool = False

    def walk(self) -> Iterator[Explanation]:
        """This figure and all below it."""
        yield self
        for each in self.inputs:
            yield from each.walk()


@dataclass(frozen=True, slots=True)
class Explained:
    """A figure of an assessment with the checklist that it was reckoned by."""

    path: str
    checklist: str
    version: str
    sha256: str
    figure: Explanation
