"""What stands behind answers beside themselves: the reasons that were written, and the evidence that is held.

Rules kept: a reason belongs to the answer that it was written for, and lapses with it; an error is never settled by a reason; an
answer that wants evidence is not done before a file of an accepted kind is held at the question, at its row or at the table it
stands in (one photo of a ledger page shows many rows); evidence is not judged where nobody told what is held.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from checklists.form.checks import Finding
from checklists.form.evidence import WantedEvidence, evidence_sentence
from checklists.form.instance import InstanceNode, leaves
from checklists.model.remarks import About, subject_of
from checklists.xpath import Node

EVIDENCE = "evidence"
NOT_DONE = ("required", "must", EVIDENCE)
"""The kinds of finding with which an item does not count as done; a wrong answer is there, and is counted as wrong."""


def about(kind: str) -> About:
    """What a reason for a finding of this kind is about: the answer as it is, or its evidence."""
    return "evidence" if kind == EVIDENCE else "reason"


def backed_findings(node: InstanceNode, findings: tuple[Finding, ...], *, judges_evidence: bool) -> tuple[Finding, ...]:
    """The findings at a node with the reasons written for them, and its lack of evidence."""
    wanted = node.field.evidence
    if judges_evidence and wanted is not None and lacks_evidence(node, wanted):
        findings = (*findings, Finding(EVIDENCE, evidence_sentence(wanted), may_explain=True))
    if node.backing is None or not node.backing.reasons:
        return findings
    reasons = node.backing.reasons
    return tuple(
        replace(each, reason=reasons.get(about(each.kind), "")) if each.may_explain else each for each in findings
    )


def lacks_evidence(node: InstanceNode, wanted: WantedEvidence) -> bool:
    """Whether the answer at a node wants evidence of which none is held."""
    return wanted.is_wanted(node.text) and wanted.accepted.isdisjoint(_held_for(node))


def evidence_still_wanted(node: InstanceNode) -> str:
    """The words for what is still to be photographed or filed at a node, answered or not; blank where nothing is.

    Neither is anything where the item was skipped, or where it was written why there is no evidence.
    """
    wanted = node.field.evidence
    if wanted is None or (node.text and not wanted.is_wanted(node.text)):
        return ""
    if node.backing is not None and about(EVIDENCE if node.text else "must") in node.backing.reasons:
        return ""
    return wanted.words if wanted.accepted.isdisjoint(_held_for(node)) else ""


def reasons_below(node: Node) -> Iterator[tuple[InstanceNode, About, str]]:
    """The reasons written at and below a node."""
    for leaf in leaves(node):
        if leaf.backing is not None:
            for subject, text in leaf.backing.reasons.items():
                yield leaf, subject, text


def reasons_of(root: Node) -> dict[str, str]:
    """Every reason by its subject, as remarks are stored."""
    return {subject_of(which, leaf.path): text for leaf, which, text in reasons_below(root)}


def _held_for(node: InstanceNode) -> Collection[str]:
    """The kinds held at a node, at the rows that it stands in, and at their tables."""
    held: set[str] = set(node.backing.held) if node.backing is not None else set()
    at = node
    while isinstance(at.parent, InstanceNode):
        if at.field.is_repeat:
            held |= at.backing.held if at.backing is not None else frozenset()
            tables = at.parent.backing.tables if at.parent.backing is not None else {}
            held |= tables.get(at.name, frozenset())
        at = at.parent
    return held
