"""The shipped samples' reports are what they were: their structure, their text page by page, and how three pages look.

Whoever means to change a report looks at the difference and runs ``python -m tests.golden.report``.
"""

from __future__ import annotations

import shutil

import pytest
from PIL import Image, ImageDraw

from tests.golden.report.made import (
    HERE,
    MEAN,
    PICTURED,
    PICTURES,
    READ,
    STRUCTURES,
    WORST,
    apart,
    pictures,
    structure,
    text_by_page,
)

needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
ANEW = "if this is meant: python -m tests.golden.report"


@pytest.mark.parametrize("industry", STRUCTURES)
def test_chapters_sections_and_kinds_of_blocks_are_what_they_were(industry: str) -> None:
    assert structure(industry).splitlines() == _golden(f"{industry}_structure.txt"), ANEW


@needs_poppler
def test_every_page_says_what_it_said() -> None:
    assert text_by_page(READ).splitlines() == _golden(f"{READ}_pages.txt"), ANEW


@needs_poppler
def test_three_pages_look_as_they_did() -> None:
    drawn = pictures(PICTURED)
    assert drawn.keys() == PICTURES.keys()
    for name, picture in drawn.items():
        with Image.open(HERE / f"{PICTURED}_{name}.png") as golden:
            mean, worst = apart(picture, golden.convert("L"))
        assert mean < MEAN, f"{name}: {ANEW}"
        assert worst < WORST, f"{name}: {ANEW}"


def test_a_moved_block_is_seen_and_a_breath_of_grey_is_not() -> None:
    with Image.open(HERE / f"{PICTURED}_decision.png") as golden:
        page = golden.convert("L")
    breath = page.point([min(255, max(0, level + 2 * (level % 2) - 1)) for level in range(256)])
    assert apart(page, breath) < (MEAN, WORST)
    moved = page.copy()
    moved.paste(page.crop((0, 40, 248, 120)), (0, 46))
    mean, worst = apart(page, moved)
    assert mean > MEAN
    assert worst > WORST
    lost = page.copy()
    ImageDraw.Draw(lost).rectangle((20, 60, 60, 75), fill=255)
    assert apart(page, lost)[1] > WORST


def _golden(name: str) -> list[str]:
    return (HERE / name).read_text(encoding="utf-8").splitlines()
