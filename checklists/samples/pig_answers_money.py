"""What the investigators wrote down at the made-up pig farm: income, assets, debts, household, the written adjustment, to the end."""

from __future__ import annotations

from checklists.samples import ordinary
from checklists.samples import pig_figures as f
from checklists.samples.ordinary import DECLARATIONS, SOFT
from checklists.samples.paths import Answers, Value

FIXED_ASSETS = (
    ("猪舍三栋(自建，流转地上)", "property", 280_000, "7.5", 6),
    ("新保育舍及保温设备", "property", 120_000, "0.6", 8),
    ("产床、定位栏、料线", "equipment", 90_000, "5", 12),
    ("发电机、粉碎机、三轮车", "equipment", 45_000, "3", 15),
)
_FIXED_OPENING = 249_100
"""Net value a year ago: this year's, the year's depreciation back on, the new nursery off."""


def add_income(a: Answers) -> None:
    a.put(
        {
            "declared_sales": sum(f.SALES), "spouse_asked": "answered", "spouse_sales": 1_420_000,
            "employee_asked": "answered", "employee_sales": 1_480_000, "ledger_asked": "answered",
            "ledger_sales": 1_436_000, "photo_ledger": "photo_ledger.png", "owner_profit_month": 18_000,
            "previous_gate": "have", "g06_random_days": "done", "invoice_gate": "none",
        }
    )  # fmt: skip
    for index in range(12):
        a.row(
            "monthly",
            {
                "month": f.month_name(index), "month_sales": f.SALES[index], "month_cogs": f.COGS[index],
                "month_wages": f.WAGES, "month_rent": f.RENT, "month_utilities": f.POWER[index],
                "month_transport": f.TRANSPORT, "month_tax": 0, "month_other": f.OTHER_CASH + f.OTHER_BANK,
                "month_interest": f.INTEREST[index], "month_previous_sales": f.PREVIOUS_SALES[index],
            },
        )  # fmt: skip
    for name, share, cost, price in (
        ("1 月 110 头", "15.4", "11.05", "15.60"),
        ("4 月 80 头", "9.8", "10.95", "14.40"),
        ("6 月 102 头", "12.4", "10.88", "14.10"),
        ("8 月 96 头", "12", "10.98", "14.50"),
        ("9 月 118 头", "14.7", "10.78", "14.00"),
        ("12 月 124 头", "15.9", "11.02", "14.30"),
    ):
        a.row(
            "products",
            {"product_name": name, "product_share_percent": share, "product_cost": cost, "product_price": price},
        )
    for day, season, heads, kilograms, sales in (
        ("2025-03-18", "flat", 36, 4_380, 63_948),
        ("2025-09-12", "slack", 40, 4_990, 69_860),
        ("2025-12-16", "flat", 34, 4_300, 61_705),
    ):
        a.row(
            "sampled_days",
            {
                "sample_date": day, "sample_season": season, "sample_heads": heads, "sample_kg": kilograms,
                "sample_sales": sales,
            },
        )  # fmt: skip


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
            "hp_place": "大坳村两层自建房", "hp_kind": "rural", "hp_owner": "joint", "hp_area": 210, "hp_value": 130_000,
            "hp_document": "signed", "hp_only_home": "yes",
        },
    )  # fmt: skip
    a.row("household_vehicles_list", {"hv_name": "国产越野车 2021 年", "hv_owner": "self", "hv_value": 45_000})
    a.put({"savings_gate": "have", "savings_amount": 70_000, "household_pledged": 0, "g12_debts": "done"})
    a.put({f"debt_gate_{kind}": "none" for kind in ("short", "private", "card", "home", "other")})
    a.put({"debt_gate_long": "have", "guarantees_gate": "none"})
    a.row(
        "debts",
        {
            "debt_kind": "long", "debt_lender": "样例商业银行", "debt_borrower": "self", "debt_original": f.LOAN_DRAWN,
            "debt_balance": f.LOAN_DRAWN, "debt_start": "2025-05-06", "debt_due": "2028-05-05", "debt_rate_percent": "4.8",
            "debt_repayment": "interest_only", "debt_month_payment": f.INTEREST[-1], "debt_guarantee": "guarantee",
            "debt_used_for": "建新保育舍", "debt_refinance": "own_cash", "debt_overdue": "no",
        },
    )  # fmt: skip
    _add_opening(a)
    _add_household(a)
    _add_adjustment(a)


def _add_opening(a: Answers) -> None:
    a.put(
        {
            "opening_basis": "records", "op_money": f.OPENING_MONEY, "op_receivables": f.RECEIVABLE_OPENING, "op_prepaid": 0,
            "op_stock": f.STOCK_OPENING, "op_fixed": _FIXED_OPENING + f.BREEDING, "op_other": f.RENT * 6,
            "op_household": 245_000, "op_payables": f.PAYABLES_OPENING, "op_advances": 0, "op_loans": f.LOAN_REPAID,
            "op_household_loans": 0, "eq_injections": 0, "eq_withdrawals": f.SURGERY,
            "eq_withdrawals_note": "2025 年 11 月母亲住院手术，自付 2 万元，有医院收据和转账记录。", "eq_appreciation": 0,
            "eq_fixed_bought": -sum(f.NURSERY), "eq_fixed_sold": 0, "eq_loans_drawn": f.LOAN_DRAWN,
            "eq_loans_repaid": f.LOAN_REPAID,
        }
    )  # fmt: skip


