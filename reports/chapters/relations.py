"""The people around the client drawn as a graph: family and firms on one side, who stands for whom on the other."""

from __future__ import annotations

from collections.abc import Iterator

from reports.chapters.material import ReportMaterial
from reports.chapters.phrases import client_title
from reports.document import Block, Chart, Flow, RelationGraph, Tie

_ROW_MM, _LEAST_MM, _MOST_ROWS = 10, 30, 8
_THIRD_PARTY = "他人"


def relation_chart(material: ReportMaterial) -> tuple[Block, ...]:
    """The graph, or nothing where nobody stands beside the client."""
    left, right = tuple(_around(material)), tuple(_standing(material))
    rows = min(_MOST_ROWS, max(len(left), len(right)))
    if not rows:
        return ()
    graph = RelationGraph(
        client_title(material),
        material.value("client_name") if material.value("business_name") else "",
        "家庭、关联人与关联企业",
        left,
        "担保关系（箭头指向被担保的一方）",
        right,
    )
    return (Chart(graph, "客户关系图", height=max(_LEAST_MM, 8 + rows * _ROW_MM)),)


def _around(material: ReportMaterial) -> Iterator[Tie]:
    if spouse := material.value("spouse_name"):
        part = "，参与经营" if material.value("spouse_in_business") == "是" else ""
        yield Tie(spouse, f"配偶{part}")
    if operator := material.value("operator_note"):
        yield Tie(operator, "实际经营者")
    if user := material.value("real_user_note"):
        yield Tie(user, "实际用款人")
    for row in _rows(material, "identity", "rp_name"):
        yield Tie(row["rp_name"], row.get("rp_relation", ""))


def _standing(material: ReportMaterial) -> Iterator[Tie]:
    for row in _rows(material, "guarantee", "gu_name"):
        yield Tie(row["gu_name"], _as(row.get("gu_relation", ""), "保证人"), Flow.TO_CLIENT)
    for row in _rows(material, "guarantee", "col_name"):
        if row.get("col_owner") == _THIRD_PARTY:
            yield Tie(f"“{row['col_name']}”的权利人", "第三方抵质押", Flow.TO_CLIENT)
    for row in _rows(material, "debts_section", "gt_for"):
        yield Tie(row["gt_for"], _as(row.get("gt_relation", ""), "由客户担保"), Flow.FROM_CLIENT)


def _as(relation: str, role: str) -> str:
    return f"{role}，{relation}" if relation and relation != "无关系" else role


def _rows(material: ReportMaterial, section: str, name: str) -> Iterator[dict[str, str]]:
    """The rows of the repeat in which this question stands, by question name; rows where it is blank are left out."""
    found = material.section(section)
    for _, rows in found.tables() if found is not None else ():
        for row in rows:
            values = {item.name: item.value for item in row if item.value}
            if values.get(name):
                yield values
