"""Cells that say nothing where they stand, or contradict their neighbours: messages without a rule, rules of the wrong kind of row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from checklists.package.names import did_you_mean, nearest
from checklists.package.sheets import CHOICES, Problems, SheetRow, Sheets
from checklists.workbook.attached import is_media_column
from checklists.workbook.check_questions import UNSEEN, has_other, list_of
from checklists.workbook.columns import JD
from checklists.workbook.expressions import bare_name, read_expression, walk
from checklists.workbook.kinds import Kind, is_clock, is_date, is_number, is_own_answer, kind_of_question
from checklists.workbook.survey import Item
from checklists.xpath.syntax import Path

_YES = frozenset({"yes", "true", "true()", "1"})
_QUESTION_ONLY = ("constraint", "required", "choice_filter", "calculation")
_WITHOUT = {"constraint_message": "constraint", "required_message": "required"}
_CODE = re.compile(r"[\w.\-]+")


def check_cells(root: Item, sheets: Sheets, values: Mapping[str, Sequence[str]], problems: Problems) -> None:
    """Look at every row of the survey as a whole."""
    columns = _columns_of_lists(sheets)
    lines: dict[str, Item] = {}
    for item in root.walk():
        if item.row is None:
            continue
        if item.kind == "question":
            _check_constraint(item, problems)
            _check_default(item, values.get(item.name, ()), problems)
            _check_filter(item, columns, problems)
            _check_hands_off(item.row, problems)
            _check_line_twice(item, lines, problems)
        _check_idle(item, problems)


def _check_constraint(item: Item, problems: Problems) -> None:
    row = item.row
    assert row is not None
    for message, rule in _WITHOUT.items():
        if not row[rule] and any(column.partition("::")[0] == message for column in row.cells):
            problems.warning(row, rule, "message_without_rule", f"写了 {message} 而没有写 {rule}，这句话永远不会出现。")
    if not row["constraint"]:
        return
    syntax = read_expression(row["constraint"]).syntax
    if syntax is not None and not any(_is_about(node, item.name) for node, _inside in walk(syntax)):
        message = "校验里没有用“.”(本题的答案)，填什么都一样。例如不能小于 0 写成 . >= 0。"
        problems.warning(row, "constraint", "constraint_without_answer", message)


def _is_about(node: object, name: str) -> bool:
    return isinstance(node, Path) and (is_own_answer(node) or bare_name(node) == name or _starts_at_own(node))


def _starts_at_own(path: Path) -> bool:
    """``./x`` and ``../x``: around the question, near enough."""
    return path.start == "." and bool(path.steps) and path.steps[0].axis in ("self", "parent")


def _check_default(item: Item, codes: Sequence[str], problems: Problems) -> None:
    row = item.row
    assert row is not None
    text = row["default"]
    if not text or "${" in text or "(" in text:
        return
    kind = kind_of_question(item)
    if kind is Kind.NUMBER and row["type"] != "range" and not is_number(text):
        problems.error(row, "default", "bad_default", f"默认值“{text}”不是数字，而这是数字题。")
    elif kind is Kind.DATE and not is_date(text):
        problems.error(
            row, "default", "bad_date", f"默认值“{text}”不是日期，请写成 2026-01-31 的样子，当天写 today()。"
        )
    elif kind is Kind.TIME and not is_clock(text):
        problems.error(row, "default", "bad_date", f"默认值“{text}”不是时间，请写成 09:30 的样子。")
    elif kind in (Kind.CHOICE, Kind.CHOICES) and codes and not has_other(row):
        for word in [text] if kind is Kind.CHOICE else text.split():
            if word not in codes and _CODE.fullmatch(word):
                offer = did_you_mean(nearest(word, codes))
                message = f"默认值“{word}”不是本题的选项{offer}可能的取值：{'、'.join(codes)}。"
                problems.error(row, "default", "unknown_choice", message)


def _columns_of_lists(sheets: Sheets) -> dict[str, set[str]]:
    """The columns that each choice list fills, and all that the sheet has."""
    found: dict[str, set[str]] = {}
    for row in sheets.rows(CHOICES):
        found.setdefault(row["list_name"], set()).update(row.cells)
    return found


def _check_filter(item: Item, columns: Mapping[str, set[str]], problems: Problems) -> None:
    row = item.row
    assert row is not None
    used = list_of(row)
    if not row["choice_filter"] or used not in columns:
        return
    syntax = read_expression(row["choice_filter"]).syntax
    if syntax is None:
        return
    known = {column.partition("::")[0] for column in columns[used]} | columns[used]
    for node, _inside in walk(syntax, predicates=False):
        first = node.steps[0] if isinstance(node, Path) and node.start == "." and node.steps else None
        if first is None or first.axis != "child" or bare_name(node) or first.test in known or not first.test.isascii():
            continue
        offer = did_you_mean(nearest(first.test, known))
        message = (
            f"choices 表里“{used}”的选项没有“{first.test}”这一列{offer}如果是问题的名称，请写成 ${{{first.test}}}。"
        )
        problems.error(row, "choice_filter", "unknown_choice_column", message)


def _check_hands_off(row: SheetRow, problems: Problems) -> None:
    """What must be answered and cannot be by hand. Required alone may be: an import writes into what nobody may type."""
    is_locked = row["readonly"].lower() in _YES and not (row["calculation"] or row["default"] or row["trigger"])
    if not is_locked or row["type"] in ("note", *UNSEEN):
        return
    if row[f"{JD}must"].lower() in _YES:
        message = "这道题既是必做(must)又只读(readonly)，而且没有算式，现场填不了。请去掉一样。"
        problems.warning(row, f"{JD}must", "must_readonly", message)


def _check_line_twice(item: Item, lines: dict[str, Item], problems: Problems) -> None:
    """Two questions that anybody is always asked and that feed one line: copied from above, most likely."""
    row = item.row
    assert row is not None
    line = row[f"{JD}line"]
    if not line or _is_gated(item):
        return
    first = lines.setdefault(line, item)
    if first is not item and first.row is not None and first.parent is item.parent:
        message = (
            f"报表项目“{line}”已由 {first.row.place} 第 {first.row.number} 行的“{first.name}”填报，两处的金额会相加。"
            "如果是抄上一行时忘了改，请改正。"
        )
        problems.warning(row, f"{JD}line", "line_twice", message)


def _is_gated(item: Item) -> bool:
    at: Item | None = item
    while at is not None and at.row is not None:
        if at.row["relevant"]:
            return True
        at = at.parent
    return False


def _check_idle(item: Item, problems: Problems) -> None:
    """Cells that do nothing in a row of this kind."""
    row = item.row
    assert row is not None

    def idle(column: str, why: str) -> None:
        if row[column]:
            problems.warning(row, column, "idle_cell", f"{column} {why}，写在这里不起作用，请删去或移到该写的行。")

    if item.kind != "repeat":
        idle("repeat_count", "只用在 begin_repeat 行")
    if item.kind == "question":
        word = row["type"].partition(" ")[0].lower()
        if not word.startswith(("select", "rank", "add", "range")) and word:
            idle("choice_filter", "只用在选择题")
        if row["type"] in ("note", "calculate"):
            idle(f"{JD}must", "只用在要填写的题")
            idle(f"{JD}evidence", "只用在要填写的题")
        if row[f"{JD}severity"] and not row["constraint"]:
            idle(f"{JD}severity", "说的是 constraint(校验)的轻重，而这里没有校验")
    else:
        for column in _QUESTION_ONLY:
            idle(column, "只用在题目行，不用在组上")
    if item.end is not None:
        told = [column for column in item.end.cells if column not in ("type", "name") and not _is_harmless(column)]
        for column in told:
            problems.warning(item.end, column, "idle_cell", f"{column} 写在 end 行不起作用，请移到 begin 行。")


def _is_harmless(column: str) -> bool:
    return column.partition("::")[0] in ("label", "hint") or is_media_column(column) or column not in (
        *_QUESTION_ONLY, "relevant", "repeat_count", "readonly", "appearance",
    )  # fmt: skip
