"""Where things lie on this machine, and what the environment says. Nothing here is secret, nothing is cached."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

_LARGEST_PASSPHRASE_FILE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """The data folder and the places in it. ``passphrase_file`` unlocks without a prompt, one passphrase a line."""

    home: Path
    passphrase_file: Path | None = None

    @classmethod
    def from_environment(cls) -> Settings:
        """``JINDIAO_HOME`` and ``JINDIAO_PASSPHRASE_FILE``, else the platform's data folder and a prompt."""
        home = os.environ.get("JINDIAO_HOME") or platformdirs.user_data_dir("Jindiao", appauthor=False)
        file = os.environ.get("JINDIAO_PASSPHRASE_FILE")
        return cls(Path(home), Path(file) if file else None)

    @property
    def keyring(self) -> Path:
        """The wrapped keys: useless without a passphrase or the recovery words."""
        return self.home / "keyring.json"

    @property
    def store(self) -> Path:
        """The folder of the encrypted database and attachments."""
        return self.home / "store"

    @property
    def packages(self) -> Path:
        """Built checklists, kept so that the next start need not convert them again."""
        return self.home / "packages"

    @property
    def crash_reports(self) -> Path:
        return self.home / "crash"

    def passphrases(self) -> tuple[str, ...]:
        """The lines of the passphrase file, none where there is no file. OSError escapes."""
        if self.passphrase_file is None:
            return ()
        with self.passphrase_file.open("rb") as file:
            data = file.read(_LARGEST_PASSPHRASE_FILE)
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise OSError(errno.EILSEQ, "no UTF-8 text", str(self.passphrase_file)) from error
        return tuple(line for line in text.splitlines() if line)
