"""Keys in memory between unlocking and locking: one person's, and the laptop's own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from checklists.model.case import Person
from sync.errors import KeysForgotten
from sync.keys.age import recipient_of
from sync.keys.papers import PaperSigner
from sync.keys.signing import Signer, wipe


@dataclass(slots=True)
class DeviceKeys:
    """This laptop's identity: it signs what it sends, and case files are encrypted to it too."""

    signer: Signer
    identity: str

    @property
    def id(self) -> str:
        return self.signer.key_id

    @property
    def recipient(self) -> str:
        return recipient_of(self.identity)

    def forget(self) -> None:
        self.signer.forget()
        self.identity = ""  # a Python text cannot be zeroed, only let go

    def __repr__(self) -> str:
        return f"DeviceKeys({self.id[:16]}…)"


class Unlocked:
    """What a passphrase opened: the store key, the person, the person's signing key, the device's keys."""

    __slots__ = ("_store_key", "device", "person", "signer")

    def __init__(self, store_key: bytearray, person: Person, signer: Signer, device: DeviceKeys) -> None:
        self._store_key = store_key
        self.person = person
        self.signer = signer
        self.device = device

    @property
    def store_key(self) -> bytes:
        """32 bytes, a copy: pass it on and let it go. KeysForgotten after ``forget()``."""
        return bytes(self.live_store_key)

    @property
    def live_store_key(self) -> bytearray:
        if not any(self._store_key):
            raise KeysForgotten
        return self._store_key

    @contextmanager
    def paper_signer(self) -> Iterator[PaperSigner]:
        """The person's key for papers, derived now and wiped at the end. KeysForgotten after ``forget()``."""
        signer = PaperSigner(self.signer, name=self.person.name, staff_number=self.person.staff_number)
        try:
            yield signer
        finally:
            signer.forget()

    def forget(self) -> None:
        """Wipe every key. What was derived from them elsewhere (an open database) its owner closes."""
        wipe(self._store_key)
        self.signer.forget()
        self.device.forget()

    def __repr__(self) -> str:
        return f"Unlocked({self.person.name})"
