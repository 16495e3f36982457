"""Score and limit worked out by formula at the three amounts: as asked for, at the first limit, at the limit that is left."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checklists.model.assessment import Score
from checklists.model.checklist import CapKind, CapRule, IndicatorRule
from checklists.model.facts import FACTS
from checklists.scoring.limit import Rounding
from checklists.scoring.repayment import BULLET
from reports.chapters.sheets.cells import Cells, header, label, result, title_rows
from reports.chapters.sheets.fact_cells import Formulas, loan_facts
from reports.chapters.sheets.reckoning import (
    FIRST,
    RECOMMENDED,
    REQUESTED,
    ROUNDS,
    Reckoning,
    agreement,
    known,
    row_of,
    style_of_fact,
)
from reports.chapters.sheets.scorecard_cells import binned, lowest
from reports.chapters.sheets.xpath_cells import BLANK
from reports.document import UNKNOWN, CellStyle, NumberStyle, Sheet, SheetCell

UNASSESSED = "未评估"
NOT_APPLYING = "不适用"


def score_working(reckoning: Reckoning) -> Sheet:
    """Every indicator's value and points, the ceilings and the grade, three times over."""
    assessment = reckoning.material.assessment
    scores = dict(zip(ROUNDS, (assessment.score_requested, None, assessment.score), strict=True))
    card = reckoning.material.checklist.scorecard
    note = "得分按“评分档次”表的分界查得；三组依次为按申请金额、按初次额度、按建议额度。"
    heads = (f"{word}{at.removeprefix('@')}" for at in ROUNDS for word in ("取值·", "得分·"))
    rows: list[Cells] = [*title_rows("评分推算", note), header("指标", *heads, "程序得分·申请", "程序得分·建议")]
    for rule in card.indicators:
        cells: list[SheetCell] = [label(rule.label)]
        for at in ROUNDS:
            cells += _indicator_cells(reckoning, rule, at, is_open=_is_open(rule.name, assessment.score_requested))
        for at in (REQUESTED, RECOMMENDED):
            score = scores[at]
            points = None if score is None else _points(rule.name, score)
            cells.append(SheetCell(UNASSESSED if points is None else points, "", CellStyle.NOTE, NumberStyle.GENERAL))
        rows.append(tuple(cells))
    rows.append(())
    earned = {at: [f"{{points.{rule.name}{at}}}" for rule in card.indicators] for at in ROUNDS}
    rows.append(_three("总分（未评估的不计）", lambda at: f"SUM({','.join(earned[at])})", "total"))
    worst = len(card.grades)
    for ceiling in card.ceilings:
        pressed = [grade.name for grade in card.grades].index(ceiling.grade) + 1
        rows.append(
            _three(
                f"封顶：{ceiling.label}",
                lambda at, when=ceiling.when, rank=pressed: f"IFERROR(IF({reckoning.truth(when, at)},{rank},1),{rank})",
                f"ceiling.{ceiling.name}",
            )
        )

    def rank(at: str) -> str:
        formula = str(worst)
        for place, grade in reversed(list(enumerate(card.grades[:-1], 1))):
            formula = f"IF({{total{at}}}>={{{lowest(grade)}}},{place},{formula})"
        return f"MAX({','.join([formula, *(f'{{ceiling.{each.name}{at}}}' for each in card.ceilings)])})"

    rows.append(_three("等级序号（1 最好）", rank, "rank"))
    names = ",".join(f'"{grade.name}"' for grade in card.grades)
    rows.append(_three("等级", lambda at: f"CHOOSE({{rank{at}}},{names})", "grade", number=NumberStyle.TEXT))
    return Sheet("评分推算", (44, *(16, 9) * 3, 14, 14), tuple(rows), header_row=4, landscape=True)


def _is_open(name: str, score: Score) -> bool:
    return _points(name, score) is None


def _points(name: str, score: Score) -> Decimal | None:
    return next(each.points for dimension in score.dimensions for each in dimension.indicators if each.name == name)


