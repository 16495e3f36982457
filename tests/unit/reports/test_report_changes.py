"""One input of the workbook is changed, LibreOffice recalculates, and the workbook says what ``assess`` says of the same change."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from checklists.model.assessment import Assessment
from checklists.model.records import GRADE, GradeOverride, record_text
from reports.chapters.phrases import VERDICTS
from reports.chapters.punctuation import in_house_style
from reports.compose import compose_workbook
from reports.excel import render_workbook
from tests.unit.reports.real_sample import real_material

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")

Rows = Mapping[str, tuple[object, ...]]
SHEETS = (
    "摘要",
    "资产负债表",
    "损益表",
    "现金流量表",
    "营业额",
    "交叉验证",
    "财务比率",
    "评分",
    "额度",
    "敏感性",
    "还款计划",
    "计算答卷",
)
TYPED, PATH, FIRST_ROW = 3, 6, 5


@dataclass(frozen=True)
class Change:
    """``text`` is what is typed; "" that the answer is not known."""

    name: str
    industry: str
    path: str
    text: str
    remarks: tuple[tuple[str, str], ...] = ()


MOVED_DOWN = record_text(GradeOverride(-1, "A", "", "王主管", "李复核", "经营者年龄偏大，无人接手"))
CHANGES = (
    Change("grade-moved", "fmcg_wholesale", "/data/household/hh_living", "4700", ((GRADE, MOVED_DOWN),)),
    Change("as-it-was", "fmcg_wholesale", "", ""),
    Change("stock-quantity", "fmcg_wholesale", "/data/stock_take/stock[1]/stock_quantity", "9000"),
    Change("debt-balance", "fmcg_wholesale", "/data/debts_section/debts[1]/debt_balance", "330000"),
    Change("household", "fmcg_wholesale", "/data/household/hh_living", "6800"),
    Change("month-of-sales", "restaurant", "/data/income/monthly[3]/month_sales", "120000"),
    Change("requested", "restaurant", "/data/purpose/requested_amount", "80000"),
    Change("rate", "restaurant", "/data/purpose/annual_rate_percent", "12"),
    Change("product-price", "metal_workshop", "/data/income/products[1]/product_price", "15.2"),
    Change("term", "metal_workshop", "/data/purpose/requested_months", "12"),
    Change("collateral", "metal_workshop", "/data/assets/household_properties[1]/hp_value", "60000"),
    Change("opening", "metal_workshop", "/data/debts_section/opening/op_household", "1390000"),
    Change("unknown-sales", "restaurant", "/data/income/monthly[3]/month_sales", ""),
)
MOVED = {
    "stock-quantity",
    "debt-balance",
    "household",
    "month-of-sales",
    "requested",
    "rate",
    "product-price",
    "opening",
}
"""Changes that move the limit: else the test would hold of a workbook that stands still."""


def workbook_with(change: Change) -> bytes:
    data = render_workbook(
        compose_workbook(replace(real_material(None, change.industry, (), change.remarks), evidence=()))
    )
    if not change.path:
        return data
    book = load_workbook(io.BytesIO(data))
    rows = [row for row in book["计算答卷"].iter_rows(min_row=FIRST_ROW) if row[PATH].value == change.path]
    assert len(rows) == 1
    assert not rows[0][TYPED].protection.locked
    rows[0][TYPED].value = float(change.text) if change.text else "未答"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def assessed(change: Change) -> Assessment:
    """What the program says of the same answers."""
    changes = ((change.path, change.text),) if change.path else ()
    return in_house_style(real_material(None, change.industry, changes, change.remarks)).assessment


@pytest.fixture(scope="module")
def recalculated(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Mapping[str, Rows]]:
    """Sheet by sheet: first cell of a row -> the others. One start of LibreOffice for all."""
    folder = tmp_path_factory.mktemp("office")
    for change in CHANGES:
        (folder / f"{change.name}.xlsx").write_bytes(workbook_with(change))
    files = [str(file) for file in sorted(folder.glob("*.xlsx"))]
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder / "out"), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return {Path(file).stem: _read(folder / "out" / Path(file).name) for file in files}


def _read(file: Path) -> Mapping[str, Rows]:
    book = load_workbook(file, data_only=True, read_only=True)
    return {
        sheet: {str(row[0]): row[1:] for row in book[sheet].iter_rows(values_only=True) if row and row[0] is not None}
        for sheet in SHEETS
    }


def same(shown: object, value: Decimal | None) -> bool:
    """An unknown figure is words."""
    if value is None:
        return isinstance(shown, str)
    return isinstance(shown, int | float) and abs(Decimal(str(shown)) - value) <= max(
        Decimal("0.01"), abs(value) / 10**9
    )


def summary_of(found: Assessment) -> dict[str, Decimal | None]:
    sheet, profit = found.statements.balance_sheet, found.statements.profit_and_loss
    equity = next(check for check in found.cross_checks if check.kind == "equity")
    return {
        "申请金额": found.limit.requested,
        "建议额度": found.limit.recommended,
        "月还款": found.limit.instalment,
        "期限（月）": None if found.limit.term_months is None else Decimal(found.limit.term_months),
        "总分": found.score.total,
        "核实营业额": found.turnover.adopted,
        "总资产（核实）": sheet.total_assets.verified,
        "总负债（核实）": sheet.total_liabilities.verified,
        "权益（核实）": sheet.equity.verified,
        "净利润（申报，年）": profit.net_profit.adjusted,
        "净利润（核实，年）": profit.net_profit.verified,
        "权益检验偏差率": equity.rate,
        "权益检验差额占期间利润": equity.second_rate,
    }


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.name)
def test_the_summary_says_what_the_program_says(recalculated: Mapping[str, Mapping[str, Rows]], change: Change) -> None:
    summary, found = recalculated[change.name]["摘要"], assessed(change)
    off = {
        label: (summary[label][0], value)
        for label, value in summary_of(found).items()
        if not same(summary[label][0], value)
    }
    assert off == {}
    equity = next(check for check in found.cross_checks if check.kind == "equity")
    assert summary["权益检验结论"][0] == VERDICTS[equity.verdict].text
    if found.limit.recommended is not None:
        assert summary["等级"][0] == found.score.grade
        assert summary["起约束作用"][0] == found.limit.binding_label
    told = "没有改动，各数与报告一致" if not change.path else "1 处回答有改动，结果不是本案结论"
    assert summary["改动"][0] == told


@pytest.mark.parametrize(
    "change", [each for each in CHANGES if each.text or not each.path], ids=lambda change: change.name
)
def test_every_sheet_follows(recalculated: Mapping[str, Mapping[str, Rows]], change: Change) -> None:
    sheets, found = recalculated[change.name], assessed(change)
    shown = [
        *scores(sheets["评分"], found),
        *caps_and_ratios(sheets, found),
        *statements(sheets, found),
        *ahead(sheets, found),
    ]
    assert [each for each in shown if not same(each[1], each[2])] == []
    for check in found.cross_checks:
        assert sheets["交叉验证"][check.label][6] == VERDICTS[check.verdict].text, check.label
    for dimension in found.score.dimensions:
        for indicator in dimension.indicators:
            assert sheets["评分"][indicator.label][3] == indicator.reason


Shown = Iterator[tuple[str, object, Decimal | None]]


def scores(rows: Rows, found: Assessment) -> Shown:
    for dimension in found.score.dimensions:
        yield dimension.label, rows[dimension.label][1], dimension.points
        for indicator in dimension.indicators:
            yield indicator.label, rows[indicator.label][1], indicator.points


def caps_and_ratios(sheets: Mapping[str, Rows], found: Assessment) -> Shown:
    for cap in found.limit.caps:
        if cap.applies:
            yield cap.label, sheets["额度"][cap.label][3], cap.amount
    for ratio in found.ratios:
        if ratio.value is not None:
            yield ratio.label, sheets["财务比率"][ratio.label][0], ratio.value
    for check in found.cross_checks:
        row = sheets["交叉验证"][check.label]
        yield f"{check.label} 应有", row[0], check.expected
        yield f"{check.label} 实际", row[1], check.actual


def ahead(sheets: Mapping[str, Rows], found: Assessment) -> Shown:
    for stress in found.sensitivity:
        if stress.payment_share is not None and stress.label != "盈亏临界":
            yield stress.label, sheets["敏感性"][stress.label][0], stress.payment_share
    schedule = None if found.offer is None else found.offer.schedule
    for each in () if schedule is None else schedule.instalments:
        row = sheets["还款计划"][str(each.number)]
        yield f"第{each.number}期本金", row[1], each.principal
        yield f"第{each.number}期利息", row[2], each.interest
        yield f"第{each.number}期余额", row[4], each.balance


def statements(sheets: Mapping[str, Rows], found: Assessment) -> Shown:
    sheet, profit = found.statements.balance_sheet, found.statements.profit_and_loss
    for line in (*sheet.assets, *sheet.liabilities, sheet.equity):
        yield line.label, sheets["资产负债表"][line.label][1], line.verified
    for line in (*profit.lines, profit.net_profit, profit.disposable):
        yield line.label, sheets["损益表"][line.label][14], line.verified
    for title, lines in (("损益表", profit.lines), ("现金流量表", found.statements.cash_flow.lines)):
        for line in lines:
            for month, value in enumerate(line.series):
                yield f"{line.label} {month}", sheets[title][line.label][month], value


def test_a_grade_that_a_person_moved_holds_in_the_workbook() -> None:
    change = CHANGES[0]
    assert assessed(change).grading.grade == "B"
    assert assessed(change).limit.recommended != assessed(replace(change, remarks=())).limit.recommended


@pytest.mark.parametrize("name", sorted(MOVED))
def test_the_changes_move_the_limit(name: str) -> None:
    change = next(each for each in CHANGES if each.name == name)
    before = assessed(Change("", change.industry, "", "")).limit.recommended
    assert assessed(change).limit.recommended != before
