"""The audit trail's account of a checklist that was updated under way: from which version to which, and the answers set aside."""

from __future__ import annotations

from reports.chapters.material import ChecklistMove, EarlierAnswer, ReportMaterial
from reports.chapters.phrases import moment
from reports.document import Block, Column, DataTable, Paragraph, ParagraphStyle, Row, Section, words

_HASH_SHOWN = 16


def moves_sections(material: ReportMaterial) -> tuple[Section, ...]:
    """Nothing for a case that stayed on one version."""
    if not material.moves and not material.earlier_answers:
        return ()
    blocks: list[Block] = [
        Paragraph(
            words("本案填写中更换过清单版本。答案按路径沿用；现用清单不问或答法已变的，原样列在下面，不参与评分。")
        ),
        DataTable(
            (Column("时间", 2), Column("操作人", 2), Column("由版本", 3), Column("到版本", 3)),
            tuple(_move(move) for move in material.moves),
        ),
    ]
    if material.earlier_answers:
        blocks.append(
            DataTable(
                (Column("原问题", 3), Column("原答", 4), Column("原因与附注", 3)),
                tuple(_answer(answer) for answer in material.earlier_answers),
            )
        )
    else:
        blocks.append(Paragraph(words("没有搁置的回答。"), ParagraphStyle.NOTE))
    return (Section("moves", "清单更新与不再问的回答", tuple(blocks)),)


def _move(move: ChecklistMove) -> Row:
    what = "（撤销更新）" if move.is_undo else ""
    return Row(
        (
            moment(move.at),
            move.by,
            f"{move.before}（{move.before_sha256[:_HASH_SHOWN]}…）",
            f"{move.after}（{move.after_sha256[:_HASH_SHOWN]}…）{what}",
        )
    )


def _answer(answer: EarlierAnswer) -> Row:
    notes = [
        answer.reason,
        f"备注：{answer.remark}" if answer.remark else "",
        *(f"附件：{name}" for name in answer.files),
    ]
    title = f"{answer.title}（{answer.where}）" if answer.where else answer.title
    return Row((title, answer.shown or "（未答）", "；".join(note for note in notes if note)))