def _indicator_cells(reckoning: Reckoning, rule: IndicatorRule, at: str, *, is_open: bool) -> list[SheetCell]:
    name = f"value.{rule.name}{at}"
    as_text = any(each.equals for each in rule.bins)
    formula = reckoning.text(rule.value, at) if as_text else reckoning.number(rule.value, at)
    style = NumberStyle.TEXT if as_text else _value_style(reckoning, rule.name)
    points = f"points.{rule.name}{at}"
    if is_open or not formula:
        words = SheetCell(UNASSESSED, "", CellStyle.RESULT, NumberStyle.TEXT, name)
        return [words, SheetCell(UNASSESSED, "", CellStyle.RESULT, NumberStyle.TEXT, points)]
    cell = f"{{{name}}}"
    bins = f'IF(OR({cell}="{UNASSESSED}",{cell}="{BLANK}"),"{UNASSESSED}",{binned(rule, cell, "points", "0")})'
    return [
        result(known(formula, UNASSESSED), name, number=style),
        result(bins, points, number=NumberStyle.GENERAL),
    ]


def _value_style(reckoning: Reckoning, name: str) -> NumberStyle:
    found = reckoning.material.assessment.score.dimensions
    value = next((each.value for dimension in found for each in dimension.indicators if each.name == name), None)
    is_whole = not isinstance(value, Decimal) or value == value.to_integral_value()
    return NumberStyle.GENERAL if is_whole else NumberStyle.RATE


def _three(text: str, formula: object, name: str, *, number: NumberStyle = NumberStyle.GENERAL) -> Cells:
    """One row with a figure for each of the three amounts, under the points."""
    assert callable(formula)
    cells: list[SheetCell] = [label(text)]
    for at in ROUNDS:
        cells += [SheetCell(), result(known(formula(at)), f"{name}{at}", number=number, total=True)]
    return tuple(cells)


def _rounds_of_loan(reckoning: Reckoning) -> dict[str, Formulas]:
    """The figures of the loan at each of the three amounts."""
    bullet = reckoning.material.assessment.limit.repayment == BULLET
    amounts = dict(zip(ROUNDS, ("{fact.requested_amount}", "{limit@初次}", "{limit@建议}"), strict=True))
    return {at: loan_facts(f"{amount}+0", at, bullet=bullet) for at, amount in amounts.items()}


def limit_working(reckoning: Reckoning) -> Sheet:
    """The loan's figures at each amount, and every cap at the grade of each."""
    note = "初次额度按申请金额的等级；等级按初次额度再评，变差的取较差者，额度取较小者。"
    rows: list[Cells] = [*title_rows("额度推算", note), header("项目", *(at.removeprefix("@") for at in ROUNDS))]
    by_round = _rounds_of_loan(reckoning)
    for name in (each.removesuffix(REQUESTED) for each in by_round[REQUESTED]):
        number = style_of_fact(name) or NumberStyle.RATE
        cells = [result(known(by_round[at][f"{name}{at}"]), f"fact.{name}{at}", number=number) for at in ROUNDS]
        rows.append((label(FACTS[name].label), *cells))
    rows += [
        (),
        header(
            "上限", "基数", "现有融资", "适用", "系数·初次", "上限·初次", "系数·建议", "上限·建议", "程序测算", "核对"
        ),
    ]
    caps = {cap.name: cap for cap in reckoning.material.assessment.limit.caps}
    for rule in reckoning.material.checklist.caps:
        rows.append(_cap_row(reckoning, rule, caps[rule.name].amount if caps[rule.name].applies else None))
    rows += [(), *_limit_rows(reckoning)]
    return Sheet("额度推算", (44, *(16,) * 9), tuple(rows), header_row=4, landscape=True)


