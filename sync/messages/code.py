"""The enrolment code (注册码): one text that head office gives by hand, and that proves both ends to each other.

Forty characters in ten groups of four: 100 random bits, from which both sides derive a one-time Ed25519 key; the first 80
bits of the office key's id; and 20 bits of checksum against mistyping. The code itself never travels, and head office keeps
only the public half of the one-time key.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import Final

from sync.errors import CodeRefused
from sync.keys.signing import Signer

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES: Final = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_SECRET, _OFFICE, _CHECK = 20, 16, 4


@dataclass(frozen=True, slots=True)
class InvitationCode:
    """``secret``: 20 characters; ``office``: the first 80 bits of the office's key id, as 16 characters."""

    secret: str
    office: str

    @classmethod
    def generate(cls, office_key_id: str) -> InvitationCode:
        return cls("".join(secrets.choice(_ALPHABET) for _ in range(_SECRET)), _fingerprint(office_key_id))

    @classmethod
    def parse(cls, text: str) -> InvitationCode:
        """The code that a person typed; case, hyphens, blanks and O for 0 do not matter. CodeRefused("mistyped")."""
        letters = "".join(text.upper().replace("-", "").split()).translate(_LOOKALIKES)
        code = cls(letters[:_SECRET], letters[_SECRET : _SECRET + _OFFICE])
        if len(letters) != _SECRET + _OFFICE + _CHECK or any(letter not in _ALPHABET for letter in letters):
            raise CodeRefused("mistyped")
        if letters[-_CHECK:] != code._checksum():
            raise CodeRefused("mistyped")
        return code

    @property
    def text(self) -> str:
        letters = self.secret + self.office + self._checksum()
        return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))

    def signer(self) -> Signer:
        """The one-time key that this code stands for."""
        return Signer.derived(self.secret.encode(), purpose="jindiao-invitation/1")

    def is_for(self, office_key_id: str) -> bool:
        return self.office == _fingerprint(office_key_id)

    def _checksum(self) -> str:
        digest = hashlib.sha256(f"jindiao-invitation/1 {self.secret}{self.office}".encode()).digest()
        return _letters(digest, _CHECK)

    def __repr__(self) -> str:
        return "InvitationCode(…)"


def _fingerprint(office_key_id: str) -> str:
    return _letters(bytes.fromhex(office_key_id), _OFFICE)


def _letters(data: bytes, count: int) -> str:
    number = int.from_bytes(data, "big") >> (len(data) * 8 - count * 5)
    return "".join(_ALPHABET[number >> shift & 31] for shift in range((count - 1) * 5, -1, -5))
