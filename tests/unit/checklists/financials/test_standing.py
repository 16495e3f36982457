"""Where a client stands among the trade: the nearest group that is large enough, interpolated, in words."""

from __future__ import annotations

import statistics
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists.financials.percentile_rows import COMPARED, PeerCase, percentile_rows, quantile
from checklists.financials.standing import Peers, percentile_of, size_band_of, standings
from checklists.model.checklist import Benchmark, PercentileRow, Provenance, SizeBand
from checklists.model.facts import FACTS, LESS_IS_BETTER, MORE_IS_BETTER
from checklists.model.percentiles import KNOTS, LEAST_CASES, Better, PeerLevel, SkippedLevel, Standing

D = Decimal
OURS = Provenance("本行样例数据", "2025.4", 2)
VALUES = (D("0.1"), D("0.2"), D("0.3"), D("0.5"), D("0.9"))
FOUR_TENTHS = D("0.4")
PEERS = Peers("32", "江苏省", "from_3m", "年营业额300万至1000万元")
BAND = Benchmark("debt_ratio", "资产负债率", D(0), D("0.6"), D("0.7"), "rate", Provenance("S11", "2026.1"))


def row(region: str = "", size: str = "", n: int = 62, fact: str = "debt_ratio") -> PercentileRow:
    return PercentileRow(fact, region, size, n, VALUES, "2025-01", "2025-12", OURS)


def stood(*rows: PercentileRow, value: Decimal | None = FOUR_TENTHS, peers: Peers = PEERS) -> Standing:
    (found,) = standings({"debt_ratio": value}, (BAND,), rows, peers)
    return found


def test_the_nearest_group_of_thirty_speaks() -> None:
    found = stood(row(), row("32", n=41), row("32", "from_3m", n=30))
    assert (found.level, found.n, found.skipped) == (PeerLevel.REGION_AND_SIZE, 30, ())
    assert (found.region, found.size_band) == ("江苏省", "年营业额300万至1000万元")


def test_fewer_than_thirty_give_the_floor_to_the_parent_and_are_named() -> None:
    found = stood(row(), row("32", n=41), row("32", "from_3m", n=29))
    assert (found.level, found.n) == (PeerLevel.REGION, 41)
    assert found.skipped == (SkippedLevel(PeerLevel.REGION_AND_SIZE, 29),)
    found = stood(row(), row("32", n=12))
    assert found.level is PeerLevel.INDUSTRY
    assert found.skipped == (SkippedLevel(PeerLevel.REGION_AND_SIZE, None), SkippedLevel(PeerLevel.REGION, 12))


def test_without_rows_of_the_bank_s_own_the_handbook_s_band_is_named() -> None:
    found = stood(row(n=29))
    assert found.level is PeerLevel.HANDBOOK
    assert (found.low, found.mid, found.high, found.values, found.n) == (D(0), D("0.6"), D("0.7"), (), None)
    assert "手册区间" in found.words
    assert stood().percentile is None


def test_another_region_s_or_size_s_row_is_not_used() -> None:
    assert stood(row("33"), row("32", "under_1m")).level is PeerLevel.HANDBOOK
    unknown = Peers("", "", "", "")
    assert stood(row("32"), row(), peers=unknown).level is PeerLevel.INDUSTRY


@pytest.mark.parametrize(
    ("value", "percentile"),
    [("0.1", 10), ("0.15", "17.5"), ("0.2", 25), ("0.3", 50), ("0.4", "62.5"), ("0.9", 90)],
)
def test_a_place_is_interpolated_between_two_percentiles(value: str, percentile: str | int) -> None:
    assert percentile_of(D(value), VALUES) == (D(percentile), "")


def test_beyond_the_outermost_percentiles_nothing_more_exact_is_said() -> None:
    assert percentile_of(D("0.09"), VALUES) == (None, "below")
    assert percentile_of(D("0.91"), VALUES) == (None, "above")
    assert stood(row(), value=D(3)).words.startswith("高于第 90 百分位，差于多数同业")


def test_where_percentiles_are_one_value_the_place_is_the_middle_of_them() -> None:
    flat = (D(0), D(0), D(0), D(2), D(4))
    assert percentile_of(D(0), flat) == (D(30), "")
    assert percentile_of(D(1), flat) == (D("62.5"), "")
    assert percentile_of(D(5), (D(5),) * 5) == (D(50), "")


