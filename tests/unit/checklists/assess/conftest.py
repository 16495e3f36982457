"""The shipped wholesaler's checklist and sample, built once, and a case over them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from checklists.assess import assess
from checklists.model.assessment import Assessment
from checklists.model.case import Case
from checklists.model.checklist import Checklist
from checklists.package import read
from checklists.samples import sample_answers
from checklists.workbook import build_shipped

INDUSTRY = "fmcg_wholesale"
Assess = Callable[..., Assessment]


@pytest.fixture(scope="session")
def checklist() -> Checklist:
    return read(build_shipped(INDUSTRY))


@pytest.fixture(scope="session")
def a_case(checklist: Checklist) -> Callable[..., Case]:
    """The sample as a case; ``answers`` lays others over it ("" takes one away), ``variant`` names a shipped variant."""

    def build(
        answers: dict[str, str] | None = None,
        *,
        variant: str | None = None,
        remarks: dict[str, str] | None = None,
        empty: bool = False,
    ) -> Case:
        base = {} if empty else sample_answers(INDUSTRY, variant)
        laid_over = {path: text for path, text in (base | (answers or {})).items() if text}
        created = datetime(2026, 1, 5, 2, tzinfo=UTC)
        return Case("c1", "2026-001", INDUSTRY, checklist.sha256, created, answers=laid_over, remarks=remarks or {})

    return build


@pytest.fixture(scope="session")
def assessed(checklist: Checklist, a_case: Callable[..., Case]) -> Assess:
    """``assess`` of such a case."""

    def run(answers: dict[str, str] | None = None, **about: object) -> Assessment:
        return assess(a_case(answers, **about), checklist)

    return run
