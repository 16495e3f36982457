"""What the investigators wrote down at the made-up lorry owner's: income, assets, debts, household, soft information to the end."""

from __future__ import annotations

from checklists.samples import lorry_figures as f
from checklists.samples import ordinary
from checklists.samples.ordinary import DECLARATIONS, SOFT
from checklists.samples.paths import Answers, Value


def add_income(a: Answers) -> None:
    a.put(
        {
            "declared_sales": sum(f.SALES), "spouse_asked": "answered", "spouse_sales": 1_770_000,
            "employee_asked": "answered", "employee_sales": 1_830_000, "ledger_asked": "answered",
            "ledger_sales": 1_795_000, "photo_ledger": "photo_ledger.png", "owner_profit_month": 17_500,
            "previous_gate": "have", "g06_random_days": "done", "business_days_year": 330,
            "m1_peak_months": 4, "m1_flat_months": 6, "m1_slack_months": 2, "m1_peak_day": 6_150,
            "m1_flat_day": 5_400, "m1_slack_day": 4_300, "invoice_gate": "have", "invoice_amount_12m": 1_155_000,
            "invoice_rate_percent": 1, "invoice_share_percent": 65,
        }
    )  # fmt: skip
    for index in range(12):
        a.row(
            "monthly",
            {
                "month": f.month_name(index), "month_sales": f.SALES[index], "month_cogs": f.COGS[index],
                "month_wages": f.WAGES, "month_rent": f.RENT, "month_utilities": f.UTILITIES,
                "month_transport": 0, "month_tax": f.TAX[index], "month_other": f.OTHER_COSTS[index],
                "month_interest": f.INTEREST[index], "month_previous_sales": f.PREVIOUS_SALES[index],
            },
        )  # fmt: skip
    for name, _, freight, _, cost, share in f.ROUTES:
        a.row(
            "products",
            {"product_name": name, "product_share_percent": share, "product_cost": cost, "product_price": freight},
        )
    for day, season, sales in (
        ("2025-03-19", "flat", 5_380),
        ("2025-07-24", "slack", 5_290),
        ("2025-10-16", "peak", 5_620),
    ):
        a.row("sampled_days", {"sample_date": day, "sample_season": season, "sample_sales": sales})


def add_assets_and_debts(a: Answers) -> None:
    a.put({"fixed_gate": "none", "g11_home_visit": "done", "property_gate": "have", "vehicle_gate": "none"})
    a.row(
        "household_properties",
        {
            "hp_place": "样例镇样例村自建房", "hp_kind": "rural", "hp_owner": "joint", "hp_area": 210, "hp_value": f.HOME,
            "hp_document": "signed", "hp_only_home": "yes",
        },
    )  # fmt: skip
    a.put({"savings_gate": "have", "savings_amount": f.SAVINGS, "household_pledged": 0, "g12_debts": "done"})
    a.put({f"debt_gate_{kind}": "none" for kind in ("short", "private", "card", "home", "other")})
    a.put({"debt_gate_long": "have", "guarantees_gate": "none"})
    a.row(
        "debts",
        {
            "debt_kind": "long", "debt_lender": "样例汽车金融有限公司", "debt_borrower": "self",
            "debt_original": f.LOAN_ORIGINAL, "debt_balance": f.LOAN_CLOSING, "debt_start": "2024-01-10",
            "debt_due": "2027-01-21", "debt_rate_percent": "7.2", "debt_repayment": "equal_principal",
            "debt_month_payment": f.INSTALMENT, "debt_guarantee": "mortgage",
            "debt_used_for": "2023 年底买 9.6 米厢式车", "debt_for_truck": "yes", "debt_refinance": "instalments",
            "debt_overdue": "no",
        },
    )  # fmt: skip
    a.put(
        {
            "opening_basis": "records", "op_money": f.OPENING_MONEY, "op_receivables": f.RECEIVABLES_OPENING,
            "op_prepaid": f.PREPAID_OPENING, "op_stock": 0, "op_fixed": f.TRUCKS_OPENING, "op_other": f.DEPOSITS,
            "op_household": f.HOME + f.SAVINGS, "op_payables": f.PAYABLES_OPENING, "op_advances": 0,
            "op_loans": f.LOAN_OPENING, "op_household_loans": 0, "eq_injections": 0, "eq_withdrawals": f.HOSPITAL,
            "eq_withdrawals_note": "2025 年 9 月父亲住院，自付 2.4 万元有医院票据；陪护、办事 1.6 万元现金。", "eq_appreciation": 0,
            "eq_fixed_bought": 0, "eq_fixed_sold": 0, "eq_loans_drawn": 0, "eq_loans_repaid": 12 * f.PRINCIPAL,
            "hh_members": 4, "hh_living": 3_300, "hh_education": 900, "hh_medical": 500, "hh_social": 900,
            "living_basis": "bank", "living_region": "county", "other_income_month": 0, "adjust_gate": "none",
        }
    )  # fmt: skip


