"""Compare rows (比对): one figure of the sheets against another, whatever they are. An unknown input makes no verdict."""

from __future__ import annotations

from decimal import Decimal

from checklists.crosscheck.tolerance import Tolerance, verdict_for
from checklists.crosscheck.wording import figure, listed, percent
from checklists.model.assessment import CheckInput, CrossCheck, Verdict
from checklists.model.checklist import CrossCheckRule
from checklists.model.evaluation import Evaluator, Unknown
from checklists.model.unknown import less, over

FORMULA = "偏差=实际值−对照值;偏差率=偏差/对照值"
FORMULA_WITH_BASE = "偏差=实际值−对照值;偏差率=偏差/基准值"


def compare(rule: CrossCheckRule, evaluator: Evaluator, *, missing: tuple[str, ...], remark: str) -> CrossCheck:
    """The row's finding. ``missing`` names the inputs that are not answered: then nothing is shown (convention 9)."""
    answers = [evaluator.number(rule.expected), evaluator.number(rule.actual)]
    answers.append(evaluator.number(rule.base) if rule.base else answers[0])
    unknown = _missing(missing, *answers)
    known = [answer for answer in answers if isinstance(answer, Decimal)]
    expected, actual, base = known if len(known) == len(answers) and not missing else (None, None, None)
    deviation = less(actual, expected)
    rate = over(deviation, None if base is None else abs(base))
    verdict = _verdict(rule, deviation, rate)
    inputs = [
        CheckInput("实际值", actual, evaluator.paths(rule.actual)),
        CheckInput("对照值", expected, evaluator.paths(rule.expected)),
    ]
    if rule.base:
        inputs.append(CheckInput("基准值", base, evaluator.paths(rule.base)))
    return CrossCheck(
        name=rule.name,
        label=rule.label,
        kind=rule.kind.value,
        verdict=verdict,
        expected=expected,
        actual=actual,
        deviation=deviation,
        rate=rate,
        second_rate=None,
        pass_within=rule.pass_within,
        explain_within=rule.explain_within,
        formula=FORMULA_WITH_BASE if rule.base else FORMULA,
        inputs=tuple(inputs),
        meaning=_meaning(verdict, inputs, rate, unknown),
        missing=unknown,
        source=rule.provenance.source,
        remark=remark,
    )


def _missing(inputs: tuple[str, ...], *values: Decimal | Unknown) -> tuple[str, ...]:
    names = [*inputs, *(name for value in values if isinstance(value, Unknown) for name in value.missing)]
    return tuple(dict.fromkeys(names))


def _verdict(rule: CrossCheckRule, deviation: Decimal | None, rate: Decimal | None) -> Verdict:
    """No deviation passes even against nothing; any deviation from nothing fails."""
    if deviation is None:
        return Verdict.INSUFFICIENT
    if rate is None:
        return Verdict.PASS if deviation == 0 else Verdict.FAIL
    within = Tolerance(rule.pass_within or Decimal(0), rule.explain_within or Decimal(0))
    return verdict_for(rate, within)


def _meaning(verdict: Verdict, inputs: list[CheckInput], rate: Decimal | None, missing: tuple[str, ...]) -> str:
    actual, expected = inputs[0].value, inputs[1].value
    if not isinstance(actual, Decimal) or not isinstance(expected, Decimal):
        return f"资料不足,不能下结论{':缺' + listed(missing) if missing else ''}。"
    apart = actual - expected
    gap = f"实际{figure(actual)},对照{figure(expected)}"
    gap += f",{'多' if apart > 0 else '少'}{figure(abs(apart))}" if apart else ""
    gap += "" if rate is None else f",偏差{percent(rate)}"
    tail = {Verdict.PASS: "在容差内", Verdict.EXPLAIN: "超出容差,须说明原因", Verdict.FAIL: "相差过大,数字不可采信"}
    return f"{gap},{tail[verdict]}。"
