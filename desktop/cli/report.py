"""`jindiao report CASE --pdf X.pdf [--xlsx Y.xlsx]`: the credit report and its workbook."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desktop.cli.terminal import say, show, unlocked_services
from desktop.services.files import write_file
from desktop.services.reports import render_pdf, render_workbook


def add_parser(commands: Any) -> None:
    parser = commands.add_parser("report", help="综合信用报告")
    parser.add_argument("case", help="案件编号")
    parser.add_argument("--pdf", type=Path, required=True, help="报告 PDF 的位置")
    parser.add_argument("--xlsx", type=Path, help="工作簿的位置")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    with unlocked_services() as services:
        material = services.reports.material(args.case)
    paper = render_pdf(material)
    write_file(args.pdf, paper.data)
    show(f"报告:{args.pdf}({paper.pages} 页)")
    for warning in paper.warnings:
        say(warning)
    if args.xlsx:
        write_file(args.xlsx, render_workbook(material))
        show(f"工作簿:{args.xlsx}")
    return 0
