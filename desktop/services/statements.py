"""An export becomes answers: its effective inflow fills a row of the checklist's ``flows``, where the method finds it.

The figures are answers like any other: seen, kept with who and when, and recomputed by head office from the same answers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from checklists.bankflow.inflow import effective_inflow
from checklists.form import FormSession
from checklists.model.canonical import number_text
from checklists.statements import read_statement

STATEMENT_ENDINGS = (".csv", ".xlsx", ".xls")
_OWN = ("client_name", "spouse_name", "business_name")
_RELATED = "rp_name"


@dataclass(frozen=True, slots=True)
class FlowAnswers:
    """The answers of one row, by path, and the path of its file question."""

    answers: Mapping[str, str]
    file_path: str


def flow_answers(session: FormSession, paths: Mapping[str, str], *, name: str, data: bytes) -> FlowAnswers:
    """Read an export and put its figures into the row that already names it, else into a new one. StatementFileError escapes."""
    statement = read_statement(data, name)
    inflow = effective_inflow(
        statement.transactions,
        own_names=_values(session, paths, _OWN),
        related_names=_values(session, paths, (_RELATED,)),
    )
    first, last = statement.period_from or inflow.first_day, statement.period_to or inflow.last_day
    figures = {
        "flow_kind": statement.format,
        "flow_account": statement.account or statement.holder or name,
        "flow_from": first.isoformat() if first else "",
        "flow_to": last.isoformat() if last else "",
        "flow_months": number_text(_months(first, last)),
        "flow_credit_total": number_text(inflow.credit_total.yuan),
        "flow_effective_inflow": number_text(inflow.effective.yuan),
        "flow_file": name,
        "flow_sha256": hashlib.sha256(data).hexdigest(),
    }
    repeat = paths["flow_file"].rpartition("/")[0]
    row = f"{repeat}[{_row_of(session, repeat, name)}]"
    answers = {paths["flows_gate"]: "have"}
    answers |= {f"{row}/{question}": value for question, value in figures.items()}
    return FlowAnswers(answers, f"{row}/flow_file")


def _row_of(session: FormSession, repeat: str, name: str) -> int:
    rows = session.rows(repeat)
    for position in range(1, rows + 1):
        if session.value(f"{repeat}[{position}]/flow_file") in (name, ""):
            return position
    return rows + 1


def _values(session: FormSession, paths: Mapping[str, str], names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(value for name in names if name in paths for value in _answers_at(session, paths[name]) if value)


def _answers_at(session: FormSession, path: str) -> Iterator[str]:
    """The answers to one question: one, or one in each row of its repeat."""
    parent, _, leaf = path.rpartition("/")
    rows = session.rows(parent) if session.form.questions[parent].kind.value == "repeat" else None
    if rows is None:
        yield session.value(path)
    else:
        yield from (session.value(f"{parent}[{position}]/{leaf}") for position in range(1, rows + 1))


def _months(first: date | None, last: date | None) -> Decimal:
    """The time covered in months of 365/12 days, to a tenth."""
    if first is None or last is None:
        return Decimal(0)
    return (Decimal((last - first).days + 1) * 12 / 365).quantize(Decimal("0.1"))
