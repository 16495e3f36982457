"""`jindiao statement import FILE`: one payment or bank export, read and judged, without a store and without keeping it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from checklists.bankflow import effective_inflow
from checklists.model.canonical import readable_json
from checklists.model.money import yuan_text
from checklists.model.transactions import StatementFile
from checklists.statements import MOST_BYTES, read_statement, summary
from desktop.services.files import read_file

_DONE = 0
_FORMATS = {"wechat": "微信支付", "alipay": "支付宝", "bank": "银行"}


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("statement", help="流水:读取微信、支付宝、银行导出文件")
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    reading = actions.add_parser("import", help="读取一份导出文件,计算有效流水")
    reading.add_argument("file", type=Path, metavar="FILE", help="CSV、XLSX 或 XLS 文件")
    reading.add_argument("--own", action="append", default=[], metavar="NAME", help="本人、配偶姓名(可多次)")
    reading.add_argument("--related", action="append", default=[], metavar="NAME", help="关联方姓名或名称(可多次)")
    reading.add_argument("--json", action="store_true", help="输出 JSON")
    reading.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Prints what the export holds; 0 also where rows are at fault, which are listed. StatementFileError, OSError escape."""
    statement = read_statement(read_file(args.file, most=MOST_BYTES), args.file.name)
    own = [*args.own, *([statement.holder] if statement.holder else [])]
    inflow = effective_inflow(statement.transactions, related_names=args.related, own_names=own)
    document = summary(statement, inflow)
    if args.json:
        sys.stdout.write(readable_json(document) + "\n")
    else:
        _print_page(statement, document)
    return _DONE


def _print_page(statement: StatementFile, document: dict[str, Any]) -> None:
    """The same for a person: totals, what was taken off and why, months, and what is to be looked at."""
    console = Console(highlight=False)
    period = document["period"]
    console.print(f"{_FORMATS[statement.format]} {statement.account} {period['from']} 至 {period['to']}", markup=False)
    totals = Table(box=box.SIMPLE_HEAD)
    for heading in ("笔数", "收入", "支出", "不计收支", "有效流入"):
        totals.add_column(heading, justify="right")
    keys = ("credit_total", "debit_total", "neutral_total", "effective_inflow")
    totals.add_row(str(document["transactions"]), *(yuan_text(document[key]) for key in keys))
    console.print(totals)
    for each in document["excluded"]:
        said = f"剔除 {each['rule']} {each['label']}:{each['count']} 笔,{yuan_text(each['amount'])} 元"
        console.print(said, markup=False)
    for problem in statement.problems:
        place = f"第 {problem.row} 行 " if problem.row else ""
        console.print(Text(f"{place}{problem.message}", style="yellow" if problem.severity == "warning" else "red"))
