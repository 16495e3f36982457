"""A photo without the place it was taken at, for clients who did not agree that places are kept: the picture's own bytes stay as they are.

Only what the file says about itself goes (EXIF, XMP, IPTC); which way up it is and when it was taken are written anew.
"""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image

from desktop.services.photos import FORMATS, UNREADABLE, photo_facts

_JPEG, _PNG, _WEBP = "image/jpeg", "image/png", "image/webp"
_SAYING_SEGMENTS = frozenset({0xE1, 0xED})
_SAYING_CHUNKS = frozenset({b"eXIf", b"tEXt", b"zTXt", b"iTXt"})
_SAYING_RIFF = frozenset({b"EXIF", b"XMP "})
_START_OF_SCAN = 0xDA
_EXIF_AND_XMP = 0x08 | 0x04
_ORIENTATION, _EXIF, _TAKEN, _OFFSET = 0x0112, 0x8769, 36867, 36881
_PNG_HEAD, _RIFF_HEAD = 8, 12


def without_place(data: bytes, media_type: str) -> bytes:
    """The same photo, saying nothing of where it was taken; as it came where it says no place.

    A file whose parts cannot be told from one another is drawn anew.
    """
    if not photo_facts(data, media_type).place:
        return data
    made = data
    try:
        if media_type == _JPEG:
            made = _jpeg(data, _kept_words(data))
        elif media_type == _PNG:
            made = _png(data)
        elif media_type == _WEBP:
            made = _webp(data)
    except (struct.error, IndexError, ValueError):
        made = data
    return _redrawn(data) if photo_facts(made, media_type).place or not _is_picture(made) else made


def _kept_words(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data), formats=FORMATS) as image:
        said, kept = image.getexif(), Image.Exif()
    if _ORIENTATION in said:
        kept[_ORIENTATION] = said[_ORIENTATION]
    times = said.get_ifd(_EXIF)
    kept.get_ifd(_EXIF).update({tag: times[tag] for tag in (_TAKEN, _OFFSET) if tag in times})
    return kept.tobytes()


def _jpeg(data: bytes, kept: bytes) -> bytes:
    """Marker by marker up to the picture itself."""
    parts, at = [data[:2], b"\xff\xe1" + struct.pack(">H", len(kept) + 2) + kept], 2
    while data[at] == 0xFF and data[at + 1] != _START_OF_SCAN:
        end = at + 2 + int(struct.unpack(">H", data[at + 2 : at + 4])[0])
        if data[at + 1] not in _SAYING_SEGMENTS:
            parts.append(data[at:end])
        at = end
    return b"".join((*parts, data[at:]))


def _png(data: bytes) -> bytes:
    parts, at = [data[:_PNG_HEAD]], _PNG_HEAD
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        end = at + 12 + length
        if data[at + 4 : at + 8] not in _SAYING_CHUNKS:
            parts.append(data[at:end])
        at = end
    return b"".join(parts)


def _webp(data: bytes) -> bytes:
    parts, at = [], _RIFF_HEAD
    while at < len(data):
        name, (length,) = data[at : at + 4], struct.unpack("<I", data[at + 4 : at + 8])
        end = at + 8 + length + length % 2
        if name == b"VP8X":
            parts.append(data[at : at + 8] + bytes([data[at + 8] & ~_EXIF_AND_XMP]) + data[at + 9 : end])
        elif name not in _SAYING_RIFF:
            parts.append(data[at:end])
        at = end
    body = b"".join(parts)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def _is_picture(data: bytes) -> bool:
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            image.verify()
    except (*UNREADABLE, zlib.error):
        return False
    return True


def _redrawn(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data), formats=FORMATS) as image:
        target = io.BytesIO()
        kind = image.format or "PNG"
        image.save(
            target, kind, **({"quality": 95} if kind == "JPEG" else {"lossless": True} if kind == "WEBP" else {})
        )
    return target.getvalue()
