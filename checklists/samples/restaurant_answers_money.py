"""What the investigators wrote down at the made-up restaurant: income, assets, debts, household, soft information to the end."""

from __future__ import annotations

from checklists.samples import ordinary
from checklists.samples import restaurant_figures as f
from checklists.samples.ordinary import DECLARATIONS, SOFT
from checklists.samples.paths import Answers, Value

FIXED_ASSETS = (
    ("装修(大厅、包间、后厨)", "fit_out", 240_000, "4.75", "12.5"),
    ("灶具、蒸柜、排烟", "equipment", 120_000, "4.75", "15"),
    ("冷库、冰柜", "equipment", 36_000, "2", "15"),
    ("空调、收银系统", "electronics", 30_000, "3", "20"),
    ("采购用面包车", "vehicle", f.VAN, "0.5", "12"),
)
FIXED_OPENING = 228_600


def add_income(a: Answers) -> None:
    a.put(
        {
            "declared_sales": sum(f.SALES), "spouse_asked": "answered", "spouse_sales": 2_080_000,
            "employee_asked": "answered", "employee_sales": 2_200_000, "ledger_asked": "answered",
            "ledger_sales": 2_146_000, "photo_ledger": "photo_ledger.png", "owner_profit_month": 22_000,
            "previous_gate": "have", "g06_random_days": "done", "business_days_year": 355,
            "m1_peak_months": 3, "m1_flat_months": 6, "m1_slack_months": 3, "m1_peak_day": 6_900,
            "m1_flat_day": 6_150, "m1_slack_day": 5_500, "invoice_gate": "none",
        }
    )  # fmt: skip
    for index in range(12):
        a.row(
            "monthly",
            {
                "month": f.month_name(index), "month_sales": f.SALES[index], "month_cogs": f.COGS[index],
                "month_wages": f.STAFF * f.WAGE, "month_rent": f.RENT, "month_utilities": f.UTILITIES[index],
                "month_transport": f.TRANSPORT, "month_tax": f.TAX[index], "month_other": f.OTHER_COSTS,
                "month_interest": f.INTEREST[index], "month_previous_sales": f.PREVIOUS_SALES[index],
            },
        )  # fmt: skip
    for name, share, cost, price in (
        ("河鲜：水煮鱼", 36, "36.80", "88.00"),
        ("热菜：小炒肉", 26, "12.80", "32.00"),
        ("外卖：招牌套餐", 20, "8.90", "19.20"),
        ("酒水：啤酒", 10, "3.70", "9.00"),
    ):
        a.row(
            "products",
            {"product_name": name, "product_share_percent": share, "product_cost": cost, "product_price": price},
        )
    for day, season, sales in (
        ("2025-03-11", "slack", 5_240),
        ("2025-07-19", "flat", 6_980),
        ("2025-10-16", "peak", 6_050),
    ):
        a.row("sampled_days", {"sample_date": day, "sample_season": season, "sample_sales": sales})


def add_assets_and_debts(a: Answers) -> None:
    a.put({"fixed_gate": "have", "g11_home_visit": "done", "property_gate": "have", "vehicle_gate": "have"})
    for name, kind, price, years, rate in FIXED_ASSETS:
        a.row(
            "fixed_assets_list",
            {
                "fa_name": name, "fa_kind": kind, "fa_owner": "self", "fa_seen": "yes", "fa_price": price,
                "fa_used_years": years, "fa_annual_rate": rate,
            },
        )  # fmt: skip
    a.row(
        "household_properties",
        {
            "hp_place": "样例花园 3 幢", "hp_kind": "commodity", "hp_owner": "joint", "hp_area": 112, "hp_value": 460_000,
            "hp_document": "signed", "hp_only_home": "yes",
        },
    )  # fmt: skip
    a.row("household_vehicles_list", {"hv_name": "国产轿车(2021 年)", "hv_owner": "self", "hv_value": 60_000})
    a.put({"savings_gate": "have", "savings_amount": 35_000 + f.SAVED, "household_pledged": 0, "g12_debts": "done"})
    a.put({f"debt_gate_{kind}": "none" for kind in ("short", "private", "card", "home", "other")})
    a.put({"debt_gate_long": "have", "guarantees_gate": "none"})
    a.row(
        "debts",
        {
            "debt_kind": "long", "debt_lender": "样例商业银行", "debt_borrower": "self", "debt_original": 144_000,
            "debt_balance": f.LOAN, "debt_start": "2024-09-21", "debt_due": "2027-09-21", "debt_rate_percent": "5.4",
            "debt_repayment": "equal_principal", "debt_month_payment": f.LOAN_REPAID_MONTH + f.LOAN * 45 // 10_000,
            "debt_guarantee": "credit", "debt_used_for": "2024 年换冷库、更新大厅桌椅", "debt_refinance": "instalments",
            "debt_overdue": "no",
        },
    )  # fmt: skip
    a.put(
        {
            "opening_basis": "bank_app", "op_money": f.OPENING_MONEY, "op_receivables": f.RECEIVABLES_OPENING,
            "op_prepaid": f.PREPAID_OPENING, "op_stock": f.STOCK_OPENING, "op_fixed": FIXED_OPENING,
            "op_other": 30_000 + 3 * f.RENT, "op_household": 460_000 + 60_000 + 35_000, "op_payables": f.PAYABLES_OPENING,
            "op_advances": f.CARDS_OPENING + f.DEPOSITS_OPENING, "op_loans": f.LOAN_OPENING, "op_household_loans": 0,
            "eq_injections": 0, "eq_withdrawals": f.ILLNESS,
            "eq_withdrawals_note": "2025 年 5 月父亲住院自付 3 万元，有医院发票和转账记录。", "eq_appreciation": 0,
            "eq_fixed_bought": f.VAN, "eq_fixed_sold": 0, "eq_loans_drawn": 0, "eq_loans_repaid": 12 * f.LOAN_REPAID_MONTH,
            "hh_members": 4, "hh_living": 6_200, "hh_education": 2_000, "hh_medical": 800, "hh_social": 1_500,
            "living_basis": "bank", "living_region": "city", "other_income_month": 0, "adjust_gate": "none",
        }
    )  # fmt: skip


