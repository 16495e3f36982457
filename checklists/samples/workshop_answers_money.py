"""What the investigators wrote down at the made-up workshop: income, assets, debts, household, soft information to the end."""

from __future__ import annotations

from checklists.samples import ordinary
from checklists.samples import workshop_figures as f
from checklists.samples.ordinary import DECLARATIONS, SOFT
from checklists.samples.paths import Answers, Value


def add_income(a: Answers) -> None:
    a.put(
        {
            "declared_sales": sum(f.SALES), "spouse_asked": "answered", "spouse_sales": 2_550_000,
            "employee_asked": "answered", "employee_sales": 2_620_000, "ledger_asked": "answered",
            "ledger_sales": 2_588_000, "photo_ledger": "photo_ledger.png", "owner_profit_month": 22_000,
            "previous_gate": "have", "g06_random_days": "done", "business_days_year": 300,
            "m1_peak_months": 4, "m1_flat_months": 6, "m1_slack_months": 2, "m1_peak_day": 9_400,
            "m1_flat_day": 8_700, "m1_slack_day": 6_300, "invoice_gate": "have", "invoice_amount_12m": "2316831.68",
            "invoice_rate_percent": 1, "invoice_share_percent": 90, "export_gate": "none",
        }
    )  # fmt: skip
    for index in range(12):
        a.row(
            "monthly",
            {
                "month": f.month_name(index), "month_sales": f.SALES[index], "month_cogs": f.COGS[index],
                "month_wages": f.WAGES[index], "month_rent": f.RENT, "month_utilities": f.UTILITIES[index],
                "month_transport": f.TRANSPORT[index], "month_tax": f.TAX[index], "month_other": f.OTHER_COSTS[index],
                "month_interest": f.INTEREST[index], "month_previous_sales": f.PREVIOUS_SALES[index],
            },
        )  # fmt: skip
    for name, share, cost, price in (
        ("传动轴 S-08(自购料)", 30, "11.40", "17.50"),
        ("法兰盘 F-12(自购料)", 25, "31.20", "48.00"),
        ("阀体 V-21(客户来料)", 23, "2.80", "11.20"),
        ("管接头 J-03(自购料)", 15, "3.10", "4.80"),
    ):
        a.row(
            "products",
            {"product_name": name, "product_share_percent": share, "product_cost": cost, "product_price": price},
        )
    for day, season, sales in (
        ("2025-03-17", "flat", 8_420),
        ("2025-06-16", "peak", 8_870),
        ("2025-10-20", "flat", 8_650),
    ):
        a.row("sampled_days", {"sample_date": day, "sample_season": season, "sample_sales": sales})


def add_assets_and_debts(a: Answers) -> None:
    a.put({"fixed_gate": "have", "g11_home_visit": "done", "property_gate": "have", "vehicle_gate": "none"})
    for name, kind, owner, price, years, rate in (
        ("数控车 CK6140 4 台", "equipment", "self", 440_000, "7", 10),
        ("加工中心 VMC850", "equipment", "self", 260_000, "6", 10),
        ("加工中心 VMC850(融资租赁)", "equipment", "other", 280_000, "1.5", 10),
        ("数控车 CK6150 2 台", "equipment", "self", f.MACHINES_BOUGHT, "0.5", 10),
        ("锯床、空压机、量具", "equipment", "self", 60_000, "4", 10),
        ("轻型货车", "vehicle", "self", 80_000, "3", 15),
    ):
        a.row(
            "fixed_assets_list",
            {
                "fa_name": name, "fa_kind": kind, "fa_owner": owner, "fa_seen": "yes", "fa_price": price,
                "fa_used_years": years, "fa_annual_rate": rate,
            },
        )  # fmt: skip
    a.row(
        "household_properties",
        {
            "hp_place": "样例家园 3 幢", "hp_kind": "commodity", "hp_owner": "joint", "hp_area": 105, "hp_value": 360_000,
            "hp_document": "signed", "hp_only_home": "yes",
        },
    )  # fmt: skip
    a.put({"savings_gate": "have", "savings_amount": 30_000, "household_pledged": 0, "g12_debts": "done"})
    a.put({f"debt_gate_{kind}": "none" for kind in ("private", "card", "home", "other")})
    a.put({"debt_gate_short": "have", "debt_gate_long": "have", "guarantees_gate": "none"})
    _add_debts(a)
    _add_opening(a)
    a.put(
        {
            "hh_members": 4, "hh_living": 5_000, "hh_education": 1_600, "hh_medical": 1_000, "hh_social": 1_400,
            "living_basis": "bank", "living_region": "city", "other_income_month": 0, "adjust_gate": "none",
        }
    )  # fmt: skip


