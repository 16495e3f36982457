"""The survey sheet as a tree of groups, repeats and questions, and the path that each name has in the form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from checklists.package.sheets import Problems, SheetRow

ROOT = "data"

_BLOCK = re.compile(r"(begin|end)[ _](group|repeat)", re.ASCII)


@dataclass(frozen=True, slots=True)
class BlockMark:
    """What a ``begin_group`` or ``end_repeat`` row says."""

    edge: Literal["begin", "end"]
    kind: Literal["group", "repeat"]


def block_mark(row: SheetRow) -> BlockMark | None:
    """The mark of a row that opens or closes a block; None for a question."""
    match = _BLOCK.fullmatch(row["type"].strip().lower())
    if match is None:
        return None
    return BlockMark(
        "begin" if match.group(1) == "begin" else "end", "repeat" if match.group(2) == "repeat" else "group"
    )


@dataclass(slots=True, eq=False)
class Item:
    """A question, or a block with what stands in it. The root has no row."""

    row: SheetRow | None = None
    parent: Item | None = None
    kind: Literal["root", "group", "repeat", "question"] = "root"
    children: list[Item] = field(default_factory=list)
    end: SheetRow | None = None

    @property
    def name(self) -> str:
        return self.row["name"].strip() if self.row else ROOT

    @property
    def is_block(self) -> bool:
        return self.kind != "question"

    def add(self, child: Item, *, after: Item | None = None, first: bool = False) -> None:
        """Put a child at the end, right after one that is here, or before all others."""
        child.parent = self
        end = 0 if first else len(self.children)
        place = end if after is None else self.children.index(after) + 1
        self.children.insert(place, child)

    def walk(self) -> Iterator[Item]:
        """Everything below, in the order of the sheet."""
        for child in self.children:
            yield child
            yield from child.walk()

    def rows(self) -> Iterator[SheetRow]:
        """The sheet's rows again."""
        if self.row is not None:
            yield self.row
        for child in self.children:
            yield from child.rows()
        if self.end is not None:
            yield self.end

    @property
    def is_closed(self) -> bool:
        """Whether a block has its end, so that what stands in it is known."""
        return self.end is not None

    @property
    def is_whole(self) -> bool:
        """Every block below is closed."""
        return all(item.is_closed for item in self.walk() if item.is_block)

    @property
    def path(self) -> str:
        above = self.parent.path if self.parent else ""
        return f"{above}/{self.name}"

    @property
    def repeat(self) -> Item | None:
        """The innermost repeat around this item."""
        above = self.parent
        while above is not None and above.kind != "repeat":
            above = above.parent
        return above


def tree_of(rows: Sequence[SheetRow], problems: Problems) -> Item:
    """The survey as a tree. Blocks that are not closed, or closed without being open, are listed and mended as well as can be."""
    root = Item()
    here = root
    marks = [mark.edge for mark in map(block_mark, rows) if mark is not None]
    missing = marks.count("begin") - marks.count("end")
    for row in rows:
        mark = block_mark(row)
        if mark is None:
            here.add(Item(row, kind="question"))
        elif mark.edge == "begin":
            block = Item(row, kind=mark.kind)
            here.add(block)
            here = block
        else:
            while missing > 0 and here.kind != mark.kind and here.row is not None:
                _report_open(here, problems)
                missing -= 1
                here = here.parent or root
            here = _close(row, mark, here, problems)
    while here is not root:
        _report_open(here, problems)
        here = here.parent or root
    return root


def _close(row: SheetRow, mark: BlockMark, here: Item, problems: Problems) -> Item:
    """The block that is open after this end. Where no end is missing elsewhere, one of the wrong kind is a slip of the pen."""
    if here.row is None:
        message = f"这里的 end_{mark.kind} 没有对应的 begin_{mark.kind}，请删去这一行，或在前面补上开头。"
        problems.error(row, "type", "block_mismatch", message)
        return here
    if here.kind != mark.kind:
        opened = f"第 {here.row.number} 行打开的是 begin_{here.kind}“{here.name}”"
        message = f"{opened}，这里却写了 end_{mark.kind}，请改成 end_{here.kind}。"
        problems.error(row, "type", "block_mismatch", message)
    here.end = row
    assert here.parent is not None
    return here.parent


def _report_open(block: Item, problems: Problems) -> None:
    if block.row is not None:
        message = f"“{block.name}”没有对应的 end_{block.kind}，请在它的最后一题之后补一行 end_{block.kind}。"
        problems.error(block.row, "type", "block_not_closed", message)


def paths_of(root: Item) -> dict[str, str]:
    """Question, group and repeat name -> absolute path. Of a name that stands twice the first is taken."""
    paths: dict[str, str] = {}
    for item in root.walk():
        if item.name:
            paths.setdefault(item.name, item.path)
    return paths
