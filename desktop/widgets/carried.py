"""The pictures, sounds and films that a checklist carries for its labels, and how they stand with a question."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QByteArray, QCoreApplication, QSize, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from desktop.widgets.parts import button, column, text
from desktop.widgets.sound import Player

_LARGEST = QSize(360, 200)
_SHARP = 2


class Carried:
    """The files by the address that a label gives them (``jr://images/shelf.png``)."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files

    def data(self, address: str) -> bytes | None:
        """The file's bytes; None where the checklist does not carry it."""
        return self._files.get(address.rpartition("/")[2])

    def picture(self, address: str, size: QSize) -> QPixmap | None:
        """The picture no larger than ``size``; None where it is not carried or is none."""
        data = self.data(address) if address else None
        image = QImage.fromData(QByteArray(data)) if data is not None else QImage()
        if image.isNull():
            return None
        if image.width() > size.width() * _SHARP or image.height() > size.height() * _SHARP:
            mode = Qt.TransformationMode.SmoothTransformation
            image = image.scaled(size * _SHARP, Qt.AspectRatioMode.KeepAspectRatio, mode)
        shown = QPixmap.fromImage(image)
        shown.setDevicePixelRatio(max(1.0, image.width() / size.width(), image.height() / size.height()))
        return shown


class LabelMedia(QWidget):
    """What a label shows and plays beside its words. What is not there or cannot be played is told in words."""

    def __init__(self, media: Mapping[str, str], carried: Carried) -> None:
        super().__init__()
        self._player: Player | None = None
        self._layout = column(self, spacing=4)
        picture = media.get("image") or media.get("big-image", "")
        if picture:
            self._layout.addWidget(_picture(picture, carried))
        if media.get("audio"):
            self._add_sound(media["audio"], carried)
        if media.get("video"):
            self._layout.addWidget(_told(_translate("题目附有视频“{name}”，本程序不播放视频。"), media["video"]))

    def _add_sound(self, address: str, carried: Carried) -> None:
        data = carried.data(address)
        self._player = Player.of(data, self) if data is not None else None
        if self._player is not None:
            play = button(_translate("播放题目录音"), self._player.play)
            self._layout.addWidget(play, 0, Qt.AlignmentFlag.AlignLeft)
        elif data is None:
            self._layout.addWidget(_told(_translate("题目的录音“{name}”没有随清单提供。"), address))
        else:
            self._layout.addWidget(_told(_translate("题目附有录音“{name}”，这台电脑不能播放声音。"), address))


def _picture(address: str, carried: Carried) -> QLabel:
    found = carried.picture(address, _LARGEST)
    if found is None:
        return _told(_translate("题目的图片“{name}”没有随清单提供。"), address)
    label = QLabel()
    label.setPixmap(found)
    label.setAccessibleName(_translate("题目的图片"))
    return label


def _told(sentence: str, address: str) -> QLabel:
    return text(sentence.format(name=address.rpartition("/")[2]), "tiny", wrap=True)


def _translate(words: str) -> str:
    return QCoreApplication.translate("carried", words)
