"""What the investigators wrote down at the made-up wholesaler's: income, assets, debts, household, soft information to the end."""

from __future__ import annotations

from checklists.samples import fmcg_figures as f
from checklists.samples import ordinary
from checklists.samples.ordinary import DECLARATIONS, SOFT
from checklists.samples.paths import Answers, Value


def add_income(a: Answers) -> None:
    a.put(
        {
            "declared_sales": sum(f.SALES), "spouse_asked": "answered", "spouse_sales": 3_900_000,
            "employee_asked": "answered", "employee_sales": 4_050_000, "ledger_asked": "answered",
            "ledger_sales": 3_986_000, "photo_ledger": "photo_ledger.png", "owner_profit_month": 16_000,
            "previous_gate": "have", "g06_random_days": "done", "business_days_year": 355,
            "m1_peak_months": 3, "m1_flat_months": 6, "m1_slack_months": 3, "m1_peak_day": 13_500,
            "m1_flat_day": 11_400, "m1_slack_day": 9_000, "invoice_gate": "none",
        }
    )  # fmt: skip
    for index in range(12):
        a.row(
            "monthly",
            {
                "month": f.month_name(index), "month_sales": f.SALES[index], "month_cogs": f.COGS[index],
                "month_wages": f.WAGES, "month_rent": f.RENT, "month_utilities": f.UTILITIES[index],
                "month_transport": f.TRANSPORT[index], "month_tax": f.TAX[index], "month_other": f.OTHER_COSTS[index],
                "month_interest": f.INTEREST, "month_previous_sales": f.PREVIOUS_SALES[index],
            },
        )  # fmt: skip
    for name, share, cost, price in (
        ("可乐型汽水", 25, "27.00", "30.00"),
        ("饮用水", 15, "18.00", "20.00"),
        ("常温纯牛奶", 28, "43.00", "50.00"),
        ("薯片", 10, "51.00", "60.00"),
        ("苏打饼干", 12, "42.00", "50.00"),
    ):
        a.row(
            "products",
            {"product_name": name, "product_share_percent": share, "product_cost": cost, "product_price": price},
        )
    for day, season, sales in (
        ("2025-03-18", "slack", 9_680),
        ("2025-07-23", "flat", 12_460),
        ("2025-10-15", "flat", 11_760),
    ):
        a.row("sampled_days", {"sample_date": day, "sample_season": season, "sample_sales": sales})


def add_assets_and_debts(a: Answers) -> None:
    a.put({"fixed_gate": "have", "g11_home_visit": "done", "property_gate": "have", "vehicle_gate": "none"})
    for name, kind, price, years, rate in (
        ("厢式货车 4.2 米", "vehicle", 120_000, "2.5", 15),
        ("微型货车", "vehicle", 50_000, "2", 12),
        ("冷柜、货架、叉车", "equipment", 40_000, "2", 15),
    ):
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
            "hp_place": "样例小区 6 幢", "hp_kind": "commodity", "hp_owner": "joint", "hp_area": 98, "hp_value": 380_000,
            "hp_document": "signed", "hp_only_home": "yes",
        },
    )  # fmt: skip
    a.put({"savings_gate": "have", "savings_amount": 40_000, "household_pledged": 0, "g12_debts": "done"})
    a.put({f"debt_gate_{kind}": "none" for kind in ("long", "private", "card", "home", "other")})
    a.put({"debt_gate_short": "have", "guarantees_gate": "none"})
    a.row(
        "debts",
        {
            "debt_kind": "short", "debt_lender": "样例商业银行", "debt_borrower": "self", "debt_original": f.LOAN_DRAWN,
            "debt_balance": f.LOAN_DRAWN, "debt_start": "2025-09-01", "debt_due": "2026-08-31", "debt_rate_percent": "4.8",
            "debt_repayment": "interest_only", "debt_month_payment": f.INTEREST, "debt_guarantee": "guarantee",
            "debt_used_for": "饮料旺季备货和打款", "debt_refinance": "new_loan",
            "debt_refinance_note": "8 月底到期，客户说先用夏季回款还掉大半、不够再续；他行口头答应续贷，没有书面材料。", "debt_overdue": "no",
        },
    )  # fmt: skip
    a.put(
        {
            "opening_basis": "records", "op_money": f.OPENING_MONEY, "op_receivables": 140_000, "op_prepaid": 20_000,
            "op_stock": f.STOCK_OPENING, "op_fixed": 171_000, "op_other": 20_000, "op_household": 420_000,
            "op_payables": 90_000, "op_advances": 10_000, "op_loans": f.LOAN_REPAID, "op_household_loans": 0,
            "eq_injections": 0, "eq_withdrawals": f.WEDDING,
            "eq_withdrawals_note": "2025 年 10 月大儿子结婚，酒席和彩礼 8 万元，现金支出，有礼单和酒店收据。", "eq_appreciation": 0,
            "eq_fixed_bought": 0, "eq_fixed_sold": 0, "eq_loans_drawn": f.LOAN_DRAWN, "eq_loans_repaid": f.LOAN_REPAID,
            "hh_members": 4, "hh_living": 4_600, "hh_education": 1_200, "hh_medical": 800, "hh_social": 1_400,
            "living_basis": "bank", "living_region": "city", "other_income_month": f.SPOUSE_WAGE,
            "adjust_gate": "none", "other_income_note": "配偶在县城幼儿园上班，月工资 2,500 元，看过三个月银行卡流水。",
        }
    )  # fmt: skip


