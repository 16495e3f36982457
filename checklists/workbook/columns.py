"""The columns that the sheets have, and the older spellings that XLSForm authors are used to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from checklists.package.names import nearest
from checklists.package.sheets import (
    AFTERCARE,
    AUTHORITY,
    BENCHMARKS,
    CAPS,
    CHOICES,
    CROSSCHECKS,
    HOLIDAYS,
    LANGUAGE,
    LIVING_COST,
    PARAMETER_SHEETS,
    PERCENTILES,
    PRICING,
    PRODUCTS,
    REDFLAGS,
    REGULATION,
    SCORECARD,
    SETTINGS,
    SIGNALS,
    SIZE_BANDS,
    SURVEY,
    TERMS,
    TRADE,
    Problems,
    Sheets,
)

LABEL = f"label::{LANGUAGE}"
JD = "bind::jd:"
INCLUDES = "includes"
"""In the settings of an exported workbook: the base that is merged in, with its version and a digest."""
JD_COLUMNS = tuple(JD + name for name in ("line", "must", "evidence", "severity", "sensitive", "unit", "identity"))

EXPRESSIONS = (
    "relevant",
    "constraint",
    "calculation",
    "choice_filter",
    "repeat_count",
    "required",
    "readonly",
    "default",
)
"""Columns of ``survey`` that hold expressions; the last three may also hold a plain word."""

_TRANSLATED = ("label", "hint", "guidance_hint", "constraint_message", "required_message")
_MEDIA = ("image", "big-image", "audio", "video", "media::image", "media::big-image", "media::audio", "media::video")

COLUMNS: dict[str, tuple[str, ...]] = {
    SURVEY: (
        "type", "name", *_TRANSLATED, *EXPRESSIONS, "appearance", "parameters", "trigger", "autoplay", "rows", *_MEDIA, *JD_COLUMNS,
    ),
    CHOICES: ("list_name", "name", "label", *_MEDIA),
    SETTINGS: (
        "form_title", "form_id", "version", "default_language", "namespaces", "base", "includes", "parameters", "bank_name", "logo", "report_order", "whole_sheets", "unassessed_limit", "plan_purchases", "draw_unit", "style",
        "instance_name", "allow_choice_duplicates", "public_key", "submission_url", "auto_send", "auto_delete", "clean_text_values",
    ),
    CROSSCHECKS: (
        "kind", "name", "label", "method", "expected", "actual", "base", "third_party", "pass_within", "explain_within",
        "inputs", "source", "version",
    ),
    SCORECARD: (
        "kind", "dimension", "name", "label", "value", "lower", "upper", "equals", "points", "when", "effect", "reason",
        "source", "version",
    ),
    CAPS: ("name", "label", "kind", "gross", "existing", "when", "source", "version"),
    BENCHMARKS: ("fact", "label", "low", "mid", "high", "unit", "source", "version"),
    REDFLAGS: ("name", "label", "when", "severity", "source", "version"),
    TRADE: ("kind", "name", "label", "value", "when", "source", "version"),
    SIGNALS: ("name", "label", "severity", "tolerance", "ask", "source", "version"),
    SIZE_BANDS: ("name", "label", "lower", "upper", "source", "version"),
    PERCENTILES: (
        "fact", "region", "size_band", "n", "p10", "p25", "p50", "p75", "p90", "window_from", "window_to", "source", "version",
    ),
    PRODUCTS: (
        "name", "label", "min_amount", "max_amount", "min_months", "max_months", "repayments", "guarantees", "purposes",
        "min_bp", "max_bp", "when", "who", "source", "version",
    ),
    AUTHORITY: ("name", "label", "guarantees", "grades", "above", "up_to", "source", "version"),
    PRICING: ("kind", "name", "label", "value", "valid_from", "source", "version"),
    LIVING_COST: ("name", "label", "monthly", "factor", "valid_from", "source", "version"),
    HOLIDAYS: ("kind", "first", "last", "label", "source", "version"),
    REGULATION: ("name", "label", "when", "effect", "months", "valid_from", "valid_to", "source", "version"),
    TERMS: ("name", "label", "months", "source", "version"),
    AFTERCARE: (
        "kind", "name", "label", "grades", "max_major", "max_medium", "first_days", "contact_days", "visit_days", "when",
        "value", "unit", "test", "source", "version",
    ),
}  # fmt: skip

REQUIRED: dict[str, tuple[str, ...]] = {
    SURVEY: ("type", "name"),
    CHOICES: ("list_name", "name"),
    CROSSCHECKS: ("kind", "name", "source"),
    SCORECARD: ("kind", "name", "points", "source"),
    CAPS: ("name", "kind", "gross", "source"),
    BENCHMARKS: ("fact", "low", "high", "source"),
    REDFLAGS: ("name", "when", "severity", "source"),
    TRADE: ("kind", "name", "source"),
    SIGNALS: ("name", "severity", "ask", "source"),
    SIZE_BANDS: ("name", "source"),
    PERCENTILES: ("fact", "n", "p10", "p25", "p50", "p75", "p90", "window_from", "window_to", "source"),
    PRODUCTS: ("name", "min_amount", "max_amount", "min_months", "max_months", "min_bp", "max_bp", "source"),
    AUTHORITY: ("name", "above", "up_to", "source"),
    PRICING: ("kind", "name", "value", "source"),
    LIVING_COST: ("name", "monthly", "factor", "valid_from", "source"),
    HOLIDAYS: ("kind", "first", "last", "source"),
    REGULATION: ("name", "when", "effect", "valid_from", "source"),
    TERMS: ("name", "months", "source"),
    AFTERCARE: ("kind", "name", "test", "source"),
}

_ALIASES = {
    SURVEY: {
        "relevance": "relevant", "calculate": "calculation", "read_only": "readonly", "caption": "label", "command": "type",
        "tag": "name", "constraining_message": "constraint_message", "count": "repeat_count", "requiredmsg": "required_message",
    },
    CHOICES: {"list name": "list_name", "value": "name", "caption": "label"},
    SETTINGS: {"set_form_title": "form_title", "set_form_id": "form_id", "title": "form_title", "id_string": "form_id"},
}  # fmt: skip
_CHINESE_TITLES = {
    "问卷": "survey", "调查": "survey", "题目": "survey", "问题": "survey", "选项": "choices", "设置": "settings", "交叉检验": "crosschecks",
    "评分卡": "scorecard", "评分": "scorecard", "评分表": "scorecard", "额度": "caps", "额度上限": "caps", "基准": "benchmarks",
    "红旗": "redflags", "预警": "redflags", "行业": "trade", "行业特征": "trade", "资料清单": "trade", "线索": "signals",
    "规模档": "size_bands", "同业分位": "percentiles", "分位": "percentiles",
    "产品": "products", "贷款产品": "products", "审批权限": "authority", "授权": "authority",
    "定价": "pricing", "定价参数": "pricing", "生活费": "living_cost", "最低生活费": "living_cost", "节假日": "holidays", "假日": "holidays",
    "监管": "regulation", "监管规则": "regulation", "期限": "terms", "用途期限": "terms",
    "贷后": "aftercare", "贷后管理": "aftercare",
}  # fmt: skip
"""What authors call our sheets in their own language; a sheet must have its English name, as other XLSForm tools ask for it."""

_NOTES = re.compile(r"(note|notes|comment|comments|remark|remarks|备注|说明)", re.IGNORECASE)
_OPEN = ("bind::", "body::", "control::", "instance::", "$")
_SPACES = " \t\r\n\u00a0\u3000\ufeff"


def near_sheet(name: str, known: Sequence[str]) -> str:
    """The sheet that a title was probably meant for, "" where there is none."""
    return _CHINESE_TITLES.get(name) or nearest(name, known)


def standard_column(sheet: str, header: str) -> str:
    """The column that a header means: without stray spaces, in lower case, older spellings turned into today's."""
    text = header.strip(_SPACES)
    name, mark, language = text.partition("::")
    if mark and name.strip().lower() in (*_TRANSLATED, "reason", "caption"):
        plain = _aliased(sheet, name)
        return f"{plain}::{' '.join(language.split())}"
    return text if mark else _aliased(sheet, text)


