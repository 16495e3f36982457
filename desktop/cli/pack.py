"""`jindiao pack list / check / export / import / build / benchmarks`: the checklists that are shipped, and those that an expert is writing.

What is wrong in a sheet is listed in full, each problem with the cell where it is; only an error keeps a checklist from being built.
A file or folder that is there is not replaced unless ``--overwrite`` says so.
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
from desktop.cli.pack_benchmarks import add_action as add_benchmarks
from desktop.cli.terminal import say
from desktop.services.files import write_file

_DONE, _INPUT = 0, 1


def add_parser(subparsers: Any) -> None:
    """Registers the command and its actions."""
    parser = subparsers.add_parser("pack", help="清单:列出、检查、导出到 Excel、导入、制作")
    actions = parser.add_subparsers(metavar="ACTION", required=True)

    listing = actions.add_parser("list", help="列出随程序提供的行业清单,或指定的清单")
    listing.add_argument(
        "paths", type=Path, nargs="*", metavar="PATH", help="行业文件夹或 .xlsx 工作簿;不写时列出随程序提供的"
    )
    listing.add_argument("--json", action="store_true", help="输出 JSON")
    listing.set_defaults(run=run_list)

    checking = actions.add_parser("check", help="检查清单,列出全部问题")
    checking.add_argument("path", type=Path, metavar="PATH", help="行业文件夹、本行参数文件夹或 .xlsx 工作簿")
    checking.add_argument("--json", action="store_true", help="输出 JSON")
    checking.set_defaults(run=run_check)

    exporting = actions.add_parser(
        "export",
        help="把清单写成一份 Excel 工作簿,供专家修改",
        description="写出一份完整的 XLSForm 工作簿,通用部分已并入;题目用到的名单、图片写进旁边的“工作簿名-media”文件夹。",
    )
    exporting.add_argument("industry", metavar="ID", help="清单编号(见 pack list)、行业文件夹或 .xlsx 工作簿")
    exporting.add_argument("--out", type=Path, required=True, metavar="X.xlsx", help="工作簿的位置")
    exporting.add_argument("--overwrite", action="store_true", help="覆盖已有的工作簿")
    exporting.set_defaults(run=run_export)

    importing = actions.add_parser(
        "import",
        help="把改好的工作簿写回行业文件夹",
        description="并入了通用部分的工作簿,只写出与通用部分不同的行;其他工作簿照原样写出。每个单元格都保留。",
    )
    importing.add_argument("path", type=Path, metavar="X.xlsx", help="工作簿")
    importing.add_argument("--out", type=Path, required=True, metavar="DIR", help="行业文件夹的位置")
    importing.add_argument("--overwrite", action="store_true", help="替换文件夹里已有的表")
    importing.set_defaults(run=run_import)

    building = actions.add_parser("build", help="检查并制作清单包(未签名)")
    building.add_argument("path", type=Path, metavar="PATH", help="行业文件夹或 .xlsx 工作簿")
    building.add_argument("--out", type=Path, required=True, metavar="FILE", help="清单包的位置")
    building.set_defaults(run=run_build)

    add_benchmarks(actions)


def run_list(args: argparse.Namespace) -> int:
    """The shipped industries, or those at the given paths; core is a part of each and is not listed."""
    industries = tuple(map(_described, args.paths)) if args.paths else workbook.shipped()
    if args.json:
        _print_json(industries)
        return _DONE
    table = Table(box=box.SIMPLE_HEAD)
    for heading in ("清单", "名称", "版本"):
        table.add_column(heading, overflow="fold")
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
        data = workbook.build(workbook.load_checklist(args.path))
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


def run_export(args: argparse.Namespace) -> int:
    """A standalone workbook, written whole; 1 where a sheet cannot be read or another file is in the place."""
    exported = workbook.export_workbook(_checklist_at(args.industry))
    beside = args.out.parent / f"{args.out.stem}-media"
    targets = {args.out: exported.data, **{beside / name: data for name, data in exported.files.items()}}
    taken = [path for path, data in targets.items() if path.exists() and not _holds(path, data)]
    if taken and not args.overwrite:
        return _refuse_taken(taken[0], "请换一个文件名")
    for path, data in targets.items():
        write_file(path, data)
    say(f"已写出工作簿 {args.out}({len(exported.data)} 字节)" + (",已覆盖原有的文件" if taken else ""))
    if exported.files:
        say(f"题目用到的 {len(exported.files)} 个文件在 {beside},请与工作簿放在一起")
    return _DONE


def run_import(args: argparse.Namespace) -> int:
    """The industry's folder, written whole; 1 where the workbook cannot be read or sheets are in the place."""
    imported = workbook.import_workbook(args.path)
    there = workbook.sheet_files(args.out) if args.out.is_dir() else ()
    if there and not args.overwrite:
        return _refuse_taken(args.out, "请换一个文件夹")
    gone = workbook.write_folder(imported.files, args.out)
    say(f"已写入 {args.out}:{'、'.join(imported.files)}" + (",已替换原有的表" if there else ""))
    if gone:
        say(f"工作簿里没有、已从文件夹删去:{'、'.join(gone)}")
    for note in imported.notes:
        say(note)
    say(f"请用 jindiao pack check {args.out} 检查。")
    return _DONE


def _checklist_at(industry: str) -> Path:
    """A shipped industry by its id, else a path: a folder beside that has the id of a shipped one is written ./id."""
    shipped = workbook.INDUSTRIES / industry
    if industry.isidentifier() and shipped.is_dir():
        return shipped
    path = Path(industry)
    if not path.exists():
        message = f"没有编号为“{industry}”的清单,也没有这个文件夹或文件。编号见 jindiao pack list。"
        raise SheetError(industry, (SheetProblem("", 0, "", "no_industry", message),))
    return path


def _holds(path: Path, data: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data


def _refuse_taken(path: Path, instead: str) -> int:
    say(f"{path} 已经存在,没有改动。{instead},或加 --overwrite 替换。")
    return _INPUT


def _described(path: Path) -> workbook.IndustryInfo:
    sheets = workbook.load_checklist(path)
    return workbook.describe(sheets, industry_id=sheets.settings.get("form_id", path.stem))


def _problems_of(path: Path) -> tuple[SheetProblem, ...]:
    """A file that cannot be read as sheets is one more thing that is wrong, told in the same shape."""
    try:
        if path.is_dir() and workbook.holds_parameters(path):
            return workbook.check_bank(path)
        return workbook.check(workbook.load_checklist(path))
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
