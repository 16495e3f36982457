"""What a photo says of itself when it is taken in, also where it was made to harm."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageEnhance

from checklists.model.pictures import bits_apart
from checklists.samples import sample_attachments
from desktop.services.photos import PhotoFacts, photo_facts

INDUSTRIES = ("fmcg_wholesale", "lorry_transport", "metal_workshop", "pig_farm", "restaurant")


def _scene() -> Image.Image:
    """Uneven light and a few things in it, as a shop has."""
    image = Image.radial_gradient("L").resize((640, 480)).convert("RGB")
    for number in range(12):
        left, top = number * 53 % 600, number * 97 % 420
        image.paste((number * 21, 255 - number * 17, number * 7), (left, top, left + 70, top + 50))
    return image


def _jpeg(image: Image.Image, *, quality: int = 90, exif: Image.Exif | None = None) -> bytes:
    target = io.BytesIO()
    image.save(target, "JPEG", quality=quality, **({"exif": exif} if exif is not None else {}))
    return target.getvalue()


def _exif(*, taken: str = "", offset: str = "", gps: Mapping[int, object] | None = None) -> Image.Exif:
    exif = Image.Exif()
    said = exif.get_ifd(0x8769)
    if taken:
        said[36867] = taken
    if offset:
        said[36881] = offset
    if gps:
        exif.get_ifd(0x8825).update(dict(gps))
    return exif


NORTH_EAST = {1: "N", 2: (31.0, 13.0, 48.0), 3: "E", 4: (121.0, 28.0, 12.0)}


def _apart(one: bytes, other: bytes) -> int:
    found = bits_apart(photo_facts(one, "image/jpeg").perceptual_hash, photo_facts(other, "image/jpeg").perceptual_hash)
    assert found is not None
    return found


def test_saving_again_smaller_or_brighter_leaves_the_look() -> None:
    scene = _scene()
    original = _jpeg(scene)
    assert _apart(original, _jpeg(scene, quality=40)) <= 4
    assert _apart(original, _jpeg(scene.resize((320, 240)))) <= 4
    assert _apart(original, _jpeg(ImageEnhance.Brightness(scene).enhance(0.9))) <= 4


def test_a_photo_held_upright_by_its_orientation_looks_like_its_upright_copy() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = _scene().transpose(Image.Transpose.ROTATE_90)
    assert _apart(_jpeg(_scene()), _jpeg(turned, exif=exif)) <= 4


def test_another_picture_looks_different() -> None:
    assert _apart(_jpeg(_scene()), _jpeg(Image.linear_gradient("L").rotate(90).resize((640, 480)))) > 12


@pytest.mark.parametrize("shade", [0, 127, 255])
def test_a_picture_of_nothing_is_like_no_other(shade: int) -> None:
    assert photo_facts(_jpeg(Image.new("L", (200, 200), shade)), "image/jpeg").perceptual_hash == ""


def test_the_photos_of_the_samples_are_told_apart() -> None:
    looks = {
        path: photo_facts(path.read_bytes(), "image/png").perceptual_hash
        for industry in INDUSTRIES
        for path in sample_attachments(industry)
        if path.suffix == ".png"
    }
    assert len(looks) > 30
    near = [
        (str(one), str(other))
        for one, look in looks.items()
        for other, other_look in looks.items()
        if str(one) < str(other) and one.parent == other.parent and (bits_apart(look, other_look) or 99) <= 4
    ]
    assert near == []


def test_time_and_place_are_read() -> None:
    says = photo_facts(_jpeg(_scene(), exif=_exif(taken="2026:03:05 14:20:00", gps=NORTH_EAST)), "image/jpeg")
    assert says.taken_at == datetime(2026, 3, 5, 6, 20, tzinfo=UTC)
    assert says.place == "31.230000 121.470000"


def test_a_camera_that_names_its_zone_is_believed() -> None:
    says = photo_facts(_jpeg(_scene(), exif=_exif(taken="2026:03:05 14:20:00", offset="+09:00")), "image/jpeg")
    assert says.taken_at == datetime(2026, 3, 5, 5, 20, tzinfo=UTC)


@pytest.mark.parametrize("taken", ["2026:13:05 14:20:00", "yesterday", "0000:00:00 00:00:00", "\x00" * 19])
def test_no_such_time_is_no_time(taken: str) -> None:
    assert photo_facts(_jpeg(_scene(), exif=_exif(taken=taken)), "image/jpeg").taken_at is None


@pytest.mark.parametrize(
    "gps",
    [
        {1: "N", 2: (91.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 1.0)},
        {1: "N", 2: (0.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 0.0)},
        {1: "N", 2: (31.0, 13.0), 3: "E", 4: (121.0, 28.0, 12.0)},
        {2: (31.0, 13.0, 48.0)},
    ],
)
def test_no_such_place_is_no_place(gps: dict[int, object]) -> None:
    assert photo_facts(_jpeg(_scene(), exif=_exif(gps=gps)), "image/jpeg").place == ""


def _bomb() -> bytes:
    """A PNG of a few bytes that claims 30,000 x 30,000 points."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")


def test_a_picture_that_claims_to_be_giant_is_not_unpacked() -> None:
    assert photo_facts(_bomb(), "image/png") == PhotoFacts()


def test_a_cut_off_photo_says_nothing_and_harms_nothing() -> None:
    whole = _jpeg(_scene())
    assert photo_facts(whole[: len(whole) // 3], "image/jpeg").perceptual_hash == ""


@given(st.binary(max_size=400))
def test_any_bytes_are_survived(data: bytes) -> None:
    for head in (b"\xff\xd8\xff\xe1", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP", b""):
        assert isinstance(photo_facts(head + data, "image/jpeg"), PhotoFacts)


def test_what_is_no_photo_is_not_opened() -> None:
    assert photo_facts(_jpeg(_scene()), "application/pdf") == PhotoFacts()
