"""A read-only table of rows that are already words: the case list, checks, caps, indicators, the outbox."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from desktop.style.theme import current

Index = QModelIndex | QPersistentModelIndex
KEY = Qt.ItemDataRole.UserRole
_NO_PARENT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. ``tone`` is a colour token; the word itself says the same."""

    words: str
    tone: str = ""
    bold: bool = False
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row; ``key`` says what it stands for."""

    key: str
    cells: tuple[Cell, ...]


class RowsTable(QAbstractTableModel):
    def __init__(self, headers: Sequence[str], *, right: Sequence[int] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headers = tuple(headers)
        self._right = frozenset(right)
        self._rows: tuple[Row, ...] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Takes over the rows; where their keys are the same, the selection stays."""
        rows = tuple(rows)
        if [row.key for row in rows] == [row.key for row in self._rows]:
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self._headers) - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def key(self, row: int) -> str:
        return self._rows[row].key if 0 <= row < len(self._rows) else ""

    def row_of(self, key: str) -> int:
        """The row that stands for ``key``, -1 where there is none."""
        return next((at for at, row in enumerate(self._rows) if row.key == key), -1)

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._headers)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headers[section]
        return self._alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        cell = row.cells[index.column()]
        answers = {
            Qt.ItemDataRole.DisplayRole: cell.words,
            Qt.ItemDataRole.TextAlignmentRole: self._alignment(index.column()),
            Qt.ItemDataRole.ForegroundRole: QColor(getattr(current(), cell.tone)) if cell.tone else None,
            Qt.ItemDataRole.FontRole: _bold() if cell.bold else None,
            Qt.ItemDataRole.ToolTipRole: cell.tip or None,
            KEY: row.key,
        }
        return answers.get(Qt.ItemDataRole(role))

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if column in self._right else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter


def _bold() -> QFont:
    font = QFont()
    font.setBold(True)
    return font
