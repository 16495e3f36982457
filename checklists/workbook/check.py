"""All that is wrong with a checklist, at once: what an author has to mend before it can be published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from checklists.model.errors import SheetProblem
from checklists.package.rules import Rules, parse_rules
from checklists.package.sheets import SURVEY, Problems, Sheets
from checklists.workbook.convert import convert
from checklists.workbook.survey import paths_of, tree_of


@dataclass(frozen=True, slots=True)
class Examination:
    """A checklist looked at from all sides. ``xform`` is None where the form could not be made."""

    problems: tuple[SheetProblem, ...]
    paths: Mapping[str, str]
    rules: Rules
    xform: bytes | None = None

    @property
    def has_errors(self) -> bool:
        return any(problem.severity == "error" for problem in self.problems)


def check(sheets: Sheets) -> tuple[SheetProblem, ...]:
    """Every problem of the sheets, in the order of sheet and row. Empty: it can be published as it is."""
    return examine(sheets).problems


def examine(sheets: Sheets) -> Examination:
    """The same with what was found on the way: paths, rules and the form."""
    problems = Problems(list(sheets.problems))
    if not sheets.rows(SURVEY):
        problems.sheet(SURVEY, "", "no_survey", "没有 survey 表，或表里没有一道题。问卷写在 survey 表里。")
        return Examination(tuple(problems), {}, parse_rules({}, paths={}))
    root = tree_of(sheets.rows(SURVEY), problems)
    paths = paths_of(root)
    rules = parse_rules(sheets.rules, paths=paths, settings=sheets.settings)
    problems.found += rules.problems
    conversion = convert(sheets)
    problems.found += conversion.problems
    return Examination(tuple(problems), paths, rules, conversion.xform)
