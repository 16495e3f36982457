"""The words of an explanation: what fields are called, in what they are counted, and how an expression of the sheets reads."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from checklists.model.assessment import (
    Cap,
    CrossCheck,
    DimensionScore,
    IndicatorScore,
    Ratio,
    Score,
    StatementLine,
    TurnoverEstimate,
)

FIELD_LABELS = {
    "reported": "申报",
    "adjusted": "调整后",
    "verified": "核实",
    "expected": "应有值",
    "actual": "实际值",
    "deviation": "偏差",
    "rate": "偏差率",
    "second_rate": "占期间利润",
    "pass_within": "通过容差",
    "explain_within": "解释容差",
    "declared": "申报营业额",
    "median": "各法中位数",
    "adopted": "采纳营业额",
    "families": "来源类数",
    "third_party": "第三方来源数",
    "gross": "基数",
    "coefficient": "等级系数",
    "existing": "现有融资或负担",
    "amount": "",
    "value": "",
    "points": "得分",
    "max_points": "满分",
    "total": "总分",
    "lowest": "最低",
    "highest": "最高",
    "unassessed_share": "未评估占比",
    "requested": "申请金额",
    "recommended": "可贷额度",
    "step": "取整单位",
    "difference": "差额",
    "term_months": "期限",
    "annual_rate": "年利率",
    "instalment": "月还款",
    "opening": "期初",
    "closing": "期末",
    "counted": "实点",
    "payment_share": "月还款占净收入",
    "lowest_cash": "最低月末余额",
    "lowest_unrenewed": "不续贷时最低月末余额",
    "renewed": "到期拟续贷本金",
    "receipts": "收款",
    "purchases": "进货",
    "expenses": "固定支出",
    "household": "家庭净支出",
    "drawn": "贷款到账",
    "used": "贷款用出",
    "fired": "是否触发",
    "is_wanted": "是否需要",
    "is_feasible": "还款计划是否可行",
    "still_pays": "是否还得上",
    "change": "变动",
}
_RATIO_UNITS = {"percent": "rate", "days": "days", "times": "times"}
_UNITS = {
    "rate": "rate",
    "second_rate": "rate",
    "pass_within": "rate",
    "explain_within": "rate",
    "unassessed_share": "rate",
    "annual_rate": "rate",
    "payment_share": "rate",
    "coefficient": "times",
    "points": "points",
    "max_points": "points",
    "total": "points",
    "families": "count",
    "third_party": "count",
    "term_months": "months",
    "fired": "",
    "is_wanted": "",
    "is_feasible": "",
    "still_pays": "",
}
_IN_RATES = frozenset({"margin"})
_IN_YUAN = frozenset({"equity", "turnover"})


def unit_of(owner: Any, field: str) -> str:
    """In what a field of the assessment is counted; "" where the rule alone knows."""
    if isinstance(owner, Ratio):
        return _RATIO_UNITS[owner.unit]
    if isinstance(owner, TurnoverEstimate) and field == "deviation":
        return "rate"
    if isinstance(owner, Score) and field in ("lowest", "highest"):
        return "points"
    if isinstance(owner, CrossCheck) and field in ("expected", "actual", "deviation"):
        return "rate" if owner.kind in _IN_RATES else "yuan" if owner.kind in _IN_YUAN else ""
    if isinstance(owner, IndicatorScore | DimensionScore) and field == "value":
        return ""
    if type(owner).__name__ == "CheckInput" or (isinstance(owner, Cap) and field == "gross"):
        return "" if type(owner).__name__ == "CheckInput" else "yuan"
    if isinstance(owner, StatementLine):
        return "yuan"
    return _UNITS.get(field, "yuan")


_NAME = re.compile(r"\$([a-z_0-9]+)|(?:\.\./)+[\w./-]+|/[a-zA-Z_][\w.-]*(?:/[\w.-]+)+")
_SIGNS = ((" div ", "÷"), ("*", "×"), (" and ", " 且 "), (" or ", " 或 "), ("!=", "≠"), ("<=", "≤"), (">=", "≥"))


def expression_in_words(expression: str, label_of: Callable[[str], str]) -> str:
    """An expression with its questions and figures called by their labels: ``「座位数」×「翻台次数」``."""
    said = _NAME.sub(lambda found: f"「{label_of(found[0])}」", " ".join(expression.split()))
    for sign, word in _SIGNS:
        said = said.replace(sign, word)
    return said


def number_in_words(value: Any) -> str:
    """A figure in a formula: no trailing zeros."""
    if not isinstance(value, Decimal | int) or isinstance(value, bool):
        return str(value)
    text = f"{Decimal(value):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
