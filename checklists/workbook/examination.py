"""All that is wrong with a checklist, at once: what an author has to mend before it can be published."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

from checklists.model.errors import SheetProblem
from checklists.package.rules import Rules, parse_rules
from checklists.package.sheets import FORM_SHEETS, RULE_SHEETS, SURVEY, Problems, Sheets
from checklists.workbook.bank_choices import with_bank_choices
from checklists.workbook.check_cells import check_cells
from checklists.workbook.check_cycles import check_cycles
from checklists.workbook.check_expressions import (
    check_rule_expressions,
    check_survey_expressions,
    possible_values,
)
from checklists.workbook.check_form import check_form
from checklists.workbook.check_parameters import check_parameters
from checklists.workbook.check_percentiles import check_percentiles
from checklists.workbook.check_questions import check_choices, check_questions, check_settings
from checklists.workbook.check_rules import check_rules
from checklists.workbook.check_scorecard import check_scorecard
from checklists.workbook.columns import check_columns
from checklists.workbook.convert import convert
from checklists.workbook.survey import paths_of, tree_of

_UNREAD = frozenset({"too_large", "too_many_rows"})
"""What leaves a whole sheet unread: nothing that the others say of it could be judged."""
_LONGEST_MESSAGE = 600
_OURS = frozenset({"cell_without_column", "missing_label"})
"""What is an error in a checklist and merely untidy in a plain XLSForm."""


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
    sheets = with_bank_choices(sheets)
    problems = Problems(list(sheets.problems))
    if any(problem.code in _UNREAD and not sheets.rows(problem.sheet) for problem in problems):
        return Examination(tuple(problems), {}, parse_rules({}, paths={}))
    if not sheets.rows(SURVEY):
        problems.sheet(SURVEY, "", "no_survey", "没有 survey 表，或表里没有一道题。问卷写在 survey 表里。")
        return Examination(tuple(problems), {}, parse_rules({}, paths={}))
    root = tree_of(sheets.rows(SURVEY), problems)
    paths = paths_of(root)
    rules = parse_rules(sheets.rules, paths=paths, settings=sheets.settings)
    problems.found += rules.problems
    values = possible_values(root, sheets, rules)
    check_columns(sheets, problems, grades=tuple(grade.name for grade in rules.scorecard.grades))
    check_settings(sheets, problems)
    check_questions(root, sheets, problems)
    check_choices(sheets, problems)
    check_survey_expressions(root, values, problems)
    check_cycles(root, problems)
    check_cells(root, sheets, values, problems)
    check_rules(sheets, rules, problems)
    check_percentiles(sheets, rules, problems)
    check_rule_expressions(root, rules, values, problems)
    check_scorecard(sheets, rules, values, problems)
    check_parameters(sheets, rules, problems)
    # Where a block is not closed pyxform can only say so a second time.
    xform = _convert(sheets, problems) if root.is_whole else None
    if xform is not None and not check_form(xform, root, problems, files=sheets.files):
        xform = None
    told = _in_order(_without_echoes(problems, is_plain=not sheets.rules))
    return Examination(told, paths, rules, xform)


def _convert(sheets: Sheets, problems: Problems) -> bytes | None:
    """The form that pyxform makes. What was already said in our words is not said again in its."""
    conversion = convert(sheets)
    said = {(problem.sheet, problem.row) for problem in problems}
    refused = [each for each in conversion.problems if each.severity == "error"]
    warned = [each for each in conversion.problems if each.severity != "error" and (each.sheet, each.row) not in said]
    known = problems.has_errors and any(each.row == 0 or (each.sheet, each.row) in said for each in refused)
    problems.found += warned + ([] if known else refused)
    return conversion.xform


def _in_order(problems: Problems) -> tuple[SheetProblem, ...]:
    """By sheet, then row; each thing once."""
    order = {name: place for place, name in enumerate(("", *FORM_SHEETS, *RULE_SHEETS))}

    def key(problem: SheetProblem) -> tuple[int, str, int]:
        return order.get(problem.sheet.rpartition("/")[2], len(order)), problem.sheet, problem.row

    return tuple(sorted(dict.fromkeys(map(_cut, problems)), key=key))


def _cut(problem: SheetProblem) -> SheetProblem:
    """A sentence that a person can read, whatever a cell holds that is quoted in it."""
    if len(problem.message) <= _LONGEST_MESSAGE:
        return problem
    return dataclasses.replace(problem, message=f"{problem.message[:_LONGEST_MESSAGE]}……")


def _without_echoes(problems: Problems, *, is_plain: bool) -> Problems:
    """What follows from something already told is not told again; what only keeps a form from being ours does not damn another's."""
    lost = {
        (each.sheet, each.row) for each in problems if each.code in ("excel_formula", "excel_error", "cell_too_long")
    }
    kept = [each for each in problems if (each.sheet, each.row) not in lost or not each.code.startswith("missing_")]
    if is_plain:
        kept = [dataclasses.replace(each, severity="warning") if each.code in _OURS else each for each in kept]
    return Problems(kept)
