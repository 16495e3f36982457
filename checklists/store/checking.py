"""Whether a store is whole: pages, structure, history chains, files. Each finding is one line of detail."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from checklists.model.history import NO_ENTRY, first_broken
from checklists.store.blobs import BlobFolder, Sweep, file_fault
from checklists.store.cases import load_history
from checklists.store.opening import damaged_pages
from checklists.store.outbox import outbox_items, sweep_outbox
from checklists.store.tables import AttachmentRow, CaseRow, OutboxRow


def database_faults(connection: Any) -> list[str]:
    """Pages that were altered; only where there are none, structure and references, which need whole pages."""
    faults = list(damaged_pages(connection))
    if not faults:
        faults += [line for (line,) in connection.execute("PRAGMA integrity_check").fetchall() if line != "ok"]
        orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
        faults += [f"row of {table} refers to nothing in {parent}" for table, _, parent, _ in orphans]
    return faults


def history_fault(session: Session, case: CaseRow) -> str:
    """Where the history breaks, "" where it holds. The case keeps the last line's hash, so a history cut short shows too."""
    history = load_history(session, case.id)
    broken = first_broken(case.id, history)
    head = history[-1].hash if history else NO_ENTRY
    if broken is None and (len(history), head) == (case.history_count, case.history_head):
        return ""
    return f"history of case {case.number} breaks at line {broken or len(history) + 1}"


def kept_blobs(session: Session) -> list[str]:
    """The ids of every attachment that has a file."""
    return list(session.exec(select(AttachmentRow.id).where(col(AttachmentRow.removed_at).is_(None))))


def content_faults(session: Session, blobs: BlobFolder, outbox: Path) -> list[str]:
    """Every history that breaks, every attachment and sealed case whose file is gone or altered."""
    histories = [history_fault(session, case) for case in session.exec(select(CaseRow)).all()]
    attachments = [blobs.fault(blob_id) for blob_id in kept_blobs(session)]
    sealed = [file_fault(item.path, item.sha256) for item in outbox_items(session, outbox)]
    return [fault for fault in (*histories, *attachments, *(f and f"sealed case: {f}" for f in sealed)) if fault]


def sweep_files(session: Session, blobs: BlobFolder, *, outbox: Path, quarantine: Path) -> Sweep:
    """Mends what a crash left: leftovers go, strangers are set aside, removals are finished, missing files are reported."""
    removed = session.exec(select(AttachmentRow.id).where(col(AttachmentRow.removed_at).is_not(None))).all()
    sealed = session.exec(select(OutboxRow.sha256)).all()
    sweep_outbox(outbox, quarantine, known=sealed)
    return blobs.sweep(kept=kept_blobs(session), removed=removed)
