"""`jindiao case new / list / show / assess / explain / draw / update / seal / open`: without a window. `case_judging.py`: what people decide."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from checklists.form import Problem
from checklists.model.canonical import plain
from desktop.cli.answers_file import read_answers
from desktop.cli.case_draw import add_draw_parser
from desktop.cli.case_judging import add_judging_parsers
from desktop.cli.case_update import add_update_parser, aside_lines
from desktop.cli.terminal import print_json, say, show, unlocked_services
from desktop.cli.words import CASE_STATES, advice_words, assessment_lines
from desktop.services.answered import answered_sections
from desktop.services.explained import explained_lines
from desktop.services.files import LARGEST_ATTACHMENT, read_file
from desktop.settings import Settings


def add_parser(commands: Any) -> None:
    parser = commands.add_parser("case", help="案件")
    actions = parser.add_subparsers(metavar="ACTION", required=True)

    new = actions.add_parser("new", help="新建案件")
    new.add_argument("--industry", required=True, help="清单编号,见 jindiao pack list")
    new.add_argument("--answers", type=Path, help="答案 JSON:{路径: 值}")
    new.add_argument("--attach", type=Path, nargs="+", action="extend", default=[], help="照片、资料、流水文件")
    new.add_argument("--json", action="store_true")
    new.set_defaults(run=run_new)

    listing = actions.add_parser("list", help="列出案件")
    listing.add_argument("--search", default="", help="客户名或案件号的一部分")
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(run=run_list)

    show = actions.add_parser("show", help="显示案件的答案与缺项")
    show.add_argument("case")
    show.add_argument("--json", action="store_true")
    show.set_defaults(run=run_show)

    assess = actions.add_parser("assess", help="报表、检验、评分、额度与建议")
    assess.add_argument("case")
    assess.add_argument("--json", action="store_true")
    assess.set_defaults(run=run_assess)

    explain = actions.add_parser(
        "explain",
        help="一个数是怎么来的:公式、规则、答案和证据",
        description="路径与 case assess --json 打印的一致,列表里的项用名称,例如 limit.recommended、facts.dscr、"
        "statements.balance_sheet.total_assets.verified、score.indicators.c1_payment_share.points。",
    )
    explain.add_argument("case")
    explain.add_argument("path", metavar="PATH", help="评估结果里的一个数,例如 limit.recommended")
    explain.add_argument("--json", action="store_true")
    explain.set_defaults(run=run_explain)

    add_judging_parsers(actions)
    add_draw_parser(actions)
    add_update_parser(actions)

    seal = actions.add_parser("seal", help="由调查人签名并封存,放入待发箱")
    seal.add_argument("case")
    seal.add_argument("--out", type=Path, required=True, help="封存文件 case.jdc 的位置")
    seal.add_argument("--pdf", type=Path, help="已签名的报告,原样封存(不给则现在生成并签名)")
    seal.set_defaults(run=run_seal)

    opening = actions.add_parser("open", help="用密钥打开封存的案件文件,验证签名与哈希")
    opening.add_argument("file", type=Path)
    opening.add_argument("--identity", type=Path, required=True, help="age 密钥文件")
    opening.add_argument("--out", type=Path, help="把内容解密到这个空文件夹(明文)")
    opening.add_argument("--json", action="store_true")
    opening.set_defaults(run=run_open)


def run_new(args: argparse.Namespace) -> int:
    answers = read_answers(args.answers) if args.answers else {}
    files = [(path.name, read_file(path, most=LARGEST_ATTACHMENT)) for path in args.attach]
    with unlocked_services() as services:
        opened = services.cases.create(args.industry, answers=answers, files=files)
        if args.json:
            print_json({"id": opened.id, "number": opened.case.number})
        else:
            show(opened.id)
            say(f"已建案件 {opened.case.number},完成度 {opened.session.completeness().percent}%")
    return 0


def run_list(args: argparse.Namespace) -> int:
    with unlocked_services() as services:
        cases = services.cases.cases(args.search)
    if args.json:
        print_json(cases)
        return 0
    for case in cases:
        show(f"{case.number}  {CASE_STATES[case.state]}  {case.completeness:3}%  {case.client}")
    if not cases:
        say("还没有案件。用 jindiao case new --industry fmcg_wholesale 新建。")
    return 0


def run_show(args: argparse.Namespace) -> int:
    with unlocked_services() as services:
        opened = services.cases.open(args.case)
        sections = answered_sections(opened.form, opened.session, opened.case.remarks)
        problems = opened.session.problems()
        if args.json:
            print_json({"case": opened.case, "completeness": opened.session.completeness(), "problems": problems})
            return 0
    show(f"{opened.case.number}  {opened.client}", style="bold")
    for section in sections:
        show(f"\n{section.title}", style="bold")
        for item in section.items:
            if item.value:
                show(f"  {item.title}:{item.value}{item.unit}")
    for line in aside_lines(opened.set_aside):
        show(line)
    show_problems(problems)
    return 0


def show_problems(problems: Sequence[Problem]) -> None:
    """What is still open, then what was explained with the reason."""
    still_open = [problem for problem in problems if problem.is_open]
    show(f"\n未完成 {len(still_open)} 项", style="bold")
    for problem in still_open:
        show(f"  {problem.path}:{problem.message}")
    if len(still_open) < len(problems):
        show(f"\n已说明理由 {len(problems) - len(still_open)} 项", style="bold")
    for problem in problems:
        if not problem.is_open:
            show(f"  {problem.path}:{problem.message} 理由:{problem.reason}")


def run_assess(args: argparse.Namespace) -> int:
    with unlocked_services() as services:
        opened = services.cases.open(args.case)
        services.signals.record(opened)
        assessment = opened.reveal()
        is_open = not opened.is_sealed and not services.sees_points
    if args.json:
        document = plain(assessment)
        assert isinstance(document, dict)
        print_json({"case": opened.id, **document, "reasons": list(assessment.decision.reasons)})
        return 0
    for line in assessment_lines(assessment, hides_points=is_open):
        show(line)
    return 0


def run_explain(args: argparse.Namespace) -> int:
    with unlocked_services() as services:
        explained = services.cases.open(args.case).explainer().explain(args.path)
    if args.json:
        print_json(explained)
        return 0
    for line in explained_lines(explained):
        show(line)
    return 0


def run_seal(args: argparse.Namespace) -> int:
    """Each line of the passphrase file is one investigator's; without a file the unlocking person signs alone."""
    settings = Settings.from_environment()
    paper = read_file(args.pdf, most=LARGEST_ATTACHMENT) if args.pdf else None
    with unlocked_services(settings) as services:
        opened = services.cases.open(args.case)
        problems, assessment = opened.session.problems(), opened.reveal()
        doubts = services.sync.doubts(args.case)
        sealed = services.sync.seal(args.case, settings.passphrases(), copy_to=args.out, paper=paper)
    show(f"已封存:{args.out}({sealed.size:,} 字节,SHA-256 {sealed.sha256})")
    for line in advice_words(assessment):
        show(line)
    show_problems(problems)
    for title, figures in doubts:
        say(f"报告正文“{title}”里有对不上的数字:{'、'.join(figures)}")
    return 0


def run_open(args: argparse.Namespace) -> int:
    # Imported here: what is wrong with a file of answers is told before the store, the reports and the network are loaded.
    from desktop.wiring import open_sealed_case

    opened = open_sealed_case(args.file, args.identity, out=args.out)
    if args.json:
        print_json(opened)
        return 0
    show(f"案件 {opened['number']}:签名与哈希全部成立")
    for signer in opened["signed_by"]:
        show(f"  签名:{signer}")
    return 0
