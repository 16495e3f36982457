"""The FMCG wholesale checklist, built once, and sessions over it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from checklists import package, workbook
from checklists.form import Form, FormSession
from checklists.model.checklist import Checklist
from checklists.workbook import Sheets
from tests.unit.checklists.industries.filled_forms import Fill, path_of

NOON = datetime(2025, 12, 31, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def fmcg_sheets() -> Sheets:
    return workbook.load_industry(workbook.INDUSTRIES / "fmcg_wholesale")


@pytest.fixture(scope="session")
def fmcg(fmcg_sheets: Sheets) -> Checklist:
    return package.read(workbook.build(fmcg_sheets))


@pytest.fixture(scope="session")
def fmcg_form(fmcg: Checklist) -> Form:
    return Form.from_xform(fmcg.xform)


@pytest.fixture
def fill(fmcg: Checklist, fmcg_form: Form) -> Fill:
    """A session over answers by question name; ``stock/stock_cost`` is the question in the repeat's first row."""

    def filled(answers: Mapping[str, str]) -> FormSession:
        by_path = {path_of(fmcg, name): value for name, value in answers.items()}
        return FormSession(fmcg_form, by_path, now=lambda: NOON, new_id=lambda: "0" * 32)

    return filled
