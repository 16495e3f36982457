"""A bank's folder between the core and the industry, and another bank's laid over it."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from checklists import workbook
from checklists.model.errors import SheetError
from checklists.package import read

INDUSTRY = "fmcg_wholesale"
PICTURE = b"\x89PNG\r\n\x1a\n made up"
OWN_PRICING = """kind,name,label::中文 (zh),value,valid_from,source,version
figure,funding_rate,资金成本率(FTP),0.0180,2025-01-01,本行 2025 年 FTP,7
figure,bank_capital,资本净额,2000000000,2025-01-01,2024 年年报,7
"""
OWN_PRODUCTS = """name,label::中文 (zh),min_amount,max_amount,min_months,max_months,min_bp,max_bp,source,version,base_row
xudai,,,,,,,,,,removed
nongji,农机贷,10000,80000,3,24,100,400,本行办法〔2025〕3 号,7,
"""


@pytest.fixture
def industries(tmp_path: Path) -> Path:
    """The shipped core and one industry, which names a bank of its own."""
    folder = tmp_path / "industries"
    for name in ("core", INDUSTRY):
        shutil.copytree(workbook.INDUSTRIES / name, folder / name)
    _set(folder / INDUSTRY / "settings.csv", parameters="danyang")
    bank = folder / "danyang"
    bank.mkdir()
    (bank / "settings.csv").write_text("parameters,bank_name,logo\nbank,样例农商行,logo.png\n", encoding="utf-8")
    (bank / "pricing.csv").write_text(OWN_PRICING, encoding="utf-8")
    (bank / "products.csv").write_text(OWN_PRODUCTS, encoding="utf-8")
    (bank / "logo.png").write_bytes(PICTURE)
    return folder


def _set(file: Path, **cells: str) -> None:
    (header, first, *_) = csv.reader(io.StringIO(file.read_text(encoding="utf-8")))
    row = {**dict(zip(header, first, strict=True)), **cells}
    with file.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, row)
        writer.writeheader()
        writer.writerow(row)


def test_the_bank_lies_over_the_shipped_defaults_row_by_row(industries: Path) -> None:
    sheets = workbook.load_industry(industries / INDUSTRY)
    products = [row["name"] for row in sheets.rows("products")]
    assert "xudai" not in products
    assert products[-1] == "nongji"
    rates = {row["name"]: row for row in sheets.rows("pricing") if row["kind"] == "figure"}
    assert rates["funding_rate"]["value"] == "0.0180"
    assert rates["operating_rate"]["value"] == "0.0100"
    assert rates["funding_rate"].place == "danyang/pricing"
    assert sheets.settings["form_id"] == INDUSTRY
    assert sheets.settings["bank_name"] == "样例农商行"


def test_a_case_keeps_what_the_bank_set(industries: Path) -> None:
    checklist = read(workbook.build(workbook.load_industry(industries / INDUSTRY)))
    assert checklist.parameters.product("nongji") is not None
    assert checklist.parameters.product("xudai") is None
    assert checklist.files["logo.png"] == PICTURE


def test_a_workbook_takes_the_bank_along_and_brings_only_the_industry_back(industries: Path) -> None:
    xlsx = industries / "out.xlsx"
    exported = workbook.export_workbook(industries / INDUSTRY)
    xlsx.write_bytes(exported.data)
    media = industries / "out-media"
    media.mkdir()
    for name, data in exported.files.items():
        (media / name).write_bytes(data)
    assert workbook.check(workbook.load_workbook(xlsx)) == ()
    files = workbook.import_workbook(xlsx).files
    assert not {"products.csv", "pricing.csv", "holidays.csv", "logo.png"} & set(files)
    assert b"nongji" not in files["choices.csv"]
    again = industries / f"{INDUSTRY}_again"
    workbook.write_folder(files, again)
    assert workbook.export_workbook(again).data == exported.data


def test_a_parameter_that_an_expert_changes_in_excel_comes_back_as_the_industrys_own(
    industries: Path, edit_workbook: Callable[[bytes, str, str, str], bytes]
) -> None:
    xlsx = industries / "out.xlsx"
    xlsx.write_bytes(edit_workbook(workbook.export_workbook(industries / INDUSTRY).data, "terms", "36", "24"))
    files = workbook.import_workbook(xlsx).files
    assert files["terms.csv"].decode().count("\n") == 3  # header, and the two purposes whose months were 36


@pytest.mark.parametrize(("below", "code"), [("danyang", "parameter_circle"), ("nowhere", "no_parameters")])
def test_a_bank_that_leads_nowhere_is_told(industries: Path, below: str, code: str) -> None:
    _set(industries / "danyang" / "settings.csv", parameters=below)
    with pytest.raises(SheetError) as caught:
        workbook.load_industry(industries / INDUSTRY)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_a_logo_that_is_no_picture_is_told(industries: Path) -> None:
    (industries / "danyang" / "logo.png").write_bytes(b"<svg/>")
    (problem,) = workbook.check(workbook.load_industry(industries / INDUSTRY))
    assert (problem.code, problem.column) == ("bad_logo", "logo")


def test_a_banks_folder_is_checked_by_itself(industries: Path) -> None:
    bank = industries / "danyang"
    assert workbook.holds_parameters(bank)
    assert not workbook.holds_parameters(industries / INDUSTRY)
    assert workbook.check_bank(bank) == ()
    assert workbook.check_bank(workbook.INDUSTRIES / "bank") == ()
    (bank / "products.csv").write_text(OWN_PRODUCTS.replace("10000,80000", "90000,80000"), encoding="utf-8")
    (problem,) = workbook.check_bank(bank)
    assert (problem.sheet, problem.row, problem.code) == ("danyang/products", 3, "range_order")


def test_another_value_of_the_bank_is_another_package(industries: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    before = workbook.build_shipped(INDUSTRY, cache, folder=industries)
    pricing = industries / "danyang" / "pricing.csv"
    pricing.write_text(OWN_PRICING.replace("0.0180", "0.0190"), encoding="utf-8")
    assert workbook.build_shipped(INDUSTRY, cache, folder=industries) != before


def test_what_a_bank_sets_is_no_industry(industries: Path) -> None:
    assert [each.id for each in workbook.shipped(industries)] == [INDUSTRY]
    with pytest.raises(SheetError):
        workbook.build_shipped("danyang", folder=industries)


@pytest.fixture
def edit_workbook() -> Callable[[bytes, str, str, str], bytes]:
    """Every cell of a sheet that holds one text gets another."""
    import openpyxl

    def edit(data: bytes, title: str, old: str, new: str) -> bytes:
        book = openpyxl.load_workbook(io.BytesIO(data))
        for row in book[title].iter_rows():
            for cell in row:
                if cell.value == old:
                    cell.value = new
        target = io.BytesIO()
        book.save(target)
        return target.getvalue()

    return edit
