"""How the business came to be and where it is run: history, capital built up, premises, stock, receivables, partners."""

from __future__ import annotations

from reports.chapters import keys
from reports.chapters.answered import section_blocks
from reports.chapters.material import ReportMaterial
from reports.chapters.sources import EvidenceIndex
from reports.document import Chapter, Section

_SECTIONS = (
    (keys.HISTORY, "经营历史与资本积累", "history"),
    ("premises", "", "premises"),
    ("stock", "", "stock_take"),
    ("receivables-payables", "应收与应付", "receivables_payables"),
    ("money", "现金、银行与流水", "cash_bank"),
    ("partners", "上下游核实", "partners"),
    ("assets", "固定资产与家庭资产", "assets"),
    ("household", "家庭收支", "household"),
)


def _title(material: ReportMaterial, title: str, name: str) -> str:
    """Shops, farms and workshops are not called alike: where no title is set, the checklist's own stands."""
    section = material.section(name)
    return title or (section.title if section is not None else "")


def background_chapter(material: ReportMaterial, index: EvidenceIndex) -> Chapter:
    present = [part for part in _SECTIONS if part[0] == keys.HISTORY or material.section(part[2]) is not None]
    return Chapter(
        "background",
        "经营历史与现场",
        tuple(
            Section(key, _title(material, title, name), section_blocks(material, index, name))
            for key, title, name in present
        ),
    )
