"""`jindiao bench NAME`: the project's own measurements, a module each. No Qt: what is measured lies below the window."""

from __future__ import annotations

import importlib

from desktop.bench.measuring import Bench, Figure, Measurement, Tell

_MODULES = ("forms", "assess", "report")


def _bench(module: str) -> Bench:
    """Loaded when it is run: a process that prints for one bench need not wait for what the others measure."""

    def measure(tell: Tell) -> Measurement:
        bench: Bench = importlib.import_module(f"desktop.bench.{module}").measure
        return bench(tell)

    return measure


BENCHES: dict[str, Bench] = {module: _bench(module) for module in _MODULES}

__all__ = ["BENCHES", "Bench", "Figure", "Measurement", "Tell"]
