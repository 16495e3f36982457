"""A pattern's text -> pieces. Java's syntax; what is not of it, or beyond an automaton, raises BadPattern."""

from __future__ import annotations

from checklists.xpath.regex.characters import (
    LINE_ENDS,
    any_of,
    both,
    in_either_case,
    is_word,
    named,
    negated,
    one,
    predefined,
    within,
)
from checklists.xpath.regex.pieces import Ahead, Character, Choice, Matches, Piece, Place, Repeat, Sequence

MAX_PATTERN = 500
MAX_DEPTH = 40
_CONTROLS = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "a": "\a", "e": "\x1b"}
_HEX = frozenset("0123456789abcdefABCDEF")


class BadPattern(Exception):
    """The text is no pattern that can be matched here."""


def read_pattern(text: str) -> Piece:
    """The pieces of a pattern. Raises BadPattern."""
    if len(text) > MAX_PATTERN:
        raise BadPattern
    return _Reader(text).whole()


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.depth = 0
        self.ignores_case = False
        self.dot_takes_all = False
        self.has_lines = False

    def whole(self) -> Piece:
        piece = self.choice()
        if self.at < len(self.text):
            raise BadPattern
        return piece

    def here(self, sign: str) -> bool:
        return self.text.startswith(sign, self.at)

    def skip(self, sign: str) -> bool:
        if not self.here(sign):
            return False
        self.at += len(sign)
        return True

    def take(self) -> str:
        if self.at >= len(self.text):
            raise BadPattern
        self.at += 1
        return self.text[self.at - 1]

    def until(self, sign: str) -> str:
        end = self.text.find(sign, self.at)
        if end < 0:
            raise BadPattern
        found, self.at = self.text[self.at : end], end + len(sign)
        return found

    def choice(self) -> Piece:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise BadPattern
        branches = [self.sequence()]
        while self.skip("|"):
            branches.append(self.sequence())
        self.depth -= 1
        return branches[0] if len(branches) == 1 else Choice(tuple(branches))

    def sequence(self) -> Piece:
        parts: list[Piece] = []
        while self.at < len(self.text) and not self.here("|") and not self.here(")"):
            if self.skip("\\Q"):
                end = self.text.find("\\E", self.at)
                literal = self.text[self.at : end if end >= 0 else len(self.text)]
                self.at += len(literal) + 2 * (end >= 0)
                parts += [self.character(one(each)) for each in literal]
                if parts:
                    parts.append(self.repeated(parts.pop()))
                continue
            parts.append(self.repeated(self.atom()))
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def repeated(self, piece: Piece) -> Piece:
        bounds = self.bounds()
        if bounds is None:
            return piece
        self.skip("?")  # how eager a repeat is decides nothing where the whole text must fit
        return Repeat(piece, *bounds)

    def bounds(self) -> tuple[int, int | None] | None:
        for sign, bounds in (("*", (0, None)), ("+", (1, None)), ("?", (0, 1))):
            if self.skip(sign):
                return bounds
        if not self.skip("{"):
            return None
        least, comma, most = self.until("}").partition(",")
        if not _is_number(least) or not (most == "" or _is_number(most)):
            raise BadPattern
        upper = int(most) if most else None if comma else int(least)
        if upper is not None and upper < int(least):
            raise BadPattern
        return int(least), upper

    def character(self, matches: Matches) -> Piece:
        return Character(in_either_case(matches) if self.ignores_case else matches)

    def atom(self) -> Piece:
        sign = self.take()
        if sign == "(":
            return self.group()
        if sign == "[":
            return self.character(self.set_of_characters())
        if sign == ".":
            takes_all = self.dot_takes_all
            return Character(lambda character: takes_all or character not in LINE_ENDS)
        if sign == "^":
            return Place(_line_start if self.has_lines else _start)
        if sign == "$":
            return Place(_line_end if self.has_lines else _last_line_end)
        if sign == "\\":
            return self.escape()
        if sign in "*+?{":
            raise BadPattern
        return self.character(one(sign))

    def escape(self) -> Piece:
        place = _PLACES.get(self.text[self.at : self.at + 1])
        if place is not None:
            self.at += 1
            return Place(place)
        if self.skip("R"):
            line_end = Character(lambda character: character in LINE_ENDS or character in "\x0b\f")
            return Choice((Sequence((Character(one("\r")), Character(one("\n")))), line_end))
        return self.character(self.escaped())

    def escaped(self) -> Matches:
        """The set or character after a backslash, inside or outside brackets."""
        sign = self.take()
        found = predefined(sign)
        if found is not None:
            return found
        if sign in "pP":
            name = self.until("}") if self.skip("{") else self.take()
            known = named(name)
            if known is None:
                raise BadPattern
            return known if sign == "p" else negated(known)
        return one(self.literal(sign))

    def literal(self, sign: str) -> str:
        """The one character that an escape stands for."""
        if sign in _CONTROLS:
            return _CONTROLS[sign]
        if sign == "x":
            digits = self.until("}") if self.skip("{") else self.take() + self.take()
            return _code_point(digits)
        if sign == "u":
            return _code_point("".join(self.take() for _ in range(4)))
        if sign == "0":
            digits = ""
            while len(digits) < 3 and self.at < len(self.text) and self.text[self.at] in "01234567":
                digits += self.take()
            return chr(int(digits, 8)) if digits else _refused()
        return sign if not (sign.isascii() and sign.isalnum()) else _refused()

    def group(self) -> Piece:
        flags = self.ignores_case, self.dot_takes_all, self.has_lines
        wrap = None
        if self.skip("?"):
            if self.skip("=") or self.here("!"):
                wrap = not self.skip("!")
            elif self.skip("<"):
                name = self.until(">")
                if not (name.isascii() and name.isalnum() and name[0].isalpha()):
                    raise BadPattern
            elif not self.skip(":") and self.flags():
                return Sequence(())
        piece = self.choice()
        if not self.skip(")"):
            raise BadPattern
        self.ignores_case, self.dot_takes_all, self.has_lines = flags
        return piece if wrap is None else Ahead(piece, wrap)

    def flags(self) -> bool:
        """Read ``i``, ``s``, ``m``; whether they hold for the rest of the group that they stand in."""
        value = True
        while (sign := self.take()) not in ":)":
            if sign == "-":
                value = False
            elif sign == "i":
                self.ignores_case = value
            elif sign == "s":
                self.dot_takes_all = value
            elif sign == "m":
                self.has_lines = value
            else:
                raise BadPattern
        return sign == ")"

    def set_of_characters(self) -> Matches:
        """Behind ``[``: single characters, ranges, sets in sets, and ``&&``."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise BadPattern
        is_negated = self.skip("^")
        total: Matches | None = None
        members: list[Matches] = []
        is_first = True
        while is_first or not self.here("]"):
            is_first = False
            if self.skip("&&"):
                total = _narrowed(total, members)
                members = []
                is_first = self.here("[")
                continue
            members.append(self.member())
        self.at += 1
        self.depth -= 1
        whole = _narrowed(total, members)
        return negated(whole) if is_negated else whole

    def member(self) -> Matches:
        if self.skip("["):
            return self.set_of_characters()
        if self.here("\\") and (self.text[self.at + 1 : self.at + 2] or "?") in "dDwWsShHvVpP":
            self.at += 1
            return self.escaped()
        first = self.single()
        if self.here("-") and self.text[self.at + 1 : self.at + 2] not in ("]", "[", ""):
            self.at += 1
            last = self.single()
            if last < first:
                raise BadPattern
            return within(first, last)
        return one(first)

    def single(self) -> str:
        sign = self.take()
        return self.literal(self.take()) if sign == "\\" else sign


def _narrowed(total: Matches | None, members: list[Matches]) -> Matches:
    if not members:
        raise BadPattern
    return any_of(members) if total is None else both(total, any_of(members))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 4


def _code_point(digits: str) -> str:
    if not digits or not set(digits) <= _HEX or int(digits, 16) > 0x10FFFF:
        raise BadPattern
    return chr(int(digits, 16))


def _refused() -> str:
    raise BadPattern


def _start(_text: str, at: int) -> bool:
    return at == 0


def _end(text: str, at: int) -> bool:
    return at == len(text)


def _last_line_end(text: str, at: int) -> bool:
    return text[at:] in ("", "\r\n") or (
        at + 1 == len(text) and text[at] in LINE_ENDS and text[at - 1 : at + 1] != "\r\n"
    )


def _line_start(text: str, at: int) -> bool:
    is_inside = at < len(text)
    return is_inside and (at == 0 or (text[at - 1] in LINE_ENDS and text[at - 1 : at + 1] != "\r\n"))


def _line_end(text: str, at: int) -> bool:
    return at == len(text) or (text[at] in LINE_ENDS and text[max(at - 1, 0) : at + 1] != "\r\n")


def _at_word_end(text: str, at: int) -> bool:
    before = at > 0 and is_word(text[at - 1])
    return before != (at < len(text) and is_word(text[at]))


_PLACES = {
    "A": _start,
    "z": _end,
    "Z": _last_line_end,
    "b": _at_word_end,
    "B": lambda text, at: not _at_word_end(text, at),
}
