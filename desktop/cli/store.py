"""`jindiao init`: creates the encrypted store and its first user, and prints the recovery words once."""

from __future__ import annotations

import argparse
import getpass
from typing import Any

from desktop.cli.terminal import new_passphrase, print_json, show
from desktop.settings import Settings
from desktop.wiring import create_store


def add_parser(commands: Any) -> None:
    parser = commands.add_parser("init", help="新建加密数据库,显示一次恢复词")
    parser.add_argument("--name", default="", help="第一位用户的姓名(默认:系统登录名)")
    parser.add_argument("--staff-number", default="", help="工号")
    parser.add_argument("--sees-points", action="store_true", help="第一位用户在填写期间也能看得分和权重")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    settings = Settings.from_environment()
    name = args.name or getpass.getuser()
    services, words = create_store(
        settings, name=name, passphrase=new_passphrase(settings), staff_number=args.staff_number
    )
    person = services.person
    if args.sees_points:
        services.let_see_points(person.id, is_first=True)
    services.close()
    if args.json:
        print_json({"home": str(settings.home), "user": person.id, "name": person.name, "recovery_words": list(words)})
        return 0
    show(f"数据库已建好:{settings.store}")
    show(f"用户:{person.name}({person.id})")
    show("\n恢复词(只显示这一次,请抄在纸上,与电脑分开保管):")
    show("  " + " ".join(words) + "\n", style="bold")
    show("忘记口令时,只有这 12 个字能打开数据库。")
    return 0
