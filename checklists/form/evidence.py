"""Evidence that a question asks for (``jd:evidence``): which kinds of file are accepted, and for which answers."""

from __future__ import annotations

import re
from dataclasses import dataclass

PHOTO, DOCUMENT, AUDIO, VIDEO = "photo", "document", "audio", "video"
_ALL = frozenset({PHOTO, DOCUMENT, AUDIO, VIDEO})
# A paper is often kept as a photo of it; a record of a talk may be spoken or written.
_ACCEPTED = {
    "photo": (frozenset({PHOTO}), "需拍照"),
    "document": (frozenset({DOCUMENT, PHOTO}), "需附资料"),
    "recording": (frozenset({AUDIO, VIDEO}), "需附录音或录像"),
    "audio": (frozenset({AUDIO}), "需附录音"),
    "video": (frozenset({VIDEO}), "需附录像"),
    "record": (_ALL, "需附记录"),
    "file": (_ALL, "需附证据"),
    "any": (_ALL, "需附证据"),
}
EVIDENCE_WORDS = tuple(_ACCEPTED)
_SEPARATORS = re.compile(r"[\s|,]+")


@dataclass(frozen=True, slots=True)
class WantedEvidence:
    """``photo:done seen``: a photo, where the answer is one of these; without a colon, for whatever was answered."""

    accepted: frozenset[str]
    words: str
    answers: frozenset[str] = frozenset()

    def is_wanted(self, answer: str) -> bool:
        """Whether evidence belongs to this answer; never to a blank one."""
        return bool(answer) and (not self.answers or not self.answers.isdisjoint(answer.split()))

    @property
    def is_photo(self) -> bool:
        return self.accepted == {PHOTO}


def wanted_evidence(text: str) -> WantedEvidence | None:
    """What a ``jd:evidence`` says; an unknown word is any file, since the form was published all the same. None where it is blank."""
    kinds, _, answers = text.partition(":")
    named = [kind for kind in _SEPARATORS.split(kinds.strip()) if kind]
    if not named:
        return None
    rules = [_ACCEPTED.get(kind, _ACCEPTED["any"]) for kind in named]
    accepted = frozenset[str]().union(*(kinds for kinds, _ in rules))
    words = "或".join(dict.fromkeys(words for _, words in rules)).replace("或需", "或")
    return WantedEvidence(accepted, words, frozenset(word for word in _SEPARATORS.split(answers) if word))


def evidence_kind(media_type: str) -> str:
    """The kind of evidence that a file of this media type is."""
    head = media_type.partition("/")[0]
    return {"image": PHOTO, "audio": AUDIO, "video": VIDEO}.get(head, DOCUMENT)


def evidence_sentence(wanted: WantedEvidence) -> str:
    return f"{wanted.words}，还没有附上；确实无法取得的，须写明原因。"
