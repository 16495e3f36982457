"""The method's figures, printed with their ratio to the reference of the same run (``pytest tests/bench -s``).

Nothing here asserts a time: the machine is shared. What must hold is that every figure of the contract is there, and that an open
session is worth its memory.
"""

from __future__ import annotations

import sys

from desktop.bench import Figure
from desktop.bench.assess import measure

KEYS = (
    "assess",
    "assess_p95",
    "assess_moving",
    "assess_largest",
    "explain",
    "explain_first",
    "assess_closed",
    "assess_closed_largest",
    "json_of_package",
)


def test_the_method_is_measured_beside_its_reference() -> None:
    found = measure(lambda what: _show(f"… {what}"), rounds=3)
    assert tuple(figure.key for figure in found.figures) == KEYS
    figures = {figure.key: figure for figure in (*found.figures, *found.beside)}
    assert len(found.beside) == 5
    assert all(0 < figure.best <= figure.value for figure in figures.values())
    for figure in figures.values():
        _show(_line(figure))
    assert figures["assess"].best < figures["assess_closed"].best
    _show(f"assess is {figures['assess'].value / figures['json_of_package'].value:.1f} readings of the package's JSON")


def _show(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _line(figure: Figure) -> str:
    return f"{figure.key:24} {figure.value:8.2f} ms (best {figure.best:.2f})  {figure.label}"
