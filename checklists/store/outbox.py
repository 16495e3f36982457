"""Sealed cases waiting for head office: the file first, then the row, so that a crash leaves no half state."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlmodel import Session, col, select

from checklists.model.errors import StoreDamaged
from checklists.store.blobs import set_aside
from checklists.store.clock import time_of
from checklists.store.connection import store_errors
from checklists.store.durable import PART, part_beside, place, sync_folder
from checklists.store.tables import OutboxRow

ENDING = ".jdc"
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class OutboxItem:
    """A sealed case as it travels. ``sha256`` is of the file and is the key by which head office knows it again."""

    sha256: str
    case_id: str
    path: Path
    sealed_at: datetime
    sent_at: datetime | None
    receipt: bytes | None


def outbox_items(session: Session, folder: Path) -> tuple[OutboxItem, ...]:
    rows = session.exec(select(OutboxRow).order_by(col(OutboxRow.sealed_at), col(OutboxRow.sha256)))
    return tuple(
        OutboxItem(
            sha256=row.sha256,
            case_id=row.case_id,
            path=folder / f"{row.sha256}{ENDING}",
            sealed_at=time_of(row.sealed_at),
            sent_at=time_of(row.sent_at) if row.sent_at else None,
            receipt=row.receipt,
        )
        for row in rows
    )


def place_sealed(sealed: Path, folder: Path, sha256: str) -> Path:
    """A durable copy of the sealed file under its hash; the original stays until the row is committed.

    Raises StoreDamaged where the file is not the one that was hashed, StoreFull where it does not fit.
    """
    target = folder / f"{sha256}{ENDING}"
    part = part_beside(target)
    try:
        with store_errors(target):
            found = _link_or_copy(sealed, part)
            if found != sha256:
                raise StoreDamaged(sealed, f"sealed file has SHA-256 {found}, {sha256} was announced")
            place(part, target)
    finally:
        part.unlink(missing_ok=True)
    return target


def sweep_outbox(folder: Path, quarantine: Path, *, known: Collection[str]) -> tuple[str, ...]:
    """Deletes leftovers, sets aside sealed files that no row knows. Gives the known hashes whose file is gone."""
    found = {entry.name for entry in os.scandir(folder) if entry.is_file(follow_symlinks=False)}
    expected = {f"{sha256}{ENDING}" for sha256 in known}
    for name in sorted(found - expected):
        if name.endswith(PART):
            (folder / name).unlink()
        else:
            set_aside(folder / name, quarantine)
    return tuple(sorted(name.removesuffix(ENDING) for name in expected - found))


def _link_or_copy(source: Path, part: Path) -> str:
    """The file under a second name where the disk can do that, else a copy. Gives its SHA-256; the bytes are synced."""
    try:
        os.link(source, part)
    except OSError:
        # Another volume, or a file system without links (exFAT): copy. A full disk says so again below.
        return _copy(source, part)
    with part.open("rb+") as file:
        digest = hashlib.file_digest(file, "sha256")
        os.fsync(file.fileno())
    return digest.hexdigest()


def _copy(source: Path, part: Path) -> str:
    digest = hashlib.sha256()
    with source.open("rb") as reader, part.open("xb") as writer:
        while block := reader.read(_BLOCK):
            digest.update(block)
            writer.write(block)
        writer.flush()
        os.fsync(writer.fileno())
    return digest.hexdigest()


def forget_source(sealed: Path) -> None:
    """Ends the move: the sealed file has its place, its first name goes."""
    sealed.unlink(missing_ok=True)
    sync_folder(sealed.parent)
