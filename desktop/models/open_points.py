"""What is still to be settled in a case, in the order in which it cannot be made up for later. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from checklists.form import FormSession, Problem
from desktop.models.answers import template_path

BLANKS = ("required", "must", "evidence")
"""What is not done yet, rather than done wrongly: told by ring and mark, not at once as an error."""
_RANK = {"must": 0, "evidence": 1, "required": 3}


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """Something to settle before leaving the premises."""

    path: str
    words: str
    grave: bool


def open_points(session: FormSession) -> tuple[OpenPoint, ...]:
    """What is missing or wrong: items that must be done first, then evidence, wrong answers and other blanks.

    What a reason settled is not among them.
    """
    problems = sorted(
        (problem for problem in session.problems() if problem.is_open), key=lambda problem: _RANK.get(problem.kind, 2)
    )
    return tuple(
        OpenPoint(problem.path, where_and_what(session, problem), problem.severity == "error") for problem in problems
    )


def problems_by_path(session: FormSession, section: str) -> dict[str, tuple[Problem, ...]]:
    """The problems of a section by the question they are at, those settled by a reason included."""
    found: dict[str, tuple[Problem, ...]] = {}
    for problem in session.problems(section):
        found[problem.path] = (*found.get(problem.path, ()), problem)
    return found


def where_and_what(session: FormSession, problem: Problem) -> str:
    """``现金 › 店里现金:…``."""
    section = "/".join(template_path(problem.path).split("/")[:3])
    question = session.form.questions.get(section)
    where = f"{question.label} › " if question and question.label and section != problem.path else ""
    row = f"第 {position} 行 " if (position := _row(problem.path)) else ""
    return f"{where}{row}{session.label(problem.path)}:{problem.message}"


def state_words(session: FormSession) -> str:
    """How the case stands when it is about to be sealed: ``还有 3 处没有处理(其中缺证据 1 处);已说明理由 2 处``."""
    problems = session.problems()
    is_open = [problem for problem in problems if problem.is_open]
    lacking = sum(problem.kind == "evidence" for problem in is_open)
    explained = len(problems) - len(is_open)
    words = f"还有 {len(is_open)} 处没有处理" if is_open else "没有遗漏"
    words += f"(其中缺证据 {lacking} 处)" if lacking else ""
    return words + (f";已说明理由 {explained} 处" if explained else "")


def _row(path: str) -> str:
    return path.rpartition("[")[2].partition("]")[0] if "[" in path else ""
