"""P-256: who signed a paper. Readers of PDF know no Ed25519, so each person has this second key, and a certificate that names it.

The key is derived from the person's signing key: one passphrase opens both, and nothing more has to be wrapped, moved or wiped. The
certificate is the person's own, the same bytes every time; head office comes to know it by the signed case manifest.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from sync.errors import KeysForgotten
from sync.keys.signing import Signer, wipe

_PURPOSE: Final = b"jindiao paper signing key P-256 1"
_ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""Of the group of P-256 (SP 800-186, 3.2.1.3)."""
_FROM, _UNTIL = datetime(2020, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
"""RFC 5280, 4.1.2.5: no end of its own. Whether the person still signs for the bank, head office's register says."""
_LONGEST_NAME: Final = 64
"""Bytes: X.520's upper bound of a common name, as it is checked."""


class PaperSigner:
    """One person's key for papers, in memory until ``forget()``, and the certificate (DER) that goes into each paper."""

    __slots__ = ("_scalar", "certificate", "name")

    def __init__(self, signer: Signer, *, name: str, staff_number: str = "") -> None:
        """The key that ``signer`` stands for. KeysForgotten where that was wiped."""
        derived = bytearray(HKDF(algorithm=SHA256(), length=48, salt=None, info=_PURPOSE).derive(bytes(signer.seed)))
        scalar = int.from_bytes(derived, "big") % (_ORDER - 1) + 1  # FIPS 186-5, A.2.1: 128 bits more, then reduced
        self._scalar = bytearray(scalar.to_bytes(32, "big"))
        wipe(derived)
        self.name = name
        self.certificate = self._certificate(staff_number, signer.key_id)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate, 64 hex digits."""
        return hashlib.sha256(self.certificate).hexdigest()

    def sign(self, message: bytes) -> bytes:
        """ECDSA with SHA-256, DER. KeysForgotten after ``forget()``."""
        return self._private().sign(message, ec.ECDSA(SHA256(), deterministic_signing=True))

    def forget(self) -> None:
        wipe(self._scalar)

    def _private(self) -> ec.EllipticCurvePrivateKey:
        if not any(self._scalar):
            raise KeysForgotten
        return ec.derive_private_key(int.from_bytes(self._scalar, "big"), ec.SECP256R1())

    def _certificate(self, staff_number: str, key_id: str) -> bytes:
        """Self-signed. The subject names the Ed25519 key beside it (``dnQualifier``), so that a reader can tell whose it is."""
        private = self._private()
        public = private.public_key()
        name = self.name.encode()[:_LONGEST_NAME].decode(errors="ignore") or key_id[:16]
        names = [(NameOID.COMMON_NAME, name), (NameOID.DN_QUALIFIER, key_id)]
        if staff_number.isascii() and staff_number.replace("-", "").isalnum():
            names.append((NameOID.SERIAL_NUMBER, staff_number[:_LONGEST_NAME]))
        subject = x509.Name([x509.NameAttribute(oid, text) for oid, text in names])
        identifier = x509.SubjectKeyIdentifier.from_public_key(public)
        usage = x509.KeyUsage(
            digital_signature=True, content_commitment=True, key_encipherment=False, data_encipherment=False,
            key_agreement=False, key_cert_sign=False, crl_sign=False, encipher_only=False, decipher_only=False,
        )  # fmt: skip
        certificate = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(subject)
            .public_key(public)
            .serial_number(int.from_bytes(identifier.digest[:16], "big") >> 1 | 1)
            .not_valid_before(_FROM)
            .not_valid_after(_UNTIL)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(usage, critical=True)
            .add_extension(identifier, critical=False)
            .sign(private, SHA256(), ecdsa_deterministic=True)
        )
        return certificate.public_bytes(Encoding.DER)

    def __repr__(self) -> str:
        return f"PaperSigner({self.name})"
