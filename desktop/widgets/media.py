"""An answer that is a file: chosen, pasted, drawn or recorded. The strip below shows what is kept; here it is given and taken back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QEvent, QIODevice, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPushButton, QWidget

from checklists.form import Question, QuestionKind
from desktop.models.appearance import asks, is_drawn
from desktop.widgets.editor import Editor, is_enter
from desktop.widgets.flow import FlowLayout
from desktop.widgets.parts import Elided, button, column, text
from desktop.widgets.sound import Recorder

_TICK_MS = 500


class MediaEditor(Editor):
    """``choose_wanted`` asks for a file from the disk, ``draw_wanted`` for the pad, ``made`` gives what was pasted or recorded."""

    choose_wanted = Signal()
    draw_wanted = Signal()
    made = Signal(str, bytes)

    def __init__(self, question: Question) -> None:
        super().__init__()
        self._question = question
        self._recorder: Recorder | None = None
        self.name = Elided("", "muted")
        self.words = text("", "tiny", wrap=True)
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self._show_seconds)
        self._seconds = 0.0
        self.buttons: dict[str, QPushButton] = {}
        self._flow = FlowLayout()
        layout = column(self, spacing=4)
        layout.addWidget(self.name)
        layout.addLayout(self._flow)
        layout.addWidget(self.words)
        self._build()
        self.show_answer("")

    def show_answer(self, answer: str) -> None:
        super().show_answer(answer)
        self.name.say(answer)
        self.name.setVisible(bool(answer))
        self.buttons["clear"].setVisible(bool(answer) and self.isEnabled())

    def set_closed(self, *, closed: bool) -> None:
        super().set_closed(closed=closed)
        for name, each in self.buttons.items():
            each.setVisible(not closed and (name != "clear" or bool(self._answer)))

    def focus_widget(self) -> QWidget:
        return next(iter(self.buttons.values()))

    def name_for_screen_readers(self, name: str) -> None:
        for each in self.buttons.values():
            each.setAccessibleName(f"{name} {each.text()}")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if is_enter(event) and self._answer:
            self.next_wanted.emit()
            return True
        if _is_paste(event) and "paste" in self.buttons:
            self.paste()
            return True
        return super().eventFilter(watched, event)

    def paste(self) -> None:
        """Takes the picture that the clipboard holds."""
        image = QGuiApplication.clipboard().image()
        if image.isNull():
            self.words.setText(self.tr("剪贴板里没有图片"))
            self.words.show()
            return
        self.words.hide()
        self.made.emit(self.tr("粘贴的图片.png"), png_of(image))

    def _build(self) -> None:
        kind = self._question.kind
        if is_drawn(self._question):
            self._add("draw", _pad_words(self._question), self.draw_wanted.emit)
        if kind is QuestionKind.AUDIO:
            self._recorder = Recorder.of(self)
            if self._recorder is not None:
                self._add("record", self.tr("开始录音"), self._on_record)
            else:
                self.words.setText(self.tr("这台电脑没有可用的麦克风，请选择录音文件"))
        self._add("choose", _choose_words(kind), self.choose_wanted.emit)
        if kind is QuestionKind.IMAGE:
            self._add("paste", self.tr("粘贴图片"), self.paste)
        self._add("clear", self.tr("清除"), self._on_clear)
        self.words.setVisible(bool(self.words.text()))

    def _add(self, name: str, words: str, act: Callable[[], object]) -> None:
        made = button(words, act)
        made.installEventFilter(self)
        self._flow.addWidget(made)
        self.buttons[name] = made

    def _on_clear(self) -> None:
        """The file stays with the case as evidence; it is only no longer the answer."""
        self._give("")
        self.show_answer("")

    def _on_record(self) -> None:
        assert self._recorder is not None
        if not self._recorder.is_running:
            self._begin(self._recorder)
            return
        self._timer.stop()
        self.buttons["record"].setText(self.tr("开始录音"))
        data = self._recorder.stop()
        self.words.setText("" if data else self.tr("没有录到声音"))
        self.words.setVisible(not data)
        if data:
            self.made.emit(self.tr("现场录音.wav"), data)

    def _begin(self, recorder: Recorder) -> None:
        if not recorder.start():
            self.words.setText(self.tr("麦克风打不开，可能正被别的程序占用"))
            self.words.show()
            return
        self._seconds = 0.0
        self._timer.start()
        self.buttons["record"].setText(self.tr("停止录音"))

    def _show_seconds(self) -> None:
        self._seconds += _TICK_MS / 1000
        self.words.setText(self.tr("正在录音 {n} 秒").format(n=int(self._seconds)))
        self.words.show()


def _is_paste(event: QEvent) -> bool:
    is_press = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
    return is_press and isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Paste)


def png_of(image: QImage) -> bytes:
    """The picture as a PNG file."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(data.data())


def pad_title(question: Question) -> str:
    """What the pad is for; it is also what the picture is called."""
    if asks(question, "signature"):
        return _translate("签名")
    return _translate("标注") if asks(question, "annotate") else _translate("草图")


def _pad_words(question: Question) -> str:
    if asks(question, "signature"):
        return _translate("在这里签名")
    return _translate("在照片上标注") if asks(question, "annotate") else _translate("画草图")


def _choose_words(kind: QuestionKind) -> str:
    names = {
        QuestionKind.IMAGE: _translate("选择照片…"),
        QuestionKind.AUDIO: _translate("选择录音文件…"),
        QuestionKind.VIDEO: _translate("选择视频文件…"),
    }
    return names.get(kind, _translate("选择文件…"))


def _translate(words: str) -> str:
    return QCoreApplication.translate("media", words)
