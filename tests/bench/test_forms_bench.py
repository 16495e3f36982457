"""The form engine's figures, printed with their ratios to the references of the same run (``pytest tests/bench -s``).

Nothing here asserts a time: the machine is shared. What must hold is that every figure of the contract is there.
"""

from __future__ import annotations

import sys

from desktop.bench import Figure
from desktop.bench.forms import measure

KEYS = (
    "open_500",
    "answer_median",
    "answer_p95",
    "repeat200_cell",
    "repeat200_add",
    "full_2000",
    "pyxform_convert_500",
    "json_of_package_500",
)


def test_the_form_engine_is_measured_beside_its_references() -> None:
    found = measure(lambda what: _show(f"… {what}"), rounds=3)
    assert tuple(figure.key for figure in found.figures) == KEYS
    figures = {figure.key: figure for figure in (*found.figures, *found.beside)}
    assert all(0 < figure.best <= figure.value for figure in figures.values())
    for figure in figures.values():
        _show(_line(figure))
    json, pyxform = figures["json_of_package_500"].value, figures["pyxform_convert_500"].value
    _show(f"open_500 is {figures['open_500'].value / json:.0f} readings of the package's JSON,")
    _show(f"{figures['open_500'].value / pyxform:.2f} of a pyxform conversion")
    _show(f"answer at 2,000 / at 500: {figures['answer_median_2000'].value / figures['answer_median'].value:.2f}")


def _show(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _line(figure: Figure) -> str:
    bar = f"  (bar {figure.at_most:g})" if figure.at_most is not None else ""
    return f"{figure.key:22}{figure.value:10.3f} ms   best {figure.best:10.3f}{bar}"
