"""What an author's ``appearance`` asks of an editor. A word that is not known here asks for nothing. Pure."""

from __future__ import annotations

import re

from checklists.form import Question, QuestionKind

_COLUMNS = re.compile(r"columns-(\d{1,2})")
_WIDTH = re.compile(r"w\d+")
_LEAST_ROWS = 3
_MOST_ROWS = 12


def words_of(question: Question) -> frozenset[str]:
    """The words of the appearance, in lower case."""
    return frozenset(word for word in question.appearance.lower().split() if not _WIDTH.fullmatch(word))


def asks(question: Question, *words: str) -> bool:
    return not words_of(question).isdisjoint(words)


def grid_columns(question: Question) -> int:
    """In how many columns the options stand; 0 where they follow each other as words do."""
    found = [int(match[1]) for word in words_of(question) if (match := _COLUMNS.fullmatch(word))]
    return max(1, found[0]) if found else 0


def is_searched(question: Question) -> bool:
    """A long list in which one types to find."""
    return asks(question, "minimal", "autocomplete", "search", "compact-minimal")


def shows_all(question: Question) -> bool:
    """Every option stays in sight, however many there are."""
    columns = ("columns", "columns-pack", "horizontal", "horizontal-compact", "compact", "quickcompact", "no-buttons")
    tables = ("list-nolabel", "list", "image-map")
    return grid_columns(question) > 0 or asks(question, *columns, *tables)


def is_quick(question: Question) -> bool:
    """Choosing goes on to the next question at once."""
    return asks(question, "quick", "quickcompact")


def is_heading_of_table(question: Question) -> bool:
    """A select that only carries the words of the options above a table (``label``): it asks nothing."""
    return question.kind in (QuestionKind.SELECT_ONE, QuestionKind.SELECT_MULTIPLE) and asks(question, "label")


def text_rows(question: Question) -> int:
    """How many lines a text field shows from the start."""
    told = question.parameters.get("rows", "")
    if told.isdecimal():
        return max(1, min(int(told), _MOST_ROWS))
    return _LEAST_ROWS if asks(question, "multiline") else 1


def is_drawn(question: Question) -> bool:
    """A picture that is drawn by hand: a signature, a sketch, marks on a photo."""
    return question.kind is QuestionKind.IMAGE and asks(question, "signature", "draw", "annotate")
