"""The last word: the form as pyxform made it, opened by the engine that will run it on site. Cycles show only here."""

from __future__ import annotations

from collections.abc import Mapping

from checklists.form import Form
from checklists.model.errors import ExpressionError, FormError
from checklists.package.sheets import SURVEY, Problems, SheetRow
from checklists.workbook.expressions import sentence_of
from checklists.workbook.survey import Item

_REASONS = {
    "external-file-missing": "题目要用外部文件“{found}”，它没有随清单提供。请把它放在清单旁边，或把选项写进 choices 表。",
    "external-file-unreadable": "外部文件“{where}”读不出来：{found}。",
    "control-not-supported": "这种题型({found})本程序不支持，请换一种题型。",
    "action-not-supported": "这种动作({found})本程序不支持，请删去。",
    "event-not-supported": "这种触发方式({found})本程序不支持，请删去。",
    "instance-too-deep": "组套得太深，请减少层次。",
    "too-many-questions": "问题或行太多，没有人填得完，请减少题目，或减少表格开头的行数。",
    "xml-too-large": "问卷转换后太大，没有打开。长的选项表请写进名单文件。",
    "external-file-too-large": "外部文件“{where}”的内容太多，请删去用不到的行和列。",
    "range-without-numbers": "滑动题的起点、终点和步长要写成数字，如 start=0 end=10 step=1。",
    "reference-to-nothing": "引用的位置 {found} 在问卷里不存在。",
    "instance-missing": "选项要从名为“{found}”的数据里取，清单里没有这份数据。",
    "itemset-reference-missing": "选项所用的数据里没有“{found}”这一列。",
    "select-without-choices": "这道选择题没有任何选项。",
    "text-missing": "“{found}”缺少中文文字，请检查 label 列。",
}


def check_form(xform: bytes, root: Item, problems: Problems, *, files: Mapping[str, bytes]) -> bool:
    """Whether the form opens with the files that were found.

    What keeps it from opening is told at the row of the question that it is about.
    """
    try:
        Form.from_xform(xform, files=files)
    except FormError as error:
        row = _row_of(error, root)
        if error.reason == "cycle" and any(problem.code == "cycle" for problem in problems):
            return False
        said = {(problem.sheet, problem.row) for problem in problems if problem.severity == "error"}
        if row is None:
            if not problems.has_errors:
                problems.sheet(SURVEY, "", "form_refused", _sentence(error))
        elif (row.place, row.number) not in said:
            code = "cycle" if error.reason == "cycle" else "form_refused"
            problems.error(row, "calculation" if row["calculation"] else "", code, _sentence(error))
        return False
    return True


def _row_of(error: FormError, root: Item) -> SheetRow | None:
    paths = (error.found if error.reason == "cycle" else error.where).split()
    items = {item.path: item for item in root.walk()}
    found = next((items[path] for path in paths if path in items), None)
    return found.row if found else None


def _sentence(error: FormError) -> str:
    if isinstance(error, ExpressionError):
        return sentence_of(error, error.expression)
    if error.reason == "cycle":
        return f"这些题的公式互相依赖，绕成了圈：{error.where}。请改掉其中一题的公式。"
    words = _REASONS.get(error.reason)
    if words is not None:
        return words.format(found=error.found, where=error.where)
    return f"问卷打不开({error.reason} {error.where} {error.found})。".replace(" )", ")")
