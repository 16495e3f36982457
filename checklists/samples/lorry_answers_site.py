"""What the investigators wrote down at the made-up lorry owner's: arrival, the trucks one by one, balances, shippers, the trade."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from checklists.samples import lorry_figures as f
from checklists.samples.exports import BANK_FILE, WECHAT_FILE
from checklists.samples.movements import Accounts, daily_average
from checklists.samples.ordinary import ARRIVAL, IDENTITY
from checklists.samples.paths import Answers, Value


def add_site(a: Answers) -> None:
    """Arrival, identity, history, premises."""
    a.put(
        ARRIVAL
        | IDENTITY
        | {
            "visit_date": f.VISIT.isoformat(), "visit_started": "08:30:00.000+08:00",
            "cutoff_date": f.VISIT.isoformat(), "auth_signed_on": "2025-12-29", "auth_valid_to": "2026-06-28",
            "client_name": f.CLIENT, "client_id_number": "990000198306060067",
            "client_phone": "10000000067", "business_name": f.SHOP,
            "licence_number": "99SAMPLE0000000067", "licence_since": "2017-03-10", "spouse_name": f.SPOUSE, "spouse_in_business": "yes",
            "business_started": "2017-04-01", "main_business_years": "8.7", "industry_experience_years": 15,
            "local_years": 42, "home_kind": "own",
            "career": "2010 年起给物流公司开半挂，2017 年自己买一台二手车单干，2019 年换新半挂，2021 年、2023 年各添一台 9.6 米车，雇两个司机。",
            "capital_story": "起步 9 万元是开车攒的；2019 年买半挂 36 万，车贷三年还清；2021 年的车全款、挂靠办证；2023 年的车首付 9.2 万、贷 10.8 万。",
            "start_capital": 90_000, "asset_match": "match",
            "g02_photos": "done", "photo_front": "photo_front.png", "photo_counter": "photo_truck.png",
            "photo_warehouse": "photo_yard.png", "photo_inside": "photo_odometer.png",
            "premises_address": "样例省样例县城北货运停车场 6 号位", "store_area": 15, "warehouse_area": 300,
            "premises_kind": "rented", "g03_licences": "done", "lease_rent_month": f.RENT, "lease_end": "2028-06-30",
            "lease_months_left": 30, "rent_paid_how": "month", "rent_prepaid_months": 0, "deposits_gate": "have",
            "deposits_amount": f.DEPOSITS, "g07_bills": "done", "staff_count": 2, "staff_wage_month": f.WAGES // 2,
            "staff_wage_source": "payroll", "utility_bill_month": f.UTILITIES, "site_state": "normal",
            "site_note": "8:30 到场，半挂在建材厂排队装车(北斗实时位置、10:40 开回来补看)，两台 9.6 米车在场换胎、盖篷布，轮胎新旧正常。",
            "g14_insurance": "done",
        }
    )  # fmt: skip


def truck_row(truck: f.Truck) -> dict[str, Value]:
    """One truck as it was looked at."""
    instalments: dict[str, Value] = {"tk_loan_balance": f.LOAN_CLOSING, "tk_month_payment": f.INSTALMENT}
    owed = instalments if truck.pledge == "mortgaged" else {}
    return {
        "tk_name": truck.name, "tk_kind": truck.kind, "tk_rights": truck.rights, "tk_seen": "yes",
        "tk_registered": truck.registered.isoformat(), "tk_age_years": truck.age, "tk_price": truck.price,
        "tk_used_years": truck.used, "tk_annual_rate": f.ANNUAL_RATE, "tk_share_percent": 100, "tk_market": truck.market,
        "tk_pledge": truck.pledge, **owed, "tk_permit": "valid", "tk_cover": "full", "tk_rated_tons": truck.rated,
        "tk_wheels": truck.wheels, "tk_odo_now": truck.odometer, "tk_odo_before": truck.odometer_before,
        "tk_km_12m": truck.kilometres, "tk_km_source": "beidou", "tk_empty_percent": truck.empty,
        "tk_load_tons": truck.load, "tk_rate": truck.rate, "tk_litres": truck.litres, "tk_services": truck.services,
        "tk_service_km": truck.service_km,
    }  # fmt: skip


def add_balances(a: Answers, accounts: Accounts) -> None:
    """Trucks, receivables and payables, cash and bank."""
    a.put({"g05_stock_take": "done", "blind_count": "yes", "trucks_gate": "have", "trucks_told": len(f.TRUCKS)})
    for truck in f.TRUCKS:
        a.row("trucks", truck_row(truck))
    a.put(
        {
            "photo_truck_book": "photo_truck_book.png", "stock_gate": "none", "receivables_gate": "have",
            "prepaid_gate": "have", "payables_gate": "have", "advances_gate": "none", "g09_suppliers": "done",
            "purchases_12m": sum(f.COGS), "purchases_source": "maker_statement",
        }
    )  # fmt: skip
    for name, _, _, paper, term, unpaid, oldest, called in f.SHIPPERS:
        if unpaid:
            row: dict[str, Value] = {
                "ar_debtor": name, "ar_relation": "none", "ar_amount": unpaid, "ar_age_days": oldest,
                "ar_term_days": term, "ar_document": "signed" if paper == "stamped" else "record",
                "ar_called": "not_called" if called is None else "confirmed",
            }  # fmt: skip
            a.row("receivables_list", row | ({} if called is None else {"ar_confirmed": unpaid}))
    a.row(
        "prepaid_list",
        {"pp_payee": "样例石油加油卡余额", "pp_amount": f.PREPAID, "pp_age_days": 4, "pp_document": "signed"},
    )
    for creditor, amount, age in (("样例加油站(月结)", 26_000, 20), ("样例汽修轮胎店", f.PAYABLES - 26_000, 24)):
        a.row(
            "payables_list",
            {
                "ap_creditor": creditor, "ap_amount": amount, "ap_age_days": age, "ap_term_days": 30,
                "ap_called": "confirmed",
            },
        )  # fmt: skip
    _add_cash(a, accounts)


def _add_cash(a: Answers, accounts: Accounts) -> None:
    bank_balance = f.OPENING_BANK + sum((row.amount for row in accounts.bank), Decimal(0))
    a.put(
        {
            "g04_cash": "done", "cash_gate": "seen", "cash_counted_at": "11:20:00.000+08:00", "cash_shop": f.CASH,
            "cash_home": 0, "photo_cash": "photo_cash.png", "bank_gate": "have", "epay_gate": "have",
            "epay_wechat": f.CLOSING_WECHAT, "epay_alipay": 0, "g08_payment_login": "done",
        }
    )  # fmt: skip
    a.row(
        "bank_accounts",
        {"ba_bank": "样例商业银行", "ba_tail": f.CARD_TAIL, "ba_holder": "self", "ba_balance": bank_balance},
    )
    last_quarter = sum((*f.WECHAT_RECEIPTS[9:], *f.BANK_RECEIPTS[9:]), Decimal(0))
    interest = next(row.amount for row in reversed(accounts.bank) if row.kind == "deposit_interest")
    first, last = date(f.YEAR, 9, 21), date(f.YEAR, 12, 20)
    a.put(
        {
            "login_total_3m": last_quarter, "export_total_3m": last_quarter, "flows_gate": "have",
            "cash_share_percent": f.CASH_SHARE * 100, "cash_share_source": "delivery_notes",
            "credit_share_percent": 71, "usual_term_days": 52, "interest_gate": "yes", "interest_amount": interest,
            "interest_days": (last - first).days + 1, "demand_rate_percent": f.DEPOSIT_RATE_PERCENT,
            "bank_daily_average": daily_average(accounts.bank, Decimal(f.OPENING_BANK), first, last),
        }
    )  # fmt: skip


def add_flows(a: Answers, accounts: Accounts, files: Mapping[str, bytes]) -> None:
    """What importing the two exports writes: credits that went through, and what of them shippers paid."""
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


def add_trade(a: Answers) -> None:
    """Partners, and what only a lorry owner is asked."""
    for name, share, terms, years in (
        ("样例石油加油卡", 53, "预充值", "6"),
        ("样例高速ETC", 40, "次日扣款", "6"),
        ("样例汽修轮胎店", 5, "月结 30 天", "5"),
    ):
        a.row(
            "suppliers",
            {
                "sup_name": name, "sup_share_percent": share, "sup_terms": terms, "sup_years": years,
                "sup_called": "confirmed", "sup_phone_source": "document", "sup_result": "账单与客户端一致，没有拖欠。",
            },
        )  # fmt: skip
    for name, share, _, _, term, _, _, called in f.SHIPPERS[:2]:
        a.row(
            "customers",
            {
                "cus_name": name, "cus_share_percent": share, "cus_terms": f"交回单后 {term} 天转账", "cus_years": 5,
                "cus_called": "confirmed", "cus_phone_source": "registry", "cus_year_amount": called or 0,
            },
        )  # fmt: skip
    a.put({"top_customer_percent": f.SHIPPERS[0][1], "main_supplier_years": "5", "industry_policy": "neutral"})
    _add_papers(a)
    _add_traces(a)
    _add_drivers(a)


def _add_papers(a: Answers) -> None:
    a.put(
        {
            "i01_permits": "done", "permit_state": "valid", "drivers_needing": 3, "drivers_qualified": 3,
            "fines_gate": "have", "overload_times": 1, "fines_12m": 1_800, "accident_gate": "none",
            "dangerous_gate": "none", "attach_gate": "have", "i02_attached": "done", "attach_company": f.COMPANY,
            "attach_contract": "signed", "attach_until": "2027-12-19", "attach_fee_12m": f.ATTACH_FEE,
            "attach_state": "sound", "attach_consent": "written", "attach_money": "no", "i03_truck_loans": "done",
            "truck_loan_late": 0, "sale_leaseback": "no",
        }
    )  # fmt: skip


def _add_traces(a: Answers) -> None:
    a.put(
        {
            "i04_mileage": "done", "i05_fuel": "done", "fuel_litres_12m": f.FUEL_LITRES,
            "fuel_litres_prev": f.FUEL_LITRES_BEFORE, "fuel_paid_12m": f.FUEL_PAID, "fuel_source": "card",
            "toll_paid_12m": f.TOLLS_PAID, "toll_source": "etc", "toll_highway_percent": 88, "toll_km_rate": "1.95",
            "sub_gate": "have", "sub_income_12m": f.SUB_INCOME, "sub_cost_12m": f.SUB_COST, "i06_waybills": "done",
            "routes_cover_percent": f.ROUTES_COVER, "i07_shippers": "done", "freight_contract": "yearly",
            "rate_change_percent": -3, "platform_gate": "have", "i08_platform": "done", "platform_settled_12m": 322_000,
            "platform_share_percent": 18, "platform_own": "yes",
        }
    )  # fmt: skip
    for name, trips, freight, kilometres, _, _ in f.ROUTES:
        a.row("routes", {"rt_name": name, "rt_trips_month": trips, "rt_freight": freight, "rt_km": kilometres})
    for name, share, amount, paper, term, unpaid, oldest, _ in f.SHIPPERS:
        a.row(
            "shippers",
            {
                "sh_name": name, "sh_share_percent": share, "sh_paper": paper, "sh_amount_12m": amount,
                "sh_term_days": term, "sh_unpaid": unpaid, "sh_oldest_days": oldest,
            },
        )  # fmt: skip


def _add_drivers(a: Answers) -> None:
    for code, kind, base, trips, pay in (
        ("司机甲", "hired", 3_800, 19, 200),
        ("司机乙", "hired", 4_000, 8, 450),
        ("老板", "owner", 0, 14, 0),
    ):
        a.row(
            "drivers",
            {
                "dr_code": code, "dr_kind": kind, "dr_base": base, "dr_trips_month": trips, "dr_trip_pay": pay,
                "dr_owed": "no",
            },
        )  # fmt: skip
    a.put(
        {
            "i09_drivers": "done", "driver_cover": "have", "i10_upkeep": "done", "tyres_bought_12m": 32,
            "tyre_life_km": 150_000, "repairs_12m": f.REPAIRS, "insurance_12m": f.INSURANCE,
            "other_running_12m": f.SUNDRY, "cargo_cover": "none",
            "upkeep_note": "半挂牵引车 74 万公里，发动机明年要大修或换车头。",
        }
    )  # fmt: skip
