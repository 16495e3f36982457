"""Price (定价): the lowest rate that pays for money, work, expected loss and capital. Handbook 3.4."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

FORMULA = "年利率=资金成本率+运营成本率+违约概率×违约损失率+资本占用×目标回报+调整(浮动为正,综合贡献为负)【手册3.4;成本加成法S18】"


@dataclass(frozen=True, slots=True)
class LoanPrice:
    """Simple annual rate as a fraction; ``parts`` add up to it."""

    annual_rate: Decimal
    parts: tuple[tuple[str, Decimal], ...]


def loan_price(
    *,
    funding_rate: Decimal,
    operating_rate: Decimal,
    pd: Decimal,
    lgd: Decimal,
    capital_ratio: Decimal,
    target_return: Decimal,
    adjustment: Decimal = Decimal(0),
) -> LoanPrice:
    """The rate and its parts. Handbook 3.4."""
    parts = (
        ("funding", funding_rate),
        ("operating", operating_rate),
        ("risk", pd * lgd),
        ("capital", capital_ratio * target_return),
        ("adjustment", adjustment),
    )
    return LoanPrice(sum((part for _, part in parts), Decimal(0)), parts)
