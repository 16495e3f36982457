"""The bank's sheets as a whole: words that other sheets know, bands that do not overlap, a figure for everything that is priced."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from checklists.model.facts import FACTS
from checklists.model.parameters import (
    FIGURES,
    LPRS,
    OTHER_PRODUCT,
    PRICE_FIGURES,
    REPAYMENT_DAY,
    AuthorityBand,
    FigureKind,
    RegulationEffect,
)
from checklists.package.names import did_you_mean, nearest, references_in
from checklists.package.rules import Rules
from checklists.package.sheets import (
    AFTERCARE,
    AUTHORITY,
    CHOICES,
    PARAMETER_SHEETS,
    PRICING,
    PRODUCTS,
    REGULATION,
    SETTINGS,
    TERMS,
    Problems,
    SheetRow,
    Sheets,
)
from checklists.workbook.attached import LOGO
from checklists.workbook.bank_choices import check_bank_choices

_WORDS = {
    (PRODUCTS, "repayments"): "requested_repayment",
    (PRODUCTS, "guarantees"): "guarantee_kind",
    (PRODUCTS, "purposes"): "purpose_kind",
    (AUTHORITY, "guarantees"): "guarantee_kind",
    (TERMS, "name"): "purpose_kind",
}
"""The columns whose words are choices of a list."""
_GUARANTEES = "guarantee_kind"
_KNOWN_EARLY = frozenset({"requested_amount", "declared_sales", "bank_capital"})
"""Facts that are known before the term is."""
_LAST_DAY = 28
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


def check_parameters(sheets: Sheets, rules: Rules, problems: Problems) -> None:
    """Only where there is a sheet of the bank's; its logo everywhere."""
    _check_logo(sheets, problems)
    if not any(sheets.rows(name) for name in PARAMETER_SHEETS) or not sheets.rules:
        return
    _check_words(sheets, rules, problems)
    _check_products(sheets, problems)
    check_bank_choices(sheets, problems, also=(OTHER_PRODUCT,))
    _check_bands(sheets, rules.parameters.authority, rules, problems)
    _check_pricing(sheets, rules, problems)
    _check_regulation(sheets, problems)


def _check_logo(sheets: Sheets, problems: Problems) -> None:
    for row in sheets.rows(SETTINGS)[:1]:
        data = sheets.files.get(row[LOGO])
        if data is not None and not data.startswith(_PICTURES):
            message = f"“{row[LOGO]}”不是 PNG 或 JPEG 图片，印不到报告上。请另存为 PNG 后再用。"
            problems.error(row, LOGO, "bad_logo", message)


def _choices(sheets: Sheets, list_name: str) -> tuple[str, ...]:
    return tuple(row["name"] for row in sheets.rows(CHOICES) if row["list_name"] == list_name)


def _check_words(sheets: Sheets, rules: Rules, problems: Problems) -> None:
    for (sheet, column), list_name in _WORDS.items():
        known = _choices(sheets, list_name)
        for row in sheets.rows(sheet) if known else ():
            _check_known(row, column, row[column].split(), known, problems)
    grades = tuple(grade.name for grade in rules.scorecard.grades)
    for row in (*sheets.rows(AUTHORITY), *sheets.rows(AFTERCARE)) if grades else ():
        _check_known(row, "grades", row["grades"].split(), grades, problems)


def _check_known(row: SheetRow, column: str, words: Sequence[str], known: Collection[str], problems: Problems) -> None:
    for word in words:
        if word not in known:
            offer = did_you_mean(nearest(word, known))
            message = f"{column} 里的“{word}”不认识{offer}可以写的有：{'、'.join(known)}。"
            problems.error(row, column, "unknown_word", message)


def _check_products(sheets: Sheets, problems: Problems) -> None:
    for row in sheets.rows(PRODUCTS):
        if row["name"] == OTHER_PRODUCT:
            message = f"“{OTHER_PRODUCT}”表示产品表里没有的产品，请给这个产品换一个代码。"
            problems.error(row, "name", "name_taken", message)
        for column in ("min_bp", "max_bp"):
            if "." in row[column] and abs(_number(row[column])) < 1:
                message = f"{column} 的单位是基点，{row[column]} 不到一个基点。加 2.5 个百分点请写 250。"
                problems.warning(row, column, "looks_like_rate", message)


