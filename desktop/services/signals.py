"""What the laptop's other cases have in common with one of them: compared, and written into its history.

Head office has other cases than this laptop and cannot compare again: the case carries what was found, under its own subject, as
the laptop's statement. It is written anew only where it says something else.
"""

from __future__ import annotations

from collections.abc import Callable

from checklists.assess.answers import Answers, without_positions
from checklists.assess.signals import identities, seen_in
from checklists.crosscheck.signals.marks import mark_of
from checklists.crosscheck.signals.repeats import laptop_findings, marks_to_keep
from checklists.form import Form
from checklists.model.case import Case
from checklists.model.checklist import Checklist
from checklists.model.errors import ChecklistError
from checklists.model.identity import DueCase, Mark
from checklists.model.signals import LAPTOP, LaptopFindings, findings_text
from checklists.store import CaseStore
from desktop.services.cases import OpenCase

_AT_ONCE = 50
"""Cases whose marks are made in one transaction: whoever wants the store meanwhile waits for less than a second."""

ChecklistOf = Callable[[str], tuple[Checklist, Form]]


class SignalService:
    """Signals between the cases on this laptop. Comparing reads the store alone, and may run beside the window."""

    def __init__(self, store: CaseStore, checklist_of: ChecklistOf) -> None:
        self._store = store
        self._checklist_of = checklist_of

    def findings(self, case: Case) -> LaptopFindings:
        """What the other cases, as they are kept now, have in common with this one. StoreError escapes."""
        checklist, _ = self._checklist_of(case.checklist_sha256)
        self.bring_up_to_date()
        seen = seen_in(case, Answers(case, checklist))
        return laptop_findings(case.id, seen, checklist.signals, self._store.marks)

    def record(self, opened: OpenCase) -> bool:
        """Compares, and writes into the case what was found; whether that is news. A sealed case keeps what it was sealed with."""
        if opened.is_sealed or not opened.checklist.signals:
            return False
        return self.write(opened, self.findings(opened.case))

    def write(self, opened: OpenCase, findings: LaptopFindings) -> bool:
        """Writes findings into the case where they say something else than it does already."""
        words = findings_text(findings)
        if opened.is_sealed or opened.case.remarks.get(LAPTOP, "") == words:
            return False
        opened.put_record(LAPTOP, words)
        return True

    def bring_up_to_date(self) -> int:
        """Makes the marks of every case whose answers changed since; how many that were."""
        count = 0
        while due := self._store.marks.due(_AT_ONCE):
            self._store.marks.put([(case, marks_to_keep(self._marks_of(case))) for case in due])
            count += len(due)
        return count

    def _marks_of(self, case: DueCase) -> tuple[Mark, ...]:
        """By the answers as they are kept: whether each applies costs opening the form, and is asked of the case at hand alone."""
        try:
            _, form = self._checklist_of(case.checklist_sha256)
        except ChecklistError:
            return ()  # a checklist that cannot be read is told where its case is opened
        known = identities(form)
        names = {template.rpartition("/")[2] for template in known}
        found = []
        for path, answer in case.answers.items():
            if path.rpartition("/")[2] in names and (identity := known.get(without_positions(path))) is not None:
                found.append(mark_of(identity, path, answer))
        return tuple(mark for mark in found if mark is not None)
