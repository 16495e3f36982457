"""What the method says of a filled-in case: statements, ratios, checks, score, limit, decision, each with its reasons.

Amounts are Decimal yuan, rates are fractions, days use a 360-day year. ``None`` is unknown, never zero.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum

from checklists.model.aftercare import Aftercare
from checklists.model.lines import Scope
from checklists.model.offer import Offer
from checklists.model.outlook import CashPlan, Season, Sensitivity, TrendLine
from checklists.model.percentiles import Standing
from checklists.model.records import CheckException, Confirmation, FirstResult, GradeOverride
from checklists.model.signals import Signals
from checklists.model.verdicts import Advice as Advice
from checklists.model.verdicts import Verdict as Verdict


class AssessmentState(Enum):
    """Provisional (暂定) until the credit-bureau answers are in and in date; then final (最终)."""

    PROVISIONAL = "provisional"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One line: what was reported on site, that with written adjustments, and what the checks leave of it.

    ``paths`` are the answers it was fed by.
    ``key`` is a ``Line`` key, or a subtotal's name (``total_assets``). ``series`` holds the months of a monthly line. The shares are
    common size (共同比): of total assets in a balance sheet, of sales in a profit and loss; None over nothing.
    """

    key: str
    label: str
    reported: Decimal | None
    verified: Decimal | None
    series: tuple[Decimal | None, ...] = ()
    paths: tuple[str, ...] = ()
    is_total: bool = False
    note: str = ""
    adjusted: Decimal | None = None
    reported_share: Decimal | None = None
    verified_share: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A written adjustment (调整分录) of a statement line, with its ground."""

    line: str
    label: str
    kind: str
    change: Decimal | None
    note: str
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BalanceSheet:
    """Balance sheet (资产负债表) on the day of the visit, business and household together."""

    assets: tuple[StatementLine, ...]
    liabilities: tuple[StatementLine, ...]
    total_assets: StatementLine
    total_liabilities: StatementLine
    equity: StatementLine


@dataclass(frozen=True, slots=True)
class ProfitAndLoss:
    """Monthly profit and loss (损益表) of twelve months: ``series`` by month, ``reported`` and ``verified`` the year."""

    months: tuple[str, ...]
    lines: tuple[StatementLine, ...]
    net_profit: StatementLine
    disposable: StatementLine


@dataclass(frozen=True, slots=True)
class CashFlow:
    """Cash flow (现金流量表), direct method, for the same twelve months. ``difference`` = counted less rolled forward."""

    lines: tuple[StatementLine, ...]
    opening: Decimal | None
    closing: Decimal | None
    counted: Decimal | None
    difference: Decimal | None


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio with its formula. ``unit``: ``percent`` (value is a fraction), ``days``, ``times``. ``band``: ok, warn, bad or ""."""

    key: str
    label: str
    value: Decimal | None
    unit: str
    formula: str
    band: str = ""
    benchmark: str = ""


@dataclass(frozen=True, slots=True)
class ScopedStatements:
    """The business alone, or the household alone (单看经营、单看家庭): the two add up to the statements together.

    ``surplus``: of the business its net profit, of the household its other income less its spending. ``ratios`` are of the business.
    """

    scope: Scope
    label: str
    balance_sheet: BalanceSheet
    surplus: StatementLine
    ratios: tuple[Ratio, ...] = ()


