"""The evidence strip: thumbnails of what was photographed or filed for a question, when, and a way to add more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QIcon, QImage, QKeySequence, QPixmap
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.style.icons import icon
from desktop.style.theme import current, set_role
from desktop.widgets.flow import FlowLayout
from desktop.widgets.parts import clear, column, pill, text

THUMB = QSize(52, 38)


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """One file as the strip shows it: ``words`` is its name and time."""

    id: str
    words: str
    is_image: bool


class EvidenceStrip(QWidget):
    add_wanted = Signal()
    open_wanted = Signal(str)
    remove_wanted = Signal(str)

    def __init__(self, *, photos: bool, adds: bool = True) -> None:
        """``adds`` False: an editor beside it takes the files, the strip only shows them."""
        super().__init__()
        self._photos = photos
        self._adds = adds
        self._is_closed = False
        self._thumbs: dict[str, QPushButton] = {}
        self._words = text("", "tiny")
        self.wanted = pill("", "warn")
        self.add_button = QPushButton()
        self.add_button.setProperty("kind", "evidence")
        self.add_button.setIcon(icon("plus", current().ink2))
        name = self.tr("添加照片") if photos else self.tr("添加文件")
        self.add_button.setToolTip(name)
        self.add_button.setAccessibleName(name)
        self.add_button.clicked.connect(lambda _=False: self.add_wanted.emit())
        self._flow = FlowLayout(spacing=8)
        layout = column(self, spacing=4)
        layout.addLayout(self._flow)
        layout.addWidget(self._words)
        self.wanted.hide()
        self.show_items(())

    def show_items(self, items: Sequence[EvidenceItem]) -> None:
        """Shows the files in order, with a line icon until a thumbnail arrives."""
        for lasting in (self.add_button, self.wanted):
            self._flow.removeWidget(lasting)
        clear(self._flow)
        self._thumbs = {}
        for item in items:
            thumb = QPushButton()
            thumb.setProperty("kind", "evidence")
            thumb.setIcon(icon("camera" if item.is_image else "file", current().ink2))
            thumb.setToolTip(item.words)
            thumb.setAccessibleName(item.words)
            thumb.clicked.connect(lambda _=False, which=item.id: self.open_wanted.emit(which))
            self._offer_removal(thumb, item.id)
            self._flow.addWidget(thumb)
            self._thumbs[item.id] = thumb
        self._flow.addWidget(self.add_button)
        self._flow.addWidget(self.wanted)
        self.add_button.setVisible(self._adds and not self._is_closed)
        self._show_where_needed(is_needed=self._adds or bool(items))
        self._words.setText(self._summary(items))
        self._words.setVisible(bool(items))

    def show_wanted(self, words: str) -> None:
        """``需拍照``, as long as nothing of the kind is there."""
        self.wanted.setText(words)
        self.wanted.setVisible(bool(words))
        self._show_where_needed(is_needed=self._adds or bool(self._thumbs) or bool(words))

    def _offer_removal(self, thumb: QPushButton, which: str) -> None:
        """By the menu of the right button, or Delete."""
        remove = QAction(self.tr("取出这个文件"), thumb)
        remove.setShortcut(QKeySequence(QKeySequence.StandardKey.Delete))
        remove.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        remove.triggered.connect(lambda _=False: self._on_remove(which))
        thumb.addAction(remove)
        thumb.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def _on_remove(self, which: str) -> None:
        if not self._is_closed:
            self.remove_wanted.emit(which)

    def _show_where_needed(self, *, is_needed: bool) -> None:
        if not is_needed or self.parentWidget() is not None:  # without a parent it would be a window of its own
            self.setVisible(is_needed)

    def show_thumbnail(self, attachment_id: str, image: QImage) -> None:
        """Puts a picture onto its button; ignored where the file is no longer shown."""
        thumb = self._thumbs.get(attachment_id)
        if thumb is not None and not image.isNull():
            whole = QPixmap.fromImage(image).scaled(
                THUMB * 2, Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation
            )
            left, top = (whole.width() - THUMB.width() * 2) // 2, (whole.height() - THUMB.height() * 2) // 2
            cut = whole.copy(left, top, THUMB.width() * 2, THUMB.height() * 2)
            cut.setDevicePixelRatio(2.0)
            set_role(thumb, "true", name="filled")
            thumb.setIcon(QIcon(cut))
            thumb.setIconSize(THUMB)

    def set_closed(self, *, closed: bool) -> None:
        self._is_closed = closed
        self.add_button.setVisible(not closed and self._adds)

    def _summary(self, items: Sequence[EvidenceItem]) -> str:
        count = self.tr("{n} 张照片") if self._photos else self.tr("{n} 个文件")
        return " · ".join([count.format(n=len(items)), *(item.words for item in items[-1:])])
