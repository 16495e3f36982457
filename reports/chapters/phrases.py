"""The words of the trade for the model's states and units, said in one way in every chapter."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from checklists.model.assessment import Advice, CheckInput, CrossCheck, IndicatorScore, Ratio, RuleHit, Verdict
from checklists.model.facts import FACTS
from reports.chapters.material import BEIJING, AnsweredItem, ReportMaterial
from reports.document import INSUFFICIENT, UNKNOWN, Figure, Span, Text, Tone, Unit, words

VERDICTS = {
    Verdict.PASS: Span("通过", tone=Tone.OK),
    Verdict.EXPLAIN: Span("需解释", bold=True, tone=Tone.WARN),
    Verdict.FAIL: Span("不通过", bold=True, tone=Tone.BAD),
    Verdict.INSUFFICIENT: Span(INSUFFICIENT, tone=Tone.MUTED),
}
ADVICE_WORDS = {
    Advice.AGREE: "建议同意",
    Advice.AGREE_WITH_CONDITIONS: "建议有条件同意",
    Advice.CAUTION: "建议审慎",
    Advice.REFUSE: "建议否决",
    Advice.WITHHELD: "暂不出具建议",
}
REPAYMENTS = {"annuity": "等额本息", "bullet": "先息后本"}
SEVERITIES = {"minor": "轻", "medium": "中", "major": "重"}
_UNITS = {
    "yuan": Unit.WAN,
    "rate": Unit.PERCENT,
    "percent": Unit.PERCENT,
    "days": Unit.DAYS,
    "times": Unit.TIMES,
    "count": Unit.COUNT,
}
_CODE_AND_STOP = re.compile(r"^[A-Z][0-9]+ |。$")
_ONE_LINE = 30
_SHARE_LIMIT = Decimal(3)
_SMALL = Decimal(1000)
_SHARE_WORDS = ("率", "占比", "同比", "增长")
_CLOCK = re.compile(
    r"^(?:(?P<date>\d{4}-\d{2}-\d{2})T)?(?P<time>\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$"
)


def verdict_text(verdict: Verdict) -> Text:
    return Text((VERDICTS[verdict],))


def wan(value: Decimal | None, *, places: int = 2, signed: bool = False, unknown: str = UNKNOWN) -> Figure:
    """Yuan, printed in 万元."""
    return Figure(value, Unit.WAN, places, signed, unknown)


def percent(value: Decimal | None, *, places: int = 1, signed: bool = False, unknown: str = UNKNOWN) -> Figure:
    """A fraction, printed in percent."""
    return Figure(value, Unit.PERCENT, places, signed, unknown)


def unit_figure(value: Decimal | None, unit: str, *, signed: bool = False) -> Figure:
    """A figure in one of the model's units."""
    return Figure(value, _UNITS.get(unit, Unit.COUNT), signed=signed)


def bound_text(value: Decimal, unit: str) -> str:
    """A bound of a band without needless zeros: ``70%``, ``25 天``, ``1.45 倍``."""
    held = _UNITS.get(unit, Unit.COUNT)
    scaled = value.scaleb(held.shift)
    return Figure(value, held, 0 if scaled == int(scaled) else held.places).prose()


def fact_figure(material: ReportMaterial, name: str) -> Figure:
    """A fact of the assessment in its own unit."""
    return unit_figure(material.fact(name), FACTS[name].unit if name in FACTS else "count")


def ratio_figure(ratio: Ratio) -> Figure:
    return unit_figure(ratio.value, ratio.unit)


def check_figure(check: CrossCheck, value: Decimal | None) -> Figure:
    """A check's amount: 万元, or percent where the check compares shares. Comparisons say no unit, so their size does."""
    if value is None:
        return Figure(None, Unit.WAN, unknown="—")
    if check.kind == "margin" or (check.kind == "compare" and _are_shares(check)):
        return percent(value, places=2)
    if check.kind == "compare" and _are_counts(check):
        return Figure(value, Unit.COUNT, 2)
    return wan(value)


def _sizes(check: CrossCheck) -> list[Decimal]:
    return [abs(value) for value in (check.expected, check.actual) if value is not None]


