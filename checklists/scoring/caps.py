"""Caps (上限): each upper bound of the limit with its inputs, less what is borrowed already (decided convention 5)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from checklists.model.assessment import Cap, CheckInput
from checklists.model.checklist import CapKind, CapRule
from checklists.model.evaluation import Evaluator, Unknown
from checklists.model.facts import FACTS
from checklists.scoring.repayment import principal_for

_AMOUNT = "上限=基数×等级系数−现有融资或在先负担"
_REPAYMENT = "每月可还=月净收入×等级系数−现有月还款;上限=每月可还在期限内按约定方式能偿还的本金"

_FIGURE = re.compile(r"\$([a-z_0-9]+)")
"""A fact in a resolved expression."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms asked for. Unknown ones leave a cap on repayment unknown."""

    months: Decimal | None
    annual_rate: Decimal | None
    repayment: str


def caps_at(rules: Sequence[CapRule], evaluator: Evaluator, *, grade: str | None, terms: Terms) -> tuple[Cap, ...]:
    """Every cap at one grade; without a grade no coefficient is known. Handbook 3.3, decided convention 5."""
    return tuple(_cap(rule, evaluator, grade, terms) for rule in rules)


def _cap(rule: CapRule, evaluator: Evaluator, grade: str | None, terms: Terms) -> Cap:
    applies = evaluator.truth(rule.when) if rule.when else True
    gross = evaluator.number(rule.gross)
    existing = evaluator.number(rule.existing) if rule.existing else Decimal(0)
    missing = tuple(dict.fromkeys(name for each in (applies, gross, existing) for name in _missing(each)))
    coefficient = None if grade is None else rule.coefficients.get(grade, Decimal(1))
    amount = None
    if applies is True and isinstance(gross, Decimal) and isinstance(existing, Decimal) and coefficient is not None:
        amount = _amount(rule.kind, gross * coefficient - existing, terms)
    return Cap(
        name=rule.name,
        label=rule.label,
        kind=rule.kind.value,
        gross=gross if isinstance(gross, Decimal) else None,
        coefficient=coefficient,
        existing=existing if isinstance(existing, Decimal) else None,
        amount=amount,
        applies=applies is not False,
        formula=_AMOUNT if rule.kind is CapKind.AMOUNT else _REPAYMENT,
        inputs=_inputs(rule, evaluator, gross, existing, coefficient, terms),
        missing=missing if applies is not False else (),
        source=rule.provenance.source,
    )


def _missing(value: object) -> tuple[str, ...]:
    return value.missing if isinstance(value, Unknown) else ()


def _amount(kind: CapKind, left: Decimal, terms: Terms) -> Decimal | None:
    if kind is CapKind.AMOUNT:
        return left
    if terms.months is None or terms.annual_rate is None:
        return None
    return principal_for(left, annual_rate=terms.annual_rate, months=terms.months, repayment=terms.repayment)


def _inputs(
    rule: CapRule,
    evaluator: Evaluator,
    gross: Decimal | Unknown,
    existing: Decimal | Unknown,
    coefficient: Decimal | None,
    terms: Terms,
) -> tuple[CheckInput, ...]:
    monthly = rule.kind is CapKind.REPAYMENT
    inputs = [
        *_figures_in(rule.gross, evaluator),
        CheckInput("月净收入" if monthly else "基数", _known(gross), evaluator.paths(rule.gross)),
        CheckInput("等级系数", coefficient),
    ]
    if rule.existing:
        label = "现有月还款" if monthly else "现有融资或在先负担"
        inputs.append(CheckInput(label, _known(existing), evaluator.paths(rule.existing)))
    if monthly:
        inputs += [CheckInput("期限(月)", terms.months), CheckInput("年利率", terms.annual_rate)]
    return tuple(inputs)


def _figures_in(expression: str, evaluator: Evaluator) -> list[CheckInput]:
    """The figures that an expression is worked out from; one that is a single figure speaks for itself."""
    names = dict.fromkeys(_FIGURE.findall(expression))
    if expression.strip().removeprefix("$") in names:
        return []
    return [CheckInput(FACTS[name].label, _known(evaluator.number(f"${name}"))) for name in names if name in FACTS]


def _known(value: Decimal | Unknown) -> Decimal | None:
    return value if isinstance(value, Decimal) else None
