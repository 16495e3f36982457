"""Every expression of every sheet: does it read, does it name things that exist, can it ever be true?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from checklists.model.facts import FACTS
from checklists.package.names import did_you_mean, nearest, references_in, without_strings
from checklists.package.rules import Rules
from checklists.package.sheets import CHOICES, Problems, SheetRow, Sheets
from checklists.workbook.check_kinds import check_kinds
from checklists.workbook.check_questions import has_other, list_of
from checklists.workbook.check_scorecard import VERDICTS
from checklists.workbook.columns import EXPRESSIONS
from checklists.workbook.expressions import Reading, bare_name, read_expression, reference_name, walk
from checklists.workbook.kinds import Kind, Names, kind_of_question
from checklists.workbook.survey import Item
from checklists.xpath.syntax import Call, Compare, Path, Syntax, Text

_AGGREGATES = frozenset({"sum", "min", "max", "count", "count-non-empty", "join", "concat", "coalesce", "once"})
_WHOLE_ROWS = frozenset({"sum", "min", "max", "count", "count-non-empty"})
_PLAIN_WORDS = frozenset({"yes", "no", "true", "false"})
_YES_NO = dict.fromkeys(("是", "必填", "必答", "y", "√", "✓", "✔", "对", "真", "ｙｅｓ", "x"), "yes") | dict.fromkeys(
    ("否", "不", "非必填", "选填", "n", "×", "错", "假"), "no"
)
_BUREAU_STATES = ("in_date", "outdated", "absent")


@dataclass(slots=True)
class _Form:
    """The survey as expressions see it. Nobody knows what stands in a repeat that is not closed."""

    items: Mapping[str, Item]
    values: Mapping[str, Sequence[str]]
    kinds: Names

    @classmethod
    def of(cls, root: Item, values: Mapping[str, Sequence[str]]) -> _Form:
        every = list(root.walk())
        named = {item.name: item for item in reversed(every) if item.name}
        return cls(named, values, Names.of(every, values))

    def row_of_repeat(self, name: str) -> Item | None:
        """The repeat that a question stands in; None outside repeats."""
        item = self.items.get(name)
        repeat = item.repeat if item is not None and item.kind == "question" else None
        return repeat if repeat is not None and repeat.is_closed else None


def possible_values(root: Item, sheets: Sheets, rules: Rules) -> dict[str, tuple[str, ...]]:
    """What a name may be, where that is a closed list: choices of a question, verdicts of a check."""
    lists: dict[str, list[str]] = {}
    for row in sheets.rows(CHOICES):
        lists.setdefault(row["list_name"], []).append(row["name"])
    values: dict[str, tuple[str, ...]] = {check.name: VERDICTS for check in rules.crosschecks}
    values["bureau_state"] = _BUREAU_STATES
    for item in root.walk():
        if item.row is not None and item.kind == "question" and (chosen := lists.get(list_of(item.row))):
            other = ("other",) if has_other(item.row) else ()
            values[item.name] = (*chosen, *other)
    return values


def check_survey_expressions(root: Item, values: Mapping[str, Sequence[str]], problems: Problems) -> None:
    """The survey's expression columns, and the names in its texts."""
    form = _Form.of(root, values)
    for item in root.walk():
        if item.row is None:
            continue
        for column in item.row.cells:
            if column in EXPRESSIONS and not _is_plain(column, item.row[column]):
                _check_survey_cell(item, column, form, problems)
            elif column not in EXPRESSIONS:
                _check_text(item.row, column, form.items, problems)


def _is_plain(column: str, text: str) -> bool:
    """A yes or no is written as a word; a default is an expression only where it computes or refers."""
    if column == "default":
        return "${" not in text and "(" not in text
    return text.lower() in _PLAIN_WORDS and column not in ("choice_filter", "repeat_count")


def _check_text(row: SheetRow, column: str, items: Mapping[str, Item], problems: Problems) -> None:
    """Names that are filled into a text. What only looks like one is shown to the investigator as it stands."""
    text = row[column]
    if "{" not in text and "｛" not in text:
        return
    if re.search(r"[$＄][{｛][^{}｛｝]*[}｝]", text) and re.search(r"＄[{｛]|\$｛|[$＄]\{[^{}]*｝", text):
        problems.error(row, column, "full_width", "引用里有全角符号，请改成半角的 ${名称}。")
    elif re.search(r"\$\{[^{}]*(?:$|\$?\{)", text):
        problems.error(row, column, "bad_reference", "引用没有写完整，应写成 ${名称}。")
    elif re.search(r"\$\{(?:\s[^{}]*|[^{}]*\s|)\}", text):
        problems.error(row, column, "bad_reference", "${} 里要写名称，前后不能有空格。")
    else:
        _check_names(row, column, items, problems)


