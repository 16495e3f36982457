"""The account of what is open and what is done, kept per section as answers change, so that asking costs nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from checklists.form.checks import Finding
from checklists.form.instance import InstanceNode, sort_key
from checklists.form.questions import Completeness, Problem


@dataclass(frozen=True, slots=True)
class Standing:
    """What one question adds to its section. ``is_done``: answered with the evidence it wants, or explained."""

    is_expected: bool
    is_asked: bool
    is_filled: bool
    is_done: bool = False
    findings: tuple[Finding, ...] = ()


_NOTHING = Standing(is_expected=False, is_asked=False, is_filled=False)


@dataclass(slots=True)
class _Section:
    answered: int = 0
    expected: int = 0
    asked: int = 0
    filled: int = 0
    findings: int = 0
    overridden: int = 0
    listing: dict[InstanceNode, tuple[Finding, ...]] = field(default_factory=dict)
    listed: tuple[Problem, ...] | None = ()

    def add(self, standing: Standing, sign: int) -> None:
        self.expected += sign * standing.is_expected
        self.answered += sign * (standing.is_expected and standing.is_done)
        self.asked += sign * standing.is_asked
        self.filled += sign * (standing.is_asked and standing.is_filled)
        if standing.findings:
            overridden = sum(1 for finding in standing.findings if finding.reason)
            self.findings += sign * (len(standing.findings) - overridden)
            self.overridden += sign * overridden


class Ledger:
    """Holds the standing of every question that is asked."""

    def __init__(self, sections: Iterable[str]) -> None:
        self._sections: dict[str, _Section] = {path: _Section() for path in sections}
        self._whole = _Section()
        self._standings: dict[InstanceNode, Standing] = {}

    def enter(self, node: InstanceNode, standing: Standing) -> bool:
        """Replace a question's standing; whether its findings changed."""
        before = self._standings.get(node, _NOTHING)
        if before == standing:
            return False
        section = self._sections.setdefault(node.field.section, _Section())
        for account in (section, self._whole):
            if before is not _NOTHING:
                account.add(before, -1)
            account.add(standing, +1)
        self._standings[node] = standing
        if before.findings == standing.findings:
            return False
        if standing.findings:
            section.listing[node] = standing.findings
        else:
            section.listing.pop(node, None)
        section.listed = None
        return True

    def strike(self, node: InstanceNode) -> None:
        """Forget a question that is no longer there."""
        standing = self._standings.pop(node, None)
        if standing is not None:
            section = self._sections[node.field.section]
            section.add(standing, -1)
            self._whole.add(standing, -1)
            section.listing.pop(node, None)
            section.listed = None

    def rows_moved(self, section: str) -> None:
        """Paths in a section changed, so its problems must be listed anew."""
        if section in self._sections:
            self._sections[section].listed = None

    def findings(self, node: InstanceNode) -> tuple[Finding, ...]:
        return self._standings.get(node, _NOTHING).findings

    def problems(self, section: str | None) -> tuple[Problem, ...]:
        """The problems of a section, or of all sections in order."""
        if section is not None:
            return self._listed(self._sections[section]) if section in self._sections else ()
        return tuple(problem for found in self._sections.values() for problem in self._listed(found))

    def completeness(self, section: str | None) -> Completeness:
        account = self._whole if section is None else self._sections.get(section) or _Section()
        return Completeness(
            answered=account.answered,
            expected=account.expected,
            problems=account.findings,
            asked=account.asked,
            filled=account.filled,
            overridden=account.overridden,
        )

    @staticmethod
    def _listed(section: _Section) -> tuple[Problem, ...]:
        if section.listed is None:
            section.listed = tuple(
                Problem(node.path, finding.kind, finding.message, finding.severity, finding.may_explain, finding.reason)
                for node in sorted(section.listing, key=sort_key)
                for finding in section.listing[node]
            )
        return section.listed
