"""Ratios (财务比率) with their formulas, each beside its band (handbook 2.4) or the industry's benchmark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from checklists.financials.figures import Facts
from checklists.model.assessment import Ratio
from checklists.model.checklist import Benchmark
from checklists.model.facts import FACTS

_UNITS = {"rate": "percent", "days": "days", "times": "times"}


@dataclass(frozen=True, slots=True)
class Band:
    """Up to ``ok`` (or down to it, where more is better) a ratio is in order, up to ``warn`` it needs a word, then it is bad.

    ``bad_from_warn``: the handbook's line is bad itself ("70% and more").
    """

    ok: Decimal
    warn: Decimal
    more_is_better: bool = False
    bad_from_warn: bool = False

    def of(self, value: Decimal) -> str:
        if self.bad_from_warn and value >= self.warn:
            return "bad"
        ok, warn = (
            (value >= self.ok, value >= self.warn) if self.more_is_better else (value <= self.ok, value <= self.warn)
        )
        return "ok" if ok else "warn" if warn else "bad"

    def relaxed_by(self, benchmark: Benchmark) -> Band:
        """Wholesale lives with a quick ratio that would be poor elsewhere."""
        if self.more_is_better:
            return Band(min(self.ok, benchmark.high), min(self.warn, benchmark.low), more_is_better=True)
        return replace(self, ok=max(self.ok, benchmark.low), warn=max(self.warn, benchmark.high))


def _upto(ok: str, warn: str) -> Band:
    return Band(Decimal(ok), Decimal(warn))


def _below(ok: str, bad: str) -> Band:
    return Band(Decimal(ok), Decimal(bad), bad_from_warn=True)


def _least(ok: str, warn: str) -> Band:
    return Band(Decimal(ok), Decimal(warn), more_is_better=True)


_NEVER_BAD = "-1E+9"
_RULES: tuple[tuple[str, str, Band | None], ...] = (
    ("debt_ratio", "总负债(调整后)/总资产", _upto("0.60", "0.70")),
    ("debt_ratio_after", "(总负债+拟贷)/(总资产+拟贷)", _upto("0.60", "0.70")),
    ("current_ratio", "流动资产/流动负债", _least("1.2", "1")),
    ("current_ratio_after", "(流动资产+拟贷)/(流动负债+拟贷)", _least("1.2", "1")),
    ("quick_ratio", "(流动资产−存货)/流动负债", _least("0.80", "0.50")),
    ("quick_ratio_after", "(流动资产−存货+拟贷)/(流动负债+拟贷)", _least("0.80", "0.50")),
    ("cash_ratio", "货币资金/流动负债", None),
    ("cash_ratio_after", "(货币资金+拟贷)/(流动负债+拟贷)", None),
    ("inventory_days", "平均存货×360/营业成本", None),
    ("receivable_days", "平均应收×360/营业收入", None),
    ("payable_days", "平均应付×360/营业成本", None),
    ("prepaid_days", "平均预付×360/营业成本", None),
    ("advance_days", "平均预收×360/营业收入", None),
    ("operating_cycle_days", "存货天数+应收天数", None),
    ("cycle_days", "存货天数+应收天数−应付天数+预付天数−预收天数", None),
    ("asset_turns", "营业收入/总资产", None),
    ("adopted_margin", "min(报表毛利率,加权毛利率)", None),
    ("net_margin", "核实净利润/核实营业收入", None),
    ("wages_to_sales", "工资/营业收入", None),
    ("rent_to_sales", "租金/营业收入", None),
    ("debt_to_sales", "融资余额/营业收入", _upto("0.30", "0.50")),
    ("debt_to_sales_after", "(融资余额+拟贷)/营业收入", _upto("0.30", "0.50")),
    ("sales_to_debt", "营业收入/融资余额", None),
    ("sales_to_debt_after", "营业收入/(融资余额+拟贷)", None),
    ("payment_share_before", "现有月还款/月净收入", _upto("0.70", "0.85")),
    ("payment_share", "(拟贷月还款+现有月还款)/月净收入", _upto("0.70", "0.85")),
    ("instalment_to_disposable", "拟贷月还款/(月净收入−现有月还款)", _upto("0.70", "0.85")),
    ("dscr_before", "月净收入/现有月还款,未另加折旧(净利润未扣折旧)", _least("1.3", "1.1")),
    ("dscr", "月净收入/(拟贷月还款+现有月还款),未另加折旧(净利润未扣折旧)", _least("1.3", "1.1")),
    ("interest_cover", "(净利润+利息)/利息", _least("3", "1")),
    ("interest_cover_after", "(净利润+利息)/(利息+拟贷×年利率)", _least("3", "1")),
    ("rigid_debt_share", "融资余额/总负债", _below("0.70", "0.70")),
    ("rigid_debt_share_after", "(融资余额+拟贷)/(总负债+拟贷)", _below("0.70", "0.70")),
    ("debt_to_ebitda", "融资余额/(净利润+利息),净利润未扣折旧", _upto("3", "6")),
    ("debt_to_ebitda_after", "(融资余额+拟贷)/(净利润+利息),净利润未扣折旧", _upto("3", "6")),
    ("debt_to_equity", "融资余额/权益", _below("1", "1.5")),
    ("debt_to_equity_after", "(融资余额+拟贷)/权益", _below("1", "1.5")),
    ("equity_to_existing_loans", "权益/融资余额", _least("1", _NEVER_BAD)),
    ("equity_to_loans", "权益/(融资余额+拟贷)", _least("1", _NEVER_BAD)),
    ("financing_hunger", "期间新增借款/经营活动净现金", Band(Decimal("1.2"), Decimal("1E+9"))),
    ("return_on_assets", "核实净利润/总资产", None),
    ("guarantees_to_equity", "对外担保余额/权益", _upto("0.30", "1")),
)


def ratios(facts: Facts, benchmarks: Sequence[Benchmark]) -> tuple[Ratio, ...]:
    """Every ratio that the method knows, in the order of the report; an unknown one has no band. Handbook 2.4."""
    by_fact = {benchmark.fact: benchmark for benchmark in benchmarks}
    return tuple(_ratio(key, formula, band, facts, by_fact.get(key)) for key, formula, band in _RULES)


def ratios_of(figures: Mapping[str, Decimal | None]) -> tuple[Ratio, ...]:
    """Only the ratios that are given, in the same order, against the handbook's bands. Handbook 2.4."""
    return tuple(_ratio(key, formula, band, figures, None) for key, formula, band in _RULES if key in figures)


def _ratio(key: str, formula: str, band: Band | None, facts: Facts, benchmark: Benchmark | None) -> Ratio:
    value = facts.get(key)
    number = value if isinstance(value, Decimal) else None
    unit = _UNITS[FACTS[key].unit]
    return Ratio(key, FACTS[key].label, number, unit, formula, _band(number, band, benchmark), _range(benchmark, unit))


def _band(value: Decimal | None, band: Band | None, benchmark: Benchmark | None) -> str:
    """The handbook's band, which an industry's benchmark may relax and never tighten; else whether it lies in the industry's."""
    if value is None:
        return ""
    if band is not None:
        return (band if benchmark is None else band.relaxed_by(benchmark)).of(value)
    if benchmark is None:
        return ""
    return "ok" if benchmark.low <= value <= benchmark.high else "warn"


def _range(benchmark: Benchmark | None, unit: str) -> str:
    if benchmark is None:
        return ""
    scale, sign = (Decimal(100), "%") if unit == "percent" else (Decimal(1), "")
    low, high = (f"{(bound * scale).normalize():f}" for bound in (benchmark.low, benchmark.high))
    return f"{low}–{high}{sign}"