def add_soft(a: Answers) -> None:
    a.put(SOFT)
    for code, relation, time, view, words in (
        ("邻铺甲", "neighbour_shop", "16:55", "good", "做了快十年，天天早上六点就装车，没听说欠谁的钱。"),
        ("物业乙", "landlord", "17:05", "good", "房租按月转，从没拖过，旺季车多要占道。"),
        (
            "同行丙",
            "peer",
            "17:20",
            "middle",
            "饮料代理稳；就是给餐馆食堂放账放得多，旺季手头紧，今年办喜事也花了不少。",
        ),
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
            "requested_amount": 150_000, "requested_months": 12, "requested_repayment": "annuity",
            "annual_rate_percent": "6.0", "lpr_percent": "3.0", "purpose_kind": "peak_stock",
            "purpose_detail": "春节备货：向饮料厂打款 12 万、乳品厂打款 8 万，1 月上旬付款，2 月下旬回笼。", "g13_purpose": "done",
            "purpose_total": 230_000, "purpose_own": 80_000, "expected_growth_percent": 10,
            "growth_evidence": "乳品新开两个乡镇的代理区域，补充协议已签。", "other_working_funds": 0,
            "first_source": "春节后回笼的销货款，按月归还。", "second_source": "配偶工资和家庭存款；自有住房。",
            "second_source_kind": "fair", "payment_way": "entrusted", "product": "beihuo", "own_bank_loans": 0,
            "guarantee_kind": "guarantee", "collateral_gate": "none", "guarantor_gate": "have",
            "controller_guarantees": "yes",
        }
    )  # fmt: skip
    a.row(
        "guarantors",
        {
            "gu_name": f.SPOUSE, "gu_relation": "relative", "gu_income_month": f.SPOUSE_WAGE, "gu_debts": 0,
            "gu_quality": "fair", "gu_signed": "yes",
        },
    )  # fmt: skip
    a.put({"bureau_in": "yes", **BUREAU})
    a.put(
        DECLARATIONS
        | { "photo_declaration": "photo_declaration.png",
            "opinion_plus": "主业近十年、三个品牌代理稳定；五类来源的营业额互相印证；权益检验闭合。",
            "opinion_minus": "他行 25 万元 2026 年 8 月到期，续贷没有书面材料；净利薄，还款能力只够 8 万元左右，所以降额。",
            "opinion": "agree_less", "visit_ended": "19:20:00.000+08:00",
        }
    )  # fmt: skip


BUREAU: dict[str, Value] = ordinary.BUREAU | {
    "bureau_date": "2025-12-30",
    "bureau_queries_3m": 4,
    "bureau_loan_balance": f.LOAN_DRAWN,
    "bureau_card_limit": 30_000,
    "bureau_card_used": 0,
}
"""What central operations typed in from the bureau's report."""
