"""Signatures on the finished PDF (PAdES B-B), and what they say: the one place of this folder that knows pyHanko.

Rules kept:
- Signing appends: not a byte of what was signed before changes, so that the paper and every earlier signature stay as they were.
- The first signature certifies the file: filling the other signature fields is allowed afterwards, and nothing else.
- Nobody signs on top of a broken signature, on another case's paper, in another's field, or twice.
- Keys stay with who hands them in; here they are a function that signs.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any, Final, Protocol

from asn1crypto import x509
from asn1crypto.algos import SignedDigestAlgorithm
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.content import AppearanceContent, ResourceType
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.general import SigningError, UnacceptableSignerError
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.stamp import BaseStampStyle
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from reports.document import Report, Signatures
from reports.errors import (
    AlreadySigned,
    NoPlaceToSign,
    PaperOfAnotherCase,
    PaperSignatureBroken,
    PaperUnreadable,
)
from reports.pdf.stamp import render_stamp

HEAD_OFFICE: Final = "head_office"
"""The field that head office's co-signature fills."""
_BEIJING: Final = timezone(timedelta(hours=8))
"""What clocks show all over China."""
_SIGNATURE_ROOM: Final = 64 * 8
"""More than an ECDSA signature of P-256 in DER can have."""


class PaperSignatory(Protocol):
    """Who signs: a name, a certificate (DER) and the act itself (ECDSA P-256 over SHA-256, DER)."""

    @property
    def name(self) -> str: ...

    @property
    def certificate(self) -> bytes: ...

    def sign(self, message: bytes, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class PaperSignature:
    """A signature found on a paper. ``certificate`` is its SHA-256; ``fault`` is "" where the signature holds."""

    field: str
    name: str
    certificate: str
    signed_at: datetime | None
    fault: str = ""

    @property
    def holds(self) -> bool:
        return not self.fault


def field_for(report: Report, name: str) -> str:
    """The field in which the person of this name signs the report. NoPlaceToSign where the report names others."""
    lines = [
        line
        for chapter in report.chapters
        for blocks in (chapter.blocks, *(section.blocks for section in chapter.sections))
        for block in blocks
        if isinstance(block, Signatures)
        for line in block.lines
        if line.field and line.field != HEAD_OFFICE
    ]
    for line in lines:
        if line.name == name:
            return line.field
    raise NoPlaceToSign(name, tuple(line.name for line in lines))


def sign_paper(data: bytes, signatory: PaperSignatory, *, field: str, case_hash: str, at: datetime) -> bytes:
    """The PDF with one more signature, appended in its ``field``. ``at`` is the device's clock: a claim, not proof.

    PaperUnreadable, PaperOfAnotherCase, PaperSignatureBroken, AlreadySigned, NoPlaceToSign.
    """
    check_case(data, case_hash)
    earlier = read_signatures(data)
    for signature in earlier:
        if not signature.holds:
            raise PaperSignatureBroken(signature.name, signature.fault)
        if signature.field == field or signature.certificate == hashlib.sha256(signatory.certificate).hexdigest():
            raise AlreadySigned(signature.name)
    reader = _reader(data)
    place = _rectangle(reader, field)
    if place is None:
        raise NoPlaceToSign(signatory.name, ())
    metadata = PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=not earlier,
        docmdp_permissions=MDPPerm.FILL_FORMS,
        name=signatory.name,
        reason=f"案件哈希 SHA-256 {case_hash}",
    )
    fingerprint = hashlib.sha256(signatory.certificate).hexdigest()
    width, height = place
    stamp = render_stamp(
        signatory.name,
        (
            f"数字签名 {at.astimezone(_BEIJING):%Y-%m-%d %H:%M:%S} 北京时间",
            f"证书 SHA-256 {fingerprint[:32]}",
            f"{fingerprint[32:]}",
        ),
        width=width,
        height=height,
    )
    signer = _DatedSigner(metadata, signer=_Signer(signatory), stamp_style=_Stamp(border_width=0, page=stamp), at=at)
    try:
        signed = signer.sign_pdf(_Appending(io.BytesIO(data)), existing_fields_only=True)
    except (SigningError, UnacceptableSignerError, PdfError) as error:
        raise PaperUnreadable(str(error)) from error
    written = bytes(signed.getvalue())
    assert written.startswith(data)
    return written


def read_signatures(data: bytes) -> tuple[PaperSignature, ...]:
    """Every signature on the paper, in the order in which they were made. PaperUnreadable where it is no PDF."""
    try:
        found = [_read(embedded) for embedded in _reader(data).embedded_regular_signatures]
    except _NOT_OURS as error:
        raise PaperUnreadable(str(error)) from error
    return tuple(found)


