"""What the investigators wrote down at the made-up workshop: arrival, premises, stock, receivables and bills, cash and bank."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from checklists.samples import workshop_figures as f
from checklists.samples.exports import BANK_FILE, WECHAT_FILE
from checklists.samples.movements import Accounts, daily_average
from checklists.samples.ordinary import ARRIVAL, IDENTITY
from checklists.samples.paths import Answers

_STOCK = (
    # name, unit, stage, quantity, in the books, cost
    ("45# 圆钢 φ45–φ80", "公斤", "raw", 3_600, 3_580, "5.2"),
    ("304 不锈钢棒 φ60", "公斤", "raw", 2_100, 2_100, "17.5"),
    ("铸铁毛坯 F-12", "件", "raw", 900, 904, "18"),
    ("传动轴 S-08(已粗车)", "件", "half", 3_100, 3_100, "9.8"),
    ("法兰盘 F-12(待钻孔)", "件", "half", 820, 824, "25"),
    ("传动轴 S-08", "件", "finished", 2_400, 2_400, "11.4"),
    ("法兰盘 F-12", "件", "finished", 560, 560, "31.2"),
    ("管接头 J-03", "件", "finished", 1_800, 1_795, "3.1"),
    ("车刀片、丝锥", "盒", "tools", 340, 340, "20.7"),
)
HALF_FLANGES, HALF_FLANGE_COST = 5, Decimal(25)
_RECEIVABLES = (
    (f.CUSTOMERS[0], 191_000, 52, 90, "confirmed", 191_000),
    (f.CUSTOMERS[1], 139_000, 41, 60, "confirmed", 138_200),
    (f.CUSTOMERS[2], 102_000, 66, 90, "confirmed", 102_000),
    (f.CUSTOMERS[3], 48_000, 20, 60, "no_answer", None),
)


def add_site(a: Answers) -> None:
    """Arrival, identity, history, premises."""
    a.put(
        ARRIVAL
        | IDENTITY
        | {
            "visit_date": f.VISIT.isoformat(), "visit_started": "09:10:00.000+08:00",
            "cutoff_date": f.VISIT.isoformat(), "auth_signed_on": "2025-12-29", "auth_valid_to": "2026-06-28",
            "client_name": f.CLIENT, "client_id_number": "990000198201150031",
            "client_phone": "10000000031", "business_name": f.SHOP,
            "licence_number": "99SAMPLE0000000031", "licence_since": "2015-03-10", "spouse_name": f.SPOUSE, "spouse_in_business": "yes",
            "business_started": "2015-04-01", "main_business_years": "10.7", "industry_experience_years": 22,
            "local_years": 43, "home_kind": "own",
            "career": "2003 年技校毕业进水泵厂开数控车，做到工段长；2015 年带两台旧车床出来，先做原厂的外协，2019 年加农机、阀门客户。",
            "capital_story": "起步 16 万元是打工积蓄和父母给的 5 万；2018、2019 年换四台数控车，2020 年买房；2024 年租赁添加工中心，2025 年 7 月贷款添两台数控车。",
            "start_capital": 160_000, "asset_match": "match",
            "g02_photos": "done", "photo_front": "photo_front.png", "photo_counter": "photo_counter.png",
            "photo_warehouse": "photo_warehouse.png", "premises_address": "样例省样例县工业园三路 31 号 2 号厂房",
            "store_area": 620, "warehouse_area": 110, "premises_kind": "rented", "g03_licences": "done",
            "lease_rent_month": f.RENT, "lease_end": "2029-05-31", "lease_months_left": 41, "rent_paid_how": "month",
            "rent_prepaid_months": 0, "deposits_gate": "have", "deposits_amount": 20_000, "g07_bills": "done",
            "staff_count": f.STAFF, "staff_wage_month": f.WAGE_MEAN, "staff_wage_source": "payroll",
            "utility_bill_month": sum(f.UTILITIES) // 12, "power_gate": "have", "power_source": "grid",
            "power_this_year": 97_200, "power_last_year": 91_600, "site_state": "normal",
            "site_note": "9:10 到厂，八台机床开着六台，七个工人在岗；在做水泵厂的传动轴和阀门厂的阀体，排产板排到 1 月 20 日，门口农机厂的车在装货。",
            "g14_insurance": "skipped",
            "g14_insurance_reason": "只有租赁的加工中心投了机器损坏险，受益人是租赁公司；厂房和其余设备没有财产险，已建议投保，列入放款条件。",
        }
    )  # fmt: skip


def add_balances(a: Answers, accounts: Accounts) -> None:
    """Stock, receivables and bills, payables, cash and bank."""
    a.put(
        {
            "g05_stock_take": "done",
            "blind_count": "yes",
            "stock_gate": "have",
            "stock_books": "have",
            "photo_stock": "photo_stock.png",
        }
    )
    for name, unit, stage, quantity, book, cost in _STOCK:
        _stock_row(a, name, unit, stage, "own", quantity, book, cost)
    _stock_row(a, "阀体毛坯 V-21(阀门厂来料)", "件", "raw", "customer", 1_200, 1_200, "38")
    a.put(
        {
            "stock_coverage_percent": 100, "stock_owned": "yes", "receivables_gate": "have", "bills_gate": "have",
            "prepaid_gate": "none", "payables_gate": "have", "advances_gate": "have", "g09_suppliers": "done",
            "purchases_12m": f.PURCHASES, "purchases_source": "maker_statement",
        }
    )  # fmt: skip
    for debtor, amount, age, term, called, confirmed in _RECEIVABLES:
        row: dict[str, str | int] = {
            "ar_debtor": debtor, "ar_relation": "none", "ar_amount": amount, "ar_age_days": age, "ar_term_days": term,
            "ar_document": "signed", "ar_called": called,
        }  # fmt: skip
        a.row("receivables_list", row | ({} if confirmed is None else {"ar_confirmed": confirmed}))
    for state, left, amount in (("in_hand", 96, f.BILLS_HELD), ("endorsed", 61, f.BILLS_ENDORSED[10])):
        a.row(
            "bills",
            {
                "bl_kind": "bank", "bl_acceptor": "样例城市商业银行", "bl_amount": amount, "bl_days_left": left,
                "bl_state": state, "bl_seen": "yes",
            },
        )  # fmt: skip
    for creditor, amount, age, term in (
        (f.STEEL, 88_000, 24, 45),
        (f.PLATING, 47_000, 19, 30),
        (f.TOOLS, 15_000, 12, 30),
    ):
        a.row(
            "payables_list",
            {
                "ap_creditor": creditor, "ap_amount": amount, "ap_age_days": age, "ap_term_days": term,
                "ap_called": "confirmed",
            },
        )  # fmt: skip
    a.row("advances_list", {"adv_customer": f.CUSTOMERS[3], "adv_amount": f.ADVANCES})
    _add_cash(a, accounts)


def _stock_row(a: Answers, name: str, unit: str, stage: str, whose: str, quantity: int, book: int, cost: str) -> None:
    a.row(
        "stock",
        {
            "stock_name": name, "stock_unit": unit, "stock_stage": stage, "stock_whose": whose,
            "stock_quantity": quantity, "stock_book_quantity": book, "stock_cost": cost, "stock_condition": "good",
        },
    )  # fmt: skip


def _add_cash(a: Answers, accounts: Accounts) -> None:
    bank_balance = f.OPENING_BANK + sum((row.amount for row in accounts.bank), Decimal(0))
    a.put(
        {
            "g04_cash": "done", "cash_gate": "seen", "cash_counted_at": "11:40:00.000+08:00", "cash_shop": f.CASH_SHOP,
            "cash_home": f.CASH_HOME, "photo_cash": "photo_cash.png", "bank_gate": "have", "epay_gate": "have",
            "epay_wechat": f.CLOSING_WECHAT, "epay_alipay": 0, "g08_payment_login": "done",
        }
    )  # fmt: skip
    a.row(
        "bank_accounts",
        {"ba_bank": "样例商业银行", "ba_tail": f.CARD_TAIL, "ba_holder": "self", "ba_balance": bank_balance},
    )
    a.row(
        "bank_accounts",
        {"ba_bank": "样例农村信用社", "ba_tail": "8842", "ba_holder": "spouse", "ba_balance": f.CLOSING_SPOUSE},
    )
    last_quarter = sum((*f.WECHAT_RECEIPTS[9:], *f.BANK_RECEIPTS[9:]), Decimal(0))
    interest = next(row.amount for row in reversed(accounts.bank) if row.kind == "deposit_interest")
    first, last = date(f.YEAR, 9, 21), date(f.YEAR, 12, 20)
    a.put(
        {
            "login_total_3m": last_quarter, "export_total_3m": last_quarter, "flows_gate": "have",
            "cash_share_percent": f.OFF_ACCOUNT_PERCENT, "cash_share_source": "bill_register",
            "credit_share_percent": 88, "usual_term_days": 75, "interest_gate": "yes", "interest_amount": interest,
            "interest_days": (last - first).days + 1, "demand_rate_percent": f.DEPOSIT_RATE_PERCENT,
            "bank_daily_average": daily_average(accounts.bank, Decimal(f.OPENING_BANK), first, last),
        }
    )  # fmt: skip


def add_flows(a: Answers, accounts: Accounts, files: Mapping[str, bytes]) -> None:
    """What importing the two exports writes: credits that went through, and what of them customers paid."""
    came_in = {
        "wechat": accounts.total("wechat", "receipt", "refund"),
        "bank": accounts.total("bank", "receipt", "from_wechat", "loan_drawn", "deposit_interest"),
    }
    for kind, file in (("wechat", WECHAT_FILE), ("bank", BANK_FILE)):
        a.row(
            "flows",
            {
                "flow_kind": kind, "flow_account": f.CLIENT if kind == "wechat" else f"6200******{f.CARD_TAIL}",
                "flow_from": f"{f.YEAR}-01-01", "flow_to": f"{f.YEAR}-12-31", "flow_months": 12,
                "flow_credit_total": came_in[kind], "flow_effective_inflow": accounts.total(kind, "receipt"),
                "flow_file": file, "flow_sha256": hashlib.sha256(files[file]).hexdigest(),
            },
        )  # fmt: skip
