"""The whole report: decision page, chapters, sections, and the numbers that source marks print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from reports.document.blocks import Block, EvidenceGrid


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered section. ``in_contents`` False keeps the many small ones out of the table of contents."""

    key: str
    title: str
    blocks: tuple[Block, ...]
    in_contents: bool = True


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of sections; ``blocks`` stand before the first section."""

    key: str
    title: str
    sections: tuple[Section, ...] = ()
    blocks: tuple[Block, ...] = ()
    appendix: bool = False
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report. ``decision`` is its first page; ``state_label`` (暂定/最终) stands on every page.

    ``is_draft`` prints a watermark; ``case_hash`` is the SHA-256 printed in every footer and in the QR code;
    ``has_contents`` False leaves the table of contents out;
    ``logo`` is the bank's picture, b"" where it has none;
    ``dated`` is the day of the investigation, which the files carry instead of a clock's time.
    """

    title: str
    client: str
    subtitle: tuple[str, ...]
    case_number: str
    edition: int
    bank: str
    department: str
    state_label: str
    is_final: bool
    is_draft: bool
    case_hash: str
    dated: date
    decision: tuple[Block, ...]
    chapters: tuple[Chapter, ...]
    has_contents: bool = True
    logo: bytes = b""

    def numbers(self) -> Mapping[str, str]:
        """Chapter, section and evidence keys -> what a source mark prints: ``6.2``, ``A``, ``证3``."""
        return dict(self._numbered())

    def _numbered(self) -> Iterator[tuple[str, str]]:
        plain = letters = 0
        for chapter in self.chapters:
            if chapter.appendix:
                letters += 1
                number = chr(ord("A") + letters - 1)
            else:
                plain += 1
                number = str(plain)
            yield chapter.key, number
            for index, section in enumerate(chapter.sections, 1):
                yield section.key, f"{number}.{index}"
                yield from _evidence_numbers(section.blocks)
            yield from _evidence_numbers(chapter.blocks)


def _evidence_numbers(blocks: tuple[Block, ...]) -> Iterator[tuple[str, str]]:
    for block in blocks:
        if isinstance(block, EvidenceGrid):
            yield from ((photo.key, photo.number) for photo in block.photos)
