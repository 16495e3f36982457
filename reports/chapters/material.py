"""What a report is made of, handed in whole: the case, its assessment, its checklist, and what only the caller can prepare.

The caller (desktop, head office) opens the form and resolves choice labels, masks sensitive answers and reads thumbnails, so that
this folder needs neither form engine nor store. Rules: chapters print ``sections``, never ``case.answers``: those are not masked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from decimal import Decimal, InvalidOperation

from checklists.model.assessment import Assessment, AssessmentState
from checklists.model.case import Attachment, Case, CaseState
from checklists.model.checklist import Checklist
from checklists.xpath.syntax import Syntax

BEIJING = timezone(timedelta(hours=8))
_POSITION = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class AnsweredItem:
    """One question as printed. ``value`` is blank where it is not answered; numbers as plain digits with their ``unit``.

    ``path`` is the instance path; ``group`` the title of the repeat that it lies in. ``is_must`` marks 必查项.
    """

    title: str
    value: str
    path: str
    remark: str = ""
    unit: str = ""
    group: str = ""
    is_must: bool = False

    @property
    def name(self) -> str:
        return self.path.rsplit("/", 1)[-1]

    @property
    def row(self) -> tuple[str, int] | None:
        """The innermost repeat row it lies in, as (path of the repeat, position); None outside repeats."""
        matches = list(_POSITION.finditer(self.path))
        if not matches:
            return None
        return self.path[: matches[-1].start()], int(matches[-1].group(1))

    @property
    def number(self) -> Decimal | None:
        try:
            number = Decimal(self.value)
        except InvalidOperation:
            return None
        return number if number.is_finite() else None


@dataclass(frozen=True, slots=True)
class AnsweredSection:
    """A top-level section of the checklist with its relevant questions in order. ``name`` is its id (``stock_take``)."""

    name: str
    title: str
    items: tuple[AnsweredItem, ...]

    def singles(self) -> tuple[AnsweredItem, ...]:
        return tuple(item for item in self.items if item.row is None)

    def tables(self) -> Iterator[tuple[str, tuple[tuple[AnsweredItem, ...], ...]]]:
        """Each repeat's title and its rows."""
        repeats: dict[str, dict[int, list[AnsweredItem]]] = {}
        for item in self.items:
            if item.row is not None:
                repeats.setdefault(item.row[0], {}).setdefault(item.row[1], []).append(item)
        for path, rows in repeats.items():
            first = next(iter(rows.values()))[0]
            yield first.group or path.rsplit("/", 1)[-1], tuple(tuple(rows[position]) for position in sorted(rows))


@dataclass(frozen=True, slots=True)
class CheckedPoint:
    """Something the form objected to: ``kind`` as in ``checklists.form.Problem``, the sentence, and the reason where one was written.

    ``section`` and ``title`` say where; a sensitive answer is masked in the sentence.
    """

    section: str
    title: str
    kind: str
    message: str
    reason: str = ""
    path: str = ""

    @property
    def is_open(self) -> bool:
        return not self.reason


@dataclass(frozen=True, slots=True)
class WorkedAnswer:
    """An answer as the method reckons with it: codes and plain digits. Blank where it is not answered, or sensitive.

    ``template`` is its question's path without positions, ``names`` the elements of that path; ``line`` the statement line that it
    feeds; ``calculation`` how the form works it out, None where a person answers; ``choices`` the codes of one answer with their
    words, ``is_number`` whether only numbers are answers.
    """

    path: str
    template: str
    title: str
    value: str
    is_relevant: bool
    line: str = ""
    names: tuple[str, ...] = ()
    calculation: Syntax | None = None
    choices: tuple[tuple[str, str], ...] = ()
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """An attachment as it is shown: ``thumbnail`` is a small JPEG or PNG (empty: no picture), ``caption`` the question's title."""

    attachment: Attachment
    thumbnail: bytes = b""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class HistorySummary:
    """The audit trail in brief. ``people`` counts changes by person; ``head`` is the last entry's chain hash."""

    entries: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None
    people: tuple[tuple[str, int], ...] = ()
    devices: tuple[str, ...] = ()
    corrections: int = 0
    head: str = ""
    is_verified: bool | None = None


