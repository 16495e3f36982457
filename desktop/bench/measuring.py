"""How every bench measures: several rounds of the same thing, of which it tells the median and the best.

Rules kept: what is prepared is not counted; each round starts with the garbage of the one before it cleared away, and with Python's
own collector as the program leaves it; the median is the figure, the best says what the machine can do when nothing else runs on it.
"""

from __future__ import annotations

import gc
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from time import perf_counter

Tell = Callable[[str], None]
"""Takes what is being measured now, for who waits."""
Act = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured time in milliseconds, and the best round's. ``at_most`` is the project's own bar, None without one.

    A few figures are no times (pages, bytes, MiB; their labels say so); NaN is what could not be measured on this machine.
    """

    key: str
    label: str
    value: float
    best: float
    at_most: float | None = None


@dataclass(frozen=True, slots=True)
class Measurement:
    """``figures`` are the document, by key; ``beside`` are more of them, for who reads the table."""

    figures: tuple[Figure, ...]
    beside: tuple[Figure, ...] = ()


Bench = Callable[[Tell], Measurement]


def figure(key: str, label: str, rounds: Sequence[float], at_most: float | None = None) -> Figure:
    """The figure of some rounds, each a time in milliseconds."""
    return Figure(key, label, statistics.median(rounds), min(rounds), at_most)


def repeated(act: Act, rounds: int, before: Act | None = None) -> list[float]:
    """The times of ``act``, done so many times; ``before`` each of them something that is not counted."""
    found = []
    for _ in range(rounds):
        if before is not None:
            before()
        gc.collect()
        found.append(taken(act))
    return found


def in_turn(acts: Iterable[Act]) -> list[float]:
    """The times of many small acts, one after the other as a person does them."""
    gc.collect()
    return [taken(act) for act in acts]


def p95(times: Sequence[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def taken(act: Act) -> float:
    """The milliseconds that it took."""
    start = perf_counter()
    act()
    return (perf_counter() - start) * 1_000
