"""A photo that says no place any more: its picture is the same to the dot, its time and its upright side are kept."""

from __future__ import annotations

import io

import pytest
from PIL import Image, PngImagePlugin

from desktop.services.photos import photo_facts
from desktop.services.placeless import without_place

GPS = {1: "N", 2: (31.0, 13.0, 48.0), 3: "E", 4: (121.0, 28.0, 12.0)}
TAKEN = "2026:03:05 14:20:00"


def photo(kind: str, *, gps: bool = True, turned: int = 6) -> bytes:
    image = Image.radial_gradient("L").resize((320, 240)).convert("RGB")
    exif = Image.Exif()
    exif[0x0112] = turned
    exif.get_ifd(0x8769)[36867] = TAKEN
    if gps:
        exif.get_ifd(0x8825).update(GPS)
    target = io.BytesIO()
    image.save(target, kind, exif=exif)
    return target.getvalue()


def dots(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data)) as image:
        return image.convert("RGB").tobytes()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_place_goes_and_the_picture_stays(kind: str) -> None:
    before, media_type = photo(kind), f"image/{kind.lower()}"
    assert photo_facts(before, media_type).place
    after = without_place(before, media_type)
    assert photo_facts(after, media_type).place == ""
    assert b"GPS" not in after
    assert dots(after) == dots(before)


def test_a_jpeg_keeps_its_time_and_its_upright_side() -> None:
    before = photo("JPEG")
    after = without_place(before, "image/jpeg")
    assert photo_facts(after, "image/jpeg").taken_at == photo_facts(before, "image/jpeg").taken_at
    with Image.open(io.BytesIO(after)) as image:
        assert image.getexif()[0x0112] == 6


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_without_a_place_stays_as_it_came(kind: str) -> None:
    before = photo(kind, gps=False)
    assert without_place(before, f"image/{kind.lower()}") is before


def test_what_is_no_picture_stays_as_it_came() -> None:
    for data in (b"", b"\xff\xd8\xff", b"not a picture", photo("JPEG")[:200]):
        assert without_place(data, "image/jpeg") == data


def test_words_beside_the_picture_go_with_the_place() -> None:
    target, words = io.BytesIO(), PngImagePlugin.PngInfo()
    words.add_itxt("XML:com.adobe.xmp", "<x>31.23 121.47</x>")
    exif = Image.Exif()
    exif[0x0112] = 1  # without one word of its own Pillow writes none of it
    exif.get_ifd(0x8825).update(GPS)
    Image.new("RGB", (9, 8), "red").save(target, "PNG", pnginfo=words, exif=exif)
    after = without_place(target.getvalue(), "image/png")
    assert b"121.47" not in after
    assert dots(after) == dots(target.getvalue())