def add_soft(a: Answers) -> None:
    a.put(
        SOFT
        | {
            "soft_years": "from_3_to_5", "soft_partner": "in_business",
        }
    )  # fmt: skip
    for code, relation, time, view, words in (
        ("邻铺甲", "neighbour_shop", "15:05", "good", "老板自己炒菜，周末门口排队，没见过供货的来堵门。"),
        ("房东乙", "landlord", "15:20", "good", "半年一交，每回都提前两天打过来，合同写了到期他优先。"),
        ("同行丙", "peer", "16:10", "middle", "生意稳，就是楼上住户老嫌油烟；今年街尾新开了一家鱼馆，抢了点散客。"),
    ):
        a.row(
            "neighbours",
            {
                "nb_code": code,
                "nb_relation": relation,
                "nb_time": f"{time}:00.000+08:00",
                "nb_view": view,
                "nb_words": words,
            },
        )


def add_request(a: Answers) -> None:
    """Purpose, guarantee, bureau, declarations."""
    a.put(
        {
            "requested_amount": 200_000, "requested_months": 36, "requested_repayment": "annuity",
            "annual_rate_percent": "6.0", "lpr_percent": "3.0", "purpose_kind": "fit_out",
            "purpose_detail": "二楼六个包间翻新 21 万、换油烟净化和排烟管道 7 万，春节后停业五天施工，按进度付给装修公司。", "g13_purpose": "done",
            "purpose_total": 280_000, "purpose_own": 80_000, "expected_growth_percent": 6,
            "growth_evidence": "正月已接婚宴、满月酒 14 桌，包间翻新后宴席可从 6 桌加到 10 桌。", "other_working_funds": 0,
            "first_source": "堂食和宴席天天收现，外卖半月一结，按月归还。", "second_source": "家庭存款、轿车和自有住房；配偶共同还款。",
            "second_source_kind": "fair", "payment_way": "entrusted", "product": "baozheng", "own_bank_loans": 0,
            "guarantee_kind": "guarantee", "collateral_gate": "none", "guarantor_gate": "have",
            "controller_guarantees": "yes",
        }
    )  # fmt: skip
    a.row(
        "guarantors",
        {
            "gu_name": f.SPOUSE, "gu_relation": "relative", "gu_income_month": 0, "gu_debts": 0, "gu_quality": "fair",
            "gu_signed": "yes",
        },
    )  # fmt: skip
    a.put({"bureau_in": "yes", **BUREAU})
    a.put(
        DECLARATIONS
        | {
            "photo_declaration": "photo_declaration.png",
            "opinion_plus": "本人掌勺、不靠雇厨；营业额六类来源互相印证，餐具公司、打包盒和平台结算都对得上；租约还有 39 个月、写明优先续租。",
            "opinion_minus": "两名服务员没有健康证，放款前补齐；楼上投诉油烟，贷款先改排烟；还款能力只够 13 万元左右，降额，自筹不足部分由客户先缓做两个包间。",
            "opinion": "agree_less", "visit_ended": "20:40:00.000+08:00",
        }
    )  # fmt: skip


BUREAU: dict[str, Value] = ordinary.BUREAU | {
    "bureau_date": "2025-12-30",
    "bureau_queries_3m": 2,
    "bureau_loan_balance": f.LOAN,
    "bureau_card_limit": 50_000,
    "bureau_card_used": 0,
}
"""What central operations typed in from the bureau's report."""
