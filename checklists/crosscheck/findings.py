"""The checks that are judged by method, as findings: inputs, formula, verdict, and what it means in one sentence."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checklists.crosscheck import equity, margin, turnover
from checklists.crosscheck.equity import EquityCheck, equity_check
from checklists.crosscheck.margin import MarginCheck, Product, margin_check
from checklists.crosscheck.tolerance import EQUITY, MARGIN, TURNOVER, Tolerance, verdict_for
from checklists.crosscheck.turnover import FAMILIES, Estimate, triangulate_turnover
from checklists.crosscheck.wording import listed, percent, points, yuan
from checklists.model.assessment import CheckInput, CrossCheck, Turnover, TurnoverEstimate, Verdict
from checklists.model.checklist import CheckKind, CrossCheckRule, Provenance, TurnoverMethodRule
from checklists.model.unknown import less, over, total

NAMES = {
    CheckKind.EQUITY: ("equity_check", "权益检验"),
    CheckKind.MARGIN: ("margin_check", "毛利率检验"),
    CheckKind.TURNOVER: ("turnover_check", "营业额检验"),
}


def rule_of(kind: CheckKind, rules: Sequence[CrossCheckRule]) -> CrossCheckRule:
    """The checklist's row of this kind. The core checks are made even where a checklist forgot to list them."""
    name, label = NAMES[kind]
    missing = CrossCheckRule(name, label, kind, "", "", "", None, None, (), Provenance("手册1.1–1.3;本行待校准"))
    return next((rule for rule in rules if rule.kind is kind), missing)


def tolerance_of(rule: CrossCheckRule, default: Tolerance) -> Tolerance:
    return Tolerance(
        default.pass_within if rule.pass_within is None else rule.pass_within,
        default.explain_within if rule.explain_within is None else rule.explain_within,
    )


@dataclass(frozen=True, slots=True)
class EquityInputs:
    """What the equity check reads, business and household together. Amounts in yuan."""

    initial_equity: CheckInput
    period_profit: CheckInput
    injections: CheckInput
    other_income: CheckInput
    withdrawals: CheckInput
    household_spending: CheckInput
    appreciation: CheckInput
    depreciation: CheckInput
    actual_equity: CheckInput

    def all(self) -> tuple[CheckInput, ...]:
        return (
            self.initial_equity,
            self.period_profit,
            self.injections,
            self.other_income,
            self.withdrawals,
            self.household_spending,
            self.appreciation,
            self.depreciation,
            self.actual_equity,
        )


def amount_of(given: CheckInput) -> Decimal | None:
    return given.value if isinstance(given.value, Decimal) else None


def equity_finding(
    rule: CrossCheckRule, given: EquityInputs, *, opening_assets: Decimal | None, missing: tuple[str, ...], remark: str
) -> tuple[CrossCheck, EquityCheck]:
    """The equity check of a case. ``missing`` names what is not answered; then no figure is shown. Handbook 1.1."""
    tolerance = tolerance_of(rule, EQUITY)
    check = equity_check(
        initial_equity=None if missing else amount_of(given.initial_equity),
        period_profit=amount_of(given.period_profit),
        injections=total((amount_of(given.injections), amount_of(given.other_income))),
        withdrawals=total((amount_of(given.withdrawals), amount_of(given.household_spending))),
        appreciation=amount_of(given.appreciation),
        depreciation=amount_of(given.depreciation),
        actual_equity=amount_of(given.actual_equity),
        opening_base=opening_assets,
        tolerance=tolerance,
    )
    unknown = missing or tuple(item.label for item in given.all() if amount_of(item) is None)
    finding = CrossCheck(
        name=rule.name,
        label=rule.label,
        kind=rule.kind.value,
        verdict=check.verdict,
        expected=check.expected_equity,
        actual=None if check.expected_equity is None else amount_of(given.actual_equity),
        deviation=check.difference,
        rate=check.rate_of_expected_equity,
        second_rate=check.rate_of_period_profit,
        pass_within=tolerance.pass_within,
        explain_within=tolerance.explain_within,
        formula=equity.FORMULA,
        inputs=given.all(),
        meaning=_equity_meaning(check, unknown),
        missing=unknown,
        source=rule.provenance.source,
        remark=remark,
    )
    return finding, check


def _equity_meaning(check: EquityCheck, missing: tuple[str, ...]) -> str:
    if check.difference is None:
        return f"资料不足,不能下结论:缺{listed(missing)}。"
    if check.rate_of_expected_equity is None:
        return "应有权益与期初数都不为正,没有可比的基数,不能下结论。"
    size = f"{yuan(abs(check.difference))}(偏差率{percent(check.rate_of_expected_equity)}"
    profit = check.rate_of_period_profit
    size += ")" if profit is None else f",占期间利润{percent(profit)})"
    if check.verdict is Verdict.PASS:
        tail = (
            ""
            if check.difference == 0
            else "差额仍按审慎口径" + ("计入负债。" if check.difference > 0 else "从利润中扣减。")
        )
        return f"实际权益与应有权益相差{size},在容差内,经营积累与现有家底对得上。{tail}"
    if check.difference > 0:
        return (
            f"实际权益比应有权益多{size}:可能隐瞒负债、虚增资产、以他人资产充数、少报利润或漏记注资;"
            "未解释前,差额按潜在隐性负债计入负债。"
        )
    return (
        f"实际权益比应有权益少{size}:可能利润虚高、漏记提取或亏损、资金外流或挪用、低报资产;"
        "未解释前,差额从期间利润中扣减。"
    )


