"""Score, limit and sensitivity as sheets: points add up, caps follow from their parts, the limit is the least of them rounded down."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_DOWN, Decimal

from checklists.model.assessment import Cap, CreditLimit, Score
from checklists.model.checklist import Scorecard
from checklists.model.outlook import Sensitivity
from reports.chapters.material import ReportMaterial
from reports.chapters.phrases import indicator_value
from reports.chapters.sheets.cells import (
    Cells,
    agrees,
    given,
    header,
    known,
    label,
    result,
    sum_of,
    title_rows,
    total_of,
)
from reports.document import INSUFFICIENT, CellStyle, NumberStyle, Sheet, SheetCell

_UNASSESSED = "未评估"


def decision_sheets(material: ReportMaterial) -> tuple[Sheet, ...]:
    assessment = material.assessment
    return (
        _score_sheet(assessment.score, material.checklist.scorecard),
        _limit_sheet(assessment.limit),
        _sensitivity_sheet(assessment.sensitivity),
    )


def _score_sheet(score: Score, card: Scorecard) -> Sheet:
    note = "未评估的指标计 0 分并计入未评估比例；未评估超过分值的 20% 时不出总分，只列区间。"
    rows: list[Cells] = [*title_rows("五维评分", note), header("指标", "取值", "得分", "满分", "理由")]
    for dimension in score.dimensions:
        names = [f"score.{dimension.name}.{indicator.name}" for indicator in dimension.indicators]
        for name, indicator in zip(names, dimension.indicators, strict=True):
            points = _UNASSESSED if indicator.points is None else indicator.points
            value = indicator_value(indicator)
            rows.append(
                (
                    label(indicator.label),
                    _value_cell(f"{name}.value", indicator.value, value),
                    given(points, name, number=NumberStyle.NUMBER),
                    given(indicator.max_points, f"{name}.max", number=NumberStyle.NUMBER),
                    SheetCell(indicator.reason, name=f"{name}.reason"),
                )
            )
        formula = _points_sum(names)
        added = sum((indicator.points or Decimal(0) for indicator in dimension.indicators), Decimal(0))
        most = total_of([indicator.max_points for indicator in dimension.indicators])
        rows.append(
            (
                label(dimension.label, style=CellStyle.TOTAL),
                SheetCell(style=CellStyle.TOTAL),
                result(formula if agrees(dimension.points, added) else "", f"score.{dimension.name}", number=NumberStyle.NUMBER, total=True, value=dimension.points),
                result(sum_of([f"{name}.max" for name in names]) if agrees(dimension.max_points, most) else "", f"score.{dimension.name}.max", number=NumberStyle.NUMBER, total=True, value=dimension.max_points),
            )
        )  # fmt: skip
    rows += _total_rows(score, card)
    return Sheet("评分", (34, 16, 10, 10, 60), tuple(rows), header_row=4)


def _total_formula(score: Score, card: Scorecard) -> str:
    """Nothing where too much is not assessed (handbook 3.2)."""
    whole = f'IF({{score.unassessed}}<={card.unassessed_limit:f},{{score.lowest}},"{INSUFFICIENT}")'
    return whole if score.dimensions else ""


def _value_cell(name: str, value: object, shown: str) -> SheetCell:
    """Codes are no words; the reason says what they mean."""
    if isinstance(value, str) or value is None:
        return label("" if shown.isascii() else shown)
    return SheetCell(shown, "", CellStyle.RESULT, NumberStyle.GENERAL, name)


def _points_sum(names: list[str]) -> str:
    """SUM passes over what is not assessed: it counts nothing, as the card says."""
    return f"SUM({','.join(f'{{{name}}}' for name in names)})"


def _total_rows(score: Score, card: Scorecard) -> list[Cells]:
    names = [f"score.{dimension.name}" for dimension in score.dimensions]
    added = sum((dimension.points for dimension in score.dimensions), Decimal(0))
    formula = _points_sum(names) if names and agrees(score.lowest, added) else ""
    most = _points_sum([f"{name}.max" for name in names]) if names else ""
    total = _total_formula(score, card) if agrees(score.total, score.lowest) else ""
    return [
        (),
        (label("已评得分", style=CellStyle.TOTAL), SheetCell(), result(formula, "score.lowest", number=NumberStyle.NUMBER, total=True, value=score.lowest), result(most, "score.max", number=NumberStyle.NUMBER, total=True)),
        (label("总分", style=CellStyle.TOTAL), SheetCell(), result(total, "score.total", number=NumberStyle.NUMBER, total=True, value=INSUFFICIENT if score.total is None else score.total)),
        (label("等级"), SheetCell(), result("", "score.grade", number=NumberStyle.TEXT, value=score.grade or "—")),
        (label("未评估占分值"), SheetCell(), result(_unassessed(score), "score.unassessed", number=NumberStyle.PERCENT, value=score.unassessed_share)),
    ]  # fmt: skip


def _unassessed(score: Score) -> str:
    names = [f"score.{dimension.name}.{each.name}" for dimension in score.dimensions for each in dimension.indicators]
    left = "+".join(f"IF(ISNUMBER({{{name}}}),0,{{{name}.max}})" for name in names)
    return f"({left})/{{score.max}}" if names else ""


def _limit_sheet(limit: CreditLimit) -> Sheet:
    note = "可新增 = 毛额 × 系数 − 现有；还款能力一项为每月金额按期限和利率折成的本金。额度取各项上限与申请的最低者，向下取整，不低于零。"
    rows: list[Cells] = [
        *title_rows("额度推导（元）", note),
        header("上限", "毛额", "系数", "现有", "可新增", "出处"),
        *(_cap_row(cap, limit) for cap in limit.caps),
        (),
        (label("申请金额"), *_blanks(3), given(limit.requested, "limit.requested")),
        (label("期限（月）"), *_blanks(3), given(Decimal(limit.term_months) if limit.term_months is not None else None, "limit.months", number=NumberStyle.COUNT)),
        (label("年利率"), *_blanks(3), given(limit.annual_rate, "limit.rate", number=NumberStyle.PERCENT)),
        (label("取整单位"), *_blanks(3), given(limit.step, "limit.step")),
        (label("建议额度", style=CellStyle.TOTAL), *_blanks(3), _limit_cell(limit)),
        (label("起约束作用"), *_blanks(3), _binding_cell(limit)),
        (label("与申请相差"), *_blanks(3), result(known("{limit.recommended}-{limit.requested}", ["limit.recommended", "limit.requested"], INSUFFICIENT), "limit.difference")),
        (label("月还款"), *_blanks(3), _instalment_cell(limit)),
    ]  # fmt: skip
    return Sheet("额度", (30, 18, 10, 18, 18, 50), tuple(rows), header_row=4)


def _blanks(count: int) -> Cells:
    return (SheetCell(),) * count


def _cap_row(cap: Cap, limit: CreditLimit) -> Cells:
    if not cap.applies:
        return (label(cap.label), *_blanks(3), label("不适用"), label(cap.source, style=CellStyle.NOTE))
    coefficient = _coefficient(cap)
    return (
        label(cap.label),
        given(cap.gross, f"cap.{cap.name}.gross"),
        given(
            INSUFFICIENT if coefficient is None else coefficient,
            f"cap.{cap.name}.coefficient",
            number=NumberStyle.NUMBER,
        ),
        given(cap.existing, f"cap.{cap.name}.existing"),
        result(_cap_formula(cap, limit), f"cap.{cap.name}", value=INSUFFICIENT if cap.amount is None else cap.amount),
        label(cap.source, style=CellStyle.NOTE),
    )


def _cap_formula(cap: Cap, limit: CreditLimit) -> str:
    """What is left of the gross amount; for a repayment cap the principal that it repays, as PV reckons."""
    names = [f"cap.{cap.name}.{part}" for part in ("gross", "coefficient", "existing")]
    gross, coefficient, existing = (f"{{{name}}}" for name in names)
    left = f"{gross}*{coefficient}-{existing}"
    if agrees(cap.amount, _left(cap)):
        return known(left, names, INSUFFICIENT)
    if cap.kind == "repayment" and limit.repayment == "annuity" and agrees(cap.amount, _annuity(cap, limit)):
        names += ["limit.rate", "limit.months"]
        return known(f"PV({{limit.rate}}/12,{{limit.months}},-MAX(0,{left}))", names, INSUFFICIENT)
    return ""


def _coefficient(cap: Cap) -> Decimal | None:
    """1 where the rule has none; unknown where there is no grade yet."""
    return Decimal(1) if cap.coefficient is None and cap.amount is not None else cap.coefficient


def _left(cap: Cap) -> Decimal | None:
    coefficient = _coefficient(cap)
    if cap.gross is None or cap.existing is None or coefficient is None:
        return None
    return cap.gross * coefficient - cap.existing


def _annuity(cap: Cap, limit: CreditLimit) -> Decimal | None:
    """The principal that the monthly amount left repays, as PV reckons it."""
    left = _left(cap)
    if left is None or not limit.annual_rate or not limit.term_months:
        return None
    monthly = limit.annual_rate / 12
    return max(left, Decimal(0)) * (1 - (1 + monthly) ** -limit.term_months) / monthly


def _limit_cell(limit: CreditLimit) -> SheetCell:
    names = [*(f"cap.{cap.name}" for cap in limit.caps if cap.applies), "limit.requested"]
    cells = ",".join(f"{{{name}}}" for name in names)
    formula = known(f"ROUNDDOWN(MAX(0,MIN({cells}))/{{limit.step}},0)*{{limit.step}}", names, INSUFFICIENT)
    value = INSUFFICIENT if limit.recommended is None else limit.recommended
    return result(
        formula if agrees(limit.recommended, _reckoned(limit)) else "", "limit.recommended", total=True, value=value
    )


def _reckoned(limit: CreditLimit) -> Decimal | None:
    amounts = [limit.requested, *(cap.amount for cap in limit.caps if cap.applies)]
    known_amounts = [amount for amount in amounts if amount is not None]
    if len(known_amounts) < len(amounts):
        return None
    least = max(Decimal(0), min(known_amounts))
    return (least / limit.step).quantize(Decimal(1), rounding=ROUND_DOWN) * limit.step


def _binding_cell(limit: CreditLimit) -> SheetCell:
    """The first of the least, as the method names it."""
    caps = [cap for cap in limit.caps if cap.applies]
    names = [f"cap.{cap.name}" for cap in caps]
    if limit.binding is None or not caps:
        return label(limit.binding_label or INSUFFICIENT)
    cells = ",".join(f"{{{name}}}" for name in names)
    choice = '""'
    for cap in reversed(caps):
        choice = f'IF({{cap.{cap.name}}}=MIN({cells}),"{_quoted(cap.label)}",{choice})'
    formula = known(
        f'IF({{limit.requested}}<=MIN({cells}),"申请金额",{choice})', [*names, "limit.requested"], INSUFFICIENT
    )
    return result(formula, "limit.binding", number=NumberStyle.TEXT)


def _quoted(text: str) -> str:
    return text.replace('"', '""')


def _instalment_cell(limit: CreditLimit) -> SheetCell:
    names = ["limit.recommended", "limit.rate", "limit.months"]
    value = INSUFFICIENT if limit.instalment is None else limit.instalment
    if (
        limit.repayment != "annuity"
        or limit.instalment is None
        or not limit.annual_rate
        or not limit.term_months
        or not limit.recommended
    ):
        return result("", "limit.instalment", value=value)
    monthly = limit.annual_rate / 12
    reckoned = limit.recommended * monthly / (1 - (1 + monthly) ** -limit.term_months)
    formula = known("PMT({limit.rate}/12,{limit.months},-{limit.recommended})", names, INSUFFICIENT)
    return result(
        formula if abs(reckoned - limit.instalment) < Decimal("0.01") else "", "limit.instalment", value=value
    )


def _pays_cell(stress: Sensitivity, words: Mapping[bool | None, str]) -> SheetCell:
    share = f"stress.{stress.label}"
    as_is = stress.payment_share is None or (stress.payment_share <= 1) != stress.still_pays
    formula = "" if as_is else known(f'IF({{{share}}}<=1,"{words[True]}","{words[False]}")', [share], INSUFFICIENT)
    return result(formula, number=NumberStyle.TEXT, value=words[stress.still_pays])


def _sensitivity_sheet(stresses: tuple[Sensitivity, ...]) -> Sheet:
    words = {True: "能偿还", False: "不足以偿还", None: INSUFFICIENT}
    rows: list[Cells] = [
        *title_rows(
            "敏感性", "按建议额度，连同现有贷款，未乘额度系数。占比和结论随改动重算；逐月余额和说明为测算时的数。"
        ),
        header("情形", "月还款占月净收入", "结论", "最低月末余额(元)", "说明"),
    ]
    rows += [
        (label(stress.label), result("", f"stress.{stress.label}", number=NumberStyle.PERCENT, value=stress.payment_share if stress.payment_share is not None else INSUFFICIENT), _pays_cell(stress, words), given(stress.lowest_cash if stress.lowest_cash is not None else INSUFFICIENT, number=NumberStyle.AMOUNT), label(stress.words))
        for stress in stresses
    ]  # fmt: skip
    return Sheet("敏感性", (24, 20, 16, 20, 60), tuple(rows), header_row=4)
