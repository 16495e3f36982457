"""The conclusion, and the statement that both investigators put their names to."""

from __future__ import annotations

from checklists.model.case import Person
from reports.chapters import keys
from reports.chapters.answered import section_blocks
from reports.chapters.life import conclusion_life
from reports.chapters.material import ReportMaterial
from reports.chapters.phrases import ADVICE_WORDS, wan
from reports.chapters.sources import EvidenceIndex
from reports.document import (
    Block,
    Chapter,
    Listing,
    Paragraph,
    ParagraphStyle,
    Section,
    SignatureLine,
    Signatures,
    Span,
    Subheading,
    words,
)

_STATEMENTS = (
    "本人到现场调查，报告所记为亲眼所见、亲耳所闻；转述和推算已分别注明。",
    "各项数字已按清单规定的方法核对，未核实的照实写明未核实，没有以推测代替。",
    "本人与客户没有应当回避的利害关系，没有收受客户的财物。",
    "本人对报告的真实性负责；建议由程序按公布的规则得出，是否发放由有权人决定。",
)

LEAD, SECOND = ("主调查人（A 角）", "investigator_a"), ("辅调查人（B 角）", "investigator_b")
"""A role and the field of the paper that its signature fills."""


def closing_chapter(material: ReportMaterial, index: EvidenceIndex) -> Chapter:
    return Chapter(
        "closing",
        "结论与声明",
        (
            Section(keys.CONCLUSION, "结论", _conclusion(material)),
            Section("declarations", "客户声明与调查人意见", section_blocks(material, index, "declarations")),
        ),
    )


def signing_chapter(material: ReportMaterial) -> Chapter:
    """The last page (签字页): nothing of the report comes after the signatures."""
    section = Section(keys.DECLARATION, "调查人声明与签名", _declaration(material))
    return Chapter("signing", "签字页", (section,), appendix=True, new_page=True)


def _conclusion(material: ReportMaterial) -> tuple[Block, ...]:
    decision = material.assessment.decision
    label = decision.label or ADVICE_WORDS[decision.advice]
    amount = (
        ("，建议金额 ", Span(wan(decision.amount).prose(), bold=True))
        if decision.amount is not None and decision.advice.agrees
        else ()
    )
    advice = words(
        "程序建议：", Span(label, bold=True), *amount, "。这是建议，不是决定。", sources=(keys.CAPS, keys.SCORE)
    )
    blocks: list[Block] = [Paragraph(advice, ParagraphStyle.CALLOUT), *conclusion_life(material)]
    for title, texts in (("理由", decision.reasons), ("条件", decision.conditions)):
        if texts:
            blocks += [Subheading(title), Listing(tuple(words(text) for text in texts))]
    return tuple(blocks)


def _declaration(material: ReportMaterial) -> tuple[Block, ...]:
    return (
        Listing(tuple(words(text) for text in _STATEMENTS)),
        signatures(material),
        Paragraph(words("签名针对下列案件哈希：", material.case_hash), ParagraphStyle.NOTE),
    )


def signatures(material: ReportMaterial) -> Signatures:
    """The lines that both investigators and head office sign on."""
    return Signatures(
        (
            _line(LEAD, _investigator(material, 0), material.value("lead_investigator")),
            _line(SECOND, _investigator(material, 1), material.value("second_investigator")),
            SignatureLine("总行会签", "总行", field="head_office"),
        )
    )


def _investigator(material: ReportMaterial, position: int) -> Person | None:
    people = material.case.investigators
    return people[position] if position < len(people) else None


def _line(place: tuple[str, str], person: Person | None, named: str) -> SignatureLine:
    role, field = place
    name = named or (person.name if person is not None else "")
    number = f"工号 {person.staff_number}" if person is not None and person.staff_number and person.name == name else ""
    key = f"签名公钥 {person.key[:16]}…" if person is not None and person.key else ""
    return SignatureLine(role, name or "（未记录）", " · ".join(part for part in (number, key) if part), field)
