"""What a photo says of itself when it is taken in: when and where it was taken, and what it looks like.

A photo comes from anywhere and may be made to harm: few formats, a limit of pixels, and nothing escapes but blanks.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from PIL import Image, UnidentifiedImageError

from checklists.model.pictures import COLUMNS, ROWS, difference_hash
from checklists.model.transactions import SHANGHAI

MAX_PIXELS = 60_000_000
FORMATS = ("JPEG", "PNG", "WEBP")
_SMALL = (192, 192)
_EXIF, _GPS, _ORIENTATION = 0x8769, 0x8825, 0x0112
_TAKEN, _OFFSET = 36867, 36881
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ZONE = re.compile(r"([+-])(\d\d):(\d\d)")
UNREADABLE = (
    UnidentifiedImageError,
    Image.DecompressionBombError,
    OSError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    ArithmeticError,
    AttributeError,
    SyntaxError,  # Pillow's own word for a broken PNG
    RecursionError,
    MemoryError,
)


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """``place`` is "latitude longitude" in degrees (WGS 84); blank or None is what the photo does not say."""

    taken_at: datetime | None = None
    place: str = ""
    perceptual_hash: str = ""


def photo_facts(data: bytes, media_type: str) -> PhotoFacts:
    """What the photo says, and nothing where it is no photo that can be read."""
    if not media_type.startswith("image/"):
        return PhotoFacts()
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            exif = image.getexif()
            return PhotoFacts(_taken_at(exif.get_ifd(_EXIF)), _place(exif.get_ifd(_GPS)), _look(image, exif))
    except UNREADABLE:
        return PhotoFacts()


def _look(image: Image.Image, exif: Mapping[int, Any]) -> str:
    if image.width * image.height > MAX_PIXELS:
        return ""
    try:
        image.draft("L", _SMALL)
        small = image.convert("L")
    except UNREADABLE:
        return ""
    small.thumbnail(_SMALL, Image.Resampling.BOX)
    turn = _TURNS.get(exif.get(_ORIENTATION, 1))
    upright = small if turn is None else small.transpose(turn)
    return difference_hash(upright.resize((COLUMNS, ROWS), Image.Resampling.BOX).tobytes())


def _taken_at(exif: Mapping[int, Any]) -> datetime | None:
    """A camera that names no zone is taken to stand in the client's."""
    text, zone = exif.get(_TAKEN), _ZONE.fullmatch(str(exif.get(_OFFSET, "")))
    if not isinstance(text, str):
        return None
    offset = SHANGHAI
    try:
        if zone is not None:
            ahead = timedelta(hours=int(zone[2]), minutes=int(zone[3]))
            offset = timezone(-ahead if zone[1] == "-" else ahead)
        return datetime.strptime(text.strip("\x00 "), "%Y:%m:%d %H:%M:%S").replace(tzinfo=offset)
    except ValueError:
        return None


def _place(gps: Mapping[int, Any]) -> str:
    try:
        latitude = _degrees(gps[2], negative=str(gps[1]).startswith("S"))
        longitude = _degrees(gps[4], negative=str(gps[3]).startswith("W"))
    except (KeyError, TypeError, ValueError, ArithmeticError):
        return ""
    known = abs(latitude) <= 90 and abs(longitude) <= 180 and (latitude, longitude) != (0, 0)
    return f"{latitude:.6f} {longitude:.6f}" if known else ""


def _degrees(parts: Any, *, negative: bool) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    value = degrees + minutes / 60 + seconds / 3600
    if not math.isfinite(value):
        raise ValueError("no place on earth")
    return -value if negative else value
