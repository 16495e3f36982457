"""The report of the shipped sample, and of its variants that must not be agreed to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checklists.model.assessment import Advice
from reports.compose import compose
from reports.document import Text
from reports.pdf import PdfResult, render_pdf
from tests.unit.reports.real_sample import real_material
from tests.unit.reports.test_report_content import parts_of, said


@pytest.fixture(scope="module")
def printed() -> PdfResult:
    return render_pdf(compose(real_material()))


def test_the_sample_prints_without_a_warning(printed: PdfResult) -> None:
    assert printed.pages >= 12
    assert printed.warnings == ()


@pytest.mark.parametrize("variant", [None, "bureau_absent", "hidden_debt", "inflated_stock"])
def test_the_decision_of_every_variant_fits_on_one_page(variant: str | None) -> None:
    alone = replace(compose(real_material(variant)), chapters=())
    assert render_pdf(alone).pages == 2, "the decision page and the contents"


def test_every_mark_leads_somewhere() -> None:
    report = compose(real_material())
    marks = {key for text in parts_of(report, Text) for key in text.sources}
    assert marks <= set(report.numbers())
    assert any(key.startswith("evidence-") for key in marks)


def test_sensitive_answers_are_masked_on_paper() -> None:
    made = real_material()
    number = made.case.answers[made.checklist.paths["client_id_number"]]
    assert number not in said(compose(made))


def test_without_the_bureau_nothing_is_agreed_to() -> None:
    made = real_material("bureau_absent")
    report = compose(made)
    assert not made.assessment.decision.advice.agrees
    assert report.state_label == "暂定"
    assert "暂不出具建议" in said(report.decision)


def test_hidden_debt_is_refused_with_the_failed_check_on_page_one() -> None:
    made = real_material("hidden_debt")
    page = said(compose(made).decision)
    assert made.assessment.decision.advice is Advice.REFUSE
    assert "权益检验不通过" in page
    assert "建议否决" in page


def test_no_amount_is_printed_as_a_percentage() -> None:
    assert "00.0%" not in said(compose(real_material())).replace("100.0%", "").replace("200.0%", "").replace(
        "300.0%", ""
    )
