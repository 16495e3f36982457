"""What the investigators wrote down at the made-up restaurant: arrival, premises, stock, what is owed, cash and bank."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from checklists.samples import restaurant_figures as f
from checklists.samples.exports import BANK_FILE, WECHAT_FILE
from checklists.samples.movements import Accounts, daily_average
from checklists.samples.ordinary import ARRIVAL, IDENTITY
from checklists.samples.paths import Answers

_STOCK = (
    # name, unit, quantity, in the books, cost, shelf days (0: none), days left
    ("白酒 53 度 500ml×6", "箱", 6, 6, "1000", 0, 0),
    ("啤酒 500ml×12", "箱", 60, 62, "36", 365, 230),
    ("饮料 1L×12", "箱", 40, 40, "42", 365, 210),
    ("冻虾、冻鱼", "公斤", 150, 152, "38", 360, 250),
    ("冻牛羊肉", "公斤", 110, 110, "46", 360, 270),
    ("大米", "公斤", 300, 300, "5", 365, 300),
    ("食用油 20 升", "桶", 12, 12, "155", 540, 420),
    ("干货调料", "批", 1, 1, "3140", 540, 400),
    ("打包盒、餐具", "批", 1, 1, "900", 0, 0),
)
_RECEIVABLES = (
    ("样例建筑公司", 15_200, 62, "confirmed", 15_200),
    ("样例中学", 11_400, 45, "confirmed", 11_200),
    ("样例电商园", 7_400, 30, "confirmed", 7_400),
)
_PAYABLES = (
    (f.SUPPLIERS[0][0], 23_000, 12, 30),
    (f.SUPPLIERS[1][0], 21_000, 18, 30),
    (f.SUPPLIERS[3][0], 12_000, 25, 60),
)


def add_site(a: Answers) -> None:
    """Arrival, identity, history, premises."""
    a.put(
        ARRIVAL
        | IDENTITY
        | {
            "visit_date": f.VISIT.isoformat(), "visit_started": "11:20:00.000+08:00",
            "cutoff_date": f.VISIT.isoformat(), "auth_signed_on": "2025-12-29", "auth_valid_to": "2026-06-28",
            "client_name": f.CLIENT, "client_id_number": "990000198806150027", "client_phone": "10000000027",
            "business_name": f.SHOP, "licence_number": "99SAMPLE0000000027", "licence_since": "2021-04-06",
            "licences_state": "minor", "licence_missing_note": "两名新来的服务员健康证没办下来，答应半个月内补齐，之前不进后厨。",
            "spouse_name": f.SPOUSE, "spouse_in_business": "yes",
            "business_started": "2021-04-18", "main_business_years": "4.7", "industry_experience_years": 16,
            "local_years": 37, "home_kind": "own",
            "career": "2009 年起在县城酒楼学厨，做到厨师长；2021 年盘下现在的店自己干，本人掌勺，配偶管收银和采购账。",
            "capital_story": "开店花了 44 万元：自己攒的 18 万、配偶父母给的 17 万、亲友借的 9 万(2023 年底还清)；2022 年起每年落二十多万，2023 年提前还清房贷。",
            "start_capital": 350_000, "asset_match": "match",
            "g02_photos": "done", "photo_front": "photo_front.png", "photo_counter": "photo_counter.png",
            "photo_warehouse": "photo_kitchen.png", "premises_address": "样例省样例县滨河路 27 号",
            "store_area": 340, "warehouse_area": 18, "premises_kind": "rented", "g03_licences": "done",
            "lease_rent_month": f.RENT, "lease_end": "2029-03-31", "lease_months_left": 39, "rent_paid_how": "half_year",
            "rent_prepaid_months": 3, "deposits_gate": "have", "deposits_amount": 30_000, "g07_bills": "done",
            "staff_count": f.STAFF, "staff_wage_month": f.WAGE, "staff_wage_source": "payroll",
            "utility_bill_month": sum(f.UTILITIES) // 12, "power_gate": "have", "power_this_year": 68_000,
            "power_last_year": 65_500, "site_state": "normal",
            "site_note": "11:20 到店，午市坐了 7 台、27 人，后厨四个灶开三个；一小时来了 6 个骑手；晚市跨年，坐了 14 台。", "g14_insurance": "done",
        }
    )  # fmt: skip


def add_balances(a: Answers, accounts: Accounts) -> None:
    """Stock, receivables and payables, stored-value cards, cash and bank."""
    a.put(
        {
            "g05_stock_take": "done",
            "blind_count": "yes",
            "stock_gate": "have",
            "stock_books": "have",
            "photo_stock": "photo_stock.png",
        }
    )
    for name, unit, quantity, book, cost, shelf, left in _STOCK:
        row: dict[str, str | int] = {
            "stock_name": name, "stock_unit": unit, "stock_quantity": quantity, "stock_book_quantity": book,
            "stock_cost": cost, "stock_condition": "good", "stock_has_expiry": "yes" if shelf else "no",
        }  # fmt: skip
        a.row("stock", row | ({"stock_shelf_days": shelf, "stock_days_left": left} if shelf else {}))
    a.put(
        {
            "stock_coverage_percent": 100, "stock_owned": "yes", "receivables_gate": "have", "prepaid_gate": "have",
            "payables_gate": "have", "advances_gate": "have", "g09_suppliers": "done",
            "purchases_12m": f.PURCHASES, "purchases_source": "maker_statement",
            "cards_gate": "have", "i01_cards": "done", "cards_holders": 386, "cards_opening": f.CARDS_OPENING,
            "cards_paid_12m": f.CARDS_PAID, "cards_bonus_12m": f.CARDS_BONUS, "cards_used_12m": f.CARDS_USED,
            "cards_balance": f.CARDS, "cards_source": "system", "cards_in_sales": "no",
            "cards_use": "2025 年 7 月买了一辆采购车，其余周转。",
        }
    )  # fmt: skip
    for debtor, amount, age, called, confirmed in _RECEIVABLES:
        a.row(
            "receivables_list",
            {
                "ar_debtor": debtor, "ar_relation": "none", "ar_amount": amount, "ar_age_days": age, "ar_term_days": 90,
                "ar_document": "signed", "ar_called": called, "ar_confirmed": confirmed,
            },
        )  # fmt: skip
    a.row(
        "prepaid_list",
        {"pp_payee": f.SUPPLIERS[0][0], "pp_amount": f.PREPAID, "pp_age_days": 5, "pp_document": "signed"},
    )
    for creditor, amount, age, term in _PAYABLES:
        a.row(
            "payables_list",
            {
                "ap_creditor": creditor,
                "ap_amount": amount,
                "ap_age_days": age,
                "ap_term_days": term,
                "ap_called": "confirmed",
            },
        )
    a.row("advances_list", {"adv_customer": "正月初六婚宴(样例)", "adv_amount": 5_000})
    a.row("advances_list", {"adv_customer": "正月十二满月酒(样例)", "adv_amount": f.DEPOSITS - 5_000})
    _add_cash(a, accounts)


def _add_cash(a: Answers, accounts: Accounts) -> None:
    bank_balance = f.OPENING_BANK + sum((row.amount for row in accounts.bank), Decimal(0))
    a.put(
        {
            "g04_cash": "done", "cash_gate": "seen", "cash_counted_at": "14:20:00.000+08:00", "cash_shop": f.CASH_SHOP,
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
        {"ba_bank": "样例邮政储蓄银行", "ba_tail": "5082", "ba_holder": "spouse", "ba_balance": f.SPOUSE_ACCOUNT},
    )
    settled = sum(f.SALES[9:]) * f.TAKEAWAY_SHARE
    last_quarter = sum((*f.WECHAT_RECEIPTS[9:], *f.BANK_RECEIPTS[9:]), settled)
    interest = next(row.amount for row in reversed(accounts.bank) if row.kind == "deposit_interest")
    first, last = date(f.YEAR, 9, 21), date(f.YEAR, 12, 20)
    a.put(
        {
            "login_total_3m": last_quarter, "export_total_3m": last_quarter, "flows_gate": "have",
            "cash_share_percent": f.CASH_PERCENT, "cash_share_source": "delivery_notes",
            "credit_share_percent": 6, "usual_term_days": 90, "interest_gate": "yes", "interest_amount": interest,
            "interest_days": (last - first).days + 1, "demand_rate_percent": f.DEPOSIT_RATE_PERCENT,
            "bank_daily_average": daily_average(accounts.bank, Decimal(f.OPENING_BANK), first, last),
            "i02_cash_count": "done", "m2_cash_now": 1_062, "m2_float": 600, "m2_paid_out": 186, "m2_deposited": 0,
            "m2_digital": 1_486, "m2_card_used": 168, "m2_platform": 498, "m2_topups": 500, "m2_share_percent": 38,
            "m2_day_percent": 94, "m2_month_factor": "1.08",
        }
    )  # fmt: skip


def add_flows(a: Answers, accounts: Accounts, files: Mapping[str, bytes]) -> None:
    """What importing the two exports writes: credits that went through, and what of them guests and platforms paid."""
    came_in = {
        "wechat": accounts.total("wechat", "receipt"),
        "bank": accounts.total("bank", "receipt", "from_wechat", "deposit_interest"),
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
