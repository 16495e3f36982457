"""The door: a passphrase opens the store; the first start makes it and shows the recovery words, once.

Rules: a wrong passphrase costs nothing but time; nothing typed here is kept once it was used; deriving the key takes a moment and is
done in the background.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from desktop.background import Background, Message
from desktop.screens.ports import Access
from desktop.widgets.parts import Notice, button, clear, column, progress_line, row, surface, text

_WIDTH = 440


class UnlockScreen(QWidget):
    unlocked = Signal()

    def __init__(self, access: Access, background: Background) -> None:
        super().__init__()
        self._access = access
        self._background = background
        self.setProperty("kind", "ground")
        self.pages = QStackedWidget()
        self.pages.setFixedWidth(_WIDTH + 48)
        self.unlock_page = _UnlockPage()
        self.create_page = _CreatePage()
        self.words_page = _WordsPage()
        self.recover_page = _RecoverPage()
        for page in (self.unlock_page, self.create_page, self.words_page, self.recover_page):
            self.pages.addWidget(page)
        outer = column(self, margins=(24, 24, 24, 24))
        outer.addStretch(1)
        outer.addWidget(self.pages, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(2)
        self._connect()
        self.start()

    def start(self) -> None:
        """Shows the passphrase field, or the first start."""
        self._show(self.unlock_page if self._access.exists() else self.create_page)

    def _connect(self) -> None:
        self.unlock_page.submitted.connect(self._on_unlock)
        self.unlock_page.recover_wanted.connect(lambda: self._show(self.recover_page))
        self.create_page.submitted.connect(self._on_create)
        self.words_page.confirmed.connect(self._on_words_confirmed)
        self.recover_page.submitted.connect(self._on_recover)
        self.recover_page.cancelled.connect(self.start)

    def _show(self, page: _Page) -> None:
        self.pages.setCurrentWidget(page)
        page.begin()

    def _on_unlock(self, passphrase: str) -> None:
        page = self.unlock_page
        page.set_busy(busy=True)
        self._background.store(
            self, lambda: self._access.unlock(passphrase), done=lambda _: self._enter(page), failed=page.fail
        )

    def _on_create(self, name: str, passphrase: str) -> None:
        self.create_page.set_busy(busy=True)
        self._background.store(
            self, lambda: self._access.create(name, passphrase), done=self._on_created, failed=self.create_page.fail
        )

    def _on_created(self, words: Sequence[str]) -> None:
        self.create_page.set_busy(busy=False)
        self.create_page.forget()
        self.words_page.show_words(words)
        self._show(self.words_page)

    def _on_words_confirmed(self) -> None:
        self._enter(self.words_page)

    def _on_recover(self, words: tuple[str, ...], passphrase: str) -> None:
        page = self.recover_page
        page.set_busy(busy=True)
        self._background.store(
            self, lambda: self._access.recover(words, passphrase), done=lambda _: self._enter(page), failed=page.fail
        )

    def _enter(self, page: _Page) -> None:
        page.set_busy(busy=False)
        page.forget()
        self.unlocked.emit()


class _Page(QWidget):
    """One card in the middle of the window."""

    def __init__(self, title: str, words: str) -> None:
        super().__init__()
        card = surface("card")
        card.setFixedWidth(_WIDTH)
        outer = column(self)
        outer.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(1)
        self.body: QVBoxLayout = column(card, margins=(32, 28, 32, 28), spacing=12)
        self.body.addWidget(text("尽调", "accent"))
        self.body.addWidget(text(title, "title"))
        self.body.addWidget(text(words, "muted", wrap=True))
        self.notice = Notice()
        self.progress = progress_line()
        self.progress.setRange(0, 0)

    def begin(self) -> None:
        """The page is shown: the keyboard goes to its first field."""

    def forget(self) -> None:
        """Empties every field."""
        for line in self.findChildren(QLineEdit):
            line.clear()

    def fail(self, message: Message) -> None:
        self.set_busy(busy=False)
        self.notice.say(message.text, message.hint)
        self.begin()

    def set_busy(self, *, busy: bool) -> None:
        self.progress.setVisible(busy)
        for line in self.findChildren(QLineEdit):
            line.setEnabled(not busy)
        self.main.setEnabled(not busy)
        if busy:
            self.notice.hide()

    def _close(self, main_words: str) -> None:
        """Notice, main button and progress line, below the fields."""
        self.main = button(main_words, self._submit, kind="primary")
        self.main.setMinimumHeight(36)
        self.body.addWidget(self.notice)
        self.body.addWidget(self.main)
        self.body.addWidget(self.progress)

    def _field(self, name: str, *, secret: bool = False) -> QLineEdit:
        self.body.addWidget(text(name, "strong"))
        line = QLineEdit()
        line.setAccessibleName(name)
        if secret:
            line.setEchoMode(QLineEdit.EchoMode.Password)
        line.returnPressed.connect(lambda: self._on_return(line))
        self.body.addWidget(line)
        return line

    def _on_return(self, line: QLineEdit) -> None:
        """Enter goes to the next field, and from the last one on."""
        lines = self.findChildren(QLineEdit)
        after = lines[lines.index(line) + 1 :]
        if after:
            after[0].setFocus()
        else:
            self._submit()

    def _submit(self) -> None:
        raise NotImplementedError


class _UnlockPage(_Page):
    submitted = Signal(str)
    recover_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("打开本机案件库", "案件都加密存放在这台电脑上,不联网也能用。")
        self.line = self._field(self.tr("口令"), secret=True)
        self._close(self.tr("打开"))
        self.body.addWidget(
            button(self.tr("忘记口令,用恢复词重设"), self.recover_wanted.emit, kind="link"),
            0,
            Qt.AlignmentFlag.AlignLeft,
        )

    def begin(self) -> None:
        self.line.setFocus()
        self.line.selectAll()

    def _submit(self) -> None:
        if self.line.text():
            self.submitted.emit(self.line.text())
        else:
            self.notice.say(self.tr("请输入口令。"), tone="warn")


class _CreatePage(_Page):
    submitted = Signal(str, str)

    def __init__(self) -> None:
        super().__init__("第一次使用", "先建立本机的加密案件库。口令只有您知道,谁也找不回来;忘了只能用恢复词重设。")
        self.name = self._field(self.tr("您的姓名"))
        self.first = self._field(self.tr("口令(至少 8 位)"), secret=True)
        self.second = self._field(self.tr("再输一遍口令"), secret=True)
        self._close(self.tr("建立案件库"))

    def begin(self) -> None:
        (self.first if self.name.text() else self.name).setFocus()

    def _submit(self) -> None:
        wrong = self._wrong()
        if wrong:
            self.notice.say(wrong, tone="warn")
        else:
            self.submitted.emit(self.name.text().strip(), self.first.text())

    def _wrong(self) -> str:
        if not self.name.text().strip():
            return self.tr("请填写姓名,它会印在报告上。")
        if len(self.first.text()) < _SHORTEST:
            return self.tr("口令太短,至少 {n} 位。").format(n=_SHORTEST)
        return "" if self.first.text() == self.second.text() else self.tr("两遍口令不一样,请再输一遍。")


class _WordsPage(_Page):
    confirmed = Signal()

    def __init__(self) -> None:
        super().__init__(
            "恢复词,只显示这一次", "按顺序抄在纸上,锁起来,不要拍照、不要存电脑。忘记口令时只能靠它打开案件库。"
        )
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(6)
        self.body.addLayout(self._grid)
        self.written = QCheckBox(self.tr("我已经按顺序抄好"))
        self.body.addWidget(self.written)
        self._close(self.tr("进入"))
        self.main.setEnabled(False)
        self.written.toggled.connect(self.main.setEnabled)

    def show_words(self, words: Sequence[str]) -> None:
        clear(self._grid)
        for at, word in enumerate(words):
            cell = row(spacing=6)
            number = text(f"{at + 1}.", "muted")
            number.setFixedWidth(22)
            cell.addWidget(number)
            cell.addWidget(text(word, "strong"), 1)
            self._grid.addLayout(cell, at // 3, at % 3)

    def begin(self) -> None:
        self.written.setFocus()

    def set_busy(self, *, busy: bool) -> None:
        self.main.setEnabled(self.written.isChecked() and not busy)

    def forget(self) -> None:
        clear(self._grid)
        self.written.setChecked(False)

    def _submit(self) -> None:
        if self.written.isChecked():
            self.confirmed.emit()


class _RecoverPage(_Page):
    submitted = Signal(tuple, str)
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__("用恢复词重设口令", "按抄下的顺序输入恢复词,中间用空格隔开,再设一个新口令。")
        self.words = self._field(self.tr("恢复词"))
        self.first = self._field(self.tr("新口令(至少 8 位)"), secret=True)
        self.second = self._field(self.tr("再输一遍新口令"), secret=True)
        self._close(self.tr("重设口令并打开"))
        self.body.addWidget(button(self.tr("返回"), self.cancelled.emit, kind="link"), 0, Qt.AlignmentFlag.AlignLeft)

    def begin(self) -> None:
        self.words.setFocus()

    def _submit(self) -> None:
        words = tuple(self.words.text().split())
        if not words:
            self.notice.say(self.tr("请输入恢复词。"), tone="warn")
        elif len(self.first.text()) < _SHORTEST:
            self.notice.say(self.tr("口令太短,至少 {n} 位。").format(n=_SHORTEST), tone="warn")
        elif self.first.text() != self.second.text():
            self.notice.say(self.tr("两遍口令不一样,请再输一遍。"), tone="warn")
        else:
            self.submitted.emit(words, self.first.text())


_SHORTEST = 8
