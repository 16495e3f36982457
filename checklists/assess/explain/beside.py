"""What a figure rests on beside the arithmetic that made it: the value that chose a bin, the caps among which the least was taken."""

from __future__ import annotations

from typing import Any

from checklists.assess.explain.places import Place
from checklists.assess.explain.tracing import AnswerAt, TracedAnswers
from checklists.model.assessment import Assessment, Cap, CreditLimit, CrossCheck, IndicatorScore, Score, Turnover
from checklists.model.traced import Traced


def beside(place: Place, assessment: Assessment, answers: TracedAnswers) -> tuple[Any, ...]:
    """The figures that are inputs all the same."""
    if isinstance(place.owner, Assessment):
        return _of_text(place, assessment, answers) if isinstance(place.value, str) else ()
    return tuple(each for each in _beside(place.owner, place.field, assessment) if isinstance(each, Traced))


def _of_text(place: Place, assessment: Assessment, answers: TracedAnswers) -> tuple[Any, ...]:
    """A verdict rests on the deviation that was judged, the state of the bureau's report on its day and that of the visit."""
    if place.field == "bureau_state":
        return tuple(AnswerAt(path) for name in _BUREAU for path in answers.paths(name))
    check = next((each for each in assessment.cross_checks if each.name == place.field), None)
    return (
        tuple(each for each in (check.rate, check.deviation) if isinstance(each, Traced))[:1]
        if check is not None
        else ()
    )


_BUREAU = ("bureau_in", "bureau_date", "visit_date")


def _beside(owner: Any, field: str, assessment: Assessment) -> tuple[Any, ...]:
    if isinstance(owner, IndicatorScore) and field == "points":
        return (owner.value,)
    if isinstance(owner, CrossCheck) and field in ("expected", "actual", "deviation", "rate", "second_rate"):
        return tuple(given.value for given in owner.inputs)
    if isinstance(owner, Cap) and field == "amount":
        return (owner.gross, owner.coefficient, owner.existing)
    if isinstance(owner, Turnover) and field in ("families", "third_party", "median", "adopted"):
        return (owner.declared, *(estimate.value for estimate in owner.estimates))
    if isinstance(owner, CreditLimit) and field in ("recommended", "difference", "step"):
        return (owner.requested, *(cap.amount for cap in owner.caps if cap.applies))
    if isinstance(owner, CreditLimit) and field == "term_months":
        return (assessment.fact("loan_months"),)
    if isinstance(owner, Score) and field in ("total", "lowest", "highest", "unassessed_share"):
        return tuple(each.points for each in owner.dimensions)
    return ()
