"""Regulatory lines (监管规则) on the day of the case: in force or not yet, holding or not. 定案口径 12: with source and valid-from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from checklists.model.evaluation import Evaluator
from checklists.model.offer import RegulationHit
from checklists.model.parameters import RegulationRule
from checklists.scoring.scorecard import fired


def regulations_on(rules: Sequence[RegulationRule], evaluator: Evaluator, *, day: date) -> tuple[RegulationHit, ...]:
    """Every line; those not in force are listed undecided, so that a reader sees what still waits for its wording to be checked."""
    return tuple(
        RegulationHit(
            name=rule.name,
            label=rule.label,
            effect=rule.effect.value,
            is_in_force=rule.is_in_force(day),
            fired=fired(rule.when, evaluator) if rule.is_in_force(day) else None,
            valid_from=rule.valid_from,
            source=rule.provenance.source,
        )
        for rule in rules
    )
