"""Answers by a question's name -> answers by path, with the positions of repeats: the way in which a person thinks of them.

``Answers.put("visit_date", "2025-12-31")`` and ``Answers.row("stock", {"stock_name": ...})`` know from the checklist's own
sheets where the questions stand, so a question that moves to another section takes its sample answer with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from checklists.package.sheets import SURVEY, Problems
from checklists.workbook import INDUSTRIES, load_industry
from checklists.workbook.survey import paths_of, tree_of

Value = str | int | Decimal


@dataclass(slots=True)
class Answers:
    """The answers of one sample, in the order in which they are given. KeyError for a name that the checklist has not."""

    paths: Mapping[str, str]
    found: dict[str, str] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)

    @classmethod
    def for_industry(cls, industry: str) -> Answers:
        return cls(paths_of(tree_of(load_industry(INDUSTRIES / industry).rows(SURVEY), Problems())))

    def put(self, answers: Mapping[str, Value]) -> None:
        """Answers outside repeats."""
        for name, value in answers.items():
            self._keep(self.paths[name], value)

    def row(self, repeat: str, answers: Mapping[str, Value]) -> None:
        """One more row of a repeat."""
        base = self.paths[repeat]
        self.rows[repeat] = position = self.rows.get(repeat, 0) + 1
        for name, value in answers.items():
            path = self.paths[name]
            if not path.startswith(base + "/"):
                raise KeyError(f"{name} is not in {repeat}")
            self._keep(f"{base}[{position}]{path.removeprefix(base)}", value)

    def path(self, name: str, repeat: str = "", position: int = 1) -> str:
        """The path of one answer, for variants."""
        path = self.paths[name]
        return path if not repeat else path.replace(self.paths[repeat], f"{self.paths[repeat]}[{position}]", 1)

    def _keep(self, path: str, value: Value) -> None:
        if path in self.found:
            raise ValueError(f"{path} is answered twice")
        self.found[path] = value if isinstance(value, str) else format(Decimal(value).normalize(), "f")
