"""The first sheet, which only points at the others, and the lists behind the figures: answers and evidence."""

from __future__ import annotations

from collections.abc import Iterator

from reports.chapters.material import ReportMaterial
from reports.chapters.phrases import ADVICE_WORDS, client_title, moment, repayment_text
from reports.chapters.sheets.answer_cells import CHANGES
from reports.chapters.sheets.cells import Cells, header, label, result, title_rows
from reports.document import CellStyle, NumberStyle, Sheet


def summary_sheet(material: ReportMaterial) -> Sheet:
    decision = material.assessment.decision
    state = "最终" if material.is_final else "暂定"
    rows: list[Cells] = [
        *title_rows(
            f"综合信用报告摘要（{state}{'，草稿' if material.draft else ''}）",
            "本表各数都由后面各表的公式带出；金额单位为元。",
        ),
        header("项目", "内容"),
        (label("客户"), label(client_title(material))),
        (label("案件编号"), label(material.case.number)),
        (label("调查基准日"), label(material.assessment.as_of.isoformat())),
        (label("清单"), label(f"{material.checklist.title} {material.checklist.version}")),
        (label("程序建议"), label(decision.label or ADVICE_WORDS[decision.advice])),
        (label("还款方式"), label(repayment_text(material))),
        *(
            (label(title), result(f"{{{name}}}", number=number))
            for title, name, number in (
                ("申请金额", "limit.requested", NumberStyle.AMOUNT),
                ("建议额度", "limit.recommended", NumberStyle.AMOUNT),
                ("起约束作用", "limit.binding", NumberStyle.TEXT),
                ("期限（月）", "limit.months", NumberStyle.COUNT),
                ("月还款", "limit.instalment", NumberStyle.AMOUNT),
                ("总分", "score.total", NumberStyle.NUMBER),
                ("等级", "score.grade", NumberStyle.TEXT),
                ("核实营业额", "turnover.adopted", NumberStyle.AMOUNT),
                ("总资产（核实）", "bs.total_assets.verified", NumberStyle.AMOUNT),
                ("总负债（核实）", "bs.total_liabilities.verified", NumberStyle.AMOUNT),
                ("权益（核实）", "bs.equity.verified", NumberStyle.AMOUNT),
                ("净利润（申报，年）", "pl.net_profit.reported", NumberStyle.AMOUNT),
                ("净利润（核实，年）", "pl.net_profit.verified", NumberStyle.AMOUNT),
            )
        ),
        *(
            row
            for check in material.assessment.cross_checks
            if check.kind == "equity" and check.inputs
            for row in _equity_rows(check.name)
        ),
        *_changes_rows(material),
        (),
        (label("案件哈希 SHA-256"), label(material.case_hash, style=CellStyle.NOTE)),
        (
            label("打印说明"),
            label("本工作簿与同一哈希的信用报告一致；改动后的结果不是本案结论。", style=CellStyle.NOTE),
        ),
        *((label(title), label(text, style=CellStyle.NOTE)) for title, text in _legend(material)),
    ]
    return Sheet("摘要", (24, 70), tuple(rows), header_row=4, is_form=True)


def _equity_rows(name: str) -> Iterator[Cells]:
    yield label("权益检验偏差率"), result(f"{{check.{name}.rate}}", number=NumberStyle.PERCENT)
    yield label("权益检验差额占期间利润"), result(f"{{check.{name}.second}}", number=NumberStyle.PERCENT)
    yield label("权益检验结论"), result(f"{{check.{name}.verdict}}", number=NumberStyle.TEXT)


def _changes_rows(material: ReportMaterial) -> Iterator[Cells]:
    if material.worked:
        formula = f'IF({{{CHANGES}}}=0,"没有改动，各数与报告一致",{{{CHANGES}}}&" 处回答有改动，结果不是本案结论")'
        yield label("改动"), result(formula, number=NumberStyle.TEXT)


def _legend(material: ReportMaterial) -> tuple[tuple[str, str], ...]:
    if material.worked:
        change = "只在“计算答卷”的黄底“改动”栏填写；其余单元格是公式或固定值，已锁定。黑字随改动重算，灰色斜体为固定值，不随改动重算。"
    else:
        change = "黄底蓝字的单元格可以改，黑字随之重算，其余已锁定。"
    return (
        ("怎样改", change),
        ("解除锁定", "Excel：审阅 → 撤消工作表保护；LibreOffice：工具 → 保护工作表。没有密码。"),
        ("不知道的数", "未核实、资料不足、未答都不按零计，用到它的合计也显示未核实或资料不足。"),
    )


def list_sheets(material: ReportMaterial) -> tuple[Sheet, ...]:
    answers: list[Cells] = [
        *title_rows("清单答卷", "敏感项已遮盖。"),
        header("部分", "问题", "回答", "单位", "说明", "路径"),
    ]
    for section in material.sections:
        for item in section.items:
            title = f"{item.group}第 {item.row[1]} 行：{item.title}" if item.row is not None else item.title
            texts = (section.title, title, item.value or "未答", item.unit, item.remark, item.path)
            answers.append(tuple(label(text) for text in texts))
    evidence: list[Cells] = [
        *title_rows("证据目录", "哈希为原文件的 SHA-256。"),
        header("编号", "名称", "用途", "拍摄或加入", "位置", "加入人", "SHA-256"),
    ]
    for number, piece in enumerate(material.evidence, 1):
        attachment = piece.attachment
        at = moment(attachment.taken_at or attachment.added_at)
        row = (
            f"证{number}",
            attachment.name,
            piece.caption,
            at,
            attachment.place,
            attachment.added_by,
            attachment.sha256,
        )
        evidence.append(tuple(label(text) for text in row))
    points: list[Cells] = [
        *title_rows("校验与理由", "清单校验提出的事项；写明理由的列出理由，没有理由的仍未解决。"),
        header("部分", "事项", "问题", "状态", "理由"),
    ]
    for point in material.points:
        state = "未解决" if point.is_open else "已写明理由"
        points.append(tuple(label(text) for text in (point.section, point.title, point.message, state, point.reason)))
    return (
        *(
            (Sheet("校验与理由", (18, 40, 50, 12, 50), tuple(points), header_row=4, landscape=True),)
            if material.points
            else ()
        ),
        Sheet("清单答卷", (18, 40, 40, 8, 30, 40), tuple(answers), header_row=4, landscape=True),
        Sheet("证据目录", (8, 24, 24, 18, 22, 12, 68), tuple(evidence), header_row=4, landscape=True),
    )
