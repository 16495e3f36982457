"""A case among its peers: region from its answer, size from verified sales, percentiles from the checklist it is handled under."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from checklists import package, workbook
from checklists.assess import assess
from checklists.model.assessment import Assessment
from checklists.model.case import Case
from checklists.model.checklist import Checklist, PercentileRow, Provenance
from checklists.model.percentiles import PeerLevel, Standing
from checklists.samples import sample_answers

FMCG = "fmcg_wholesale"
NOON = datetime(2025, 12, 31, 12, tzinfo=UTC)
VALUES = (Decimal(10), Decimal(20), Decimal(30), Decimal(40), Decimal(50))
REGION = "/data/premises/region"


@pytest.fixture(scope="module")
def checklist() -> Checklist:
    return package.read(workbook.build_shipped(FMCG))


def assessed(checklist: Checklist, **answers: str) -> Assessment:
    told = (
        sample_answers(FMCG)
        | {REGION: answers.get("region", "32")}
        | {k: v for k, v in answers.items() if k != "region"}
    )
    return assess(Case("c", "JD-1", FMCG, checklist.sha256, NOON, answers=told), checklist)


def with_rows(checklist: Checklist, *groups: tuple[str, str, int]) -> Checklist:
    """Made up (样例): stock days of groups of a region, a size and a number of cases."""
    rows = tuple(
        PercentileRow("inventory_days", region, size, n, VALUES, "2025-01", "2025-12", Provenance("样例", "2025.4"))
        for region, size, n in groups
    )
    return replace(checklist, percentiles=rows)


def days_of(found: Assessment) -> Standing:
    return next(each for each in found.standings if each.fact == "inventory_days")


def test_the_shipped_checklist_names_the_handbook_s_band(checklist: Checklist) -> None:
    """No population is made up: without a bank's own rows every figure says whose band it is held against."""
    assert checklist.percentiles == ()
    found = assessed(checklist)
    assert {each.level for each in found.standings} == {PeerLevel.HANDBOOK}
    assert [each.fact for each in found.standings] == [each.fact for each in checklist.benchmarks]


def test_region_is_answered_and_size_comes_from_verified_sales(checklist: Checklist) -> None:
    own = with_rows(checklist, ("", "", 300), ("32", "", 90), ("32", "from_3m", 41), ("33", "from_3m", 41))
    found = days_of(assessed(own))
    assert (found.level, found.region, found.size_band, found.n) == (
        PeerLevel.REGION_AND_SIZE, "江苏省", "年营业额300万至1000万元", 41,
    )  # fmt: skip
    assert found.percentile is not None
    assert found.value == assessed(own).fact("inventory_days")
    assert assessed(own).fact("size_band") == "from_3m"


def test_without_a_region_the_industry_speaks(checklist: Checklist) -> None:
    own = with_rows(checklist, ("", "", 300), ("32", "", 90))
    assert days_of(assessed(own, region="")).level is PeerLevel.INDUSTRY


def test_without_verified_sales_the_size_is_not_known(checklist: Checklist) -> None:
    own = with_rows(checklist, ("", "", 300), ("32", "", 90), ("32", "from_3m", 41))
    blank = {checklist.paths["declared_sales"]: ""}
    found = assessed(own, **blank)
    assert found.fact("size_band") is None
    assert days_of(found).level is PeerLevel.REGION
    assert days_of(found).percentile is None


def test_percentiles_touch_neither_score_nor_limit(checklist: Checklist) -> None:
    plain, own = assessed(checklist), assessed(with_rows(checklist, ("", "", 300)))
    assert (plain.score, plain.limit, plain.decision, plain.ratios) == (own.score, own.limit, own.decision, own.ratios)