@dataclass(frozen=True, slots=True)
class Statements:
    """Business and household together, and each alone."""

    balance_sheet: BalanceSheet
    profit_and_loss: ProfitAndLoss
    cash_flow: CashFlow
    adjustments: tuple[Adjustment, ...] = ()
    alone: tuple[ScopedStatements, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckInput:
    """One input of a check: its value as text where it is not a number, and the answers it came from."""

    label: str
    value: Decimal | str | None
    paths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CrossCheck:
    """One cross-check (交叉验证): method, inputs, formula, result, tolerance, verdict, and one sentence of meaning.

    ``deviation`` = actual - expected, ``rate`` = deviation over the check's base, both signed. ``second_rate`` is the equity
    check's rate of the period's profit. ``missing`` names what was not answered. ``remark`` is the investigator's explanation,
    ``first`` what the check said when it was first complete, ``exception`` a superior's leave to agree although it fails.
    """

    name: str
    label: str
    kind: str
    verdict: Verdict
    expected: Decimal | None
    actual: Decimal | None
    deviation: Decimal | None
    rate: Decimal | None
    second_rate: Decimal | None
    pass_within: Decimal | None
    explain_within: Decimal | None
    formula: str
    inputs: tuple[CheckInput, ...]
    meaning: str
    missing: tuple[str, ...]
    source: str
    remark: str = ""
    first: FirstResult | None = None
    exception: CheckException | None = None

    @property
    def is_shown(self) -> bool:
        """Whether all its inputs are in, so that it says something (定案口径 9)."""
        return self.verdict is not Verdict.INSUFFICIENT or (self.actual is not None and not self.missing)

    @property
    def is_excepted(self) -> bool:
        """Fails, and a named superior allows an agreement all the same, for just these figures (上级例外)."""
        leave = self.exception
        return (
            self.verdict is Verdict.FAIL
            and leave is not None
            and (leave.expected, leave.actual) == (self.expected, self.actual)
        )


def first_result(check: CrossCheck) -> FirstResult:
    """What goes on record of a check that is shown for the first time."""
    return FirstResult(check.verdict, check.expected, check.actual, check.deviation, check.rate, check.second_rate)


@dataclass(frozen=True, slots=True)
class TurnoverEstimate:
    """One estimate of the year's turnover. ``family`` is the independent kind of evidence it belongs to; ``refused``: not shown."""

    method: str
    label: str
    family: str
    value: Decimal | None
    third_party: bool
    deviation: Decimal | None
    verdict: Verdict
    paths: tuple[str, ...] = ()
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Turnover:
    """Turnover (营业额) triangulated. ``adopted`` = min(declared, median); None while evidence is insufficient."""

    declared: Decimal | None
    estimates: tuple[TurnoverEstimate, ...]
    families: int
    third_party: int
    median: Decimal | None
    adopted: Decimal | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class IndicatorScore:
    """Points of one indicator; ``points`` None = not assessed (counts 0). ``reason`` says why, in words."""

    name: str
    label: str
    dimension: str
    value: Decimal | str | None
    points: Decimal | None
    max_points: Decimal
    reason: str
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DimensionScore:
    name: str
    label: str
    points: Decimal
    max_points: Decimal
    indicators: tuple[IndicatorScore, ...]


@dataclass(frozen=True, slots=True)
class RuleHit:
    """A veto, ceiling or red flag that was looked at. ``fired`` None = could not be decided."""

    name: str
    label: str
    fired: bool | None
    effect: str
    source: str


@dataclass(frozen=True, slots=True)
class Score:
    """The quantified score at one amount. ``total`` and ``grade`` None: too much is unassessed (资料不足).

    ``lowest``..``highest`` is the range while indicators are unassessed, ``lowest_grade``..``highest_grade`` the same in grades. ``ups``/``downs`` are the top reasons in sentences.
    """

    amount: Decimal | None
    total: Decimal | None
    lowest: Decimal
    highest: Decimal
    grade: str | None
    grade_before_ceilings: str | None
    dimensions: tuple[DimensionScore, ...]
    unassessed_share: Decimal
    vetoes: tuple[RuleHit, ...]
    ceilings: tuple[RuleHit, ...]
    ups: tuple[str, ...]
    downs: tuple[str, ...]
    lowest_grade: str | None = None
    highest_grade: str | None = None


@dataclass(frozen=True, slots=True)
class Cap:
    """One upper bound: ``amount`` = what the rule allows less ``existing``. None = could not be computed; ``applies`` False = not asked."""

    name: str
    label: str
    kind: str
    gross: Decimal | None
    coefficient: Decimal | None
    existing: Decimal | None
    amount: Decimal | None
    applies: bool
    formula: str
    inputs: tuple[CheckInput, ...]
    missing: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class CreditLimit:
    """The limit (额度): the least of the caps and the request, rounded down to ``step``. ``binding`` is the cap's name or ``requested``."""

    requested: Decimal | None
    recommended: Decimal | None
    binding: str | None
    binding_label: str
    step: Decimal
    difference: Decimal | None
    caps: tuple[Cap, ...]
    term_months: int | None
    annual_rate: Decimal | None
    repayment: str
    instalment: Decimal | None


@dataclass(frozen=True, slots=True)
class Grading:
    """The grade that counts (定级). ``by_method``: the method's own; ``override`` moved it to ``grade``, or, not ``in_force``, did not.

    ``lapsed`` says in words why an override is not in force.
    """

    by_method: str | None = None
    grade: str | None = None
    override: GradeOverride | None = None
    lapsed: str = ""

    @property
    def in_force(self) -> bool:
        return self.override is not None and not self.lapsed


@dataclass(frozen=True, slots=True)
class Decision:
    """The program's advice (建议). ``reasons`` in order of weight; ``conditions`` only where it agrees."""

    advice: Advice
    label: str
    amount: Decimal | None
    reasons: tuple[str, ...]
    conditions: tuple[str, ...]
    open_points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WantedDocument:
    """A paper of the trade's list. ``is_wanted`` None: not yet known whether this client needs it."""

    name: str
    label: str
    is_wanted: bool | None


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything the report, the window and head office read. ``facts`` are the named figures that rules refer to."""

    state: AssessmentState
    as_of: date
    industry: str
    checklist_version: str
    checklist_sha256: str
    statements: Statements
    ratios: tuple[Ratio, ...]
    cross_checks: tuple[CrossCheck, ...]
    turnover: Turnover
    score: Score
    score_requested: Score
    limit: CreditLimit
    red_flags: tuple[RuleHit, ...]
    sensitivity: tuple[Sensitivity, ...]
    decision: Decision
    facts: tuple[tuple[str, Decimal | str | bool | None], ...]
    documents: tuple[WantedDocument, ...] = ()
    trend: tuple[TrendLine, ...] = ()
    trend_words: tuple[str, ...] = ()
    season: Season | None = None
    cash_plan: CashPlan | None = None
    signals: Signals = field(default_factory=Signals)
    standings: tuple[Standing, ...] = ()
    grading: Grading = Grading()
    confirmation: Confirmation | None = None
    """What a person concluded; the advice beside it stays the program's."""
    offer: Offer | None = None
    aftercare: Aftercare | None = None
    """Product, term, price, authority, regulatory lines, schedule; None where the checklist carries no parameters of a bank."""

    @property
    def is_confirmed(self) -> bool:
        """Whether a person concluded on this very advice. What was concluded on another one must be looked at again."""
        made, advised = self.confirmation, self.decision
        return made is not None and (made.advice, made.advised) == (advised.advice, advised.amount)

    def fact(self, name: str) -> Decimal | str | bool | None:
        """A named figure; None where it is unknown. KeyError for a name that is no fact."""
        return dict(self.facts)[name]
