"""The workbook: live formulas that give the assessed figures, unknown never summed, texts never formulas, the same bytes."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.workbook import Workbook

from reports.compose import ReportMaterial, compose_workbook
from reports.document import Accepts, CellStyle, Sheet, SheetCell, WorkbookSpec
from reports.errors import FormulaNameUnknown
from reports.excel import render_workbook
from tests.unit.reports.real_sample import real_material
from tests.unit.reports.sample_assessment import assessment, material

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def opened(data: bytes, *, values: bool = False) -> Workbook:
    return load_workbook(io.BytesIO(data), data_only=values)


def one_sheet(*rows: tuple[SheetCell, ...]) -> WorkbookSpec:
    return WorkbookSpec("题", "行", "哈希", date(2026, 11, 18), (Sheet("表", (10, 10), rows, header_row=1),))


def labelled(book: Workbook, sheet: str) -> dict[str, list[object]]:
    """First cell -> the other cells of its row."""
    return {str(row[0]): list(row[1:]) for row in book[sheet].iter_rows(values_only=True) if row[0] is not None}


@pytest.fixture(scope="module")
def data() -> bytes:
    return render_workbook(compose_workbook(material()))


@pytest.fixture(scope="module")
def computed(data: bytes, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Workbook]:
    """A case by hand, one with unknown cash and the shipped sample as LibreOffice computes them; one start for all."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "sample.xlsx").write_bytes(data)
    (folder / "unknown.xlsx").write_bytes(render_workbook(compose_workbook(with_cash_unknown())))
    (folder / "real.xlsx").write_bytes(render_workbook(compose_workbook(real_material())))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    files = [str(file) for file in sorted(folder.glob("*.xlsx"))]
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder / "out"), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return {file.stem: opened(file.read_bytes(), values=True) for file in (folder / "out").glob("*.xlsx")}


def with_cash_unknown() -> ReportMaterial:
    made = material()
    sheet = made.assessment.statements.balance_sheet
    cash, *rest = sheet.assets
    changed = replace(
        sheet,
        assets=(replace(cash, reported=None, verified=None), *rest),
        total_assets=replace(sheet.total_assets, reported=None, verified=None),
        equity=replace(sheet.equity, reported=None, verified=None),
    )
    statements = replace(made.assessment.statements, balance_sheet=changed)
    return replace(made, assessment=replace(made.assessment, statements=statements))


def test_the_same_case_gives_the_same_bytes(data: bytes) -> None:
    assert render_workbook(compose_workbook(material())) == data


