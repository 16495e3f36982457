"""People in one case: who vouches for the client from outside, and turns out to stand on the client's own side.

Source: handbook 1.6 (numbers not only from the client), 1.7 and S10 (signs of forgery), 7.4 X2 (related parties).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from checklists.crosscheck.signals.seen import Coincidence, Seen, without_positions
from checklists.model.identity import Mark, Meaning, Role
from checklists.model.signals import SignalKind

_SELLERS = (Role.SUPPLIER, Role.CREDITOR)
_BUYERS = (Role.CUSTOMER, Role.DEBTOR)


def people_coincidences(seen: Seen) -> tuple[Coincidence, ...]:
    """Phones and names that coincide across the line between the client's side and the others, or between the others."""
    return (*_phones(seen), *_names(seen))


def phone_gaps(seen: Seen) -> tuple[str, ...]:
    """Whose number was not written down, and so was not compared."""
    asked = [mark for mark in seen.of(Meaning.NAME) if without_positions(mark.row) in seen.with_phone]
    written = {(mark.role, mark.row) for mark in seen.of(Meaning.PHONE)}
    missing = sum(_is_outside(mark) and (mark.role, mark.row) not in written for mark in asked)
    return (f"对手方和保证人有{missing}户没有记下电话，未比对是否与客户一方相同。",) if missing else ()


def _is_outside(mark: Mark) -> bool:
    return mark.role.is_counterparty or mark.role is Role.GUARANTOR


def _phones(seen: Seen) -> Iterator[Coincidence]:
    for key, marks in _by_key(seen.of(Meaning.PHONE)):
        own = [mark for mark in marks if mark.role.is_own]
        names = {mark.path: _name(seen, mark) for mark in marks}
        own_names = {names[mark.path] for mark in own} - {""}
        outside = [mark for mark in marks if _is_outside(mark)]
        others = [mark for mark in outside if names[mark.path] not in own_names]
        paths = tuple(mark.path for mark in (*own, *others))
        if own and others:
            who = "、".join(_told(mark, names) for mark in others)
            whose = "、".join(dict.fromkeys(mark.role.label for mark in own))
            sentence = f"{who}留的电话{marks[0].shown}与{whose}的相同。"
            yield Coincidence(SignalKind.OWN_PHONE, (key,), sentence, paths)
        elif len({names[mark.path] for mark in outside} - {""}) > 1:
            who = "、".join(dict.fromkeys(_told(mark, names) for mark in outside))
            sentence = f"{who}名称不同，留的是同一个电话{marks[0].shown}。"
            yield Coincidence(SignalKind.SHARED_PHONE, (key,), sentence, tuple(mark.path for mark in outside))


def _names(seen: Seen) -> Iterator[Coincidence]:
    for key, marks in _by_key(seen.of(Meaning.NAME)):
        roles = tuple(dict.fromkeys(mark.role for mark in marks))
        paths = tuple(mark.path for mark in marks)
        own = [role for role in roles if role.is_own]
        trade = [role for role in roles if role.is_counterparty]
        if (own and trade) or (Role.GUARANTOR in roles and (trade or Role.CLIENT in roles)):
            listing = "、".join(role.label for role in roles)
            yield Coincidence(SignalKind.OWN_NAME, (key,), f"“{key}”在本案中同时是{listing}。", paths)
        if Role.GUARANTOR in roles and Role.GUARANTEED in roles:
            sentence = f"“{key}”为本案作保证，客户又为其担保。"
            yield Coincidence(SignalKind.GUARANTEE_RING, (key,), sentence, paths)
        if any(role in _SELLERS for role in trade) and any(role in _BUYERS for role in trade):
            sentence = f"“{key}”既向客户供货，又从客户买货。"
            yield Coincidence(SignalKind.BOTH_SIDES, (key,), sentence, paths)


def _by_key(marks: tuple[Mark, ...]) -> Iterator[tuple[str, list[Mark]]]:
    """Marks that share a key, two at least; order of the case."""
    ordered = sorted(marks, key=lambda mark: mark.key)
    for key, group in groupby(ordered, key=lambda mark: mark.key):
        found = list(group)
        if len(found) > 1:
            yield key, found


def _name(seen: Seen, mark: Mark) -> str:
    found = seen.name_of(mark)
    return found.key if found is not None else ""


def _told(mark: Mark, names: dict[str, str]) -> str:
    name = names[mark.path]
    return f"{mark.role.label}“{name}”" if name else mark.role.label
