"""The keyring's file: JSON, versioned, readable by its owner only, replaced in one step.

It lies beside the database, not in it. Every secret in it is wrapped; names, public keys and Argon2's parameters are clear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from checklists.model.canonical import readable_json
from sync.durable import write_whole
from sync.errors import DocumentInvalid, KeyringDamaged, KeyringMissing, KeyringTooNew
from sync.keys.wrapping import Argon2Cost
from sync.strict import HEX_256, Fields, load

FORMAT: Final = "jindiao-keyring/1"
_BASE64 = re.compile(r"[A-Za-z0-9+/]{1,400}={0,2}")
_SALT = re.compile(r"([0-9a-f]{2}){16,64}")
_USER = re.compile(r"[0-9a-f]{16}")
_LARGEST = 1 << 20


@dataclass(frozen=True, slots=True)
class PassphraseWraps:
    """What one user's passphrase opens: the store key and the user's own signing key."""

    salt: bytes
    cost: Argon2Cost
    store_key: str
    signing_key: str


@dataclass(frozen=True, slots=True)
class UserRecord:
    """A person on this laptop. ``wraps`` None: locked; what the passphrase opened is erased, the name and keys stay."""

    id: str
    name: str
    staff_number: str
    public_key: str
    former_keys: tuple[str, ...]
    wraps: PassphraseWraps | None


@dataclass(frozen=True, slots=True)
class DeviceRecord:
    """This laptop's own keys: public halves in clear, private halves under the store key."""

    public_key: str
    recipient: str
    signing_key: str
    identity: str


@dataclass(frozen=True, slots=True)
class RecoveryRecord:
    """The store key once more, under the recovery words."""

    salt: bytes
    store_key: str


@dataclass(frozen=True, slots=True)
class KeyringFile:
    device: DeviceRecord
    recovery: RecoveryRecord
    users: tuple[UserRecord, ...]

    def with_user(self, user: UserRecord) -> KeyringFile:
        """The same with this user replaced, or added at the end."""
        if all(known.id != user.id for known in self.users):
            return replace(self, users=(*self.users, user))
        return replace(self, users=tuple(user if known.id == user.id else known for known in self.users))


def save_keyring(path: Path, keyring: KeyringFile) -> None:
    document = {"format": FORMAT, "device": keyring.device, "recovery": keyring.recovery, "users": keyring.users}
    write_whole(path, readable_json(document).encode() + b"\n", mode=0o600)


def load_keyring(path: Path) -> KeyringFile:
    """KeyringMissing, KeyringTooNew, KeyringDamaged."""
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise KeyringMissing(path) from error
    try:
        fields = load(data, document="keyring", most=_LARGEST)
        found = fields.text("format")
        if found != FORMAT:
            if found.startswith("jindiao-keyring/"):
                raise KeyringTooNew(path, found)
            raise KeyringDamaged(path, "format")
        keyring = KeyringFile(
            _device(fields.inner("device")),
            _recovery(fields.inner("recovery")),
            tuple(_user(user) for user in fields.objects("users", most=200)),
        )
        fields.done()
    except DocumentInvalid as error:
        raise KeyringDamaged(path, f"{error.where}: {error.found}") from error
    return keyring


def _device(fields: Fields) -> DeviceRecord:
    record = DeviceRecord(
        fields.digest("public_key"),
        fields.text("recipient"),
        fields.text("signing_key", pattern=_BASE64),
        fields.text("identity", pattern=_BASE64),
    )
    fields.done()
    return record


def _recovery(fields: Fields) -> RecoveryRecord:
    record = RecoveryRecord(
        bytes.fromhex(fields.text("salt", pattern=_SALT)), fields.text("store_key", pattern=_BASE64)
    )
    fields.done()
    return record


def _user(fields: Fields) -> UserRecord:
    record = UserRecord(
        fields.text("id", pattern=_USER),
        fields.text("name"),
        fields.text("staff_number"),
        fields.digest("public_key"),
        fields.texts("former_keys", most=100, pattern=HEX_256),
        None if fields.is_null("wraps") else _wraps(fields.inner("wraps")),
    )
    fields.done()
    return record


def _wraps(fields: Fields) -> PassphraseWraps:
    cost = fields.inner("cost")
    wraps = PassphraseWraps(
        bytes.fromhex(fields.text("salt", pattern=_SALT)),
        # Upper bounds: a file that was tampered with must not be able to ask for all memory.
        Argon2Cost(
            cost.whole("memory_kib", least=8, most=1 << 20),
            cost.whole("time", least=1, most=64),
            cost.whole("lanes", least=1, most=64),
        ),
        fields.text("store_key", pattern=_BASE64),
        fields.text("signing_key", pattern=_BASE64),
    )
    cost.done()
    fields.done()
    if wraps.cost.memory_kib < 8 * wraps.cost.lanes:
        raise DocumentInvalid("keyring", cost.where, "too little memory", "8 KiB a lane")
    return wraps
