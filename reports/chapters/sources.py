"""From a figure to its evidence: which photographs and papers support the answers that it was computed from."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reports.chapters.material import Evidence, ReportMaterial

_POSITION = re.compile(r"\[\d+\]")
_MOST_MARKS = 3


def evidence_key(index: int) -> str:
    """The key that source marks and the evidence list share; ``index`` counts from 1."""
    return f"evidence-{index}"


class EvidenceIndex:
    """Finds evidence by the path it was attached to: the answer itself, its row, or the same question anywhere in its repeat."""

    def __init__(self, evidence: Iterable[Evidence]) -> None:
        self._by_path: dict[str, list[str]] = {}
        for index, piece in enumerate(evidence, 1):
            question = piece.attachment.question
            for path in {question, _POSITION.sub("", question)} - {""}:
                self._by_path.setdefault(path, []).append(evidence_key(index))

    def marks(self, paths: Iterable[str]) -> tuple[str, ...]:
        """The keys of at most three pieces of evidence, in the order of the paths; what lies nearest to an answer comes alone."""
        found: dict[str, None] = {}
        for path in paths:
            row = path.rsplit("/", 1)[0] if "[" in path else ""
            nearest = next((keys for at in (path, row, _POSITION.sub("", path)) if (keys := self._by_path.get(at))), ())
            found.update(dict.fromkeys(nearest))
        return tuple(found)[:_MOST_MARKS]


def evidence_index(material: ReportMaterial) -> EvidenceIndex:
    return EvidenceIndex(material.evidence)
