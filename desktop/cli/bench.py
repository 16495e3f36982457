"""`jindiao bench NAME`: one of the project's own measurements, as a table or as JSON with flat keys, in milliseconds."""

from __future__ import annotations

import argparse
import math
import os
import platform
import sys
from decimal import Decimal

from rich import box
from rich.table import Table

from desktop.bench import BENCHES, Figure, Measurement
from desktop.cli.terminal import STDERR, STDOUT, print_json, say

_DONE, _USAGE = 0, 2


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("bench", help="测量:本机上各项操作要等多久(毫秒)")
    parser.add_argument("name", metavar="NAME", help=f"要测量的项目:{'、'.join(BENCHES)}")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Prints the medians; a name that is not measured is refused with those that are."""
    measure = BENCHES.get(args.name)
    if measure is None:
        say(f"没有名为“{args.name[:40]}”的测量项目,可以测量的有:{'、'.join(BENCHES)}。")
        return _USAGE
    with STDERR.status("准备测量") as status:
        found = measure(lambda what: status.update(what))
    if args.json:
        print_json({figure.key: _rounded(figure.value) for figure in found.figures})
    else:
        STDOUT.print(_table(found))
        STDOUT.print(_machine(), style="dim", highlight=False)
    return _DONE


def _table(found: Measurement) -> Table:
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("等待(毫秒)")
    for heading in ("中位数", "最好", "要求不超过"):
        table.add_column(heading, justify="right")
    for figure in (*found.figures, *found.beside):
        bar = "" if figure.at_most is None else str(_rounded(figure.at_most))
        shown = ("—" if math.isnan(value) else str(_rounded(value)) for value in (figure.value, figure.best))
        table.add_row(figure.label, *shown, bar, style=_style(figure))
    return table


def _style(figure: Figure) -> str:
    if figure.at_most is None or math.isnan(figure.value):
        return "dim"
    return "" if figure.value <= figure.at_most else "red"


def _rounded(milliseconds: float) -> Decimal | None:
    """Three digits say all that a measurement knows; null is what could not be measured here."""
    if math.isnan(milliseconds):
        return None
    return Decimal(f"{milliseconds:.3g}") if milliseconds < 100 else Decimal(round(milliseconds))


def _machine() -> str:
    load = f",此刻负载 {os.getloadavg()[0]:.1f}" if sys.platform != "win32" else ""
    return f"{platform.system()} {platform.machine()},{os.cpu_count()} 核,Python {platform.python_version()}{load}"