def _aliased(sheet: str, text: str) -> str:
    name = text.strip().lower()
    aliases = _ALIASES.get(sheet, {})
    name = aliases.get(name, name)
    if name in COLUMNS.get(sheet, ()):
        return name
    underscored = "_".join(name.split())
    underscored = aliases.get(underscored, underscored)
    return underscored if underscored in COLUMNS.get(sheet, ()) else text.strip()


def is_wording(column: str) -> bool:
    """A column of words for people, where ``50%`` is what it says and no number."""
    return (
        column.partition("::")[0] in (*_TRANSLATED, "reason", "source", "ask") or _NOTES.fullmatch(column) is not None
    )


def check_columns(sheets: Sheets, problems: Problems, *, grades: tuple[str, ...]) -> None:
    """Unknown columns, which pyxform drops without a word, and columns that a sheet cannot do without."""
    for name, sheet in sheets.sheets.items():
        if name in PARAMETER_SHEETS and not sheets.rules:
            continue  # a plain form's own sheet of that name
        known = (*COLUMNS[name], *(grades if name == CAPS else ()))
        splits_at_one = name in (SURVEY, CHOICES) and not any("::" in column for column in sheet.columns)
        for column in sheet.columns:
            if splits_at_one and (meant := _two_colons(name, column)):
                message = f"列标题“{column}”请写成“{meant}”(两个冒号)。表里一有别的双冒号列，这一列就不起作用。"
                problems.sheet(name, column, "single_colon", message, severity="warning")
            elif not _is_known(name, column, known):
                _report_unknown(name, column, known, problems)
        _check_languages(name, sheet.columns, problems)
        missing = [column for column in REQUIRED.get(name, ()) if column not in sheet.columns] if sheet.columns else []
        for column in missing:
            problems.sheet(name, column, "missing_column", f"{name} 表缺少 {column} 列，请在第 1 行补上这个列标题。")


