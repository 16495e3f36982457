"""Where the client stands, on paper: strips, table, the level by name; the business alone; both sides of the loan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from checklists.assess import assess
from checklists.model.checklist import PercentileRow, Provenance
from reports.chapters import keys
from reports.compose import ReportMaterial, compose
from reports.document import BenchmarkBands, Chart, DataTable, Figure, Paragraph, Section
from tests.unit.reports.real_sample import real_material

VALUES = (Decimal(18), Decimal(26), Decimal(34), Decimal(45), Decimal(61))


@lru_cache
def material(n: int | None = None) -> ReportMaterial:
    """The wholesaler in Jiangsu; with ``n`` made-up cases (样例) of its region and size, and 88 of its region."""
    made = real_material()
    case = replace(made.case, answers={**made.case.answers, "/data/premises/region": "32"})
    rows = () if n is None else (_row("from_3m", n), _row("", 88))
    checklist = replace(made.checklist, percentiles=rows)
    return replace(made, case=case, checklist=checklist, assessment=assess(case, checklist))


def _row(size: str, n: int) -> PercentileRow:
    return PercentileRow("inventory_days", "32", size, n, VALUES, "2025-01", "2025-12", Provenance("样例", "1"))


def section(made: ReportMaterial, key: str) -> Section:
    return next(each for chapter in compose(made).chapters for each in chapter.sections if each.key == key)


def charts(made: ReportMaterial) -> list[BenchmarkBands]:
    return [
        block.spec
        for block in section(made, keys.INDUSTRY).blocks
        if isinstance(block, Chart) and isinstance(block.spec, BenchmarkBands)
    ]


def test_without_the_bank_s_own_cases_the_handbook_is_named() -> None:
    (bands,) = charts(material())
    assert {band.outer for band in bands.bands} == {None}
    notes = [
        note
        for block in section(material(), keys.INDUSTRY).blocks
        if isinstance(block, DataTable)
        for note in block.notes
    ]
    assert any("对标用手册区间" in str(note) for note in notes)


def test_a_strip_shows_the_middle_half_the_median_and_both_ends() -> None:
    strip, handbook = charts(material(41))
    (band,) = strip.bands
    assert band.outer == (VALUES[0], VALUES[4])
    assert (band.low, band.mid, band.high) == VALUES[1:4]
    assert band.range_text == "约第 49 百分位，中位 34 天"
    assert "存货周转天数" not in {each.label for each in handbook.bands}


def test_the_table_names_group_sample_and_window() -> None:
    table = next(block for block in section(material(41), keys.INDUSTRY).blocks if isinstance(block, DataTable))
    assert table.rows[0].cells[-1] == "江苏省、年营业额 300 万至 1000 万元，n=41，2025-01 至 2025-12"


def test_a_group_that_is_too_small_is_passed_over_by_name() -> None:
    table = next(block for block in section(material(22), keys.INDUSTRY).blocks if isinstance(block, DataTable))
    assert table.rows[0].cells[-1] == "江苏省，n=88，2025-01 至 2025-12"
    assert "样本不足而没有采用的同业组：同地区同规模 22 户。" in [str(note) for note in table.notes]


def _verified(cells: Sequence[object]) -> tuple[Decimal, Decimal, Decimal]:
    business, household, both = (
        cell.value for cell in (cells[2], cells[4], cells[5]) if isinstance(cell, Figure) and cell.value is not None
    )
    return business, household, both


def test_business_and_household_stand_beside_both_together() -> None:
    table = next(block for block in section(material(), keys.ALONE).blocks if isinstance(block, DataTable))
    for row in table.rows[1:4]:
        business, household, both = _verified(row.cells)
        assert business + household == both


def test_ratios_have_both_sides_of_the_loan_in_one_row() -> None:
    table = next(block for block in section(material(), keys.RATIOS).blocks if isinstance(block, DataTable))
    by_label = {row.cells[0]: row.cells for row in table.rows}
    assert not [label for label in by_label if isinstance(label, str) and label.startswith("贷后")]
    assessment = material().assessment
    facts = {ratio.key: ratio for ratio in assessment.ratios}
    row = by_label[facts["dscr"].label]
    assert row[1:3] != ("—", "—")
    assert facts["dscr_before"].label not in by_label


def test_trend_and_season_are_told_in_words() -> None:
    for key, said in ((keys.TREND, material().assessment.trend_words), (keys.SEASON, material().assessment.season)):
        told = said if isinstance(said, tuple) else said.words  # type: ignore[union-attr]
        paragraphs = [block for block in section(material(), key).blocks if isinstance(block, Paragraph)]
        assert len(paragraphs) == len(told) > 0
