"""The sheets of core and FMCG wholesale hold what the handbook demands of every checklist."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

import pytest

from checklists import workbook
from checklists.model.checklist import Checklist, IndicatorRule
from checklists.model.lines import LINE_BY_KEY
from checklists.package.sheets import CHOICES, CROSSCHECKS, SCORECARD, SURVEY
from checklists.workbook import Sheets

LABEL = "label::中文 (zh)"
SECTIONS = (
    "arrival", "identity", "history", "premises", "stock_take", "receivables_payables", "cash_bank", "income", "assets",
    "debts_section", "household", "adjustments_section", "partners", "industry", "soft", "purpose", "guarantee", "bureau", "declarations",
)  # fmt: skip
PERSONAL = ("marital", "soft_marriage", "soft_age", "soft_children", "client_id_number", "spouse_name")


def test_fmcg_wholesale_has_no_problem_left(fmcg_sheets: Sheets) -> None:
    assert workbook.check(fmcg_sheets) == ()


def test_sections_stand_in_the_order_of_the_visit(fmcg_sheets: Sheets) -> None:
    depth, sections = 0, []
    for row in fmcg_sheets.rows(SURVEY):
        if row["type"].startswith("begin"):
            sections += [row["name"]] if depth == 0 else []
            depth += 1
        elif row["type"].startswith("end"):
            depth -= 1
    assert tuple(sections) == SECTIONS


def test_every_statement_line_is_fed(fmcg_sheets: Sheets) -> None:
    fed = {row["bind::jd:line"] for row in fmcg_sheets.rows(SURVEY) if row["bind::jd:line"]}
    assert fed == set(LINE_BY_KEY)


def test_every_on_site_item_asks_for_a_reason_when_it_is_skipped(fmcg_sheets: Sheets) -> None:
    rows = {row["name"]: row for row in fmcg_sheets.rows(SURVEY)}
    items = [row for row in rows.values() if row["type"] == "select_one item_state"]
    assert len([item for item in items if item["name"].startswith("g")]) == 14
    for item in items:
        reason = rows[f"{item['name']}_reason"]
        assert item["bind::jd:evidence"]
        assert (reason["required"], reason["relevant"]) == ("yes", f"${{{item['name']}}} = 'skipped'")


def test_only_the_optional_items_may_be_left_undone_without_notice(fmcg_sheets: Sheets) -> None:
    items = [row for row in fmcg_sheets.rows(SURVEY) if row["type"] == "select_one item_state"]
    assert [row["name"] for row in items if row["bind::jd:must"] != "true"] == ["g14_insurance", "i15_ride"]


def test_names_are_ascii_and_labels_chinese(fmcg_sheets: Sheets) -> None:
    for row in fmcg_sheets.rows(SURVEY):
        if not row["type"].startswith("end"):
            assert row["name"].isascii()
            assert re.search("[\u4e00-\u9fff]", row[LABEL]), row["name"]


def test_a_constraint_says_in_chinese_what_is_expected(fmcg_sheets: Sheets) -> None:
    for row in fmcg_sheets.rows(SURVEY):
        if row["constraint"]:
            assert row["constraint_message::中文 (zh)"], row["name"]


def test_the_form_asks_no_clock_and_no_chance(fmcg_sheets: Sheets) -> None:
    cells = [cell for row in fmcg_sheets.rows(SURVEY) for column, cell in row.cells.items() if "::" not in column]
    assert not [cell for cell in cells if re.search(r"\b(today|now|random|uuid)\(", cell)]


def test_what_identifies_a_person_is_marked_sensitive(fmcg_sheets: Sheets) -> None:
    rows = {row["name"]: row for row in fmcg_sheets.rows(SURVEY)}
    for name in (
        "client_id_number",
        "client_phone",
        "ba_tail",
        "flow_account",
        "arrival_place",
        "ar_phone",
        "hp_place",
    ):
        assert rows[name]["bind::jd:sensitive"] == "true"


@pytest.mark.parametrize("sheet", ["crosschecks", "caps", "benchmarks", "redflags"])
def test_every_rule_has_a_source_and_a_version(fmcg_sheets: Sheets, sheet: str) -> None:
    rows = fmcg_sheets.rows(sheet)
    assert rows
    for row in rows:
        assert row["source"]
        assert row["version"]


def test_the_banks_own_figures_are_marked_for_calibration(fmcg_sheets: Sheets) -> None:
    rows = [row for row in fmcg_sheets.rows(SCORECARD) if row["kind"] in ("dimension", "indicator", "bin", "grade")]
    assert not [row["name"] for row in rows if "本行待校准" not in row["source"]]


def test_dimensions_weigh_as_the_handbook_says(fmcg: Checklist) -> None:
    card = fmcg.scorecard
    assert {each.name: each.max_points for each in card.dimensions} == {
        "subject": 20, "business": 25, "finance": 30, "credit": 15, "proof": 10,
    }  # fmt: skip
    assert len(card.indicators) == 26
    for dimension in card.dimensions:
        assert (
            sum(each.max_points for each in card.indicators if each.dimension == dimension.name) == dimension.max_points
        )


def test_bins_leave_no_gap_and_no_overlap(fmcg: Checklist) -> None:
    for indicator in fmcg.scorecard.indicators:
        if indicator.bins[0].equals:
            continue
        bins = indicator.bins
        assert bins[0].lower is None
        assert bins[-1].upper is None
        assert all(left.upper == right.lower for left, right in pairwise(bins)), indicator.name


def test_category_bins_know_every_answer(fmcg: Checklist, fmcg_sheets: Sheets) -> None:
    questions = {row["name"]: row for row in fmcg_sheets.rows(SURVEY)}
    lists: dict[str, set[str]] = {}
    for row in fmcg_sheets.rows(CHOICES):
        lists.setdefault(row["list_name"], set()).add(row["name"])
    for indicator in fmcg.scorecard.indicators:
        if not indicator.bins[0].equals:
            continue
        question = questions[_question_of(indicator)]
        known = lists.get(question["type"].removeprefix("select_one "), _results_of(question["calculation"]))
        scored = [value for each in indicator.bins for value in each.equals]
        assert sorted(scored) == sorted(known), indicator.name


def _question_of(indicator: IndicatorRule) -> str:
    return indicator.value.rsplit("/", 1)[-1]


def _results_of(calculation: str) -> set[str]:
    """The texts that a calculated class can be: what it compares with is not a result."""
    results = set(re.findall(r"(?<![=!] )'(\w+)'", calculation))
    return results | ({"fair", "good", "poor"} if "cooperation" in calculation else set())


def test_best_bin_of_every_indicator_earns_its_whole_points(fmcg: Checklist) -> None:
    for indicator in fmcg.scorecard.indicators:
        assert max(each.points for each in indicator.bins) == indicator.max_points
        assert min(each.points for each in indicator.bins) == 0


def test_marriage_age_and_children_never_score(fmcg: Checklist) -> None:
    card = fmcg.scorecard
    expressions = [each.value for each in card.indicators]
    expressions += [each.when for each in card.vetoes] + [each.when for each in card.ceilings]
    expressions += [each.gross + each.existing + each.when for each in fmcg.caps]
    assert not [text for text in expressions for name in PERSONAL if name in text]


def test_grades_and_coefficients_follow_the_handbook(fmcg: Checklist) -> None:
    assert [(each.name, each.lower, each.advice) for each in fmcg.scorecard.grades] == [
        ("A", Decimal(80), "agree"),
        ("B", Decimal(70), "agree_with_conditions"),
        ("C", Decimal(60), "caution"),
        ("D", Decimal(0), "refuse"),
    ]
    repayment = next(cap for cap in fmcg.caps if cap.name == "l2_repayment")
    assert dict(repayment.coefficients) == {
        "A": Decimal("0.7"), "B": Decimal("0.6"), "C": Decimal("0.5"), "D": Decimal(0),
    }  # fmt: skip
    assert all(cap.coefficients["D"] == 0 for cap in fmcg.caps)
    assert [cap.name[:2] for cap in fmcg.caps] == ["l1", "l2", "l3", "l4", "l5", "l6", "l7"]


def test_wholesale_lends_a_smaller_share_of_sales_than_other_trades(fmcg: Checklist) -> None:
    sales = next(cap for cap in fmcg.caps if cap.name == "l3_sales")
    assert sales.gross == "$verified_sales * 0.15"


def test_turnover_can_be_told_from_five_kinds_of_evidence(fmcg: Checklist) -> None:
    methods = {each.method for each in fmcg.turnover_methods}
    assert {"M1", "M2", "M3", "M4", "M6", "M7", "M11", "M12"} <= methods


def test_core_tolerances_are_the_handbooks(fmcg: Checklist) -> None:
    tolerances = {each.name: (each.pass_within, each.explain_within) for each in fmcg.crosschecks}
    assert tolerances["equity_check"] == (Decimal("0.05"), Decimal("0.10"))
    assert tolerances["margin_check"] == (Decimal("0.05"), Decimal("0.15"))
    assert tolerances["turnover_check"] == (Decimal("0.10"), Decimal("0.20"))
    assert tolerances["power_check"][0] == Decimal("0.20")
    assert tolerances["stock_sampling"][0] == Decimal("0.05")
    assert "net_profit_check" in tolerances


def test_the_industry_brings_its_own_five_checks(fmcg_sheets: Sheets) -> None:
    own = {row["name"] for row in fmcg_sheets.rows(CROSSCHECKS) if not row.origin}
    assert {"m4_maker_payments", "m7_delivery", "m12_outlets", "warehouse_capacity", "rebate_check"} <= own
