"""What a newer checklist changes, as groups of lines for the dialog and for the page of answers set aside. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from checklists.form import FormSession
from checklists.form.differences import Differences, Noted
from checklists.model.case import SetAside
from checklists.model.errors import AnswerError
from desktop.services.earlier import remark_of, shown_of
from desktop.services.words import SET_ASIDE

_ONLY_BACKED = "(未答,只有备注或附件)"


@dataclass(frozen=True, slots=True)
class Line:
    """One question: its title and place, what was answered, and what is to be known. ``path`` leads to where it is asked now."""

    title: str
    where: str
    words: str
    note: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under a heading; ``tone`` is that of its figure."""

    heading: str
    lines: tuple[Line, ...]
    tone: str = ""
    hint: str = ""


def figures(found: Differences) -> tuple[tuple[str, int, str], ...]:
    """(what, how many, tone) of the four figures by which a person decides."""
    return (
        ("沿用", found.carried, "ok"),
        ("不再问", len(found.no_longer_asked), ""),
        ("要重新回答", len(found.asked_again), "warn" if found.asked_again else ""),
        ("新的必填", len(found.required), "warn" if found.required else ""),
    )


def change_groups(found: Differences) -> tuple[Group, ...]:
    """Every change in the order in which it matters; groups without lines are left out."""
    groups = (
        Group("要重新回答", _aside(found.asked_again), "warn", "原答保留在“不再问的回答”里,可以照着重答。"),
        Group("新的必填", _noted(found.required), "warn"),
        Group("不再问", _aside(found.no_longer_asked), "", "原答连同备注、附件一起保留,随案件封存,不参与评分。"),
        Group("不合新的规则", _noted(found.broken), "bad", "答案照旧沿用,请核对后改正。"),
        Group("重新问到,原答放回", _returned(found.returned), "ok"),
        Group("换了位置,答案跟着走", _relocated(found.relocated)),
        Group("问法或选项的说法有改动", _noted(found.reworded), "", "答案照旧沿用,请看一眼意思有没有变。"),
        Group("新增的问题", _noted(found.added)),
    )
    return tuple(group for group in groups if group.lines)


def aside_groups(
    items: Iterable[SetAside], session: FormSession, files: dict[str, tuple[str, ...]]
) -> tuple[Group, ...]:
    """What a case holds beside its checklist; ``files`` are names by path. An item that is asked again leads to its question."""
    listed = tuple(items)
    again = tuple(item for item in listed if item.reason.is_asked_again)
    gone = tuple(item for item in listed if not item.reason.is_asked_again)
    groups = (
        Group("要重新回答", tuple(_held(item, session, files) for item in again), "warn"),
        Group("现在的清单不问", tuple(_held(item, session, files) for item in gone)),
    )
    return tuple(group for group in groups if group.lines)


def still_open(items: Iterable[SetAside], session: FormSession) -> int:
    """How many of the questions that are asked again have no answer yet."""
    return sum(item.reason.is_asked_again and _is_blank(session, item.path) for item in items)


def earlier_words(items: Iterable[SetAside]) -> dict[str, str]:
    """The old answers by path of the questions that are asked again; the latest of several."""
    return {
        item.path: shown_of(item)
        for item in items
        if item.reason.is_asked_again and item.value and not item.row_removed
    }


def _aside(items: Sequence[SetAside]) -> tuple[Line, ...]:
    return tuple(Line(item.title, item.where, shown_of(item) or _ONLY_BACKED, SET_ASIDE[item.reason]) for item in items)


def _returned(items: Sequence[SetAside]) -> tuple[Line, ...]:
    return tuple(Line(item.title, item.where, shown_of(item)) for item in items)


def _noted(items: Sequence[Noted]) -> tuple[Line, ...]:
    return tuple(Line(item.title, item.where, item.words) for item in items)


def _relocated(items: Sequence[Noted]) -> tuple[Line, ...]:
    return tuple(Line(item.title, "", f"{item.words} → {item.where}" if item.words else item.where) for item in items)


def _held(item: SetAside, session: FormSession, files: dict[str, tuple[str, ...]]) -> Line:
    names = files.get(item.path, ())
    notes = (
        SET_ASIDE[item.reason],
        "所在的行已删除" if item.row_removed else "",
        f"备注:{remark_of(item)}" if item.remarks else "",
        f"附件:{'、'.join(names)}" if names else "",
    )
    is_there = item.reason.is_asked_again and not item.row_removed and _is_asked(session, item.path)
    return Line(
        item.title,
        item.where,
        shown_of(item) or _ONLY_BACKED,
        ";".join(note for note in notes if note),
        item.path if is_there else "",
    )


def _is_asked(session: FormSession, path: str) -> bool:
    try:
        return session.is_relevant(path)
    except AnswerError:
        return False


def _is_blank(session: FormSession, path: str) -> bool:
    return _is_asked(session, path) and not session.value(path)
