"""People, things, files and words of one case that are in another case of the laptop too.

Only what a bank's rules need leaves the other case: its number, what coincides, and the value masked. Source: handbook 1.6, 1.7 and 6.4;
S10. The order of cases does not matter, and a case that has nothing in common changes nothing but the count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Protocol

from checklists.crosscheck.signals.likeness import likeness, shingles, sketch
from checklists.crosscheck.signals.marks import digest, masked, words_key
from checklists.crosscheck.signals.rings import guarantee_rings
from checklists.crosscheck.signals.seen import Seen
from checklists.model.checklist import SignalRule
from checklists.model.identity import KnownFile, KnownMark, Mark, Meaning, Role
from checklists.model.signals import LaptopFindings, Repeat, SignalKind

_PEOPLE = (Role.CLIENT, Role.BUSINESS, Role.SPOUSE, Role.RELATED, Role.GUARANTOR, Role.GUARANTEED)
_REFERENCES = (Role.CUSTOMER, Role.DEBTOR)
_TRADE = (Role.SUPPLIER, Role.CREDITOR, *_REFERENCES)
_MOST_TOLD = 3
_COMMON_NAME = 3
"""A name that clients of more cases bear tells nobody apart; an identity number still does."""
_LEAST_COLLATERAL = 8
"""Characters below which a collateral's description (“存货一批”) fits many."""


class Elsewhere(Protocol):
    """The other cases of the laptop, as a store knows them."""

    def cases_besides(self, case_id: str) -> int: ...

    def find(self, wanted: Iterable[tuple[Meaning, str, Role]], *, besides: str) -> tuple[KnownMark, ...]: ...

    def of_cases(self, case_ids: Iterable[str]) -> tuple[KnownMark, ...]: ...

    def words_at(self, places: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], str]: ...

    def same_files(self, sha256s: Iterable[str], *, besides: str) -> tuple[KnownFile, ...]: ...

    def pictures_like(self, perceptual_hash: str, *, within_bits: int, besides: str) -> tuple[KnownFile, ...]: ...


