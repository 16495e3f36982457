"""``jindiao-office``: head office from the command line.

Exit status: 0 done; 1 the input is at fault; 2 wrong usage; 3 the environment (disk, address, register). Never a traceback.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path

from checklists.model.text import is_writable, printable
from sync.errors import OfficeDamaged, SyncError
from sync.headoffice import commands
from sync.headoffice.sentences import sentence_for


def main(argv: Sequence[str] | None = None) -> int:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # Chinese, whatever the console's locale
    if not all(is_writable(argument) for argument in (sys.argv[1:] if argv is None else argv)):
        return _fail("命令行里有过长的内容、控制字符或不是 UTF-8 的文件名，请改正（文件请改名）后重试", 2)
    args = _parser().parse_args(argv)
    try:
        return _flushed(int(args.run(args)))
    except OfficeDamaged as error:
        return _fail(sentence_for(error), 3)
    except SyncError as error:
        return _fail(sentence_for(error), 1)
    except BrokenPipeError:
        # Whoever read our output has read enough; nothing more is to be said when the interpreter ends.
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except FileNotFoundError as error:
        return _fail(f"找不到 {error.filename}", 1)
    except OSError as error:
        return _fail(f"系统不允许：{error.strerror or error}{f'（{error.filename}）' if error.filename else ''}", 3)
    except sqlite3.Error as error:
        return _fail(f"登记簿打不开或正被占用（{error}），请稍后再试，或从备份恢复", 3)


def _flushed(status: int) -> int:
    """What a full disk or a closed pipe has to say, it says here and not when the interpreter ends."""
    sys.stdout.flush()
    return status


def _fail(sentence: str, status: int) -> int:
    sys.stderr.write(printable(sentence) + "\n")
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="jindiao-office", description="尽调 总行端：收件、存档、开卷复核")
    verbs = parser.add_subparsers(required=True, metavar="命令")

    init = _verb(verbs, "init", commands.init, "建立总行文件夹，生成密钥")
    init.add_argument("--identity", type=Path, metavar="FILE", help="总行私钥写到哪里（默认在文件夹旁边）")
    _json(init)

    serve = _verb(verbs, "serve", commands.serve, "运行收件服务")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=_port, default=8470, help="0 表示任取一个空闲端口")

    device = verbs.add_parser("device", help="设备").add_subparsers(required=True, metavar="命令")
    invite = _verb(device, "invite", commands.device_invite, "为一台设备开一次性注册码")
    invite.add_argument("--name", required=True, type=_name, help="设备名称")
    invite.add_argument("--branch", required=True, type=_name, help="所属支行")
    _json(invite)
    _json(_verb(device, "list", commands.device_list, "列出设备与登记的调查人员"))
    revoke = _verb(device, "revoke", commands.device_revoke, "吊销设备")
    revoke.add_argument("device", metavar="DEVICE", help="设备名称、编号或编号开头")

    case = verbs.add_parser("case", help="案件").add_subparsers(required=True, metavar="命令")
    _json(_verb(case, "list", commands.case_list, "列出收到的案件"))
    opening = _verb(case, "open", commands.case_open, "用总行私钥开卷，核对签名、哈希、留痕并重算评分")
    opening.add_argument("case", metavar="CASE", help="案件编号或其开头")
    opening.add_argument("--out", required=True, type=Path, metavar="FOLDER", help="明文写到哪个空文件夹")
    opening.add_argument(
        "--identity", type=Path, metavar="KEYFILE", help="总行或托管私钥文件（默认在总行文件夹旁边找）"
    )
    opening.add_argument(
        "--cosign", action="store_true", help="全部核对无误时，以总行密钥在报告上会签，另存为 report-cosigned.pdf"
    )
    _json(opening)

    verify = _verb(verbs, "verify", commands.verify_office, "核对整个总行文件夹")
    verify.add_argument("--identity", type=Path, metavar="KEY", help="给出私钥则连内层一并核对")
    _json(verify)
    return parser


def _verb(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: object,
    text: str,
) -> argparse.ArgumentParser:
    parser = verbs.add_parser(name, help=text, description=text)
    parser.add_argument("dir", type=Path, metavar="DIR", help="总行文件夹")
    parser.set_defaults(run=run)
    return parser


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="只输出一个 JSON 文档")


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65_535:
        raise ValueError(text)
    return port


def _name(text: str) -> str:
    if not text.strip() or len(text) > 100:
        raise ValueError(text)
    return text.strip()


if __name__ == "__main__":
    sys.exit(main())
