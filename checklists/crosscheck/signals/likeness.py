"""How much two texts have in common, and how to find such texts without reading all of them."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from fractions import Fraction

SHINGLE = 3
"""Characters of a shingle: more than a Chinese word. Site notes are short; longer shingles let one changed word hide a copy."""
SKETCH = 8


def shingles(words: str) -> frozenset[str]:
    """Every run of ``SHINGLE`` characters of a text that ``marks.words_key`` has made plain."""
    return frozenset(words[at : at + SHINGLE] for at in range(len(words) - SHINGLE + 1))


def likeness(one: frozenset[str], other: frozenset[str]) -> Decimal:
    """Shingles in both over shingles in either, from 0 to 1, two places, rounded down. Source: A. Broder, "On the resemblance
    and containment of documents" (1997); from which share on to ask is 本行待校准."""
    either = len(one | other)
    return Decimal(int(Fraction(100 * len(one & other), either))) / 100 if either else Decimal(0)


def sketch(words: str) -> tuple[str, ...]:
    """The eight smallest of the shingles' digests: texts with most shingles in common share at least one (Broder's min-wise sample)."""
    digests = sorted(hashlib.blake2b(each.encode(), digest_size=6).hexdigest() for each in shingles(words))
    return tuple(digests[:SKETCH])