def _cap_row(reckoning: Reckoning, rule: CapRule, assessed: Decimal | None) -> Cells:
    grades = [grade.name for grade in reckoning.material.checklist.scorecard.grades]
    choices = ",".join(f"{rule.coefficients.get(grade, Decimal(1)):f}" for grade in grades)
    name = f"worked.{rule.name}"
    applies = f"IF({reckoning.truth(rule.when)},1,0)" if rule.when else "1"
    cells = [
        result(known(reckoning.number(rule.gross)), f"{name}.gross"),
        result(known(reckoning.number(rule.existing) if rule.existing else "0"), f"{name}.existing"),
        result(f"IFERROR({applies},1)", f"{name}.applies", number=NumberStyle.GENERAL),
    ]
    for at, rank in ((FIRST, "{rank.first}"), (RECOMMENDED, "{rank.worse}")):
        cells.append(result(known(f"CHOOSE({rank},{choices})"), f"{name}.coefficient{at}", number=NumberStyle.GENERAL))
        left = f"({{{name}.gross}}*{{{name}.coefficient{at}}}-{{{name}.existing}})"
        amount = f"MAX(0,{left})*{{limit.factor}}" if rule.kind is CapKind.REPAYMENT else left
        cells.append(result(f'IF({{{name}.applies}}=1,{known(amount)},"{NOT_APPLYING}")', f"{name}{at}"))
    final = f"{{{name}{RECOMMENDED}}}"
    beside = SheetCell(
        UNKNOWN if assessed is None else assessed, "", CellStyle.NOTE, NumberStyle.AMOUNT, f"{name}.assessed"
    )
    equal = f"IF(AND(ISNUMBER({final}),ISNUMBER({{{name}.assessed}})),ABS({final}-{{{name}.assessed}})<0.01,FALSE())"
    agreed = "" if assessed is None else agreement(equal)
    return (label(rule.label), *cells, beside, result(agreed, number=NumberStyle.TEXT, value="—"))


def _limit_rows(reckoning: Reckoning) -> Iterator[Cells]:
    limit = reckoning.material.assessment.limit
    rules = reckoning.material.checklist.caps
    rate, months = "{fact.annual_rate}", "{fact.loan_months}"
    factor = (
        f"{months}/(1+{rate}/12*{months})"
        if limit.repayment == BULLET
        else f"IF(({rate}+0)=0,{months},(1-(1+{rate}/12)^-{months})/({rate}/12))"
    )
    yield label("每元月还款可还的本金"), result(known(factor), "limit.factor", number=NumberStyle.RATE)
    by_person = "（人工定级，固定值）" if reckoning.material.assessment.grading.in_force else ""
    yield (
        label(f"初次额度用的等级序号{by_person}"),
        _rank_cell(reckoning, f"{{rank{REQUESTED}}}+0", "rank.first"),
    )
    yield (
        label(f"较差的等级序号{by_person}"),
        _rank_cell(reckoning, f"MAX({{rank.first}},{{rank{FIRST}}})", "rank.worse"),
    )
    for at, text in ((FIRST, "初次额度"), (RECOMMENDED, "建议额度（公式）")):
        caps = [f"{{worked.{rule.name}{at}}}" for rule in rules]
        whole = "+".join(f'ISNUMBER({cell})+({cell}="{NOT_APPLYING}")' for cell in caps)
        amounts = ",".join((*caps, "{fact.requested_amount}"))
        least, step = f"{{limit.least{at}}}", f"{{limit.step{at}}}"
        yield (
            label(f"{text}：各上限与申请的最低者"),
            result(known(f"IF({whole}={len(caps)},MIN({amounts}),NA())"), f"limit.least{at}"),
        )
        yield label(f"{text}：取整单位"), result(known(_step(least, reckoning)), f"limit.step{at}")
        formula = f"ROUNDDOWN(ROUND(MAX(0,{least}+0)/{step},9),0)*{step}"
        if at == RECOMMENDED:
            formula = f"MIN({{limit{FIRST}}}+0,{formula})"
        yield row_of(text, f"limit{at}", formula, limit.recommended)


def _rank_cell(reckoning: Reckoning, formula: str, name: str) -> SheetCell:
    """A grade that a person moved holds whatever the score becomes (``scoring.grading``)."""
    grading = reckoning.material.assessment.grading
    if not grading.in_force or grading.grade is None:
        return result(known(formula), name, number=NumberStyle.GENERAL)
    grades = [grade.name for grade in reckoning.material.checklist.scorecard.grades]
    return SheetCell(Decimal(grades.index(grading.grade) + 1), "", CellStyle.FIXED, NumberStyle.COUNT, name)


def _step(least: str, reckoning: Reckoning) -> str:
    """Small amounts are given in smaller steps."""
    settings, usual = reckoning.material.checklist.settings, Rounding()
    step = settings.get("limit_step") or format(usual.step, "f")
    small = settings.get("limit_step_small") or format(usual.small_step, "f")
    below = settings.get("limit_small_below") or format(usual.small_below, "f")
    return f"IF(({least}+0)<{below},{small},{step})"
