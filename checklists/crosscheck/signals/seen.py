"""What the signals of one case are looked for in, and what one of them is before the sheet has given it a weight."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time

from checklists.crosscheck.signals.marks import digest
from checklists.model.case import Attachment
from checklists.model.identity import Mark, Meaning
from checklists.model.signals import SignalKind

_POSITION = re.compile(r"\[[0-9]+\]")
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Seen:
    """One case as far as something in it can coincide.

    ``titles`` are the questions' labels by path without positions; ``scenes`` the questions that are answered by a picture of the
    site itself (papers photographed on a table all look alike), ``site_questions`` those whose proof is a photo taken there.
    ``with_phone`` are the groups and repeats that ask for a number. ``places``: (path, "latitude longitude") of what was located on site.
    """

    marks: tuple[Mark, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    scenes: frozenset[str] = frozenset()
    site_questions: frozenset[str] = frozenset()
    with_phone: frozenset[str] = frozenset()
    places: tuple[tuple[str, str], ...] = ()
    visited_on: date | None = None
    started: time | None = None
    ended: time | None = None

    def of(self, *meanings: Meaning) -> tuple[Mark, ...]:
        return tuple(mark for mark in self.marks if mark.meaning in meanings)

    def name_of(self, mark: Mark) -> Mark | None:
        """The name that stands in the same row."""
        same = (each for each in self.marks if each.meaning is Meaning.NAME and each.role is mark.role)
        return next((each for each in same if each.row == mark.row), None)

    @property
    def scene_photos(self) -> tuple[Attachment, ...]:
        return self._photos_of(self.scenes)

    @property
    def site_photos(self) -> tuple[Attachment, ...]:
        return self._photos_of(self.scenes | self.site_questions)

    def _photos_of(self, questions: frozenset[str]) -> tuple[Attachment, ...]:
        photos = (each for each in self.attachments if each.media_type.startswith("image/"))
        return tuple(each for each in photos if without_positions(each.question) in questions)

    def title(self, path: str, otherwise: str = "") -> str:
        return self.titles.get(without_positions(path), "") or otherwise

    def _called(self, attachment: Attachment) -> str:
        """A photo by what it was taken for, any other file by its own name."""
        is_photo = attachment.media_type.startswith("image/")
        return self.title(attachment.question, attachment.name) if is_photo else attachment.name

    def named(self, attachments: Iterable[Attachment]) -> str:
        """``“门头照片”、“仓库照片”等 5 张``."""
        all_of = list(attachments)
        names = [f"“{self._called(each)}”" for each in all_of]
        shown = "、".join(dict.fromkeys(names[:_MOST_NAMED]))
        return shown if len(all_of) <= _MOST_NAMED else f"{shown}等{len(all_of)}张"


@dataclass(frozen=True, slots=True)
class Coincidence:
    """``about`` is what coincides, in the spelling that is compared: two coincidences about the same are one."""

    kind: SignalKind
    about: tuple[str, ...]
    sentence: str
    paths: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.kind.value}-{digest(*sorted(self.about))}"


def without_positions(path: str) -> str:
    return _POSITION.sub("", path)
