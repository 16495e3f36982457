"""Ed25519: who signed. A key's id is the SHA-256 of its 32 raw public bytes, in hex."""

from __future__ import annotations

import hashlib
import secrets

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from sync.errors import KeyInvalid, KeysForgotten


def key_id(public_key: str) -> str:
    """The id of a public key given as 64 hex digits. KeyInvalid where it is none."""
    return hashlib.sha256(_raw(public_key)).hexdigest()


def is_signed_by(public_key: str, message: bytes, signature: bytes) -> bool:
    """Whether ``signature`` (64 bytes) over ``message`` is by the key of these 64 hex digits."""
    try:
        Ed25519PublicKey.from_public_bytes(_raw(public_key)).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


class Signer:
    """A signing key in memory. Its seed is wiped by ``forget()``; after that it signs no more."""

    __slots__ = ("_seed", "public_key")

    def __init__(self, seed: bytes | bytearray) -> None:
        if len(seed) != 32:
            raise KeyInvalid("Ed25519 seed")
        self._seed = bytearray(seed)
        self.public_key = self._private().public_key().public_bytes_raw().hex()

    @classmethod
    def generate(cls) -> Signer:
        return cls(secrets.token_bytes(32))

    @classmethod
    def derived(cls, secret: bytes, *, purpose: str) -> Signer:
        """The one key that a high-entropy secret stands for, per purpose."""
        return cls(HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode()).derive(secret))

    @property
    def key_id(self) -> str:
        return key_id(self.public_key)

    @property
    def seed(self) -> bytearray:
        """The live seed, to be wrapped; not a copy, so that wiping reaches it."""
        if not any(self._seed):
            raise KeysForgotten
        return self._seed

    def sign(self, message: bytes) -> bytes:
        """64 bytes. The same message gives the same signature."""
        return self._private().sign(message)

    def forget(self) -> None:
        wipe(self._seed)

    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    def __repr__(self) -> str:
        return f"Signer({self.public_key[:16]}…)"


def wipe(secret: bytearray) -> None:
    """Zero a secret in place."""
    secret[:] = bytes(len(secret))


def _raw(public_key: str) -> bytes:
    try:
        raw = bytes.fromhex(public_key)
    except ValueError as error:
        raise KeyInvalid("Ed25519 public key") from error
    if len(raw) != 32 or raw.hex() != public_key:
        raise KeyInvalid("Ed25519 public key")
    return raw
