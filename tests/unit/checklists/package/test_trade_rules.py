"""The trade sheet: traits, documents and a season of twelve months that add up to a year."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checklists.package.rules import Rules, parse_rules
from checklists.package.sheets import TRADE, SheetRow

PATHS = {"premises_kind": "/data/premises_kind"}
YEAR = [("season", f"m{month:02d}", "1", "") for month in range(1, 13)]


def _rules(rows: list[tuple[str, str, str, str]]) -> Rules:
    made = [
        SheetRow(
            TRADE,
            number,
            {"kind": kind, "name": name, "label": "名称", "value": value, "when": when, "source": "本行待校准"},
        )
        for number, (kind, name, value, when) in enumerate(rows, start=2)
    ]
    return parse_rules({TRADE: made}, paths=PATHS)


def test_a_document_is_asked_for_by_a_rule_over_the_answers() -> None:
    trade = _rules([("document", "lease", "", "${premises_kind} = 'rented'"), ("document", "licence", "", "")]).trade
    assert [(rule.name, rule.when) for rule in trade.documents] == [
        ("lease", "/data/premises_kind = 'rented'"),
        ("licence", ""),
    ]


def test_a_trait_and_a_document_may_share_a_name() -> None:
    rules = _rules([("trait", "season", "", ""), ("document", "season", "", "")])
    assert not rules.problems
    assert [trait.name for trait in rules.trade.traits] == ["season"]


def test_a_season_is_twelve_coefficients_in_the_order_of_the_year() -> None:
    rows = [("season", "m02", "0", ""), ("season", "m01", "2", ""), *YEAR[2:]]
    assert _rules(rows).trade.season == (Decimal(2), Decimal(0), *(Decimal(1),) * 10)


def test_without_a_season_there_is_none() -> None:
    assert _rules([("trait", "thin", "", "")]).trade.season == ()


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (YEAR[:11], "season_gap"),
        ([*YEAR[:11], ("season", "m12", "2", "")], "season_sum"),
        ([*YEAR[:11], ("season", "dec", "1", "")], "unknown_month"),
        ([*YEAR[:10], ("season", "m11", "-1", ""), ("season", "m12", "3", "")], "negative_season"),
        ([*YEAR[:11], ("season", "m12", "", "")], "missing_value"),
        ([*YEAR, ("season", "m12", "1", "")], "duplicate_name"),
        ([("traits", "thin", "", "")], "unknown_kind"),
        ([("document", "lease", "", "${premises} = 'rented'")], "unknown_reference"),
    ],
)
def test_a_slip_in_the_trade_sheet_is_named(rows: list[tuple[str, str, str, str]], code: str) -> None:
    assert code in {problem.code for problem in _rules(rows).problems}
