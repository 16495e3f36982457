"""How these tests name a question: by itself, or ``repeat/question`` in the repeat's first row."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from checklists.form import FormSession
from checklists.model.checklist import Checklist

Fill = Callable[[Mapping[str, str]], FormSession]


def path_of(checklist: Checklist, name: str) -> str:
    """The path of a question, or of ``repeat/question`` in its first row."""
    repeat, _, question = name.rpartition("/")
    if not repeat:
        return checklist.paths[question]
    return checklist.paths[question].replace(checklist.paths[repeat], f"{checklist.paths[repeat]}[1]", 1)
