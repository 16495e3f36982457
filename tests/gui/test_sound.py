"""Recording and playing with a device that is not there: what is heard stays in memory and comes out as a WAV file."""

from __future__ import annotations

import io
import wave
from typing import cast

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject
from pytestqt.qtbot import QtBot

from checklists.form import Question, QuestionKind
from desktop.widgets.media import MediaEditor
from desktop.widgets.sound import RATE, Player, Recorder, wav


class Microphone:
    """Hears ``samples`` as soon as it is opened; None: it cannot be opened."""

    def __init__(self, samples: bytes | None) -> None:
        self._samples = samples
        self.is_open = False

    def start(self) -> QIODevice | None:
        if self._samples is None:
            return None
        self.is_open = True
        self._buffer = QBuffer()
        self._buffer.setData(QByteArray(self._samples))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        return self._buffer

    def stop(self) -> None:
        self.is_open = False


def recorder(microphone: Microphone) -> Recorder:
    return Recorder(cast("object", microphone))  # type: ignore[arg-type]  # a working fake of QAudioSource


def test_a_recording_is_a_wav_file_of_what_was_heard() -> None:
    microphone = Microphone(b"\1\0" * 1600)
    running = recorder(microphone)
    assert running.start()
    data = running.stop()
    assert not microphone.is_open
    with wave.open(io.BytesIO(data)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getnframes()) == (RATE, 1, 1600)
        assert file.readframes(1600) == b"\1\0" * 1600


def test_a_microphone_that_another_program_holds_is_told() -> None:
    assert not recorder(Microphone(None)).start()


def test_the_editor_records_gives_the_file_and_says_when_nothing_was_heard(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    microphone = Microphone(b"\1\0" * 160)
    monkeypatch.setattr(Recorder, "of", classmethod(lambda _cls, _parent: recorder(microphone)))
    editor = MediaEditor(Question("voice", "/data/voice", QuestionKind.AUDIO))
    qtbot.addWidget(editor)
    given: list[tuple[str, bytes]] = []
    editor.made.connect(lambda name, data: given.append((name, bytes(data))))
    editor.buttons["record"].click()
    assert editor.buttons["record"].text() == "停止录音"
    editor.buttons["record"].click()
    assert given == [("现场录音.wav", wav(b"\1\0" * 160))]
    microphone._samples = b""
    editor.buttons["record"].click()
    editor.buttons["record"].click()
    assert editor.words.text() == "没有录到声音"
    microphone._samples = None
    editor.buttons["record"].click()
    assert "打不开" in editor.words.text()
    assert len(given) == 1


def test_a_machine_without_sound_plays_and_records_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.widgets.sound._multimedia", lambda: None)
    assert Player.of(wav(b""), QObject()) is None
    assert Recorder.of(QObject()) is None
