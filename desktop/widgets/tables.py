"""A plain table over ready rows: hairlines, right-aligned figures, whole rows selected, Enter opens."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from desktop.models.rows import RowsTable
from desktop.style.tokens import ROW_TABLE

Index = QModelIndex | QPersistentModelIndex


class RowsView(QTableView):
    """``chosen`` follows the selection, ``opened`` is a double click or Enter; ``asked`` is F2, or the menu's entry where one is offered."""

    chosen = Signal(str)
    opened = Signal(str)
    asked = Signal(str)

    def __init__(self, model: RowsTable, *, stretch: int, row_height: int = ROW_TABLE, whole: bool = False) -> None:
        super().__init__()
        self._rows = model
        self._whole = whole
        self.setModel(model)
        self.setProperty("kind", "plain")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(row_height)
        header = self.horizontalHeader()
        header.setProperty("kind", "plain")
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)
        model.modelReset.connect(self._on_reset)
        self.doubleClicked.connect(lambda index: self.opened.emit(model.key(index.row())))

    def offer_origin(self) -> None:
        """Offer how a row's figure came about: F2, Enter, a double click, or the menu of the right button."""
        action = QAction(self.tr("这个数怎么来的"), self)
        action.setShortcut(QKeySequence(Qt.Key.Key_F2))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(self._on_asked)
        self.addAction(action)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.opened.connect(self.asked)

    def key(self) -> str:
        """What the selected row stands for; blank where none is selected."""
        return self._rows.key(self.currentIndex().row())

    def choose(self, key: str) -> None:
        row = self._rows.row_of(key)
        if row >= 0:
            self.setCurrentIndex(self._rows.index(row, 0))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.row() != previous.row():
            self.chosen.emit(self._rows.key(current.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.key():
            self.opened.emit(self.key())
        else:
            super().keyPressEvent(event)

    def _on_asked(self) -> None:
        if self.key():
            self.asked.emit(self.key())

    def _on_reset(self) -> None:
        """As high as all its rows, where the page and not the table scrolls."""
        if self._whole:
            self.setFixedHeight(
                self.verticalHeader().defaultSectionSize() * self._rows.rowCount()
                + self.horizontalHeader().sizeHint().height()
                + 4
            )
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
