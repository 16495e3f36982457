"""The survey's questions and the choice lists: names, types, labels, lists and the ``bind::jd:*`` columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from checklists.form import EVIDENCE_WORDS
from checklists.model.identity import IDENTITIES
from checklists.model.lines import LINE_BY_KEY
from checklists.model.report_order import REPORT_CHAPTERS, REPORT_ORDER
from checklists.package.names import did_you_mean, nearest
from checklists.package.sheets import CHOICES, SETTINGS, SURVEY, Problems, SheetRow, Sheets
from checklists.workbook.columns import JD, LABEL
from checklists.workbook.survey import Item

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.\-]*", re.ASCII)
_SELECT = re.compile(
    r"(?:add )?(?:select[_ ](?:one|multiple|all that apply)(?: prompt)?(?: from| using)?|rank)\s+"
    r"(?P<list>\S+)(?P<other>\s+or[_ ](?:specify )?other)?"
)

SELECTS = ("select_one", "select_multiple")
UNSEEN = frozenset(
    {"simserial", "subscriberid", "uri:deviceid", "uri:username", "uri:email", "uri:phonenumber", "uri:simserial", "uri:subscriberid",
     "calculate", "hidden", "start", "end", "today", "deviceid", "username", "email", "phonenumber", "audit", "xml-external",
     "csv-external"}
)  # fmt: skip
"""Types that nobody is asked: no label is needed."""
ASKED = frozenset(
    {"text", "integer", "int", "decimal", "range", "date", "time", "datetime", "dateTime", "note", "image", "photo", "audio",
     "video", "file", "geopoint", "geotrace", "geoshape", "barcode", "acknowledge", "trigger", "string", "phone number"}
)  # fmt: skip
TYPES = (*sorted(ASKED | UNSEEN), "begin_group", "end_group", "begin_repeat", "end_repeat")

_MEANT = {
    "number": "decimal", "numeric": "decimal", "float": "decimal", "double": "decimal", "money": "decimal", "金额": "decimal",
    "数字": "decimal", "数值": "decimal", "小数": "decimal", "整数": "integer", "文本": "text", "文字": "text", "填空": "text", "textarea": "text",
    "日期": "date", "时间": "time", "日期时间": "datetime", "单选": "select_one", "单选题": "select_one", "radio": "select_one",
    "select": "select_one", "dropdown": "select_one", "选择": "select_one", "多选": "select_multiple", "多选题": "select_multiple",
    "checkbox": "select_multiple", "select_many": "select_multiple", "照片": "image", "图片": "image", "拍照": "image", "录音": "audio",
    "视频": "video", "文件": "file", "附件": "file", "定位": "geopoint", "位置": "geopoint", "gps": "geopoint", "计算": "calculate",
    "公式": "calculate", "说明": "note", "提示": "note", "boolean": "select_one", "yes_no": "select_one yes_no", "是否": "select_one",
    "组": "begin_group", "重复": "begin_repeat", "组结束": "end_group", "group": "begin_group", "repeat": "begin_repeat",
}  # fmt: skip
"""What authors write for a type in their own words."""

_NOT_HERE = {
    "osm": "请改用 geopoint。", "include": "请把那些题写进本表。", "begin_loop": "请改用 begin_repeat。", "end_loop": "请改用 end_repeat。",
    "select_one_external": "请改用 select_one 加 choice_filter，或 select_one_from_file。",
}  # fmt: skip
"""Types that other tools have, and what to use in their place."""

_NUMERIC = frozenset({"integer", "int", "decimal", "range", "calculate"})
_WORDS = {
    "must": ("true", "false", "yes", "no"),
    "sensitive": ("true", "false", "yes", "no"),
    "severity": ("error", "warning"),
}


def list_of(row: SheetRow) -> str:
    """The choice list that a select question draws on, "" for any other question."""
    match = _SELECT.fullmatch(row["type"])
    return match.group("list") if match else ""


def has_other(row: SheetRow) -> bool:
    """A select question that also takes what is on no list."""
    match = _SELECT.fullmatch(row["type"])
    return match is not None and bool(match.group("other"))


def check_questions(root: Item, sheets: Sheets, problems: Problems) -> None:
    """Every row of the survey for itself, and each name against those before it."""
    lists = dict.fromkeys(row["list_name"] for row in sheets.rows(CHOICES))
    choices = [(row["list_name"], row["name"]) for row in sheets.rows(CHOICES)]
    seen: dict[str, SheetRow] = {}
    for item in root.walk():
        if item.row is None:
            continue
        _check_name(item.row, seen, problems)
        if item.kind == "question":
            _check_type(item.row, tuple(lists), problems)
        else:
            _check_edges(item, problems)
        if item.is_block and not item.children:
            problems.warning(item.row, "name", "empty_block", f"“{item.name}”里一道题也没有。")
        _check_extras(item.row, problems)
        _check_evidence(item.row, choices, problems)


def _check_edges(item: Item, problems: Problems) -> None:
    """``Begin_Group``: close enough for a person, not for the programs that read the sheet."""
    for row in filter(None, (item.row, item.end)):
        if row["type"] != row["type"].lower():
            meant = "_".join(row["type"].lower().split())
            problems.error(row, "type", "unknown_type", f"题型“{row['type']}”请写成小写的“{meant}”。")


def _check_name(row: SheetRow, seen: dict[str, SheetRow], problems: Problems) -> None:
    name = row["name"]
    if not name:
        if row["type"] not in ("note", "end loop", "end_loop"):
            problems.error(row, "name", "missing_name", "这一行没有填 name。请填一个英文或拼音的名称。")
        return
    if not _NAME.fullmatch(name):
        message = f"名称“{name}”只能用英文字母、数字和下划线，且以字母开头；中文请写在 {LABEL} 列。"
        problems.error(row, "name", "bad_name", message)
    first = seen.setdefault(name, row)
    if first is not row:
        message = f"名称“{name}”已在 {first.place} 第 {first.number} 行用过，请改一个名称，并改掉引用它的地方。"
        problems.error(row, "name", "duplicate_name", message)


def _check_type(row: SheetRow, lists: Sequence[str], problems: Problems) -> None:
    kind = row["type"]
    word = kind.split()[0] if kind else ""
    if kind.split()[1:2] == ["loop"]:
        word = f"{word}_loop"
    if not kind:
        problems.error(row, "type", "missing_type", "这一行没有填 type(题型)。")
        return
    used = list_of(row)
    if used:
        if used not in lists:
            offer = did_you_mean(nearest(used, lists))
            problems.error(row, "type", "missing_list", f"choices 表里没有名为“{used}”的选项列表{offer}")
    elif word in SELECTS:
        message = f"选择题要写明选项列表，例如“{word} yes_no”。"
        problems.error(row, "type", "missing_list", message)
    elif not word.endswith("_from_file") and kind not in TYPES:
        if word in _NOT_HERE or kind in _NOT_HERE:
            problems.error(
                row, "type", "unknown_type", f"题型“{kind}”本程序不支持，{_NOT_HERE.get(kind) or _NOT_HERE[word]}"
            )
            return
        near = _MEANT.get(word.lower()) or nearest(word, [*TYPES, *SELECTS]) or nearest(kind, TYPES)
        problems.error(row, "type", "unknown_type", f"题型“{kind}”不认识{did_you_mean(near)}")
        return
    _check_texts(row, problems)


def _check_texts(row: SheetRow, problems: Problems) -> None:
    kind = row["type"]
    has_label = bool(row.translated("label")) or any(column.startswith("label:") for column in row.cells)
    if not has_label and kind not in UNSEEN:
        problems.warning(row, LABEL, "missing_label", f"“{row['name']}”没有中文题目，现场会不知道问什么。")
    if kind == "calculate" and not (row["calculation"] or row["default"]):
        problems.error(row, "calculation", "missing_value", "calculate 行没有填 calculation(计算公式)。")
    if row["constraint"] and not any(column.startswith("constraint_message") for column in row.cells):
        message = "有 constraint(校验)而没有 constraint_message，填错时只会提示“不符合要求”。"
        problems.warning(row, "constraint", "missing_constraint_message", message)


def _check_extras(row: SheetRow, problems: Problems) -> None:
    line = row[f"{JD}line"]
    if line and line not in LINE_BY_KEY:
        offer = did_you_mean(nearest(line, LINE_BY_KEY))
        problems.error(row, f"{JD}line", "unknown_line", f"报表项目“{line}”不认识{offer}")
    elif line and row["type"].split()[:1] and row["type"] not in _NUMERIC:
        message = f"报表项目要的是金额，题型应为 decimal、integer 或 calculate，这里是“{row['type']}”。"
        problems.error(row, f"{JD}line", "line_of_text", message)
    identity = row[f"{JD}identity"]
    if identity and identity not in IDENTITIES:
        offer = did_you_mean(nearest(identity, IDENTITIES))
        message = f"识别要素“{identity}”不认识{offer}写法是“谁/什么”，例如 guarantor/phone(保证人/电话)。"
        problems.error(row, f"{JD}identity", "unknown_word", message)
    for column, words in _WORDS.items():
        value = row[JD + column]
        if value and value not in words:
            problems.error(row, JD + column, "unknown_word", f"“{value}”不认识，可以写的有：{'、'.join(words)}。")


def _check_evidence(row: SheetRow, choices: Sequence[tuple[str, str]], problems: Problems) -> None:
    """``photo``, or ``photo:done`` where only some answers of a choice are to be proved."""
    kinds, colon, answers = row[f"{JD}evidence"].partition(":")
    for kind in kinds.replace(",", " ").replace("|", " ").split():
        if kind not in EVIDENCE_WORDS:
            message = (
                f"“{kind}”不认识，可以写的有：{'、'.join(EVIDENCE_WORDS)}；只对某些选项要证据的，写成 photo:done。"
            )
            problems.error(row, f"{JD}evidence", "unknown_word", message)
    known = [name for used, name in choices if used == list_of(row)]
    for answer in answers.split() if colon else ():
        if answer not in known:
            message = f"冒号后面要写本题的选项，“{answer}”不是{did_you_mean(nearest(answer, known))}"
            problems.error(row, f"{JD}evidence", "unknown_choice", message)


def check_choices(sheets: Sheets, problems: Problems) -> None:
    """The lists: complete, without doubles, and used."""
    used = {list_of(row) for row in sheets.rows(SURVEY)}
    lists = {row["list_name"] for row in sheets.rows(CHOICES)}
    used |= {nearest(name, lists) for name in used - lists if name}  # a misspelt list is not told a second time
    mentioned = " ".join(cell for row in sheets.rows(SURVEY) for cell in row.cells.values())
    seen: dict[tuple[str, str], SheetRow] = {}
    reported: set[str] = set()
    for row in sheets.rows(CHOICES):
        name = row["list_name"]
        if not name:
            problems.error(row, "list_name", "missing_name", "这个选项没有写属于哪个列表(list_name)。")
            continue
        _check_choice(row, seen, sheets, problems)
        if name not in used and name not in reported and f"'{name}'" not in mentioned:
            reported.add(name)
            problems.warning(row, "list_name", "unused_list", f"选项列表“{name}”没有任何一道题使用。")


def _check_choice(row: SheetRow, seen: dict[tuple[str, str], SheetRow], sheets: Sheets, problems: Problems) -> None:
    key = (row["list_name"], row["name"])
    if not row["name"]:
        problems.error(row, "name", "missing_name", "这个选项没有填 name(选项代码)。")
        return
    if " " in row["name"]:
        problems.error(row, "name", "bad_name", f"选项代码“{row['name']}”里不能有空格，请用下划线代替。")
    elif not row["name"].isascii():
        message = f"选项代码“{row['name']}”请用英文或数字，中文写在 {LABEL} 列，否则别的程序读不了。"
        problems.warning(row, "name", "bad_name", message)
    first = seen.setdefault(key, row)
    if first is not row and sheets.settings.get("allow_choice_duplicates", "").lower() != "yes":
        message = f"列表“{key[0]}”里的选项“{key[1]}”重复了(第一次在 {first.place} 第 {first.number} 行)。"
        problems.error(row, "name", "duplicate_choice", message)
    if not row.translated("label") and not any(
        column.startswith(("label:", "media::", "image")) for column in row.cells
    ):
        problems.error(row, LABEL, "missing_label", f"选项“{row['name']}”没有中文名称。")


def check_settings(sheets: Sheets, problems: Problems) -> None:
    """What a published checklist must say of itself. A plain XLSForm that is only looked at is merely told."""
    place = SETTINGS
    row = (sheets.rows(SETTINGS) or (SheetRow(SETTINGS, 0, {}),))[0]
    severity = problems.error if sheets.rules else problems.warning
    for column, meaning in (("form_id", "清单代码"), ("form_title", "清单名称"), ("version", "版本")):
        if not row[column]:
            severity(row, column, "missing_setting", f"{place} 表没有填 {column}({meaning})，没有它就不能发布。")
    if row["form_id"] and not _NAME.fullmatch(row["form_id"]):
        severity(row, "form_id", "bad_name", f"清单代码“{row['form_id']}”只能用英文字母、数字和下划线。")
    if row["plan_purchases"] not in ("", "evenly"):
        message = f"plan_purchases(现金流预测里进货怎么付)不认识“{row['plan_purchases']}”：按月平均付的写 evenly，与销售同月的留空。"
        problems.error(row, "plan_purchases", "unknown_word", message)
    if row["draw_unit"] not in ("", "day", "week", "batch"):
        message = (
            f"draw_unit(随机抽样抽什么)不认识“{row['draw_unit']}”：抽一天的留空，抽整周的写 week，按批次的写 batch。"
        )
        problems.error(row, "draw_unit", "unknown_word", message)
    _check_report_order(row, problems)
    if len(sheets.rows(SETTINGS)) > 1:
        extra = sheets.rows(SETTINGS)[1]
        problems.warning(extra, "", "extra_settings", "settings 表只用第一行，其余各行不起作用。")


def _check_report_order(row: SheetRow, problems: Problems) -> None:
    """Chapters that a bank wants first, each once."""
    keys = row[REPORT_ORDER].split()
    for key in dict.fromkeys(keys):
        if key not in REPORT_CHAPTERS:
            known = "、".join(f"{name}({title})" for name, title in REPORT_CHAPTERS.items())
            message = f"{REPORT_ORDER}(报告各章的先后)里的“{key}”不认识。可以写的有：{known}。"
            problems.error(row, REPORT_ORDER, "unknown_word", message)
        elif keys.count(key) > 1:
            problems.error(row, REPORT_ORDER, "word_twice", f"{REPORT_ORDER} 里的“{key}”写了两次，请删去一处。")
