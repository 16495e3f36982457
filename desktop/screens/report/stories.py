"""The report's paragraphs beside its preview: each as it is printed, to be rewritten and taken back.

Rules: what is written is kept when the field is left; a text that equals the generated one is none of the writer's; figures that the
case does not bear out are named at once.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QScrollArea, QVBoxLayout

from desktop.style.theme import set_role
from desktop.widgets.parts import button, clear, column, pill, row, surface, text
from reports.chapters.narrative import LONGEST, Story

_MOST_LINES, _LEAST_LINES = 12, 3
_LINE_SIGNS = 18


class StoryBox(QFrame):
    """One paragraph."""

    rewritten = Signal(str, str)
    """The section's key, and the text; blank gives the generated one back."""

    def __init__(self, story: Story) -> None:
        super().__init__()
        self._story = story
        self.setProperty("kind", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.field = QPlainTextEdit()
        self.field.setTabChangesFocus(True)
        self.field.installEventFilter(self)
        self.state = pill("", "")
        self.doubt = text("", "bad", wrap=True)
        self.restore = button(self.tr("恢复自动文字"), self._on_restore, kind="link")
        head = row(spacing=8)
        head.addWidget(text(story.title, "strong"), 1)
        head.addWidget(self.state)
        layout = column(self, margins=(14, 12, 14, 12), spacing=6)
        layout.addLayout(head)
        layout.addWidget(self.field)
        layout.addWidget(self.doubt)
        layout.addWidget(self.restore, 0, Qt.AlignmentFlag.AlignLeft)
        self.show_story(story)

    @property
    def key(self) -> str:
        return self._story.key

    def show_story(self, story: Story) -> None:
        """The paragraph as it stands now; who is writing keeps the field."""
        self._story = story
        self.field.setAccessibleName(self.tr("“{title}”一节的正文").format(title=story.title))
        if not self.field.hasFocus() and self.field.toPlainText() != story.text:
            self.field.setPlainText(story.text)
        lines = min(_MOST_LINES, max(_LEAST_LINES, len(story.text) // _LINE_SIGNS + story.text.count("\n") + 1))
        self.field.setFixedHeight(lines * (self.field.fontMetrics().lineSpacing() + 2) + 20)
        self.state.setText(self.tr("已修改") if story.edited else self.tr("自动生成"))
        set_role(self.state, "warn" if story.doubtful else "ok" if story.edited else "", name="tone")
        self.doubt.setText(self.tr("对不上的数字:{what}。请核对后改正。").format(what="、".join(story.doubtful)))
        self.doubt.setVisible(bool(story.doubtful))
        self.restore.setVisible(bool(story.edited))

    def set_closed(self, *, closed: bool) -> None:
        self.field.setReadOnly(closed)
        self.restore.setEnabled(not closed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() == QEvent.Type.FocusOut:
            self.commit()
        return super().eventFilter(watched, event)

    def commit(self) -> None:
        """Keeps what was written, where it differs from what stands there."""
        if self.field.isReadOnly():
            return
        written = self.field.toPlainText().strip()[:LONGEST]
        if written == self._story.generated:
            written = ""
        if written != self._story.edited:
            self.rewritten.emit(self._story.key, written)

    def _on_restore(self) -> None:
        self.field.setPlainText(self._story.generated)
        self.commit()


class StoriesPane(QScrollArea):
    """All paragraphs that may be rewritten, in the order of the report."""

    rewritten = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        canvas = surface("canvas")
        layout = column(canvas, margins=(12, 12, 12, 16), spacing=10)
        layout.addWidget(text(self.tr("正文"), "heading"))
        layout.addWidget(
            text(self.tr("自动生成的段落可以改写。改写后会标明,数字与案件对不上时提示。"), "muted", wrap=True)
        )
        self._boxes: QVBoxLayout = column(spacing=10)
        layout.addLayout(self._boxes)
        layout.addStretch(1)
        self.setWidget(canvas)
        self.boxes: list[StoryBox] = []

    def show_stories(self, stories: Sequence[Story], *, closed: bool) -> None:
        if [box.key for box in self.boxes] != [story.key for story in stories]:
            clear(self._boxes)
            self.boxes = [StoryBox(story) for story in stories]
            for box in self.boxes:
                box.rewritten.connect(self.rewritten)
                self._boxes.addWidget(box)
        for box, story in zip(self.boxes, stories, strict=True):
            box.show_story(story)
            box.set_closed(closed=closed)

    def commit(self) -> None:
        """What is being written counts from now on."""
        for box in self.boxes:
            box.commit()
