"""A case held to what its bank sets: the term, the product's limit, the price, who decides, the regulatory lines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from checklists.assess import assess
from checklists.model.assessment import Advice, Assessment
from checklists.model.case import Case
from checklists.model.checklist import Checklist
from checklists.model.offer import Offer
from checklists.model.parameters import BankParameters, RegulationEffect, RegulationRule
from checklists.model.provenance import Provenance

Told = Callable[..., Assessment]


@pytest.fixture
def told(checklist: Checklist, a_case: Callable[..., Case]) -> Told:
    """The sample with answers by question name, on the shipped parameters or on changed ones."""

    def run(parameters: dict[str, Any] | None = None, **answers: str) -> Assessment:
        held = checklist
        if parameters is not None:
            held = replace(checklist, parameters=replace(checklist.parameters, **parameters))
        return assess(a_case({checklist.paths[name]: text for name, text in answers.items()}), held)

    return run


def offered(assessment: Assessment) -> Offer:
    assert assessment.offer is not None
    return assessment.offer


def cap(assessment: Assessment, name: str) -> Decimal | None:
    return next(each.amount for each in assessment.limit.caps if each.name == name)


def test_the_sample_fits_its_product_and_costs_less_than_is_asked(told: Told) -> None:
    found = told()
    offer = offered(found)
    assert found.limit.term_months == 12
    assert offer.chosen is not None
    assert (offer.chosen.label, offer.chosen.fits) == ("旺季备货贷", True)
    assert offer.price.lowest == Decimal("0.0428")  # 2 % + 1 % + 0.8 % x 50 % + 8 % x 11 %
    assert offer.price.difference == Decimal("0.0172")
    assert offer.authority.label == "支行行长"
    assert found.decision.advice is Advice.AGREE


def test_the_term_is_held_down_and_instalment_and_repayment_cap_follow(told: Told) -> None:
    """Fitting out a shop for sixty months: the product ends at thirty-six, and so does one cycle of the purpose."""
    asked = {"purpose_kind": "fit_out", "product": "baozheng"}
    long, right = told(requested_months="60", **asked), told(requested_months="36", **asked)
    term = offered(long).term
    assert (term.requested, term.months, term.binding) == (60, 36, "product")
    assert long.limit.term_months == 36
    assert cap(long, "l2_repayment") == cap(right, "l2_repayment")
    assert long.limit.instalment == right.limit.instalment
    assert long.fact("loan_months") == 36
    assert any("期限定为36个月" in reason for reason in long.decision.reasons)


def test_a_purpose_ends_with_its_turnover_cycle(told: Told) -> None:
    found = told(purpose_kind="working_capital", product="baozheng", requested_months="36")
    assert found.limit.term_months == 12
    assert offered(found).term.binding == "purpose"


@pytest.mark.parametrize("blank", ["product", "purpose_kind", "requested_months"])
def test_what_the_term_rests_on_taken_away_leaves_no_term_and_no_limit(told: Told, blank: str) -> None:
    found = told(**{blank: ""})
    assert found.limit.term_months is None
    assert found.limit.recommended is None
    assert offered(found).schedule is None
    assert not found.decision.advice.agrees


def test_l7_is_the_product_and_the_highest_authority(told: Told, checklist: Checklist) -> None:
    assert cap(told(), "l7_product") == 500_000
    low = tuple(replace(band, up_to=Decimal(60_000)) for band in checklist.parameters.authority if band.above == 0)
    held = told({"authority": low})
    assert cap(held, "l7_product") == 60_000
    assert (held.limit.recommended, held.limit.binding) == (Decimal(60_000), "l7_product")


def test_what_is_on_no_list_is_asked_for(told: Told) -> None:
    assert cap(told(product="other", product_limit="70000"), "l7_product") == 70_000
    assert cap(told(product="other"), "l7_product") is None
    assert offered(told(product="other", product_limit="70000")).chosen is None


def test_a_product_that_does_not_take_the_loan_withholds_the_agreement(told: Told) -> None:
    found = told(product="xinyong")
    assert found.decision.advice is Advice.WITHHELD
    assert any(
        text.startswith("所选产品“小微信用贷”办不了:担保方式“保证”不在产品范围内") for text in found.decision.reasons
    )


def test_a_rate_below_the_price_makes_the_agreement_conditional(told: Told) -> None:
    found = told(annual_rate_percent="4.2")
    assert found.decision.advice is Advice.AGREE_WITH_CONDITIONS
    assert any("年利率4.2%低于最低定价4.28%" in text for text in found.decision.conditions)


def test_a_rate_left_out_leaves_the_price_without_comparison(told: Told) -> None:
    price = offered(told(annual_rate_percent="")).price
    assert price.difference is None
    assert price.is_below is None


def rule(effect: RegulationEffect, when: str, since: date | None, until: date | None = None) -> RegulationRule:
    return RegulationRule("tried", "试行规则", when, effect, None, since, until, Provenance("办法第一条"))


@pytest.mark.parametrize(
    ("since", "until", "advice"),
    [
        (date(2025, 1, 1), None, Advice.WITHHELD),
        (None, None, Advice.AGREE),
        (date(2026, 1, 1), None, Advice.AGREE),
        (date(2024, 1, 1), date(2025, 12, 30), Advice.AGREE),
        (date(2024, 1, 1), date(2025, 12, 31), Advice.WITHHELD),
    ],
)
def test_a_line_forbids_on_its_days_only(told: Told, since: date | None, until: date | None, advice: Advice) -> None:
    """The sample was visited on 2025-12-31."""
    found = told({"regulation": (rule(RegulationEffect.BLOCK, "$loan_amount > 1", since, until),)})
    assert found.decision.advice is advice


def test_a_line_that_cannot_be_decided_withholds_too(told: Told) -> None:
    found = told({"regulation": (rule(RegulationEffect.BLOCK, "$bank_capital < 1", date(2025, 1, 1)),)})
    assert found.decision.advice is Advice.WITHHELD
    assert any("试行规则" in text and "尚不能判定" in text for text in found.decision.reasons)


def test_an_insider_is_lent_nothing_on_credit(told: Told) -> None:
    found = told(insider="related", guarantee_kind="credit", product="beihuo")
    assert any(text.startswith("监管规则不允许:不得向关系人发放信用贷款") for text in found.decision.reasons)
    assert not found.decision.advice.agrees


def test_no_line_from_memory_is_in_force(checklist: Checklist) -> None:
    waiting = [each for each in checklist.parameters.regulation if "核对原文后启用" in each.provenance.source]
    assert waiting
    assert not any(each.is_in_force(date(2026, 6, 30)) for each in waiting)


def test_the_living_floor_is_the_banks_or_a_better_one_found_on_site(told: Told) -> None:
    """Four people x 1,100 x 1.3 + 1,200 of schooling."""
    assert told().fact("living_floor") == 6_920
    assert told(living_region="county").fact("living_floor") == 4 * 850 * Decimal("1.3") + 1_200
    local = {"living_basis": "local", "living_region": ""}
    assert told(hh_floor_per_person="2000", **local).fact("living_floor") == 4 * 2_000 * Decimal("1.3") + 1_200
    for blank in ({"living_basis": "", "living_region": ""}, {"living_region": ""}, local, {"hh_members": ""}):
        assert told(**blank).fact("living_floor") is None


def test_the_schedule_pays_the_recommended_loan_back_to_the_fen(told: Told) -> None:
    found = told()
    schedule = offered(found).schedule
    assert schedule is not None
    assert sum(each.principal for each in schedule.instalments) == found.limit.recommended
    assert [each.due.isoformat() for each in schedule.instalments][:3] == ["2026-01-20", "2026-02-24", "2026-03-20"]
    assert schedule.unknown_year is None


def test_a_checklist_without_parameters_is_assessed_as_before(
    checklist: Checklist, a_case: Callable[..., Case]
) -> None:
    bare = replace(
        checklist, parameters=BankParameters(), paths={k: v for k, v in checklist.paths.items() if k != "product"}
    )
    found = assess(a_case(), bare)
    assert found.offer is None
    assert found.limit.term_months == 12
