"""The plan after the loan: the tier by grade and red flags, covenants with their bounds, points that apply."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checklists.model.aftercare import AftercareRules, CareItemRule, CovenantRule, TierRule
from checklists.model.assessment import RuleHit
from checklists.model.evaluation import Unknown
from checklists.model.provenance import Provenance
from checklists.scoring.aftercare import aftercare_for

HERE = Provenance("手册 6.1", "1", 2)
TIERS = (
    TierRule("green", "绿", ("A",), 0, 0, 30, 180, None, "电话", HERE),
    TierRule("yellow", "黄", ("A", "B", "C"), 0, 1, 15, 30, 90, "流水", HERE),
    TierRule("red", "红", (), None, None, 15, 7, 14, "双人", HERE),
)
RULES = AftercareRules(
    TIERS,
    (
        CovenantRule("inflow", "月入账", "", "sales * 0.7", "yuan", "看流水", HERE),
        CovenantRule("stock", "存货天数", "has stock", "days", "days", "点货", HERE),
        CovenantRule("use", "用途", "", "", "", "看发票", HERE),
    ),
    (
        CareItemRule("collateral", "押品", "has collateral", "看现状", HERE),
        CareItemRule("open", "开门", "", "到场", HERE),
    ),
)


class Answered:
    """An evaluator over a few expressions; what it does not know is unknown."""

    def __init__(self, **known: Decimal | bool) -> None:
        self._known = {name.replace("_", " "): value for name, value in known.items()}

    def number(self, expression: str) -> Decimal | Unknown:
        value = Decimal(700) if expression == "sales * 0.7" else self._known.get(expression)
        return value if isinstance(value, Decimal) else Unknown(("存货天数",))

    def truth(self, expression: str) -> bool | Unknown:
        value = self._known.get(expression)
        return value if isinstance(value, bool) else Unknown(("有没有",))

    def text(self, expression: str) -> str | Unknown:
        return Unknown()

    def paths(self, expression: str) -> tuple[str, ...]:
        return ()


def flags(*severities: str) -> tuple[RuleHit, ...]:
    return tuple(RuleHit(f"r{at}", "信号", fired=True, effect=each, source="") for at, each in enumerate(severities))


@pytest.mark.parametrize(
    ("grade", "severities", "tier"),
    [
        ("A", (), "green"), ("A", ("minor",), "green"), ("A", ("medium",), "yellow"), ("B", (), "yellow"),
        ("C", ("medium", "medium"), "red"), ("A", ("major",), "red"), ("D", (), "red"),
    ],
)  # fmt: skip
def test_the_first_tier_that_takes_the_case_is_its_own(grade: str, severities: tuple[str, ...], tier: str) -> None:
    plan = aftercare_for(RULES, Answered(), grade=grade, red_flags=flags(*severities))
    assert plan is not None
    assert plan.tier is not None
    assert plan.tier.name == tier


def test_undecided_red_flags_press_no_tier_and_no_grade_gives_none() -> None:
    undecided = (RuleHit("r", "信号", fired=None, effect="major", source=""),)
    plan = aftercare_for(RULES, Answered(), grade="A", red_flags=undecided)
    assert plan is not None
    assert plan.tier is not None
    assert plan.tier.name == "green"
    waiting = aftercare_for(RULES, Answered(), grade=None, red_flags=())
    assert waiting is not None
    assert waiting.tier is None


def test_what_does_not_apply_is_left_out_and_what_is_not_known_is_looked_at() -> None:
    plan = aftercare_for(RULES, Answered(has_stock=False, has_collateral=False), grade="A", red_flags=())
    assert plan is not None
    assert [each.name for each in plan.covenants] == ["inflow", "use"]
    assert [each.name for each in plan.items] == ["open"]
    unsure = aftercare_for(RULES, Answered(), grade="A", red_flags=())
    assert unsure is not None
    bounds = {each.name: (each.value, each.missing) for each in unsure.covenants}
    assert bounds == {"inflow": (Decimal(700), ()), "stock": (None, ("存货天数",)), "use": (None, ())}
    assert [each.name for each in unsure.items] == ["collateral", "open"]


def test_a_bank_that_sets_nothing_has_no_plan() -> None:
    assert aftercare_for(AftercareRules(), Answered(), grade="A", red_flags=()) is None
