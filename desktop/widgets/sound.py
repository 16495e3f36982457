"""Sound: playing what a label carries, and recording an answer. Both need QtMultimedia and a device; without them there are none.

Rules: a recording is held in memory and given away as a WAV file, so that nothing of a case lies on the disk in clear.
"""

from __future__ import annotations

import io
import wave
from types import ModuleType
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject

if TYPE_CHECKING:
    from PySide6 import QtMultimedia

RATE = 16_000
LONGEST_S = 60 * 60
_BYTES = 2


def wav(samples: bytes, rate: int = RATE) -> bytes:
    """A WAV file of 16-bit samples of one channel."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(_BYTES)
        file.setframerate(rate)
        file.writeframes(samples)
    return out.getvalue()


class Player:
    """Plays one sound from memory. ``of`` gives None where this machine cannot."""

    def __init__(self, player: QtMultimedia.QMediaPlayer, buffer: QBuffer) -> None:
        self._player = player
        self._buffer = buffer

    @classmethod
    def of(cls, data: bytes, parent: QObject) -> Player | None:
        multimedia = _multimedia()
        if multimedia is None or multimedia.QMediaDevices.defaultAudioOutput().isNull():
            return None
        buffer = QBuffer(parent)
        buffer.setData(QByteArray(data))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        player = multimedia.QMediaPlayer(parent)
        player.setAudioOutput(multimedia.QAudioOutput(player))
        player.setSourceDevice(buffer)
        return cls(player, buffer)

    def play(self) -> None:
        """From the beginning."""
        self._player.setPosition(0)
        self._player.play()


class Recorder:
    """Records from the microphone until ``stop``. ``of`` gives None where there is none."""

    def __init__(self, source: QtMultimedia.QAudioSource) -> None:
        self._source = source
        self._stream: QIODevice | None = None
        self._samples = bytearray()

    @classmethod
    def of(cls, parent: QObject) -> Recorder | None:
        multimedia = _multimedia()
        if multimedia is None:
            return None
        device = multimedia.QMediaDevices.defaultAudioInput()
        shape = multimedia.QAudioFormat()
        shape.setSampleRate(RATE)
        shape.setChannelCount(1)
        shape.setSampleFormat(multimedia.QAudioFormat.SampleFormat.Int16)
        if device.isNull() or not device.isFormatSupported(shape):
            return None
        return cls(multimedia.QAudioSource(device, shape, parent))

    @property
    def is_running(self) -> bool:
        return self._stream is not None

    def start(self) -> bool:
        """Whether the microphone could be opened: another program may hold it."""
        self._samples.clear()
        stream: QIODevice | None = self._source.start()
        if stream is None:
            return False
        self._stream = stream
        stream.readyRead.connect(self._take)
        return True

    def stop(self) -> bytes:
        """The recording as a WAV file; empty where nothing was heard."""
        self._take()
        self._stream = None
        self._source.stop()
        return wav(bytes(self._samples)) if self._samples else b""

    def _take(self) -> None:
        if self._stream is not None and len(self._samples) < RATE * _BYTES * LONGEST_S:
            self._samples += self._stream.readAll().data()


def _multimedia() -> ModuleType | None:
    """Qt's sound, where this machine has the libraries that it stands on."""
    try:
        from PySide6 import QtMultimedia
    except ImportError:
        return None
    return QtMultimedia
