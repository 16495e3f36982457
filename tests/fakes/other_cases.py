"""The other cases of a laptop, in memory: what a store answers, without one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from checklists.model.case import Attachment
from checklists.model.identity import KnownFile, KnownMark, Mark, Meaning, Role
from checklists.model.pictures import bits_apart


class CasesInMemory:
    def __init__(self) -> None:
        self._marks: list[KnownMark] = []
        self._answers: dict[tuple[str, str], str] = {}
        self._files: list[tuple[str, KnownFile]] = []
        self._cases: dict[str, str] = {}

    def add(
        self,
        case_id: str,
        number: str,
        marks: Sequence[Mark],
        *,
        answers: Mapping[str, str],
        attachments: Sequence[Attachment],
    ) -> None:
        self._cases[case_id] = number
        self._marks += [KnownMark(case_id, number, m.role, m.meaning, m.key, m.path) for m in marks]
        self._answers |= {(case_id, path): text for path, text in answers.items()}
        for each in attachments:
            is_picture = each.media_type.startswith("image/")
            self._files.append((case_id, KnownFile(number, each.sha256, is_picture, each.perceptual_hash)))

    def cases_besides(self, case_id: str) -> int:
        return len(self._cases.keys() - {case_id})

    def find(self, wanted: Iterable[tuple[Meaning, str, Role]], *, besides: str) -> tuple[KnownMark, ...]:
        asked = set(wanted)
        return tuple(m for m in self._marks if (m.meaning, m.key, m.role) in asked and m.case_id != besides)

    def of_cases(self, case_ids: Iterable[str]) -> tuple[KnownMark, ...]:
        asked = set(case_ids)
        return tuple(m for m in self._marks if m.case_id in asked and m.meaning is not Meaning.WORDS)

    def words_at(self, places: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], str]:
        return {place: self._answers[place] for place in places if place in self._answers}

    def same_files(self, sha256s: Iterable[str], *, besides: str) -> tuple[KnownFile, ...]:
        asked = set(sha256s)
        return tuple(file for case, file in self._files if file.sha256 in asked and case != besides)

    def pictures_like(self, perceptual_hash: str, *, within_bits: int, besides: str) -> tuple[KnownFile, ...]:
        others = [file for case, file in self._files if case != besides]
        near = [(file, bits_apart(file.perceptual_hash, perceptual_hash)) for file in others]
        return tuple(file for file, apart in near if apart is not None and apart <= within_bits)
