"""Whether what is on record in a case file is what its answers gave: first results of checks, reasons for changing their inputs.

Beside ``casefile.contradictions``, which compares parts; here the method runs, once for each moment at which results went on record.
"""

from __future__ import annotations

from checklists.model.errors import ChecklistError
from sync.casefile import CaseRecord
from sync.errors import RecordContradiction


def record_contradictions(record: CaseRecord) -> tuple[RecordContradiction, ...]:
    """Every record that the audit trail does not bear out. None where answers, checklist or trail cannot be
    used at all: recomputing and ``contradictions`` say so."""
    # Imported here: who only moves sealed bytes need not load the method.
    from checklists.assess.life import faults_of_life
    from checklists.package import read

    try:
        faults = faults_of_life(record.case, record.history, read(record.package))
    except (ChecklistError, ValueError):
        return ()
    return tuple(RecordContradiction(fault.line, fault.subject, fault.kind) for fault in faults)
