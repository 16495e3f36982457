"""How a request is signed: over the office it is for, the device, method, path, the body's hash and a nonce of the office.

The nonce is the office's, not a time: a laptop's clock may be wrong by a year and nothing breaks. It serves once.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sync.keys.signing import Signer, is_signed_by

CHALLENGE_PATH: Final = "/v1/challenge"
ENROL_PATH: Final = "/v1/enrol"
INVESTIGATORS_PATH: Final = "/v1/investigators"


def receipt_path(sha256: str) -> str:
    return f"/v1/receipts/{sha256}"


def case_path(sha256: str) -> str:
    return f"/v1/cases/{sha256}"


JSON_TYPE: Final = "application/json"
SIGNED_TYPE: Final = "application/vnd.dsse+json"
CASE_TYPE: Final = "application/vnd.jindiao.case"
OFFICE_HEADER: Final = "Jindiao-Office"
DEVICE_HEADER: Final = "Jindiao-Device"
NONCE_HEADER: Final = "Jindiao-Nonce"
SIGNATURE_HEADER: Final = "Jindiao-Signature"
INVITATION_HEADER: Final = "Jindiao-Invitation"
INVITATION_SIGNATURE_HEADER: Final = "Jindiao-Invitation-Signature"
NO_BODY: Final = hashlib.sha256(b"").hexdigest()


@dataclass(frozen=True, slots=True)
class SignedRequest:
    """What the signature covers. ``office`` and ``device`` are key ids, ``body_sha256`` hex."""

    office: str
    device: str
    method: str
    path: str
    body_sha256: str
    nonce: str

    @property
    def message(self) -> bytes:
        lines = (
            "jindiao-request/1",
            self.office,
            self.device,
            self.method,
            self.path,
            self.body_sha256,
            self.nonce,
        )
        return ("\n".join(lines) + "\n").encode()

    def headers(self, signer: Signer) -> dict[str, str]:
        return {
            DEVICE_HEADER: self.device,
            NONCE_HEADER: self.nonce,
            SIGNATURE_HEADER: signature_text(signer.sign(self.message)),
        }

    def is_signed_by(self, public_key: str, headers: Mapping[str, str], *, header: str = SIGNATURE_HEADER) -> bool:
        try:
            signature = base64.b64decode(headers.get(header, ""), validate=True)
        except (binascii.Error, ValueError):
            return False
        return is_signed_by(public_key, self.message, signature)


def signature_text(signature: bytes) -> str:
    return base64.b64encode(signature).decode()
