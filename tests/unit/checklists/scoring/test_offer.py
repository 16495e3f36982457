"""Product, term, price, authority, regulation and schedule: worked out by hand, and unknown where something is not known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists.model.evaluation import Unknown
from checklists.model.offer import Offer, TermBound
from checklists.model.parameters import (
    AuthorityBand,
    BankParameters,
    FigureKind,
    Holiday,
    LivingCost,
    PricingFigure,
    Product,
    PurposeTerm,
    RegulationEffect,
    RegulationRule,
    next_workday,
)
from checklists.model.provenance import Provenance
from checklists.scoring import offer_words
from checklists.scoring.authority import authority_for
from checklists.scoring.pricing import lpr_on, price_for
from checklists.scoring.products import Request, fit_of, product_ceiling
from checklists.scoring.regulation import regulations_on
from checklists.scoring.repayment import ANNUITY, BULLET, instalment_for
from checklists.scoring.schedule import schedule_for
from checklists.scoring.term import product_bound, purpose_bound, regulation_bounds, term_within

SOURCE = Provenance("本行待校准")
DAY = date(2025, 12, 31)
SPRING = (
    Holiday(date(2026, 2, 14), date(2026, 2, 14), "调休", is_workday=True, provenance=SOURCE),
    Holiday(date(2026, 2, 15), date(2026, 2, 23), "春节", is_workday=False, provenance=SOURCE),
)
PRODUCT = Product(
    name="stock",
    label="备货贷",
    min_amount=Decimal(10_000),
    max_amount=Decimal(500_000),
    min_months=3,
    max_months=12,
    repayments=(ANNUITY,),
    guarantees=("guarantee",),
    purposes=("peak_stock",),
    min_bp=Decimal(100),
    max_bp=Decimal(400),
    when="",
    who="",
    provenance=SOURCE,
)
REQUEST = Request(
    amount=Decimal(80_000),
    months=Decimal(12),
    rate_bp=Decimal(300),
    repayment=(ANNUITY, "等额本息"),
    guarantee=("guarantee", "保证"),
    purpose=("peak_stock", "旺季备货"),
)


class Truths:
    """An evaluator that knows the truth of some expressions."""

    def __init__(self, **values: bool) -> None:
        self._values = values

    def truth(self, expression: str) -> bool | Unknown:
        return self._values.get(expression, Unknown((expression,)))

    def number(self, expression: str) -> Decimal | Unknown:
        raise NotImplementedError

    def text(self, expression: str) -> str | Unknown:
        raise NotImplementedError

    def paths(self, expression: str) -> tuple[str, ...]:
        raise NotImplementedError


def band(name: str, above: int, up_to: int | None, *, guarantees: str = "", grades: str = "") -> AuthorityBand:
    top = None if up_to is None else Decimal(up_to)
    words = tuple(guarantees.split()), tuple(grades.split())
    return AuthorityBand(name, f"{name}岗", *words, Decimal(above), top, SOURCE)


BANDS = (band("支行", 0, 300_000, grades="A B"), band("总行", 300_000, 1_000_000, grades="A B"))


def figure(kind: FigureKind, name: str, value: str, since: date | None = None) -> PricingFigure:
    return PricingFigure(kind, name, name, Decimal(value), since, SOURCE)


PRICED = BankParameters(
    pricing=(
        figure(FigureKind.FIGURE, "funding_rate", "0.02"),
        figure(FigureKind.FIGURE, "operating_rate", "0.01"),
        figure(FigureKind.FIGURE, "capital_ratio", "0.08"),
        figure(FigureKind.FIGURE, "target_return", "0.11"),
        figure(FigureKind.FIGURE, "adjustment", "0"),
        figure(FigureKind.PD, "B", "0.015"),
        figure(FigureKind.LGD, "guarantee", "0.5"),
        figure(FigureKind.LPR, "lpr_1y", "0.031", date(2024, 10, 21)),
        figure(FigureKind.LPR, "lpr_1y", "0.030", date(2025, 5, 20)),
        figure(FigureKind.LPR, "lpr_5y", "0.035", date(2025, 5, 20)),
    )
)


# --- the term ---


def bound(name: str, months: int | None) -> TermBound:
    return TermBound(name, name, months, "本行待校准")


def test_the_least_bound_holds_the_term_down_and_is_named() -> None:
    term = term_within(Decimal(36), (bound("product", 24), bound("purpose", 12), bound("ten_years", 120)))
    assert (term.months, term.binding, term.requested) == (12, "purpose", 36)


def test_a_term_that_was_asked_for_within_all_bounds_stands() -> None:
    term = term_within(Decimal(12), (bound("product", 12), bound("purpose", 12)))
    assert (term.months, term.binding) == (12, "requested")


@pytest.mark.parametrize("bounds", [(bound("product", None),), (bound("purpose", 12), bound("product", None))])
def test_a_bound_that_is_not_known_leaves_no_term(bounds: tuple[TermBound, ...]) -> None:
    assert term_within(Decimal(12), bounds).months is None


def test_without_a_request_there_is_no_term() -> None:
    assert term_within(None, (bound("product", 12),)).months is None


def test_bounds_come_from_product_purpose_and_rules_in_force() -> None:
    rules = (
        RegulationRule("ten", "最长十年", "yes", RegulationEffect.TERM, 120, date(2024, 7, 1), None, SOURCE),
        RegulationRule("never", "不成立", "no", RegulationEffect.TERM, 6, date(2024, 7, 1), None, SOURCE),
        RegulationRule("later", "未启用", "yes", RegulationEffect.TERM, 3, None, None, SOURCE),
        RegulationRule("open", "缺数据", "unanswered", RegulationEffect.TERM, 9, date(2024, 7, 1), None, SOURCE),
    )
    parameters = BankParameters(regulation=rules, terms=(PurposeTerm("peak_stock", "备货", 12, SOURCE),))
    in_force = [rule.name for rule in rules if rule.is_in_force(DAY)]
    found = regulation_bounds(parameters, Truths(yes=True, no=False), in_force=in_force)
    assert [(each.name, each.months) for each in found] == [("ten", 120), ("open", None)]
    assert [each.months for each in purpose_bound(parameters, "peak_stock")] == [12]
    assert purpose_bound(parameters, "other") == ()
    assert [each.months for each in purpose_bound(parameters, "")] == [None]
    assert [each.months for each in product_bound(PRODUCT, is_answered=True)] == [12]
    assert product_bound(None, is_answered=True) == ()
    assert [each.months for each in product_bound(None, is_answered=False)] == [None]


# --- products and authority ---


def fitted(request: Request, product: Product = PRODUCT, **truths: bool) -> tuple[bool | None, tuple[str, ...]]:
    (found,) = fit_of([product], chosen="", asked=request, offered=REQUEST, evaluator=Truths(**truths))
    return found.fits, found.reasons


def test_a_loan_within_everything_fits() -> None:
    assert fitted(REQUEST) == (True, ())


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"amount": Decimal(600_000)}, "金额60万元,高于产品上限50万元"),
        ({"amount": Decimal(5_000)}, "金额0.5万元,低于产品下限1万元"),
        ({"months": Decimal(24)}, "期限24个月,高于产品上限12个月"),
        ({"months": Decimal(1)}, "期限1个月,低于产品下限3个月"),
        ({"rate_bp": Decimal(50)}, "年利率LPR+50个基点,低于产品下限LPR+100个基点"),
        ({"repayment": (BULLET, "到期还本")}, "还款方式“到期还本”不在产品范围内"),
        ({"guarantee": ("credit", "信用")}, "担保方式“信用”不在产品范围内"),
        ({"purpose": ("equipment", "购置设备")}, "贷款用途“购置设备”不在产品范围内"),
    ],
)
def test_what_does_not_fit_is_said_with_its_figure(change: dict[str, object], reason: str) -> None:
    assert fitted(replace(REQUEST, **change)) == (False, (reason,))  # type: ignore[arg-type]


def test_a_product_is_not_for_everybody() -> None:
    some = replace(PRODUCT, when="one_year", who="主业经营满一年")
    assert fitted(REQUEST, some, one_year=True) == (True, ())
    assert fitted(REQUEST, some, one_year=False) == (False, ("不符合办理条件:主业经营满一年",))
    assert fitted(REQUEST, some) == (None, ("缺办理条件(主业经营满一年)",))


def test_what_is_not_known_fits_nothing_and_is_named() -> None:
    unknown = replace(REQUEST, amount=None, guarantee=("", ""))
    assert fitted(unknown) == (None, ("缺金额、担保方式",))


def test_the_chosen_product_is_asked_for_the_loan_as_offered() -> None:
    long = replace(REQUEST, months=Decimal(36))
    (found,) = fit_of([PRODUCT], chosen="stock", asked=long, offered=REQUEST, evaluator=Truths())
    assert found.fits
    assert found.is_chosen


@pytest.mark.parametrize(
    ("exposure", "grade", "name"), [(300_000, "A", "支行"), (300_001, "B", "总行"), (1_000_001, "A", ""), (1, "C", "")]
)
def test_one_band_decides_an_amount(exposure: int, grade: str, name: str) -> None:
    found = authority_for(BANDS, exposure=Decimal(exposure), guarantee="guarantee", grade=grade)
    assert found.name == name
    assert found.is_known
    assert bool(found.reason) != bool(name)


def test_without_grade_guarantee_or_amount_nobody_is_named() -> None:
    found = authority_for(BANDS, exposure=None, guarantee="", grade=None)
    assert (found.label, found.is_known, found.reason) == ("", False, "缺金额、担保方式、等级")


def test_the_ceiling_is_the_product_or_the_highest_authority() -> None:
    assert product_ceiling(PRODUCT, BANDS, guarantee="guarantee") == 500_000
    assert product_ceiling(PRODUCT, BANDS[:1], guarantee="guarantee") == 300_000
    assert product_ceiling(PRODUCT, (band("总行", 0, None),), guarantee="guarantee") == 500_000
    assert product_ceiling(PRODUCT, (band("总行", 0, None, guarantees="mortgage"),), guarantee="guarantee") == 0
    assert product_ceiling(None, BANDS, guarantee="guarantee") is None
    assert product_ceiling(PRODUCT, BANDS, guarantee="") is None


# --- the price ---


def test_the_price_adds_up_and_stands_beside_the_rate_asked_for() -> None:
    """2 % + 1 % + 1.5 % x 50 % + 8 % x 11 % = 4.63 %: LPR 3.0 % + 163 bp; 4.5 % asked is 13 bp less."""
    price = price_for(PRICED, day=DAY, grade="B", guarantee="guarantee", months=Decimal(12), asked=Decimal("0.045"))
    assert price.lowest == Decimal("0.0463")
    assert sum(part.rate for part in price.parts) == price.lowest
    assert (price.lpr, price.lowest_bp, price.asked_bp) == (Decimal("0.030"), Decimal(163), Decimal(150))
    assert price.difference == Decimal("-0.0013")
    assert price.is_below


@pytest.mark.parametrize(
    ("day", "months", "rate"),
    [(date(2025, 5, 19), 12, "0.031"), (date(2025, 5, 20), 12, "0.030"), (DAY, 60, "0.030"), (DAY, 61, "0.035")],
)
def test_the_lpr_is_that_of_the_day_and_the_term(day: date, months: int, rate: str) -> None:
    found = lpr_on(PRICED, day, months=Decimal(months))
    assert found is not None
    assert found.value == Decimal(rate)


def test_before_any_lpr_there_is_none() -> None:
    assert lpr_on(PRICED, date(2024, 1, 1), months=Decimal(12)) is None


@pytest.mark.parametrize(
    ("grade", "guarantee", "missing"),
    [(None, "guarantee", ("等级",)), ("A", "guarantee", ("A级违约概率",)), ("B", "", ("担保方式",))],
)
def test_a_price_without_its_figures_is_unknown(grade: str | None, guarantee: str, missing: tuple[str, ...]) -> None:
    price = price_for(PRICED, day=DAY, grade=grade, guarantee=guarantee, months=Decimal(12), asked=Decimal("0.06"))
    assert price.lowest is None
    assert price.is_below is None
    assert price.missing == missing


# --- regulation ---


def rule(
    name: str, effect: RegulationEffect, *, since: date | None = date(2024, 7, 1), until: date | None = None
) -> RegulationRule:
    return RegulationRule(name, f"{name}规则", name, effect, None, since, until, SOURCE)


def test_a_line_holds_between_its_days_only() -> None:
    block = rule("block", RegulationEffect.BLOCK, until=date(2025, 12, 31))
    assert block.is_in_force(date(2024, 7, 1))
    assert block.is_in_force(date(2025, 12, 31))
    assert not block.is_in_force(date(2024, 6, 30))
    assert not block.is_in_force(date(2026, 1, 1))


def test_a_line_whose_wording_is_unchecked_is_listed_and_never_fires() -> None:
    (hit,) = regulations_on([rule("block", RegulationEffect.BLOCK, since=None)], Truths(block=True), day=DAY)
    assert (hit.is_in_force, hit.fired) == (False, None)


def an_offer(*rules: RegulationRule, **truths: bool) -> Offer:
    price = price_for(PRICED, day=DAY, grade="B", guarantee="guarantee", months=Decimal(12), asked=Decimal("0.045"))
    return Offer(
        product=PRODUCT.label,
        products=fit_of([PRODUCT], chosen="stock", asked=REQUEST, offered=REQUEST, evaluator=Truths()),
        term=term_within(Decimal(24), product_bound(PRODUCT, is_answered=True)),
        price=price,
        authority=authority_for(BANDS, exposure=Decimal(80_000), guarantee="guarantee", grade="B"),
        regulations=regulations_on(rules, Truths(**truths), day=DAY),
        schedule=None,
    )


EVERY = tuple(
    rule(effect.value, effect) for effect in (RegulationEffect.BLOCK, RegulationEffect.CONDITION, RegulationEffect.FLAG)
)


def test_each_effect_is_said_where_it_belongs() -> None:
    offer = an_offer(*EVERY, block=True, condition=True, flag=True)
    assert offer_words.obstacles(offer) == ("监管规则不允许:block规则(本行待校准)。",)
    assert offer_words.conditions(offer)[0] == "condition规则(本行待校准)。"
    assert "监管提示:flag规则(本行待校准)。" in offer_words.figures(offer)
    assert offer_words.undecided(offer) == ()


def test_a_line_that_does_not_hold_says_nothing() -> None:
    offer = an_offer(*EVERY, block=False, condition=False, flag=False)
    assert offer_words.obstacles(offer) == ()
    assert not any("规则" in text for text in (*offer_words.conditions(offer), *offer_words.figures(offer)))


def test_a_forbidding_line_that_cannot_be_decided_is_open() -> None:
    assert offer_words.undecided(an_offer(*EVERY)) == ("block规则",)


def test_a_rate_below_the_price_is_a_condition_and_the_term_says_what_binds() -> None:
    offer = an_offer()
    assert offer_words.conditions(offer) == ("年利率4.5%低于最低定价4.63%:提高利率,或书面说明综合贡献并经有权人批准。",)
    assert "期限定为12个月,受“产品“备货贷”最长期限”约束(申请24个月)。" in offer_words.figures(offer)
    assert "单户合计8万元,由支行岗审批。" in offer_words.figures(offer)


# --- living cost and the schedule ---


def test_the_living_cost_of_the_day_is_the_latest_that_began() -> None:
    costs = tuple(
        LivingCost("city", "市区", Decimal(amount), Decimal("1.3"), date(year, 1, 1), SOURCE)
        for year, amount in ((2024, 1000), (2026, 1200), (2025, 1100))
    )
    parameters = BankParameters(living_costs=costs)
    found = parameters.living_cost("city", DAY)
    assert found is not None
    assert found.monthly == 1100
    assert parameters.living_cost("city", date(2023, 12, 31)) is None
    assert parameters.living_cost("county", DAY) is None


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 2, 14), date(2026, 2, 14)),
        (date(2026, 2, 20), date(2026, 2, 24)),
        (date(2026, 6, 20), date(2026, 6, 22)),
        (date(2026, 3, 20), date(2026, 3, 20)),
    ],
)
def test_a_due_day_moves_over_holidays_and_weekends_but_not_over_swapped_days(day: date, works: date) -> None:
    assert next_workday(day, SPRING) == works


def test_an_annuity_of_three_months_by_hand() -> None:
    """30,000 at 6 %: 10,100.17 a month; interest 150.00, 100.25, 50.25; the last instalment takes the cent left over."""
    found = schedule_for(
        Decimal(30_000),
        annual_rate=Decimal("0.06"),
        months=3,
        repayment=ANNUITY,
        drawn_on=DAY,
        repayment_day=20,
        holidays=SPRING,
    )
    rows = [(each.due, each.principal, each.interest, each.payment) for each in found.instalments]
    assert rows == [
        (date(2026, 1, 20), Decimal("9950.17"), Decimal("150.00"), Decimal("10100.17")),
        (date(2026, 2, 24), Decimal("9999.92"), Decimal("100.25"), Decimal("10100.17")),
        (date(2026, 3, 20), Decimal("10049.91"), Decimal("50.25"), Decimal("10100.16")),
    ]
    assert [each.is_moved for each in found.instalments] == [False, True, False]
    assert (found.total_interest, found.total_payment) == (Decimal("300.50"), Decimal("30300.50"))
    assert found.unknown_year is None


def test_a_bullet_pays_interest_and_the_principal_at_the_end() -> None:
    found = schedule_for(
        Decimal(70_000),
        annual_rate=Decimal("0.054"),
        months=12,
        repayment=BULLET,
        drawn_on=date(2026, 1, 2),
        repayment_day=20,
        holidays=SPRING,
    )
    assert {each.interest for each in found.instalments} == {Decimal("315.00")}
    assert [each.principal for each in found.instalments] == [Decimal(0)] * 11 + [Decimal(70_000)]
    assert found.instalments[-1].due == date(2027, 1, 20)
    assert found.unknown_year == 2027


@given(
    amount=st.integers(1, 5_000_000_00).map(lambda fen: Decimal(fen) / 100),
    rate=st.integers(0, 3600).map(lambda points: Decimal(points) / 10_000),
    months=st.integers(1, 120),
    repayment=st.sampled_from([ANNUITY, BULLET]),
)
def test_a_schedule_adds_up_to_the_fen(amount: Decimal, rate: Decimal, months: int, repayment: str) -> None:
    found = schedule_for(
        amount, annual_rate=rate, months=months, repayment=repayment, drawn_on=DAY, repayment_day=20, holidays=SPRING
    )
    rows = found.instalments
    assert len(rows) == months
    assert sum(each.principal for each in rows) == amount
    assert rows[-1].balance == 0
    assert all(each.principal >= 0 and each.interest >= 0 for each in rows)
    assert all(each.payment == each.principal + each.interest for each in rows)
    assert all(each.payment == each.payment.quantize(Decimal("0.01")) for each in rows)
    assert found.total_payment == amount + sum(each.interest for each in rows)
    assert all(one.due < other.due for one, other in pairwise(rows))
    if repayment == ANNUITY and amount > 100:
        level = instalment_for(amount, annual_rate=rate, months=Decimal(months), repayment=ANNUITY)
        assert level is not None
        assert all(abs(each.payment - level) <= Decimal("0.01") for each in rows[:-1])
        # What rounding to the fen took or gave each month comes back in the last one, with its interest.
        assert abs(rows[-1].payment - level) <= Decimal("0.02") * months * (1 + rate / 12) ** months
