"""Bytes of an export, of whatever program -> a ``StatementFile``; or a refusal that names what was found and what is read.

Recognised by content, never by the file's name: header rows move with every version of every app.
"""

from __future__ import annotations

from checklists.model.errors import StatementFileError
from checklists.model.transactions import StatementFile
from checklists.statements.alipay import ALIPAY_APP, ALIPAY_WEB
from checklists.statements.alipay import TITLE as ALIPAY_TITLE
from checklists.statements.bank import find_bank_table, read_bank
from checklists.statements.excel import open_xls, open_xlsx
from checklists.statements.rows import Container, Line, columns_of, find_table
from checklists.statements.texts import open_text
from checklists.statements.wallet import App, read_app
from checklists.statements.wechat import TITLE as WECHAT_TITLE
from checklists.statements.wechat import WECHAT

MOST_BYTES = 64 * 1024 * 1024
MOST_ROWS = 500_000
_KINDS = "微信支付账单、支付宝账单或银行流水(CSV、XLSX)"
_TITLES = 60
_APPS = (ALIPAY_WEB, WECHAT, ALIPAY_APP)


def read_statement(data: bytes, name: str) -> StatementFile:
    """The transactions of one export and what is wrong with it. Raises StatementFileError where it is none of ours.

    Pure: nothing is written, nothing executed. ``name`` only stands in the error.
    """
    container = _open(data, name)
    for lines in container.sheets:
        for app in _APPS:
            table = find_table(lines, app.columns, app.required)
            if table is not None:
                return read_app(app, table, container)
    for lines in container.sheets:
        table = find_bank_table(lines)
        # An app's bill that lost a column looks like a bank's; without its status column it cannot be read.
        if table is not None and not any(_mentions(table.above, title) for title in (WECHAT_TITLE, ALIPAY_TITLE)):
            return read_bank(table, container)
    raise _refusal(container, name)


def _open(data: bytes, name: str) -> Container:
    if not data:
        raise StatementFileError(name, "空文件", _KINDS)
    if len(data) > MOST_BYTES:
        raise StatementFileError(
            name, f"{len(data) // 1_048_576} MB", f"不超过 {MOST_BYTES // 1_048_576} MB 的导出文件"
        )
    if data.startswith(b"PK\x03\x04"):
        return open_xlsx(data, name, most_rows=MOST_ROWS, accepts=_has_table)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return open_xls(data, name, most_rows=MOST_ROWS)
    if data.startswith(b"%PDF"):
        raise StatementFileError(name, "PDF 文件", f"{_KINDS};PDF 流水请作为照片或文件附件保存")
    if data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype", b"<html", b"<table", b"<?xml")):
        raise StatementFileError(name, "网页(HTML/XML)文件", "用 WPS 或 Excel 打开后另存为 .xlsx 再导入")
    return open_text(data, name, most_rows=MOST_ROWS, accepts=_has_table)


def _has_table(lines: tuple[Line, ...]) -> bool:
    """Whether the first lines of a sheet hold the header of a table that is read here."""
    return find_bank_table(lines) is not None or any(find_table(lines, app.columns, app.required) for app in _APPS)


def _refusal(container: Container, name: str) -> StatementFileError:
    """Says which columns are missing where the file is clearly one of the apps', else what its first line holds."""
    for title, apps in ((WECHAT_TITLE, (WECHAT,)), (ALIPAY_TITLE, (ALIPAY_APP, ALIPAY_WEB))):
        if any(_mentions(lines[:_TITLES], title) for lines in container.sheets):
            nearest = min((_missing(container, app) for app in apps), key=len)
            return StatementFileError(name, f"{title}导出,缺少列:{'、'.join(nearest)}", "原样导出、未经修改的账单")
    first = next((line for lines in container.sheets for line in lines if not line.is_blank), Line(0, ()))
    found = "、".join(cell[:20] for cell in first.cells if cell)[:80] or "没有内容"
    return StatementFileError(name, f"首行:{found}", f"{_KINDS},表头要有日期和金额")


def _mentions(lines: tuple[Line, ...], title: str) -> bool:
    return any(title in cell for line in lines for cell in line.cells[:1])


def _missing(container: Container, app: App) -> tuple[str, ...]:
    best = max(
        (columns_of(line, app.columns).keys() for lines in container.sheets for line in lines[:_TITLES]),
        key=lambda found: len(set(app.required) & found),
    )
    return tuple(app.columns[meaning][0] for meaning in app.required if meaning not in best)
