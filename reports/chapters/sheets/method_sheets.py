"""Turnover, cross-checks and ratios as sheets: medians, deviations and verdicts by formula wherever the sheet can say them."""

from __future__ import annotations

from decimal import Decimal
from statistics import median

from checklists.model.assessment import CheckInput, CrossCheck, Ratio, Turnover, TurnoverEstimate, Verdict
from reports.chapters.material import ReportMaterial
from reports.chapters.phrases import VERDICTS
from reports.chapters.sheets.cells import (
    Cells,
    agrees,
    given,
    header,
    known,
    label,
    result,
    signed_sum,
    title_rows,
    total_of,
)
from reports.document import INSUFFICIENT, CellStyle, NumberStyle, Sheet, SheetCell

_TAKEN_OFF = ("提取", "折旧", "贬值", "开支", "支出")
_RATIO_STYLES = {"percent": NumberStyle.PERCENT, "days": NumberStyle.NUMBER, "times": NumberStyle.NUMBER}


def method_sheets(material: ReportMaterial) -> tuple[Sheet, ...]:
    assessment = material.assessment
    return (
        _turnover_sheet(
            assessment.turnover, next((each for each in assessment.cross_checks if each.kind == "turnover"), None)
        ),
        _check_sheet(assessment.cross_checks),
        _ratio_sheet(assessment.ratios),
    )


def _turnover_sheet(turnover: Turnover, check: CrossCheck | None) -> Sheet:
    rows: list[Cells] = [
        *title_rows(
            "营业额核实（年，含税收款额，元）",
            "至少三个有效方法、三类独立来源、一个第三方来源，才采纳；采纳值取申报与中位数的较低者。",
        ),
        header("方法", "证据族", "第三方", "推算", "与申报偏差", "结论"),
        *(_estimate_row(estimate, _name(position), check) for position, estimate in enumerate(turnover.estimates)),
        (),
        (label("申报营业额"), *_blanks(2), given(turnover.declared, "turnover.declared")),
    ]
    valid = {
        _name(position): estimate.value
        for position, estimate in enumerate(turnover.estimates)
        if estimate.value is not None and estimate.verdict is not Verdict.INSUFFICIENT
    }
    cells = ",".join(f"{{{name}}}" for name in valid)
    refused = sum(estimate.refused for estimate in turnover.estimates)
    known_values = [*valid.values(), *[min(valid.values(), default=Decimal(0))] * refused]
    middle = (
        f"MEDIAN({cells}{f',MIN({cells})' * refused})"
        if turnover.median is not None and agrees(turnover.median, _median(known_values))
        else ""
    )
    adopted = ""
    if turnover.adopted is not None and agrees(turnover.adopted, _least(turnover.declared, turnover.median)):
        adopted = known(
            "MIN({turnover.declared},{turnover.median})", ["turnover.declared", "turnover.median"], INSUFFICIENT
        )
    rows += [
        (label("各法中位数"), *_blanks(2), result(middle, "turnover.median", value=turnover.median or INSUFFICIENT)),
        (
            label("采纳营业额", style=CellStyle.TOTAL),
            *_blanks(2),
            result(adopted, "turnover.adopted", total=True, value=turnover.adopted or INSUFFICIENT),
        ),
    ]
    return Sheet("营业额", (46, 20, 10, 18, 14, 12), tuple(rows), header_row=4)


def _blanks(count: int) -> Cells:
    return (SheetCell(),) * count


def _name(position: int) -> str:
    return f"turnover.estimate{position}"


def _estimate_row(estimate: TurnoverEstimate, name: str, check: CrossCheck | None) -> Cells:
    value = INSUFFICIENT if estimate.value is None else estimate.value
    rate = known(
        f'IF({{turnover.declared}}=0,"—",{{{name}}}/{{turnover.declared}}-1)', [name, "turnover.declared"], "—"
    )
    return (
        label(
            f"{estimate.method} {estimate.label}" if not estimate.label.startswith(estimate.method) else estimate.label
        ),
        label(estimate.family),
        label("是" if estimate.third_party else "否"),
        given(value, name),
        result(rate, f"{name}.rate", number=NumberStyle.PERCENT),
        result(
            _estimate_verdict(estimate, name, check), number=NumberStyle.TEXT, value=VERDICTS[estimate.verdict].text
        ),
    )


