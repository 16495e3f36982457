"""What an enrolled device remembers of its head office: the address, and the certificate that the office signed for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from checklists.model.canonical import canonical_bytes
from sync.envelope.dsse import LARGEST
from sync.messages.documents import Certificate, read_certificate
from sync.strict import load

_FORMAT: Final = "jindiao-enrolment/1"


@dataclass(frozen=True, slots=True)
class Enrolment:
    """Kept in the encrypted store as ``to_bytes()``. Cases are sealed for ``recipients``."""

    url: str
    certificate: Certificate
    signed_certificate: bytes

    @property
    def recipients(self) -> tuple[str, str]:
        """Head office and escrow: what ``envelope.seal`` takes."""
        return self.certificate.office_recipient, self.certificate.escrow_recipient

    def to_bytes(self) -> bytes:
        return canonical_bytes(
            {"format": _FORMAT, "url": self.url, "certificate": self.signed_certificate.decode("ascii")}
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> Enrolment:
        """DocumentInvalid, BadSignature where the bytes are not what ``to_bytes`` gave."""
        fields = load(data, document="enrolment", most=2 * LARGEST)
        fields.constant("format", _FORMAT)
        url, signed = fields.text("url"), fields.text("certificate", longest=LARGEST).encode()
        fields.done()
        return cls(url, read_certificate(signed), signed)
