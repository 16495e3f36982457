"""Recovery words: twelve Chinese characters that stand for 128 random bits and a checksum (BIP-39, chinese_simplified)."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from mnemonic import Mnemonic

from sync.errors import WrongWords

WORDS = 12


def new_words() -> tuple[tuple[str, ...], bytearray]:
    """Fresh words and the 16 bytes that they stand for."""
    entropy = bytearray(secrets.token_bytes(16))
    return tuple(_book().to_mnemonic(bytes(entropy)).split(" ")), entropy


def entropy_of(words: Sequence[str]) -> bytearray:
    """The bytes behind words that a person typed, with or without blanks between them. WrongWords for anything else."""
    characters = [character for character in "".join(words) if not character.isspace()]
    if len(characters) != WORDS:
        raise WrongWords
    try:
        return bytearray(_book().to_entropy(characters))
    except (ValueError, LookupError) as error:
        raise WrongWords from error


def _book() -> Mnemonic:
    return Mnemonic("chinese_simplified")
