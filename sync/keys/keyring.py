"""The keyring: people of this laptop, each with a passphrase and a signing key of their own, and one store key for all.

Rules kept:
- A passphrase opens the store key and exactly one person's signing key. Nobody else's passphrase, and no recovery words,
  ever open that signing key: what it signed, its owner signed.
- A wrong passphrase costs time, nothing else: no counter, no lock-out, no deletion.
- Every change is one atomic replacement of the file; a power cut leaves the old or the new.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from checklists.model.case import Person
from sync.errors import (
    AmbiguousUser,
    KeyringDamaged,
    KeyringExists,
    LastUser,
    UserLocked,
    UserUnknown,
    WrongPassphrase,
    WrongWords,
)
from sync.keys.age import new_identity, recipient_of
from sync.keys.keyfile import (
    FORMAT,
    DeviceRecord,
    KeyringFile,
    PassphraseWraps,
    RecoveryRecord,
    UserRecord,
    load_keyring,
    save_keyring,
)
from sync.keys.signing import Signer, wipe
from sync.keys.unlocked import DeviceKeys, Unlocked
from sync.keys.words import entropy_of, new_words
from sync.keys.wrapping import (
    Argon2Cost,
    WrapRefused,
    check_strength,
    key_from_entropy,
    key_from_passphrase,
    unwrap,
    wrap,
)

_RECOVERY = f"{FORMAT} store-key recovery"
_DEVICE_SIGNING = f"{FORMAT} device signing-key"
_DEVICE_IDENTITY = f"{FORMAT} device identity"


class Keyring:
    """The file at ``path``, read afresh by every call."""

    def __init__(self, path: Path, *, cost: Argon2Cost | None = None) -> None:
        self.path = path
        self._cost = cost or Argon2Cost()

    @classmethod
    def create(
        cls, path: Path, *, name: str, passphrase: str, staff_number: str = "", cost: Argon2Cost | None = None
    ) -> tuple[Unlocked, tuple[str, ...]]:
        """A new keyring with its first user, unlocked, and the twelve recovery words, which are shown once and kept nowhere.

        WeakPassphrase; KeyringExists, since overwriting a keyring would destroy the store that it opens.
        """
        check_strength(passphrase)
        if path.exists():
            raise KeyringExists(path)
        keyring = cls(path, cost=cost)
        store_key = bytearray(secrets.token_bytes(32))
        device = DeviceKeys(Signer.generate(), new_identity())
        words, entropy = new_words()
        salt = secrets.token_bytes(16)
        words_key = key_from_entropy(entropy, salt=salt)
        recovery = RecoveryRecord(salt, wrap(words_key, store_key, purpose=_RECOVERY))
        wipe(entropy)
        wipe(words_key)
        signer = Signer.generate()
        user = UserRecord(_new_user_id(), name, staff_number, signer.public_key, (), None)
        user = replace(user, wraps=keyring._wrapped(user.id, passphrase, store_key, signer))
        save_keyring(path, KeyringFile(_device_record(store_key, device), recovery, (user,)))
        return Unlocked(store_key, _person(user), signer, device), words

    def users(self) -> tuple[UserRecord, ...]:
        return load_keyring(self.path).users

    def unlock(self, passphrase: str, user_id: str | None = None) -> Unlocked:
        """The keys that this passphrase opens, of ``user_id`` or of whichever user it fits.

        WrongPassphrase; AmbiguousUser where two people chose the same; UserUnknown, UserLocked for a named user.
        """
        keyring = load_keyring(self.path)
        if user_id is not None:
            opened = _opened(_active(keyring, user_id), passphrase)
            return self._unlocked(keyring, *opened) if opened else _refuse()
        found = [opened for user in keyring.users if user.wraps and (opened := _opened(user, passphrase))]
        if len(found) > 1:
            for _, store_key, signing_key in found:
                wipe(store_key)
                wipe(signing_key)
            raise AmbiguousUser(tuple(user.id for user, _, _ in found))
        return self._unlocked(keyring, *found[0]) if found else _refuse()

    def add_user(self, unlocked: Unlocked, name: str, passphrase: str, *, staff_number: str = "") -> Person:
        """One more person, with a signing key of their own. WeakPassphrase."""
        check_strength(passphrase)
        keyring = load_keyring(self.path)
        signer = Signer.generate()
        user = UserRecord(_new_user_id(), name, staff_number, signer.public_key, (), None)
        user = replace(user, wraps=self._wrapped(user.id, passphrase, unlocked.live_store_key, signer))
        signer.forget()
        save_keyring(self.path, keyring.with_user(user))
        return _person(user)

    def lock_user(self, user_id: str) -> None:
        """Erase what this user's passphrase opens, for good: a locked person comes back as a new user with a new key.

        Name and public keys stay, so that old signatures keep their author. UserUnknown, UserLocked, LastUser.
        """
        keyring = load_keyring(self.path)
        user = _active(keyring, user_id)
        if sum(1 for known in keyring.users if known.wraps) == 1:
            raise LastUser(user_id)
        save_keyring(self.path, keyring.with_user(replace(user, wraps=None)))

    def recover(self, words: Sequence[str], new_passphrase: str, user_id: str | None = None) -> Unlocked:
        """A new passphrase by the recovery words. The person also gets a new signing key, which has to be registered anew:
        the old one was under the lost passphrase alone.

        WrongWords, WeakPassphrase; AmbiguousUser where several people could be meant; UserUnknown, UserLocked.
        """
        check_strength(new_passphrase)
        keyring = load_keyring(self.path)
        active = [user for user in keyring.users if user.wraps]
        if user_id is None and len(active) != 1:
            raise AmbiguousUser(tuple(user.id for user in active))
        user = _active(keyring, user_id or active[0].id)
        store_key = _store_key_by_words(keyring, words)
        signer = Signer.generate()
        user = replace(
            user,
            public_key=signer.public_key,
            former_keys=(*user.former_keys, user.public_key),
            wraps=self._wrapped(user.id, new_passphrase, store_key, signer),
        )
        keyring = keyring.with_user(user)
        save_keyring(self.path, keyring)
        return self._unlocked(keyring, user, store_key, signer.seed)

    def _wrapped(self, user_id: str, passphrase: str, store_key: bytearray, signer: Signer) -> PassphraseWraps:
        salt = secrets.token_bytes(16)
        key = key_from_passphrase(passphrase, salt=salt, cost=self._cost)
        wraps = PassphraseWraps(
            salt,
            self._cost,
            wrap(key, store_key, purpose=_purpose("store-key", user_id)),
            wrap(key, signer.seed, purpose=_purpose("signing-key", user_id)),
        )
        wipe(key)
        return wraps

    def _unlocked(
        self, keyring: KeyringFile, user: UserRecord, store_key: bytearray, signing_key: bytearray
    ) -> Unlocked:
        record = keyring.device
        try:
            seed = unwrap(store_key, record.signing_key, purpose=_DEVICE_SIGNING)
            identity = unwrap(store_key, record.identity, purpose=_DEVICE_IDENTITY)
        except WrapRefused as error:
            raise KeyringDamaged(self.path, "device") from error
        signer, device = Signer(signing_key), DeviceKeys(Signer(seed), identity.decode())
        for secret in (seed, identity, signing_key):
            wipe(secret)
        if signer.public_key != user.public_key or device.signer.public_key != record.public_key:
            raise KeyringDamaged(self.path, "public key")
        return Unlocked(store_key, _person(user), signer, device)


def _refuse() -> Unlocked:
    raise WrongPassphrase


def _opened(user: UserRecord, passphrase: str) -> tuple[UserRecord, bytearray, bytearray] | None:
    """The user with the store key and the user's seed, where the passphrase fits."""
    if user.wraps is None:
        return None
    key = key_from_passphrase(passphrase, salt=user.wraps.salt, cost=user.wraps.cost)
    try:
        store_key = unwrap(key, user.wraps.store_key, purpose=_purpose("store-key", user.id))
        return user, store_key, unwrap(key, user.wraps.signing_key, purpose=_purpose("signing-key", user.id))
    except WrapRefused:
        return None
    finally:
        wipe(key)


