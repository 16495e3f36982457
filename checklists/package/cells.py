"""Reading one cell of a rule sheet: a number, a word of a list, an expression. What is wrong is collected, never guessed."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from checklists.model.checklist import Provenance
from checklists.package.names import Names, did_you_mean, nearest, without_strings
from checklists.package.sheets import Problems, SheetRow

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?", re.ASCII)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
_YES = {"yes": "true()", "true": "true()", "no": "false()", "false": "false()", "": "false()"}


@dataclass(slots=True)
class CellReader:
    """Reads the cells of rule rows against the names of one checklist; ``expressions`` keeps each one it resolved."""

    names: Names
    problems: Problems
    expressions: list[tuple[SheetRow, str, str]] = field(default_factory=list)

    def name(self, row: SheetRow, taken: Collection[str] | Mapping[str, object], *, column: str = "name") -> str | None:
        """A name of ASCII letters that no earlier row of its kind has."""
        name = row[column]
        if not name:
            self.problems.error(row, column, "missing_name", f"这一行没有填 {column}。请填一个英文或拼音的名称。")
            return None
        if not _NAME.fullmatch(name):
            text = f"名称“{name}”只能用英文字母、数字和下划线，且不能以数字开头；中文请写在 label 列。"
            self.problems.error(row, column, "bad_name", text)
            return None
        if name in taken:
            self.problems.error(row, column, "duplicate_name", f"名称“{name}”在本表里出现了两次，请改一个。")
            return None
        return name

    def number(self, row: SheetRow, column: str, *, required: bool = False) -> Decimal | None:
        text = row[column]
        if not text:
            if required:
                self.problems.error(row, column, "missing_value", f"{column} 没有填，这里要一个数字。")
            return None
        if not _NUMBER.fullmatch(text):
            hint = (
                "百分比请写成小数，例如 10% 写 0.10。"
                if "%" in text or "％" in text
                else "请只写半角数字，不带单位和逗号。"
            )
            self.problems.error(row, column, "not_a_number", f"{column} 里的“{text}”不是数字。{hint}")
            return None
        return Decimal(text)

    def whole(self, row: SheetRow, column: str, *, required: bool = False) -> int | None:
        """A whole number above zero: months."""
        value = self.number(row, column, required=required)
        if value is None:
            return None
        if value != value.to_integral_value() or value <= 0:
            self.problems.error(row, column, "not_whole", f"{column} 里的“{row[column]}”应是大于 0 的整数。")
            return None
        return int(value)

    def day(self, row: SheetRow, column: str, *, required: bool = False) -> date | None:
        """A date written as 2026-01-31."""
        text = row[column]
        if not text:
            if required:
                self.problems.error(row, column, "missing_value", f"{column} 没有填，这里要一个日期，例如 2026-01-31。")
            return None
        if _DATE.fullmatch(text):
            with contextlib.suppress(ValueError):
                return date.fromisoformat(text)
        message = f"{column} 里的“{text}”不是日期，请写成 2026-01-31 的样子。"
        self.problems.error(row, column, "bad_date", message)
        return None

    def words(self, row: SheetRow, column: str) -> tuple[str, ...]:
        """Words separated by spaces, each once; blank: any."""
        found = row[column].split()
        twice = next((word for word in found if found.count(word) > 1), "")
        if twice:
            self.problems.error(row, column, "word_twice", f"{column} 里的“{twice}”写了两次，请删去一个。")
        return tuple(dict.fromkeys(found))

    def word(self, row: SheetRow, column: str, allowed: Collection[str], *, code: str = "unknown_word") -> str | None:
        """One of a closed list of words."""
        text = row[column]
        if text in allowed:
            return text
        listing = "、".join(allowed)
        found = f"里的“{text}”不认识" if text else "没有填"
        near = nearest(text, allowed) if text else ""
        offer = f"是不是想写“{near}”？" if near else ""
        self.problems.error(row, column, code, f"{column} {found}，{offer}可以写的有：{listing}。")
        return None

    def expression(self, row: SheetRow, column: str, *, required: bool = False) -> str | None:
        """The expression with its names resolved; "" where the cell is blank, None where it cannot be used."""
        text = row[column]
        if not text:
            if required:
                self.problems.error(row, column, "missing_value", f"{column} 没有填，这里要一个表达式。")
                return None
            return ""
        if "${" in text and "${" not in without_strings(text):
            message = "名称 ${…} 写在了引号里，会被当成文字。请去掉引号。"
            self.problems.error(row, column, "reference_in_quotes", message)
            return None
        unknown = self.names.unknown_in(text)
        for name in unknown:
            self.unknown_name(row, column, name, shown=f"${{{name}}}")
        if unknown:
            return None
        self.expressions.append((row, column, text))
        return self.names.resolve(text)

    def truth(self, row: SheetRow, column: str) -> str:
        """A yes/no cell or an expression; blank is no."""
        text = row[column]
        return _YES.get(text.lower()) or self.expression(row, column) or "false()"

    def inputs(self, row: SheetRow, column: str = "inputs") -> tuple[str, ...]:
        """Names separated by spaces, each as the path or variable it stands for."""
        result = []
        for name in row[column].split():
            meaning = self.names.meaning(name.removeprefix("${").removesuffix("}"))
            if meaning is None:
                self.unknown_name(row, column, name, shown=name)
            else:
                result.append(meaning)
        return tuple(result)

    def unknown_name(self, row: SheetRow, column: str, name: str, *, shown: str) -> None:
        offer = did_you_mean(self.names.suggestion(name))
        message = f"{shown} 既不是问卷里的问题，也不是指标或检验的名称{offer}"
        self.problems.error(row, column, "unknown_reference", message)

    def provenance(self, row: SheetRow) -> Provenance:
        if not row["source"]:
            message = "没有写 source(依据)。请写出处(文件、条款、书籍)，自定的标准写“本行待校准”。"
            self.problems.error(row, "source", "missing_source", message)
        return Provenance(row["source"], row["version"], row.number)

    def label(self, row: SheetRow) -> str:
        text = row.translated("label")
        if not text:
            self.problems.error(row, "label::中文 (zh)", "missing_label", "没有填中文名称，报告里将无法称呼它。")
        return text
