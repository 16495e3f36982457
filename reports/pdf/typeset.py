"""Breaking texts into lines, the Chinese way: between any two Han characters, never before a closing or after an opening mark.

Numbers keep their unit, words stay whole, and what is longer than a line (a hash) is broken where the line ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reports.document import Span, Text, Tone
from reports.pdf.fonts import Fonts

_ATOM = re.compile(
    r"\n|[−+±]?[0-9][0-9,.:/–-]*%?(?: ?(?:万元|亿元|元|个月|个百分点|天|倍|分|年|月|日|人|家|页|项|%))?(?![A-Za-z0-9_])"
    r"|[A-Za-z0-9_./@#&+=:%*()×<>$!?\"'\[\]{}~|;,-]+| +|."
)
_NOT_FIRST = set("，。；：、！？）】》」』〕〉%…—’”·,.;:)]}")
_NOT_LAST = set("（【《「『〔〈‘“([{")


@dataclass(frozen=True, slots=True)
class TypeStyle:
    """Size and leading in points."""

    size: float
    leading: float
    bold: bool = False
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Run:
    """Characters in one style at ``x`` from the line's start. ``link`` is the key a source mark leads to."""

    text: str
    x: float
    width: float
    size: float
    bold: bool
    tone: Tone
    rise: float = 0.0
    link: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    runs: tuple[Run, ...]
    width: float


@dataclass(frozen=True, slots=True)
class _Atom:
    text: str
    span: Span
    width: float
    size: float
    rise: float = 0.0
    link: str = ""


class Typesetter:
    """Turns texts into lines of a width. ``numbers`` says what a source mark prints."""

    def __init__(self, fonts: Fonts, numbers: Mapping[str, str]) -> None:
        self.fonts = fonts
        self.numbers = numbers

    def width(self, text: str, style: TypeStyle) -> float:
        return self.fonts.face(bold=style.bold).width(text, style.size)

    def line(self, text: str, style: TypeStyle) -> Line:
        """One line, however long."""
        width = self.width(text, style)
        return Line((Run(text, 0.0, width, style.size, style.bold, style.tone),), width)

    def fitted(self, text: str, width: float, style: TypeStyle) -> str:
        """The text cut to one line with an ellipsis where it is longer; nothing where there is no room at all."""
        if self.width(text, style) <= width:
            return text
        for length in range(len(text) - 1, 0, -1):
            shortened = text[:length].rstrip() + "…"
            if self.width(shortened, style) <= width:
                return shortened
        return ""

    def lines(self, text: Text | str, width: float, style: TypeStyle) -> tuple[Line, ...]:
        """The text in lines no wider than ``width``; at least one line."""
        whole = Text((Span(text),)) if isinstance(text, str) else text
        groups = list(_unbreakable(self._atoms(whole, style)))
        lines: list[Line] = []
        current: list[_Atom] = []
        used = 0.0
        for group in groups:
            if group[0].text == "\n":
                lines.append(_line(current))
                current, used = [], 0.0
                continue
            group_width = sum(atom.width for atom in group)
            if used + group_width > width + 0.01 and current:
                lines.append(_line(current))
                current, used = [], 0.0
                if group[0].text.isspace():
                    continue
            if group_width > width:
                *full, group = self._broken(group, width)
                lines += [_line(part) for part in full]
                group_width = sum(atom.width for atom in group)
            current += group
            used += group_width
        return (*lines, _line(current)) if current or not lines else tuple(lines)

    def _atoms(self, text: Text, style: TypeStyle) -> Iterator[_Atom]:
        for span in text.spans:
            tone = style.tone if span.tone is Tone.PLAIN else span.tone
            styled = Span(span.text, bold=span.bold or style.bold, tone=tone)
            face = self.fonts.face(bold=styled.bold)
            for piece in _ATOM.findall(span.text):
                yield _Atom(piece, styled, face.width(piece, style.size), style.size)
        marks = [key for key in text.sources if key in self.numbers]
        size = max(5.4, style.size * 0.64)
        for position, key in enumerate(marks):
            mark = self.numbers[key] + ("," if position + 1 < len(marks) else "")
            span = Span(mark, tone=Tone.MUTED)
            yield _Atom(mark, span, self.fonts.regular.width(mark, size), size, style.size * 0.36, key)

    def _broken(self, group: list[_Atom], width: float) -> list[list[_Atom]]:
        """A group wider than a line, cut character by character."""
        parts: list[list[_Atom]] = [[]]
        used = 0.0
        for atom in group:
            face = self.fonts.face(bold=atom.span.bold)
            for character in atom.text:
                advance = face.width(character, atom.size)
                if used + advance > width and parts[-1]:
                    parts.append([])
                    used = 0.0
                parts[-1].append(_Atom(character, atom.span, advance, atom.size, atom.rise, atom.link))
                used += advance
        return parts


def _unbreakable(atoms: Iterable[_Atom]) -> Iterator[list[_Atom]]:
    """Atoms grouped so that a line may break between groups."""
    group: list[_Atom] = []
    for atom in atoms:
        glued = (
            group
            and atom.text != "\n"
            and group[-1].text != "\n"
            and (atom.rise or atom.text[0] in _NOT_FIRST or group[-1].text[-1] in _NOT_LAST)
        )
        if group and not glued:
            yield group
            group = []
        group.append(atom)
    if group:
        yield group


def _line(atoms: list[_Atom]) -> Line:
    while atoms and atoms[-1].text.isspace():
        atoms = atoms[:-1]
    runs: list[Run] = []
    x = 0.0
    for atom in atoms:
        last = runs[-1] if runs else None
        if last and (last.size, last.bold, last.tone, last.rise, last.link) == (
            atom.size, atom.span.bold, atom.span.tone, atom.rise, atom.link,
        ):  # fmt: skip
            runs[-1] = Run(last.text + atom.text, last.x, last.width + atom.width, *_style(atom))
        else:
            runs.append(Run(atom.text, x, atom.width, *_style(atom)))
        x += atom.width
    return Line(tuple(runs), x)


def _style(atom: _Atom) -> tuple[float, bool, Tone, float, str]:
    return atom.size, atom.span.bold, atom.span.tone, atom.rise, atom.link
