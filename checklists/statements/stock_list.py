"""A client's own list of stock (存货清单) from his shop program or ledger -> goods: name, unit, quantity by the books, cost."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from checklists.model.errors import StatementFileError
from checklists.statements.excel import open_xlsx
from checklists.statements.rows import Container, Line, Table, find_table
from checklists.statements.texts import open_text

MOST_BYTES = 16 * 1024 * 1024
_MOST_ROWS = 50_000
_TENTHS_OF_A_FEN = Decimal("0.001")
_NAMES = {
    "name": ("品名规格", "品名", "商品名称", "商品", "名称", "货品", "货品名称", "物料名称", "存货名称", "材料"),
    "unit": ("计量单位", "单位"),
    "quantity": ("账面数量", "库存数量", "库存", "数量", "结存数量", "期末数量", "库存量"),
    "cost": ("进价", "成本价", "成本单价", "单价", "进货价", "结存单价", "含税进价"),
    "amount": ("账面金额", "库存金额", "金额", "成本金额", "结存金额"),
}
_REQUIRED = ("name", "quantity")
_EXPECTED = "有品名、数量、进价(或金额)三列的清单(CSV、XLSX)"


@dataclass(frozen=True, slots=True)
class ListedStock:
    """One kind of goods as the client's books have it."""

    name: str
    unit: str
    quantity: Decimal
    cost: Decimal


def read_stock_list(data: bytes, name: str) -> tuple[ListedStock, ...]:
    """Every row with a quantity and a cost above zero. Pure.

    Raises StatementFileError where there is no such list, and where a row has a name and no figure that can be read: a list
    that is read in part would hide goods from the draw.
    """
    if len(data) > MOST_BYTES:
        raise StatementFileError(name, f"{len(data) // 1_048_576} MB", f"不超过 {MOST_BYTES // 1_048_576} MB 的清单")
    if data.startswith(b"PK\x03\x04"):
        container = open_xlsx(data, name, most_rows=_MOST_ROWS, accepts=_is_list)
    else:
        container = open_text(data, name, most_rows=_MOST_ROWS, accepts=_is_list)
    table = _table(container)
    if table is None:
        raise StatementFileError(name, "没有找到品名和数量两列", _EXPECTED)
    goods = [row for line in table.below if (row := _row(line, table, name)) is not None]
    if not goods:
        raise StatementFileError(name, "没有一行有数量和进价", _EXPECTED)
    return tuple(goods)


def _is_list(lines: tuple[Line, ...]) -> bool:
    return find_table(lines, _NAMES, _REQUIRED) is not None


def _table(container: Container) -> Table | None:
    tables = (find_table(lines, _NAMES, _REQUIRED) for lines in container.sheets)
    return next((each for each in tables if each is not None and {"cost", "amount"} & each.columns.keys()), None)


def _row(line: Line, table: Table, file: str) -> ListedStock | None:
    def cell(meaning: str) -> str:
        at = table.columns.get(meaning)
        return line.cells[at] if at is not None and at < len(line.cells) else ""

    name = cell("name")
    if not name or line.is_rule or name.startswith(("合计", "总计", "小计")):
        return None
    quantity, cost, amount = (_figure(cell(meaning)) for meaning in ("quantity", "cost", "amount"))
    if quantity == 0:
        return None
    if quantity is not None and cost is None and amount is not None:
        cost = (amount / quantity).quantize(_TENTHS_OF_A_FEN)
    if quantity is None or cost is None:
        raise StatementFileError(file, f"第 {line.number} 行“{name[:20]}”的数量或进价不是数", _EXPECTED)
    return ListedStock(name, cell("unit"), quantity, cost) if quantity > 0 and cost > 0 else None


def _figure(text: str) -> Decimal | None:
    plain = text.replace(",", "").replace(",", "").replace("¥", "").replace("￥", "").strip()
    if not plain or not plain.replace(".", "", 1).removeprefix("-").isdigit() or not plain.isascii():
        return None
    return Decimal(plain)
