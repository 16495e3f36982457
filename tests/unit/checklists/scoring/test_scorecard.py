"""Points, ranges, ceilings and vetoes: what is unknown earns nothing and is never taken for no."""

from __future__ import annotations

from decimal import Decimal

from checklists.model.assessment import Score
from checklists.model.checklist import (
    Bin,
    CeilingRule,
    DimensionRule,
    GradeRule,
    IndicatorRule,
    Provenance,
    Scorecard,
    VetoRule,
)
from checklists.model.evaluation import Unknown
from checklists.scoring.scorecard import Withheld, score, working_grade

SOURCE = Provenance("本行待校准")


class Answers:
    """An evaluator in which every expression is a name."""

    def __init__(self, **values: str | bool) -> None:
        self._values = values

    def number(self, expression: str) -> Decimal | Unknown:
        value = self._values.get(expression)
        return Unknown((expression,)) if value is None else Decimal(value)

    def truth(self, expression: str) -> bool | Unknown:
        value = self._values.get(expression)
        return value if isinstance(value, bool) else Unknown((expression,))

    def text(self, expression: str) -> str | Unknown:
        value = self._values.get(expression)
        return value if isinstance(value, str) else Unknown((expression,))

    def paths(self, expression: str) -> tuple[str, ...]:
        return ()


def bin_(
    points: int, reason: str, lower: str | None = None, upper: str | None = None, equals: tuple[str, ...] = ()
) -> Bin:
    least = None if lower is None else Decimal(lower)
    below = None if upper is None else Decimal(upper)
    return Bin(least, below, equals, Decimal(points), reason)


def indicator(name: str, dimension: str, most: int, *bins: Bin) -> IndicatorRule:
    return IndicatorRule(name, name.upper(), dimension, name, Decimal(most), bins, SOURCE)


YEARS = indicator(
    "years", "subject", 40, bin_(0, "不到 1 年", upper="1"), bin_(20, "1 到 3 年", "1", "3"), bin_(40, "3 年以上", "3")
)
SITE = indicator("site", "business", 45, bin_(45, "旺", equals=("brisk", "normal")), bin_(5, "冷清", equals=("dull",)))
OVERDUE = indicator("overdue", "credit", 15, bin_(15, "无逾期", equals=("none",)), bin_(0, "逾期", equals=("severe",)))
GRADES = (
    GradeRule("A", "A 级", Decimal(80), "agree"),
    GradeRule("B", "B 级", Decimal(70), "agree_with_conditions"),
    GradeRule("C", "C 级", Decimal(60), "caution"),
    GradeRule("D", "D 级", Decimal(0), "refuse"),
)
CARD = Scorecard(
    dimensions=tuple(
        DimensionRule(name, name, Decimal(most)) for name, most in (("subject", 40), ("business", 45), ("credit", 15))
    ),
    indicators=(YEARS, SITE, OVERDUE),
    vetoes=(VetoRule("court", "被执行未结", "sued", SOURCE),),
    ceilings=(CeilingRule("debt", "负债率过高", "deep_in_debt", "C", SOURCE),),
    grades=GRADES,
)
GOOD: dict[str, str | bool] = {"years": "3", "site": "brisk", "overdue": "none", "sued": False, "deep_in_debt": False}


def scored(withheld: Withheld | None = None, **changes: str | bool | None) -> Score:
    values = {key: value for key, value in (GOOD | changes).items() if value is not None}
    return score(CARD, Answers(**values), amount=Decimal(80_000), withheld=withheld or Withheld())


def test_full_marks_add_up_and_earn_the_best_grade() -> None:
    found = scored()
    assert found.total == found.lowest == found.highest == 100
    assert (found.grade, found.grade_before_ceilings) == ("A", "A")
    assert [dimension.points for dimension in found.dimensions] == [40, 45, 15]


def test_bins_hold_their_lower_bound_and_not_their_upper_one() -> None:
    assert scored(years="2.9999").dimensions[0].points == 20
    assert scored(years="1").dimensions[0].points == 20
    assert scored(years="0.9999").dimensions[0].points == 0


def test_a_value_of_no_bin_earns_nothing_and_says_so() -> None:
    found = scored(site="closed").dimensions[1].indicators[0]
    assert found.points == 0
    assert "不在评分卡的任何一档" in found.reason


def test_what_is_not_answered_earns_nothing_and_widens_the_range() -> None:
    found = scored(overdue=None)
    assert found.unassessed_share == Decimal("0.15")
    assert found.total == found.lowest == 85
    assert found.highest == 100
    indicator_found = found.dimensions[2].indicators[0]
    assert indicator_found.points is None
    assert indicator_found.missing == ("overdue",)


def test_above_a_fifth_unassessed_there_is_no_score() -> None:
    found = scored(years=None)
    assert found.unassessed_share == Decimal("0.40")
    assert found.total is None
    assert found.grade is None
    assert found.lowest == 60
    assert found.highest == 100
    assert working_grade(found, CARD) is None


def test_a_withheld_dimension_is_not_assessed_whatever_was_answered() -> None:
    found = scored(Withheld(("credit",)))
    assert found.total is None
    assert found.grade is None
    assert found.lowest == 85
    assert found.highest == 100
    assert "征信" in found.dimensions[2].indicators[0].reason
    assert working_grade(found, CARD) == "A", "the grade of the lowest end: 85 of 100"


def test_a_ceiling_presses_the_grade_and_leaves_the_points() -> None:
    found = scored(deep_in_debt=True)
    assert found.total == 100
    assert (found.grade_before_ceilings, found.grade) == ("A", "C")
    assert working_grade(scored(Withheld(("credit",)), deep_in_debt=True), CARD) == "C"


def test_a_ceiling_never_lifts_a_grade() -> None:
    assert scored(site="dull", years="1", deep_in_debt=True).grade == "D"


def test_an_unknown_veto_is_undecided_not_false() -> None:
    assert scored().vetoes[0].fired is False
    assert scored(sued=True).vetoes[0].fired is True
    assert scored(sued=None).vetoes[0].fired is None


def test_reasons_name_the_points_won_and_lost() -> None:
    found = scored(years="1")
    assert found.ups == ("SITE:旺。", "OVERDUE:无逾期。")
    assert found.downs == ("YEARS:1 到 3 年。",)


def test_a_card_without_indicators_scores_nobody() -> None:
    empty = Scorecard((), (), (), (), GRADES)
    found = score(empty, Answers(), amount=None, withheld=Withheld())
    assert found.total is None
    assert found.unassessed_share == 1