def _are_shares(check: CrossCheck) -> bool:
    sizes = _sizes(check)
    return bool(sizes) and all(size <= _SHARE_LIMIT for size in sizes) and any(size != int(size) for size in sizes)


def _are_counts(check: CrossCheck) -> bool:
    sizes = _sizes(check)
    return bool(sizes) and max(sizes) < _SMALL


def input_text(given: CheckInput) -> Text:
    """An input of a check or cap: rates, coefficients and months by what its label says, other amounts in 万元."""
    if given.value is None:
        return words(Span(UNKNOWN, tone=Tone.MUTED))
    if isinstance(given.value, str):
        return words(given.value)
    is_small = abs(given.value) < _SMALL
    if is_small and "系数" in given.label:
        return words(plain_number(given.value))
    if is_small and "期限" in given.label:
        return words(Figure(given.value, Unit.MONTHS))
    if is_small and any(word in given.label for word in _SHARE_WORDS):
        return words(percent(given.value))
    return words(plain_number(given.value) if is_small and given.value else wan(given.value))


def plain_number(value: Decimal) -> str:
    """A bare number to at most two decimals."""
    rounded = value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP).normalize()
    return f"{rounded:,f}".replace("-", "−")


def number_text(value: Decimal) -> str:
    """A number whose unit is not told: an amount from 1,000 on, a share up to 3 with decimals, else a count."""
    size = abs(value)
    if size >= _SMALL:
        return wan(value).prose()
    if size <= _SHARE_LIMIT and size != int(size):
        return percent(value).prose()
    return plain_number(value)


def indicator_value(indicator: IndicatorScore) -> str:
    if indicator.value is None:
        return UNKNOWN
    return indicator.value if isinstance(indicator.value, str) else number_text(indicator.value)


def hit_text(hit: RuleHit) -> Text:
    """Whether a rule fired: 命中, 未命中, or could not be decided."""
    if hit.fired is None:
        return Text((Span("无法判定", tone=Tone.WARN),))
    return Text((Span("命中", bold=True, tone=Tone.BAD),)) if hit.fired else Text((Span("未命中", tone=Tone.OK),))


def points(value: Decimal | None) -> str:
    return "未评估" if value is None else f"{value.normalize():f}"


def moment(at: datetime | None) -> str:
    """Beijing time to the minute."""
    return "" if at is None else at.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M")


def answer_text(item: AnsweredItem) -> str:
    """An answer with its unit; amounts with separators, times without seconds; 未答 where it is blank."""
    if not item.value:
        return "未答"
    number = item.number
    if number is None or item.unit == "":
        return clock_text(item.value)
    digits = f"{number:,f}"
    return f"{digits}{item.unit}" if item.unit == "%" else f"{digits} {item.unit}"


def clock_text(value: str) -> str:
    """``15:30:00.000+08:00`` -> ``15:30``; a date and time likewise; anything else as it is."""
    match = _CLOCK.match(value)
    return f"{match.group('date') or ''}{' ' if match.group('date') else ''}{match.group('time')}" if match else value


def clause(text: str) -> str:
    """An answer to stand inside a sentence: without the full stop it may end with."""
    return text.rstrip("。；，;,. ")


def brief(text: str, most: int = _ONE_LINE) -> str:
    """An answer where there is no room for stories, in one line of at most ``most`` signs; its own section has it whole."""
    line = clause(" ".join(text.split()))
    return line if len(line) <= most else line[: most - 1].rstrip("，；、。 ") + "…"


def indicator_reason(text: str) -> str:
    """A reason of the score without its indicator's code and its full stop: ``近 12 个月销售趋势：持平或增长``."""
    return _CODE_AND_STOP.sub("", text)


def client_title(material: ReportMaterial) -> str:
    """The business's name, else the client's, else the case number."""
    return material.value("business_name") or material.value("client_name") or material.case.number


def repayment_text(material: ReportMaterial) -> str:
    repayment = material.assessment.limit.repayment
    return REPAYMENTS.get(repayment, repayment or UNKNOWN)


def rate_text(rate: Decimal | None) -> str:
    return f"年化（单利）{percent(rate, places=2).prose()}"