def _check_survey_cell(item: Item, column: str, form: _Form, problems: Problems) -> None:
    row = item.row
    assert row is not None
    if _is_yes_no_word(row, column, problems):
        return
    reading = _read(row, column, problems, mends_quotes=True)
    named = _check_names(row, column, form.items, problems)
    if not _check_quoted_names(row, column, problems) or reading.syntax is None:
        return
    _check_comparisons(row, column, reading.syntax, form, problems)
    own = kind_of_question(item) if column == "constraint" else Kind.ANY
    check_kinds(row, column, reading.syntax, names=form.kinds, own=own, problems=problems)
    if column != "choice_filter":
        _check_bare_names(row, column, reading.syntax, problems)
    if named:
        _check_rows(item, column, reading.syntax, form, problems)


def _check_rows(item: Item, column: str, syntax: Syntax, form: _Form, problems: Problems) -> None:
    """What an expression reads of repeats: its own row where it means all of them, or one of many where it is outside."""
    row = item.row
    assert row is not None
    around = tuple(_repeats_around(item))
    for call, name in _references_by_call(syntax):
        target = form.items.get(name)
        repeat = target if target is None or target.kind == "repeat" else target.repeat
        if target is None or repeat is None or not repeat.is_closed:
            continue
        if repeat in around or repeat is item:
            is_whole_row = call is not None and call.name in _WHOLE_ROWS and len(call.arguments) == 1
            if is_whole_row and call is not None and column != "repeat_count":
                message = (
                    f"在重复组“{repeat.name}”里，{call.name}(${{{name}}}) 只算本行自己。"
                    "要算所有行，请把这道 calculate 移到重复组外面。"
                )
                problems.error(row, column, "own_repeat_aggregate", message)
        elif call is None and target.kind == "question" and not _is_among(repeat, around):
            _point_out_first_row(row, column, name, repeat, problems)


def _repeats_around(item: Item) -> Iterator[Item]:
    above = item.repeat
    while above is not None:
        yield above
        above = above.repeat


def _is_among(repeat: Item, around: Sequence[Item]) -> bool:
    return any(repeat is each for each in around)


def _point_out_first_row(row: SheetRow, column: str, name: str, repeat: Item, problems: Problems) -> None:
    message = f"${{{name}}} 在重复组“{repeat.name}”里有多行，请写明怎么取，例如 sum(${{{name}}})，否则只取第一行。"
    problems.warning(row, column, "first_row_only", message)


def _is_yes_no_word(row: SheetRow, column: str, problems: Problems) -> bool:
    """``是``, ``Y`` or a tick where a yes or no is written: the commonest way to say it, and read by no program."""
    meant = _YES_NO.get(row[column].strip().lower())
    if meant is None or column not in ("required", "readonly", "relevant", "third_party"):
        return False
    problems.error(row, column, "yes_no_word", f"“{row[column]}”请写成 {meant}。")
    return True


def _check_quoted_names(row: SheetRow, column: str, problems: Problems) -> bool:
    """``'${q}' = 'a'``: a text, not an answer. Only ``jr:choice-name`` takes a name in quotes."""
    text = re.sub(r"jr:choice-name\s*\([^()]*\)", "", row[column])
    if "${" in text and list(references_in(text)) != list(references_in(without_strings(text))):
        message = "名称 ${…} 写在了引号里，会被当成文字。请去掉引号。"
        problems.error(row, column, "reference_in_quotes", message)
        return False
    return True


def _check_names(row: SheetRow, column: str, items: Mapping[str, Item], problems: Problems) -> bool:
    good = True
    for name in dict.fromkeys(references_in(row[column])):
        if name in items or not name or name.removeprefix("last-saved#") in items:
            continue
        good = False
        if name in FACTS:
            message = f"${{{name}}} 是程序算出的指标，只能用在 crosschecks、scorecard 等规则表里，问卷里还没有它。"
        else:
            message = f"${{{name}}} 不是问卷里的问题{did_you_mean(nearest(name, items))}"
        problems.error(row, column, "unknown_reference", message)
    return good