def margin_finding(
    rule: CrossCheckRule,
    products: Sequence[Product],
    reported: CheckInput,
    *,
    least_products: int,
    paths: tuple[str, ...],
    missing: tuple[str, ...],
    remark: str,
) -> tuple[CrossCheck, MarginCheck]:
    """The margin check of a case; ``paths`` are the products' answers. Handbook 1.2."""
    tolerance = tolerance_of(rule, MARGIN)
    value = None if missing else amount_of(reported)
    check = margin_check(products, value, least_products=least_products, tolerance=tolerance)
    inputs = [reported, CheckInput("抽样覆盖率", check.coverage, paths)]
    inputs += [CheckInput(f"{product.name}毛利率", product.margin) for product in products]
    unknown = missing or ((reported.label,) if amount_of(reported) is None else ())
    finding = CrossCheck(
        name=rule.name,
        label=rule.label,
        kind=rule.kind.value,
        verdict=check.verdict,
        expected=None if check.weighted_margin is None else value,
        actual=check.weighted_margin,
        deviation=check.difference,
        rate=check.rate,
        second_rate=None,
        pass_within=tolerance.pass_within,
        explain_within=tolerance.explain_within,
        formula=margin.FORMULA,
        inputs=tuple(inputs),
        meaning=_margin_meaning(check, unknown, len(products), least_products),
        missing=unknown,
        source=rule.provenance.source,
        remark=remark,
    )
    return finding, check


def _margin_meaning(check: MarginCheck, missing: tuple[str, ...], sampled: int, least: int) -> str:
    if missing:
        return f"资料不足,不能下结论:缺{listed(missing)}。"
    if check.weighted_margin is None or check.difference is None:
        return f"抽样{sampled}个主力品、覆盖率{percent(check.coverage)}:须至少{least}个且覆盖70%至101%,不能下结论。"
    gap = f"加权毛利率{percent(check.weighted_margin, places=2)},比报表{'高' if check.difference > 0 else '低'}{points(abs(check.difference))}"
    if check.verdict is Verdict.PASS:
        return f"{gap},在容差内;测算采用两者中较低的一个。"
    cause = "报表可能低报收入或多列成本" if check.difference > 0 else "报表毛利率偏高,可能虚增收入、少列成本或压低进价"
    return f"{gap},超出容差:{cause};测算采用两者中较低的一个。"


def turnover_finding(
    rule: CrossCheckRule,
    declared: CheckInput,
    methods: Sequence[tuple[TurnoverMethodRule, Decimal | None, bool, tuple[str, ...]]],
    *,
    missing: tuple[str, ...],
    remark: str,
    refused: Collection[str] = (),
) -> tuple[CrossCheck, Turnover]:
    """Turnover triangulated. ``methods``: (rule, estimate or None, third party, its answers); ``refused`` names those whose papers
    the client would not show. Handbook 1.3.
    """
    tolerance = tolerance_of(rule, TURNOVER)
    claimed = None if missing else amount_of(declared)
    estimates = [
        Estimate(method.method, value, third_party, refused=value is None and method.name in refused)
        for method, value, third_party, _ in methods
    ]
    result = triangulate_turnover(claimed, estimates, tolerance=tolerance)
    rows = tuple(
        TurnoverEstimate(
            method=method.method,
            label=method.label,
            family=FAMILIES[method.method],
            value=value,
            third_party=third_party,
            deviation=deviation,
            verdict=Verdict.INSUFFICIENT if deviation is None else verdict_for(deviation, tolerance),
            paths=paths,
            refused=estimate.refused,
        )
        for (method, value, third_party, paths), deviation, estimate in zip(
            methods, result.deviations, estimates, strict=True
        )
    )
    summary = Turnover(
        declared=amount_of(declared),
        estimates=rows,
        families=result.families,
        third_party=result.third_party,
        median=result.median,
        adopted=result.adopted,
        verdict=result.verdict,
    )
    deviation = less(result.median, claimed)
    finding = CrossCheck(
        name=rule.name,
        label=rule.label,
        kind=rule.kind.value,
        verdict=result.verdict,
        expected=None if result.median is None else claimed,
        actual=result.median,
        deviation=deviation,
        rate=over(deviation, claimed),
        second_rate=None,
        pass_within=tolerance.pass_within,
        explain_within=tolerance.explain_within,
        formula=turnover.FORMULA,
        inputs=(declared, *(CheckInput(row.label, row.value, row.paths) for row in rows)),
        meaning=_turnover_meaning(summary, missing),
        missing=missing or ((declared.label,) if not amount_of(declared) else ()),
        source=rule.provenance.source,
        remark=remark,
    )
    return finding, summary


def _turnover_meaning(found: Turnover, missing: tuple[str, ...]) -> str:
    valid = sum(row.value is not None for row in found.estimates)
    base = f"{valid}种有效方法、{found.families}类来源、其中第三方{found.third_party}种"
    if missing or not found.declared:
        return f"资料不足,不能下结论:缺{listed(missing or ('申报营业额',))}。"
    if found.median is None or found.adopted is None:
        return f"{base}:须至少3种方法、3类来源且有第三方来源,不能下结论。"
    refused = sum(row.refused for row in found.estimates)
    told = f"(另有{refused}种因客户拒绝出示,按最低的一法计)" if refused else ""
    sentence = f"{base}{told},中位数{yuan(found.median)},采纳{yuan(found.adopted)}"
    gap, label = max((abs(row.deviation), row.label) for row in found.estimates if row.deviation is not None)
    side = "高" if any(row.deviation == gap and row.label == label for row in found.estimates) else "低"
    tail = {Verdict.PASS: "各法都在容差内", Verdict.EXPLAIN: "超出容差,须说明原因"}.get(
        found.verdict, "超出容差,不予通过"
    )
    return f"{sentence};偏差最大的是“{label}”,比申报{side}{percent(gap)},{tail}。"