def _store_key_by_words(keyring: KeyringFile, words: Sequence[str]) -> bytearray:
    entropy = entropy_of(words)
    key = key_from_entropy(entropy, salt=keyring.recovery.salt)
    try:
        return unwrap(key, keyring.recovery.store_key, purpose=_RECOVERY)
    except WrapRefused as error:
        raise WrongWords from error
    finally:
        wipe(entropy)
        wipe(key)


def _active(keyring: KeyringFile, user_id: str) -> UserRecord:
    user = next((user for user in keyring.users if user.id == user_id), None)
    if user is None:
        raise UserUnknown(user_id)
    if user.wraps is None:
        raise UserLocked(user_id)
    return user


def _device_record(store_key: bytearray, device: DeviceKeys) -> DeviceRecord:
    return DeviceRecord(
        device.signer.public_key,
        recipient_of(device.identity),
        wrap(store_key, device.signer.seed, purpose=_DEVICE_SIGNING),
        wrap(store_key, device.identity.encode(), purpose=_DEVICE_IDENTITY),
    )


def _person(user: UserRecord) -> Person:
    return Person(user.id, user.name, user.public_key, user.staff_number)


def _purpose(what: str, user_id: str) -> str:
    return f"{FORMAT} {what} user {user_id}"


def _new_user_id() -> str:
    return secrets.token_hex(8)