def add_soft(a: Answers) -> None:
    a.put(SOFT | {"soft_partner": "in_business"})
    for code, relation, time, view, words in (
        ("看场人甲", "landlord", "11:35", "good", "三台车都是他的，车位费按月转，从没拖过；晚上车都回来检查轮胎。"),
        ("同行乙", "peer", "11:45", "good", "活稳，给建材厂拉了好几年，不赌钱。"),
        ("修理厂丙", "peer", "11:55", "middle", "每月结账，有时拖一两个星期等建材厂的运费；半挂该大修了。"),
    ):
        a.row(
            "neighbours",
            {
                "nb_code": code, "nb_relation": relation, "nb_time": f"{time}:00.000+08:00", "nb_view": view,
                "nb_words": words,
            },
        )  # fmt: skip


def add_request(a: Answers) -> None:
    """Purpose, guarantee, bureau, declarations."""
    a.put(
        {
            "requested_amount": 120_000, "requested_months": 24, "requested_repayment": "annuity",
            "annual_rate_percent": "6.0", "lpr_percent": "3.0", "purpose_kind": "equipment",
            "purpose_detail": "向样例重卡经销商买一台准新二手牵引车头换下 2019 年的旧车头，车价 17 万元，过户到本人名下，2026 年 1 月付款。",
            "buys_truck": "yes", "truck_purchase_price": 170_000, "truck_purchase_holder": "own",
            "g13_purpose": "done", "purpose_total": 175_000, "purpose_own": 55_000, "expected_growth_percent": 5,
            "growth_evidence": "建材厂 2026 年运输合同已签，每月加两趟。", "other_working_funds": 0,
            "first_source": "建材厂、粮油公司每月结回的运费，按月归还。", "second_source": "配偶共同还款；换下的旧车头和 9.6 米车可以变卖。",
            "second_source_kind": "fair", "payment_way": "entrusted", "product": "shebei", "own_bank_loans": 0,
            "guarantee_kind": "guarantee", "collateral_gate": "none", "guarantor_gate": "have",
            "controller_guarantees": "yes",
        }
    )  # fmt: skip
    a.row(
        "guarantors",
        {
            "gu_name": f.SPOUSE, "gu_relation": "relative", "gu_income_month": 0, "gu_debts": 0,
            "gu_quality": "weak", "gu_signed": "yes",
        },
    )  # fmt: skip
    a.put({"bureau_in": "yes", **BUREAU})
    a.put(
        DECLARATIONS
        | {
            "photo_declaration": "photo_declaration.png",
            "opinion_plus": "北斗、ETC、油卡、货主对账单四样都对得上；半挂车贷按期还清过；建材厂合作五年、有年度合同。",
            "opinion_minus": "建材厂一家占四成二、压款 60 天；一台车挂靠，处置要挂靠公司配合；没有货运险，超载被罚过一次，投保列入放款条件。",
            "opinion": "agree_less", "visit_ended": "12:40:00.000+08:00",
        }
    )  # fmt: skip


BUREAU: dict[str, Value] = ordinary.BUREAU | {
    "bureau_date": "2025-12-30",
    "bureau_queries_3m": 3,
    "bureau_loan_balance": f.LOAN_CLOSING,
    "bureau_card_limit": 20_000,
    "bureau_card_used": 0,
}
"""What central operations typed in from the bureau's report."""
