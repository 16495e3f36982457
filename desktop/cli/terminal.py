"""What every command shares: JSON on stdout and nothing else there, words on stderr, passphrases from a file or a prompt."""

from __future__ import annotations

import getpass
import sys
from typing import Any

from rich.console import Console

from checklists.model.canonical import readable_json
from desktop.settings import Settings
from desktop.wiring import Services, open_services
from sync.errors import WrongPassphrase

STDERR = Console(stderr=True, highlight=False)
STDOUT = Console(highlight=False)


def print_json(document: Any) -> None:
    """One JSON document on stdout: exact decimals, keys as the document gives them."""
    sys.stdout.write(readable_json(document) + "\n")


def say(text: str) -> None:
    """Progress and remarks, on stderr."""
    STDERR.print(text, markup=False, soft_wrap=True)


def passphrase_for(settings: Settings, prompt: str = "口令:") -> str:
    """The first line of the passphrase file, else what is typed. WrongPassphrase where nobody can be asked."""
    given = settings.passphrases()
    if given:
        return given[0]
    if not sys.stdin.isatty():
        raise WrongPassphrase
    return getpass.getpass(prompt)


def new_passphrase(settings: Settings) -> str:
    """A passphrase to be set: from the file, else typed twice. ValueError where the two differ."""
    given = settings.passphrases()
    if given:
        return given[0]
    if not sys.stdin.isatty():
        raise WrongPassphrase
    first = getpass.getpass("设置口令(至少 8 个字符):")
    if first != getpass.getpass("再输入一次:"):
        raise WrongPassphrase
    return first


def unlocked_services(settings: Settings | None = None) -> Services:
    """The services of this laptop's store, unlocked. SyncError and StoreError escape."""
    settings = settings or Settings.from_environment()
    return open_services(settings, passphrase_for(settings))
