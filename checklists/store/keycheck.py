"""``store.id``: tells a wrong key from a damaged database before the database is touched.

SQLCipher says "file is not a database" for both. The file holds a salt and an HMAC under the store's key: as the key is 32
random bytes, the HMAC tells nobody anything about it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from pathlib import Path

from checklists.store.durable import write_file

NAME = "store.id"
_FORMAT = "jindiao-store/1"


def write_key_check(folder: Path, key: bytes) -> None:
    salt = secrets.token_bytes(16)
    content = {"format": _FORMAT, "salt": salt.hex(), "check": _check(key, salt)}
    write_file(folder / NAME, json.dumps(content, indent=1).encode())


def key_fits(folder: Path, key: bytes) -> bool | None:
    """Whether ``key`` is this store's; None where the file is absent or unreadable, so that only the database can tell."""
    try:
        content = json.loads((folder / NAME).read_bytes())
        salt, check = bytes.fromhex(content["salt"]), str(content["check"])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None
    return hmac.compare_digest(_check(key, salt), check)


def _check(key: bytes, salt: bytes) -> str:
    return hmac.new(key, b"jindiao store key check" + salt, hashlib.sha256).hexdigest()
