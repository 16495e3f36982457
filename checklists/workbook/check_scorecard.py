"""The scorecard's arithmetic: a hundred points, whole dimensions, bins without gap or overlap, choices that all score."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from decimal import Decimal

from checklists.model.canonical import number_text
from checklists.model.checklist import Bin, IndicatorRule
from checklists.package.rules import Rules
from checklists.package.scorecard_rules import dimension_of
from checklists.package.sheets import SCORECARD, Problems, SheetRow, Sheets

TOTAL = Decimal(100)
_UNREAD = frozenset(
    {"not_a_number", "missing_value", "unknown_reference", "bad_name", "missing_name", "duplicate_name", "bin_both"}
)
VERDICTS = ("pass", "explain", "fail", "insufficient")

Values = Mapping[str, Sequence[str]]
"""What each name may be: a question's choices, a check's verdicts."""


def check_scorecard(sheets: Sheets, rules: Rules, values: Values, problems: Problems) -> None:
    """The scorecard as a whole. Rows that could not be read have been reported and are left out of the sums."""
    rows = sheets.rows(SCORECARD)
    if not rows:
        return
    card = rules.scorecard
    unread = {id(row) for row in rows if _is_told(row, problems)}
    if not any(row["kind"] == "dimension" and id(row) in unread for row in rows):
        _check_total(rows, rules, problems)
    for row in rows:
        if row["kind"] == "dimension" and not _has_unread_part(row, rows, unread):
            _check_dimension(row, rules, problems)
    bins = {
        name: [row for row in rows if row["kind"] == "bin" and row["name"] == name] for name in _names(card.indicators)
    }
    for row in rows:
        indicator = next(
            (each for each in card.indicators if row["kind"] == "indicator" and each.name == row["name"]), None
        )
        if indicator is not None and not any(id(each) in unread for each in bins[indicator.name]):
            _check_indicator(row, indicator, bins[indicator.name], values, problems)
    _check_grades(rows, rules, problems)


def _is_told(row: SheetRow, problems: Problems) -> bool:
    """Whether something in the row could not be read: what follows from it need not be told as well."""
    return any(
        (each.sheet, each.row, each.severity) == (row.place, row.number, "error") and each.code in _UNREAD
        for each in problems
    )


def _has_unread_part(dimension: SheetRow, rows: Sequence[SheetRow], unread: set[int]) -> bool:
    name = dimension_of(dimension)
    parts = (row for row in rows if row["kind"] == "indicator" and row["dimension"] == name)
    return any(id(row) in unread for row in (dimension, *parts))


def _names(indicators: Sequence[IndicatorRule]) -> list[str]:
    return [indicator.name for indicator in indicators]


def _check_total(rows: Sequence[SheetRow], rules: Rules, problems: Problems) -> None:
    total = sum((each.max_points for each in rules.scorecard.dimensions), Decimal(0))
    if total == TOTAL:
        return
    first = next((row for row in rows if row["kind"] == "dimension"), rows[0])
    parts = "、".join(f"{each.label} {number_text(each.max_points)}" for each in rules.scorecard.dimensions) or "没有"
    message = f"各维度的满分加起来是 {number_text(total)} 分，应为 100 分(现有：{parts})。"
    problems.error(first, "points", "total_not_100", message)


def _check_dimension(row: SheetRow, rules: Rules, problems: Problems) -> None:
    name = dimension_of(row)
    dimension = next((each for each in rules.scorecard.dimensions if each.name == name), None)
    if dimension is None:
        return
    total = sum((each.max_points for each in rules.scorecard.indicators if each.dimension == name), Decimal(0))
    if total != dimension.max_points:
        message = (
            f"维度“{dimension.label}”满分 {number_text(dimension.max_points)} 分，"
            f"它的各指标满分加起来是 {number_text(total)} 分，两者应相等。"
        )
        problems.error(row, "points", "dimension_total", message)


def _check_indicator(
    row: SheetRow, indicator: IndicatorRule, bin_rows: Sequence[SheetRow], values: Values, problems: Problems
) -> None:
    if not indicator.bins:
        problems.error(row, "name", "no_bins", f"指标“{indicator.label}”没有任何分档(bin 行)，无法给分。")
        return
    best = max(each.points for each in indicator.bins)
    if best != indicator.max_points:
        message = f"指标“{indicator.label}”满分 {number_text(indicator.max_points)} 分，而最高一档是 {number_text(best)} 分，两者应相等。"
        problems.error(row, "points", "max_points", message)
    for each, bin_row in zip(indicator.bins, bin_rows, strict=True):
        if each.points < 0:
            problems.error(bin_row, "points", "negative_points", "分档的得分不能小于 0。")
    pairs = list(zip(indicator.bins, bin_rows, strict=True))
    ranges = [pair for pair in pairs if not pair[0].equals]
    words = [pair for pair in pairs if pair[0].equals]
    if ranges:
        _check_ranges(ranges, indicator, problems)
    if words:
        _check_words(row, words, values, problems, whole=not ranges)


def _check_ranges(pairs: list[tuple[Bin, SheetRow]], indicator: IndicatorRule, problems: Problems) -> None:
    """Bins are [lower, upper): together they must cover every number, each once."""
    pairs = sorted(pairs, key=lambda pair: (pair[0].lower is not None, pair[0].lower or Decimal(0)))
    first, last = pairs[0], pairs[-1]
    if first[0].lower is not None:
        message = f"指标“{indicator.label}”小于 {number_text(first[0].lower)} 的值没有分档，最低一档的 lower 请留空。"
        problems.error(first[1], "lower", "bin_gap", message)
    for (below, _), (above, row) in itertools.pairwise(pairs):
        if below.upper is None or above.lower is None or above.lower < below.upper:
            message = f"指标“{indicator.label}”的两档重叠：{_interval(below)} 与 {_interval(above)}。"
            problems.error(row, "lower", "bin_overlap", message)
        elif above.lower > below.upper:
            message = (
                f"指标“{indicator.label}”在 {number_text(below.upper)} 与 {number_text(above.lower)} 之间没有分档。"
            )
            problems.error(row, "lower", "bin_gap", message)
    if last[0].upper is not None:
        message = f"指标“{indicator.label}”从 {number_text(last[0].upper)} 起的值没有分档，最高一档的 upper 请留空。"
        problems.error(last[1], "upper", "bin_gap", message)


def _interval(each: Bin) -> str:
    lower = "负无穷" if each.lower is None else number_text(each.lower)
    upper = "正无穷" if each.upper is None else number_text(each.upper)
    return f"[{lower}, {upper})"


def _check_words(
    row: SheetRow, pairs: Sequence[tuple[Bin, SheetRow]], values: Values, problems: Problems, *, whole: bool
) -> None:
    seen: set[str] = set()
    for each, bin_row in pairs:
        for word in each.equals:
            if word in seen:
                problems.error(bin_row, "equals", "bin_overlap", f"“{word}”在两档里都出现了，请只留一处。")
            seen.add(word)
    possible = values.get(row["value"].removeprefix("${").removesuffix("}").strip(), ())
    if not possible:
        return
    for each, bin_row in pairs:
        for word in each.equals:
            if word not in possible:
                message = f"“{word}”不是可能的取值，这一档永远不会用到。可能的取值：{'、'.join(possible)}。"
                problems.error(bin_row, "equals", "unknown_choice", message)
    missing = [word for word in possible if word not in seen and word != "insufficient"]
    if whole and missing:
        message = f"取值 {'、'.join(missing)} 没有分档，选到它时这项指标将算作未评分。"
        problems.warning(row, "value", "choice_without_bin", message)


def _check_grades(rows: Sequence[SheetRow], rules: Rules, problems: Problems) -> None:
    grades = rules.scorecard.grades
    if not grades:
        problems.error(rows[0], "kind", "no_grades", "评分表没有等级(grade 行)，总分无法换成等级和建议。")
        return
    bounds = [grade.lower for grade in grades]
    if len(set(bounds)) != len(bounds) or min(bounds) > 0:
        row = next(row for row in rows if row["kind"] == "grade")
        message = "各等级的起点分(lower)应互不相同，最低一级从 0 分起。"
        problems.error(row, "lower", "grade_bounds", message)
