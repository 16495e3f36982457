"""Signals (线索): what coincides in a case or between cases, and what to ask. None of them is a verdict: 雷达不做判决书.

The laptop's own comparison with its other cases cannot be made again elsewhere. It is written into the case as a remark with the
subject ``LAPTOP`` (canonical JSON), so that report and head office say what the laptop knew then.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from checklists.model.canonical import canonical_bytes, read_json

LAPTOP = "signals/laptop"
"""The remark that holds what this laptop's other cases say."""
_LONGEST = 100_000
_MOST = 200
_MOST_CASES = 10_000_000


class SignalKind(Enum):
    """What may coincide. The first nine are seen in the case alone, the others between the cases of a laptop."""

    OWN_PHONE = "own_phone"
    SHARED_PHONE = "shared_phone"
    OWN_NAME = "own_name"
    BOTH_SIDES = "both_sides"
    PHOTO_TWICE = "photo_twice"
    FILE_TWICE = "file_twice"
    PHOTO_TIME = "photo_time"
    PHOTO_FAR = "photo_far"
    WORDS_TWICE = "words_twice"
    REPEAT_CLIENT = "repeat_client"
    REPEAT_PERSON = "repeat_person"
    REPEAT_PHONE = "repeat_phone"
    REPEAT_GUARANTOR = "repeat_guarantor"
    REPEAT_COLLATERAL = "repeat_collateral"
    REPEAT_CONTRACT = "repeat_contract"
    REPEAT_ADDRESS = "repeat_address"
    REPEAT_PHOTO = "repeat_photo"
    REPEAT_FILE = "repeat_file"
    REPEAT_WORDS = "repeat_words"
    GUARANTEE_RING = "guarantee_ring"

    @property
    def may_be_of_laptop(self) -> bool:
        """Whether it is seen between cases (a ring of guarantees also within one)."""
        return self.value.startswith("repeat_") or self is SignalKind.GUARANTEE_RING


@dataclass(frozen=True, slots=True)
class Signal:
    """One coincidence: ``sentence`` says what coincides, ``ask`` what to do next.

    ``key`` names it in the remark ``signal/<key>`` and stays the same while the same things coincide. ``severity`` is minor,
    medium or major. ``of_laptop``: seen between the laptop's cases, and not recomputed elsewhere. ``remark`` is the explanation.
    """

    key: str
    kind: str
    label: str
    severity: str
    sentence: str
    ask: str
    paths: tuple[str, ...]
    evidence: tuple[str, ...]
    source: str
    of_laptop: bool = False
    remark: str = ""

    @property
    def is_open(self) -> bool:
        """Whether nobody has explained it."""
        return not self.remark


@dataclass(frozen=True, slots=True)
class Signals:
    """All that coincides, and what could not be compared (``gaps``, sentences). ``compared``: with how many other cases of the
    laptop; None where that was not looked at yet."""

    found: tuple[Signal, ...] = ()
    gaps: tuple[str, ...] = ()
    compared: int | None = None


@dataclass(frozen=True, slots=True)
class Repeat:
    """A coincidence with another case, told without that case's data: its number, what coincides, and the value masked."""

    kind: SignalKind
    case_number: str
    sentence: str
    key: str
    paths: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LaptopFindings:
    """What the laptop's ``compared`` other cases have in common with this one."""

    compared: int
    repeats: tuple[Repeat, ...] = ()


def signal_subject(key: str) -> str:
    """The subject of the remark that explains a signal."""
    return f"signal/{key}"


def findings_text(findings: LaptopFindings) -> str:
    """The remark's text: the first two hundred, which is more than anybody explains."""
    return canonical_bytes(LaptopFindings(findings.compared, findings.repeats[:_MOST])).decode()


def findings_of(text: str) -> LaptopFindings | None:
    """The findings in a remark; None where it is none or not written by this program."""
    if not text or len(text) > _LONGEST:
        return None
    try:
        document = read_json(text)
        if not isinstance(document, dict) or set(document) != {"compared", "repeats"}:
            return None
        compared, repeats = document["compared"], document["repeats"]
        if isinstance(compared, bool) or not isinstance(compared, int | Decimal) or not isinstance(repeats, list):
            return None
        if not 0 <= compared <= _MOST_CASES or compared != int(compared):
            return None
        return LaptopFindings(int(compared), tuple(_repeat_of(item) for item in repeats[:_MOST]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, ArithmeticError):
        return None


def _repeat_of(item: Any) -> Repeat:
    kind = SignalKind(item["kind"])
    if not kind.may_be_of_laptop:
        raise ValueError(f"{kind} is not seen between cases")
    texts = [item[name] for name in ("case_number", "sentence", "key")]
    lists = [item[name] for name in ("paths", "evidence")]
    if not all(isinstance(text, str) for text in (*texts, *lists[0], *lists[1])):
        raise TypeError("not a text")
    return Repeat(kind, texts[0], texts[1], texts[2], tuple(lists[0]), tuple(lists[1]))
