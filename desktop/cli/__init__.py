"""`jindiao COMMAND`: the services without a window, and without Qt. One module a command; names and JSON keys are a contract."""

from __future__ import annotations

import argparse
import contextlib
import importlib
import io
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from checklists.model.errors import ChecklistError
from checklists.model.text import is_writable, printable
from desktop.crash import guarded
from desktop.messages import PassphraseMissing, PassphrasesDiffer, message_for
from desktop.settings import Settings
from reports.errors import ReportError
from sync.errors import SyncError

COMMANDS = {
    "demo": "demo", "init": "store", "user": "user", "pack": "pack", "calc": "calc", "form": "form", "statement": "statement",
    "case": "case", "report": "report", "enrol": "sync", "sync": "sync", "bench": "bench",
}  # fmt: skip
"""Each command's word and the module of this folder that has it. Only that one is loaded: the store, the reports and the network
take a second, which who asks whether a sheet is in order need not wait for."""

_USAGE = 2
_LONGEST_DETAIL = 500


def build_parser(word: str = "") -> argparse.ArgumentParser:
    """The command line of one command, or of all. A module registers its commands and sets ``run`` to a function of the arguments."""
    parser = argparse.ArgumentParser(prog="jindiao", description="尽调:离线尽职调查工作台。不带命令时打开窗口。")
    commands = parser.add_subparsers(title="命令", metavar="COMMAND", required=True)
    modules = [COMMANDS[word]] if word in COMMANDS else dict.fromkeys(COMMANDS.values())
    for module in modules:
        importlib.import_module(f"desktop.cli.{module}").add_parser(commands)
    return parser


def main(argv: Sequence[str]) -> int:
    """Run one command. 0 done, 1 the input is at fault, 2 wrong usage, 3 the environment; never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Chinese, whatever the console's locale; half a character, which a file name may hold, is spelt out.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if not all(is_writable(argument) for argument in argv):
        sys.stderr.write("命令行里有过长的内容、控制字符或不是 UTF-8 的文件名,请改正(文件请改名)后重试。\n")
        return _USAGE
    args = build_parser(argv[0] if argv else "").parse_args(argv)
    return guarded(lambda: _run(args), Settings.from_environment().crash_reports, _tell_of_crash)


def _run(args: argparse.Namespace) -> int:
    run: Callable[[argparse.Namespace], int] = args.run
    try:
        return _flushed(run(args))
    except BrokenPipeError:
        return _unread()
    except SystemExit as stopped:  # rich's own way to say the same
        if isinstance(stopped.__context__, BrokenPipeError):
            return _unread()
        raise
    except (ChecklistError, ReportError, SyncError, PassphraseMissing, PassphrasesDiffer, OSError) as error:
        message = message_for(error)
        lines = (message.text, *(f"  {_cut(detail)}" for detail in message.details), message.hint)
        sys.stderr.write("".join(f"{printable(line)}\n" for line in lines if line))
        _drop_what_cannot_be_written()
        return message.exit_status
    except KeyboardInterrupt:
        sys.stderr.write("已中断,已确认保存的内容不受影响。\n")
        return 130


def _flushed(status: int) -> int:
    """What a full disk or a closed pipe has to say, it says here and not when the interpreter ends."""
    sys.stdout.flush()
    return status


def _cut(detail: str) -> str:
    """A line that a person can read, whatever a stranger's key or path holds."""
    return detail if len(detail) <= _LONGEST_DETAIL else f"{detail[:_LONGEST_DETAIL]}…"


def _unread() -> int:
    """Whoever read our output has read enough (``| head``): no fault, and nothing more to say when the interpreter ends."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _drop_what_cannot_be_written() -> None:
    """Output that found no room was spoken of; the interpreter must not stumble over it again when it ends."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        _unread()


def _tell_of_crash(report: Path | None) -> int:
    where = f"崩溃报告(不含案件内容):{report}" if report else "崩溃报告无法写入。"
    sys.stderr.write(f"程序出现内部错误,已确认保存的内容不受影响。\n{where}\n请把崩溃报告交给技术支持。\n")
    return 3