@dataclass(frozen=True, slots=True)
class ChecklistMove:
    """The case went from one version of its checklist to another, or ``is_undo`` back again; hashes are the packages'."""

    at: datetime
    by: str
    before: str
    after: str
    before_sha256: str
    after_sha256: str
    is_undo: bool = False


@dataclass(frozen=True, slots=True)
class EarlierAnswer:
    """An answer that the checklist does not take, with its old question. ``shown`` is masked where sensitive, blank where only
    ``remark`` or ``files`` (names) hung on the question; ``reason`` says why it was set aside.
    """

    title: str
    where: str
    shown: str
    reason: str
    remark: str = ""
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recorded:
    """Where the audit trail has a record: its line, when, and by whom (a name)."""

    line: int
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class InputChange:
    """An input of a check, changed after its first result. ``before``/``after`` in words, masked where sensitive."""

    line: int
    at: datetime
    by: str
    title: str
    before: str
    after: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReportMaterial:
    """Everything a report says. ``case_hash`` is the SHA-256 of canonical answers, assessment and evidence ids.

    ``edition`` counts the reports of this case from 1. ``is_draft`` None: a draft until the case is sealed.
    """

    case: Case
    assessment: Assessment
    checklist: Checklist
    sections: tuple[AnsweredSection, ...]
    case_hash: str
    evidence: tuple[Evidence, ...] = ()
    history: HistorySummary = field(default_factory=HistorySummary)
    bank: str = ""
    department: str = ""
    edition: int = 1
    is_draft: bool | None = None
    is_short: bool = False
    """Whether the short form of two pages is wanted (简调)."""
    moves: tuple[ChecklistMove, ...] = ()
    earlier_answers: tuple[EarlierAnswer, ...] = ()
    worked: tuple[WorkedAnswer, ...] = ()
    """The answers that the workbook reckons from; without them its limit starts from the assessed parts of each cap."""
    recorded: Mapping[str, Recorded] = field(default_factory=dict)
    """By subject (``model.records``): who wrote what stands there."""
    input_changes: Mapping[str, tuple[InputChange, ...]] = field(default_factory=dict)
    """By check: what was changed of its inputs after it was first shown."""
    shows_points: bool = True
    """Whether points and weights are printed: not while answers can still change, unless who prints may see them."""
    points: tuple[CheckedPoint, ...] = ()
    """What the form objects to: wrong answers, missing evidence, and what was overridden with a reason."""

    @property
    def draft(self) -> bool:
        return self.case.state is CaseState.DRAFT if self.is_draft is None else self.is_draft

    @property
    def bank_name(self) -> str:
        """The bank that this program is set up for, else the one that the checklist's parameters name."""
        return self.bank or self.checklist.settings.get("bank_name", "")

    @property
    def logo(self) -> bytes:
        """The picture that the checklist's parameters carry for the bank's papers, b"" where there is none."""
        return self.checklist.files.get(self.checklist.settings.get("logo", ""), b"")

    @property
    def is_final(self) -> bool:
        return self.assessment.state is AssessmentState.FINAL

    def section(self, name: str) -> AnsweredSection | None:
        return next((section for section in self.sections if section.name == name), None)

    def item(self, name: str) -> AnsweredItem | None:
        """The question of this name outside repeats, where it is answered."""
        path = self.checklist.paths.get(name)
        for section in self.sections:
            for item in section.items:
                if item.value and (item.path == path if path else item.row is None and item.name == name):
                    return item
        return None

    def value(self, name: str, otherwise: str = "") -> str:
        """The printed answer to the question of this name."""
        item = self.item(name)
        return item.value if item is not None else otherwise

    def fact(self, name: str) -> Decimal | None:
        """A named figure of the assessment; None where it is unknown or not computed."""
        value = dict(self.assessment.facts).get(name)
        return value if isinstance(value, Decimal) else None
