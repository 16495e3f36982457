"""The stresses (``financials.projections``) by formula: what is paid a month over what comes in under each of them."""

from __future__ import annotations

from checklists.financials.projections import LATER_DAYS, MARGIN_FALLS, RATE_RISE, SALES_FALLS
from checklists.model.facts import NO_COVER
from reports.chapters.sheets.fact_cells import COST, annuity_of

_INCOME, _SALES = "{fact.net_income_month}", "{fact.verified_sales}"


def stress_shares(amount: str, *, bullet: bool) -> dict[str, str]:
    """By the label of the stress without spaces: the share of monthly net income. ``amount``: formula of the loan that is looked at."""
    rate, months = "{fact.annual_rate}", "{fact.loan_months}"

    def service(rise: str = "0") -> str:
        annual = f"({rate}+{rise})"
        factor = f"({months}/(1+{annual}/12*{months}))" if bullet else annuity_of(annual, months)
        return f"(({amount})/{factor}+{{fact.existing_debt_service_month}})"

    def share(paid: str, income: str) -> str:
        return f'IFERROR(IF(({income}+0)<=0,IF({paid}>0,{NO_COVER},0),{paid}/{income}),"资料不足")'

    gross = f"({_SALES}-{COST})"
    made = {"现状": share(service(), _INCOME)}
    for fall in SALES_FALLS:
        made[f"营业额下降{fall * 100:.0f}%"] = share(service(), f"({_INCOME}-{gross}*{fall}/12)")
    for fall in MARGIN_FALLS:
        made[f"毛利率下降{fall * 100:.0f}个百分点"] = share(service(), f"({_INCOME}-{_SALES}*{fall}/12)")
    carried = f"({service()}+{_SALES}*{LATER_DAYS}/360*{rate}/12)"
    made[f"应收天数增加{LATER_DAYS}天"] = share(carried, _INCOME)
    made[f"利率上升{RATE_RISE * 100:.0f}个百分点"] = share(service(str(RATE_RISE)), _INCOME)
    return made
