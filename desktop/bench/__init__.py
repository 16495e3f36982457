"""`jindiao bench NAME`: the project's own measurements, a module each. No Qt: what is measured lies below the window."""

from __future__ import annotations

from desktop.bench import assess, forms
from desktop.bench.measuring import Bench, Figure, Measurement, Tell

BENCHES: dict[str, Bench] = {"forms": forms.measure, "assess": assess.measure}

__all__ = ["BENCHES", "Bench", "Figure", "Measurement", "Tell"]