def _check_bands(sheets: Sheets, bands: Sequence[AuthorityBand], rules: Rules, problems: Problems) -> None:
    """Two that may decide the same amount leave nobody responsible; an amount that nobody decides stands in between."""
    by_name = {row["name"]: row for row in sheets.rows(AUTHORITY)}
    for one, other in combinations(bands, 2):
        if _meet(one.guarantees, other.guarantees) and _meet(one.grades, other.grades) and _overlap(one, other):
            message = (
                f"与第 {by_name[one.name].number} 行“{one.label}”的权限重叠：同一担保方式、等级和金额只能有一处审批。"
            )
            problems.error(by_name[other.name], "above", "bands_overlap", message)
    for guarantee in _choices(sheets, _GUARANTEES):
        for grade in rules.scorecard.grades:
            found = [band for band in bands if _within(guarantee, band.guarantees) and _within(grade.name, band.grades)]
            for below, above in _gaps(found):
                message = f"{guarantee} {grade.name} 级：{below} 到 {above} 之间没有人审批，请补上或改 above。"
                row = next(by_name[band.name] for band in found if band.above == above)
                problems.error(row, "above", "bands_gap", message)


def _within(word: str, words: Sequence[str]) -> bool:
    return not words or word in words


def _meet(one: Sequence[str], other: Sequence[str]) -> bool:
    return not one or not other or bool(set(one) & set(other))


def _overlap(one: AuthorityBand, other: AuthorityBand) -> bool:
    low, high = sorted((one, other), key=lambda band: band.above)
    return low.up_to is None or low.up_to > high.above


def _gaps(bands: Sequence[AuthorityBand]) -> Iterator[tuple[Decimal, Decimal]]:
    placed = sorted(bands, key=lambda band: band.above)
    reached: Decimal | None = Decimal(0)
    for band in placed:
        if reached is not None and band.above > reached:
            yield reached, band.above
        reached = None if reached is None or band.up_to is None else max(reached, band.up_to)


def _check_pricing(sheets: Sheets, rules: Rules, problems: Problems) -> None:
    if not sheets.rows(PRICING):
        return
    grades = tuple(grade.name for grade in rules.scorecard.grades)
    guarantees = _choices(sheets, _GUARANTEES)
    known = {"figure": FIGURES, "pd": grades, "lgd": guarantees, "lpr": LPRS}
    wanted = {"figure": (*PRICE_FIGURES, REPAYMENT_DAY), "pd": grades, "lgd": guarantees, "lpr": LPRS}
    words = {"figure": "本行数", "pd": "违约概率", "lgd": "违约损失率", "lpr": "报价利率"}
    for row in sheets.rows(PRICING):
        names = known.get(row["kind"], ())
        if row["name"] and names:
            _check_known(row, "name", [row["name"]], names, problems)
        _check_value(row, problems)
    have = {(row["kind"], row["name"]) for row in sheets.rows(PRICING)}
    for kind, names in wanted.items():
        for name in names:
            if (kind, name) not in have:
                message = f"pricing 表没有 {name} 的{words[kind]}(kind 写 {kind})，遇到这种案件算不出价格。"
                problems.sheet(PRICING, "", f"missing_{kind}", message)


def _check_value(row: SheetRow, problems: Problems) -> None:
    value = _number(row["value"])
    if row["kind"] == FigureKind.FIGURE.value and row["name"] == REPAYMENT_DAY:
        if not (value == value.to_integral_value() and 1 <= value <= _LAST_DAY):
            problems.error(row, "value", "bad_day", f"每月还款日应是 1 到 {_LAST_DAY} 的整数，找到“{row['value']}”。")
    elif row["name"] != "bank_capital" and abs(value) > 1:
        message = f"value 是小数，{row['value']} 表示 {row['value']} 倍。3% 请写 0.03。"
        problems.error(row, "value", "looks_like_percent", message)


def _number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except ArithmeticError:
        return Decimal(0)


def _check_regulation(sheets: Sheets, problems: Problems) -> None:
    """A longest term has to be known before anything is reckoned over it."""
    for row in sheets.rows(REGULATION):
        if row["effect"] == RegulationEffect.TERM.value:
            late = [name for name in references_in(row["when"]) if name in FACTS and name not in _KNOWN_EARLY]
            for name in late:
                message = f"${{{name}}} 要在期限定了以后才算得出来，期限规则(term)的条件里请只写问卷里的问题。"
                problems.error(row, "when", "term_needs_later_figure", message)
        elif row["months"]:
            message = f"months 只用在期限规则(effect 写 term)，这里写了 {row['effect']}，不起作用。"
            problems.warning(row, "months", "idle_cell", message)
