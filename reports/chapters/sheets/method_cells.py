"""Turnover, checks and named figures worked out by formula, each beside what the program assessed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from checklists.model.assessment import CrossCheck, Verdict
from checklists.model.checklist import CheckKind, CrossCheckRule, SizeBand
from checklists.model.facts import FACTS
from checklists.scoring.decision import CORE
from reports.chapters.sheets.cells import Cells, label, result
from reports.chapters.sheets.fact_cells import BEFORE_CHECKS, LOAN_FACTS, MONTHS, VERIFIED, Formulas, cash_month
from reports.chapters.sheets.reckoning import Assessed, Reckoning, known, row_of, style_of_fact
from reports.chapters.sheets.xpath_cells import BLANK
from reports.document import UNKNOWN, NumberStyle

_GROWTH_CEILING, _ABOVE_THE_TRADE = "0.3", Decimal("0.05")
_PROFIT_ALERT = "0.3"


def method_rows(reckoning: Reckoning) -> Iterator[Cells]:
    """Each way to estimate turnover, and what third parties stand behind."""
    turnover = reckoning.material.assessment.turnover
    rules = reckoning.material.checklist.turnover_methods
    valid = []
    for rule, estimate in zip(rules, turnover.estimates, strict=True):
        yield row_of(rule.label, f"method.{rule.name}", reckoning.number(rule.value), estimate.value)
        if estimate.value is not None:
            valid.append(rule)
            formula = f"IF({reckoning.truth(rule.third_party)},1,0)"
            yield row_of(
                "　其中第三方（1 是，0 否）", f"method.{rule.name}.third", formula, Decimal(estimate.third_party)
            )
    cells = ",".join(f"{{method.{rule.name}}}" for rule in valid)
    everyone = f"COUNT({cells})={len(valid)}"
    refused = f",MIN({cells})" * sum(estimate.refused for estimate in turnover.estimates)
    median = f"IF({everyone},MEDIAN({cells}{refused}),NA())" if valid else ""
    yield row_of("各法营业额中位数", "fact.median_turnover", median, turnover.median)
    third = ",".join(f"{{method.{rule.name}.third}}" for rule in valid)
    coverage = f"IF(ISNUMBER({{fact.median_turnover}}),SUM({third})/{len(valid)},NA())" if valid else ""
    yield row_of(
        "第三方证据覆盖率", "fact.third_party_coverage", coverage, reckoning.assessed.get("third_party_coverage")
    )
    worst = ",".join(f"ABS({{method.{rule.name}}}/{{fact.declared_sales}}-1)" for rule in valid)
    yield row_of("营业额各法最大偏差", "method.worst", f"MAX({worst})" if valid else "", _worst(reckoning))


def _worst(reckoning: Reckoning) -> Decimal | None:
    found = [each.deviation for each in reckoning.material.assessment.turnover.estimates if each.deviation is not None]
    return max((abs(each) for each in found), default=None)


def check_rows(reckoning: Reckoning) -> Iterator[Cells]:
    """The verdict of every check, from its own figures."""
    rules = {rule.name: rule for rule in reckoning.material.checklist.crosschecks}
    yield from _margin_rows(reckoning)
    for check in reckoning.material.assessment.cross_checks:
        rule = rules[check.name]
        count = result(_open_inputs(reckoning, rule), f"check.{check.name}.open", number=NumberStyle.COUNT)
        yield label(f"{check.label}：未答的项数"), count
        if rule.kind is CheckKind.COMPARE:
            name = f"check.{check.name}"
            yield row_of(
                f"{check.label}：应有", f"{name}.reckoned.expected", reckoning.number(rule.expected), check.expected
            )
            yield row_of(f"{check.label}：实际", f"{name}.reckoned.actual", reckoning.number(rule.actual), check.actual)
        yield row_of(
            f"{check.label}：偏差率",
            f"check.{check.name}.reckoned.rate",
            f"IF({{check.{check.name}.open}}=0,{_rate(reckoning, rule, check)},NA())",
            _size(check, reckoning),
        )
        yield row_of(
            f"{check.label}：结论",
            f"fact.{check.name}",
            _verdict(check) if _by_rate(check, _size(check, reckoning)) is check.verdict else "",
            check.verdict.value,
        )


def _open_inputs(reckoning: Reckoning, rule: CrossCheckRule) -> str:
    """How many of a check's inputs are not answered; of turnover those of every method too (convention 9)."""
    named = list(rule.inputs)
    if rule.kind is CheckKind.TURNOVER:
        named += [name for method in reckoning.material.checklist.turnover_methods for name in method.inputs]
    cells = [
        cell for name in dict.fromkeys(named) if not name.startswith("$") for cell in reckoning.answered_cells(name)
    ]
    facts = [
        name[1:]
        for name in dict.fromkeys(named)
        if name.startswith("$") and name[1:] in FACTS and name[1:] not in LOAN_FACTS
    ]
    listed = [
        *(f'({{{cell}}}="{BLANK}")' for cell in cells),
        *(f'({{fact.{name}}}="{UNKNOWN}")' for name in facts if reckoning.assessed.get(name) is not None),
    ]
    return "+".join(listed) or "0"


