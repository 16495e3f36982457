"""Figures print in one way everywhere."""

from decimal import Decimal

import pytest

from reports.document import Figure, Unit, words


@pytest.mark.parametrize(
    ("figure", "in_table", "in_sentence"),
    [
        (Figure(Decimal(186_000), Unit.WAN), "18.60", "18.60 万元"),
        (Figure(Decimal(-22_000), Unit.WAN), "(2.20)", "−2.20 万元"),
        (Figure(Decimal("-0.0502"), Unit.PERCENT, signed=True), "−5.0%", "−5.0%"),
        (Figure(Decimal("0.02"), Unit.PERCENT, signed=True), "+2.0%", "+2.0%"),
        (Figure(Decimal("0.125"), Unit.PERCENT), "12.5%", "12.5%"),
        (Figure(Decimal("33.943"), Unit.DAYS), "33.9", "33.9 天"),
        (Figure(Decimal("1234567.891"), Unit.YUAN), "1,234,567.89", "1,234,567.89 元"),
        (Figure(Decimal(12), Unit.MONTHS), "12", "12 个月"),
    ],
)
def test_a_figure_prints_with_its_unit_only_in_sentences(figure: Figure, in_table: str, in_sentence: str) -> None:
    assert figure.tabular() == in_table
    assert figure.prose() == in_sentence


def test_an_unknown_figure_is_words_and_never_a_zero() -> None:
    unknown = Figure(None, Unit.WAN)
    assert unknown.tabular() == "未核实"
    assert unknown.prose() == "未核实"


def test_halves_round_away_from_zero() -> None:
    assert Figure(Decimal(50), Unit.WAN).tabular() == "0.01"
    assert Figure(Decimal(-50), Unit.WAN).tabular() == "(0.01)"


def test_what_rounds_to_nothing_has_no_sign() -> None:
    assert Figure(Decimal(-1), Unit.WAN).tabular() == "0.00"
    assert Figure(Decimal("-0.00001"), Unit.PERCENT, signed=True).prose() == "0.0%"


def test_words_put_figures_into_a_sentence() -> None:
    assert words("申请 ", Figure(Decimal(150_000), Unit.WAN), "。").plain == "申请 15.00 万元。"
