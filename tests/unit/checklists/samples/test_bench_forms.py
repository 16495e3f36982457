"""The forms that are measured: of the size they say, publishable, and filled in without a fault."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from checklists import package
from checklists.form import Form, FormSession
from checklists.samples.bench_forms import BenchForm
from checklists.workbook import build

SMALL = BenchForm(questions=104, calculations=40, constraints=60)


def _session(rows: int) -> FormSession:
    form = Form.from_xform(package.read(build(SMALL.sheets())).xform)
    return FormSession(form, SMALL.answers(rows), now=lambda: datetime(2026, 1, 15, tzinfo=UTC), new_id=lambda: "0")


def test_a_bench_form_has_the_size_that_was_asked_for() -> None:
    checklist = package.read(build(SMALL.sheets()))
    xform = checklist.xform.decode()
    assert xform.count(" constraint=") == 60
    assert xform.count(" calculate=") == 40
    assert len(re.findall(r"<(?:input|select1) ", xform)) == 104


def test_a_bench_form_is_answered_as_a_careful_person_would() -> None:
    session = _session(3)
    assert session.rows("/data/stock") == 3
    assert session.problems() == ()
    assert session.completeness().percent == 100
    assert [session.value(f"/data/stock[{row}]/value") for row in (1, 2, 3)] == ["23", "37.5", "54"]


def test_another_turn_gives_other_answers_that_fit_as_well() -> None:
    session = _session(1)
    before = session.answers()
    for path, text in SMALL.steps(turn=1):
        session.set(path, text)
    assert session.answers() != before
    assert {problem.kind for problem in session.problems()} <= {"constraint"}


def test_every_row_shows_its_share_of_the_whole() -> None:
    session = _session(4)
    changed = session.set("/data/stock[2]/cost", "100").affected
    assert {f"/data/stock[{row}]/share" for row in range(1, 5)} <= changed