def _two_colons(sheet: str, column: str) -> str:
    """``label::中文 (zh)`` for ``label:中文 (zh)``, "" for any other title."""
    name, mark, language = column.partition(":")
    plain = _aliased(sheet, name)
    is_ours = plain in (*_TRANSLATED, *_MEDIA) or plain in ("media", "bind", "body", "control", "instance")
    return f"{plain}::{language.strip()}" if mark and is_ours and not language.startswith(":") else ""


def _check_languages(sheet: str, columns: Sequence[str], problems: Problems) -> None:
    """``label::中文(zh)`` beside ``hint::中文 (zh)``: to every program these are two languages, one of them without texts."""
    spelt = {_plain(LANGUAGE): LANGUAGE}
    for column in columns:
        name, mark, language = column.rpartition("::")
        if not mark or name not in _TRANSLATED:
            continue
        meant = spelt.setdefault(_plain(language), language)
        if meant != language:
            message = f"列标题“{column}”的语言应写成“{name}::{meant}”，否则算作另一种语言，中文题目会是空白。"
            problems.sheet(sheet, column, "wrong_language", message)


def _plain(language: str) -> str:
    return "".join(unicodedata.normalize("NFKC", language).lower().split())


def _is_known(sheet: str, column: str, known: tuple[str, ...]) -> bool:
    if (
        column in known
        or column.partition("::")[0] in (*_TRANSLATED, *_MEDIA, "reason", "media")
        or _NOTES.fullmatch(column)
    ):
        return True
    # Extra columns of choices are what choice_filter reads; they are free.
    return sheet == CHOICES or (sheet == SURVEY and column.startswith(_OPEN) and not column.startswith(JD))


def _report_unknown(sheet: str, column: str, known: tuple[str, ...], problems: Problems) -> None:
    near = _two_colons(sheet, column) or nearest(column, known)
    if near or column.startswith(JD):
        offer = f"是不是想写“{near}”？" if near else f"可用的有：{'、'.join(JD_COLUMNS)}。"
        problems.sheet(sheet, column, "unknown_column", f"列标题“{column}”不认识，{offer}写错的列不会起作用。")
    else:
        message = f"列标题“{column}”不认识，这一列不会起作用。只作说明用的列请命名为“备注”。"
        problems.sheet(sheet, column, "unknown_column", message, severity="warning")
