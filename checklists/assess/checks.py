"""The checks that are judged by method, made over one case: which answers and lines each of them reads."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from decimal import Decimal

from checklists.assess.answers import Answers, CaseEvaluator, Variables
from checklists.crosscheck.equity import EquityCheck
from checklists.crosscheck.findings import EquityInputs, equity_finding, margin_finding, rule_of, turnover_finding
from checklists.crosscheck.margin import MarginCheck, Product, product_margin
from checklists.financials.balance_sheet import ASSETS, LIABILITIES, OPENING_ASSETS, OPENING_LIABILITIES, Balance
from checklists.financials.lines import Lines
from checklists.financials.profit import reported_profit
from checklists.model.assessment import CheckInput, CrossCheck, Turnover
from checklists.model.case import Case
from checklists.model.checklist import CheckKind, Checklist, TurnoverMethodRule
from checklists.model.lines import Line
from checklists.model.records import EXCEPTION, EXPLANATION, FIRST, CheckException, FirstResult, found

_REFUSED = "refused"
"""The word of a choice by which a client will not show something."""
_LEAST_PRODUCTS = 3
"""Handbook 1.2: at least three to five products."""


@dataclass(frozen=True, slots=True)
class CheckedCase:
    """What every check reads: the case, its rules, its answers and lines."""

    case: Case
    checklist: Checklist
    answers: Answers
    lines: Lines

    def remark(self, name: str) -> str:
        return self.case.remarks.get(f"{EXPLANATION}{name}", "").strip()

    def on_record(self, check: CrossCheck) -> CrossCheck:
        """The check with what is on record of it: its first result, a superior's exception."""
        first = found(FirstResult, self.case.remarks, f"{FIRST}{check.name}")
        return replace(
            check, first=first, exception=found(CheckException, self.case.remarks, f"{EXCEPTION}{check.name}")
        )


def check_equity(read: CheckedCase) -> tuple[CrossCheck, EquityCheck]:
    """Equity check over reported figures, business and household together."""
    lines, rule = read.lines, rule_of(CheckKind.EQUITY, read.checklist.crosschecks)
    balance = Balance(lines)

    def given(label: str, value: Decimal | None, *fed_by: Line) -> CheckInput:
        return CheckInput(label, value, lines.paths(*fed_by))

    def line(of: Line) -> CheckInput:
        return given(of.label, lines.amount(of), of)

    inputs = EquityInputs(
        initial_equity=given("期初权益", balance.opening_equity, *OPENING_ASSETS, *OPENING_LIABILITIES),
        period_profit=given("期间利润(报表净利润)", reported_profit(lines).net_profit, Line.SALES, Line.COGS),
        injections=line(Line.INJECTIONS),
        other_income=line(Line.OTHER_INCOME),
        withdrawals=line(Line.WITHDRAWALS),
        household_spending=line(Line.HOUSEHOLD_SPENDING),
        appreciation=line(Line.APPRECIATION),
        depreciation=line(Line.DEPRECIATION),
        actual_equity=given("实际权益", balance.equity, *ASSETS, *LIABILITIES),
    )
    return equity_finding(
        rule,
        inputs,
        opening_assets=balance.opening_assets,
        missing=read.answers.missing(rule.inputs, {}),
        remark=read.remark(rule.name),
    )


def check_margin(read: CheckedCase) -> tuple[CrossCheck, MarginCheck]:
    """Margin check over the sampled products."""
    answers, rule = read.answers, rule_of(CheckKind.MARGIN, read.checklist.crosschecks)
    names = ("product_name", "product_share_percent", "product_cost", "product_price")
    columns = (answers.numbers(name) for name in names[1:])
    products = [
        Product(name, None if share is None else share / 100, product_margin(cost, price))
        for name, share, cost, price in zip(answers.texts(names[0]), *columns, strict=True)
    ]
    return margin_finding(
        rule,
        products,
        CheckInput("报表毛利率", reported_profit(read.lines).margin, read.lines.paths(Line.SALES, Line.COGS)),
        least_products=int(read.checklist.settings.get("margin_least_products") or _LEAST_PRODUCTS),
        paths=tuple(path for name in names[1:] for path in answers.paths(name)),
        missing=answers.missing(rule.inputs, {}),
        remark=read.remark(rule.name),
    )


def check_turnover(read: CheckedCase, facts: Variables) -> tuple[CrossCheck, Turnover]:
    """Turnover from every method of the checklist; one whose inputs are not all there gives no estimate."""
    answers, rule = read.answers, rule_of(CheckKind.TURNOVER, read.checklist.crosschecks)
    evaluator = answers.evaluator(facts)
    declared = CheckInput("申报营业额", answers.number("declared_sales"), answers.paths("declared_sales"))
    methods = [(method, *_estimate(method, read, evaluator, facts)) for method in read.checklist.turnover_methods]
    without = {method.name for method, value, *_ in methods if value is None}
    return turnover_finding(
        rule,
        declared,
        methods,
        missing=answers.missing(rule.inputs, facts) or _unfinished(read, facts, unknown=without),
        remark=read.remark(rule.name),
        refused={method.name for method in read.checklist.turnover_methods if _is_refused(method, read, without)},
    )


def _is_refused(method: TurnoverMethodRule, read: CheckedCase, without: Collection[str]) -> bool:
    """Whether a method gives no estimate because a question before it was answered with a refusal (decided convention 10)."""
    if method.name not in without:
        return False
    gates = read.answers.memory.lasting(("refusable", method.name), lambda: _rested_on(read.answers, [(method, True)]))
    return any(read.answers.says(gate, _REFUSED) for gate in gates if not gate.startswith("$"))


def _unfinished(read: CheckedCase, facts: Variables, *, unknown: Collection[str]) -> tuple[str, ...]:
    """What methods still lack, unless somebody wrote why. Else the estimate that is farthest off could be blanked away (convention 9)."""
    methods = [(method, method.name in unknown) for method in read.checklist.turnover_methods]
    named = read.answers.memory.lasting(
        ("methods", tuple(is_unknown for _, is_unknown in methods)), lambda: _rested_on(read.answers, methods)
    )
    return read.answers.missing(named, facts, excused=read.case.remarks)


def _rested_on(answers: Answers, methods: list[tuple[TurnoverMethodRule, bool]]) -> tuple[str, ...]:
    """What methods rest on; of one that gives no estimate also what its sheet does not list as an input, but its expression reads."""
    named: dict[str, None] = {}
    for method, is_unknown in methods:
        references = answers.memory.rule(method.value).expression.references
        figures = [name for name in references if name.startswith("$")]
        asked = [name for name in method.inputs if not name.startswith("$")]
        if is_unknown:
            asked += [each for name in references if not name.startswith("$") for each in answers.asked(name)]
        gates = [gate for name in asked for gate in answers.gates(name)]
        named |= dict.fromkeys((*gates, *method.inputs, *asked, *figures))
    return tuple(named)


def _estimate(
    method: TurnoverMethodRule, read: CheckedCase, evaluator: CaseEvaluator, facts: Variables
) -> tuple[Decimal | None, bool, tuple[str, ...]]:
    """The estimate, whether a third party stands behind it, and its answers. A turnover of nothing is no estimate."""
    value = evaluator.number(method.value)
    complete = isinstance(value, Decimal) and value > 0 and not read.answers.missing(method.inputs, facts)
    third_party = evaluator.truth(method.third_party)
    return (
        value if complete and isinstance(value, Decimal) else None,
        third_party is True,
        evaluator.paths(method.value),
    )