def marks_to_keep(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """The marks by which a case is found: a text by its sketch, everything else by its key."""
    kept: list[Mark] = []
    for mark in marks:
        keys = sketch(mark.key) if mark.meaning is Meaning.WORDS else (mark.key,)
        kept += [Mark(mark.role, mark.meaning, key, mark.path) for key in keys]
    return tuple(kept)


def laptop_findings(case_id: str, seen: Seen, rules: Sequence[SignalRule], elsewhere: Elsewhere) -> LaptopFindings:
    """What other cases have in common with this one, of the kinds that the sheet looks for."""
    wanted = {rule.kind: rule.tolerance for rule in rules}
    found = [*_same_marks(case_id, seen, elsewhere), *_files(case_id, seen, wanted, elsewhere)]
    share = wanted.get(SignalKind.REPEAT_WORDS)
    if share is not None:
        found += _words(case_id, seen, share, elsewhere)
    if SignalKind.GUARANTEE_RING in wanted:
        found += guarantee_rings(case_id, seen, elsewhere)
    together: dict[tuple[str, str], dict[str, Repeat]] = {}
    for each in found:
        if each.kind in wanted:
            together.setdefault((each.kind.value, each.case_number), {})[each.key] = each
    repeats = (_as_one(list(together[pair].values())) for pair in sorted(together))
    return LaptopFindings(elsewhere.cases_besides(case_id), tuple(repeats))


def _as_one(repeats: list[Repeat]) -> Repeat:
    """What one other case has in common in one way is one question to the client, and one explanation."""
    ordered = sorted(repeats, key=lambda each: (each.paths, each.key))
    if len(ordered) == 1:
        return ordered[0]
    told = "；".join(each.sentence.rstrip("。") for each in ordered[:_MOST_TOLD])
    more = f"；另有{len(ordered) - _MOST_TOLD}处" if len(ordered) > _MOST_TOLD else ""
    return replace(
        ordered[0],
        sentence=f"{told}{more}。",
        key=digest(*sorted(each.key for each in ordered)),
        paths=tuple(dict.fromkeys(path for each in ordered for path in each.paths)),
        evidence=tuple(dict.fromkeys(item for each in ordered for item in each.evidence)),
    )


def _same_marks(case_id: str, seen: Seen, elsewhere: Elsewhere) -> Iterator[Repeat]:
    own: dict[tuple[Meaning, str], list[Mark]] = {}
    for mark in seen.marks:
        if mark.meaning is not Meaning.WORDS:
            own.setdefault((mark.meaning, mark.key), []).append(mark)
    pairs = {(*key, role): None for key, marks in own.items() for mark in marks for role in _sought(mark)}
    known = elsewhere.find(pairs, besides=case_id)
    others = _Others(elsewhere.of_cases(dict.fromkeys(each.case_id for each in known)))
    bearers = _bearers(known)
    pairs_found: dict[tuple[SignalKind, str, Role, str, Role, str], list[Mark]] = {}
    for other in known:
        for mark in own[other.meaning, other.key]:
            kind = _kind(mark, other, seen, others)
            if kind is not None and not (other.meaning is Meaning.NAME and len(bearers[other.key]) > _COMMON_NAME):
                pair = (kind, other.case_number, mark.role, mark.row, other.role, other.row)
                pairs_found.setdefault(pair, []).append(mark)
    for (kind, number, role, _, other_role, _), marks in pairs_found.items():
        yield _told(kind, number, role, other_role, sorted(marks, key=lambda mark: (mark.meaning.value, mark.key)))


def _told(kind: SignalKind, number: str, role: Role, other_role: Role, marks: Sequence[Mark]) -> Repeat:
    """One person or thing, by everything in which the two cases agree on it."""
    what = "、".join(dict.fromkeys(f"{mark.meaning.label}{masked(mark.meaning, mark.key)}" for mark in marks))
    only_name = all(mark.meaning is Meaning.NAME for mark in marks)
    hint = "，须核对是否同一人" if only_name else ""
    sentence = f"{role.label}的{what}与案件{number}的{other_role.label}相同{hint}。"
    if kind is SignalKind.REPEAT_FILE:
        sentence = f"导入的流水与案件{number}导入的是同一份文件。"
    key = digest(role.value, other_role.value, *(mark.key for mark in marks))
    return Repeat(kind, number, sentence, key, tuple(mark.path for mark in marks))


def _sought(mark: Mark) -> tuple[Role, ...]:
    """In which roles of other cases this mark would say something."""
    if mark.meaning in (Meaning.ID_NUMBER, Meaning.LICENCE):
        return _PEOPLE
    if mark.meaning is Meaning.PHONE:
        return _PEOPLE if mark.role in (Role.SUPPLIER, Role.CREDITOR) else (*_PEOPLE, *_TRADE)
    if mark.meaning is Meaning.NAME:
        if mark.role in _TRADE:
            return (Role.CLIENT, Role.BUSINESS)
        return (*_PEOPLE, *_TRADE) if mark.role in (Role.CLIENT, Role.BUSINESS) else _PEOPLE
    return (mark.role,)


class _Others:
    """Names and identity numbers of the other cases, by case, role and row."""

    def __init__(self, marks: Iterable[KnownMark]) -> None:
        self._found = {(each.case_id, each.role, each.row, each.meaning): each.key for each in marks}

    def beside(self, mark: KnownMark, meaning: Meaning) -> str:
        return self._found.get((mark.case_id, mark.role, mark.row, meaning), "")


def _kind(mark: Mark, other: KnownMark, seen: Seen, others: _Others) -> SignalKind | None:
    """What the coincidence is; None where it is in the order of things."""
    if mark.meaning is Meaning.ADDRESS and mark.role is Role.PREMISES:
        return SignalKind.REPEAT_ADDRESS
    if mark.meaning is Meaning.ADDRESS:
        return SignalKind.REPEAT_COLLATERAL if len(mark.key) >= _LEAST_COLLATERAL else None
    if mark.meaning in (Meaning.CERTIFICATE, Meaning.PLATE):
        return SignalKind.REPEAT_COLLATERAL
    if mark.meaning is Meaning.CONTRACT:
        return SignalKind.REPEAT_CONTRACT
    if mark.meaning is Meaning.FILE:
        return SignalKind.REPEAT_FILE
    if mark.meaning is Meaning.PHONE:
        return _kind_of_phone(mark, other, _beside(seen, mark, Meaning.NAME), others.beside(other, Meaning.NAME))
    if mark.meaning is Meaning.NAME:
        one, two = _beside(seen, mark, Meaning.ID_NUMBER), others.beside(other, Meaning.ID_NUMBER)
        if one and two and one != two:
            return None
    return _kind_of_person(mark.role, other.role)


def _kind_of_person(one: Role, other: Role) -> SignalKind | None:
    if one is Role.GUARANTOR and other is Role.GUARANTOR:
        return SignalKind.REPEAT_GUARANTOR
    if {one, other} <= {Role.CLIENT, Role.BUSINESS}:
        return SignalKind.REPEAT_CLIENT
    return None if one is Role.GUARANTEED and other is Role.GUARANTEED else SignalKind.REPEAT_PERSON


def _kind_of_phone(mark: Mark, other: KnownMark, one: str, two: str) -> SignalKind | None:
    """One number: of one person in two cases, or of two people. A supplier's salesman serves many clients."""
    both_trade = mark.role.is_counterparty and other.role.is_counterparty
    same = not one or not two or one in two or two in one
    if both_trade and (same or not {mark.role, other.role} <= set(_REFERENCES)):
        return None
    return _kind_of_person(mark.role, other.role) if same else SignalKind.REPEAT_PHONE


def _beside(seen: Seen, mark: Mark, meaning: Meaning) -> str:
    """What stands in the mark's own row."""
    same = (each for each in seen.of(meaning) if each.role is mark.role and each.row == mark.row)
    return next((each.key for each in same), "")


def _bearers(known: Iterable[KnownMark]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for each in known:
        if each.meaning is Meaning.NAME:
            found.setdefault(each.key, set()).add(each.case_id)
    return found


def _files(
    case_id: str, seen: Seen, wanted: Mapping[SignalKind, Decimal | None], elsewhere: Elsewhere
) -> Iterator[Repeat]:
    own = {each.sha256: each for each in seen.attachments}
    for other in elsewhere.same_files(own, besides=case_id):
        mine = own[other.sha256]
        kind = SignalKind.REPEAT_PHOTO if other.is_picture else SignalKind.REPEAT_FILE
        sentence = f"{seen.named([mine])}与案件{other.case_number}的是同一份文件。"
        yield Repeat(kind, other.case_number, sentence, digest(other.sha256), _at(mine.question), (mine.id,))
    bits = wanted.get(SignalKind.REPEAT_PHOTO)
    for photo in seen.scene_photos if bits is not None else ():
        for other in elsewhere.pictures_like(photo.perceptual_hash, within_bits=int(bits or 0), besides=case_id):
            if other.sha256 not in own:
                sentence = f"{seen.named([photo])}与案件{other.case_number}的照片画面几乎相同。"
                key = digest(photo.sha256, other.sha256)
                yield Repeat(
                    SignalKind.REPEAT_PHOTO, other.case_number, sentence, key, _at(photo.question), (photo.id,)
                )


def _words(case_id: str, seen: Seen, share: Decimal, elsewhere: Elsewhere) -> Iterator[Repeat]:
    own = {mark.path: mark for mark in seen.of(Meaning.WORDS)}
    sketches: dict[str, list[Mark]] = {}
    for mark in own.values():
        for key in sketch(mark.key):
            sketches.setdefault(key, []).append(mark)
    roles = {mark.role for mark in own.values()}
    known = elsewhere.find([(Meaning.WORDS, key, role) for key in sketches for role in roles], besides=case_id)
    texts = elsewhere.words_at((each.case_id, each.path) for each in known)
    pairs = {(mark.path, each.case_id, each.path): each for each in known for mark in sketches[each.key]}
    for (path, other_case, other_path), other in pairs.items():
        theirs = words_key(texts.get((other_case, other_path), ""))
        alike = likeness(shingles(own[path].key), shingles(theirs))
        if theirs and alike >= share:
            sentence = f"“{seen.title(path, '文字')}”与案件{other.case_number}的记录{alike * 100:.0f}%相同。"
            yield Repeat(SignalKind.REPEAT_WORDS, other.case_number, sentence, digest(own[path].key), (path,))


def _at(question: str) -> tuple[str, ...]:
    return (question,) if question else ()
