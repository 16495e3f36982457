"""What a check finds and what the program advises: the two words that assessments and records share."""

from __future__ import annotations

from enum import Enum


class Verdict(Enum):
    """The result of a check (检验结论)."""

    PASS = "pass"
    EXPLAIN = "explain"
    FAIL = "fail"
    INSUFFICIENT = "insufficient"


class Advice(Enum):
    """What the program advises; a person decides. Only AGREE and AGREE_WITH_CONDITIONS are of the agreeing kind."""

    AGREE = "agree"
    AGREE_WITH_CONDITIONS = "agree_with_conditions"
    CAUTION = "caution"
    REFUSE = "refuse"
    WITHHELD = "withheld"

    @property
    def agrees(self) -> bool:
        return self in (Advice.AGREE, Advice.AGREE_WITH_CONDITIONS)
