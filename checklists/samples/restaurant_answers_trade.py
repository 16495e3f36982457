"""What only a restaurant is asked, at the made-up one: tables, takeaway, what was cooked and burnt, permits, lease, people."""

from __future__ import annotations

from decimal import Decimal

from checklists.samples import restaurant_figures as f
from checklists.samples.movements import Accounts
from checklists.samples.paths import Answers

_UNITS = (
    ("样例建筑公司", "2.2", 46_000, "signboard"),
    ("样例中学", "1.6", 35_200, "document"),
    ("样例电商园", "1.2", 26_500, "client"),
)
_STAPLES = (("大米", 5_400, 100), ("食用油", 2_640, 49), ("河鲜和肉", 12_600, 235))


def add_partners(a: Answers) -> None:
    """Suppliers, and the few guests who run up a bill."""
    for (name, _), percent, years in zip(f.SUPPLIERS, (35, 23, 19, 11), ("4.5", "4.5", "3", "2.5"), strict=True):
        a.row(
            "suppliers",
            {
                "sup_name": name, "sup_share_percent": percent, "sup_terms": "月结 30 天，年节前先款", "sup_years": years,
                "sup_called": "confirmed", "sup_phone_source": "document", "sup_result": "一直在送，近三个月的数和对账单一致，没拖过。",
            },
        )  # fmt: skip
    a.put({"unit_gate": "have", "top_customer_percent": 14, "main_supplier_years": "4.5", "industry_policy": "neutral"})
    for name, share, year, source in _UNITS:
        a.row(
            "customers",
            {
                "cus_name": name, "cus_share_percent": share, "cus_terms": "签单，季度结", "cus_years": 3,
                "cus_called": "confirmed", "cus_phone_source": source, "cus_year_amount": year,
            },
        )  # fmt: skip


def add_trade(a: Answers, accounts: Accounts) -> None:
    _add_guests(a)
    _add_takeaway(a)
    _add_consumption(a, accounts)
    _add_permits_and_place(a)
    a.put(
        {
            "shareholder_gate": "none", "franchise_gate": "none", "owners_working": 2, "chef_kind": "owner", "wages_owed": "no",
            "i18_second_visit": "skipped", "i18_second_visit_reason": "午市、晚市当天各数了一遍，平日和节日都覆盖到了。",
        }
    )  # fmt: skip


def _add_guests(a: Answers) -> None:
    a.put({"i03_tables": "done", "i04_pos": "done", "pos_gate": "have", "pos_source": "login", "ticket_average": 55})
    for period, turns, fill, ticket, seen, day in (
        ("lunch", "0.40", 65, 42, 7, 94),
        ("dinner", "0.72", 68, 58, 14, 110),
    ):
        a.row(
            "meal_periods",
            {
                "mp_period": period, "mp_tables": 18, "mp_seats": 6, "mp_turns": turns, "mp_fill_percent": fill,
                "mp_ticket": ticket, "mp_seen": "yes", "mp_seen_openings": seen, "mp_seen_day_percent": day,
            },
        )  # fmt: skip
    a.put(
        {
            "pos_total_12m": sum(f.SALES) - f.TAKEAWAY - 3_200, "pos_void_percent": "1.8", "banquet_gate": "have",
            "i05_banquets": "done", "banquet_tables_12m": 270, "banquet_table_price": 800, "banquet_seats": 10,
        }
    )  # fmt: skip


def _add_takeaway(a: Answers) -> None:
    a.put({"takeaway_gate": "have", "i06_platforms": "done", "i07_boxes": "done", "i08_riders": "done"})
    for (name, orders, take, refunds), (_, share, _) in zip(
        (("meituan", 15_750, 26, "2.1"), ("eleme", 6_750, 25, "2.6")), f.PLATFORMS, strict=True
    ):
        settled = sum(f.SALES) * share
        a.row(
            "platforms",
            {
                "pf_name": name, "pf_holder": "self", "pf_orders_12m": orders,
                "pf_paid_12m": (settled / (1 - Decimal(take) / 100)).quantize(Decimal(1)), "pf_take_percent": take,
                "pf_settled_12m": settled, "pf_refund_percent": refunds, "pf_source": "backend",
            },
        )  # fmt: skip
    a.put(
        {
            "takeaway_share_percent": f.TAKEAWAY_SHARE * 100, "fake_orders": "none", "boxes_opening": 3_200,
            "boxes_bought": 48_600, "boxes_closing": 2_700, "boxes_per_order": "2.2", "boxes_source": "supplier",
        }
    )  # fmt: skip


def _add_consumption(a: Answers, accounts: Accounts) -> None:
    a.put(
        {
            "i09_staples": "done", "tableware_gate": "have", "i10_tableware": "done", "tableware_sets_12m": 31_300,
            "tableware_source": "supplier", "i11_food_slips": "done", "i12_energy": "done", "gas_gate": "have",
            "gas_unit": "cubic", "gas_this_year": 9_600, "gas_last_year": 9_250, "water_gate": "have",
            "water_this_year": 2_700, "water_last_year": 2_610,
        }
    )  # fmt: skip
    for name, bought, each in _STAPLES:
        a.row("staples", {"st_name": name, "st_bought": bought, "st_per_guest": each, "st_source": "supplier"})
    for supplier, _ in f.SUPPLIERS:
        paid = sum((-row.amount for row in accounts.bank if row.kind == "maker" and row.party == supplier), Decimal(0))
        a.row("food_payments", {"fp_name": supplier, "fp_amount": paid, "fp_source": "app"})
    a.row("food_payments", {"fp_name": "菜场现金", "fp_amount": f.MARKET_IN_CASH, "fp_source": "ledger"})


def _add_permits_and_place(a: Answers) -> None:
    a.put(
        {
            "i13_food_permit": "done", "food_permit": "valid", "food_permit_until": "2026-11-30", "health_cards": 10,
            "i14_safety": "done", "fire_state": "passed", "gas_alarm": "works", "drain_state": "complete",
            "fume_state": "works", "penalty_gate": "none", "i15_landlord": "done", "landlord_kind": "owner",
            "landlord_called": "confirmed", "lease_renewal": "written", "rent_rise_percent": 8, "premises_risk": "no",
            "i16_fit_out": "done", "transfer_gate": "have", "transfer_fee": 80_000, "transfer_borrowed": 30_000,
            "fit_out_gate": "have", "fit_out_cost": 240_000, "fit_out_borrowed": 60_000, "fit_out_lease_months": 96,
        }
    )  # fmt: skip
