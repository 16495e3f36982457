"""Advice: a refusal is always possible, an agreement only where nothing stands in its way."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from checklists.model.assessment import (
    Advice,
    AssessmentState,
    Cap,
    CreditLimit,
    CrossCheck,
    Decision,
    RuleHit,
    Score,
    Turnover,
    Verdict,
)
from checklists.model.checklist import GradeRule, Scorecard
from checklists.model.outlook import CashPlan
from checklists.scoring.conditions import LoanFacts, conditions
from checklists.scoring.decision import Subject, decide
from checklists.scoring.limit import Converged

CARD = Scorecard(
    (),
    (),
    (),
    (),
    tuple(
        GradeRule(name, name, Decimal(lower), advice)
        for name, lower, advice in (
            ("A", 80, "agree"),
            ("B", 70, "agree_with_conditions"),
            ("C", 60, "caution"),
            ("D", 0, "refuse"),
        )
    ),
)


def check(name: str, verdict: Verdict = Verdict.PASS, remark: str = "", kind: str = "compare") -> CrossCheck:
    return CrossCheck(
        name, name, kind, verdict, None, None, None, None, None, None, None, "", (), f"{name}的说明。", (), "", remark
    )


def a_score(grade: str | None = "A", vetoes: tuple[RuleHit, ...] = (), total: int | None = 85) -> Score:
    points = None if total is None else Decimal(total)
    low = points or Decimal(70)
    return Score(
        Decimal(80_000), points, low, low + 15, grade, grade, (), Decimal(0), vetoes, (), ("长处。",), ("短处。",)
    )


def a_limit(recommended: int | None = 80_000, requested: int = 150_000) -> CreditLimit:
    amount = None if recommended is None else Decimal(recommended)
    cap = Cap("L1", "L1 营运资金", "amount", None, None, None, Decimal(83_333), True, "", (), (), "")
    difference = None if amount is None else amount - requested
    return CreditLimit(
        Decimal(requested),
        amount,
        "L1",
        "L1 营运资金",
        Decimal(5000),
        difference,
        (cap,),
        12,
        Decimal("0.06"),
        "annuity",
        None,
    )


CORE = tuple(
    check(name, kind=kind)
    for name, kind in (
        ("equity_check", "equity"),
        ("margin_check", "margin"),
        ("turnover_check", "turnover"),
        ("net_profit_check", "compare"),
    )
)
TURNOVER = Turnover(Decimal(4_000_000), (), 4, 2, Decimal(4_010_000), Decimal(4_000_000), Verdict.PASS)


def subject(
    score: Score | None = None,
    limit: CreditLimit | None = None,
    grade: str | None = "A",
    checks: tuple[CrossCheck, ...] = CORE,
) -> Subject:
    found = score or a_score(grade)
    return Subject(
        state=AssessmentState.FINAL,
        bureau="in_date",
        outcome=Converged(found, found, limit or a_limit(), grade),
        checks=checks,
        red_flags=(),
        turnover=TURNOVER,
        payment_share=Decimal("0.66"),
        cash_plan=a_plan(),
        open_answers=(),
        conditions=("首检。",),
    )


def a_plan(lowest: int | None = 12_000) -> CashPlan:
    found = None if lowest is None else Decimal(lowest)
    feasible = None if lowest is None else lowest >= 0
    return CashPlan((), found, "2026-08", feasible, renewed=None, lowest_unrenewed=found, assumptions=())


def advised(of: Subject) -> Decision:
    return decide(of, CARD)


def with_verdict(name: str, verdict: Verdict, remark: str = "") -> tuple[CrossCheck, ...]:
    return tuple(replace(each, verdict=verdict, remark=remark) if each.name == name else each for each in CORE)


def test_a_sound_case_is_agreed_to_with_amount_conditions_and_figures() -> None:
    found = advised(subject())
    assert found.advice is Advice.AGREE
    assert found.label == "建议同意,降额至8万元"
    assert found.amount == 80_000
    assert found.conditions == ("首检。",)
    assert "年营业额采纳400万元,有4类来源印证。" in found.reasons
    assert "拟贷与现有贷款月还款合计占月净收入66.0%。" in found.reasons
    assert "按核实数测算额度8万元,受“L1 营运资金”约束。" in found.reasons
    assert found.reasons[-2:] == ("有利:长处。", "不利:短处。")


@pytest.mark.parametrize(
    ("grade", "advice"),
    [("A", Advice.AGREE), ("B", Advice.AGREE_WITH_CONDITIONS), ("C", Advice.CAUTION), ("D", Advice.REFUSE)],
)
def test_the_grade_leads_the_advice(grade: str, advice: Advice) -> None:
    assert advised(subject(grade=grade)).advice is advice


def test_a_veto_refuses_whatever_the_points() -> None:
    veto = RuleHit("court", "被执行未结", fired=True, effect="一票否决", source="")
    found = advised(subject(a_score(vetoes=(veto,))))
    assert found.advice is Advice.REFUSE
    assert found.reasons[0] == "触发一票否决:被执行未结。"
    assert found.amount is None
    assert found.conditions == ()


def test_a_veto_refuses_a_provisional_case_too() -> None:
    veto = RuleHit("court", "被执行未结", fired=True, effect="一票否决", source="")
    case = replace(subject(a_score(None, (veto,), None)), state=AssessmentState.PROVISIONAL, bureau="absent")
    assert advised(case).advice is Advice.REFUSE


def test_an_undecided_veto_withholds_an_agreement_and_is_listed() -> None:
    veto = RuleHit("court", "被执行未结", fired=None, effect="一票否决", source="")
    found = advised(subject(a_score(vetoes=(veto,))))
    assert found.advice is Advice.WITHHELD
    assert "被执行未结:缺数据,未能判定" in found.open_points


@pytest.mark.parametrize("name", ["equity_check", "margin_check", "turnover_check", "net_profit_check"])
@pytest.mark.parametrize(
    ("verdict", "remark"),
    [(Verdict.FAIL, ""), (Verdict.FAIL, "已解释"), (Verdict.INSUFFICIENT, ""), (Verdict.EXPLAIN, "")],
)
def test_no_core_check_may_fail_stay_open_or_stay_unexplained(name: str, verdict: Verdict, remark: str) -> None:
    found = advised(subject(checks=with_verdict(name, verdict, remark)))
    assert not found.advice.agrees
    assert found.amount is None
    assert any(name in reason for reason in found.reasons)


def test_an_explained_deviation_does_not_stand_in_the_way() -> None:
    found = advised(subject(checks=with_verdict("margin_check", Verdict.EXPLAIN, "新品促销,见进货单")))
    assert found.advice is Advice.AGREE


def test_a_failed_core_check_does_not_soften_a_refusal() -> None:
    assert advised(subject(grade="D", checks=with_verdict("equity_check", Verdict.FAIL))).advice is Advice.REFUSE


def test_a_side_check_that_nobody_explained_asks_for_conditions() -> None:
    assert advised(subject(checks=(*CORE, check("rent_check", Verdict.EXPLAIN)))).advice is Advice.AGREE_WITH_CONDITIONS
    assert advised(subject(checks=(*CORE, check("rent_check", Verdict.EXPLAIN, "押金抵租")))).advice is Advice.AGREE
    assert advised(subject(checks=(*CORE, check("rent_check", Verdict.INSUFFICIENT)))).advice is Advice.AGREE


def test_a_failed_side_check_asks_for_conditions() -> None:
    found = advised(subject(checks=(*CORE, check("rent_check", Verdict.FAIL))))
    assert found.advice is Advice.AGREE_WITH_CONDITIONS
    assert "rent_check:须书面解释并附证据" in found.open_points


def test_a_major_red_flag_asks_for_conditions_and_leads_the_flags() -> None:
    flags = (
        RuleHit("a", "小问题", fired=True, effect="minor", source=""),
        RuleHit("b", "大问题", fired=True, effect="major", source=""),
        RuleHit("c", "没问题", fired=False, effect="major", source=""),
        RuleHit("d", "不知道", fired=None, effect="major", source=""),
    )
    found = advised(replace(subject(), red_flags=flags))
    assert found.advice is Advice.AGREE_WITH_CONDITIONS
    assert "风险信号“不知道”:缺数据,未能判定" in found.open_points
    told = [reason for reason in found.reasons if "风险信号" in reason]
    assert told == ["重大风险信号:大问题。", "一般风险信号:小问题。"]


@pytest.mark.parametrize(("bureau", "words"), [("absent", "征信尚未录入"), ("outdated", "超过有效期")])
def test_a_provisional_case_has_a_range_and_no_agreement(bureau: str, words: str) -> None:
    open_score = replace(a_score(None, total=None), lowest_grade="B", highest_grade="A")
    case = replace(subject(open_score), state=AssessmentState.PROVISIONAL, bureau=bureau)
    found = advised(case)
    assert found.advice is Advice.WITHHELD
    assert words in found.reasons[0]
    assert "评级只有区间B级至A级" in found.reasons[0]


def test_a_provisional_case_does_not_tell_the_missing_report_twice() -> None:
    checks = (*CORE, check("bureau_loans", Verdict.INSUFFICIENT))
    absent = replace(subject(checks=checks), state=AssessmentState.PROVISIONAL, bureau="absent")
    assert sum("bureau_loans" in reason or "征信" in reason for reason in advised(absent).reasons) == 1


def test_a_provisional_case_whose_check_failed_is_cautioned_without_an_amount() -> None:
    case = subject(a_score(None, total=None), checks=with_verdict("equity_check", Verdict.FAIL, "解释"))
    found = advised(replace(case, state=AssessmentState.PROVISIONAL, bureau="absent"))
    assert found.advice is Advice.CAUTION
    assert found.amount is None


def test_too_little_assessed_gives_no_advice_to_agree() -> None:
    found = advised(subject(a_score(None, total=None), grade=None))
    assert found.advice is Advice.WITHHELD
    assert found.reasons[0].startswith("资料不足")


def test_nothing_to_lend_is_refused_with_the_cap_named() -> None:
    found = advised(subject(limit=a_limit(0)))
    assert found.advice is Advice.REFUSE
    assert "L1 营运资金" in found.reasons[0]


def test_the_worst_grade_is_refused_for_the_grade_and_not_for_a_cap() -> None:
    found = advised(subject(score=a_score("D", total=48), limit=a_limit(0), grade="D"))
    assert found.advice is Advice.REFUSE
    assert found.reasons[0] == "评为D级,按评分卡不予授信。"
    assert not any("可贷额度为零" in reason for reason in found.reasons)


def test_a_caution_names_no_amount_while_a_core_check_is_open() -> None:
    assert advised(subject(grade="C")).amount == 80_000
    unproved = advised(subject(grade="C", checks=with_verdict("equity_check", Verdict.INSUFFICIENT)))
    assert unproved.advice is Advice.CAUTION
    assert unproved.amount is None


@pytest.mark.parametrize("name", ["cash_roll", "bureau_loans"])
def test_a_hole_in_cash_or_in_the_loans_is_no_side_issue(name: str) -> None:
    failed = advised(subject(checks=(*CORE, check(name, Verdict.FAIL, remark="已解释"))))
    assert failed.advice is Advice.CAUTION
    assert failed.amount is None


def test_a_limit_that_is_unknown_withholds() -> None:
    assert advised(subject(limit=a_limit(None))).advice is Advice.WITHHELD


def test_open_answers_withhold_and_are_named() -> None:
    found = advised(replace(subject(), open_answers=tuple(f"问题{at}" for at in range(20))))
    assert found.advice is Advice.WITHHELD
    assert "有20项必答内容未完成。" in found.reasons
    assert "必答未完成:问题0" in found.open_points
    assert found.open_points[-1] == "另有8项必答未完成"


def test_income_that_pays_for_nothing_is_said_in_words() -> None:
    found = advised(replace(subject(), payment_share=Decimal("99.99")))
    assert "月净收入不为正,没有还款来源。" in found.reasons


LOAN = LoanFacts(
    purpose="旺季备货",
    payment_way="own",
    guaranteed=False,
    refinances=False,
    verified_sales=Decimal(4_000_000),
)


def test_conditions_follow_from_the_loan() -> None:
    found = conditions(LOAN, checks=CORE, red_flags=())
    assert found[0].startswith("自主支付的")
    assert any("15至30日" in text for text in found)
    assert any("结息" in text for text in found)
    assert not any("押品" in text or "他行不良" in text for text in found)


def test_an_entrusted_payment_goes_to_the_payee() -> None:
    entrusted = replace(LOAN, payment_way="entrusted")
    assert conditions(entrusted, checks=(), red_flags=())[0].startswith("受托支付:凭“旺季备货”")


def test_conditions_answer_to_guarantees_old_loans_deviations_and_flags() -> None:
    loan = replace(LOAN, guaranteed=True, refinances=True)
    flag = RuleHit("r", "借新还旧", fired=True, effect="medium", source="")
    found = conditions(loan, checks=(check("rent_check", Verdict.EXPLAIN),), red_flags=(flag,))
    assert any("担保手续" in text for text in found)
    assert any("他行不良" in text for text in found)
    assert "放款前落实对“rent_check”偏差的解释和证据。" in found
    assert "放款前核实或消除风险信号:借新还旧。" in found


def test_a_month_that_ends_below_zero_withholds_the_agreement() -> None:
    advice = advised(replace(subject(), cash_plan=a_plan(-45_000)))
    assert advice.advice is Advice.WITHHELD
    assert any("2026-08月末缺4.5万元" in reason and "不可行" in reason for reason in advice.reasons)


def test_a_plan_that_is_not_known_is_no_obstacle_of_its_own() -> None:
    assert advised(replace(subject(), cash_plan=a_plan(None))).advice.agrees
