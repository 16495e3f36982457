"""The bank's lowest price for one loan (最低定价): its figures in force on the day, put into the formula. Handbook 3.4, 定案口径 12."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from checklists.model.offer import Price, PricePart
from checklists.model.parameters import (
    ADJUSTMENT,
    CAPITAL_RATIO,
    FUNDING_RATE,
    LPR_1Y,
    LPR_5Y,
    OPERATING_RATE,
    TARGET_RETURN,
    BankParameters,
    FigureKind,
    PricingFigure,
)
from checklists.model.unknown import less
from checklists.scoring.price import FORMULA, loan_price
from checklists.scoring.wording import percent_exact

_BASIS_POINTS = Decimal(10_000)
_LONG = 60
"""Above five years the LPR of five years and more is the base."""
_LABELS = {
    "funding": "资金成本",
    "operating": "运营成本",
    "risk": "风险成本",
    "capital": "资本成本",
    "adjustment": "调整",
}
_NAMES = {
    FUNDING_RATE: "资金成本率",
    OPERATING_RATE: "运营成本率",
    CAPITAL_RATIO: "资本占用",
    TARGET_RETURN: "资本目标回报",
    ADJUSTMENT: "调整",
}


def lpr_on(parameters: BankParameters, day: date, *, months: Decimal | None) -> PricingFigure | None:
    """The LPR that a loan of so many months is measured by."""
    if months is None:
        return None
    return parameters.figure(FigureKind.LPR, LPR_5Y if months > _LONG else LPR_1Y, day)


def over(rate: Decimal | None, lpr: PricingFigure | None) -> Decimal | None:
    """Basis points over the LPR (定案口径 12: 利率以 LPR±bp 列示)."""
    difference = less(rate, None if lpr is None else lpr.value)
    return None if difference is None else difference * _BASIS_POINTS


def price_for(
    parameters: BankParameters,
    *,
    day: date,
    grade: str | None,
    guarantee: str,
    months: Decimal | None,
    asked: Decimal | None,
) -> Price:
    """The price at a grade and a guarantee; without one of its figures there is none, and ``missing`` names them."""
    rates = {name: parameters.figure(FigureKind.FIGURE, name, day) for name in _NAMES}
    pd = parameters.figure(FigureKind.PD, grade, day) if grade else None
    lgd = parameters.figure(FigureKind.LGD, guarantee, day) if guarantee else None
    lpr = lpr_on(parameters, day, months=months)
    missing = [_NAMES[name] for name, figure in rates.items() if figure is None]
    missing += ["等级" if not grade else f"{grade}级违约概率"] if pd is None else []
    missing += ["担保方式" if not guarantee else "该担保方式的违约损失率"] if lgd is None else []
    lowest: Decimal | None = None
    parts: tuple[PricePart, ...] = ()
    known = {name: figure.value for name, figure in rates.items() if figure is not None}
    if pd is not None and lgd is not None and len(known) == len(rates):
        price = loan_price(**known, pd=pd.value, lgd=lgd.value)
        lowest = price.annual_rate
        given = {
            "risk": f"{pd.label}{percent_exact(pd.value)}×{lgd.label}{percent_exact(lgd.value)}",
            "capital": f"资本占用{percent_exact(known[CAPITAL_RATIO])}×目标回报{percent_exact(known[TARGET_RETURN])}",
        }
        parts = tuple(PricePart(name, _LABELS[name], rate, given.get(name, "")) for name, rate in price.parts)
    return Price(
        lowest=lowest,
        parts=parts,
        lpr=lpr.value if lpr is not None else None,
        lpr_label=lpr.label if lpr is not None else "",
        lowest_bp=over(lowest, lpr),
        asked=asked,
        asked_bp=over(asked, lpr),
        difference=less(asked, lowest),
        missing=tuple(missing),
        formula=FORMULA,
    )
