"""A pattern as an automaton whose states are followed all at once (K. Thompson, 1968), each move remembered once it is known.

Rules kept: the work is bounded by states times characters. A pattern that would need too many states is refused when it is read;
a match that takes more than ``MOST_WORK`` ends as no match.
"""

from __future__ import annotations

from checklists.xpath.regex.pieces import Ahead, Character, Choice, Matches, Piece, Place, Repeat, Sequence

MOST_STATES = 3_000
MOST_WORK = 1_500_000
MOST_REMEMBERED = 2_000
States = frozenset[int]


class PatternTooLarge(Exception):
    """The pattern counts so far that it would need too many states."""


class OutOfWork(Exception):
    """A match took more than may be."""


class Automaton:
    """Built once a pattern. State 0 is the start, state 1 the end."""

    def __init__(self, piece: Piece) -> None:
        self._free: list[list[int]] = [[], []]
        self._moves: list[list[tuple[Matches, int]]] = [[], []]
        self._gates: list[list[tuple[Place | tuple[Automaton, bool], int]]] = [[], []]
        self._has_gates = False
        self._remembered: dict[States, dict[str, States]] = {}
        self._add(piece, 0, 1)

    def fits(self, text: str) -> bool:
        """Whether the whole text is one that the pattern describes."""
        try:
            return 1 in self._run(text, 0, [MOST_WORK])[-1]
        except OutOfWork:
            return False

    def fits_from(self, text: str, start: int, work: list[int]) -> bool:
        """Whether some part of the text that begins at ``start`` is one."""
        return any(1 in states for states in self._run(text, start, work))

    def _run(self, text: str, start: int, work: list[int]) -> list[States]:
        """The states after each character from ``start`` on, to the first place where there are none."""
        states = self._closed({0}, text, start, work)
        found = [states]
        for at in range(start, len(text)):
            states = self._moved(states, text, at, work)
            found.append(states)
            if not states:
                break
        return found

    def _moved(self, states: States, text: str, at: int, work: list[int]) -> States:
        _spend(work, 1)
        character = text[at]
        known = self._remembered.get(states)
        if known is None:
            if len(self._remembered) >= MOST_REMEMBERED:
                self._remembered.clear()
            known = self._remembered[states] = {}
        after = known.get(character)
        if after is None:
            _spend(work, len(states))
            reached = {target for state in states for matches, target in self._moves[state] if matches(character)}
            after = self._closed(reached, text, at + 1, work)
            if not self._has_gates and len(known) < MOST_REMEMBERED:
                known[character] = after
        return after

    def _closed(self, states: set[int], text: str, at: int, work: list[int]) -> States:
        """These states and all that are reached from them without a character, ``at`` being the place in the text."""
        waiting = list(states)
        seen = set(states)
        while waiting:
            state = waiting.pop()
            targets = self._free[state]
            if self._gates[state]:
                targets = [*targets, *(to for gate, to in self._gates[state] if _opens(gate, text, at, work))]
            for target in targets:
                if target not in seen:
                    seen.add(target)
                    waiting.append(target)
        _spend(work, len(seen))
        return frozenset(seen)

    def _new(self) -> int:
        if len(self._free) >= MOST_STATES:
            raise PatternTooLarge
        for table in (self._free, self._moves, self._gates):
            table.append([])
        return len(self._free) - 1

    def _add(self, piece: Piece, start: int, end: int) -> None:
        """Lay the ways of a piece from one state to another."""
        match piece:
            case Character(matches):
                self._moves[start].append((matches, end))
            case Sequence(parts):
                for part in parts[:-1]:
                    middle = self._new()
                    self._add(part, start, middle)
                    start = middle
                if parts:
                    self._add(parts[-1], start, end)
                else:
                    self._free[start].append(end)
            case Choice(branches):
                for branch in branches:
                    inner = self._new()
                    self._free[start].append(inner)
                    self._add(branch, inner, end)
            case Repeat():
                self._repeat(piece, start, end)
            case Place():
                self._has_gates = True
                self._gates[start].append((piece, end))
            case Ahead(part, wanted):
                self._has_gates = True
                self._gates[start].append(((Automaton(part), wanted), end))

    def _repeat(self, repeat: Repeat, start: int, end: int) -> None:
        for _ in range(repeat.least):
            start = self._once(repeat.part, start)
        if repeat.most is None:
            loop = self._new()
            self._free[start].append(loop)
            self._free[self._once(repeat.part, loop)].append(loop)
            self._free[loop].append(end)
            return
        for _ in range(repeat.most - repeat.least):
            self._free[start].append(end)
            start = self._once(repeat.part, start)
        self._free[start].append(end)

    def _once(self, part: Piece, start: int) -> int:
        after = self._new()
        self._add(part, start, after)
        return after


def _opens(gate: Place | tuple[Automaton, bool], text: str, at: int, work: list[int]) -> bool:
    if isinstance(gate, Place):
        return gate.holds(text, at)
    automaton, wanted = gate
    return automaton.fits_from(text, at, work) is wanted


def _spend(work: list[int], amount: int) -> None:
    work[0] -= amount
    if work[0] < 0:
        raise OutOfWork
