"""The window and its worker share how far a report has come, and whether to go on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop.services import board as module
from desktop.services.board import Board, Numbered, equip, told
from reports.errors import RenderCancelled


@pytest.fixture
def board() -> Iterator[Board]:
    """The board of this process, as if it were the worker."""
    shared = Board()
    equip(shared.numbers)
    yield shared
    module._board = None


def test_what_the_worker_tells_the_window_reads(board: Board) -> None:
    seen = []

    def draw() -> str:
        for page in range(3):
            assert told(page, 3)
            seen.append(board.progress(7))
        return "paper"

    assert board.progress(7) is None
    assert Numbered(7, draw)() == "paper"
    assert seen == [(0, 3), (1, 3), (2, 3)]
    assert board.progress(6) is None


def test_a_cancelled_task_is_told_at_its_next_step_and_others_go_on(board: Board) -> None:
    def draw() -> bool:
        board.cancel(2)
        return told(1, 9)

    assert not Numbered(2, draw)()
    assert Numbered(3, lambda: told(1, 9))()
    assert Numbered(10, lambda: told(1, 9))()


def test_a_task_cancelled_before_its_turn_does_not_begin_and_earlier_ones_do(board: Board) -> None:
    board.cancel(5)
    assert Numbered(4, lambda: told(0, 2))()
    with pytest.raises(RenderCancelled):
        Numbered(5, lambda: pytest.fail("begun"))()


def test_without_a_board_nobody_stops() -> None:
    assert told(1, 2)
    assert Numbered(1, lambda: "done")() == "done"
