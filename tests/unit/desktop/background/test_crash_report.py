"""A crash report says where the program failed and nothing of the case."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.crash import CrashHandler, report_text, write_report

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


def break_down() -> None:
    try:
        int("宏达食品批发部")
    except ValueError as cause:
        raise RuntimeError("身份证 320522199001011234") from cause


def an_error() -> BaseException:
    try:
        break_down()
    except RuntimeError as error:
        return error
    raise AssertionError


@pytest.fixture
def told(tmp_path: Path) -> Iterator[tuple[CrashHandler, list[Path | None]]]:
    seen: list[Path | None] = []
    handler = CrashHandler(tmp_path / "crash", seen.append)
    yield handler, seen
    CrashHandler.uninstall()


def test_report_names_kinds_and_places_but_not_the_words_of_an_error() -> None:
    text = report_text(an_error(), at=NOON)
    assert "RuntimeError" in text
    assert "ValueError" in text
    assert "in break_down" in text
    assert "宏达" not in text
    assert "320522" not in text


def test_report_does_not_name_the_users_folders() -> None:
    assert str(Path(__file__).parent.parent) not in report_text(an_error(), at=NOON)


def test_report_that_cannot_be_written_is_no_second_crash(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("x", encoding="utf-8")
    assert write_report(an_error(), blocked / "crash", at=NOON) is None


def test_an_error_nobody_caught_is_reported_and_told(told: tuple[CrashHandler, list[Path | None]]) -> None:
    handler, seen = told
    handler.install()
    error = an_error()
    sys.excepthook(type(error), error, error.__traceback__)
    (file,) = seen
    assert file is not None
    assert "RuntimeError" in file.read_text(encoding="utf-8")


def test_an_error_while_telling_does_not_tell_again(tmp_path: Path) -> None:
    calls: list[Path | None] = []

    def tell(file: Path | None) -> None:
        calls.append(file)
        error = an_error()
        sys.excepthook(type(error), error, error.__traceback__)

    handler = CrashHandler(tmp_path, tell)
    handler.install()
    try:
        error = an_error()
        sys.excepthook(type(error), error, error.__traceback__)
    finally:
        CrashHandler.uninstall()
    assert len(calls) == 1
