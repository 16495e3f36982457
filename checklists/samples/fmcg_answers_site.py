"""What the investigators wrote down at the made-up wholesaler's: arrival to cash and bank, partners and the trade's own part."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from checklists.samples import fmcg_figures as f
from checklists.samples.exports import BANK_FILE, WECHAT_FILE
from checklists.samples.movements import Accounts, daily_average
from checklists.samples.ordinary import ARRIVAL, IDENTITY
from checklists.samples.paths import Answers

_STOCK = (
    # name, quantity, in the books, cost, shelf days, days left
    ("可乐型汽水 500ml×24", 2_000, 2_004, "27", 270, 190),
    ("饮用水 555ml×24", 2_400, 2_400, "18", 365, 260),
    ("橙汁饮料 1L×12", 800, 803, "41", 270, 175),
    ("常温纯牛奶 250ml×24", 1_500, 1_498, "43", 180, 118),
    ("常温酸奶 200g×24", 600, 600, "52", 180, 102),
    ("薯片 75g×22", 700, 702, "51", 270, 205),
    ("苏打饼干 400g×12", 800, 800, "42", 365, 240),
    ("方便面 103g×24", 900, 897, "38", 180, 131),
    ("八宝粥 360g×12", 450, 450, "42", 540, 410),
    ("酥糖礼盒 1kg×6", 118, 118, "50", 365, 300),
    ("果味饮料 450ml×15(临期)", 120, 120, "50", 270, 61),
)
_RECEIVABLES = (
    ("样例县城购物中心", 42_600, 18, "confirmed", 42_600),
    ("样例学校食堂", 38_200, 22, "confirmed", 38_200),
    ("样例工业园超市", 33_500, 26, "confirmed", 33_000),
    ("样例镇供销社", 28_400, 12, "no_answer", None),
    ("样例酒店", 24_300, 9, "not_called", None),
    ("样例物流园食堂", 19_800, 15, "not_called", None),
    ("福满超市", 13_200, 7, "not_called", None),
)


def add_site(a: Answers) -> None:
    """Arrival, identity, history, premises."""
    a.put(
        ARRIVAL
        | IDENTITY
        | {
            "visit_date": f.VISIT.isoformat(), "visit_started": "15:30:00.000+08:00",
            "cutoff_date": f.VISIT.isoformat(), "auth_signed_on": "2025-12-29", "auth_valid_to": "2026-06-28",
            "client_name": f.CLIENT, "client_id_number": "990000198503120018",
            "client_phone": "10000000018", "business_name": f.SHOP,
            "licence_number": "99SAMPLE0000000018", "licence_since": "2016-04-08", "spouse_name": f.SPOUSE, "spouse_in_business": "no",
            "business_started": "2016-05-01", "main_business_years": "9.7", "industry_experience_years": 14,
            "local_years": 38, "home_kind": "own",
            "career": "2011 年起给饮料经销商跑业务五年；2016 年借岳父的库房起步，自己代理饮料，2019 年加乳品，2021 年加休闲食品。",
            "capital_story": "起步 12 万元，8 万是打工积蓄，4 万是岳父给的；2020 年买房首付 15 万，2023 年提前还清按揭；2024 年换厢式货车。",
            "start_capital": 120_000, "asset_match": "match",
            "g02_photos": "done", "photo_front": "photo_front.png", "photo_counter": "photo_counter.png",
            "photo_warehouse": "photo_warehouse.png", "premises_address": "样例省样例县城东市场 18 号",
            "store_area": 80, "warehouse_area": 260, "premises_kind": "rented", "g03_licences": "done",
            "lease_rent_month": f.RENT, "lease_end": "2028-03-31", "lease_months_left": 27, "rent_paid_how": "month",
            "rent_prepaid_months": 0, "deposits_gate": "have", "deposits_amount": 20_000, "g07_bills": "done",
            "staff_count": 3, "staff_wage_month": 3_300, "staff_wage_source": "employee",
            "utility_bill_month": sum(f.UTILITIES) // 12, "power_gate": "have", "power_this_year": 11_900,
            "power_last_year": 11_200, "site_state": "normal",
            "site_note": "15:30 到店，两辆车在装货，45 分钟内来了三个小店老板提货；库房过道窄，货新。", "g14_insurance": "skipped",
            "g14_insurance_reason": "客户只有交强险和车损险保单，没有财产险；已建议投保，列入放款条件。",
        }
    )  # fmt: skip


def add_balances(a: Answers, accounts: Accounts) -> None:
    """Stock, receivables and payables, cash and bank."""
    a.put(
        {
            "g05_stock_take": "done",
            "blind_count": "yes",
            "stock_gate": "have",
            "stock_books": "have",
            "photo_stock": "photo_stock.png",
        }
    )
    for name, quantity, book, cost, shelf, left in _STOCK:
        a.row(
            "stock",
            {
                "stock_name": name, "stock_unit": "箱", "stock_quantity": quantity, "stock_book_quantity": book,
                "stock_cost": cost, "stock_condition": "good", "stock_has_expiry": "yes", "stock_shelf_days": shelf,
                "stock_days_left": left,
            },
        )  # fmt: skip
    a.put(
        {
            "stock_coverage_percent": 100, "stock_owned": "yes", "stack_height": "1.5", "stack_fill_percent": 55,
            "stack_value_m3": 1_700, "i07_measure": "done", "turn_days": 37, "stock_over_60": 21_000, "near_asked": "answered",
            "near_keeper_value": 6_500, "return_policy": "part",
            "receivables_gate": "have", "prepaid_gate": "have", "payables_gate": "have", "advances_gate": "have",
            "g09_suppliers": "done", "purchases_12m": f.PURCHASES, "purchases_source": "maker_statement",
        }
    )  # fmt: skip
    for debtor, amount, age, called, confirmed in _RECEIVABLES:
        row: dict[str, str | int] = {
            "ar_debtor": debtor, "ar_relation": "none", "ar_amount": amount, "ar_age_days": age, "ar_term_days": 30,
            "ar_document": "signed", "ar_called": called,
        }  # fmt: skip
        a.row("receivables_list", row | ({} if confirmed is None else {"ar_confirmed": confirmed}))
    a.row("prepaid_list", {"pp_payee": f.MAKERS[1][0], "pp_amount": 30_000, "pp_age_days": 6, "pp_document": "signed"})
    for creditor, amount, age in ((f.MAKERS[0][0], 68_000, 14), (f.MAKERS[2][0], 52_000, 11)):
        a.row(
            "payables_list",
            {
                "ap_creditor": creditor,
                "ap_amount": amount,
                "ap_age_days": age,
                "ap_term_days": 30,
                "ap_called": "confirmed",
            },
        )
    a.row("advances_list", {"adv_customer": "平安超市", "adv_amount": 10_000})
    _add_cash(a, accounts)


def _add_cash(a: Answers, accounts: Accounts) -> None:
    bank_balance = f.OPENING_BANK + sum((row.amount for row in accounts.bank), Decimal(0))
    a.put(
        {
            "g04_cash": "done", "cash_gate": "seen", "cash_counted_at": "18:40:00.000+08:00", "cash_shop": f.CASH_SHOP,
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
        {"ba_bank": "样例邮政储蓄银行", "ba_tail": "2210", "ba_holder": "spouse", "ba_balance": f.CLOSING_SPOUSE},
    )
    last_quarter = sum((*f.WECHAT_RECEIPTS[9:], *f.BANK_RECEIPTS[9:]), Decimal(0))
    interest = next(row.amount for row in reversed(accounts.bank) if row.kind == "deposit_interest")
    first, last = date(f.YEAR, 9, 21), date(f.YEAR, 12, 20)
    a.put(
        {
            "login_total_3m": last_quarter, "export_total_3m": last_quarter, "flows_gate": "have",
            "cash_share_percent": f.CASH_SHARE * 100, "cash_share_source": "delivery_notes",
            "credit_share_percent": 60, "usual_term_days": 30, "interest_gate": "yes", "interest_amount": interest,
            "interest_days": (last - first).days + 1, "demand_rate_percent": f.DEPOSIT_RATE_PERCENT,
            "bank_daily_average": daily_average(accounts.bank, Decimal(f.OPENING_BANK), first, last), "m2_gate": "no",
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


def add_trade(a: Answers, accounts: Accounts) -> None:
    """Partners, and what only a wholesaler is asked."""
    for (maker, share), years in zip(f.MAKERS, ("9.5", "6", "4"), strict=True):
        a.row(
            "suppliers",
            {
                "sup_name": maker, "sup_share_percent": share * 100, "sup_terms": "月结 30 天，旺季先款后货", "sup_years": years,
                "sup_called": "confirmed", "sup_phone_source": "document", "sup_result": "合作属实，近三个月进货与对账单一致，无拖欠。",
            },
        )  # fmt: skip
    for name, percent, year, source in (
        ("样例县城购物中心", "5", 203_000, "signboard"),
        ("样例学校食堂", "4.5", 180_000, "client"),
        ("样例工业园超市", "4", 160_000, "document"),
    ):
        a.row(
            "customers",
            {
                "cus_name": name, "cus_share_percent": percent, "cus_terms": "送货后 30 天转账", "cus_years": 5,
                "cus_called": "confirmed", "cus_phone_source": source, "cus_year_amount": year,
            },
        )  # fmt: skip
    a.put(
        {
            "top_customer_percent": 5, "main_supplier_years": "9.5", "industry_policy": "neutral",
            "i01_contracts": "done", "agency_gate": "have", "i02_rebates": "done", "rebate_gate": "have",
            "i08_maker_call": "done", "fee_gate": "none", "i03_maker_slips": "done", "i10_maker_balance": "done",
            "maker_prepaid": 30_000, "i04_delivery": "done", "vans_gate": "have", "drivers": 2, "i11_drivers": "done",
            "i15_ride": "skipped", "i15_ride_reason": "两人都在盘点，没有人手跟车；改为多抽一个月车销单存根，与司机说的趟数相符。",
            "pickup_percent": 2, "i05_outlets": "done", "outlet_count": 186, "outlet_sampled": 10,
            "outlet_month_purchase": 1_795, "outlet_source": "outlet_slips", "i06_stock_age": "done",
            "i12_market": "done", "fines_gate": "none", "i13_swaps": "done", "rebate_driven": "no", "related_swap": "no",
            "i14_permit": "done", "food_licence": "valid", "food_licence_until": "2029-06-17", "supply_records": "partly",
        }
    )  # fmt: skip
    for (maker, share), target in zip(f.MAKERS, (1_600_000, 1_100_000, 900_000), strict=True):
        a.row(
            "agencies",
            {
                "ag_brand": maker.removesuffix("有限公司"), "ag_level": "general", "ag_contract": "signed", "ag_until": "2026-12-31",
                "ag_share_percent": share * 100, "ag_target": target, "ag_done": f.PURCHASES * share, "ag_state": "stable",
            },
        )  # fmt: skip
        paid = [-row.amount for row in accounts.bank if row.kind == "maker" and row.party == maker]
        a.row(
            "maker_payments",
            {"mp_maker": maker, "mp_amount": sum(paid, Decimal(0)), "mp_slips": len(paid), "mp_source": "bank_app"},
        )
    for (maker, share), rate, received, opening, now, oldest in (
        (f.MAKERS[0], "1.0", 15_600, 3_000, 3_600, 3),
        (f.MAKERS[1], "0.8", 8_300, 1_900, 2_100, 2),
    ):
        a.row(
            "rebates",
            {
                "rb_maker": maker, "rb_purchases": f.PURCHASES * share, "rb_rate_percent": rate, "rb_received": received,
                "rb_opening": opening, "rb_receivable": now, "rb_oldest_months": oldest,
            },
        )  # fmt: skip
    for name, trips, slips, load, km, cost in (
        ("厢式货车 018", 52, 51, 3_260, 70, "0.95"),
        ("微型货车 026", 46, 45, 3_480, 75, "0.75"),
    ):
        a.row(
            "delivery_vehicles",
            {
                "dv_name": name, "dv_owner": "own", "dv_trips_month": trips, "dv_slips_month": slips, "dv_load_value": load,
                "dv_km": km, "dv_km_cost": cost,
            },
        )  # fmt: skip
