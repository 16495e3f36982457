"""What supports an answer: files that hang on it, on its row or on the table it stands in, and what was written about it."""

from __future__ import annotations

from checklists.assess.explain.tree import Evidence
from checklists.model.case import Case
from checklists.model.remarks import ABOUT, subject_of


def evidence_of(case: Case, path: str) -> tuple[Evidence, ...]:
    """The files of a question, of its row (a photo question beside it) and of its table as a whole."""
    row = path.rpartition("/")[0]
    in_row = f"{row}/" if row.endswith("]") else ""
    return tuple(
        Evidence(each.id, each.name, each.sha256)
        for each in case.attachments
        if each.question and (_holds(each.question, path) or (in_row and each.question.startswith(in_row)))
    )


def _holds(question: str, path: str) -> bool:
    return path == question or path.startswith((f"{question}/", f"{question}["))


def remark_of(case: Case, path: str) -> str:
    """What the investigators wrote: a note on the answer, why it stands although the form objects, why evidence could not be had."""
    subjects = (path, *(subject_of(about, path) for about in ABOUT))
    return ";".join(text for subject in subjects if (text := case.remarks.get(subject, "").strip()))
