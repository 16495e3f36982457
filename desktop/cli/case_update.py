"""`jindiao case update CASE [--check] [--undo] --json`: a draft moves to the newest version of its checklist, and back."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from checklists.model.case import SetAside
from desktop.cli.terminal import print_json, say, show, unlocked_services
from desktop.services.earlier import shown_of
from desktop.services.words import SET_ASIDE

if TYPE_CHECKING:
    from checklists.form.differences import Noted
    from desktop.services.versions import Plan

_HELP = (
    "把填写中的案件更新到本机最新版本的清单:答案按路径沿用,位置变了的按题名沿用;不再问的和要重新回答的原样保留,"
    "可以查看、可以撤销,直到封存。"
)


def add_update_parser(actions: Any) -> None:
    update = actions.add_parser("update", help="更新到新版清单,或撤销更新", description=_HELP)
    update.add_argument("case", metavar="CASE", help="案件编号")
    update.add_argument("--check", action="store_true", help="只列出变化,什么也不做")
    update.add_argument("--undo", action="store_true", help="撤销上一次更新;此后新答的内容一并保留")
    update.add_argument("--json", action="store_true", help="输出 JSON")
    update.set_defaults(run=run_update)


def run_update(args: argparse.Namespace) -> int:
    with unlocked_services() as services:
        versions = services.cases.versions
        opened = services.cases.open(args.case)
        plan = versions.plan_undo(opened) if args.undo else versions.plan(opened)
        if plan is not None and not args.check:
            versions.make(plan, opened)
    is_done = plan is not None and not args.check
    if args.json:
        print_json(_document(opened.id, plan, is_done=is_done))
    elif plan is None:
        say("没有可以撤销的更新。" if args.undo else "案件已经在用最新版本的清单。")
    else:
        for line in _lines(plan, is_done=is_done):
            show(line)
    return 0


def aside_lines(items: Sequence[SetAside]) -> Iterator[str]:
    """What a case that moved to a newer checklist holds beside it."""
    if items:
        yield ""
    yield from _set_aside("不再问的回答", items)


def _document(case_id: str, plan: Plan | None, *, is_done: bool) -> dict[str, Any]:
    if plan is None:
        return {"case": case_id, "available": False, "done": False}
    found = plan.differences
    return {
        "case": case_id,
        "available": True,
        "done": is_done,
        "undo": plan.is_undo,
        "from": plan.current,
        "to": plan.target,
        "carried": found.carried,
        "moved": found.relocated,
        "no_longer_asked": found.no_longer_asked,
        "asked_again": found.asked_again,
        "returned": found.returned,
        "new_required": found.required,
        "new_questions": found.added,
        "reworded": found.reworded,
        "against_new_rules": found.broken,
    }


def _lines(plan: Plan, *, is_done: bool) -> Iterator[str]:
    found = plan.differences
    verb = ("已撤销更新" if is_done else "撤销更新") if plan.is_undo else ("已更新" if is_done else "可以更新")
    yield f"{verb}:{plan.target.title} {plan.current.version} → {plan.target.version}"
    yield f"沿用 {found.carried} 项"
    yield from _set_aside("不再问,原答保留", found.no_longer_asked)
    yield from _set_aside("要重新回答,原答保留", found.asked_again)
    yield from _set_aside("重新问到,原答放回", found.returned)
    yield from _noted("新的必填", found.required)
    yield from _noted("换了位置", found.relocated)
    yield from _noted("说法有改动", found.reworded)
    yield from _noted("不合新的规则", found.broken)
    yield f"新问题共 {len(found.added)} 项"


def _set_aside(heading: str, items: Sequence[SetAside]) -> Iterator[str]:
    if items:
        yield f"{heading} {len(items)} 项"
    for item in items:
        yield f"  {item.title}:{shown_of(item) or '(只有备注或附件)'}({SET_ASIDE[item.reason]})"


def _noted(heading: str, items: Sequence[Noted]) -> Iterator[str]:
    if items:
        yield f"{heading} {len(items)} 项"
    for item in items:
        yield f"  {item.title}:{item.words}" if item.words else f"  {item.title}"
