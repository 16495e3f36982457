"""A form as the engine holds it: a field for every element of the instance, with its compiled expressions and its readers.

Built once by ``parse`` and ``graph``, never changed after: sessions share it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from checklists.form.evidence import WantedEvidence
from checklists.form.questions import Question, QuestionKind
from checklists.xpath import Expression
from checklists.xpath.references import Names


class Role(IntEnum):
    """What a cell computes. Those from READONLY on are read by no other cell."""

    COUNT = 0
    RELEVANT = 1
    CALCULATE = 2
    READONLY = 3
    CHECK = 4
    LOOK = 5


@dataclass(frozen=True, slots=True)
class TextTemplate:
    """A text with values filled in: literal texts and expressions by turns."""

    parts: tuple[str | Expression, ...]
    media: Mapping[str, str] = field(default_factory=dict)

    @property
    def plain(self) -> str:
        """The text with ``…`` for what only a session knows."""
        if len(self.parts) == 1 and isinstance(self.parts[0], str):
            return self.parts[0].strip()
        return "".join(part if isinstance(part, str) else "…" for part in self.parts).strip()

    @property
    def expressions(self) -> tuple[Expression, ...]:
        return tuple([part for part in self.parts if not isinstance(part, str)])


BLANK_TEXT = TextTemplate(())


@dataclass(frozen=True, slots=True)
class FixedChoice:
    value: str
    label: TextTemplate


@dataclass(frozen=True, slots=True)
class Choices:
    """The choices of a select: either fixed, or items of a nodeset with a value and a label each."""

    fixed: tuple[FixedChoice, ...] = ()
    nodeset: Expression | None = None
    value: Expression | None = None
    label: Expression | None = None
    is_static: bool = True


@dataclass(frozen=True, slots=True)
class SetValue:
    """An action: when one of ``events`` happens, ``target`` gets ``value``. ``trigger`` is the field it is nested in.

    ``place`` finds the target's node where its path chooses among rows (``/data/stock[position() = 1]/kind``).
    """

    events: frozenset[str]
    target: Field
    value: Expression | None
    text: str
    trigger: Field | None
    place: Expression | None = None


@dataclass(eq=False, slots=True)
class Cell:
    """One computation at every instance of a field. ``rank`` is its place in the topological order.

    A COUNT is computed once for all rows, so its place is what the rows stand in.
    """

    field: Field
    role: Role
    expressions: tuple[Expression, ...]
    rank: int = 0

    @property
    def place(self) -> Field:
        return self.field.parent if self.role is Role.COUNT and self.field.parent is not None else self.field


@dataclass(frozen=True, slots=True)
class Reader:
    """A cell that reads a field; ``shared`` leading names are common to reader and read: the row in which they meet."""

    cell: Cell
    shared: int


@dataclass(eq=False, slots=True)
class Field:
    """One element of the instance's template."""

    name: str
    names: Names
    parent: Field | None
    order: int = 0
    children: list[Field] = field(default_factory=list)
    kind: QuestionKind = QuestionKind.HIDDEN
    data_type: str = ""
    is_repeat: bool = False
    is_fixed_repeat: bool = False
    counts_itself: bool = False
    """Whether its ``jr:count`` follows from the rows there are."""
    relevant: Expression | None = None
    required: Expression | None = None
    readonly: Expression | None = None
    constraint: Expression | None = None
    calculate: Expression | None = None
    count: Expression | None = None
    label: TextTemplate = BLANK_TEXT
    hint: TextTemplate = BLANK_TEXT
    constraint_message: Expression | str = ""
    required_message: Expression | str = ""
    appearance: str = ""
    preload: str = ""
    preload_parameter: str = ""
    parameters: dict[str, str] = field(default_factory=dict)
    extras: dict[str, str] = field(default_factory=dict)
    is_must: bool = False
    is_sensitive: bool = False
    is_warning: bool = False
    """Whether what breaks its constraint may be overridden with a reason."""
    evidence: WantedEvidence | None = None
    choices: Choices | None = None
    body: list[Field] = field(default_factory=list)
    question: Question | None = None
    section: str = ""
    keeps_value: bool = False
    cells: list[Cell] = field(default_factory=list)
    readers: list[Reader] = field(default_factory=list)
    actions: list[SetValue] = field(default_factory=list)
    row: Seed | None = None
    repeats_above: int = 0
    """How many repeats it stands in, itself included."""

    path: str = field(init=False)
    depth: int = field(init=False)

    def __post_init__(self) -> None:
        self.path = "/" + "/".join(self.names)
        self.depth = len(self.names)

    @property
    def is_leaf(self) -> bool:
        return not self.children

    @property
    def is_answered(self) -> bool:
        """Whether its text is an answer, so that even its default is one that the form gave when it was new."""
        return self.is_leaf and self.kind.takes_answer and not self.is_computed

    @property
    def is_computed(self) -> bool:
        """Whether its text follows from other answers, so that it is never stored."""
        return self.calculate is not None and not self.keeps_value

    @property
    def is_numeric(self) -> bool:
        return self.data_type in ("int", "integer", "long", "decimal", "double", "float")

    @property
    def is_boolean(self) -> bool:
        return self.data_type == "boolean"

    def walk(self) -> Iterator[Field]:
        """This field and all below it, in the order of the form."""
        left = [self]
        while left:
            field = left.pop()
            yield field
            left += reversed(field.children)


@dataclass(frozen=True, slots=True)
class Seed:
    """Where an instance starts: an element with its default text, and those below it, rows that are there from the start."""

    field: Field
    text: str
    attributes: Mapping[str, str]
    children: tuple[Seed, ...]
