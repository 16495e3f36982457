"""`jindiao pack list / check / build`: the checklists that are shipped, and those that an expert is writing.

What is wrong in a sheet is listed in full, each problem with the cell where it is; only an error keeps a checklist from being built.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from checklists import workbook
from checklists.model.canonical import readable_json
from checklists.model.errors import SheetError, SheetProblem
from checklists.model.text import printable

_DONE, _INPUT = 0, 1


def add_parser(subparsers: Any) -> None:
    """Registers the command and its three actions."""
    parser = subparsers.add_parser("pack", help="清单:列出、检查、制作")
    actions = parser.add_subparsers(metavar="ACTION", required=True)

    listing = actions.add_parser("list", help="列出随程序提供的行业清单")
    listing.add_argument("--json", action="store_true", help="输出 JSON")
    listing.set_defaults(run=run_list)

    checking = actions.add_parser("check", help="检查清单,列出全部问题")
    checking.add_argument("path", type=Path, metavar="PATH", help="行业文件夹或 .xlsx 工作簿")
    checking.add_argument("--json", action="store_true", help="输出 JSON")
    checking.set_defaults(run=run_check)

    building = actions.add_parser("build", help="检查并制作清单包(未签名)")
    building.add_argument("path", type=Path, metavar="PATH", help="行业文件夹或 .xlsx 工作簿")
    building.add_argument("--out", type=Path, required=True, metavar="FILE", help="清单包的位置")
    building.set_defaults(run=run_build)


def run_list(args: argparse.Namespace) -> int:
    """The shipped industries; core is a part of each and is not listed."""
    industries = workbook.shipped()
    if args.json:
        _print_json(industries)
        return _DONE
    table = Table(box=box.SIMPLE_HEAD)
    for heading in ("清单", "名称", "版本"):
        table.add_column(heading)
    for heading in ("题数", "本行业题数", "本行业检验"):
        table.add_column(heading, justify="right")
    for each in industries:
        table.add_row(
            each.id, each.title, each.version, str(each.questions), str(each.own_questions), str(each.own_crosschecks)
        )
    Console(highlight=False).print(table)
    return _DONE


def run_check(args: argparse.Namespace) -> int:
    """Every problem at once; 1 where one of them is an error."""
    problems = _problems_of(args.path)
    errors = sum(problem.severity == "error" for problem in problems)
    if args.json:
        _print_json(problems)
        return _INPUT if errors else _DONE
    if problems:
        _print_problems(problems, Console(highlight=False))
    Console(stderr=True, highlight=False).print(_summary(errors, len(problems) - errors), markup=False)
    return _INPUT if errors else _DONE


def run_build(args: argparse.Namespace) -> int:
    """The package, written whole or not at all; 1 with every problem where the sheets have errors."""
    screen = Console(stderr=True, highlight=False)
    try:
        data = workbook.build(_load(args.path))
    except SheetError as error:
        _print_problems(error.problems, screen)
        errors = sum(problem.severity == "error" for problem in error.problems)
        screen.print(f"没有制作清单包:有 {errors} 处错误,请按上表改正后重试。", markup=False)
        return _INPUT
    workbook.write_whole(args.out, data)
    digest = hashlib.sha256(data).hexdigest()
    screen.print(f"已制作清单包 {args.out}({len(data)} 字节,未签名)", markup=False, soft_wrap=True)
    screen.print(f"SHA-256 {digest}", markup=False, soft_wrap=True)
    return _DONE


def _load(path: Path) -> workbook.Sheets:
    if path.is_dir():
        return workbook.load_industry(path)
    return workbook.load_workbook(path)


def _problems_of(path: Path) -> tuple[SheetProblem, ...]:
    """A file that cannot be read as sheets is one more thing that is wrong, told in the same shape."""
    try:
        return workbook.check(_load(path))
    except SheetError as error:
        return error.problems


def _print_json(document: object) -> None:
    sys.stdout.write(readable_json(document) + "\n")


def _print_problems(problems: Sequence[SheetProblem], screen: Console) -> None:
    table = Table(box=box.SIMPLE_HEAD, expand=False)
    table.add_column("级别", no_wrap=True)
    table.add_column("表", no_wrap=True)
    table.add_column("行", justify="right", no_wrap=True)
    table.add_column("列", overflow="fold")
    table.add_column("问题与改法", overflow="fold", ratio=1)
    for problem in problems:
        is_error = problem.severity == "error"
        level = Text("错误" if is_error else "提醒", style="bold red" if is_error else "yellow")
        row = str(problem.row) if problem.row else ""
        table.add_row(level, *(Text(printable(text)) for text in (problem.sheet, row, problem.column, problem.message)))
    screen.print(table)


def _summary(errors: int, warnings: int) -> str:
    if errors:
        return f"有 {errors} 处错误、{warnings} 处提醒。错误改正后才能发布。"
    return f"可以发布。有 {warnings} 处提醒。" if warnings else "没有发现问题,可以发布。"
