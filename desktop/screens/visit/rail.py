"""The left rail: every section with its ring and its problems, and below it what the case comes to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.style.icons import icon
from desktop.style.theme import current
from desktop.style.tokens import ROW_LIST
from desktop.widgets.parts import column, hairline
from desktop.widgets.ring import paint_ring

_ENTRY = Qt.ItemDataRole.UserRole + 1
_HEADING_HEIGHT = 30


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the rail. ``key`` blank: a heading. A line with an ``icon`` has no ring."""

    key: str
    label: str
    percent: int | None = None
    problems: int = 0
    grave: bool = False
    icon: str = ""


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        entry: Entry = index.data(_ENTRY)
        return QSize(180, ROW_LIST if entry.key else _HEADING_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        entry: Entry = index.data(_ENTRY)
        theme = current()
        box = QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not entry.key:
            painter.setPen(QColor(theme.ink2))
            painter.drawText(
                box.adjusted(10, 6, 0, 0), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, entry.label
            )
            painter.restore()
            return
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        self._ground(
            painter,
            box.adjusted(0.5, 0.5, -0.5, -0.5),
            chosen=chosen,
            focused=bool(state & QStyle.StateFlag.State_HasFocus),
        )
        ring = QRectF(box.x() + 10, box.center().y() - 8, 16, 16)
        if entry.icon:
            icon(entry.icon, theme.accent if chosen else theme.ink2).paint(
                painter, ring.toRect().adjusted(-1, -1, 1, 1)
            )
        else:
            paint_ring(
                painter, ring, entry.percent or 0, tone="warn" if entry.problems and entry.percent == 100 else "ok"
            )
        font = QFont(painter.font())
        font.setBold(chosen)
        painter.setFont(font)
        painter.setPen(QColor(theme.accent if chosen else theme.ink))
        words = box.adjusted(36, 0, -36, 0)
        label = painter.fontMetrics().elidedText(entry.label, Qt.TextElideMode.ElideRight, int(words.width()))
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, label)
        if entry.problems:
            self._badge(painter, box, entry)
        painter.restore()

    def _ground(self, painter: QPainter, box: QRectF, *, chosen: bool, focused: bool) -> None:
        theme = current()
        if chosen:
            painter.setPen(QPen(QColor(theme.accent), 1.5) if focused else QPen(Qt.PenStyle.NoPen))
            painter.setBrush(QColor(theme.accent_wash))
            painter.drawRoundedRect(box, 6, 6)

    def _badge(self, painter: QPainter, box: QRectF, entry: Entry) -> None:
        theme = current()
        badge = QRectF(box.right() - 30, box.center().y() - 9, 22, 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.bad_wash if entry.grave else theme.warn_wash))
        painter.drawRoundedRect(badge, 9, 9)
        painter.setPen(QColor(theme.bad if entry.grave else theme.warn))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(entry.problems))


class EntryList(QListWidget):
    """A list of entries. ``chosen`` is emitted for a person's choice, not for the program's."""

    chosen = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("kind", "rail")
        self.setAccessibleName(name)
        self.setItemDelegate(_Delegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentItemChanged.connect(self._on_current)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Takes over the entries, rebuilding only where their keys differ, so that the rail neither scrolls nor flickers."""
        keys = [self.item(at).data(_ENTRY).key for at in range(self.count())]
        if keys != [entry.key for entry in entries]:
            with QSignalBlocker(self):
                self.clear()
                for _ in entries:
                    self.addItem(QListWidgetItem())
        for at, entry in enumerate(entries):
            item = self.item(at)
            item.setData(_ENTRY, entry)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, self._spoken(entry))
            item.setToolTip(entry.label if len(entry.label) > 11 else "")
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable if entry.key else Qt.ItemFlag.NoItemFlags
            )

    def choose(self, key: str) -> None:
        """Marks an entry without saying that a person chose it; a key it has not clears the mark."""
        with QSignalBlocker(self):
            self.setCurrentRow(-1)
            self.clearSelection()
            for at in range(self.count()):
                if key and self.item(at).data(_ENTRY).key == key:
                    self.setCurrentItem(self.item(at))
                    self.scrollToItem(self.item(at))
        self.viewport().update()

    def entry_keys(self) -> tuple[str, ...]:
        return tuple(self.item(at).data(_ENTRY).key for at in range(self.count()) if self.item(at).data(_ENTRY).key)

    def _spoken(self, entry: Entry) -> str:
        words = [entry.label]
        if entry.percent is not None:
            words.append(self.tr("完成 {n}%").format(n=entry.percent))
        if entry.problems:
            words.append(self.tr("{n} 个问题").format(n=entry.problems))
        return ",".join(words)

    def _on_current(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if item is not None and item.data(_ENTRY).key:
            self.chosen.emit(item.data(_ENTRY).key)


class Rail(QFrame):
    """Sections above, scrolling; conclusions below, always in sight."""

    section_chosen = Signal(str)
    conclusion_chosen = Signal(str)

    def __init__(self, conclusions: Sequence[Entry]) -> None:
        super().__init__()
        self.setProperty("kind", "rail")
        self.setFixedWidth(236)
        self.sections = EntryList(self.tr("清单各节"))
        self.conclusions = EntryList(self.tr("结论"))
        self.conclusions.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.show_conclusions(conclusions)
        layout = column(self, margins=(8, 8, 8, 8), spacing=4)
        layout.addWidget(self.sections, 1)
        layout.addWidget(hairline())
        layout.addWidget(self.conclusions)
        self.sections.chosen.connect(self._on_section)
        self.conclusions.chosen.connect(self._on_conclusion)

    def show_conclusions(self, entries: Sequence[Entry]) -> None:
        self.conclusions.show_entries(entries)
        self.conclusions.setFixedHeight(sum(ROW_LIST if entry.key else _HEADING_HEIGHT for entry in entries) + 4)

    def mark(self, key: str) -> None:
        """Shows where the window is."""
        self.sections.choose(key)
        self.conclusions.choose(key)

    def _on_section(self, key: str) -> None:
        self.conclusions.choose("")
        # A section is a path of the form; any other line there is a page of its own.
        (self.section_chosen if key.startswith("/") else self.conclusion_chosen).emit(key)

    def _on_conclusion(self, key: str) -> None:
        self.sections.choose("")
        self.conclusion_chosen.emit(key)
