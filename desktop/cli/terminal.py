"""What every command shares: JSON on stdout and nothing else there, words on stderr, passphrases from a file or a prompt."""

from __future__ import annotations

import contextlib
import getpass
import sys
from typing import TYPE_CHECKING, Any

from rich.console import Console

from checklists.model.canonical import readable_json
from checklists.model.text import printable
from desktop.messages import PassphraseMissing, PassphrasesDiffer
from desktop.settings import Settings

if TYPE_CHECKING:
    from desktop.wiring import Services

STDERR = Console(stderr=True, highlight=False)
STDOUT = Console(highlight=False)


def print_json(document: Any) -> None:
    """One JSON document on stdout: exact decimals, keys as the document gives them."""
    sys.stdout.write(readable_json(document) + "\n")


def show(text: str, *, style: str | None = None) -> None:
    """A line of the result, on stdout, never wrapped: pipes and terminals get the same lines."""
    STDOUT.print(printable(text), markup=False, soft_wrap=True, style=style)


def say(text: str) -> None:
    """Progress and remarks, on stderr."""
    STDERR.print(printable(text), markup=False, soft_wrap=True)


def passphrase_for(settings: Settings, prompt: str = "口令:") -> str:
    """The first line of the passphrase file, else what is typed. PassphraseMissing where nobody can be asked."""
    given = settings.passphrases()
    if given:
        return given[0]
    if not sys.stdin.isatty():
        raise PassphraseMissing
    return getpass.getpass(prompt)


def new_passphrase(settings: Settings, *, line: int = 0, prompt: str = "设置口令(至少 8 个字符):") -> str:
    """A passphrase to be set: that line of the file, else typed twice. PassphrasesDiffer, PassphraseMissing."""
    given = settings.passphrases()
    if len(given) > line:
        return given[line]
    if not sys.stdin.isatty():
        raise PassphraseMissing
    first = getpass.getpass(prompt)
    if first != getpass.getpass("再输入一次:"):
        raise PassphrasesDiffer
    return first


def unlocked_services(settings: Settings | None = None) -> Services:
    """The services of this laptop's store, unlocked. SyncError and StoreError escape."""
    # Imported here: commands without a store need not wait for the store, the reports and the network.
    from desktop.wiring import open_services

    settings = settings or Settings.from_environment()
    return open_services(settings, passphrase_for(settings))


def services_of(user: str, settings: Settings | None = None) -> Services:
    """The services, unlocked by this person: id, staff number or name, as `jindiao user list` prints them.

    Each line of the passphrase file is tried. UserUnknown, AmbiguousUser, WrongPassphrase; StoreError.
    """
    from desktop.wiring import keyring_of, open_services
    from sync.errors import AmbiguousUser, UserUnknown, WrongPassphrase

    settings = settings or Settings.from_environment()
    known = [one for one in keyring_of(settings).users() if user in (one.id, one.staff_number, one.name)]
    found = [one.id for one in known if one.wraps is not None] or [one.id for one in known[:1]]
    if not found:
        raise UserUnknown(user)
    if len(found) > 1:
        raise AmbiguousUser(tuple(found))
    given = settings.passphrases() or (passphrase_for(settings, f"{user} 的口令:"),)
    for passphrase in given[:-1]:
        with contextlib.suppress(WrongPassphrase):
            return open_services(settings, passphrase, found[0])
    return open_services(settings, given[-1], found[0])
