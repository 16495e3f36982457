"""The rows of the sheets: by the expressions that they hold, and as what an explanation shows of them."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from checklists.assess.explain.tree import RuleRow
from checklists.model.checklist import Checklist, Provenance

_SHEETS = {"turnover_methods": "crosschecks"}
"""The fields of a checklist that come from a sheet of another name."""
_UNSAID = Provenance("")


class Rows:
    """Of one checklist."""

    def __init__(self, checklist: Checklist) -> None:
        self._version = checklist.version
        self._by_expression: dict[str, RuleRow] = {}
        self._by_label: dict[tuple[str, str], RuleRow] = {}
        self._conditions: dict[tuple[str, str], str] = {}
        for each in fields(checklist):
            self._take(getattr(checklist, each.name), _SHEETS.get(each.name, each.name))

    def with_expression(self, expression: str) -> RuleRow | None:
        """The first row of which a cell is this expression."""
        return self._by_expression.get(expression)

    def row_of(self, rule: Any) -> RuleRow | None:
        """The row that became this rule."""
        name = getattr(rule, "name", "") or getattr(rule, "fact", "")
        return self._by_label.get((name, rule.label))

    def condition_of(self, hit: Any) -> str:
        """The expression by which a veto, a ceiling, a red flag or a wanted paper is decided; "" where there is none."""
        return self._conditions.get((hit.name, hit.label), "")

    def _take(self, value: Any, sheet: str) -> None:
        if isinstance(value, tuple):
            for each in value:
                self._take(each, sheet)
        elif is_dataclass(value) and not isinstance(value, type):
            texts = {each.name: getattr(value, each.name) for each in fields(value)}
            name = texts.get("name") or texts.get("fact")
            if name and "label" in texts:
                self._add(
                    RuleRow(sheet, name, texts["label"], *self._origin(texts.get("provenance") or _UNSAID)), texts
                )
            for each in texts.values():
                self._take(each, sheet)

    def _add(self, row: RuleRow, cells: dict[str, Any]) -> None:
        self._by_label.setdefault((row.name, row.label), row)
        self._conditions.setdefault((row.name, row.label), cells.get("when") or cells.get("value") or "")
        for cell in cells.values():
            if isinstance(cell, str) and cell:
                self._by_expression.setdefault(cell, row)

    def _origin(self, provenance: Provenance) -> tuple[str, str]:
        return provenance.version or self._version, provenance.source
