"""Files that are none of ours, broken or hostile: refused with what was found and what is read, and never executed."""

from __future__ import annotations

import dataclasses
import io
import zipfile

import pytest
from defusedxml.common import DTDForbidden
from hypothesis import given, settings
from hypothesis import strategies as st

from checklists.model.errors import StatementFileError
from checklists.statements import excel, read_statement
from tests.unit.checklists.model.xlsx_files import SHEET, parts, sheet_xml, text_rows
from tests.unit.checklists.statements.statement_files import sheet, wechat_csv, wechat_row

WHOLE = sheet(["日期", "金额"], ["2026-01-01", -1])


def refusal(data: bytes, name: str = "x") -> StatementFileError:
    with pytest.raises(StatementFileError) as caught:
        read_statement(data, name)
    return caught.value


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "空文件"),
        (b"%PDF-1.7\n", "PDF"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "网页"),
        (b"\x00\x01\x02\x03" * 100, "无法解码"),
        ("你好,世界\r\n1,2\r\n".encode(), "你好"),
        (b"PK\x03\x04 broken", "Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, ".xls"),
        (b"\xff\xfe\x00\xd8\x00", "UTF-16"),
    ],
)
def test_file_of_no_known_kind_is_refused_by_what_was_found(data: bytes, found: str) -> None:
    error = refusal(data, "某文件")
    assert found in error.found
    assert error.expected
    assert error.file == "某文件"


def test_app_bill_that_lost_a_column_is_refused_and_the_column_named() -> None:
    data = wechat_csv(wechat_row()).replace(",当前状态".encode(), b"")
    assert "当前状态" in refusal(data).found


def test_password_protected_archive_is_refused() -> None:
    archive = bytearray(_zip({"账单.csv": b"1"}))
    archive[6] |= 1
    central = archive.index(b"PK\x01\x02")
    archive[central + 8] |= 1
    assert "密码" in refusal(bytes(archive)).found


def test_archive_that_is_no_workbook_is_refused() -> None:
    assert "压缩包" in refusal(_zip({"账单.csv": wechat_csv(wechat_row())})).found


def test_workbook_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    small = dataclasses.replace(excel._LIMITS, archive=dataclasses.replace(excel._LIMITS.archive, unpacked=1_000_000))
    monkeypatch.setattr(excel, "_LIMITS", small)
    data = _zip({"xl/workbook.xml": b"<a/>", "xl/sharedStrings.xml": b" " * 2_000_000})
    assert len(data) < 10_000
    assert "大得不正常" in refusal(data).found


def test_entities_in_a_workbook_are_refused() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><workbook>&b;</workbook>'
    with zipfile.ZipFile(io.BytesIO(sheet(["日期", "金额"]))) as good:
        members = {name: good.read(name) for name in good.namelist()}
    error: BaseException | None = refusal(_zip(members | {"xl/workbook.xml": bomb}))
    reasons = []
    while error is not None:
        reasons.append(type(error))
        error = error.__cause__ or error.__context__
    assert DTDForbidden in reasons


def test_sheet_with_a_far_away_cell_is_read_up_to_the_limit() -> None:
    with zipfile.ZipFile(io.BytesIO(sheet(["日期", "金额"], ["2026-01-01", -1]))) as good:
        members = {name: good.read(name) for name in good.namelist()}
    name = "xl/worksheets/sheet2.xml"
    far = members[name].replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')
    assert far != members[name]
    assert read_statement(_zip(members | {name: far}), "x.xlsx").transactions[0].amount.fen == -100


def test_too_many_rows_and_columns_are_refused() -> None:
    assert "列" in refusal(b"a," * 200 + b"\r\n").found
    assert "行" in refusal(b"a\n" * 500_001).found


def test_xls_without_its_reader_asks_for_xlsx(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr("importlib.import_module", absent)
    assert ".xlsx" in refusal(b"\xd0\xcf\x11\xe0" + b"\x00" * 600).expected


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", wechat_csv(wechat_row())]))
def test_any_bytes_are_read_or_refused(tail: bytes, head: bytes) -> None:
    try:
        statement = read_statement(head + tail, "x")
    except StatementFileError:
        return
    listed = {problem.row for problem in statement.problems if problem.severity == "error"}
    assert len(statement.transactions) + len(listed) == statement.rows


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_damaged_workbooks_are_read_or_refused(data: st.DataObject) -> None:
    good = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 8))):
        good[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))
    try:
        read_statement(bytes(good), "x.xlsx")
    except StatementFileError:
        return


def _zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_of_a_long_file_that_is_no_statement_only_the_first_lines_are_read() -> None:
    """What stands behind them could not be read at all."""
    text = "商品,数量\r\n".encode() * 100_000 + b"\x00\xff\x00"
    assert "首行:商品、数量" in refusal(text).found
    broken = sheet_xml(text_rows(*[("商品", "数量")] * 5000) + "<row><c></row>")
    assert "首行:商品、数量" in refusal(_zip({**parts(), SHEET: broken})).found


def test_a_long_statement_is_read_to_its_end() -> None:
    rows = [wechat_row() for _ in range(12_000)]
    data = wechat_csv(*rows)
    assert len(data) > 1_048_576
    assert len(read_statement(data, "x.csv").transactions) == 12_000


def test_a_line_without_end_is_refused() -> None:
    assert "1 MB" in refusal(b"a" * 2_000_000).found


@pytest.mark.parametrize(("inside", "found"), [("EncryptedPackage", "密码"), ("WordDocument", "Word")])
def test_old_containers_are_told_apart(inside: str, found: str) -> None:
    assert found in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + inside.encode("utf-16-le")).found
