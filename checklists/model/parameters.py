"""What a bank sets (参数包): products, authority, prices, living cost, holidays, regulatory lines, terms by purpose.

Frozen into the published checklist, so that a case is recomputed with the parameters it was handled under. Amounts are Decimal yuan,
rates fractions, ``bp`` basis points over the LPR; an empty tuple of words means that any will do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum

from checklists.model.aftercare import AftercareRules
from checklists.model.provenance import Provenance


class RegulationEffect(Enum):
    """BLOCK: no agreement while it holds. CONDITION: an agreement carries it. FLAG: told. TERM: no longer than ``months``."""

    BLOCK = "block"
    CONDITION = "condition"
    FLAG = "flag"
    TERM = "term"


class FigureKind(Enum):
    """FIGURE: one of the bank's own rates or amounts; PD by grade; LGD by guarantee; LPR by its term."""

    FIGURE = "figure"
    PD = "pd"
    LGD = "lgd"
    LPR = "lpr"


@dataclass(frozen=True, slots=True)
class Product:
    """A loan product (产品): what it lends, for how long, at how much over the LPR, against what, and to whom
    (``when``, in words ``who``).
    """

    name: str
    label: str
    min_amount: Decimal
    max_amount: Decimal
    min_months: int
    max_months: int
    repayments: tuple[str, ...]
    guarantees: tuple[str, ...]
    purposes: tuple[str, ...]
    min_bp: Decimal
    max_bp: Decimal
    when: str
    who: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class AuthorityBand:
    """Who decides (审批权限) on a total above ``above`` and up to ``up_to`` (None: without end)."""

    name: str
    label: str
    guarantees: tuple[str, ...]
    grades: tuple[str, ...]
    above: Decimal
    up_to: Decimal | None
    provenance: Provenance

    def takes(self, amount: Decimal) -> bool:
        return self.above < amount and (self.up_to is None or amount <= self.up_to)


@dataclass(frozen=True, slots=True)
class PricingFigure:
    """A figure of the price (定价参数), in force from ``valid_from`` on (None: always)."""

    kind: FigureKind
    name: str
    label: str
    value: Decimal
    valid_from: date | None
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class LivingCost:
    """The least that a person lives on a month in a region (最低生活费), and the factor of the handbook's floor."""

    region: str
    label: str
    monthly: Decimal
    factor: Decimal
    valid_from: date
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Holiday:
    """Days on which banks rest, or (``is_workday``) weekend days on which they work (调休上班); both ends included."""

    first: date
    last: date
    label: str
    is_workday: bool
    provenance: Provenance

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class RegulationRule:
    """A regulatory line (监管规则). ``valid_from`` None: the wording has not been checked yet, it is not in force."""

    name: str
    label: str
    when: str
    effect: RegulationEffect
    months: int | None
    valid_from: date | None
    valid_to: date | None
    provenance: Provenance

    def is_in_force(self, day: date) -> bool:
        return (
            self.valid_from is not None and self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
        )


@dataclass(frozen=True, slots=True)
class PurposeTerm:
    """The longest term of a purpose: one turnover cycle of it (decided convention 4)."""

    purpose: str
    label: str
    months: int
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class BankParameters:
    """One bank's parameters; all empty where a checklist carries none."""

    products: tuple[Product, ...] = ()
    authority: tuple[AuthorityBand, ...] = ()
    pricing: tuple[PricingFigure, ...] = ()
    living_costs: tuple[LivingCost, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    regulation: tuple[RegulationRule, ...] = ()
    terms: tuple[PurposeTerm, ...] = ()
    aftercare: AftercareRules = field(default_factory=AftercareRules)

    def product(self, name: str) -> Product | None:
        return next((each for each in self.products if each.name == name), None)

    def figure(self, kind: FigureKind, name: str, day: date) -> PricingFigure | None:
        """The figure in force on a day: the latest that began on or before it; None where there is none."""
        named = [each for each in self.pricing if each.kind is kind and each.name == name]
        begun = [each for each in named if each.valid_from is None or each.valid_from <= day]
        return max(begun, key=lambda each: each.valid_from or date.min, default=None)

    def living_cost(self, region: str, day: date) -> LivingCost | None:
        """The region's figure in force on a day."""
        begun = [each for each in self.living_costs if each.region == region and each.valid_from <= day]
        return max(begun, key=lambda each: each.valid_from, default=None)

    @property
    def holiday_years(self) -> frozenset[int]:
        """The years whose holidays are known."""
        return frozenset(each.first.year for each in self.holidays)


def is_workday(day: date, holidays: Sequence[Holiday]) -> bool:
    """Whether banks work: a swapped weekend day does, a holiday does not, any other day by the week."""
    found = [each for each in holidays if each.holds(day)]
    if found:
        return any(each.is_workday for each in found)
    return day.weekday() < _SATURDAY


def next_workday(day: date, holidays: Sequence[Holiday]) -> date:
    """The day itself, or the first working day after it (节假日顺延)."""
    while not is_workday(day, holidays):
        day += timedelta(days=1)
    return day


_SATURDAY = 5

FUNDING_RATE, OPERATING_RATE = "funding_rate", "operating_rate"
CAPITAL_RATIO, TARGET_RETURN, ADJUSTMENT = "capital_ratio", "target_return", "adjustment"
REPAYMENT_DAY, BANK_CAPITAL = "repayment_day", "bank_capital"
LPR_1Y, LPR_5Y = "lpr_1y", "lpr_5y"
PRICE_FIGURES = (FUNDING_RATE, OPERATING_RATE, CAPITAL_RATIO, TARGET_RETURN, ADJUSTMENT)
"""The bank's own rates that a price is made of; PD and LGD come beside them."""
FIGURES = (*PRICE_FIGURES, REPAYMENT_DAY, BANK_CAPITAL)
LPRS = (LPR_1Y, LPR_5Y)
OTHER_PRODUCT = "other"
"""The answer of who lends what is not on the list of products: its limit is then asked for."""
