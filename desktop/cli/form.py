"""`jindiao form eval / xpath`: the form engine by itself, over any XLSForm or XForm, and single expressions line by line.

Nothing is kept: a form is opened, steps are taken, and what the form says then is printed.
"""

from __future__ import annotations

import argparse
import uuid
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from rich import box
from rich.table import Table
from rich.text import Text

from checklists import workbook
from checklists.form import Form, FormSession
from checklists.form.external import ENDINGS
from checklists.model.text import printable
from desktop.cli import xpath_lines
from desktop.cli.form_steps import LARGEST, read_steps, take_steps
from desktop.cli.terminal import STDOUT, print_json, say
from desktop.services.files import read_file

_DONE = 0
_PROBLEM = ("path", "kind", "message", "severity")


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("form", help="表单:试填 XLSForm 或 XForm,计算表达式")
    actions = parser.add_subparsers(metavar="ACTION", required=True)

    evaluating = actions.add_parser("eval", help="打开表单,按步骤填写,输出各项的值、是否适用与问题")
    evaluating.add_argument("form", type=Path, metavar="FORM", help="XLSForm(.xlsx)或 XForm(.xml)")
    evaluating.add_argument(
        "--steps", type=Path, metavar="STEPS.json", help="步骤:set、add_repeat、remove_repeat 的列表"
    )
    evaluating.add_argument("--json", action="store_true", help="输出 JSON")
    evaluating.set_defaults(run=run_eval)

    answering = actions.add_parser("xpath", help="逐行读 JSON 里的表达式,逐行输出结果")
    answering.add_argument("--json", action="store_true", required=True, help="输出 JSON,每行一个")
    answering.set_defaults(run=xpath_lines.run)


def run_eval(args: argparse.Namespace) -> int:
    """Prints what the form says after the steps; 0 also where answers break its rules. ChecklistError, OSError escape."""
    steps = read_steps(read_file(args.steps, most=LARGEST), args.steps.name) if args.steps else ()
    session = FormSession(
        open_form(args.form), now=lambda: datetime.now().astimezone(), new_id=lambda: str(uuid.uuid4())
    )
    take_steps(session, steps)
    document = state_of(session)
    if args.json:
        print_json(document)
    else:
        _print_page(document)
    return _DONE


def open_form(path: Path) -> Form:
    """The form of an XLSForm workbook or an XForm, with the data files that lie beside it. ChecklistError, OSError escape."""
    if path.suffix.lower() == ".xml":
        xform = read_file(path, most=LARGEST)
    else:
        xform = workbook.xform_of(workbook.load_workbook(path))
    return Form.from_xform(xform, files=FilesBeside(path))


def state_of(session: FormSession) -> dict[str, Any]:
    """Values of leaves, relevance of everything below the root, and what is wrong, by instance path."""
    root = session.tree
    return {
        "values": session.values(),
        "relevant": {node.path: node.relevant for node in root.walk() if node is not root},
        "problems": [{key: getattr(problem, key) for key in _PROBLEM} for problem in session.problems()],
    }


class FilesBeside(Mapping[str, bytes]):
    """The data files in a form's own folder, in ``media`` and in ``NAME-media`` there; read when they are asked for."""

    def __init__(self, form: Path) -> None:
        self._folders = (form.parent, form.with_name("media"), form.with_name(f"{form.stem}-media"))

    def __getitem__(self, name: str) -> bytes:
        file = self._find(name)
        if file is None:
            raise KeyError(name)
        return read_file(file, most=LARGEST)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self._find(name) is not None

    def __iter__(self) -> Iterator[str]:
        found = {file.name for folder in self._folders if folder.is_dir() for file in folder.iterdir()}
        return iter(sorted(name for name in found if name in self))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _find(self, name: str) -> Path | None:
        if Path(name).name != name or not name.lower().endswith(ENDINGS):
            return None
        return next((folder / name for folder in self._folders if (folder / name).is_file()), None)


def _print_page(document: dict[str, Any]) -> None:
    """The same for a person: every place with its value, those that do not apply dimmed, then what is wrong."""
    table = Table(box=box.SIMPLE_HEAD)
    for heading in ("位置", "值", "适用"):
        table.add_column(heading, overflow="fold")
    values = document["values"]
    for path, relevant in document["relevant"].items():
        cells = (path, values.get(path, ""), "是" if relevant else "否")
        table.add_row(*(Text(printable(cell)) for cell in cells), style="" if relevant else "dim")
    STDOUT.print(table)
    for problem in document["problems"]:
        style = "red" if problem["severity"] == "error" else "yellow"
        STDOUT.print(Text(printable(f"{problem['path']}:{problem['message']}"), style=style), soft_wrap=True)
    say(f"有 {len(document['problems'])} 处问题。" if document["problems"] else "没有发现问题。")
