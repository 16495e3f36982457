"""`jindiao report CASE --pdf X.pdf [--xlsx Y.xlsx] [--short] [--sign --as USER]`: the credit report, its workbook, and its signatures."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desktop.cli.terminal import say, services_of, show, unlocked_services
from desktop.services.files import LARGEST_ATTACHMENT, read_file, write_file
from desktop.services.reports import render_pdf, render_workbook

_USAGE = 2


def add_parser(commands: Any) -> None:
    parser = commands.add_parser("report", help="综合信用报告")
    parser.add_argument("case", help="案件编号")
    parser.add_argument("--pdf", type=Path, required=True, help="报告 PDF 的位置")
    parser.add_argument("--xlsx", type=Path, help="工作簿的位置")
    parser.add_argument("--short", action="store_true", help="简式报告(两页):新客户首次用信,或预筛派下的现场调查")
    parser.add_argument(
        "--sign", action="store_true", help="由调查人签名;--pdf 处已有签过名的报告时,在上面追加签名,不重新生成"
    )
    parser.add_argument("--as", dest="user", metavar="USER", help="谁签名:用户编号、工号或姓名(默认解锁的那位)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    if args.user and not args.sign:
        say("--as 说的是谁签名,要和 --sign 一起用。")
        return _USAGE
    with services_of(args.user) if args.user else unlocked_services() as services:
        services.cases.open(args.case).reveal()
        material = services.reports.material(args.case, short=args.short)
        if args.sign:
            signed = services.papers.sign(args.case, _signed_before(args.pdf), short=args.short)
    if not args.sign:
        paper = render_pdf(material)
        write_file(args.pdf, paper.data)
        show(f"报告:{args.pdf}({paper.pages} 页)")
        for warning in paper.warnings:
            say(warning)
    else:
        write_file(args.pdf, signed.data)
        show(f"报告:{args.pdf}")
        for signature in signed.signatures:
            show(f"  签名:{signature.name}  证书 SHA-256 {signature.certificate}")
        for warning in signed.warnings:
            say(warning)
    if args.xlsx:
        write_file(args.xlsx, render_workbook(material))
        show(f"工作簿:{args.xlsx}")
    return 0


def _signed_before(path: Path) -> bytes | None:
    """The report that somebody has signed already; None where there is none, or one that nobody signed."""
    from desktop.services.papers import is_signed

    if not path.exists():
        return None
    data = read_file(path, most=LARGEST_ATTACHMENT)
    return data if is_signed(data) else None
