"""How the sections stand in the rail: under which heading, with which ring and badge. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from checklists.form import FormSession
from desktop.models.open_points import BLANKS
from desktop.models.update_rows import still_open
from desktop.screens.ports import OpenCase
from desktop.screens.visit.rail import Entry

ASIDE = "aside"
CHAPTERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("现场", ("arrival", "identity", "history", "premises")),
    (
        "账",
        (
            "stock_take",
            "receivables_payables",
            "cash_bank",
            "income",
            "assets",
            "debts_section",
            "household",
            "adjustments_section",
        ),
    ),
    ("人与行业", ("partners", "industry", "soft")),
    ("申请与手续", ("purpose", "guarantee", "bureau", "declarations")),
)
_OTHERS = "其他"


def section_paths(session: FormSession) -> tuple[str, ...]:
    """The sections in the rail's order: by chapter, those of no chapter at the end."""
    return tuple(entry.key for entry in section_entries(session) if entry.key)


def section_entries(session: FormSession) -> tuple[Entry, ...]:
    by_name = {section.name: section.path for section in session.form.sections}
    entries: list[Entry] = []
    placed: set[str] = set()
    for heading, names in CHAPTERS:
        found = [by_name[name] for name in names if name in by_name]
        placed.update(found)
        entries += _chapter(session, heading, found)
    return (*entries, *_chapter(session, _OTHERS, [path for path in by_name.values() if path not in placed]))


def aside_entries(opened: OpenCase) -> tuple[Entry, ...]:
    """The line of a case that moved to a newer checklist, at the end of the rail, with what is still to be answered again."""
    items = opened.set_aside
    if not items and not opened.earlier_checklists:
        return ()
    waiting = still_open(items, opened.session)
    return Entry("", "清单更新"), Entry(ASIDE, f"不再问的回答 {len(items)}", problems=waiting, icon="note")


def _chapter(session: FormSession, heading: str, paths: Sequence[str]) -> list[Entry]:
    lines = [_entry(session, path) for path in paths if session.is_relevant(path)]
    return [Entry("", heading), *lines] if lines else []


def _entry(session: FormSession, path: str) -> Entry:
    """Wrong answers are counted at once; blanks only show in the ring."""
    completeness = session.completeness(path)
    wrong = [problem for problem in session.problems(path) if problem.is_open and problem.kind not in BLANKS]
    grave = any(problem.severity == "error" for problem in wrong)
    return Entry(path, session.label(path), completeness.percent if completeness.answered else 0, len(wrong), grave)
