"""DSSE v1: signatures over bytes and their type, never over JSON re-spelt (github.com/secure-systems-lab/dsse, protocol.md).

The key id is the SHA-256 of the raw Ed25519 public key, in hex. Our documents carry exactly one signature a signer.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from checklists.model.canonical import canonical_bytes
from sync.errors import BadSignature, DocumentInvalid
from sync.keys.signing import Signer, is_signed_by, key_id
from sync.strict import load

LARGEST: Final = 1 << 20
_BASE64 = re.compile(r"[A-Za-z0-9+/]*={0,2}")


@dataclass(frozen=True, slots=True)
class Signed:
    """A parsed envelope, not yet verified. ``signatures`` by key id."""

    document: str
    payload: bytes
    payload_type: str
    signatures: tuple[tuple[str, bytes], ...]


def pae(payload_type: str, payload: bytes) -> bytes:
    """What is signed: the pre-authentication encoding of DSSE v1."""
    kind = payload_type.encode()
    return b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(payload), payload)


def sign(payload: bytes, *, payload_type: str, signers: Sequence[Signer]) -> bytes:
    """The DSSE JSON with one signature a signer, in their order."""
    message = pae(payload_type, payload)
    return canonical_bytes(
        {
            "payload": _text(payload),
            "payloadType": payload_type,
            "signatures": [{"keyid": signer.key_id, "sig": _text(signer.sign(message))} for signer in signers],
        }
    )


def parse(data: bytes, *, document: str, payload_type: str) -> Signed:
    """The envelope in ``data``. DocumentInvalid, also where the payload is of another type."""
    fields = load(data, document=document, most=LARGEST, canonical=True)
    fields.constant("payloadType", payload_type)
    payload = _bytes(fields.text("payload", pattern=_BASE64, longest=LARGEST), document)
    signatures = []
    for item in fields.objects("signatures", most=16):
        signatures.append((item.digest("keyid"), _bytes(item.text("sig", pattern=_BASE64, longest=88), document)))
        item.done()
    fields.done()
    return Signed(document, payload, payload_type, tuple(signatures))


def verify(signed: Signed, public_keys: Sequence[str]) -> None:
    """Exactly these keys signed, each once, in this order. BadSignature names the first that did not."""
    found = [name for name, _ in signed.signatures]
    expected = [key_id(key) for key in public_keys]
    if found != expected or len(set(expected)) != len(expected) or not expected:
        missing = [name for name in expected if name not in found]
        raise BadSignature(signed.document, missing[0] if missing else "")
    message = pae(signed.payload_type, signed.payload)
    for key, (name, signature) in zip(public_keys, signed.signatures, strict=True):
        if not is_signed_by(key, message, signature):
            raise BadSignature(signed.document, name)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: str, document: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise DocumentInvalid(document, "$", "another text", "base64") from error
