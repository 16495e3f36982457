"""Rings of guarantees (互保、联保圈): who guarantees for whom, over the laptop's cases, up to three steps back to the client.

Lists of guarantees name people and no more, so a ring is one of names. Source: handbook 6.4 and section 0 (谨慎联保互保).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from checklists.crosscheck.signals.marks import digest, masked
from checklists.crosscheck.signals.seen import Seen
from checklists.model.identity import KnownMark, Meaning, Role
from checklists.model.signals import Repeat, SignalKind

_BORROWERS = (Role.CLIENT, Role.BUSINESS)
_MOST_LOOKED_AT = 60
"""People whose own guarantees are looked up: a circle of more is found from within."""


class Guarantees(Protocol):
    def find(self, wanted: Iterable[tuple[Meaning, str, Role]], *, besides: str) -> tuple[KnownMark, ...]: ...

    def of_cases(self, case_ids: Iterable[str]) -> tuple[KnownMark, ...]: ...


@dataclass(slots=True)
class _Web:
    """``out[a][b]``: the case that says that a guarantees for b ("" = this one)."""

    out: dict[str, dict[str, str]] = field(default_factory=dict)

    def add(self, guarantor: str, borrower: str, case_number: str) -> None:
        if guarantor != borrower:
            known = self.out.setdefault(guarantor, {})
            known[borrower] = min(known.get(borrower, case_number), case_number)

    def of(self, guarantor: str) -> dict[str, str]:
        return self.out.get(guarantor, {})


def guarantee_rings(case_id: str, seen: Seen, elsewhere: Guarantees) -> Iterator[Repeat]:
    """Client -> A -> client and client -> A -> B -> client, where another case knows at least one of the guarantees."""
    names = seen.of(Meaning.NAME)
    clients = {mark.key for mark in names if mark.role in _BORROWERS}
    if not clients:
        return
    client = min(mark.key for mark in names if mark.role in _BORROWERS)
    own = {mark.key: mark.path for mark in names if mark.role in (Role.GUARANTOR, Role.GUARANTEED)}
    web = _Web()
    for mark in names:
        if mark.role is Role.GUARANTEED:
            web.add(client, mark.key, "")
        elif mark.role is Role.GUARANTOR:
            web.add(mark.key, client, "")
    people = sorted(clients | set(own))
    for _ in range(2):
        fresh = _look_up(people[:_MOST_LOOKED_AT], case_id, elsewhere, web, clients=clients, client=client)
        people = sorted(fresh - set(people))
    yield from _closed(client, web, own)


def _look_up(
    people: Iterable[str], case_id: str, elsewhere: Guarantees, web: _Web, *, clients: set[str], client: str
) -> set[str]:
    """Adds what other cases say of these people; gives whom they name."""
    roles = (*_BORROWERS, Role.GUARANTOR, Role.GUARANTEED)
    known = elsewhere.find([(Meaning.NAME, name, role) for name in people for role in roles], besides=case_id)
    by_case: dict[str, list[KnownMark]] = {}
    for mark in elsewhere.of_cases(sorted({each.case_id for each in known})):
        if mark.meaning is Meaning.NAME and mark.role in roles:
            by_case.setdefault(mark.case_id, []).append(mark)
    named: set[str] = set()
    for marks in by_case.values():
        borrowers = {mark.key for mark in marks if mark.role in _BORROWERS}
        if not borrowers:
            continue
        borrower = client if borrowers & clients else min(borrowers)
        for mark in marks:
            name = client if mark.key in clients else _as_borrower(mark.key, by_case)
            if mark.role is Role.GUARANTOR:
                web.add(name, borrower, mark.case_number)
            elif mark.role is Role.GUARANTEED:
                web.add(borrower, name, mark.case_number)
            named |= {name, borrower}
    return named


def _as_borrower(name: str, by_case: dict[str, list[KnownMark]]) -> str:
    """A business and its owner borrow as one: by the name under which the borrower's own case goes."""
    for marks in by_case.values():
        names = {mark.key for mark in marks if mark.role in _BORROWERS}
        if name in names:
            return min(names)
    return name


def _closed(client: str, web: _Web, own: dict[str, str]) -> Iterator[Repeat]:
    for first, first_case in sorted(web.of(client).items()):
        back = web.of(first)
        if client in back:
            yield from _ring((client, first), (first_case, back[client]), own)
        for second, second_case in sorted(back.items()):
            if second not in (client, first) and client in web.of(second):
                cases = (first_case, second_case, web.of(second)[client])
                yield from _ring((client, first, second), cases, own)


def _ring(people: tuple[str, ...], cases: tuple[str, ...], own: dict[str, str]) -> Iterator[Repeat]:
    others = sorted({case for case in cases if case})
    if not others:
        return  # seen in the case alone
    told = [f"“{masked(Meaning.NAME, name)}”" for name in people[1:]]
    steps = "客户" + "".join(f"为{name}担保，{name}又" for name in told) + "为客户担保"
    sentence = f"担保成圈：{steps}(见案件{'、'.join(others)})。"
    paths = tuple(own[name] for name in people if name in own)
    yield Repeat(SignalKind.GUARANTEE_RING, others[0], sentence, digest(*sorted(people)), paths)
