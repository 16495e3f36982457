"""The keys of sections that other chapters refer to, so that a source mark can never name a section that does not exist."""

from __future__ import annotations

REQUEST = "request"
HISTORY = "history"
BORROWING = "borrowing"
INDUSTRY = "industry-benchmarks"
BALANCE = "balance-sheet"
PROFIT = "profit-and-loss"
CASH = "cash-flow"
RATIOS = "ratios"
CHECKS = "cross-checks"
TURNOVER = "turnover-by-source"
SOFT = "soft-information"
PURPOSE = "purpose-and-sources"
GUARANTEE = "guarantee"
SCORE = "score"
INDICATORS = "indicators"
LIMIT = "limit"
CAPS = "caps"
SENSITIVITY = "sensitivity"
FLAGS = "red-flags"
VETOES = "vetoes"
OPEN_POINTS = "open-points"
DECLARATION = "declaration"
ANSWERS = "answers"
EVIDENCE = "evidence"
TRAIL = "audit-trail"


def check(name: str) -> str:
    """The section of one cross-check."""
    return f"check-{name}"
