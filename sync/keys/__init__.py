"""Keys: people who sign, the laptop that sends, cases that are encrypted; and how each secret is kept.

With ``sync/envelope`` the only place where ``cryptography``, ``pyrage`` and ``argon2`` are imported.
"""

from sync.keys.age import AgeCipher, recipient_of
from sync.keys.keyfile import UserRecord
from sync.keys.keyring import Keyring
from sync.keys.papers import PaperSigner
from sync.keys.signing import Signer, is_signed_by, key_id
from sync.keys.unlocked import DeviceKeys, Unlocked
from sync.keys.wrapping import Argon2Cost

__all__ = [
    "AgeCipher",
    "Argon2Cost",
    "DeviceKeys",
    "Keyring",
    "PaperSigner",
    "Signer",
    "Unlocked",
    "UserRecord",
    "is_signed_by",
    "key_id",
    "recipient_of",
]
