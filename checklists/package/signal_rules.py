"""Rows of ``signals`` as rules: which coincidences are looked for, from which measure on, how grave, and what to ask."""

from __future__ import annotations

from collections.abc import Iterable

from checklists.model.checklist import SignalRule
from checklists.model.signals import SignalKind
from checklists.package.cells import CellReader
from checklists.package.limit_rules import SEVERITIES
from checklists.package.names import did_you_mean, nearest
from checklists.package.sheets import SheetRow

SIGNAL_KINDS = tuple(kind.value for kind in SignalKind)
_MEASURED = {
    SignalKind.PHOTO_TWICE: ("照片相差的位数，0 到 4", 0, 4),
    SignalKind.REPEAT_PHOTO: ("照片相差的位数，0 到 4", 0, 4),
    SignalKind.PHOTO_TIME: ("小时，0 到 8760", 0, 8760),
    SignalKind.PHOTO_FAR: ("米，0 到 1000000", 0, 1_000_000),
    SignalKind.WORDS_TWICE: ("文字重合的比例，0.5 到 1", 0.5, 1),
    SignalKind.REPEAT_WORDS: ("文字重合的比例，0.5 到 1", 0.5, 1),
}
"""What the tolerance of a kind is measured in, and between which bounds it makes sense: above four bits pictures are not found."""


def read_signals(rows: Iterable[SheetRow], cells: CellReader) -> tuple[SignalRule, ...]:
    """The kinds of signal (线索) that this checklist looks for, one a row."""
    rules: dict[str, SignalRule] = {}
    for row in rows:
        name = cells.name(row, rules)
        if name is not None and name not in SIGNAL_KINDS:
            offer = did_you_mean(nearest(name, SIGNAL_KINDS))
            cells.problems.error(row, "name", "unknown_kind", f"线索种类“{name}”不认识{offer}")
            name = None
        severity = cells.word(row, "severity", SEVERITIES, code="unknown_severity")
        tolerance = cells.number(row, "tolerance")
        label, provenance = cells.label(row), cells.provenance(row)
        if not row["ask"]:
            cells.problems.error(row, "ask", "missing_value", "ask 没有填，请写发现这种巧合以后该问什么、核什么。")
        if name is None or severity is None:
            continue
        kind = SignalKind(name)
        measure = _MEASURED.get(kind)
        if measure is not None and (tolerance is None or not measure[1] <= tolerance <= measure[2]):
            cells.problems.error(row, "tolerance", "bad_tolerance", f"tolerance 要填：{measure[0]}。")
            continue
        rules[name] = SignalRule(kind, label, severity, tolerance, row["ask"], provenance)
    return tuple(rules.values())
