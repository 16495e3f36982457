"""What a pattern is made of: a small tree of frozen pieces."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Matches = Callable[[str], bool]
"""Whether a character is one of a set."""


@dataclass(frozen=True, slots=True)
class Character:
    matches: Matches


@dataclass(frozen=True, slots=True)
class Sequence:
    parts: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    branches: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """``most`` is None where there is no end."""

    part: Piece
    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Place:
    """A condition on where in the text one stands; it takes no character."""

    holds: Callable[[str, int], bool]


@dataclass(frozen=True, slots=True)
class Ahead:
    """Whether a pattern fits what comes next, or does not."""

    part: Piece
    wanted: bool


Piece = Character | Sequence | Choice | Repeat | Place | Ahead
