"""What the shipped samples' reports hold, in forms that can be compared: structure, text by page, pictures of pages.

Whole hashes are left out: the checklist's changes with every sheet, and other tests look after them.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageChops

from reports.compose import compose
from reports.document import Block, Chart, Columns, Report, Subheading
from reports.pdf import PdfResult, render_pdf
from tests.unit.reports.real_sample import real_material

HERE = Path(__file__).parent
STRUCTURES = ("fmcg_wholesale", "restaurant", "pig_farm")
READ = "restaurant"
PICTURED = "fmcg_wholesale"
PICTURES = {
    "decision": "五维评分",
    "balance": "5.1 资产负债表 截至",
    "checks": "6.1 结果一览 共",
}
"""Each picture's page is the first after the contents, or page 1, that holds these words."""
_HASH = re.compile(r"\b[0-9a-f]{64}\b")
_WIDE, _HIGH = 248, 351
MEAN, WORST = 1.5, 48
"""How far two pictures may be apart in grey levels of 255: on the average, and in the worst spot of 4 by 4 points of the small picture."""


@lru_cache
def report_of(industry: str) -> Report:
    return compose(real_material(industry=industry))


@lru_cache
def printed(industry: str) -> PdfResult:
    return render_pdf(report_of(industry), spare_fonts=())


def structure(industry: str) -> str:
    """Chapters, sections and the kinds of their blocks, a line each."""
    report = report_of(industry)
    numbers = report.numbers()
    lines = ["decision", *_kinds(report.decision, 1)]
    for chapter in report.chapters:
        lines += [f"{numbers[chapter.key]} {chapter.title}", *_kinds(chapter.blocks, 1)]
        for section in chapter.sections:
            lines += [f"  {numbers[section.key]} {section.title}", *_kinds(section.blocks, 2)]
    return "\n".join(lines) + "\n"


def _kinds(blocks: tuple[Block, ...], depth: int) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Columns):
            yield "  " * depth + "Columns"
            yield from _kinds(block.left, depth + 1)
            yield from _kinds(block.right, depth + 1)
            continue
        kind = type(block).__name__
        detail = type(block.spec).__name__ if isinstance(block, Chart) else ""
        detail = block.text if isinstance(block, Subheading) else detail
        yield "  " * depth + f"{kind} {detail}".rstrip()


def text_by_page(industry: str) -> str:
    """``pdftotext -layout`` without blank lines, runs of spaces and hashes; pages apart by a line with their number."""
    pages = _told(printed(industry).data).split("\f")[:-1]
    return "".join(f"== {number}\n{_normal(page)}" for number, page in enumerate(pages, 1))


def _normal(page: str) -> str:
    lines = (re.sub(r"\s+", " ", line).strip() for line in page.splitlines())
    return _HASH.sub("<hash>", "\n".join(line for line in lines if line)) + "\n"


def _told(data: bytes) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "report.pdf")
        path.write_bytes(data)
        return subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True).stdout.decode()


def pictures(industry: str) -> dict[str, Image.Image]:
    """The pages of ``PICTURES``, small and grey."""
    data = printed(industry).data
    pages = [" ".join(page.split()) for page in _told(data).split("\f")]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "report.pdf")
        path.write_bytes(data)
        return {name: _picture(path, _page_with(words, pages)) for name, words in PICTURES.items()}


def _page_with(words: str, pages: list[str]) -> int:
    return next(number for number, page in enumerate(pages, 1) if words in page and (number != 2 or "目录" not in page))


def _picture(path: Path, page: int) -> Image.Image:
    target = path.with_suffix("")
    subprocess.run(
        ["pdftoppm", "-r", "60", "-gray", "-singlefile", "-png", "-f", str(page), "-l", str(page), path, target],
        check=True,
    )
    with Image.open(target.with_suffix(".png")) as drawn:
        return drawn.convert("L").resize((_WIDE, _HIGH), Image.Resampling.BOX)


def apart(one: Image.Image, other: Image.Image) -> tuple[float, int]:
    """How far two pictures of a size are apart: (on the average, in the worst spot), in grey levels."""
    if one.size != other.size:
        return 255.0, 255
    grey = ImageChops.difference(one.reduce(4), other.reduce(4)).tobytes()
    return sum(grey) / len(grey), max(grey)
