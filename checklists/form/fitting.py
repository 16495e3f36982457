"""Whether an answer to one question is an answer to another: what decides if a draft's answer is carried to a newer checklist.

Rules kept: an answer is carried as it stands or not at all, never altered; a code of a choice is an answer only where that choice
can be chosen; a figure in another unit is another figure; what was wrong before stays as it was, and is listed as wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from checklists.form.checks import range_sentence, type_sentence
from checklists.form.definition import Field
from checklists.form.questions import QuestionKind
from checklists.model.case import SetAsideReason

CHOSEN = (QuestionKind.SELECT_ONE, QuestionKind.SELECT_MULTIPLE, QuestionKind.RANK)
_SEVERAL = (QuestionKind.SELECT_MULTIPLE, QuestionKind.RANK)
_MEDIA = (QuestionKind.IMAGE, QuestionKind.FILE, QuestionKind.AUDIO, QuestionKind.VIDEO)
_FIGURES = (QuestionKind.INTEGER, QuestionKind.DECIMAL, QuestionKind.RANGE)

Labels = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer with what its question asked for. ``offered``: the choices it was made from, None where they are not known."""

    kind: QuestionKind
    value: str
    unit: str = ""
    offered: Labels | None = None


def unit_of(field: Field) -> str:
    return field.extras.get("unit", "")


def misfit(asked: Asked, target: Field, offered: Labels | None) -> SetAsideReason | None:
    """Why the answer is none of ``target``'s, whose choices are ``offered`` (None: not known beforehand); None where it is one."""
    if target.is_repeat or asked.kind is QuestionKind.REPEAT:
        return _misfit_of_rows(asked, target)
    if not target.is_leaf or target.preload == "uid":
        return SetAsideReason.REMOVED
    if not target.is_answered:
        return _misfit_of_unasked(asked, target)
    if asked.unit != unit_of(target) and (asked.kind in _FIGURES or target.kind in _FIGURES) and asked.value:
        return SetAsideReason.UNIT
    if asked.kind in CHOSEN or target.kind in CHOSEN:
        return _misfit_of_choice(asked, target, offered)
    if asked.kind is target.kind or not asked.value:
        return None
    return None if _is_alike(asked, target) else SetAsideReason.RETYPED


def _misfit_of_rows(asked: Asked, target: Field) -> SetAsideReason | None:
    """A number of rows is carried to a repeat whose rows a person adds."""
    if not target.is_repeat or asked.kind is not QuestionKind.REPEAT:
        return SetAsideReason.RELOCATED if target.is_repeat else SetAsideReason.REMOVED
    return None if target.count is None and not target.is_fixed_repeat else SetAsideReason.COMPUTED


def _misfit_of_unasked(asked: Asked, target: Field) -> SetAsideReason | None:
    """Nobody is asked: what was hidden or computed once stays so, what a person answered must not vanish from sight."""
    if asked.kind is target.kind and not target.is_computed:
        return None
    return SetAsideReason.COMPUTED if target.calculate is not None else SetAsideReason.REMOVED


def _misfit_of_choice(asked: Asked, target: Field, offered: Labels | None) -> SetAsideReason | None:
    if not asked.value:
        return None
    if target.kind not in CHOSEN or (target.kind is QuestionKind.RANK and asked.kind is not QuestionKind.RANK):
        return SetAsideReason.RETYPED
    several = asked.value.split() if asked.kind in _SEVERAL else [asked.value]
    if asked.kind in _SEVERAL and target.kind not in _SEVERAL and len(several) != 1:
        return SetAsideReason.RETYPED
    if offered is None:
        return None if asked.kind in CHOSEN else SetAsideReason.RETYPED
    gone = [value for value in several if value not in offered]
    if not gone:
        return None
    if asked.kind not in CHOSEN:
        return SetAsideReason.RETYPED
    was_wrong = asked.offered is not None and any(value not in asked.offered for value in gone)
    return None if was_wrong and asked.kind is target.kind else SetAsideReason.CHOICE


def _is_alike(asked: Asked, target: Field) -> bool:
    """Whether a text given to a question of one kind reads as an answer to another kind."""
    kinds = (asked.kind, target.kind)
    if any(kind in _MEDIA for kind in kinds):
        return target.kind is QuestionKind.FILE and asked.kind in _MEDIA
    if QuestionKind.ACKNOWLEDGE in kinds or kinds == (QuestionKind.DATE, QuestionKind.DATETIME):
        return False
    return not type_sentence(target, asked.value) and not (
        target.kind is QuestionKind.RANGE and range_sentence(target, asked.value)
    )
