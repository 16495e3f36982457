"""Today, now, and dates as texts and numbers. The clock is the host's."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from checklists.xpath import dates
from checklists.xpath.compiler import Code, Compiler
from checklists.xpath.context import Context
from checklists.xpath.functions.signature import Function, plain
from checklists.xpath.syntax import Call
from checklists.xpath.tree import Node
from checklists.xpath.values import Atom, text_of


def _today(_compiler: Compiler, _call: Call) -> Code:
    def run(c: Context, _n: Node) -> str:
        return c.host.now().date().isoformat()

    return Code("text", run)


def _now(_compiler: Compiler, _call: Call) -> Code:
    def run(c: Context, _n: Node) -> str:
        return dates.moment_text(c.host.now())

    return Code("text", run)


def _date(value: Atom) -> str:
    """The date of a date, a date-time or a number of days; blank where it is none."""
    if isinstance(value, Decimal):
        return dates.date_text(value)
    found = dates.read_moment(dates.padded(text_of(value).strip()))
    return found[0].date().isoformat() if found else ""


def _date_time(compiler: Compiler, call: Call) -> Code:
    atom = compiler.atom(call.arguments[0])

    def run(c: Context, n: Node) -> str:
        value = atom(c, n)
        if isinstance(value, Decimal):
            return dates.date_time_text(value, c.host.now().tzinfo)
        text = dates.padded(text_of(value).strip())
        return text if dates.read_moment(text) else ""

    return Code("text", run)


def _decimal_date_time(compiler: Compiler, call: Call) -> Code:
    atom = compiler.atom(call.arguments[0])

    def run(c: Context, n: Node) -> Decimal:
        value = atom(c, n)
        if isinstance(value, Decimal):
            return value
        return dates.decimal_date_time(dates.padded(text_of(value).strip()), c.host.zone)

    return Code("number", run)


def _decimal_time(value: Atom) -> Decimal:
    if not isinstance(value, Decimal):
        return dates.decimal_time(text_of(value).strip())
    return value - value.to_integral_value(rounding="ROUND_FLOOR") if value.is_finite() else value


def _format(value: Atom, pattern: str) -> str:
    moment: datetime | None
    text = dates.date_time_text(value, None) if isinstance(value, Decimal) else dates.padded(text_of(value).strip())
    found = dates.read_moment(text) or dates.read_moment(f"1970-01-01T{text}")
    moment = found[0] if found else None
    return dates.formatted(moment, pattern) if moment else ""


FUNCTIONS = (
    Function("today", 0, 0, _today),
    Function("now", 0, 0, _now),
    plain("date", "a", "text", _date),
    Function("date-time", 1, 1, _date_time),
    Function("decimal-date-time", 1, 1, _decimal_date_time),
    plain("decimal-time", "a", "number", _decimal_time),
    plain("format-date", "as", "text", _format),
    plain("format-date-time", "as", "text", _format),
)
