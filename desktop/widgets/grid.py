"""The grid: a repeat to be filled in cell by cell, pasted into from a spreadsheet, with its totals below.

Enter goes to the next cell and, past the last one, to a new row. The grid is as high as its rows, so that the page scrolls and
not the grid.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeyEvent, QKeySequence, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from checklists.form import Choice, Problem, QuestionKind
from desktop.models.repeat_table import Pasted, RepeatTable
from desktop.style.theme import set_role
from desktop.style.tokens import ROW_TABLE
from desktop.widgets.parts import button, column, row, text

Index = QModelIndex | QPersistentModelIndex
_MOST_ROWS_SHOWN = 16
_PAGE_WIDTH = 700
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CellDelegate(QStyledItemDelegate):
    """Edits a cell: a list for choices, a line for everything else."""

    def __init__(self, choices: Callable[[str], tuple[Choice, ...]], parent: QObject) -> None:
        super().__init__(parent)
        self._choices = choices

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        model = index.model()
        assert isinstance(model, RepeatTable)
        if model.columns[index.column()].question.kind is not QuestionKind.SELECT_ONE:
            line = QLineEdit(parent)
            line.setAlignment(Qt.AlignmentFlag(model.data(index, Qt.ItemDataRole.TextAlignmentRole)))
            return line
        combo = QComboBox(parent)
        combo.addItem("", "")
        for choice in self._choices(model.cell_path(index.row(), index.column())):
            combo.addItem(choice.label, choice.value)
        combo.activated.connect(lambda _: self._commit(combo))
        return combo

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        words = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findText(words)))
        elif isinstance(editor, QLineEdit):
            editor.setText(words)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        words = (
            editor.currentText()
            if isinstance(editor, QComboBox)
            else editor.text()
            if isinstance(editor, QLineEdit)
            else ""
        )
        if words != str(index.data(Qt.ItemDataRole.EditRole) or ""):
            model.setData(index, words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter ends the cell and is passed on to the grid, which goes to the next one."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in _ENTER
            and isinstance(watched, QWidget)
        ):
            self._commit(watched)
            view = self.parent()
            if isinstance(view, GridView):
                view.go_on()
            return True
        return super().eventFilter(watched, event)

    def _commit(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)


class GridView(QTableView):
    """The table itself: keys, and a height that follows the rows."""

    row_wanted = Signal()
    row_unwanted = Signal(int)
    pasted = Signal(object)
    left_behind = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.SelectedClicked
        )
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.verticalHeader().setDefaultSectionSize(ROW_TABLE)
        self.verticalHeader().setMinimumWidth(30)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.horizontalHeader().setFixedHeight(ROW_TABLE)
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().setHighlightSections(False)

    def table(self) -> RepeatTable:
        model = self.model()
        assert isinstance(model, RepeatTable)
        return model

    def fit_height(self) -> None:
        """As high as the rows, up to a screenful."""
        rows = min(self.table().rowCount(), _MOST_ROWS_SHOWN)
        bar = self.horizontalScrollBar().sizeHint().height() if self._is_wide() else 0
        self.setFixedHeight(ROW_TABLE * (rows + 1) + 4 + bar)

    def go_on(self) -> None:
        """To the next cell that takes an answer; past the last one, to a new row."""
        model = self.table()
        at = self.currentIndex()
        cells = [(row, column) for row in range(at.row(), model.instances) for column in range(len(model.columns))]
        for cell in cells:
            if cell > (at.row(), at.column()) and model.flags(model.index(*cell)) & Qt.ItemFlag.ItemIsEditable:
                self.setCurrentIndex(model.index(*cell))
                return
        self.row_wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.key() == Qt.Key.Key_D and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._fill_down()
        elif event.key() == Qt.Key.Key_Delete and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.row_unwanted.emit(at.row())
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            for index in self.selectedIndexes():
                self.table().setData(index, "")
        elif event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.left_behind.emit()
        elif event.key() in _ENTER:
            self.go_on()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The page scrolls under the wheel unless the grid itself is longer than it shows."""
        if self.verticalScrollBar().maximum() > 0 and self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _is_wide(self) -> bool:
        return self.horizontalHeader().length() > _PAGE_WIDTH

    def _paste(self) -> None:
        at = self.currentIndex()
        block = QGuiApplication.clipboard().text()
        if block:
            self.pasted.emit(self.table().read_block(block, max(0, at.row()), max(0, at.column())))

    def _copy(self) -> None:
        chosen = sorted(self.selectedIndexes(), key=lambda index: (index.row(), index.column()))
        lines: dict[int, list[str]] = {}
        for index in chosen:
            lines.setdefault(index.row(), []).append(str(index.data() or ""))
        QGuiApplication.clipboard().setText("\n".join("\t".join(cells) for cells in lines.values()))

    def _fill_down(self) -> None:
        """Ctrl+D: the first chosen cell of each column goes into those below it; a single cell takes the one above."""
        chosen = self.selectedIndexes()
        if len(chosen) == 1 and chosen[0].row() > 0:
            above = self.table().index(chosen[0].row() - 1, chosen[0].column())
            self.table().setData(chosen[0], above.data(Qt.ItemDataRole.EditRole))
            return
        for at in {index.column() for index in chosen}:
            cells = sorted((index for index in chosen if index.column() == at), key=lambda index: index.row())
            for index in cells[1:]:
                self.table().setData(index, cells[0].data(Qt.ItemDataRole.EditRole))


