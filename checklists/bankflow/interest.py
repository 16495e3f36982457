"""Average balance behind a credited interest (结息倒推日均余额): a bank statement that was made up seldom fits. Handbook 7.4."""

from __future__ import annotations

from decimal import Decimal

FORMULA = "日均余额=结息额/(活期年利率×计息天数/360)【手册7.4】"
YEAR_DAYS = Decimal(360)


def average_balance(
    *, interest: Decimal, days: Decimal, annual_rate: Decimal, year_days: Decimal = YEAR_DAYS
) -> Decimal:
    """Yuan. ``days`` and ``annual_rate`` above zero."""
    return interest * year_days / (annual_rate * days)
