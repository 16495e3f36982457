"""Answers of select questions, and labels in the form's language."""

from __future__ import annotations

from decimal import Decimal

from checklists.xpath.arithmetic import truncated
from checklists.xpath.compiler import Code, Compiler
from checklists.xpath.context import Context, rows_at
from checklists.xpath.functions.signature import Function, plain
from checklists.xpath.syntax import Call, Text
from checklists.xpath.tree import Node

_ROWS = ("*", "*")


def _selected(answer: str, choice: str) -> bool:
    """Whether a choice is among the words of an answer; the blank choice is where nothing was chosen (JavaRosa)."""
    wanted = choice.strip()
    return wanted in answer.split() if wanted else not answer.strip()


def _selected_at(answer: str, place: Decimal) -> str:
    chosen = answer.split()
    whole = truncated(place)
    return chosen[int(whole)] if whole.is_finite() and 0 <= whole < len(chosen) else ""


def _choice_name(compiler: Compiler, call: Call) -> Code:
    """``jr:choice-name(value, '/data/question')``: the label of that choice of that question."""
    value, question = compiler.text(call.arguments[0]), compiler.text(call.arguments[1])

    def run(c: Context, n: Node) -> str:
        return c.host.choice_label(value(c, n), question(c, n).strip(), c.current)

    return Code("text", run)


def _itext(compiler: Compiler, call: Call) -> Code:
    text_id = compiler.text(call.arguments[0])

    def run(c: Context, n: Node) -> str:
        return c.host.itext(text_id(c, n))

    return Code("text", run)


def _pulldata(compiler: Compiler, call: Call) -> Code:
    """``pulldata('list', 'column', 'key column', key)``: a cell of a secondary instance's first row with that key."""
    list_name, column, key_column, key = (compiler.text(syntax) for syntax in call.arguments)

    def run(c: Context, n: Node) -> str:
        name, wanted, by, cell = list_name(c, n), key(c, n), key_column(c, n), column(c, n)
        table = c.host.rows_by(name, _ROWS, by)
        for row in table.get(wanted, ()) if table is not None else _rows(c.host.instance(name)):
            if any(node.text == wanted for node in row.named.get(by, ())):
                return next((node.text for node in row.named.get(cell, ())), "")
        return ""

    return Code("text", run)


def _rows(document: Node | None) -> list[Node]:
    return [] if document is None else rows_at(document, _ROWS)


def question_of_choice_name(call: Call) -> str:
    """The path in the second argument of ``jr:choice-name``, for who asks what an expression reads; blank if computed."""
    second = call.arguments[1] if len(call.arguments) > 1 else None
    return second.value.strip() if isinstance(second, Text) else ""


FUNCTIONS = (
    plain("selected", "ss", "truth", _selected),
    plain("is-selected", "ss", "truth", _selected),
    plain("selected-at", "sn", "text", _selected_at),
    plain("count-selected", "s", "number", lambda answer: Decimal(len(answer.split()))),
    Function("jr:choice-name", 2, 2, _choice_name),
    Function("jr:itext", 1, 1, _itext),
    Function("pulldata", 4, 4, _pulldata),
)
