"""Request and people: what is asked for, who asks, who investigated, when and with what authority."""

from __future__ import annotations

from reports.chapters import keys
from reports.chapters.answered import section_blocks
from reports.chapters.material import ReportMaterial
from reports.chapters.offer import requested_months
from reports.chapters.phrases import client_title, rate_text, repayment_text, wan
from reports.chapters.relations import relation_chart
from reports.chapters.sources import EvidenceIndex
from reports.document import UNKNOWN, Chapter, Fact, FactGrid, Paragraph, Section, words


def request_chapter(material: ReportMaterial, index: EvidenceIndex) -> Chapter:
    return Chapter(
        "request-and-people",
        "申请与人员",
        (
            Section(keys.REQUEST, "申请事项", (_story(material), _terms(material))),
            Section(
                "people", "客户与关系人", (*relation_chart(material), *section_blocks(material, index, "identity"))
            ),
            Section("visit", "到场与授权", section_blocks(material, index, "arrival")),
        ),
    )


def _story(material: ReportMaterial) -> Paragraph:
    limit = material.assessment.limit
    purpose = material.value("purpose_kind") or material.value("loan_purpose") or UNKNOWN
    people = "、".join(person.name for person in material.case.investigators) or UNKNOWN
    return Paragraph(
        words(
            f"{client_title(material)}向{material.bank_name or '本行'}申请贷款 ",
            wan(limit.requested),
            f"，期限 {requested_months(material)}，{repayment_text(material)}，{rate_text(limit.annual_rate)}，用途为{purpose}。",
            f"调查人 {people}，调查基准日 {material.assessment.as_of.isoformat()}，",
            f"使用“{material.checklist.title}”清单 {material.checklist.version} 版；本案件的问题、公式和阈值以该版为准。",
            sources=(keys.PURPOSE, keys.TRAIL),
        )
    )


def _terms(material: ReportMaterial) -> FactGrid:
    limit = material.assessment.limit
    investigators = "；".join(
        f"{person.name}（{person.staff_number}）" if person.staff_number else person.name
        for person in material.case.investigators
    )
    return FactGrid(
        (
            Fact("案件编号", material.case.number),
            Fact(
                "报告状态",
                "最终（征信已录入且在有效期）" if material.is_final else "暂定（征信未录入或已过期，不出具同意类建议）",
            ),
            Fact("申请金额", words(wan(limit.requested))),
            Fact(
                "建议金额" if material.assessment.decision.advice.agrees else "测算额度（不构成建议）",
                words(wan(limit.recommended, unknown="资料不足，未得出"), sources=(keys.CAPS,)),
            ),
            Fact(
                "期限与还款",
                f"{UNKNOWN if limit.term_months is None else f'{limit.term_months} 个月'}，{repayment_text(material)}",
            ),
            Fact("利率", rate_text(limit.annual_rate) + _spread(material)),
            Fact("建议金额的月还款", words(wan(limit.instalment, unknown="未得出"))),
            Fact("调查人", investigators or UNKNOWN),
        )
    )


def _spread(material: ReportMaterial) -> str:
    points = material.value("rate_over_lpr_bp")
    base = material.value("lpr_percent")
    return f"，LPR {base}% 加 {points} 基点" if points and base else ""
