"""What the store needs of cryptography for attachments, filled in by the composition root (``sync.keys.AgeCipher``)."""

from __future__ import annotations

from typing import BinaryIO, Protocol


class BlobCipher(Protocol):
    """Encrypts streams under a key of the case's own.

    ``encrypt`` never gives the same bytes twice. ``decrypt`` may have written a prefix before it raises on altered bytes:
    callers use what it wrote only after it returned.
    """

    def new_key(self) -> str: ...

    def encrypt(self, key: str, source: BinaryIO, target: BinaryIO) -> None: ...

    def decrypt(self, key: str, source: BinaryIO, target: BinaryIO) -> None: ...
