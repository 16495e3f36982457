"""The appendices: every answer by section, every piece of evidence with its hash, the audit trail in brief, the method's sources."""

from __future__ import annotations

from reports.chapters import keys
from reports.chapters.answered import answer_cell
from reports.chapters.material import AnsweredSection, Evidence, ReportMaterial
from reports.chapters.moves import moves_sections
from reports.chapters.phrases import moment
from reports.chapters.sources import EvidenceIndex, evidence_key
from reports.document import (
    UNKNOWN,
    Align,
    Block,
    Chapter,
    Column,
    DataTable,
    EvidenceGrid,
    EvidencePhoto,
    Fact,
    FactGrid,
    Paragraph,
    ParagraphStyle,
    Row,
    Section,
    Span,
    Text,
    Tone,
    words,
)


def answers_appendix(material: ReportMaterial, index: EvidenceIndex) -> Chapter:
    sections = tuple(
        Section(f"answers-{s.name}", s.title, (_answers(s, index),), in_contents=False) for s in material.sections
    )
    note = Paragraph(
        words("按清单顺序列出适用于本案的全部问题；带 ● 的为必查项，未答的照印未答。身份证号、手机号等已遮盖。"),
        ParagraphStyle.NOTE,
    )
    return Chapter(keys.ANSWERS, "清单答卷", sections, (note,), appendix=True, new_page=True)


def _answers(section: AnsweredSection, index: EvidenceIndex) -> Block:
    facts = [Fact(("● " if item.is_must else "") + item.title, answer_cell(item, index)) for item in section.singles()]
    facts += [Fact(title, f"{len(rows)} 行，逐行列在正文") for title, rows in section.tables()]
    return FactGrid(tuple(facts)) if facts else Paragraph(words("没有适用的问题。"))


def evidence_appendix(material: ReportMaterial) -> Chapter:
    photos = tuple(_photo(number, piece) for number, piece in enumerate(material.evidence, 1))
    pictures = tuple(photo for photo in photos if photo.thumbnail)
    files = tuple(photo for photo in photos if not photo.thumbnail)
    summary = f"共 {len(photos)} 件，其中照片 {len(pictures)} 件。哈希为原文件的 SHA-256；原件加密存于案件文件。"
    blocks: list[Block] = [Paragraph(words(summary))]
    if pictures:
        blocks.append(EvidenceGrid(pictures))
    if files:
        blocks.append(EvidenceGrid(files, columns=2))
    return Chapter(
        keys.EVIDENCE,
        "证据目录",
        (Section("evidence-list", "照片与文件", tuple(blocks)),),
        appendix=True,
    )


def _photo(number: int, piece: Evidence) -> EvidencePhoto:
    attachment = piece.attachment
    taken = moment(attachment.taken_at)
    lines = (
        f"拍摄 {taken}" if taken else f"加入 {moment(attachment.added_at)}",
        f"位置 {attachment.place}" if attachment.place else "位置 未记录",
        f"{attachment.added_by} 加入 · {max(1, attachment.size // 1024):,} KB",
        attachment.sha256,
    )
    return EvidencePhoto(evidence_key(number), f"证{number}", attachment.name, piece.caption, lines, piece.thumbnail)


def trail_appendix(material: ReportMaterial) -> Chapter:
    return Chapter(
        "trail",
        "审计轨迹与方法出处",
        (
            Section(keys.TRAIL, "审计轨迹摘要", _trail(material)),
            *moves_sections(material),
            Section("method", "方法与版本", _method(material)),
        ),
        appendix=True,
    )


def _trail(material: ReportMaterial) -> tuple[Block, ...]:
    history = material.history
    verified = {True: "完整，逐条哈希相连", False: "不完整，须查明", None: "未核对"}[history.is_verified]
    facts = (
        Fact("记录条数", f"{history.entries:,}"),
        Fact(
            "哈希链",
            Text(
                (
                    Span(
                        verified,
                        bold=history.is_verified is False,
                        tone=Tone.BAD if history.is_verified is False else Tone.PLAIN,
                    ),
                )
            ),
        ),
        Fact("第一条", moment(history.first_at) or UNKNOWN),
        Fact("最后一条", moment(history.last_at) or UNKNOWN),
        Fact("改过的回答", f"{history.corrections} 处（改前改后都留痕）"),
        Fact("设备", "、".join(history.devices) or UNKNOWN),
    )
    blocks: list[Block] = [FactGrid(facts)]
    if history.people:
        rows = tuple(Row((name, f"{count:,}")) for name, count in history.people)
        blocks.append(DataTable((Column("操作人", 2), Column("改动条数", 1, Align.NUMBER)), rows))
    if history.head:
        blocks.append(Paragraph(words(f"链尾哈希：{history.head}"), ParagraphStyle.NOTE))
    return tuple(blocks)


def _method(material: ReportMaterial) -> tuple[Block, ...]:
    checklist = material.checklist
    facts = (
        Fact("清单", f"{checklist.title}（{checklist.id}）"),
        Fact("版本", checklist.version),
        Fact("清单哈希", checklist.sha256),
        Fact("调查基准日", material.assessment.as_of.isoformat()),
    )
    text = "公式、容差、评分切点、额度系数和对标值都随清单版本冻结，各项出处印在该项之下；注明“本行待校准”的为专家判断，待本行数据校准。一年按 360 天、一月按 30 天计；金额以分为最小单位，只在最后一步四舍五入。"
    return FactGrid(facts, columns=1), Paragraph(words(text), ParagraphStyle.NOTE)
