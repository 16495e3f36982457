"""Secrets at rest: a passphrase becomes a key (Argon2id), and a key wraps another (ChaCha20-Poly1305).

A wrap names its purpose in the associated data, so that no wrap can be put in another's place.
"""

from __future__ import annotations

import base64
import binascii
import secrets
import unicodedata
from dataclasses import dataclass

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from sync.errors import WeakPassphrase

MINIMUM_PASSPHRASE = 8
_NONCE = 12


@dataclass(frozen=True, slots=True)
class Argon2Cost:
    """Argon2id's parameters (RFC 9106). The default costs a guess 64 MiB and about 0.13 s on a laptop."""

    memory_kib: int = 65_536
    time: int = 3
    lanes: int = 4


class WrapRefused(Exception):
    """The key does not open this wrap; what that means, the caller knows."""


def normalised(passphrase: str) -> str:
    """One passphrase, one spelling: a Chinese input method types １２３ where another types 123 (Unicode NFKC)."""
    return unicodedata.normalize("NFKC", passphrase)


def check_strength(passphrase: str) -> None:
    """WeakPassphrase where it is shorter than eight characters."""
    found = len(normalised(passphrase).strip())
    if found < MINIMUM_PASSPHRASE:
        raise WeakPassphrase(found, MINIMUM_PASSPHRASE)


def key_from_passphrase(passphrase: str, *, salt: bytes, cost: Argon2Cost) -> bytearray:
    """32 bytes that cost an attacker Argon2id for every guess."""
    return bytearray(
        hash_secret_raw(
            normalised(passphrase).encode(),
            salt,
            time_cost=cost.time,
            memory_cost=cost.memory_kib,
            parallelism=cost.lanes,
            hash_len=32,
            type=Type.ID,
        )
    )


def key_from_entropy(entropy: bytes | bytearray, *, salt: bytes) -> bytearray:
    """32 bytes from recovery words: 128 random bits need no stretching (HKDF-SHA256)."""
    derived = HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"jindiao recovery words").derive(bytes(entropy))
    return bytearray(derived)


def wrap(key: bytearray, secret: bytes | bytearray, *, purpose: str) -> str:
    """``secret`` under ``key``, as base64 of nonce and ciphertext."""
    nonce = secrets.token_bytes(_NONCE)
    return base64.b64encode(nonce + ChaCha20Poly1305(key).encrypt(nonce, secret, purpose.encode())).decode()


def unwrap(key: bytearray, wrapped: str, *, purpose: str) -> bytearray:
    """The secret that was wrapped for this purpose. WrapRefused for another key, purpose, or altered bytes."""
    try:
        data = base64.b64decode(wrapped, validate=True)
        return bytearray(ChaCha20Poly1305(key).decrypt(data[:_NONCE], data[_NONCE:], purpose.encode()))
    except (binascii.Error, ValueError, InvalidTag) as error:
        raise WrapRefused from error
