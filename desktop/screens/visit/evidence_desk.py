"""Photos and papers of the open case: choosing them, keeping them, and showing them in the strips of a page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from itertools import count

from PySide6.QtCore import QByteArray, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from checklists.model.case import Attachment
from desktop.background import Background, Message
from desktop.messages import Message as Sentence
from desktop.models.answers import MEDIA, template_path
from desktop.models.appearance import asks
from desktop.screens.ports import Files, OpenCase, PickedFile
from desktop.screens.visit.dialogs import PhotoDialog, RemovalDialog
from desktop.screens.visit.section import SectionPage
from desktop.widgets.evidence import EvidenceItem
from desktop.widgets.media import pad_title
from desktop.widgets.pad import PadDialog

_THUMB = QSize(208, 152)


class EvidenceDesk(QObject):
    attached = Signal(str, object)
    made = Signal(str, object)
    removed = Signal(object)
    importing = Signal()
    imported = Signal()
    failed = Signal(object)

    def __init__(
        self,
        opened: OpenCase,
        *,
        files: Files,
        background: Background,
        local: Callable[[datetime], datetime],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._case = opened
        self._files = files
        self._background = background
        self._local = local
        self._thumbs: dict[str, QImage] = {}

    def show_on(self, page: SectionPage) -> None:
        """Fills every strip of the page; thumbnails follow as they are decrypted."""
        for path, strip in page.strips():
            items = self._case.attachments(path)
            strip.show_items([self._item(each) for each in items])
            for each in items:
                if each.id in self._thumbs:
                    strip.show_thumbnail(each.id, self._thumbs[each.id])
                elif each.media_type.startswith("image/"):
                    self._load(page, each.id)

    def add(self, parent: QWidget, path: str) -> None:
        """Asks for files and keeps them as evidence for the question at ``path``."""
        question = self._case.session.form.questions.get(template_path(path))
        wanted = question.evidence if question is not None else None
        photos = question is not None and (question.kind.value == "image" or (wanted is not None and wanted.is_photo))
        title = self.tr("选择照片") if photos else self.tr("选择文件")
        for file in self._files.choose(parent, title, photos=photos):
            self._keep(path, file)

    def keep(self, path: str, name: str, data: bytes) -> None:
        """Keeps what was pasted, drawn or recorded as the answer at ``path``; a name that is taken gets a number."""
        unique = self._unique(name)
        self._background.store(
            self,
            lambda: self._case.attach(path, unique, data),
            done=lambda attachment: self.made.emit(path, attachment),
            failed=self._on_failed,
        )

    def draw(self, parent: QWidget, path: str) -> None:
        """Opens the pad for a signature or sketch; for marks on a photo, over the newest one that was attached."""
        question = self._case.session.form.questions[template_path(path)]
        photos = [each for each in self._case.attachments(path) if each.media_type.startswith("image/")]
        if not asks(question, "annotate"):
            self._open_pad(parent, path, None)
        elif photos:
            newest = photos[-1].id
            self._background.store(
                parent,
                lambda: QImage.fromData(QByteArray(self._case.attachment_bytes(newest))),
                done=lambda image: self._open_pad(parent, path, image),
                failed=self._on_failed,
            )
        else:
            self.failed.emit(Sentence(self.tr("还没有可以标注的照片"), self.tr("先选择或粘贴一张照片，再在上面标注。")))

    def _open_pad(self, parent: QWidget, path: str, ground: QImage | None) -> None:
        question = self._case.session.form.questions[template_path(path)]
        title = pad_title(question)
        pad = PadDialog(title, parent, ground)
        pad.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        pad.accepted.connect(lambda: self.keep(path, f"{title}.png", pad.png()))
        pad.open()

    def _unique(self, name: str) -> str:
        taken = {each.name for each in self._case.attachments()}
        stem, dot, ending = name.rpartition(".")
        names = (f"{stem}-{number}{dot}{ending}" for number in count(2))
        return name if name not in taken else next(each for each in names if each not in taken)

    def import_statements(self, parent: QWidget) -> None:
        """Asks for payment or bank exports and reads them into the flows. The page takes no answers meanwhile."""
        files = self._files.choose(parent, self.tr("选择账单文件"), photos=False)
        if files:
            self.importing.emit()
            self._background.store(
                self,
                lambda: [self._case.take_in(file.name, file.read()) for file in files],
                done=lambda _: self.imported.emit(),
                failed=self._on_import_failed,
            )

    def open(self, parent: QWidget, attachment_id: str) -> None:
        """Shows a photo at the size of the window."""
        found = next((each for each in self._case.attachments() if each.id == attachment_id), None)
        if found is None or not found.media_type.startswith("image/"):
            return
        words = self._item(found).words
        self._background.store(
            parent,
            lambda: QImage.fromData(QByteArray(self._case.attachment_bytes(attachment_id))),
            done=lambda image: PhotoDialog(words, image, parent).open(),
            failed=self._on_failed,
        )

    def remove(self, parent: QWidget, attachment_id: str) -> None:
        """Asks, and takes a file out of the case."""
        found = next((each for each in self._case.attachments() if each.id == attachment_id), None)
        if found is None or self._case.is_sealed:
            return
        dialog = RemovalDialog(found.name, parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._remove(found))
        dialog.open()

    def _remove(self, attachment: Attachment) -> None:
        self._background.store(
            self,
            lambda: self._case.withdraw(attachment.id),
            done=lambda _: self.removed.emit(attachment),
            failed=self._on_failed,
        )

    def answers(self, path: str) -> bool:
        """Whether files are the answer itself, and not only its evidence."""
        question = self._case.session.form.questions.get(template_path(path))
        return question is not None and question.kind in MEDIA

    def _keep(self, path: str, file: PickedFile) -> None:
        name = file.name
        self._background.store(
            self,
            lambda: self._case.attach(path, name, file.read()),
            done=lambda attachment: self.attached.emit(path, attachment),
            failed=self._on_failed,
        )

    def _load(self, page: SectionPage, attachment_id: str) -> None:
        def task() -> QImage:
            image = QImage.fromData(QByteArray(self._case.attachment_bytes(attachment_id)))
            if image.isNull():
                return image
            return image.scaled(
                _THUMB, Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation
            )

        def show(image: QImage) -> None:
            self._thumbs[attachment_id] = image
            for _, strip in page.strips():
                strip.show_thumbnail(attachment_id, image)

        self._background.store(page, task, done=show, failed=self._on_failed)

    def _item(self, attachment: Attachment) -> EvidenceItem:
        at = self._local(attachment.taken_at or attachment.added_at)
        words = f"{attachment.name} · {at:%m-%d %H:%M}"
        return EvidenceItem(
            attachment.id,
            f"{words} · {attachment.place}" if attachment.place else words,
            attachment.media_type.startswith("image/"),
        )

    def _on_import_failed(self, message: Message) -> None:
        """What was read before the file that failed stays."""
        self.imported.emit()
        self.failed.emit(message)

    def _on_failed(self, message: Message) -> None:
        self.failed.emit(message)
