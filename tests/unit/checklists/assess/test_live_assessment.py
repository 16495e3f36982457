"""An open session is assessed from what is remembered of it: whatever was done to it, the result is that of the case assessed afresh."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checklists.assess import assess
from checklists.assess.memory import is_same, memory_of
from checklists.form import Form, FormSession
from checklists.model.canonical import canonical_bytes
from checklists.model.case import Case
from checklists.model.checklist import Checklist
from checklists.package import read
from checklists.samples import sample_answers
from checklists.workbook import build_shipped

INDUSTRIES = ("fmcg_wholesale", "lorry_transport", "metal_workshop", "pig_farm", "restaurant")
CREATED = datetime(2026, 1, 5, 2, tzinfo=UTC)
TEXTS = ("", "0", "1", "1.0", "12", "250000", "-3", "yes", "no", "2026-01-31", "not a number", "1e40")
STEPS = 5


@lru_cache(maxsize=5)
def opened(industry: str) -> tuple[Checklist, Form, Case]:
    checklist = read(build_shipped(industry))
    form = Form.from_xform(checklist.xform, files=dict(checklist.files))
    return checklist, form, Case("c1", "1", industry, checklist.sha256, CREATED, answers=sample_answers(industry))


def session_over(form: Form, case: Case) -> FormSession:
    return FormSession(form, case.answers, remarks=case.remarks, now=lambda: CREATED, new_id=lambda: case.id)


def act(session: FormSession, chance: random.Random, sample: dict[str, str]) -> None:
    """One thing that a person might do."""
    kind = chance.choice(("set", "set", "set", "restore", "add", "remove", "undo", "redo"))
    leaves = [leaf for leaf in session.leaves() if session.form.fields[leaf.template].is_answered]
    repeats = [path for path, field in session.form.fields.items() if field.is_repeat and field.repeats_above == 1]
    if kind == "undo":
        session.undo()
    elif kind == "redo":
        session.redo()
    elif kind in ("add", "remove"):
        repeat = chance.choice([path for path in repeats if session.may_change_rows(path)])
        rows = session.rows(repeat)
        if kind == "add":
            session.add_row(repeat)
        elif rows:
            session.remove_row(f"{repeat}[{chance.randint(1, rows)}]")
    else:
        leaf = chance.choice(leaves)
        other = chance.choice(leaves).text
        text = sample.get(leaf.path, "") if kind == "restore" else chance.choice((*TEXTS, other))
        session.set(leaf.path, text)


@pytest.mark.parametrize("industry", INDUSTRIES)
@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32))
def test_a_session_in_work_is_assessed_as_the_case_that_it_holds(industry: str, seed: int) -> None:
    checklist, form, case = opened(industry)
    session, chance = session_over(form, case), random.Random(seed)
    assess(case, checklist, session=session)
    for _ in range(STEPS):
        act(session, chance, dict(case.answers))
        held = replace(case, answers=session.answers(), remarks={**case.remarks, **session.reasons()})
        live = assess(held, checklist, session=session)
        assert canonical_bytes(live) == canonical_bytes(assess(held, checklist))


def test_every_answer_of_a_sample_blanked_and_put_back_leaves_the_same_assessment() -> None:
    checklist, form, case = opened("fmcg_wholesale")
    session = session_over(form, case)
    before = canonical_bytes(assess(case, checklist, session=session))
    moved = 0
    for path in sorted(case.answers)[::7]:
        if session.form.fields.get(path) is None or session.form.fields[path].is_computed:
            continue
        session.set(path, "")
        moved += canonical_bytes(assess(case, checklist, session=session)) != before
        session.undo()
        assert canonical_bytes(assess(case, checklist, session=session)) == before, path
    assert moved > 5


def test_a_remark_on_the_case_counts_although_no_answer_moved() -> None:
    checklist, form, case = opened("fmcg_wholesale")
    session = session_over(form, case)
    assess(case, checklist, session=session)
    remarked = replace(case, remarks={"check/equity_check": "已核实"})
    live = assess(remarked, checklist, session=session)
    assert canonical_bytes(live) == canonical_bytes(assess(remarked, checklist))
    assert live.cross_checks[0].remark == "已核实"


def test_a_session_lent_to_another_checklist_remembers_nothing_of_the_first() -> None:
    checklist, form, case = opened("fmcg_wholesale")
    session = session_over(form, case)
    assess(case, checklist, session=session)
    other = replace(checklist, settings={**checklist.settings, "limit_step": "50000"})
    assert canonical_bytes(assess(case, other, session=session)) == canonical_bytes(assess(case, other))


def test_only_what_an_edit_touched_is_read_again() -> None:
    checklist, form, case = opened("fmcg_wholesale")
    session = session_over(form, case)
    path = checklist.paths["declared_sales"]
    made: list[str] = []

    def kept(name: str, template: str) -> str:
        def make() -> str:
            made.append(name)
            return session.value(template)

        return memory_of(session, checklist).keep(name, (template,), make)

    for _ in range(2):
        kept("sales", path)
        kept("name", checklist.paths["client_name"])
    session.set(path, "77")
    assert kept("sales", path) == "77"
    kept("name", checklist.paths["client_name"])
    assert made == ["sales", "name", "sales"]


def test_values_are_the_same_only_where_nobody_could_tell_them_apart() -> None:
    assert is_same(Decimal("1.50"), Decimal("1.50"))
    assert not is_same(Decimal("1.5"), Decimal("1.50"))
    assert not is_same(Decimal(1), True)
    assert not is_same(None, "")
    assert is_same(None, None)
