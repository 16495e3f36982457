"""What the investigators wrote down at the made-up pig farm: arrival, the herd pen by pen, feed, cash and bank, partners."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from checklists.samples import pig_figures as f
from checklists.samples.exports import BANK_FILE, WECHAT_FILE
from checklists.samples.movements import Accounts, daily_average
from checklists.samples.ordinary import ARRIVAL, IDENTITY
from checklists.samples.paths import Answers


def add_site(a: Answers) -> None:
    """Arrival, identity, history, premises."""
    a.put(
        ARRIVAL
        | IDENTITY
        | {
            "visit_round": 2, "visit_date": f.VISIT.isoformat(), "visit_started": "08:40:00.000+08:00",
            "cutoff_date": f.CUTOFF.isoformat(), "auth_signed_on": "2025-12-29", "auth_valid_to": "2026-06-28",
            "client_kind": "farmer", "licences_state": "minor",
            "licence_missing_note": "新建保育舍后环评登记表还没变更，生态环境分局答复三月底前办完。", "client_name": f.CLIENT, "client_id_number": "990000197809060021",
            "client_phone": "10000000021", "business_name": f.FARM, "licence_number": "99SAMPLE0000000021",
            "licence_since": "2018-03-12", "spouse_name": f.SPOUSE, "spouse_in_business": "yes",
            "business_started": "2018-05-01", "main_business_years": "7.7", "industry_experience_years": 16,
            "local_years": 47, "home_kind": "own",
            "career": "2009 年起在镇上猪场当饲养员、后来管产房，前后九年；2018 年流转村里荒坡地 12 亩自己建场，从 15 头母猪养起。",
            "capital_story": "启动 22 万元，14 万是打工积蓄，8 万是卖老宅旁的杨树林；2019 到 2020 年猪价高，赚的钱盖了二、三栋；2021 年亏了十几万，卖掉一辆货车补上；2025 年建新保育舍。",
            "start_capital": 220_000, "asset_match": "match",
            "past_failure": "2021 年猪价跌破 12 元，压栏等价，一年亏了十几万元。",
            "farm_mode": "farrow_finish", "pen_places": 480, "pens_empty_percent": 20, "i01_biosecurity": "done",
            "count_way": "inside",
            "g02_photos": "done", "photo_front": "photo_front.png", "photo_counter": "photo_pens.png",
            "photo_warehouse": "photo_feed.png", "photo_inside": "photo_manure.png",
            "premises_address": "样例省样例县样例镇大坳村北坡", "store_area": 1_150, "warehouse_area": 160,
            "premises_kind": "rented", "g03_licences": "done", "lease_rent_month": f.RENT, "lease_end": "2038-06-30",
            "lease_months_left": 149, "rent_paid_how": "year", "rent_prepaid_months": 6, "deposits_gate": "none",
            "g07_bills": "done", "staff_count": 1, "staff_wage_month": f.WAGES, "staff_wage_source": "employee",
            "utility_bill_month": sum(f.POWER) // 12, "power_gate": "have", "power_this_year": 30_100,
            "power_last_year": 29_000, "site_state": "normal",
            "site_note": "12 月 31 日在家看账、盘钱，按场方要求隔离 48 小时，1 月 2 日消毒换装进场。四栋有猪，二、三栋各空两间刚冲洗；产房干净，病弱栏四头；饲养员在喂料，料车三天来一次。",
            "g14_insurance": "done",
        }
    )  # fmt: skip


def add_herd_and_feed(a: Answers) -> None:
    """The herd two days after the cut-off date, and what stands in the feed store."""
    a.put(
        {
            "herd_gate": "have", "herd_records": "have", "herd_counted_on": f.VISIT.isoformat(), "herd_roll_heads": f.SOLD_AFTER,
            "herd_roll_kg": f.SOLD_AFTER_KG, "i10_weighing": "done", "g05_stock_take": "done", "blind_count": "yes",
            "stock_gate": "have", "stock_books": "have", "photo_stock": "photo_stock.png", "feed_kg_now": f.FEED_CLOSING_KG,
            "stock_coverage_percent": 100, "stock_owned": "yes",
        }
    )  # fmt: skip
    for pen, stage, heads, book, weight, way, feed, cost, price, health in f.HERD:
        a.row(
            "herd",
            {
                "hd_pen": pen, "hd_stage": stage, "hd_owner": "own", "hd_heads": heads, "hd_book": book, "hd_weight": weight,
                "hd_weight_way": way, "hd_feed_day": feed, "hd_cost": cost, "hd_price": price, "hd_health": health,
            },
        )  # fmt: skip
    for name, unit, quantity, on_book, unit_cost, _, shelf, left in f.FEED_STOCK:
        row: dict[str, str | int] = {
            "stock_name": name, "stock_unit": unit, "stock_quantity": quantity, "stock_book_quantity": on_book,
            "stock_cost": unit_cost, "stock_condition": "good", "stock_has_expiry": "yes" if shelf else "no",
        }  # fmt: skip
        a.row("stock", row | ({"stock_shelf_days": shelf, "stock_days_left": left} if shelf else {}))


def add_balances(a: Answers, accounts: Accounts) -> None:
    """Receivables and payables, cash and bank, all of the cut-off date."""
    a.put(
        {
            "receivables_gate": "have", "prepaid_gate": "none", "payables_gate": "have", "advances_gate": "none",
            "g09_suppliers": "done", "purchases_12m": f.PURCHASES, "purchases_source": "maker_statement",
        }
    )  # fmt: skip
    a.row(
        "receivables_list",
        {
            "ar_debtor": f.BUYERS[1], "ar_relation": "none", "ar_amount": f.RECEIVABLE, "ar_age_days": 15,
            "ar_term_days": 30, "ar_document": "signed", "ar_called": "confirmed", "ar_confirmed": f.RECEIVABLE,
        },
    )  # fmt: skip
    for creditor, amount, age in zip(
        [name for name, _ in f.SUPPLIERS], (70_500, 14_300, 3_200), (41, 26, 18), strict=False
    ):
        a.row(
            "payables_list",
            {
                "ap_creditor": creditor,
                "ap_amount": amount,
                "ap_age_days": age,
                "ap_term_days": 45,
                "ap_called": "confirmed",
            },
        )
    _add_cash(a, accounts)


def _add_cash(a: Answers, accounts: Accounts) -> None:
    bank_balance = f.OPENING_BANK + sum((row.amount for row in accounts.bank), Decimal(0))
    a.put(
        {
            "g04_cash": "done", "cash_gate": "seen", "cash_counted_at": "19:10:00.000+08:00", "cash_shop": f.CASH_FARM,
            "cash_home": f.CASH_HOME, "photo_cash": "photo_cash.png", "bank_gate": "have", "epay_gate": "have",
            "epay_wechat": f.WECHAT_MONTH_END[-1], "epay_alipay": 0, "g08_payment_login": "done",
        }
    )  # fmt: skip
    for bank, tail, holder, balance in (
        ("样例商业银行", f.CARD_TAIL, "self", bank_balance),
        ("样例邮政储蓄银行", "3307", "spouse", f.SPOUSE_BANK),
    ):
        a.row("bank_accounts", {"ba_bank": bank, "ba_tail": tail, "ba_holder": holder, "ba_balance": balance})
    last_quarter = sum((*f.WECHAT_RECEIPTS[9:], *f.BANK_RECEIPTS[9:]), Decimal(0))
    interest = next(row.amount for row in reversed(accounts.bank) if row.kind == "deposit_interest")
    first, last = date(f.YEAR, 9, 21), date(f.YEAR, 12, 20)
    a.put(
        {
            "login_total_3m": last_quarter, "export_total_3m": last_quarter, "flows_gate": "have",
            "cash_share_percent": f.CASH_SHARE * 100, "cash_share_source": "delivery_notes",
            "credit_share_percent": 12, "usual_term_days": 40, "interest_gate": "yes", "interest_amount": interest,
            "interest_days": (last - first).days + 1, "demand_rate_percent": f.DEPOSIT_RATE_PERCENT,
            "bank_daily_average": daily_average(accounts.bank, Decimal(f.OPENING_BANK), first, last),
        }
    )  # fmt: skip


def add_flows(a: Answers, accounts: Accounts, files: Mapping[str, bytes]) -> None:
    """What importing the two exports writes: credits that went through, and what of them was paid for pigs."""
    came_in = {
        "wechat": accounts.total("wechat", "receipt"),
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


def add_partners(a: Answers) -> None:
    for (name, share), years in zip(f.SUPPLIERS, ("6.5", "4", "7", "5"), strict=True):
        a.row(
            "suppliers",
            {
                "sup_name": name, "sup_share_percent": share * 100, "sup_terms": "月结，最长欠 45 天", "sup_years": years,
                "sup_called": "confirmed", "sup_phone_source": "document", "sup_result": "合作属实，近三个月数量与对账单一致，欠款在约定天数内。",
            },
        )  # fmt: skip
    for name, percent, year, source in (
        (f.BUYERS[0], "38", 540_000, "registry"),
        (f.BUYERS[1], "27", 395_000, "document"),
        (f.BUYERS[2], "18", 260_000, "client"),
    ):
        a.row(
            "customers",
            {
                "cus_name": name, "cus_share_percent": percent, "cus_terms": "过磅后当天转账，周某有时欠尾款",
                "cus_years": 5, "cus_called": "confirmed", "cus_phone_source": source, "cus_year_amount": year,
            },
        )  # fmt: skip
    a.put({"top_customer_percent": 38, "main_supplier_years": "6.5", "industry_policy": "cautious"})