def _add_household(a: Answers) -> None:
    a.put(
        {
            "hh_members": 5, "hh_living": 3_300, "hh_education": 1_400, "hh_medical": 700, "hh_social": 1_100,
            "living_basis": "bank", "living_region": "rural", "other_income_month": 0,
        }
    )  # fmt: skip


def _add_adjustment(a: Answers) -> None:
    """The herd as it stood on the cut-off date: what was sold in the two days back in, what was born in them out."""
    a.put({"adjust_gate": "have"})
    a.row(
        "adjustments",
        {
            "adj_line": "inventory", "adj_kind": "roll", "adj_counted_on": f.VISIT.isoformat(), "adj_in": f.ROLL_OUT,
            "adj_out": f.ROLL_IN,
            "adj_note": f"1 月 1 日卖出肥猪 {f.SOLD_AFTER} 头(磅单、检疫票各一张)，每头成本 {f.SOLD_AFTER_COST:,} 元加回；"
            f"同日一窝产活仔 {f.BORN_AFTER} 头，每头 {f.BORN_AFTER_COST} 元减去；两天里料变成猪，不另调。",
        },
    )  # fmt: skip


def add_soft(a: Answers) -> None:
    a.put(SOFT | {"soft_age": "over_45", "soft_partner": "in_business", "soft_explained": "yes"})
    a.put({"soft_explanation": "年龄 47 岁、身体好，妻子管产房，大儿子农校毕业已回场帮忙，接得上手。"})
    for code, relation, time, view, words in (
        ("防疫员甲", "village", "14:30", "good", "防疫针打得全，死猪都打电话叫车来收，八月邻镇出事他封场最早。"),
        ("村干部乙", "landlord", "14:50", "good", "地租年年七月一次交清，没人告过他臭。"),
        ("饲料店丙", "peer", "15:20", "middle", "料款一般四十天结，猪价低那年拖到过三个月，后来都还上了。"),
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
            "requested_amount": 120_000, "requested_months": 12, "requested_repayment": "bullet", "due_after_sale": "yes",
            "annual_rate_percent": "5.4", "lpr_percent": "3.0", "purpose_kind": "peak_stock",
            "purpose_detail": "春节后两个月的料款 15 万元左右，向样例正禾饲料订 45 吨；另买后备母猪 6 头 1.2 万元，1 月中旬付。",
            "g13_purpose": "done", "purpose_total": 180_000, "purpose_own": 60_000, "expected_growth_percent": 0,
            "other_working_funds": 0, "first_source": "2026 年 12 月到 2027 年春节前集中出栏约 230 头，按现价约 40 万元；平时每批卖猪款付息。",
            "second_source": "家庭存款 7 万元和车；大儿子做工收入。", "second_source_kind": "fair", "payment_way": "entrusted",
            "product": "beihuo", "own_bank_loans": 0, "guarantee_kind": "guarantee", "collateral_gate": "none",
            "guarantor_gate": "have", "controller_guarantees": "yes",
            "past_invest": "2025 年 5 到 9 月建保育舍 12 万元，其中贷款 10 万元。", "future_plan": "母猪稳在 40 头，不扩栏。",
        }
    )  # fmt: skip
    a.row(
        "guarantors",
        {
            "gu_name": "范小样例", "gu_relation": "relative", "gu_income_month": 4_500, "gu_debts": 0, "gu_quality": "fair",
            "gu_signed": "yes",
        },
    )  # fmt: skip
    a.put({"bureau_in": "yes", **BUREAU})
    a.put(
        DECLARATIONS
        | { "photo_declaration": "photo_declaration.png",
            "opinion_plus": "点栏、用料、检疫票、头数滚存互相对得上；夫妻都在场里，死猪有去处；现价比保本价高一成多。",
            "opinion_minus": "邻镇出过非洲猪瘟，育肥猪没有保险，环评登记待变更；猪价每公斤再跌一元，一年少收近十万元，所以降额并要求补保险、补登记。",
            "opinion": "agree_less", "visit_ended": "16:40:00.000+08:00",
        }
    )  # fmt: skip


BUREAU: dict[str, Value] = ordinary.BUREAU | {
    "bureau_date": "2025-12-30",
    "bureau_queries_3m": 2,
    "bureau_loan_balance": f.LOAN_DRAWN,
    "bureau_card_limit": 20_000,
    "bureau_card_used": 0,
}
"""What central operations typed in from the bureau's report."""