def _add_debts(a: Answers) -> None:
    a.row(
        "debts",
        {
            "debt_kind": "short", "debt_is_machine": "no", "debt_lender": "样例商业银行", "debt_borrower": "self",
            "debt_original": f.LOAN_DRAWN, "debt_balance": f.LOAN_DRAWN, "debt_start": "2025-06-26", "debt_due": "2026-06-25",
            "debt_rate_percent": "4.8", "debt_repayment": "interest_only", "debt_month_payment": f.BANK_INTEREST,
            "debt_guarantee": "credit", "debt_used_for": "买两台数控车、垫料", "debt_refinance": "own_cash", "debt_overdue": "no",
        },
    )  # fmt: skip
    a.row(
        "debts",
        {
            "debt_kind": "long", "debt_is_machine": "yes", "debt_lender": "样例融资租赁公司", "debt_borrower": "self",
            "debt_original": 105_000, "debt_balance": f.LEASE_LEFT, "debt_start": "2024-06-20", "debt_due": "2026-12-20",
            "debt_rate_percent": "7.2", "debt_repayment": "annuity",
            "debt_month_payment": f.LEASE_PRINCIPAL + f.LEASE_INTEREST, "debt_guarantee": "guarantee",
            "debt_used_for": "租赁加工中心一台，首付 17.5 万元", "debt_refinance": "instalments", "debt_overdue": "no",
        },
    )  # fmt: skip


def _add_opening(a: Answers) -> None:
    a.put(
        {
            "opening_basis": "records", "op_money": f.OPENING_MONEY, "op_receivables": f.RECEIVABLES_OPENING, "op_prepaid": 0,
            "op_stock": f.STOCK_OPENING, "op_fixed": 670_000, "op_other": 20_000, "op_household": 390_000,
            "op_payables": f.PAYABLES_OPENING, "op_advances": f.ADVANCES_OPENING, "op_loans": f.LEASE_OPENING,
            "op_household_loans": 0, "eq_injections": 0, "eq_withdrawals": f.FUNERAL,
            "eq_withdrawals_note": "2025 年 9 月父亲去世，医院自付和丧事 4 万元，从经营账户付，有收据。", "eq_appreciation": 0,
            "eq_fixed_bought": f.MACHINES_BOUGHT, "eq_fixed_sold": 0, "eq_loans_drawn": f.LOAN_DRAWN,
            "eq_loans_repaid": f.LEASE_PRINCIPAL * 12,
        }
    )  # fmt: skip


def add_soft(a: Answers) -> None:
    a.put(SOFT | {"soft_partner": "in_business"})
    for code, relation, time, view, words in (
        ("邻厂甲", "neighbour_shop", "13:05", "good", "做了十来年，灯常亮到晚上八九点，没听说欠薪。"),
        ("园区乙", "landlord", "13:20", "good", "房租水电都按月付，环保检查过两回没出事。"),
        ("前工人丙", "former_employee", "18:40", "middle", "活不断，计件算得清；就是货款压得久，年前催账催得紧。"),
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
            "requested_amount": 220_000, "requested_months": 36, "requested_repayment": "annuity",
            "annual_rate_percent": "6.0", "lpr_percent": "3.0", "purpose_kind": "equipment",
            "purpose_detail": "买加工中心 VMC850 一台，报价 32 万元，2026 年 1 月付三成定金，3 月提货付清，做水泵厂新定点的泵盖。",
            "g13_purpose": "done", "purpose_total": 320_000, "purpose_own": 100_000, "expected_growth_percent": 8,
            "growth_evidence": "水泵厂泵盖定点通知书，年用量 1.2 万件。", "other_working_funds": 0,
            "first_source": "水泵厂、农机厂每月到账的加工货款，按月归还。", "second_source": "家庭存款、自有住房；哥哥保证。",
            "second_source_kind": "fair", "payment_way": "entrusted", "product": "shebei", "own_bank_loans": 0,
            "guarantee_kind": "guarantee", "collateral_gate": "none", "guarantor_gate": "have",
            "controller_guarantees": "yes",
        }
    )  # fmt: skip
    a.row(
        "guarantors",
        {
            "gu_name": "赵大样例", "gu_relation": "relative", "gu_income_month": 7_500, "gu_debts": 60_000,
            "gu_quality": "fair", "gu_signed": "yes",
        },
    )  # fmt: skip
    a.put({"bureau_in": "yes", **BUREAU})
    a.put(
        DECLARATIONS
        | { "photo_declaration": "photo_declaration.png",
            "opinion_plus": "电费、机时、计件、用料、开票、订单六样互相印证；前三大客户合作五到十年，货款没有断过；机床七台自有。",
            "opinion_minus": "账期一年里长了 16 天，最大客户占三成八；他行 20 万元 6 月到期；两名工人没有工伤保险。按还款能力降额，补办参保后放款。",
            "opinion": "agree_less", "visit_ended": "15:30:00.000+08:00",
        }
    )  # fmt: skip


BUREAU: dict[str, Value] = ordinary.BUREAU | {
    "bureau_date": "2025-12-30",
    "bureau_queries_3m": 3,
    "bureau_institutions": 2,
    "bureau_loan_balance": f.LOAN_DRAWN + f.LEASE_LEFT,
    "bureau_card_limit": 20_000,
    "bureau_card_used": 0,
}
"""What central operations typed in from the bureau's report."""
