"""What a form asks, as others see it: questions, choices, problems and completeness."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Literal, NamedTuple

from checklists.form.evidence import WantedEvidence, wanted_evidence


class QuestionKind(Enum):
    """What stands at a place of the form, and so which editor it gets."""

    GROUP = "group"
    REPEAT = "repeat"
    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    TIME = "time"
    DATETIME = "datetime"
    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    RANK = "rank"
    RANGE = "range"
    IMAGE = "image"
    FILE = "file"
    AUDIO = "audio"
    VIDEO = "video"
    GEOPOINT = "geopoint"
    GEOTRACE = "geotrace"
    GEOSHAPE = "geoshape"
    BARCODE = "barcode"
    ACKNOWLEDGE = "acknowledge"
    NOTE = "note"
    CALCULATE = "calculate"
    HIDDEN = "hidden"

    @property
    def has_children(self) -> bool:
        return self in (QuestionKind.GROUP, QuestionKind.REPEAT)

    @property
    def takes_answer(self) -> bool:
        """Whether a person answers it: not a group, a note, a calculation or a field without a control."""
        return not self.has_children and self not in _UNASKED


_UNASKED = (QuestionKind.NOTE, QuestionKind.CALCULATE, QuestionKind.HIDDEN)


@dataclass(frozen=True, slots=True)
class Question:
    """A question, group or repeat of the form. ``path`` has no positions; ``label`` has ``…`` where a session fills in.

    ``extras`` are the bind's ``jd:`` attributes without prefix, ``media`` the label's files by form (image, audio), ``parameters``
    a range's start, end, step and ticks, an upload's media type, a text's rows. ``children`` stand in the order of the screen.
    """

    name: str
    path: str
    kind: QuestionKind
    label: str = ""
    hint: str = ""
    appearance: str = ""
    extras: Mapping[str, str] = field(default_factory=dict)
    children: tuple[Question, ...] = ()
    media: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_must(self) -> bool:
        """Whether it may only be skipped with a written reason (必查项)."""
        return is_yes(self.extras.get("must", ""))

    @property
    def is_sensitive(self) -> bool:
        """Whether its answer is masked wherever it is not being worked on."""
        return is_yes(self.extras.get("sensitive", ""))

    @property
    def evidence(self) -> WantedEvidence | None:
        """The evidence without which an answer does not count as done."""
        return wanted_evidence(self.extras.get("evidence", ""))


def is_yes(text: str) -> bool:
    """How a sheet says yes in a ``jd:`` column."""
    return text.strip().lower() in ("true", "yes", "1", "true()")


@dataclass(frozen=True, slots=True)
class Choice:
    """``media`` are the label's files by form (image, audio), as in ``Question``."""

    value: str
    label: str
    media: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Item:
    """A question where it stands in a filled-in form: ``path`` has the positions of its rows."""

    path: str
    question: Question


class LeafState(NamedTuple):
    """A leaf where it stands: instance path, the question's path without positions, text, and whether it counts."""

    path: str
    template: str
    text: str
    is_relevant: bool


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong or missing. ``kind``: required, must, type, choice, constraint or evidence. ``message`` is Chinese.

    ``may_explain``: a written reason settles it (a warning, a must item that is skipped, evidence that could not be had);
    ``reason`` is the one that was written. A problem with a reason stays listed, but is not open.
    """

    path: str
    kind: str
    message: str
    severity: Literal["error", "warning"] = "error"
    may_explain: bool = False
    reason: str = ""

    @property
    def is_open(self) -> bool:
        return not self.reason


@dataclass(frozen=True, slots=True)
class Completeness:
    """``expected``: relevant questions that are required or ``must``, ``answered`` those of them that are done.

    Done is an answer with the evidence that it wants, or a written reason for what is missing. ``problems``: open ones, warnings
    too; ``overridden``: those that a reason settled. ``asked`` counts every relevant question that takes an answer, ``filled``
    those that have one.
    """

    answered: int
    expected: int
    problems: int
    asked: int = 0
    filled: int = 0
    overridden: int = 0

    @property
    def percent(self) -> int:
        """Whole percent, rounded down: 100 only when nothing is left. 100 where nothing is expected."""
        return self.answered * 100 // self.expected if self.expected else 100