def _complete(reckoning: Reckoning, kind: CheckKind) -> str:
    names = [check.name for check in reckoning.material.assessment.cross_checks if check.kind == kind.value]
    return f"{{check.{names[0]}.open}}=0" if names else "TRUE()"


def _margin_rows(reckoning: Reckoning) -> Iterator[Cells]:
    shares, costs, prices = (
        reckoning.rows(name) for name in ("product_share_percent", "product_cost", "product_price")
    )
    rows = list(zip(shares, costs, prices, strict=True))
    weighted = "+".join(f"{{{share}}}*(1-{{{cost}}}/{{{price}}})" for share, cost, price in rows)
    whole = "+".join(f"{{{share}}}" for share in shares)
    whole_check = f"AND({_complete(reckoning, CheckKind.MARGIN)},ISNUMBER({{fact.reported_margin}}))"
    formula = f"IF({whole_check},({weighted})/({whole}),NA())" if rows else ""
    yield row_of("加权毛利率", "fact.weighted_margin", formula, reckoning.assessed.get("weighted_margin"))


def _rate(reckoning: Reckoning, rule: CrossCheckRule, check: CrossCheck) -> str:
    if rule.kind is CheckKind.EQUITY:
        expected = "{fact.expected_equity}"
        return f"{{fact.equity_gap}}/IF(({expected}+0)>0,{expected},{{fact.opening_assets}})"
    if rule.kind is CheckKind.MARGIN:
        return "({fact.weighted_margin}-{fact.reported_margin})/ABS({fact.reported_margin})"
    if rule.kind is CheckKind.TURNOVER:
        return "{method.worst}"
    name = f"check.{check.name}.reckoned"
    base = reckoning.number(rule.base) if rule.base else f"{{{name}.expected}}"
    return f"({{{name}.actual}}-{{{name}.expected}})/ABS({base})"


def _size(check: CrossCheck, reckoning: Reckoning) -> Decimal | None:
    """The rate that decides: of turnover the estimate that is farthest off."""
    return _worst(reckoning) if check.kind == CheckKind.TURNOVER.value else check.rate


def _by_rate(check: CrossCheck, rate: Decimal | None) -> Verdict | None:
    """The verdict that ``_verdict`` gives; None where it has none."""
    if rate is None or check.pass_within is None or check.explain_within is None:
        return None
    if abs(rate) <= check.pass_within:
        profit_rate = check.second_rate
        alert = profit_rate is not None and abs(profit_rate) > Decimal(_PROFIT_ALERT)
        return Verdict.EXPLAIN if alert else Verdict.PASS
    return Verdict.EXPLAIN if abs(rate) <= check.explain_within else Verdict.FAIL


def _verdict(check: CrossCheck) -> str:
    rate = f"ROUND(ABS({{check.{check.name}.reckoned.rate}}),12)"
    milder = '"pass"'
    if check.kind == CheckKind.EQUITY.value:
        profit = "{fact.reported_net_profit}"
        milder = f'IF({profit}=0,"pass",IF(ABS({{fact.equity_gap}}/{profit})>{_PROFIT_ALERT},"explain","pass"))'
    judged = f'IF({rate}<={check.pass_within:f},{milder},IF({rate}<={check.explain_within:f},"explain","fail"))'
    return f'IFERROR({judged},"{Verdict.INSUFFICIENT.value}")'


def fact_rows(reckoning: Reckoning) -> Iterator[Cells]:
    """The named figures that do not depend on the amount of the loan."""
    here = {name for name in reckoning.assessed if FACTS.get(name) is not None}
    taken = {"median_turnover", "third_party_coverage", "weighted_margin", *LOAN_FACTS}
    formulas = BEFORE_CHECKS | VERIFIED | _given(reckoning) | _counted(reckoning)
    formulas["size_band"] = _size_band(reckoning.material.checklist.size_bands)
    for month in range(1, MONTHS + 1):
        formulas[f"cash.m{month}"] = cash_month(month)
    cells = ",".join(f"{{fact.cash.m{month}}}" for month in range(1, MONTHS + 1))
    formulas["positive_cash_months"] = (
        f"IF(COUNT({cells})={MONTHS},{'+'.join(f'({{fact.cash.m{month}}}>0)' for month in range(1, MONTHS + 1))},NA())"
    )
    derived = _derived(reckoning.assessed)
    for name in (*formulas, *sorted(here - formulas.keys())):
        if name not in taken:
            title = FACTS[name].label if name in FACTS else _TITLES.get(name.partition(".")[0], name)
            value = derived[name] if name in derived else reckoning.assessed.get(name)
            live = formulas.get(name, "")
            if name.startswith("cash.m"):
                yield (label(f"{title}（第{name[6:]}月）"), result(known(live), f"fact.{name}"))
            else:
                yield row_of(title, f"fact.{name}", live, value, number=style_of_fact(name))


