"""`jindiao user add / list / lock`: the people on this laptop, each with keys of their own."""

from __future__ import annotations

import argparse
from typing import Any

from checklists.model.errors import PermissionMissing
from desktop.cli.terminal import new_passphrase, passphrase_for, print_json, show, unlocked_services
from desktop.settings import Settings
from desktop.wiring import keyring_of


def add_parser(commands: Any) -> None:
    parser = commands.add_parser("user", help="本机用户")
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    add = actions.add_parser("add", help="增加一位用户(先用已有口令解锁)")
    add.add_argument("name", help="姓名")
    add.add_argument("--staff-number", default="", help="工号")
    add.add_argument("--sees-points", action="store_true", help="填写期间也能看得分和权重(解锁的用户本人须有这项权限)")
    add.set_defaults(run=run_add)
    listing = actions.add_parser("list", help="列出用户")
    listing.add_argument("--json", action="store_true", help="以 JSON 输出")
    listing.set_defaults(run=run_list)
    lock = actions.add_parser("lock", help="停用一位用户:不能再解锁或签名,以往签名仍有效")
    lock.add_argument("user", help="用户编号")
    lock.set_defaults(run=run_lock)


def run_add(args: argparse.Namespace) -> int:
    """The passphrase file's first line unlocks, its second is the new user's; without a file both are asked for."""
    settings = Settings.from_environment()
    if args.sees_points:
        return _add_who_sees_points(args, settings)
    keyring = keyring_of(settings)
    unlocked = keyring.unlock(passphrase_for(settings, "已有用户的口令:"))
    try:
        person = keyring.add_user(
            unlocked,
            args.name,
            new_passphrase(settings, line=1, prompt="新用户的口令(至少 8 个字符):"),
            staff_number=args.staff_number,
        )
    finally:
        unlocked.forget()
    show(f"已增加用户:{person.name}({person.id})")
    return 0


def _add_who_sees_points(args: argparse.Namespace, settings: Settings) -> int:
    """The permission is kept in the store, which only a passphrase opens; it is refused before anybody is added."""
    with unlocked_services(settings) as services:
        if not services.sees_points:
            raise PermissionMissing("points")
        passphrase = new_passphrase(settings, line=1, prompt="新用户的口令(至少 8 个字符):")
        person = services.sync.add_person(args.name, passphrase, staff_number=args.staff_number)
        services.let_see_points(person.id)
    show(f"已增加用户:{person.name}({person.id}),填写期间能看得分")
    return 0


def run_list(args: argparse.Namespace) -> int:
    users = keyring_of(Settings.from_environment()).users()
    if args.json:
        print_json(
            [{"id": u.id, "name": u.name, "staff_number": u.staff_number, "locked": u.wraps is None} for u in users]
        )
        return 0
    for user in users:
        show(f"{user.id}  {user.name}  {'已停用' if user.wraps is None else '可用'}")
    return 0


def run_lock(args: argparse.Namespace) -> int:
    settings = Settings.from_environment()
    keyring = keyring_of(settings)
    keyring.unlock(passphrase_for(settings)).forget()
    keyring.lock_user(args.user)
    show(f"已停用:{args.user}")
    return 0
