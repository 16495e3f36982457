"""What the cases of this laptop have in common: marks by key, files by hash, pictures by what they look like.

The marks follow the answers: a case whose history grew since is ``due``, and whoever asks brings it up to date first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from checklists.model.identity import DueCase, KnownFile, KnownMark, Mark, Meaning, Role
from checklists.model.pictures import bits_apart, is_picture_hash
from checklists.store.tables import LOOK_PARTS

_MOST = 200
"""Rows of one key that are told: what two hundred cases share says nothing of any of them."""
_DUE = text(
    "SELECT id, history_count, checklist_sha256 FROM cases WHERE marked_at <> history_count ORDER BY id LIMIT :most"
)
_ANSWERS = text("SELECT path, value FROM answer WHERE case_id = :case_id")
_FORGET = text("DELETE FROM mark WHERE case_id = :case_id")
_PUT = text(
    "INSERT OR IGNORE INTO mark (meaning, key, role, case_id, path) VALUES (:meaning, :key, :role, :case_id, :path)"
)
_MARKED = text("UPDATE cases SET marked_at = :line WHERE id = :case_id")
_COLUMNS = "m.case_id, c.number, m.role, m.meaning, m.key, m.path"
_FIND = text(
    f"SELECT {_COLUMNS} FROM mark m JOIN cases c ON c.id = m.case_id"  # noqa: S608 (columns from above)
    " WHERE m.meaning = :meaning AND m.key = :key AND m.role = :role AND m.case_id <> :besides"
    " ORDER BY m.case_id, m.path LIMIT :most"
)
_OF_CASE = text(
    f"SELECT {_COLUMNS} FROM mark m JOIN cases c ON c.id = m.case_id"  # noqa: S608 (columns from above)
    " WHERE m.case_id = :case_id AND m.meaning <> 'words' ORDER BY m.path"
)
_WORDS = text("SELECT value FROM answer WHERE case_id = :case_id AND path = :path")
_FILE_COLUMNS = "c.number, a.sha256, a.media_type, a.perceptual_hash"
_FILES = text(
    f"SELECT {_FILE_COLUMNS} FROM attachment a JOIN cases c ON c.id = a.case_id"  # noqa: S608 (columns from above)
    " WHERE a.sha256 = :sha256 AND a.case_id <> :besides AND a.removed_at IS NULL ORDER BY c.number LIMIT :most"
)
_ALIKE = tuple(
    text(
        f"SELECT {_FILE_COLUMNS} FROM attachment a JOIN cases c ON c.id = a.case_id"  # noqa: S608 (figures from tables)
        f" WHERE substr(a.perceptual_hash, {start}, {length}) = :part AND a.perceptual_hash <> ''"
        " AND a.case_id <> :besides AND a.removed_at IS NULL ORDER BY c.number"
    )
    for start, length in LOOK_PARTS
)


class MarkIndex:
    """The marks of one store. Raises StoreError and its kin, as the store does."""

    def __init__(self, transaction: Callable[[], AbstractContextManager[Session]]) -> None:
        self._transaction = transaction

    def due(self, most: int = 50) -> tuple[DueCase, ...]:
        """Cases whose marks are not those of their answers, the first ``most`` of them."""
        with self._transaction() as session:
            connection = session.connection()
            rows = connection.execute(_DUE, {"most": most}).all()
            return tuple(
                DueCase(
                    id_,
                    line,
                    sha256,
                    {path: value for path, value in connection.execute(_ANSWERS, {"case_id": id_})},  # noqa: C416 (rows)
                )
                for id_, line, sha256 in rows
            )

    def put(self, marked: Iterable[tuple[DueCase, Sequence[Mark]]]) -> None:
        """The marks of these cases, in place of what they had; one transaction."""
        with self._transaction() as session:
            connection = session.connection()
            for case, marks in marked:
                connection.execute(_FORGET, {"case_id": case.id})
                if marks:
                    connection.execute(_PUT, [_row(case.id, mark) for mark in marks])
                connection.execute(_MARKED, {"case_id": case.id, "line": case.line})

    def cases_besides(self, case_id: str) -> int:
        with self._transaction() as session:
            found = session.connection().execute(text("SELECT count(*) FROM cases WHERE id <> :id"), {"id": case_id})
            return int(found.scalar_one())

    def find(self, wanted: Iterable[tuple[Meaning, str, Role]], *, besides: str) -> tuple[KnownMark, ...]:
        """Every mark of another case with one of these keys in this role."""
        with self._transaction() as session:
            connection = session.connection()
            rows: list[Any] = []
            for meaning, key, role in wanted:
                asked = {"meaning": meaning.value, "key": key, "role": role.value, "besides": besides, "most": _MOST}
                rows += connection.execute(_FIND, asked).all()
        return tuple(_known(row) for row in rows)

    def of_cases(self, case_ids: Iterable[str]) -> tuple[KnownMark, ...]:
        """All marks of these cases but their texts."""
        with self._transaction() as session:
            connection = session.connection()
            rows: list[Any] = []
            for case_id in case_ids:
                rows += connection.execute(_OF_CASE, {"case_id": case_id}).all()
        return tuple(_known(row) for row in rows)

    def words_at(self, places: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], str]:
        """The answers at (case, path)."""
        with self._transaction() as session:
            connection = session.connection()
            asked = dict.fromkeys(places)
            found = {
                place: connection.execute(_WORDS, {"case_id": place[0], "path": place[1]}).scalar() for place in asked
            }
        return {place: str(value) for place, value in found.items() if value is not None}

    def same_files(self, sha256s: Iterable[str], *, besides: str) -> tuple[KnownFile, ...]:
        """Files of other cases with the same bytes."""
        with self._transaction() as session:
            connection = session.connection()
            rows: list[Any] = []
            for sha256 in dict.fromkeys(sha256s):
                rows += connection.execute(_FILES, {"sha256": sha256, "besides": besides, "most": _MOST}).all()
        return tuple(_file(row) for row in rows)

    def pictures_like(self, perceptual_hash: str, *, within_bits: int, besides: str) -> tuple[KnownFile, ...]:
        """Pictures of other cases at most so many bits (four at most) apart."""
        if not is_picture_hash(perceptual_hash):
            return ()
        rows: dict[tuple[Any, ...], None] = {}
        with self._transaction() as session:
            connection = session.connection()
            for (start, length), query in zip(LOOK_PARTS, _ALIKE, strict=True):
                part = perceptual_hash[start - 1 : start - 1 + length]
                rows |= dict.fromkeys(
                    tuple(row) for row in connection.execute(query, {"part": part, "besides": besides})
                )
        near = (
            row for row in rows if (apart := bits_apart(row[3], perceptual_hash)) is not None and apart <= within_bits
        )
        return tuple(_file(row) for row in near)


def _row(case_id: str, mark: Mark) -> dict[str, str]:
    return {
        "meaning": mark.meaning.value,
        "key": mark.key,
        "role": mark.role.value,
        "case_id": case_id,
        "path": mark.path,
    }


def _known(row: Any) -> KnownMark:
    case_id, number, role, meaning, key, path = row
    return KnownMark(case_id, number, Role(role), Meaning(meaning), key, path)


def _file(row: Any) -> KnownFile:
    number, sha256, media_type, perceptual_hash = row
    return KnownFile(number, sha256, media_type.startswith("image/"), perceptual_hash)
