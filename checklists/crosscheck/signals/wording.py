"""Running text that stands word for word in two places."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checklists.crosscheck.signals.likeness import likeness, shingles
from checklists.crosscheck.signals.seen import Coincidence, Seen
from checklists.model.identity import Meaning
from checklists.model.signals import SignalKind

_MOST_COMPARED = 60


def words_twice(seen: Seen, from_share: Decimal) -> Iterator[Coincidence]:
    """Two answers of one case that share most of their words: what two people said is not worded alike."""
    texts = [(mark, shingles(mark.key)) for mark in seen.of(Meaning.WORDS)[:_MOST_COMPARED]]
    for at, (one, these) in enumerate(texts):
        for other, those in texts[at + 1 :]:
            if min(len(these), len(those)) < from_share * max(len(these), len(those)):
                continue
            share = likeness(these, those)
            if share >= from_share:
                names = f"“{seen.title(one.path, '文字')}”和“{seen.title(other.path, '文字')}”"
                sentence = f"{names}两处的文字{share * 100:.0f}%相同。"
                yield Coincidence(SignalKind.WORDS_TWICE, (one.key, other.key), sentence, (one.path, other.path))
