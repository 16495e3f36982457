"""Sheets -> typed rules. Every problem is collected; a rule that has one is left out and the rest are still read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from checklists.model.checklist import (
    Benchmark,
    CapRule,
    CrossCheckRule,
    PercentileRow,
    RedFlagRule,
    Scorecard,
    SignalRule,
    SizeBand,
    Trade,
    TurnoverMethodRule,
)
from checklists.model.errors import SheetProblem
from checklists.model.parameters import BankParameters
from checklists.package.cells import CellReader
from checklists.package.crosscheck_rules import TURNOVER_METHOD, read_crosschecks, read_turnover_methods
from checklists.package.limit_rules import read_benchmarks, read_caps, read_redflags
from checklists.package.names import Names
from checklists.package.parameter_rules import read_parameters
from checklists.package.percentile_rules import read_percentiles, read_size_bands
from checklists.package.scorecard_rules import read_scorecard
from checklists.package.sheets import (
    BENCHMARKS,
    CAPS,
    CROSSCHECKS,
    PERCENTILES,
    REDFLAGS,
    RULE_SHEETS,
    SCORECARD,
    SIGNALS,
    SIZE_BANDS,
    TRADE,
    Problems,
    SheetRow,
)
from checklists.package.signal_rules import read_signals
from checklists.package.trade_rules import read_trade

UNASSESSED_LIMIT = "unassessed_limit"


@dataclass(frozen=True, slots=True)
class Rules:
    """The method's data of one checklist, expressions resolved. ``expressions``: (row, column, the text as written)."""

    scorecard: Scorecard
    crosschecks: tuple[CrossCheckRule, ...] = ()
    turnover_methods: tuple[TurnoverMethodRule, ...] = ()
    caps: tuple[CapRule, ...] = ()
    benchmarks: tuple[Benchmark, ...] = ()
    redflags: tuple[RedFlagRule, ...] = ()
    trade: Trade = field(default_factory=Trade)
    signals: tuple[SignalRule, ...] = ()
    size_bands: tuple[SizeBand, ...] = ()
    percentiles: tuple[PercentileRow, ...] = ()
    parameters: BankParameters = field(default_factory=BankParameters)
    names: Names = field(default_factory=lambda: Names({}))
    expressions: tuple[tuple[SheetRow, str, str], ...] = ()
    problems: tuple[SheetProblem, ...] = ()


def names_of(paths: Mapping[str, str], crosschecks: Sequence[SheetRow]) -> Names:
    """The names of a checklist: its questions, and the checks whose verdict a rule may ask for."""
    checks = (row["name"] for row in crosschecks if row["kind"] != TURNOVER_METHOD)
    return Names(paths, frozenset(name for name in checks if name))


def parse_rules(
    sheets: Mapping[str, Sequence[SheetRow]],
    *,
    paths: Mapping[str, str],
    settings: Mapping[str, str] | None = None,
) -> Rules:
    """The rules of our sheets. ``paths``: question name -> absolute path. Problems are listed in the result, not raised."""
    rows = {sheet: tuple(sheets.get(sheet, ())) for sheet in RULE_SHEETS}
    names = names_of(paths, rows[CROSSCHECKS])
    cells = CellReader(names, Problems())
    scorecard = read_scorecard(rows[SCORECARD], cells, unassessed_limit=_unassessed_limit(settings or {}, cells))
    size_bands = read_size_bands(rows[SIZE_BANDS], cells)
    return Rules(
        scorecard=scorecard,
        crosschecks=read_crosschecks(rows[CROSSCHECKS], cells),
        turnover_methods=read_turnover_methods(rows[CROSSCHECKS], cells),
        caps=read_caps(rows[CAPS], [grade.name for grade in scorecard.grades], cells),
        benchmarks=read_benchmarks(rows[BENCHMARKS], cells),
        redflags=read_redflags(rows[REDFLAGS], cells),
        trade=read_trade(rows[TRADE], cells),
        signals=read_signals(rows[SIGNALS], cells),
        size_bands=size_bands,
        percentiles=read_percentiles(rows[PERCENTILES], size_bands, cells),
        parameters=read_parameters(rows, cells),
        names=names,
        expressions=tuple(cells.expressions),
        problems=tuple(cells.problems),
    )


def _unassessed_limit(settings: Mapping[str, str], cells: CellReader) -> Decimal | None:
    text = settings.get(UNASSESSED_LIMIT, "")
    if not text:
        return None
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal(-1)
    if not (value.is_finite() and 0 <= value <= 1):
        message = f"{UNASSESSED_LIMIT}(未评分指标的分值占比上限)应是 0 到 1 之间的小数，找到“{text}”。"
        cells.problems.sheet("settings", UNASSESSED_LIMIT, "not_a_number", message)
        return None
    return value