class Grid(QWidget):
    """A grid with its buttons and what is wrong in it."""

    row_wanted = Signal()
    row_unwanted = Signal(int)
    pasted = Signal(object)
    import_wanted = Signal()
    sample_wanted = Signal()
    next_wanted = Signal()

    def __init__(
        self,
        model: RepeatTable,
        choices: Callable[[str], tuple[Choice, ...]],
        *,
        fixed: bool,
        takes_files: bool = False,
        drawn: str = "",
    ) -> None:
        """``drawn``: what the program draws into it by chance, as the button says it; "" where nothing."""
        super().__init__()
        self.model = model
        self.view = GridView()
        self.view.setModel(model)
        self.view.setItemDelegate(CellDelegate(choices, self.view))
        self.add_button = button(self.tr("新增一行"), self.row_wanted.emit, icon_name="plus")
        self.remove_button = button(self.tr("删除所选行"), self._on_remove)
        self.reveal_button = button(self.tr("显示敏感内容"), self._on_reveal, icon_name="eye")
        self.reveal_button.setCheckable(True)
        self.words = text("", "bad", wrap=True)
        self._fixed = fixed
        self._takes_files = takes_files
        self.row_in_hand = -1
        """What may be explained in this row is told, with its field, below the table."""
        layout = column(self)
        layout.addWidget(self.view)
        self.import_button = button(self.tr("导入微信、支付宝、银行账单"), self.import_wanted.emit, icon_name="file")
        bar = row()
        self.sample_button = button(drawn, self.sample_wanted.emit, icon_name="plus")
        self.sample_words = text("", "tiny", wrap=True)
        self._is_drawn = bool(drawn)
        bar.addWidget(self.import_button)
        bar.addWidget(self.sample_button)
        bar.addWidget(self.add_button)
        bar.addWidget(self.remove_button)
        bar.addWidget(self.reveal_button)
        bar.addWidget(text(self.tr("可从 Excel 粘贴 · Ctrl+D 向下填充"), "tiny"))
        bar.addStretch(1)
        layout.addLayout(bar)
        layout.addWidget(self.sample_words)
        layout.addWidget(self.words)
        self.say_drawn("")
        self.set_closed(closed=False)
        self._connect()
        self._size_columns()
        self.refresh()

    def refresh(self) -> None:
        """Shows what the session holds now, and says what is wrong in words."""
        self.model.refresh()
        self.view.fit_height()
        problems = [each for each in self.model.problems() if not (each.may_explain and self._is_in_hand(each))]
        self.words.setText("\n".join(dict.fromkeys(problem.message for problem in problems)))
        self.words.setVisible(bool(problems))
        set_role(self.words, "bad" if any(each.severity == "error" for each in problems) else "warn")
        self.remove_button.setEnabled(self.model.instances > 0)

    def set_closed(self, *, closed: bool) -> None:
        self.model.set_closed(closed=closed)
        self.import_button.setVisible(not closed and self._takes_files)
        self.sample_button.setVisible(not closed and self._is_drawn)
        self.add_button.setVisible(not closed and not self._fixed)
        self.remove_button.setVisible(not closed and not self._fixed)

    def say_drawn(self, words: str) -> None:
        """What the program drew, below the buttons."""
        self.sample_words.setText(words)
        self.sample_words.setVisible(bool(words))

    def hideEvent(self, event: QHideEvent) -> None:
        self.hide_sensitive()
        super().hideEvent(event)

    def hide_sensitive(self) -> None:
        """Sensitive answers are masked again."""
        self.reveal_button.setChecked(False)
        self._on_reveal()

    def edit_cell(self, row_number: int, column_number: int) -> None:
        """Puts the keyboard into a cell."""
        self.view.setFocus()
        self.view.setCurrentIndex(self.model.index(row_number, column_number))

    def say_refused(self, pasted: Pasted) -> None:
        """Names the pasted cells that could not be taken."""
        if pasted.refused:
            cells = "、".join(f"{words}" for _, _, words in pasted.refused[:5])
            self.words.setText(self.tr("有 {n} 个单元格没有粘贴:{cells}").format(n=len(pasted.refused), cells=cells))
            self.words.show()

    def _connect(self) -> None:
        self.view.row_wanted.connect(self._on_row_wanted)
        self.view.row_unwanted.connect(self.row_unwanted)
        self.view.pasted.connect(self.pasted)
        self.view.left_behind.connect(self.next_wanted)
        self.reveal_button.setVisible(self.model.has_sensitive)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    def _is_in_hand(self, problem: Problem) -> bool:
        return problem.path.startswith(f"{self.model.path}[{self.row_in_hand + 1}]")

    def _on_reveal(self) -> None:
        revealed = self.reveal_button.isChecked()
        self.reveal_button.setText(self.tr("隐藏敏感内容") if revealed else self.tr("显示敏感内容"))
        self.model.reveal(revealed=revealed)

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self.model.is_revealed and (now is None or not self.isAncestorOf(now)):
            self.hide_sensitive()

    def _on_row_wanted(self) -> None:
        if not self._fixed:
            self.row_wanted.emit()

    def _on_remove(self) -> None:
        at = self.view.currentIndex().row()
        if 0 <= at < self.model.instances:
            self.row_unwanted.emit(at)

    def _size_columns(self) -> None:
        """Wide enough for header and words; room left over goes to the first words, not to the figures."""
        header = self.view.horizontalHeader()
        header.setMinimumSectionSize(64)
        total = self.view.verticalHeader().minimumWidth()
        texts = [at for at, each in enumerate(self.model.columns) if each.question.kind is QuestionKind.TEXT]
        for at in range(len(self.model.columns)):
            words = str(self.model.headerData(at, Qt.Orientation.Horizontal))
            kind = self.model.columns[at].question.kind
            least = 150 if at in texts else 120 if kind is QuestionKind.SELECT_ONE else 84
            width = max(least, header.fontMetrics().horizontalAdvance(words) + 28)
            self.view.setColumnWidth(at, width)
            total += width
        if total < _PAGE_WIDTH:
            stretched = texts[0] if texts else len(self.model.columns) - 1
            header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
