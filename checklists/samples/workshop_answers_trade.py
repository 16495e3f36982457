"""What only a machining workshop is asked, and its partners: orders and terms, machines, power, piece rates, steel and scrap."""

from __future__ import annotations

from checklists.samples import workshop_figures as f
from checklists.samples.paths import Answers

_MACHINES = (
    # name, machines, title, kW, hours a day, pieces an hour, yield, price, operators
    ("数控车 CK6140", 4, "own", "7.5", "11.7", "14", 98, "5.6", 3),
    ("数控车 CK6150(7 月投产，开机按全年折算)", 2, "own", "7.5", "5.2", "14", 98, "5.6", 1),
    ("加工中心 VMC850(自有)", 1, "own", "15", "11", "3.2", 97, "42", 1),
    ("加工中心 VMC850(租赁)", 1, "lease", "15", "11", "3.2", 97, "42", 1),
)
_PIECE_RATES = (
    ("传动轴 S-08", 35, "3.05", "17.5"),
    ("法兰盘 F-12", 28, "8.4", "48"),
    ("阀体 V-21(来料)", 22, "2.1", "11.2"),
    ("管接头 J-03", 15, "0.85", "4.8"),
)


def add_partners(a: Answers) -> None:
    for (name, share), terms, years in zip(
        f.SUPPLIERS, ("月结 45 天，可收银行承兑", "月结 30 天", "月结 30 天"), ("8", "6", "5"), strict=True
    ):
        a.row(
            "suppliers",
            {
                "sup_name": name, "sup_share_percent": share * 100, "sup_terms": terms, "sup_years": years,
                "sup_called": "confirmed", "sup_phone_source": "document", "sup_result": "合作属实，近三个月对账金额一致，没有拖欠。",
            },
        )  # fmt: skip
    for name, percent, terms, years, year, source in (
        (f.CUSTOMERS[0], 38, "对账后 90 天，一半付银行承兑", "10", 985_000, "registry"),
        (f.CUSTOMERS[1], 27, "对账后 60 天转账", "6", 706_000, "document"),
        (f.CUSTOMERS[2], 18, "对账后 90 天转账，来料加工", "5", 462_000, "client"),
    ):
        a.row(
            "customers",
            {
                "cus_name": name, "cus_share_percent": percent, "cus_terms": terms, "cus_years": years,
                "cus_called": "confirmed", "cus_phone_source": source, "cus_year_amount": year,
            },
        )  # fmt: skip
    a.row(
        "customers",
        {
            "cus_name": f.CUSTOMERS[3], "cus_share_percent": 9, "cus_terms": "对账后 60 天转账", "cus_years": 3,
            "cus_called": "no_answer", "cus_phone_source": "client",
        },
    )  # fmt: skip
    a.put(
        {
            "top_customer_percent": 38, "main_customer_years": 10, "main_supplier_years": 8, "industry_policy": "encouraged",
        }
    )  # fmt: skip


def add_trade(a: Answers) -> None:
    _add_jobs(a)
    _add_machines(a)
    _add_power_and_wages(a)
    a.put(
        {
            "i05_material": "done", "material_opening_kg": 6_800, "material_bought_kg": 61_500,
            "material_on_hand_kg": 7_200, "material_source": "statement", "yield_percent": 62, "price_per_kg": "51.6",
            "scrap_sold_kg": 23_900, "scrap_sold_amount": 62_140, "scrap_change_kg": 200, "customer_scrap_percent": 5,
            "moulds_gate": "have", "moulds_count": 14, "moulds_agreement": "no", "moulds_counted": "no",
            "i06_environment": "done", "env_state": "registered", "waste_state": "contract", "env_penalty_gate": "none",
            "i07_safety": "done", "guard_state": "complete", "injury_insured": 6, "accident_gate": "none",
            "arrears_gate": "none", "bridge_gate": "none",
        }
    )  # fmt: skip


def _add_jobs(a: Answers) -> None:
    a.put(
        {
            "i01_orders": "done", "processing_percent": 25, "outsourced_percent": 15, "orders_gate": "have",
            "orders_opening": 310_000, "orders_received_12m": 2_665_000, "orders_on_hand": 375_000,
            "terms_now_days": 78, "terms_last_year_days": 62,
            "terms_longer_note": "水泵厂 2025 年 4 月起从 60 天改 90 天、一半付银行承兑，所有配套厂一样；问过它的采购和另一家外协厂，货款没有断过。",
            "bill_share_percent": 9, "customer_state": "sound", "chargeback_gate": "have", "chargebacks_12m": 18_600,
            "chargeback_note": "阀门厂来料做废 210 件赔料 7,900 元，农机厂尺寸超差扣 10,700 元；已加首检和量规。",
            "related_trade_gate": "none",
        }
    )  # fmt: skip


def _add_machines(a: Answers) -> None:
    a.put(
        {
            "i02_machines": "done", "aux_power_percent": 10, "other_staff": 2, "machine_debt_gate": "have",
            "machine_unpaid": f.LEASE_LEFT, "machine_pledged": 0, "sale_leaseback": "no",
        }
    )  # fmt: skip
    for name, count, title, kw, hours, pieces, good, price, operators in _MACHINES:
        a.row(
            "machines",
            {
                "mc_name": name, "mc_count": count, "mc_title": title, "mc_kw": kw, "mc_load_percent": 38,
                "mc_hours_day": hours, "mc_days_month": "25.5", "mc_pieces_hour": pieces, "mc_yield_percent": good,
                "mc_piece_price": price, "mc_operators": operators,
            },
        )  # fmt: skip


def _add_power_and_wages(a: Answers) -> None:
    a.put(
        {
            "i03_power": "done", "piece_gate": "have", "i04_piece": "done", "piece_wages_12m": sum(f.PIECE_WAGES),
            "piece_source": "bank",
        }
    )  # fmt: skip
    for month, kwh, delivered in (
        ("2025-03", 8_020, 182_500),
        ("2025-07", 8_410, 187_500),
        ("2025-10", 8_050, 190_000),
    ):
        a.row("power_samples", {"ps_month": month, "ps_kwh": kwh, "ps_delivered": delivered})
    for name, share, wage, price in _PIECE_RATES:
        a.row(
            "piece_rates",
            {"pr_name": name, "pr_share_percent": share, "pr_wage": wage, "pr_price": price},
        )
