"""The container: one fixed dialect of ustar, so that stock ``tar`` reads it and every byte of it is decided.

A header is a function of name and size alone. The reader makes the header anew and compares: links, devices, other dates,
extended headers, negative or huge sizes and hidden bytes in padding are all refused by that one comparison.
"""

from __future__ import annotations

import re
from typing import Final

from sync.errors import HeaderRefused, NotACaseFile

BLOCK: Final = 512
END: Final = bytes(2 * BLOCK)
LARGEST_MEMBER: Final = 8**11 - 1
_SIZE = re.compile(rb"[0-7]{11}\0")
_NAME = re.compile(rb"[ -~]{1,100}")


def header(name: str, size: int) -> bytes:
    """The 512 bytes before a member of this name and size."""
    fields = (
        name.encode("ascii").ljust(100, b"\0"),
        b"0000644\0",
        b"0000000\0",
        b"0000000\0",
        b"%011o\0" % size,
        b"00000000000\0",
        b" " * 8,
        b"0",
        bytes(100),
        b"ustar\x0000",
        bytes(64),
        b"0000000\0",
        b"0000000\0",
        bytes(155 + 12),
    )
    block = b"".join(fields)
    return block[:148] + b"%06o\0 " % sum(block) + block[156:]


def padding(size: int) -> int:
    """How many zero bytes follow a member of ``size`` bytes."""
    return -size % BLOCK


def parse_header(block: bytes) -> tuple[str, int]:
    """Name and size, where the block is exactly ``header(name, size)``. NotACaseFile, HeaderRefused."""
    if block[257:263] != b"ustar\0":
        raise NotACaseFile("")
    raw = block[:100].rstrip(b"\0")
    if not _NAME.fullmatch(raw):
        raise HeaderRefused("")
    name = raw.decode("ascii")
    if not _SIZE.fullmatch(block[124:136]):
        raise HeaderRefused(name)
    size = int(block[124:135], 8)
    if header(name, size) != block:
        raise HeaderRefused(name)
    return name, size
