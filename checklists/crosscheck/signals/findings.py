"""Coincidences -> signals: the sheet says which kinds are looked for, how near is near, how much each weighs and what to ask."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from checklists.crosscheck.signals.files import files_twice, photo_gaps, photos_far, photos_out_of_time, photos_twice
from checklists.crosscheck.signals.people import people_coincidences, phone_gaps
from checklists.crosscheck.signals.seen import Coincidence, Seen
from checklists.crosscheck.signals.wording import words_twice
from checklists.model.checklist import SignalRule
from checklists.model.signals import LAPTOP, LaptopFindings, Signal, SignalKind, Signals, findings_of, signal_subject

SEVERITIES = ("major", "medium", "minor")
_NOT_COMPARED = "还没有与本机其他案件比对。"
_UNREADABLE = "与本机其他案件的比对记录无法读取，须重新比对。"

_MEASURED: Mapping[SignalKind, Callable[[Seen, Decimal], Iterable[Coincidence]]] = {
    SignalKind.PHOTO_TWICE: photos_twice,
    SignalKind.PHOTO_TIME: photos_out_of_time,
    SignalKind.PHOTO_FAR: photos_far,
    SignalKind.WORDS_TWICE: words_twice,
}
"""Those that need a tolerance; without one in the sheet they are not looked for."""


def signals_of(seen: Seen, rules: Sequence[SignalRule], remarks: Mapping[str, str]) -> Signals:
    """Every signal of the case, the gravest first, with the laptop's own findings as they were written into the case."""
    by_kind = {rule.kind: rule for rule in rules}
    found: dict[str, Signal] = {}
    within = ((each, False) for each in _within(seen, by_kind))
    between = ((each, True) for each in _between(remarks))
    for each, of_laptop in (*within, *between):
        rule = by_kind.get(each.kind)
        if rule is not None:
            found.setdefault(each.key, _signal(each, rule, remarks, of_laptop=of_laptop))
    ordered = sorted(found.values(), key=lambda signal: SEVERITIES.index(signal.severity))
    if not rules:
        return Signals()
    laptop = findings_of(remarks.get(LAPTOP, ""))
    return Signals(tuple(ordered), _gaps(seen, by_kind, remarks, laptop), laptop.compared if laptop else None)


def _within(seen: Seen, rules: Mapping[SignalKind, SignalRule]) -> Iterable[Coincidence]:
    yield from people_coincidences(seen)
    yield from files_twice(seen)
    for kind, look in _MEASURED.items():
        rule = rules.get(kind)
        if rule is not None and rule.tolerance is not None:
            yield from look(seen, rule.tolerance)


def _between(remarks: Mapping[str, str]) -> Iterable[Coincidence]:
    findings = findings_of(remarks.get(LAPTOP, "")) or LaptopFindings(0)
    for repeat in findings.repeats:
        about = (repeat.key, repeat.case_number)
        yield Coincidence(repeat.kind, about, repeat.sentence, repeat.paths, repeat.evidence)


def _gaps(
    seen: Seen, rules: Mapping[SignalKind, SignalRule], remarks: Mapping[str, str], laptop: LaptopFindings | None
) -> tuple[str, ...]:
    between = any(kind.may_be_of_laptop for kind in rules)
    written = bool(remarks.get(LAPTOP, ""))
    return (
        *(phone_gaps(seen) if SignalKind.OWN_PHONE in rules else ()),
        *(photo_gaps(seen) if SignalKind.PHOTO_TIME in rules else ()),
        *((_UNREADABLE if written else _NOT_COMPARED,) if between and laptop is None else ()),
    )


def _signal(each: Coincidence, rule: SignalRule, remarks: Mapping[str, str], *, of_laptop: bool) -> Signal:
    return Signal(
        key=each.key,
        kind=each.kind.value,
        label=rule.label,
        severity=rule.severity,
        sentence=each.sentence,
        ask=rule.ask,
        paths=each.paths,
        evidence=each.evidence,
        source=rule.provenance.source,
        of_laptop=of_laptop,
        remark=remarks.get(signal_subject(each.key), "").strip(),
    )