_TITLES = {
    "equity_gap": "权益检验差额",
    "equity_gap_to_profit": "权益检验差额占期间利润",
    "trading_profit": "核实净利润（未扣权益缺口）",
    "equity_shortfall": "权益缺口调减",
    "cash": "核实经营净现金",
}


def _derived(assessed: Mapping[str, Assessed]) -> dict[str, Decimal | None]:
    """What is a step here and no fact there."""

    def of(name: str) -> Decimal | None:
        value = assessed.get(name)
        return value if isinstance(value, Decimal) else None

    def apply(sign: int, *names: str) -> Decimal | None:
        values = [of(name) for name in names]
        first, *others = values
        if first is None or None in others:
            return None
        return first + sign * sum((value for value in others if value is not None), Decimal(0))

    gap = apply(-1, "equity", "expected_equity")
    sales, margin = of("verified_sales"), of("adopted_margin")
    costs = apply(1, "fixed_costs", "interest")
    trading = None if sales is None or margin is None or costs is None else sales * margin - costs
    verified = of("verified_net_profit")
    shortfall = None if trading is None or verified is None else trading - verified
    profit = of("reported_net_profit")
    to_profit = gap / profit if gap is not None and profit else None
    return {
        "equity_gap": gap,
        "equity_gap_to_profit": to_profit,
        "trading_profit": trading,
        "equity_shortfall": shortfall,
    }


def _given(reckoning: Reckoning) -> Formulas:
    """What the client asks for and expects."""
    mids = [bench.mid for bench in reckoning.material.checklist.benchmarks if bench.fact == "sales_growth"]
    ceilings = [_GROWTH_CEILING, *(format(mid + _ABOVE_THE_TRADE, "f") for mid in mids if mid is not None)]
    return {
        "declared_sales": f"{reckoning.answer('declared_sales')}+0",
        "requested_amount": f"{reckoning.answer('requested_amount')}+0",
        "loan_months": _months(reckoning),
        "annual_rate": f"{reckoning.answer('annual_rate_percent')}/100",
        "growth_used": f"MIN({reckoning.answer('expected_growth_percent')}/100,{','.join(ceilings)})",
    }


def _months(reckoning: Reckoning) -> str:
    """The term asked for, held down to product, purpose and regulation."""
    asked, offer = f"{reckoning.answer('requested_months')}+0", reckoning.material.assessment.offer
    bounds = () if offer is None else offer.term.bounds
    known = [str(bound.months) for bound in bounds if bound.months is not None]
    return f"MIN({','.join([asked, *known])})" if known else asked


def _counted(reckoning: Reckoning) -> Formulas:
    """How many checks hold, and how many do not; that none failed is not known where one could not be made."""
    checks = reckoning.material.assessment.cross_checks
    core = [check for check in checks if check.name in CORE]
    equity = next((check for check in checks if check.kind == CheckKind.EQUITY.value), None)
    counted = {
        "checks_passed": f"{_number_of(core, Verdict.PASS)}+0",
        "core_failed": _at_least(core, core, Verdict.FAIL),
        "core_unexplained": _at_least(_silent(core), core, Verdict.EXPLAIN),
        "checks_failed": _at_least(checks, checks, Verdict.FAIL),
        "unexplained_failures": _at_least(_silent(checks), checks, Verdict.FAIL),
    }
    if equity is not None:
        counted["equity_fail_unexplained"] = f"{_number_of(_silent([equity]), Verdict.FAIL)}+0"
    return counted


def _silent(checks: Sequence[CrossCheck]) -> list[CrossCheck]:
    return [check for check in checks if not check.remark]


def _number_of(checks: Sequence[CrossCheck], verdict: Verdict) -> str:
    return "(" + ("+".join(f'({{fact.{check.name}}}="{verdict.value}")' for check in checks) or "0") + ")"


def _at_least(wanted: Sequence[CrossCheck], among: Sequence[CrossCheck], verdict: Verdict) -> str:
    found = _number_of(wanted, verdict)
    return f"IF({found}>0,{found},IF({_number_of(among, Verdict.INSUFFICIENT)}=0,0,NA()))"


def _size_band(bands: Sequence[SizeBand]) -> str:
    """The band of the verified sales, by its code (``financials.standing.size_band_of``)."""
    formula, sales = "NA()", "({fact.verified_sales}+0)"
    for band in reversed(bands):
        bounds = [
            *([f"{sales}>={band.lower:f}"] if band.lower is not None else []),
            *([f"{sales}<{band.upper:f}"] if band.upper is not None else []),
        ]
        formula = f'IF(AND({",".join(bounds) or "TRUE()"}),"{band.name}",{formula})'
    return formula
