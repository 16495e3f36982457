"""Every bin of every industry's scorecard against its golden vectors, on the laptop and by the way head office recomputes."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from itertools import zip_longest
from pathlib import Path

import pytest

from checklists import package, samples, workbook
from checklists.model.case import Case
from checklists.model.checklist import Checklist
from checklists.model.evaluation import Unknown
from checklists.scoring.scorecard import Withheld, score
from sync.headoffice.recompute import recompute
from tests.golden.scorecard_vectors import HERE, INDUSTRIES, table_of

NOON = datetime(2025, 12, 31, 12, tzinfo=UTC)
ANSWERED = {
    "a1_business_years": ("main_business_years", 1),
    "a3_experience": ("industry_experience_years", 1),
    "a5_wealth_match": ("asset_match", 1),
    "b1_policy": ("industry_policy", 1),
    "b2_concentration": ("top_customer_percent", 100),
    "b5_site": ("site_state", 1),
    "b6_licences": ("licences_state", 1),
    "d2_queries": ("bureau_queries_3m", 1),
    "d3_institutions": ("bureau_institutions", 1),
    "e3_second_source": ("second_source_kind", 1),
}
"""Indicators that one answer decides, and how many times its figure the answer is."""
CUTS = ((80, "A"), (70, "B"), (60, "C"), (0, "D"))
Vector = tuple[str, str, Decimal]


@cache
def built(industry: str) -> tuple[bytes, Checklist]:
    data = workbook.build_shipped(industry)
    return data, package.read(data)


@cache
def golden(industry: str) -> tuple[Vector, ...]:
    with Path(HERE / f"{industry}_scorecard.csv").open(encoding="utf-8", newline="") as table:
        return tuple((row["indicator"], row["value"], Decimal(row["points"])) for row in csv.DictReader(table))


class Given:
    """Evaluates an indicator's expression to the value at hand; no ceiling or veto holds."""

    def __init__(self, values: dict[str, str]) -> None:
        self.values = values

    def number(self, expression: str) -> Decimal | Unknown:
        return Decimal(self.values[expression]) if expression in self.values else Unknown(())

    def text(self, expression: str) -> str | Unknown:
        return self.values.get(expression) or Unknown(())

    def truth(self, _expression: str) -> bool | Unknown:
        return False

    def paths(self, _expression: str) -> tuple[str, ...]:
        return ()


@pytest.mark.parametrize("industry", INDUSTRIES)
def test_the_vectors_are_those_of_the_sheets(industry: str) -> None:
    assert (HERE / f"{industry}_scorecard.csv").read_text("utf-8") == table_of(industry)
    indicators = {rule.name for rule in built(industry)[1].scorecard.indicators}
    assert {name for name, _, _ in golden(industry)} == indicators


@pytest.mark.parametrize("industry", INDUSTRIES)
def test_every_value_earns_its_points_on_the_laptop(industry: str) -> None:
    card = built(industry)[1].scorecard
    rules = {rule.name: rule for rule in card.indicators}
    for name, value, points in golden(industry):
        found = score(card, Given({rules[name].value: value}), amount=None, withheld=Withheld())
        assert found.lowest == points, (name, value)


@pytest.mark.parametrize("industry", INDUSTRIES)
def test_the_same_vectors_hold_at_head_office(industry: str) -> None:
    """Each case takes one vector of every indicator that an answer decides; totals and grade follow from the golden points."""
    data, checklist = built(industry)
    told = samples.sample_answers(industry)
    for vectors in _turns(industry):
        answers = told | {checklist.paths[ANSWERED[name][0]]: _answer(name, value) for name, value, _ in vectors}
        case = Case("c", "JD-1", industry, checklist.sha256, NOON, answers=answers)
        document = json.loads(recompute(case, data), parse_float=Decimal, parse_int=Decimal)["score_requested"]
        points = {each["name"]: each["points"] for part in document["dimensions"] for each in part["indicators"]}
        assert {name: points[name] for name, _, _ in vectors} == {name: earned for name, _, earned in vectors}
        for part in document["dimensions"]:
            assert part["points"] == sum(each["points"] for each in part["indicators"])
        assert document["total"] == sum(points.values())
        assert document["grade_before_ceilings"] == next(name for cut, name in CUTS if document["total"] >= cut)


def _turns(industry: str) -> Iterator[list[Vector]]:
    by_name = [[each for each in golden(industry) if each[0] == name] for name in ANSWERED]
    decided = [vectors for vectors in by_name if vectors]
    return ([each for each in turn if each is not None] for turn in zip_longest(*decided))


def _answer(name: str, value: str) -> str:
    times = ANSWERED[name][1]
    return value if times == 1 else str(Decimal(value) * times)
