"""The written adjustments of a case: what was counted on another day, put right, taken out twice or brought in later.

Rows of the form's ``adjustments`` list. Each names a statement line, what it adds to it, and its ground.
"""

from __future__ import annotations

from checklists.assess.answers import Answers
from checklists.financials.lines import Adjustment
from checklists.model import assessment
from checklists.model.lines import LINE_BY_KEY

_KEYS = ("adj_line", "adj_kind", "adj_note")


def written_adjustments(answers: Answers) -> tuple[assessment.Adjustment, ...]:
    """The rows that name a line, in the order in which they were written."""
    columns = [answers.texts(name) for name in _KEYS]
    change_paths, note_paths = answers.paths("adj_change"), answers.paths("adj_note")
    kinds = answers.choice_labels("adj_kind")
    found = []
    changes = answers.numbers("adj_change")
    for row, (line, _, note) in enumerate(zip(*columns, strict=True)):
        if line in LINE_BY_KEY:
            paths = (change_paths[row], note_paths[row])
            label = LINE_BY_KEY[line].label
            found.append(assessment.Adjustment(line, label, kinds[row], changes[row], note, paths))
    return tuple(found)


def for_lines(answers: Answers, written: tuple[assessment.Adjustment, ...]) -> tuple[Adjustment, ...]:
    """The same as the statements take them in.

    What may be adjusted and is not known by how much is unknown itself: every line while a row names none, and the lines of rows
    whose gate (``adjust_gate``) was blanked again. An adjustment taken out of sight must not make a figure rise.
    """
    found = [Adjustment(LINE_BY_KEY[each.line], each.change, each.paths) for each in written]
    if "" in answers.texts("adj_line"):
        found += [Adjustment(line, None, ()) for line in LINE_BY_KEY.values()]
    if not answers.text("adjust_gate"):
        doubted = dict.fromkeys(answers.kept("adj_line"))
        found += [Adjustment(LINE_BY_KEY[key], None, ()) for key in doubted if key in LINE_BY_KEY]
    return tuple(found)