@given(st.lists(st.decimals(min_value=-99, max_value=99, places=3), min_size=5, max_size=5), st.data())
def test_a_larger_value_never_stands_lower(values: list[Decimal], data: st.DataObject) -> None:
    ordered = tuple(sorted(values))
    one, other = sorted(data.draw(st.tuples(*[st.decimals(min_value=-120, max_value=120, places=3)] * 2)))

    def place(value: Decimal) -> Decimal:
        percentile, beyond = percentile_of(value, ordered)
        return {"below": D(0), "above": D(100)}.get(beyond, percentile or D(0))

    assert place(one) <= place(other)


def test_the_sentence_has_place_median_group_sample_and_window() -> None:
    found = stood(row("32"))
    assert found.words == "约第 62 百分位，在同业中间一半；同业中位数 30.0%，江苏省，样本 n=62，2025-01 至 2025-12。"
    assert found.better is Better.LESS
    assert "好于多数同业" in stood(row(), value=D("0.12")).words
    assert "差于多数同业" in stood(row(), value=D("0.7")).words


def test_an_unknown_figure_has_no_place() -> None:
    found = stood(row(), value=None)
    assert (found.value, found.percentile, found.beyond) == (None, None, "")
    assert "排不出位置" in found.words
    assert "排不出位置" in stood(value=None).words


def test_a_figure_of_which_neither_way_is_sounder_is_not_judged() -> None:
    (found,) = standings({"payable_days": D("0.7")}, (), (row(fact="payable_days"),), PEERS)
    assert found.better is None
    assert "同业，" not in found.words
    assert found.words.startswith("约第 82 百分位；")


def test_directions_are_of_figures_that_exist_and_never_both() -> None:
    assert set(FACTS) >= MORE_IS_BETTER | LESS_IS_BETTER
    assert not MORE_IS_BETTER & LESS_IS_BETTER


@pytest.mark.parametrize(
    ("sales", "name"), [(999_999, "small"), (1_000_000, "middle"), (2_999_999, "middle"), (3_000_000, None)]
)
def test_a_size_band_holds_its_lower_bound_and_not_its_upper(sales: int, name: str | None) -> None:
    bands = (
        SizeBand("small", "小", None, D(1_000_000), OURS),
        SizeBand("middle", "中", D(1_000_000), D(3_000_000), OURS),
    )
    found = size_band_of(D(sales), bands)
    assert (found.name if found is not None else None) == name
    assert size_band_of(None, bands) is None


# ---- making the sheet


@given(st.lists(st.integers(min_value=-1000, max_value=1000), min_size=2, max_size=60))
def test_quantiles_are_those_of_type_seven(values: list[int]) -> None:
    """``statistics.quantiles(method="inclusive")`` is the same definition, from another hand."""
    ordered = sorted(D(value) for value in values)
    percents = statistics.quantiles([Fraction(value) for value in values], n=100, method="inclusive")
    assert [quantile(ordered, knot) for knot in KNOTS] == [percents[int(knot) - 1] for knot in KNOTS]


def cases(count: int, *, region: str = "32", size: str = "from_3m", month: str = "2025-06") -> list[PeerCase]:
    return [PeerCase(region, size, month, {"debt_ratio": D(at) / 100}) for at in range(count)]


def test_groups_under_thirty_are_not_written_at_their_own_level() -> None:
    """31 of one county, 29 of another: the second counts in the industry only."""
    rows = percentile_rows(cases(31) + cases(29, region="33", month="2025-09"))
    assert [(each.region, each.size_band, each.n) for each in rows] == [
        ("", "", 60),
        ("32", "", 31),
        ("32", "from_3m", 31),
    ]
    assert [(each.window_from, each.window_to) for each in rows][:2] == [("2025-06", "2025-09"), ("2025-06", "2025-06")]
    assert percentile_rows(cases(29)) == ()


def test_what_is_unknown_of_a_case_is_not_counted() -> None:
    known = cases(LEAST_CASES)
    rows = percentile_rows([*known, PeerCase("32", "from_3m", "2025-06", {"debt_ratio": None})])
    assert {each.n for each in rows} == {LEAST_CASES}
    assert rows[0].values == tuple(Fraction(29 * knot) / 10_000 for knot in (10, 25, 50, 75, 90))


def test_cases_of_no_known_region_or_size_count_in_the_levels_above() -> None:
    assert [each.region for each in percentile_rows(cases(30, region=""))] == [""]
    assert [each.size_band for each in percentile_rows(cases(30, size=""))] == ["", ""]


def test_what_is_compared_are_ratios_and_days_never_amounts() -> None:
    assert COMPARED
    assert {FACTS[name].unit for name in COMPARED} <= {"rate", "days", "times"}