def check_case(data: bytes, case_hash: str) -> None:
    """PaperUnreadable where it is no report of ours; PaperOfAnotherCase where it is printed of other facts."""
    printed = printed_hash(data)
    if printed != case_hash:
        raise PaperOfAnotherCase(printed, case_hash)


def printed_hash(data: bytes) -> str:
    """The case hash that the paper says of itself. PaperUnreadable where it is no report of ours."""
    try:
        return str(_reader(data).trailer["/Info"]["/Keywords"])
    except _NOT_OURS as error:
        raise PaperUnreadable(str(error)) from error


_NOT_OURS: Final = (PdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError)
"""What pyHanko raises for bytes that are no sound PDF: a file from elsewhere must not end the program."""


def _read(embedded: Any) -> PaperSignature:
    certificate = embedded.signer_cert
    trusted = ValidationContext(trust_roots=[certificate], allow_fetching=False, revocation_mode="soft-fail")
    fault = ""
    try:
        status = validate_pdf_signature(embedded, trusted)
    except SignatureValidationError as error:
        fault = str(error) or "invalid"
    else:
        if not status.intact:
            fault = "other bytes"
        elif not status.valid:
            fault = "other key"
        elif not status.bottom_line:
            fault = f"changed afterwards: {status.modification_level}"
    subject = certificate.subject.native
    return PaperSignature(
        field=str(embedded.field_name),
        name=str(subject.get("common_name", "")),
        certificate=hashlib.sha256(certificate.dump()).hexdigest(),
        signed_at=embedded.self_reported_timestamp,
        fault=fault,
    )


def _reader(data: bytes) -> PdfFileReader:
    try:
        return PdfFileReader(io.BytesIO(data))
    except _NOT_OURS as error:
        raise PaperUnreadable(str(error)) from error


def _rectangle(reader: PdfFileReader, name: str) -> tuple[float, float] | None:
    """Width and height of an empty signature field."""
    try:
        fields: Sequence[Any] = reader.root["/AcroForm"]["/Fields"]
    except KeyError:
        return None
    for field in (reference.get_object() for reference in fields):
        if str(field.get("/T", "")) == name and field.get("/FT") == "/Sig":
            left, low, right, high = (float(edge) for edge in field["/Rect"])
            return right - left, high - low
    return None


class _Appending(IncrementalPdfFileWriter):
    """Says nothing new about the document: title, dates and packet are the report's, and stay as the archive got them."""

    def _update_meta(self) -> None:
        pass


class _Signer(Signer):
    """pyHanko's side of a signatory: the key itself never comes here."""

    def __init__(self, signatory: PaperSignatory) -> None:
        certificate = x509.Certificate.load(signatory.certificate)
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        store.register(certificate)
        super().__init__(
            signing_cert=certificate,
            cert_registry=store,
            signature_mechanism=SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
        )
        self._signatory = signatory

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:  # noqa: ARG002, FBT001, FBT002 - pyHanko's signature
        return bytes(_SIGNATURE_ROOM // 4) if dry_run else self._signatory.sign(data)


class _DatedSigner(PdfSigner):
    """The time of signing is handed in, and the file stays of PDF 1.7, which PDF/A-2 rests on.

    Left to itself pyHanko declares PDF 2.0 for a curve that ISO 32002 names, whatever the certificate's readers know of it.
    """

    def __init__(self, metadata: PdfSignatureMetadata, *, signer: Signer, stamp_style: BaseStampStyle, at: datetime):
        super().__init__(metadata, signer=signer, stamp_style=stamp_style)
        self._at = at

    def init_signing_session(self, pdf_out: Any, existing_fields_only: bool = False) -> PdfSigningSession:  # noqa: FBT001, FBT002 - pyHanko's signature
        session = super().init_signing_session(pdf_out, existing_fields_only=existing_fields_only)
        session.system_time = self._at
        return session

    def register_extensions(self, pdf_out: Any, *, md_algorithm: str) -> None:  # noqa: ARG002
        pdf_out.register_extension(ESIC_EXTENSION_1)


@dataclass(frozen=True)
class _Stamp(BaseStampStyle):
    """What the field shows: a page that was printed like the rest of the paper."""

    page: bytes = b""

    def create_stamp(self, writer: Any, box: BoxConstraints, text_params: Any) -> Any:  # noqa: ARG002
        return _PrintedStamp(writer, box, self.page)


class _PrintedStamp(AppearanceContent):
    def __init__(self, writer: Any, box: BoxConstraints, page: bytes) -> None:
        super().__init__(writer=writer, box=box)
        self._page = page

    def render(self) -> bytes:
        drawn = self._ensure_writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self._page)))
        self.set_resource(ResourceType.XOBJECT, generic.pdf_name("/Stamp"), drawn)
        return b"q /Stamp Do Q"
