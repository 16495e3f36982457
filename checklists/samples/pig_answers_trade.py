"""What only a pig farm is asked: sows and litters, what left the farm and with which papers, feed, deaths, disease, land, price."""

from __future__ import annotations

from decimal import Decimal

from checklists.samples import pig_figures as f
from checklists.samples.movements import Accounts
from checklists.samples.paths import Answers


def add_trade(a: Answers, accounts: Accounts) -> None:
    a.put(
        {
            "i02_herd_records": "done", "sows_average": f.SOWS_AVERAGE, "psy_told": "21.8", "weaned_12m": f.WEANED,
            "weaned_source": "records", "survival_percent": "94.5", "gilts_kept_12m": 0,
            "i03_certificates": "done", "sold_heads": sum(f.HEADS_SOLD), "sold_weight_kg": "124.2",
            "sold_price_kg": "14.40", "other_sales_12m": sum(f.CULLS), "cert_heads": 784, "cert_source": "system",
            "op_heads": f.OPENING_HEADS, "op_herd_kg": f.OPENING_HERD_KG,
            "i05_disposal": "done", "dead_12m": 44, "disposal_heads": f.DEAD, "disposal_way": "collected", "dead_sows": 2,
            "i06_epidemic": "done", "epidemic_state": "nearby",
            "epidemic_note": "2025 年 8 月邻镇两户发生非洲猪瘟，扑杀 160 头，补偿已到；本场当月封场四十天、没有发病，畜牧站采样阴性。",
            "vaccine_state": "complete", "sow_insurance": "have", "insured_sows": f.SOWS, "fat_insurance": "none",
            "i07_land_env": "done", "land_state": "recorded", "zone_state": "allowed", "eia_state": "expired",
            "condition_state": "seen", "manure_gate": "have", "manure_mu": 130,
            "env_note": "与村里果园签了消纳协议 118 亩，自己有 12 亩；近三年没有环保处罚；新建保育舍后登记表尚未变更。",
            "i08_price": "done", "price_now_kg": "14.20", "price_source": "two_buyers", "breakeven_told": "12.20",
            "herd_plan": "keep", "months_to_sale": 2, "restock_cost": 12_000, "slips_heads": sum(f.HEADS_SOLD),
            "sr_many_months": 4, "sr_many_heads": 114, "sr_few_months": 4, "sr_few_heads": 83, "sr_no_months": 4,
        }
    )  # fmt: skip
    _add_feed(a, accounts)


def _add_feed(a: Answers, accounts: Accounts) -> None:
    for (mill, kilograms, yuan), days in zip(f.FEED_MILLS, (41, 26), strict=True):
        a.row(
            "feed_mills",
            {
                "fm_name": mill, "fm_kg": kilograms, "fm_amount": yuan, "fm_paid": _paid_to(mill, accounts),
                "fm_source": "mill", "fm_credit_days": days,
            },
        )  # fmt: skip
    others = [name for name, _ in f.SUPPLIERS[len(f.FEED_MILLS) :]]
    a.put(
        {
            "i04_feed_statement": "done", "other_inputs_paid": sum(_paid_to(name, accounts) for name in others),
            "feed_kg_3m": 77_400, "op_feed_kg": f.FEED_OPENING_KG, "fcr_batch": f.FCR,
        }
    )  # fmt: skip


def _paid_to(party: str, accounts: Accounts) -> Decimal:
    return sum((-row.amount for row in accounts.bank if row.kind == "maker" and row.party == party), Decimal(0))
