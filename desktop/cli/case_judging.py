"""`jindiao case answer / check / grade / confirm`: answers that follow, and what people decide on a case."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checklists.model.assessment import Advice, CrossCheck
from checklists.model.canonical import plain
from checklists.model.records import EXCEPTION, EXPLANATION, FIRST
from desktop.cli.answers_file import read_answers
from desktop.cli.terminal import print_json, say, show, unlocked_services
from desktop.cli.words import VERDICTS, advice_words, rate_words

if TYPE_CHECKING:
    from desktop.services.cases import OpenCase
    from desktop.wiring import Services
    from reports.chapters.material import InputChange, Recorded

_CONCLUSIONS = [advice.value for advice in Advice if advice is not Advice.WITHHELD]


def add_judging_parsers(actions: Any) -> None:
    _add_answer(actions)
    _add_check(actions)
    _add_grade(actions)
    _add_confirm(actions)


def _add_answer(actions: Any) -> None:
    answer = actions.add_parser("answer", help="补答或改答", description="结果已显示过的检验,改动它的输入须写理由。")
    answer.add_argument("case", metavar="CASE", help="案件编号")
    answer.add_argument("--answers", type=Path, required=True, help="答案 JSON:{路径: 值},空文本为删去")
    answer.add_argument("--reason", default="", help="为什么改、凭什么改")
    answer.add_argument("--json", action="store_true", help="输出 JSON")
    answer.set_defaults(run=run_answer)


def _add_check(actions: Any) -> None:
    check = actions.add_parser("check", help="交叉验证:首次与最终结果、说明、上级例外")
    verbs = check.add_subparsers(metavar="VERB", required=True)
    listing = verbs.add_parser("list", help="列出各项检验的首次与最终结果、其间的改动")
    explain = verbs.add_parser("explain", help="说明一项偏差的原因和证据;空文本为撤回")
    override = verbs.add_parser("override", help="记下上级对一项不通过的检验准予例外,只对现在的数字有效")
    withdraw = verbs.add_parser("withdraw", help="撤回上级例外")
    for parser in (listing, explain, override, withdraw):
        parser.add_argument("case", metavar="CASE", help="案件编号")
    for parser in (explain, override, withdraw):
        parser.add_argument("name", metavar="NAME", help="检验的名称,如 equity_check")
    explain.add_argument("text", metavar="TEXT", help="原因和证据")
    override.add_argument("--superior", required=True, help="准予例外的上级姓名")
    override.add_argument("--position", required=True, help="上级职务")
    override.add_argument("--reason", required=True, help="理由")
    for parser, run in (
        (listing, run_check_list),
        (explain, run_check_explain),
        (override, run_check_override),
        (withdraw, run_check_withdraw),
    ):
        parser.add_argument("--json", action="store_true", help="输出 JSON")
        parser.set_defaults(run=run)


def _add_grade(actions: Any) -> None:
    grade = actions.add_parser(
        "grade",
        help="人工调整等级",
        description="下调写明理由和两个人即可;上调须由清单规定的有权人决定,不越过封顶,也不解除否决。",
    )
    grade.add_argument("case", metavar="CASE", help="案件编号")
    grade.add_argument("--notches", type=int, help="调几级:-1 下调一级,1 上调一级")
    grade.add_argument("--authority", default="", help="上调的权限名称,如 branch_head")
    grade.add_argument("--decided-by", default="", help="决定人姓名")
    grade.add_argument("--second", default="", help="复核人姓名,不能是决定人自己")
    grade.add_argument("--reason", default="", help="理由")
    grade.add_argument("--withdraw", action="store_true", help="撤回人工调整")
    grade.add_argument("--json", action="store_true", help="输出 JSON")
    grade.set_defaults(run=run_grade)


def _add_confirm(actions: Any) -> None:
    confirm = actions.add_parser("confirm", help="人工结论:程序只出建议,结论由人来下")
    confirm.add_argument("case", metavar="CASE", help="案件编号")
    confirm.add_argument("--conclusion", choices=_CONCLUSIONS, help="结论;不写即同意程序的建议")
    confirm.add_argument("--amount", help="同意的金额,单位元;不写即程序的建议金额")
    confirm.add_argument("--reason", default="", help="理由")
    confirm.add_argument("--withdraw", action="store_true", help="撤回人工结论")
    confirm.add_argument("--json", action="store_true", help="输出 JSON")
    confirm.set_defaults(run=run_confirm)


def run_answer(args: argparse.Namespace) -> int:
    answers = read_answers(args.answers)
    with unlocked_services() as services:
        opened = services.cases.open(args.case)
        opened.give_reason(args.reason)
        opened.fill(answers)
        opened.reveal()
        percent = opened.session.completeness().percent
    if args.json:
        print_json({"id": opened.id, "number": opened.case.number, "completeness": percent})
    else:
        say(f"已答 {len(answers)} 项,完成度 {percent}%")
    return 0


def run_check_list(args: argparse.Namespace) -> int:
    with unlocked_services() as services:
        opened = services.cases.open(args.case)
        checks = opened.reveal().cross_checks
        written, changes = _trail(services, opened)
    if args.json:
        print_json([_check_document(check, written, changes.get(check.name, ())) for check in checks])
        return 0
    for check in checks:
        for line in _check_lines(check, written, changes.get(check.name, ())):
            show(line)
    return 0


def run_check_explain(args: argparse.Namespace) -> int:
    with unlocked_services() as services:
        opened = services.cases.open(args.case)
        check = opened.judging.explain_check(args.name, args.text)
    return _told(args, {"check": check.name, "explanation": args.text.strip()}, f"已记下对“{check.label}”的说明。")


def run_check_override(args: argparse.Namespace) -> int:
    with unlocked_services() as services:
        opened = services.cases.open(args.case)
        leave = opened.judging.except_check(
            args.name, superior=args.superior, position=args.position, reason=args.reason
        )
    return _told(args, {"check": args.name, "exception": leave}, "已记下上级例外;检验的数字一变,例外即失效。")


def run_check_withdraw(args: argparse.Namespace) -> int:
    with unlocked_services() as services:
        services.cases.open(args.case).judging.withdraw_exception(args.name)
    return _told(args, {"check": args.name, "exception": None}, "已撤回上级例外。")


def run_grade(args: argparse.Namespace) -> int:
    with unlocked_services() as services:
        opened = services.cases.open(args.case)
        if args.withdraw:
            opened.judging.withdraw_override()
        elif args.notches is not None:
            opened.judging.override_grade(
                args.notches,
                authority=args.authority,
                decided_by=args.decided_by,
                second=args.second,
                reason=args.reason,
            )
        grading = opened.reveal().grading
    words = f"等级:按方法 {grading.by_method or '未定'},人工调整后 {grading.grade or '未定'}"
    return _told(args, grading, f"{words}{f'(调整不起作用:{grading.lapsed})' if grading.lapsed else ''}")


def run_confirm(args: argparse.Namespace) -> int:
    with unlocked_services() as services:
        opened = services.cases.open(args.case)
        if args.withdraw:
            opened.judging.withdraw_confirmation()
        elif args.reason or args.conclusion or args.amount:
            advised = opened.reveal().decision
            conclusion = Advice(args.conclusion) if args.conclusion else advised.advice
            amount = advised.amount if args.amount is None else _amount(args.amount)
            opened.judging.confirm(conclusion, amount=amount, reason=args.reason)
        assessment = opened.reveal()
    document = {
        "advice": {"advice": assessment.decision.advice, "amount": assessment.decision.amount},
        "confirmation": assessment.confirmation,
        "is_current": assessment.is_confirmed,
    }
    return _told(args, document, "\n".join(advice_words(assessment)))


def _amount(text: str) -> Decimal | None:
    """What was typed as yuan; None, which an agreement does not take, where it is no figure."""
    try:
        amount = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None


def _told(args: argparse.Namespace, document: Any, words: str) -> int:
    if args.json:
        print_json(document)
    else:
        show(words)
    return 0


def _trail(
    services: Services, opened: OpenCase
) -> tuple[Mapping[str, Recorded], Mapping[str, tuple[InputChange, ...]]]:
    from desktop.services.recorded import input_changes, recorded

    case, history = opened.case, services.store.history(opened.id)
    changes = input_changes(case, history, checklist=opened.checklist, form=opened.form, session=opened.session)
    return recorded(case, history), changes


def _check_document(
    check: CrossCheck, written: Mapping[str, Recorded], changes: tuple[InputChange, ...]
) -> dict[str, Any]:
    """The check with where each of its records stands in the audit trail."""

    def with_trail(record: Any, subject: str) -> Any:
        if record is None or subject not in written:
            return record
        document = plain(record) if not isinstance(record, str) else {"text": record}
        assert isinstance(document, dict)
        return {**document, "recorded": written[subject]}

    return {
        "name": check.name,
        "label": check.label,
        "verdict": check.verdict,
        "expected": check.expected,
        "actual": check.actual,
        "rate": check.rate,
        "missing": check.missing,
        "first": with_trail(check.first, f"{FIRST}{check.name}"),
        "changes": changes,
        "explanation": with_trail(check.remark or None, f"{EXPLANATION}{check.name}"),
        "exception": with_trail(check.exception, f"{EXCEPTION}{check.name}"),
        "is_excepted": check.is_excepted,
    }


def _check_lines(check: CrossCheck, written: Mapping[str, Recorded], changes: tuple[InputChange, ...]) -> Iterator[str]:
    yield f"{check.name}  {check.label}:{VERDICTS[check.verdict]}{rate_words(check.rate)}"
    if check.first is not None and changes:
        at = written.get(f"{FIRST}{check.name}")
        where = f"(第 {at.line} 条,{at.by})" if at is not None else ""
        yield f"    首次:{VERDICTS[check.first.verdict]}{rate_words(check.first.rate)}{where}"
        for each in changes:
            yield f"    第 {each.line} 条 {each.title}:{each.before or '(空)'} → {each.after or '(空)'},{each.by},理由:{each.reason}"
    if check.remark:
        yield f"    说明:{check.remark}"
    if check.exception is not None:
        leave = check.exception
        lapsed = "" if check.is_excepted else "(检验已变,例外失效)"
        yield f"    上级例外{lapsed}:{leave.position}{leave.superior},理由:{leave.reason}"
