"""What kind of file an attachment is, told from its first bytes rather than its name."""

from __future__ import annotations

_SIGNATURES = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"ID3", "audio/mpeg"),
)
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
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return "text/csv" if name.lower().endswith(".csv") else "application/octet-stream"
