"""Which questions each check reads, whatever is answered: what may not be changed without a reason once its result was shown.

Found in the rules alone, by question (paths without positions): through calculations to what they are made of, through statement
lines and facts to the answers that feed them, and through conditions to the answers that decide whether a question applies.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from checklists.financials.balance_sheet import ASSETS, LIABILITIES, MONEY, OPENING_ASSETS, OPENING_LIABILITIES
from checklists.financials.profit import FIXED_COSTS
from checklists.form import Form
from checklists.model.checklist import CheckKind, Checklist, CrossCheckRule
from checklists.model.history import row_of
from checklists.model.lines import Line
from checklists.xpath import compile_expression
from checklists.xpath.references import readings

_PROFIT = (Line.SALES, Line.COGS, *FIXED_COSTS, Line.INTEREST)
_EQUITY = (
    *ASSETS, *LIABILITIES, *OPENING_ASSETS, *OPENING_LIABILITIES, *_PROFIT, Line.INJECTIONS, Line.OTHER_INCOME, Line.WITHDRAWALS,
    Line.HOUSEHOLD_SPENDING, Line.APPRECIATION, Line.DEPRECIATION,
)  # fmt: skip
LINES_OF_FACT: Mapping[str, tuple[Line, ...]] = {
    "reported_sales": (Line.SALES,),
    "reported_cogs": (Line.COGS,),
    "reported_margin": (Line.SALES, Line.COGS),
    "reported_net_profit": _PROFIT,
    "previous_sales": (Line.PREVIOUS_SALES,),
    "sales_growth": (Line.SALES, Line.PREVIOUS_SALES),
    "peak_factor": (Line.SALES,),
    "fixed_costs": FIXED_COSTS,
    "wages": (Line.WAGES,),
    "rent": (Line.RENT,),
    "interest": (Line.INTEREST,),
    "depreciation": (Line.DEPRECIATION,),
    "household_spending": (Line.HOUSEHOLD_SPENDING,),
    "other_income": (Line.OTHER_INCOME,),
    "money": MONEY,
    "receivables": (Line.RECEIVABLES,),
    "inventory": (Line.INVENTORY,),
    "payables": (Line.PAYABLES,),
    "opening_inventory": (Line.OPENING_INVENTORY,),
}
"""Facts that single lines give. Any other fact that a check reads is taken to rest on every line: rather asked once too often."""

_MARGIN = ("product_share_percent", "product_cost", "product_price")
_DECLARED = "declared_sales"
_ADJUSTMENTS = ("adj_line", "adj_change")


def inputs_by_check(checklist: Checklist, form: Form) -> dict[str, frozenset[str]]:
    """The questions (and repeats, where rows are counted) that each cross-check reads, by the check's name."""
    reader = _Reader(checklist, form)
    return {rule.name: frozenset(reader.of(rule)) for rule in checklist.crosschecks}


def reads(inputs: frozenset[str], path: str, *, is_row: bool = False) -> bool:
    """Whether a change of the answer, or of the row, at ``path`` changes what these inputs hold."""
    template = _without_positions(path)
    if not is_row:
        return template in inputs
    return any(each == template or each.startswith(f"{template}/") for each in inputs)


def repeat_of(row: str) -> str:
    """``/data/stock`` of the row ``/data/stock[2]``."""
    return row_of(row)[0]


class _Reader:
    """What one checklist's rules read. ``_done`` keeps each question's closure."""

    def __init__(self, checklist: Checklist, form: Form) -> None:
        self._checklist, self._form = checklist, form
        self._feeders: dict[str, list[str]] = {}
        for path, question in form.questions.items():
            line = question.extras.get("line", "")
            if line:
                self._feeders.setdefault(line, []).append(path)
        self._done: dict[str, frozenset[str]] = {}

    def of(self, rule: CrossCheckRule) -> set[str]:
        names = list(rule.inputs)
        if rule.kind is CheckKind.EQUITY:
            names += self._fed(_EQUITY)
        elif rule.kind is CheckKind.MARGIN:
            names += [*self._named(_MARGIN), *self._fed(LINES_OF_FACT["reported_margin"])]
        elif rule.kind is CheckKind.TURNOVER:
            names += self._named((_DECLARED,))
            for method in self._checklist.turnover_methods:
                names += [*method.inputs, *_referenced(method.value), *_referenced(method.third_party)]
        else:
            names += [name for text in (rule.expected, rule.actual, rule.base) for name in _referenced(text)]
        return {question for name in names for question in self._resolved(name)}

    def _resolved(self, name: str) -> frozenset[str]:
        if name not in self._done:
            self._done[name] = frozenset()  # a rule that reads itself through facts adds nothing
            if name.startswith("$"):
                self._done[name] = frozenset(each for part in self._fact(name[1:]) for each in self._resolved(part))
            else:
                self._done[name] = frozenset(self._closed(name))
        return self._done[name]

    def _fact(self, fact: str) -> Iterable[str]:
        """What a figure rests on: questions, and other figures as ``$name``."""
        if fact == _DECLARED:
            return self._named((_DECLARED,))
        if fact in LINES_OF_FACT:
            return self._fed(LINES_OF_FACT[fact])
        kinds = {"weighted_margin": CheckKind.MARGIN, "median_turnover": CheckKind.TURNOVER}
        rule = next((rule for rule in self._checklist.crosschecks if rule.kind is kinds.get(fact)), None)
        return self.of(rule) if rule is not None else self._fed(tuple(Line))

    def _fed(self, lines: Iterable[Line]) -> list[str]:
        """The questions that feed these lines, and the written adjustments, which may move any of them."""
        return [*(path for line in lines for path in self._feeders.get(line.key, ())), *self._named(_ADJUSTMENTS)]

    def _named(self, names: Iterable[str]) -> list[str]:
        return [self._checklist.paths[name] for name in names if name in self._checklist.paths]

    def _closed(self, template: str) -> set[str]:
        """The question with all that its value or its being asked depends on; of a calculation only that."""
        steps = template.strip("/").split("/")
        field = self._form.fields.get(template)
        found = set() if field is not None and field.calculate is not None else {template}
        for depth in range(1, len(steps) + 1):
            above = self._form.fields.get("/" + "/".join(steps[:depth]))
            if above is None:
                continue
            own = (above.calculate,) if depth == len(steps) else ()
            for expression in (above.relevant, *own):
                if expression is not None:
                    for reading in readings(expression.syntax, above.names):
                        found |= self._resolved("/" + "/".join(reading.names))
        return found


def _referenced(expression: str) -> tuple[str, ...]:
    return tuple(compile_expression(expression).references) if expression else ()


def _without_positions(path: str) -> str:
    return "/".join(step.partition("[")[0] for step in path.split("/"))
