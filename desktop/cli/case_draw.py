"""`jindiao case draw`: the program draws the days whose documents are looked at, or the goods that are counted."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from checklists.model.transactions import SHANGHAI
from desktop.cli.terminal import print_json, say, show, unlocked_services
from desktop.services.draws import draw_documents, draw_stock
from desktop.services.files import read_file

_LARGEST_LIST = 16 * 1024 * 1024


def add_draw_parser(actions: Any) -> None:
    draw = actions.add_parser("draw", help="随机抽样:由程序抽单据日期,或从客户的存货清单抽点货品种")
    draw.add_argument("case")
    what = draw.add_mutually_exclusive_group(required=True)
    what.add_argument("--days", action="store_true", help="抽单据日期,填入抽样日清单")
    what.add_argument("--stock", type=Path, help="客户的存货清单(CSV、XLSX:品名、数量、进价),抽出的品种填入点货单")
    draw.add_argument("--again", default="", metavar="REASON", help="重抽的理由,留痕")
    draw.add_argument("--json", action="store_true")
    draw.set_defaults(run=run_draw)


def run_draw(args: argparse.Namespace) -> int:
    data = read_file(args.stock, most=_LARGEST_LIST) if args.stock else b""
    with unlocked_services() as services:
        opened = services.cases.open(args.case)
        if args.days:
            today = datetime.now(UTC).astimezone(SHANGHAI).date()
            drawn = draw_documents(opened, today=today, reason=args.again)
        else:
            drawn = draw_stock(opened, name=args.stock.name, data=data, reason=args.again)
    if args.json:
        print_json({"number": drawn.number, "seed": drawn.seed, "days": drawn.days, "goods": drawn.goods})
        return 0
    for day in drawn.days:
        show(day.isoformat())
    for name in drawn.goods:
        show(name)
    say(drawn.words)
    return 0
