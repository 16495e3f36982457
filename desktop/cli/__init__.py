"""`jindiao COMMAND`: the services without a window, and without Qt. One module a command; names and JSON keys are a contract."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from checklists.model.errors import ChecklistError
from desktop.cli import calc, case, demo, pack, report, statement, store, sync, user
from desktop.crash import guarded
from desktop.messages import PassphraseMissing, PassphrasesDiffer, message_for
from desktop.settings import Settings
from reports.errors import ReportError
from sync.errors import SyncError

COMMANDS = (demo, store, user, pack, calc, statement, case, report, sync)


def build_parser() -> argparse.ArgumentParser:
    """The whole command line. Each module registers its commands and sets ``run`` to a function of the parsed arguments."""
    parser = argparse.ArgumentParser(prog="jindiao", description="尽调:离线尽职调查工作台。不带命令时打开窗口。")
    commands = parser.add_subparsers(title="命令", metavar="COMMAND", required=True)
    for module in COMMANDS:
        module.add_parser(commands)
    return parser


def main(argv: Sequence[str]) -> int:
    """Run one command. 0 done, 1 the input is at fault, 2 wrong usage, 3 the environment; never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")  # Chinese, whatever the console's locale
    args = build_parser().parse_args(argv)
    return guarded(lambda: _run(args), Settings.from_environment().crash_reports, _tell_of_crash)


def _run(args: argparse.Namespace) -> int:
    run: Callable[[argparse.Namespace], int] = args.run
    try:
        return run(args)
    except (ChecklistError, ReportError, SyncError, PassphraseMissing, PassphrasesDiffer, OSError) as error:
        message = message_for(error)
        sys.stderr.write("\n".join((message.text, *(f"  {detail}" for detail in message.details))) + "\n")
        if message.hint:
            sys.stderr.write(f"{message.hint}\n")
        return message.exit_status
    except KeyboardInterrupt:
        sys.stderr.write("已中断,已确认保存的内容不受影响。\n")
        return 130


def _tell_of_crash(report: Path | None) -> int:
    where = f"崩溃报告(不含案件内容):{report}" if report else "崩溃报告无法写入。"
    sys.stderr.write(f"程序出现内部错误,已确认保存的内容不受影响。\n{where}\n请把崩溃报告交给技术支持。\n")
    return 3
