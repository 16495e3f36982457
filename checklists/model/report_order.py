"""The chapters of the report by the keys that a bank orders them with (setting ``report_order``), in the order of the handbook."""

from __future__ import annotations

from collections.abc import Mapping

REPORT_ORDER = "report_order"
REPORT_CHAPTERS: Mapping[str, str] = {
    "request-and-people": "申请与人员",
    "background": "经营历史与现场",
    "existing-credit": "现有授信与负债",
    "industry": "行业与对标",
    "statements": "财务报表",
    "checks": "交叉验证",
    "turnover": "营业额核实",
    "soft": "软信息",
    "purpose": "用途、还款来源与担保",
    "scoring": "五维评分",
    "limit-derivation": "额度推导",
    "offer": "产品、定价与还款计划",
    "outlook": "未来十二个月与敏感性",
    "risks": "否决项与红旗",
    "undertakings": "约定与贷后",
    "open": "未决事项与资料缺口",
    "closing": "结论与声明",
}
"""The decision page, the appendices and the page that is signed keep their places."""