def test_no_clock_is_in_the_file(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.read("docProps/core.xml").count(b"2026-11-18T00:00:00Z") == 2


def test_the_sheets_are_there_in_order(data: bytes) -> None:
    assert opened(data).sheetnames == [
        "摘要", "资产负债表", "损益表", "现金流量表", "营业额", "交叉验证", "财务比率", "评分", "额度", "敏感性", "同业位置", "清单答卷", "证据目录",
    ]  # fmt: skip


def test_totals_are_formulas(data: bytes) -> None:
    book = opened(data)
    for sheet, label, column in (
        ("资产负债表", "总资产", 0), ("资产负债表", "总负债", 1), ("资产负债表", "权益", 1), ("损益表", "净利润", 0), ("损益表", "净利润", 12),
        ("损益表", "毛利率", 3), ("现金流量表", "期末滚存应有", 0), ("营业额", "采纳营业额", 2), ("评分", "总分", 1), ("额度", "建议额度", 3), ("交叉验证", "应有权益", 0),
    ):  # fmt: skip
        assert str(labelled(book, sheet)[label][column]).startswith("="), (sheet, label)


@needs_office
@pytest.mark.parametrize("name", ["sample", "real"])
def test_libreoffice_computes_what_was_assessed(computed: dict[str, Workbook], name: str) -> None:
    recalculated = computed[name]
    made = assessment() if name == "sample" else real_material().assessment
    sheet, profit = made.statements.balance_sheet, made.statements.profit_and_loss
    summary = {label: row[0] for label, row in labelled(recalculated, "摘要").items()}
    expected = {
        "申请金额": made.limit.requested, "建议额度": made.limit.recommended, "月还款": made.limit.instalment, "总分": made.score.total,
        "核实营业额": made.turnover.adopted, "总资产（核实）": sheet.total_assets.verified, "总负债（核实）": sheet.total_liabilities.verified,
        "权益（核实）": sheet.equity.verified, "净利润（申报，年）": profit.net_profit.reported, "净利润（核实，年）": profit.net_profit.verified,
    }  # fmt: skip
    for label, value in expected.items():
        assert value is not None
        assert Decimal(str(summary[label])) == pytest.approx(value, abs=Decimal("0.01")), label
    assert summary["起约束作用"] == made.limit.binding_label


@needs_office
def test_libreoffice_finds_the_margin_the_checks_and_the_caps(computed: dict[str, Workbook]) -> None:
    recalculated = computed["sample"]
    assert labelled(recalculated, "损益表")["毛利率"][12] == pytest.approx(0.125)
    checks = labelled(recalculated, "交叉验证")
    assert checks["权益检验"][2] == pytest.approx(-22_000)
    assert checks["毛利率检验"][6] == "通过"
    assert checks["存货抽点"][6] == "通过"
    assert labelled(recalculated, "额度")["L4 权益比例"][3] == pytest.approx(56_600)


@needs_office
def test_no_formula_fails_in_libreoffice(computed: dict[str, Workbook]) -> None:
    cells = (
        (name, sheet.title, cell)
        for name, book in computed.items()
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
    )
    assert [(name, title, cell.coordinate) for name, title, cell in cells if cell.data_type == "e"] == []


@needs_office
def test_a_total_over_something_unknown_is_unknown(computed: dict[str, Workbook]) -> None:
    rows = labelled(computed["unknown"], "资产负债表")
    assert rows["现金"][0] == "未核实"
    assert rows["总资产"][0] == "未核实"
    assert rows["权益"][1] == "未核实"
    assert rows["总负债"][0] == 380_000


@pytest.mark.parametrize("text", ['=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "\t=1"])
def test_a_text_that_looks_like_a_formula_stays_a_text(text: str) -> None:
    cell = opened(render_workbook(one_sheet((SheetCell(text),))))["表"]["A1"]
    assert cell.value == text
    assert cell.data_type == "s"
    assert cell.quotePrefix


def test_control_characters_do_not_stop_the_workbook() -> None:
    assert opened(render_workbook(one_sheet((SheetCell("甲\x00乙"),))))["表"]["A1"].value == "甲〔控制符〕乙"


def test_names_become_addresses_also_on_other_sheets() -> None:
    first = Sheet("甲 表", (10,), ((SheetCell(Decimal(2), name="a"), SheetCell(formula="{a}*2")),), header_row=1)
    second = Sheet("乙", (10,), ((SheetCell(formula="{a}+1"),),), header_row=1)
    book = opened(render_workbook(WorkbookSpec("题", "行", "哈希", date(2026, 1, 1), (first, second))))
    assert book["甲 表"]["B1"].value == "=A1*2"
    assert book["乙"]["A1"].value == "='甲 表'!A1+1"


def test_a_formula_that_names_no_cell_is_refused() -> None:
    with pytest.raises(FormulaNameUnknown) as caught:
        render_workbook(one_sheet((SheetCell(formula="{nowhere}", style=CellStyle.RESULT),)))
    assert caught.value.name == "nowhere"


def test_only_inputs_can_be_changed(data: bytes) -> None:
    book = opened(data)
    assert all(sheet.protection.sheet and not sheet.protection.password for sheet in book)
    free = {(sheet.title, cell.fill.fgColor.rgb) for sheet in book for row in sheet for cell in row if is_free(cell)}
    assert free
    assert {colour for _, colour in free} == {"00FFF7D6"}
    formulas = [cell for sheet in book for row in sheet for cell in row if cell.data_type == "f"]
    assert formulas
    assert not any(is_free(cell) for cell in formulas)


def is_free(cell: Cell | MergedCell) -> bool:
    return not cell.protection.locked


def test_an_input_takes_only_what_it_accepts() -> None:
    number = SheetCell(Decimal(1), "", CellStyle.INPUT, accepts=Accepts(numbers=True, texts=("未答",)))
    codes = SheetCell("a", "", CellStyle.INPUT, accepts=Accepts(texts=("a", "b", "未答")))
    many = SheetCell("c0", "", CellStyle.INPUT, accepts=Accepts(texts=tuple(f"code_{each}" for each in range(60))))
    sheet = opened(render_workbook(one_sheet((SheetCell("甲"), number, codes, number, many))))["表"]
    rules = {str(rule.sqref): (rule.type, rule.formula1) for rule in sheet.data_validations.dataValidation}
    assert rules["B1 D1"] == ("custom", 'OR(ISNUMBER(B1),B1="未答")')
    assert rules["C1"] == ("list", '"a,b,未答"')
    kind, formula = rules["E1"]
    assert kind == "custom"
    assert formula.startswith('OR(E1="code_0",')


def test_sheets_are_ready_to_print(data: bytes) -> None:
    for sheet in opened(data):
        assert len(sheet.title) <= 31
        assert not set(sheet.title) & set("[]:*?/\\")
        assert sheet.print_area
        assert sheet.print_title_rows
        assert sheet.freeze_panes
        assert sheet.page_setup.fitToWidth == 1
