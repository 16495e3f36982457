"""What kind of file an attachment is, told from its first bytes rather than its name, and what evidence a case holds by it."""

from __future__ import annotations

from collections.abc import Iterable

from checklists.form import evidence_kind
from checklists.model.case import Attachment

_SIGNATURES = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"#!AMR", "audio/amr"),
    (b"OggS", "audio/ogg"),
    (b"fLaC", "audio/flac"),
)
_RIFF_KINDS = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}
_STILL_BRANDS = (b"heic", b"heix", b"mif1", b"msf1")
_SOUND_ENDINGS = (".m4a", ".aac", ".3ga")
_ZIP_KINDS = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def media_type_of(data: bytes, name: str) -> str:
    """The media type by content; by name only where many kinds share the same first bytes, or for plain text."""
    for signature, media_type in _SIGNATURES:
        if data.startswith(signature):
            if media_type == "application/zip":
                return next((kind for ending, kind in _ZIP_KINDS.items() if name.lower().endswith(ending)), media_type)
            return media_type
    if data[:4] == b"RIFF" and data[8:12] in _RIFF_KINDS:
        return _RIFF_KINDS[data[8:12]]
    if data[4:8] == b"ftyp":
        return _mpeg4_kind(data[8:12], name)
    return "text/csv" if name.lower().endswith(".csv") else "application/octet-stream"


def evidence_held(attachments: Iterable[Attachment]) -> dict[str, set[str]]:
    """The kinds of evidence by the question they belong to; what belongs to the case as a whole proves no single answer."""
    held: dict[str, set[str]] = {}
    for each in attachments:
        if each.question:
            held.setdefault(each.question, set()).add(evidence_kind(each.media_type))
    return held


def _mpeg4_kind(brand: bytes, name: str) -> str:
    """Telephones use one container for photos, recordings and films."""
    if brand in _STILL_BRANDS:
        return "image/heic"
    return "audio/mp4" if brand == b"M4A " or name.lower().endswith(_SOUND_ENDINGS) else "video/mp4"
