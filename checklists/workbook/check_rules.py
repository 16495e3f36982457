"""The rule sheets as a whole: nothing that the method rests on is missing, and no name means two things."""

from __future__ import annotations

import re
from decimal import Decimal

from checklists.model.checklist import CheckKind
from checklists.model.facts import FACTS
from checklists.package.crosscheck_rules import TURNOVER_METHOD
from checklists.package.names import references_in
from checklists.package.rules import Rules
from checklists.package.sheets import CAPS, CROSSCHECKS, SCORECARD, Problems, Sheets

_PLAIN_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?", re.ASCII)
_LARGEST_COEFFICIENT = 10
_KINDS = {CheckKind.EQUITY: "权益检验", CheckKind.MARGIN: "毛利检验", CheckKind.TURNOVER: "营业额检验"}
_SAME_MEANING = frozenset({"requested_amount", "declared_sales"})
"""Facts that are the answer to the question of the same name."""


def check_rules(sheets: Sheets, rules: Rules, problems: Problems) -> None:
    """Only for checklists: a plain XLSForm without any of our sheets has no method."""
    if not sheets.rules:
        return
    _check_presence(sheets, rules, problems)
    _check_names(sheets, rules, problems)
    _check_shadows(rules, problems)
    _check_shares(sheets, rules, problems)


def _check_shares(sheets: Sheets, rules: Rules, problems: Problems) -> None:
    """5 where 5 % is meant: a tolerance that everything passes, a limit of eighty times."""
    for row in sheets.rows(CROSSCHECKS):
        if _number(row["pass_within"]) > 1:
            message = f"pass_within 是比例，{row['pass_within']} 表示 {row['pass_within']} 倍。5% 请写 0.05。"
            problems.error(row, "pass_within", "looks_like_percent", message)
    for row in sheets.rows(CAPS):
        for grade in rules.scorecard.grades:
            if _number(row[grade.name]) > _LARGEST_COEFFICIENT:
                message = f"{grade.name} 级的系数 {row[grade.name]} 表示 {row[grade.name]} 倍。80% 请写 0.8。"
                problems.warning(row, grade.name, "looks_like_percent", message)


def _number(text: str) -> Decimal:
    return Decimal(text) if _PLAIN_NUMBER.fullmatch(text) else Decimal(0)


def _check_presence(sheets: Sheets, rules: Rules, problems: Problems) -> None:
    if not sheets.rows(SCORECARD):
        problems.sheet(SCORECARD, "", "no_scorecard", "没有评分表(scorecard)，案件无法评分。")
    if not sheets.rows(CAPS):
        problems.sheet(CAPS, "", "no_caps", "没有额度上限(caps)，建议额度将只受申请金额限制，不能发布。")
    kinds = {row["kind"] for row in sheets.rows(CROSSCHECKS)}
    for kind, label in _KINDS.items():
        if kind.value not in kinds:
            message = f"crosschecks 表没有 {kind.value} 行，案件不会做{label}。"
            problems.sheet(CROSSCHECKS, "", f"no_{kind.value}", message, severity="warning")
    if CheckKind.TURNOVER.value in kinds and not rules.turnover_methods:
        message = "有营业额检验而没有测算法(turnover_method 行)，营业额将总是证据不足。"
        problems.sheet(CROSSCHECKS, "", "no_turnover_methods", message)


def _check_names(sheets: Sheets, rules: Rules, problems: Problems) -> None:
    for row in sheets.rows(CROSSCHECKS):
        name = row["name"]
        if row["kind"] == TURNOVER_METHOD or not name:
            continue
        taken = "问题" if name in rules.names.paths else "指标" if name in FACTS else ""
        if taken:
            message = f"检验的名称“{name}”已是一个{taken}的名称，别的规则引用不到它的结论，请换一个名称。"
            problems.error(row, "name", "name_taken", message)


def _check_shadows(rules: Rules, problems: Problems) -> None:
    for row, column, text in rules.expressions:
        for name in dict.fromkeys(references_in(text)):
            if name in FACTS and name in rules.names.paths and name not in _SAME_MEANING:
                message = f"${{{name}}} 既是问题的名称，也是指标“{FACTS[name].label}”，这里取的是问题的答案。请给问题换一个名称。"
                problems.warning(row, column, "two_meanings", message)
