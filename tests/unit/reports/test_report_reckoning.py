"""LibreOffice reckons every sample's limit from its answers, and follows an answer that is changed in the workbook."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from checklists.model.assessment import Assessment
from checklists.samples import sample_answers
from reports.chapters.punctuation import in_house_style
from reports.compose import compose_workbook
from reports.excel import render_workbook
from tests.unit.reports.real_sample import real_material

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")

WRITTEN = (
    ("fmcg_wholesale", None),
    ("fmcg_wholesale", "bureau_absent"),
    ("lorry_transport", None),
    ("metal_workshop", None),
    ("metal_workshop", "lease_hidden"),
    ("pig_farm", None),
    ("restaurant", None),
)
RETOLD = (
    ("fmcg_wholesale", "sales_inflated"),
    ("lorry_transport", "household_understated"),
    ("metal_workshop", "inflated_stock"),
    ("pig_farm", "margin_inflated"),
    ("restaurant", "round_trips"),
)
"""Written with the truth; then the lie is typed into the workbook's answers."""
GIVEN, TYPED, PATH = 2, 3, 6
"""Columns of the sheet of answers."""


def name_of(industry: str, variant: str | None, *, retold: bool = False) -> str:
    return f"{industry}-{variant or 'truth'}{'-retold' if retold else ''}"


def workbook_of(variant: str | None, industry: str) -> bytes:
    """Photos are no figures, and take their time."""
    return render_workbook(compose_workbook(replace(real_material(variant, industry), evidence=())))


def retold(industry: str, variant: str) -> bytes:
    """The workbook of the true case, in which the answers of a lie are typed over those that were given."""
    book = load_workbook(io.BytesIO(workbook_of(None, industry)))
    truth = sample_answers(industry)
    changed = {path: text for path, text in sample_answers(industry, variant).items() if truth.get(path) != text}
    assert changed
    for row in book["计算答卷"].iter_rows(min_row=5):
        path = str(row[PATH].value)
        if path in changed:
            assert not row[TYPED].protection.locked, path
            row[TYPED].value = float(changed[path])
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


@pytest.fixture(scope="module")
def computed(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Workbook]:
    """Every workbook as LibreOffice recalculates it; one start for all."""
    folder = tmp_path_factory.mktemp("office")
    for industry, variant in WRITTEN:
        (folder / f"{name_of(industry, variant)}.xlsx").write_bytes(workbook_of(variant, industry))
    for industry, lie in RETOLD:
        (folder / f"{name_of(industry, lie, retold=True)}.xlsx").write_bytes(retold(industry, lie))
    files = [str(file) for file in sorted(folder.glob("*.xlsx"))]
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder / "out"), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return {Path(file).stem: load_workbook(folder / "out" / Path(file).name, data_only=True) for file in files}


def rows(book: Workbook, sheet: str) -> Iterator[tuple[str, list[object]]]:
    return ((str(row[0]), list(row[1:])) for row in book[sheet].iter_rows(values_only=True) if row[0] is not None)


def figures(found: Assessment) -> dict[str, object]:
    """What a workbook says on its sheets of score and limit, as the program assessed it."""
    caps: dict[str, object] = {cap.label: cap.amount for cap in found.limit.caps if cap.applies}
    points = {each.label: each.points for dimension in found.score.dimensions for each in dimension.indicators}
    return caps | {label: value for label, value in points.items() if value is not None}


def printed(variant: str | None, industry: str) -> Assessment:
    """The assessment with its labels as they are printed."""
    return in_house_style(real_material(variant, industry)).assessment


def hold_agreement(book: Workbook, found: Assessment) -> None:
    summary = dict(rows(book, "摘要"))
    assert found.limit.recommended is not None
    assert Decimal(str(summary["建议额度"][0])) == found.limit.recommended
    assert summary["起约束作用"][0] == found.limit.binding_label
    assert Decimal(str(summary["申请金额"][0])) == found.limit.requested
    if found.score.total is not None:
        assert Decimal(str(summary["总分"][0])) == found.score.total
    caps = {label: cells[3] for label, cells in rows(book, "额度")}
    points = {label: cells[1] for label, cells in rows(book, "评分")}
    for label, value in figures(found).items():
        shown = caps.get(label, points.get(label))
        assert Decimal(str(shown)) == pytest.approx(value, abs=Decimal("0.01")), label
    grades = dict(rows(book, "评分推算"))["等级"]
    if found.score.grade is not None:
        assert (grades[1], grades[5]) == (found.score_requested.grade, found.score.grade)


@pytest.mark.parametrize(("industry", "variant"), WRITTEN)
def test_the_limit_follows_from_the_answers(
    computed: Mapping[str, Workbook], industry: str, variant: str | None
) -> None:
    book = computed[name_of(industry, variant)]
    hold_agreement(book, printed(variant, industry))
    off = [row for sheet in ("推算", "额度推算") for row in rows(book, sheet) if "不符" in row[1]]
    assert off == []


@pytest.mark.parametrize(("industry", "lie"), RETOLD)
def test_a_changed_answer_is_followed_to_the_limit(computed: Mapping[str, Workbook], industry: str, lie: str) -> None:
    hold_agreement(computed[name_of(industry, lie, retold=True)], printed(lie, industry))


def test_no_formula_of_any_sample_fails(computed: Mapping[str, Workbook]) -> None:
    cells = (
        (name, sheet.title, cell) for name, book in computed.items() for sheet in book for row in sheet for cell in row
    )
    assert [(name, title, cell.coordinate) for name, title, cell in cells if cell.data_type == "e"] == []


@pytest.mark.parametrize("industry", sorted({industry for industry, _ in WRITTEN}))
def test_no_part_of_a_cap_is_pasted(industry: str) -> None:
    book = load_workbook(io.BytesIO(workbook_of(None, industry)))
    applying = {cap.label for cap in printed(None, industry).limit.caps if cap.applies}
    for label, cells in rows(book, "额度"):
        if label in applying:
            applying.remove(label)
            assert all(str(cell).startswith("=") for cell in cells[:4]), label
    assert applying == set()


@pytest.mark.parametrize("industry", sorted({industry for industry, _ in WRITTEN}))
def test_formulas_stay_within_what_excel_takes(industry: str) -> None:
    book = load_workbook(io.BytesIO(workbook_of(None, industry)))
    formulas = [str(cell.value) for sheet in book for row in sheet for cell in row if cell.data_type == "f"]
    assert len(formulas) > 1_500
    assert max(len(formula) for formula in formulas) <= LONGEST_FORMULA
    assert not any("[" in formula or "http" in formula for formula in formulas)


LONGEST_FORMULA = 8_192
