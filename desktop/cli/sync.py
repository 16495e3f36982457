"""`jindiao enrol` and `jindiao sync`: this laptop and head office."""

from __future__ import annotations

import argparse
from typing import Any

from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

from desktop.cli.terminal import STDERR, print_json, show, unlocked_services


def add_parser(commands: Any) -> None:
    enrol = commands.add_parser("enrol", help="用一次性登记码在总行登记本机")
    enrol.add_argument("--server", required=True, metavar="URL", help="总行地址(https://…)")
    enrol.add_argument("--code", required=True, help="总行发的一次性登记码")
    enrol.set_defaults(run=run_enrol)
    sync = commands.add_parser("sync", help="与总行同步一次")
    sync.add_argument("--json", action="store_true", help="以 JSON 输出")
    sync.set_defaults(run=run_sync)


def run_enrol(args: argparse.Namespace) -> int:
    with unlocked_services() as services:
        services.sync.enrol(args.server, args.code)
        state = services.sync.state()
    show(f"已登记:{state.office_url}(设备 {state.device_id[:16]})")
    return 0


def run_sync(args: argparse.Namespace) -> int:
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
    with unlocked_services() as services, Progress(*columns, console=STDERR, transient=True) as bars:
        bar = bars.add_task("同步", total=None)
        result = services.sync.sync(lambda done, total: bars.update(bar, completed=done, total=total))
    if args.json:
        print_json(result)
        return 0
    for receipt in result.receipts:
        show(f"已送达:{receipt.sha256}(回执 {receipt.index})")
    if not result.receipts:
        show("没有待发的案件。")
    return 0