def check_rule_expressions(root: Item, rules: Rules, values: Mapping[str, Sequence[str]], problems: Problems) -> None:
    """The expressions of our sheets whose names are all known; the unknown ones were reported when the rules were read."""
    form = _Form.of(root, values)
    paths = set(rules.names.paths.values())
    for row, column, _text in rules.expressions:
        if _is_yes_no_word(row, column, problems):
            continue
        reading = _read(row, column, problems)
        if reading.syntax is None:
            continue
        _check_comparisons(row, column, reading.syntax, form, problems)
        check_kinds(row, column, reading.syntax, names=form.kinds, own=Kind.ANY, problems=problems)
        _check_bare_names(row, column, reading.syntax, problems)
        _check_typed_paths(row, column, reading.syntax, paths, rules, problems)
        for call, name in _references_by_call(reading.syntax):
            repeat = form.row_of_repeat(name)
            if repeat is not None and call is None:
                _point_out_first_row(row, column, name, repeat, problems)


def _check_typed_paths(
    row: SheetRow, column: str, syntax: Syntax, paths: set[str], rules: Rules, problems: Problems
) -> None:
    """Absolute paths that somebody typed by hand: they break without a word when a question moves."""
    for node, _inside in walk(syntax):
        if isinstance(node, Path) and node.start == "/" and not any(reference_name(step) for step in node.steps):
            path = "/" + "/".join(step.test for step in node.steps)
            if path not in paths:
                offer = did_you_mean(nearest(node.steps[-1].test if node.steps else "", rules.names.paths))
                problems.error(row, column, "unknown_reference", f"问卷里没有路径 {path}{offer}请改用 ${{名称}}。")


def _check_bare_names(row: SheetRow, column: str, syntax: Syntax, problems: Problems) -> None:
    """``amount > 5`` for ``${amount} > 5``: it reads, finds nothing, and is never true."""
    for node, _inside in walk(syntax, predicates=False):
        first = node.steps[0] if isinstance(node, Path) and node.start == "." and node.steps else None
        if first is not None and first.axis == "child" and not reference_name(first):
            message = f"“{first.test}”如果是问题或指标的名称，请写成 ${{{first.test}}}；如果是文字，请加引号。"
            problems.error(row, column, "bare_name", message)


def _read(row: SheetRow, column: str, problems: Problems, *, mends_quotes: bool = False) -> Reading:
    reading = read_expression(row[column], mends_quotes=mends_quotes)
    for fault in reading.faults:
        report = problems.error if fault.severity == "error" else problems.warning
        report(row, column, fault.code, fault.message)
    return reading


def _references_by_call(syntax: Syntax) -> Iterator[tuple[Call | None, str]]:
    """Each bare ``${name}`` with the aggregating call that is around it, if any."""
    for node, inside in walk(syntax):
        name = bare_name(node)
        if name:
            around = [call for call in inside if call.name in _AGGREGATES]
            yield (around[-1] if around else None), name


def _check_comparisons(row: SheetRow, column: str, syntax: Syntax, form: _Form, problems: Problems) -> None:
    """``${q} = 'word'`` and ``selected(${q}, 'word')`` where the word is no choice: a rule that can never fire."""
    for name, word in _compared_words(syntax):
        possible = form.values.get(name, ())
        if word and possible and word not in possible:
            offer = did_you_mean(nearest(word, possible))
            message = f"“{word}”不是 ${{{name}}} 的选项，这个条件永远不会成立{offer}可能的取值：{'、'.join(possible)}。"
            problems.error(row, column, "unknown_choice", message)


def _compared_words(syntax: Syntax) -> Iterator[tuple[str, str]]:
    for node, _inside in walk(syntax):
        if isinstance(node, Compare) and node.operator in ("=", "!="):
            pairs: tuple[tuple[Syntax, Syntax], ...] = ((node.left, node.right), (node.right, node.left))
        elif isinstance(node, Call) and node.name == "selected" and len(node.arguments) == 2:
            pairs = ((node.arguments[0], node.arguments[1]),)
        else:
            continue
        for question, word in pairs:
            if isinstance(word, Text) and (name := bare_name(question)):
                yield name, word.value
