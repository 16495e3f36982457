"""What ``${name}`` stands for in the method's sheets: a question's path, or a figure that the method computes.

A question becomes its absolute path (inside a repeat: the nodeset over all rows), a fact or a cross-check's verdict becomes
the XPath variable ``$name``. Where a question and a fact share a name the question is meant.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from checklists.model.facts import FACTS

REFERENCE = re.compile(r"\$\{([^{}]*)\}")
_LONGEST_NAME = 80
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")


@dataclass(frozen=True, slots=True)
class Names:
    """Everything that may stand in ``${}``: questions by path, verdicts by their cross-check's name, facts."""

    paths: Mapping[str, str]
    checks: frozenset[str] = frozenset()

    def meaning(self, name: str) -> str | None:
        """The XPath text of a name; None where nothing is called so."""
        path = self.paths.get(name)
        if path is not None:
            return path
        return f"${name}" if name in FACTS or name in self.checks else None

    def resolve(self, expression: str) -> str:
        """The expression with every known ``${name}`` replaced; an unknown one stays as it is (see ``unknown_in``)."""
        return REFERENCE.sub(lambda match: self.meaning(match.group(1).strip()) or match.group(0), expression)

    def unknown_in(self, expression: str) -> tuple[str, ...]:
        """The names in ``${}`` that mean nothing, in order, each once."""
        names = dict.fromkeys(references_in(expression))
        return tuple(name for name in names if self.meaning(name) is None)

    def suggestion(self, name: str) -> str:
        """The known name most like this one, or ""."""
        return nearest(name, [*self.paths, *FACTS, *self.checks])


def references_in(text: str) -> Iterator[str]:
    """The names that stand in ``${}``."""
    return (match.group(1).strip() for match in REFERENCE.finditer(text))


def without_strings(expression: str) -> str:
    """The expression with its quoted strings blanked out, every other character where it was."""
    return _QUOTED.sub(lambda match: " " * len(match.group(0)), expression)


def nearest(name: str, candidates: Collection[str]) -> str:
    """The candidate most like ``name``, "" where none is near: what a misspelling probably meant."""
    if len(name) > _LONGEST_NAME:
        return ""
    found = difflib.get_close_matches(name.lower(), {each.lower() for each in candidates}, n=1, cutoff=0.7)
    if not found:
        return ""
    return min(each for each in candidates if each.lower() == found[0])


def did_you_mean(name: str) -> str:
    """The clause that offers a name, "" where there is none to offer."""
    return f"，是不是想写“{name}”？" if name else "。"
