"""Conditions of an agreeing advice (授信条件), derived from the case's own facts, so that each can be checked later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from checklists.model.assessment import CrossCheck, RuleHit, Verdict


@dataclass(frozen=True, slots=True)
class LoanFacts:
    """What conditions depend on. ``refinances`` and ``guaranteed`` None: not answered."""

    purpose: str
    payment_way: str
    guaranteed: bool | None
    refinances: bool | None
    verified_sales: Decimal | None


def conditions(loan: LoanFacts, *, checks: Sequence[CrossCheck], red_flags: Sequence[RuleHit]) -> tuple[str, ...]:
    purpose = f"“{loan.purpose}”" if loan.purpose else "申报用途"
    result = []
    if loan.payment_way == "entrusted":
        result.append(f"受托支付:凭{purpose}的合同、发票或进货单,直接付给交易对方。")
    else:
        result.append(f"自主支付的,放款后逐笔提供{purpose}的付款凭证,不得化整为零规避受托支付。")
    result.append("放款后15至30日内首检:核对资金去向、进货单据和实物。")
    result.append("主要经营回款和结息账户归集到本行,每期结息日前余额不少于应还款的1.1倍。")
    if loan.verified_sales is not None:
        result.append("按月监测有效流水:较核实月均下降30%以上且连续两月的,转为重点检查。")
    result.append("贷款期内新增融资、对外担保须事先告知本行。")
    if loan.guaranteed:
        result.append("担保手续办妥、押品查封与权属复核无异议后放款。")
    if loan.refinances:
        result.append("现有贷款到期前,提供还款资金来源的证明;不得以本笔贷款归还他行不良。")
    result += [f"放款前落实对“{check.label}”偏差的解释和证据。" for check in checks if check.verdict in _TO_EXPLAIN]
    result += [f"放款前核实或消除风险信号:{hit.label}。" for hit in red_flags if hit.fired and hit.effect != "minor"]
    return tuple(result)


_TO_EXPLAIN = (Verdict.EXPLAIN, Verdict.FAIL)
