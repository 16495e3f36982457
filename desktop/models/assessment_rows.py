"""An assessment as rows of words: cross-checks, caps, indicators, rules. Pure."""

from __future__ import annotations

from decimal import Decimal

from checklists.model.assessment import Assessment, Cap, CreditLimit, CrossCheck, IndicatorScore, RuleHit, Verdict
from checklists.model.facts import FACTS
from desktop.models.insight import TONES, WORDS, Names, percent, signed_percent, wan
from desktop.models.rows import Cell, Row
from desktop.models.typed import grouped
from desktop.services.words import SEVERITIES

UNKNOWN = "—"
Figure = Decimal | str | bool | None


def check_row(check: CrossCheck, names: Names) -> Row:
    """Name, expected, actual, deviation, verdict."""
    as_rate = check.kind == "margin"
    verdict = WORDS[check.verdict]
    if check.verdict in (Verdict.EXPLAIN, Verdict.FAIL) and check.remark:
        verdict = f"{verdict} · 已说明"
    missing = f"还缺 {names.listed(check.missing, 3)}" if check.missing else ""
    return Row(
        check.name,
        (
            Cell(check.label, bold=check.verdict is Verdict.FAIL),
            Cell(amount(check.expected, as_rate=as_rate)),
            Cell(amount(check.actual, as_rate=as_rate)),
            Cell(signed_percent(check.rate)),
            Cell(verdict, "ink2" if check.verdict is Verdict.INSUFFICIENT else TONES[check.verdict], tip=missing),
        ),
    )


def tolerance_words(check: CrossCheck) -> str:
    """``±5% / ±10%``: passes within, explained within."""
    bounds = (check.pass_within, check.explain_within)
    return " / ".join(_bound_words(bound) for bound in bounds if bound is not None)


def _bound_words(bound: Decimal) -> str:
    """A bound of ten times and more is none: the check never fails."""
    return "不限" if bound >= 10 else f"±{grouped((bound * 100).normalize())}%"


def amount(value: Decimal | str | None, *, as_rate: bool = False) -> str:
    """A figure as people read it: rates in percent, yuan from ten thousand on in 万."""
    if value is None or value == "":
        return UNKNOWN
    if isinstance(value, str):
        return value
    if as_rate:
        return percent(value)
    if abs(value) >= 10_000:
        return f"{wan(value)} 万".replace("-", "−")
    return grouped(value.quantize(Decimal("0.01")))


def fact_words(name: str, value: Figure) -> str:
    """A named figure with the unit that the vocabulary gives it."""
    unit = FACTS[name].unit if name in FACTS else ""
    if value is None:
        return UNKNOWN
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, str):
        return value
    if unit == "rate":
        return percent(value)
    if unit == "days":
        return f"{value:.0f} 天"
    if unit == "times":
        return f"{value:.2f}"
    return amount(value)


def cap_row(cap: Cap, limit: CreditLimit, names: Names) -> Row:
    """Name, what the rule allows, coefficient, existing, what is left, mark of the binding one."""
    binding = cap.name == limit.binding
    if not cap.applies:
        left = Cell("不适用", "ink2")
    elif cap.amount is None:
        left = Cell(f"缺 {names.listed(cap.missing, 1)}", "ink2", tip=names.listed(cap.missing, 9))
    else:
        left = Cell(f"{wan(cap.amount)}", bold=binding)
    return Row(
        cap.name,
        (
            Cell(cap.label, bold=binding, tip=f"{cap.formula}\n{cap.source}".strip()),
            Cell(wan(cap.gross) if cap.gross is not None else UNKNOWN),
            Cell(grouped(cap.coefficient) if cap.coefficient is not None else UNKNOWN),
            Cell(wan(cap.existing) if cap.existing is not None else UNKNOWN),
            left,
            Cell("◀ 约束" if binding else "", "accent", bold=True),
        ),
    )


def indicator_row(indicator: IndicatorScore, dimension: str, names: Names, *, shows_points: bool) -> Row:
    """Dimension, indicator, value, points, of (or only whether it is assessed), reason."""
    assessed = indicator.points is not None
    reason = indicator.reason if assessed or not indicator.missing else f"还缺 {names.listed(indicator.missing, 3)}"
    value = fact_words(indicator.name, indicator.value) if indicator.name in FACTS else indicator_value(indicator.value)
    return Row(
        indicator.name,
        (
            Cell(dimension, "ink2"),
            Cell(indicator.label),
            Cell(value),
            *_points(indicator, shows_points=shows_points),
            Cell(reason, "ink2", tip=reason),
        ),
    )


def _points(indicator: IndicatorScore, *, shows_points: bool) -> tuple[Cell, ...]:
    if not shows_points:
        return (Cell("已评估") if indicator.points is not None else Cell("未评估", "ink2"),)
    points = Cell(grouped(indicator.points)) if indicator.points is not None else Cell("未评估", "ink2")
    return points, Cell(grouped(indicator.max_points), "ink2")


def indicator_value(value: Decimal | str | None) -> str:
    if value is None:
        return UNKNOWN
    return value if isinstance(value, str) else grouped(value.quantize(Decimal("0.0001")))


def rule_row(hit: RuleHit, kind: str, place: str) -> Row:
    """Kind, rule, state, effect; the row stands for the rule's ``place`` in the assessment."""
    state = (
        Cell("未能判断", "ink2")
        if hit.fired is None
        else Cell("命中", "bad", bold=True)
        if hit.fired
        else Cell("未命中", "ok")
    )
    return Row(
        f"{place}.{hit.name}",
        (Cell(kind, "ink2"), Cell(hit.label, tip=hit.source), state, Cell(_effect(hit) if hit.fired else "")),
    )


def _effect(hit: RuleHit) -> str:
    """A veto's is the refusal, a ceiling's the best grade left, a red flag's how grave it is."""
    return SEVERITIES.get(hit.effect, hit.effect)


def rule_rows(assessment: Assessment) -> list[Row]:
    """Vetoes, ceilings and red flags; those that fired come first, undecided ones next."""
    score = assessment.score
    kinds = (
        ("否决项", "score.vetoes", score.vetoes),
        ("封顶", "score.ceilings", score.ceilings),
        ("红旗", "red_flags", assessment.red_flags),
    )
    hits = [(hit, kind, place) for kind, place, rules in kinds for hit in rules]
    rank = {True: 0, None: 1, False: 2}
    return [rule_row(*hit) for hit in sorted(hits, key=lambda found: rank[found[0].fired])]