def _estimate_verdict(estimate: TurnoverEstimate, name: str, check: CrossCheck | None) -> str:
    if check is None or check.pass_within is None or check.explain_within is None or estimate.deviation is None:
        return ""
    size = abs(estimate.deviation)
    by_rate = Verdict.PASS if size <= check.pass_within else Verdict.EXPLAIN
    if size > check.explain_within:
        by_rate = Verdict.FAIL
    return _judged(f"{name}.rate", check.pass_within, check.explain_within) if by_rate is estimate.verdict else ""


def _median(values: list[Decimal]) -> Decimal | None:
    return Decimal(median(values)) if values else None


def _least(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else min(one, other)


def _check_sheet(checks: tuple[CrossCheck, ...]) -> Sheet:
    note = "偏差 = 实际 − 应有；恰好等于容差的从宽。金额单位为元，比率为小数或百分比。资料不足不算通过。"
    heads = (
        "检验",
        "应有或申报",
        "实际或检验",
        "偏差",
        "偏差率",
        "通过容差",
        "解释容差",
        "结论",
        "调查人解释",
        "公式",
        "出处",
    )
    rows: list[Cells] = [*title_rows("交叉验证", note), header(*heads), *(_check_row(check) for check in checks)]
    for check in checks:
        if check.kind == "equity" and check.inputs:
            rows += _equity_rows(check)
    return Sheet("交叉验证", (30, 15, 15, 14, 9, 9, 9, 10, 22, 46, 32), tuple(rows), header_row=4, landscape=True)


def _check_row(check: CrossCheck) -> Cells:
    names = [f"check.{check.name}.{part}" for part in ("expected", "actual", "deviation", "rate")]
    expected, actual, deviation, rate = names
    number = NumberStyle.AMOUNT if _is_amount(check) else NumberStyle.PERCENT
    gap = known(f"{{{actual}}}-{{{expected}}}", [actual, expected], INSUFFICIENT)
    live_gap = gap if agrees(check.deviation, _minus(check.actual, check.expected)) else ""
    return (
        label(check.label),
        *(
            given(INSUFFICIENT if value is None else value, name, number=number)
            for value, name in ((check.expected, expected), (check.actual, actual))
        ),
        result(
            live_gap, deviation, number=number, value=check.deviation if check.deviation is not None else INSUFFICIENT
        ),
        _rate_cell(check, rate, deviation, expected),
        given(check.pass_within if check.pass_within is not None else "—", number=NumberStyle.PERCENT),
        given(check.explain_within if check.explain_within is not None else "—", number=NumberStyle.PERCENT),
        _verdict_cell(check, rate),
        label(check.remark),
        label(check.formula, style=CellStyle.NOTE),
        label(check.source, style=CellStyle.NOTE),
    )


def _rate_cell(check: CrossCheck, name: str, deviation: str, expected: str) -> SheetCell:
    formula = ""
    if (
        check.rate is not None
        and check.deviation is not None
        and check.expected
        and abs(check.deviation / check.expected - check.rate) < Decimal("0.00001")
    ):
        formula = known(f'IF({{{expected}}}=0,"—",{{{deviation}}}/{{{expected}}})', [deviation, expected], "—")
    return result(formula, name, number=NumberStyle.PERCENT, value=check.rate if check.rate is not None else "—")


def _verdict_cell(check: CrossCheck, rate: str) -> SheetCell:
    """By formula where the rate alone decides; a verdict that other rules made worse stands as it is."""
    text, name = VERDICTS[check.verdict].text, f"check.{check.name}.verdict"
    as_assessed = result("", name, number=NumberStyle.TEXT, value=text)
    if check.rate is None or check.pass_within is None or check.explain_within is None:
        return as_assessed
    size = abs(check.rate)
    by_rate = (
        Verdict.PASS if size <= check.pass_within else Verdict.EXPLAIN if size <= check.explain_within else Verdict.FAIL
    )
    if by_rate is not check.verdict:
        return as_assessed
    return result(_judged(rate, check.pass_within, check.explain_within), name, number=NumberStyle.TEXT)


def _judged(rate: str, pass_within: Decimal, explain_within: Decimal) -> str:
    cell = f"ABS({{{rate}}})"
    words = [VERDICTS[verdict].text for verdict in (Verdict.PASS, Verdict.EXPLAIN, Verdict.FAIL)]
    expression = f'IF({cell}<={pass_within:f},"{words[0]}",IF({cell}<={explain_within:f},"{words[1]}","{words[2]}"))'
    return known(expression, [rate], INSUFFICIENT)


def _is_amount(check: CrossCheck) -> bool:
    if check.kind == "margin":
        return False
    return check.kind != "compare" or any(
        value is not None and abs(value) > 3 for value in (check.expected, check.actual)
    )


def _minus(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one - other


def _equity_rows(check: CrossCheck) -> list[Cells]:
    """What the expected equity is made of, added up by formula where the inputs' labels tell their signs."""
    rows: list[Cells] = [(), (label(f"{check.label}的构成", style=CellStyle.TOTAL),)]
    terms: list[tuple[str, str]] = []
    values: list[Decimal | None] = []
    for position, item in enumerate(check.inputs):
        if isinstance(item.value, str) or "实际" in item.label or "应有" in item.label:
            continue
        name = f"check.{check.name}.input{position}"
        sign = _sign(item)
        terms.append((sign, name))
        values.append(item.value if sign == "+" or item.value is None else -item.value)
        rows.append((label(f"{'加' if sign == '+' else '减'}：{item.label}"), given(item.value, name)))
    formula = signed_sum(terms) if terms and agrees(check.expected, total_of(values)) else ""
    rows.append(
        (
            label("应有权益", style=CellStyle.TOTAL),
            result(formula, f"check.{check.name}.sum", total=True, value=check.expected),
        )
    )
    second = result("", f"check.{check.name}.second", number=NumberStyle.PERCENT, value=check.second_rate)
    rows.append((label("差额占期间利润（第二分母）"), second))
    return rows


def _sign(item: CheckInput) -> str:
    """Withdrawals and wear are taken off, unless they come with a minus already."""
    taken_off = any(word in item.label for word in _TAKEN_OFF)
    return "-" if taken_off and isinstance(item.value, Decimal) and item.value >= 0 else "+"


def _ratio_sheet(ratios: tuple[Ratio, ...]) -> Sheet:
    rows: list[Cells] = [
        *title_rows("财务比率（用核实数）", "天数按一年 360 天计。"),
        header("指标", "数值", "单位", "参照", "公式"),
    ]
    units = {"percent": "%", "days": "天", "times": "倍"}
    for ratio in ratios:
        number = _RATIO_STYLES.get(ratio.unit, NumberStyle.NUMBER)
        rows.append(
            (
                label(ratio.label),
                _ratio_cell(ratio, number),
                label(units.get(ratio.unit, "")),
                label(ratio.benchmark),
                label(ratio.formula, style=CellStyle.NOTE),
            )
        )
    return Sheet("财务比率", (36, 14, 8, 16, 60), tuple(rows), header_row=4)


def _ratio_cell(ratio: Ratio, number: NumberStyle) -> SheetCell:
    name = f"ratio.{ratio.key}"
    if ratio.key == "debt_ratio" and ratio.value is not None:
        names = ["bs.total_liabilities.verified", "bs.total_assets.verified"]
        return result(known(f"{{{names[0]}}}/{{{names[1]}}}", names), name, number=number)
    return result("", name, number=number, value=ratio.value)
