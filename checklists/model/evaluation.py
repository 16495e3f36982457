"""How the method asks for the value of an expression, without knowing forms or XPath."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Unknown:
    """No value, because these are not answered: question paths or names of facts."""

    missing: tuple[str, ...] = ()


class Evaluator(Protocol):
    """Evaluates an expression of the sheets over one case. A blank input makes the result Unknown."""

    def number(self, expression: str) -> Decimal | Unknown: ...

    def truth(self, expression: str) -> bool | Unknown: ...

    def text(self, expression: str) -> str | Unknown: ...

    def paths(self, expression: str) -> tuple[str, ...]:
        """The answers that the expression reads, as instance paths, for the trail from a figure to its evidence."""
        ...
