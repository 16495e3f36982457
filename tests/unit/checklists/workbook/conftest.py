"""Sheets written as authors write them: small CSV texts in a folder, or cells in a workbook."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest

from checklists import workbook
from checklists.model.errors import SheetProblem

SURVEY = """\
type,name,label::中文 (zh),hint::中文 (zh),required,relevant,constraint,constraint_message::中文 (zh),calculation,bind::jd:line
begin_group,visit,到场,,,,,,,
date,visit_date,到场日期,,yes,,,,,
select_one yes_no,has_stock,有无存货,,yes,,,,,
end_group,,,,,,,,,
begin_group,stock_take,点货,,,,,,,
begin_repeat,stock,存货,,,,,,,
decimal,quantity,数量,,,,. >= 0,数量不能小于 0,,
decimal,cost,单价,,,,,,,
calculate,value,,,,,,,${quantity} * ${cost},inventory
end_repeat,,,,,,,,,
calculate,total,,,,,,,sum(${value}),
end_group,,,,,,,,,
"""
CHOICES = "list_name,name,label::中文 (zh)\nyes_no,yes,是\nyes_no,no,否\n"
SETTINGS = "form_title,form_id,version,default_language\n小清单,small,2026.1,中文 (zh)\n"
CROSSCHECKS = """\
kind,name,label::中文 (zh),method,expected,actual,base,third_party,pass_within,explain_within,inputs,source,version
equity,equity_check,权益检验,,,,,,0.05,0.20,,本行待校准,1
compare,stock_check,存货核对,,${inventory},sum(${value}),,,0.05,0.15,value inventory,本行待校准,1
margin,margin_check,毛利检验,,,,,,0.02,0.05,,本行待校准,1
turnover,turnover_check,营业额检验,,,,,,0.10,0.30,,本行待校准,1
turnover_method,by_stock,按存货推算,M3,,${total} * 12,,no,,,total,本行待校准,1
"""
SCORECARD = """\
kind,dimension,name,label::中文 (zh),value,lower,upper,equals,points,when,effect,reason::中文 (zh),source,version
dimension,,ability,还款能力,,,,,60,,,,,
indicator,ability,debt_ratio_score,资产负债率,${debt_ratio},,,,60,,,,本行待校准,1
bin,,debt_ratio_score,,,,0.5,,60,,,负债低,,
bin,,debt_ratio_score,,,0.5,,,20,,,负债高,,
dimension,,conduct,经营情况,,,,,40,,,,,
indicator,conduct,stock_seen,存货核实,${stock_check},,,,40,,,,本行待校准,1
bin,,stock_seen,,,,,pass,40,,,核实,,
bin,,stock_seen,,,,,explain fail,10,,,有差异,,
veto,,no_stock,没有存货,,,,,,${has_stock} = 'no',,,本行待校准,1
ceiling,,heavy_debt,负债过高,,,,,,${debt_ratio} > 0.8,B,,本行待校准,1
grade,,A,优,,80,,,,,agree,,,
grade,,B,中,,60,,,,,caution,,,
grade,,C,差,,,,,,,refuse,,,
"""
CAPS = """\
name,label::中文 (zh),kind,gross,existing,A,B,C,when,source,version
by_equity,权益上限,amount,${equity} * 0.5,${existing_loans},,0.8,0,,本行待校准,1
"""
BENCHMARKS = "fact,label::中文 (zh),low,mid,high,unit,source,version\ninventory_days,存货周转,20,,45,days,行业经验,1\n"
REDFLAGS = (
    "name,label::中文 (zh),when,severity,source,version\nempty_shop,店里没货,${has_stock} = 'no',major,行业经验,1\n"
)

COMPLETE: Mapping[str, str] = {
    "survey": SURVEY,
    "choices": CHOICES,
    "settings": SETTINGS,
    "crosschecks": CROSSCHECKS,
    "scorecard": SCORECARD,
    "caps": CAPS,
    "benchmarks": BENCHMARKS,
    "redflags": REDFLAGS,
}

WriteFolder = Callable[..., Path]
Edit = tuple[str, str, str]


@pytest.fixture
def write_folder(tmp_path: Path) -> WriteFolder:
    """Writes a complete small checklist as CSV files; sheets given by name replace its own, None leaves one out."""

    def write(name: str = "small", **sheets: str | None) -> Path:
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        for sheet, text in {**COMPLETE, **sheets}.items():
            if text is not None:
                (folder / f"{sheet}.csv").write_text(text, encoding="utf-8")
        return folder

    return write


@pytest.fixture
def problems_after(write_folder: WriteFolder) -> Callable[..., list[SheetProblem]]:
    """The problems of the small checklist after edits (sheet, what stands there, what an author writes instead)."""

    def check(*edits: Edit) -> list[SheetProblem]:
        texts = dict(COMPLETE)
        for sheet, old, new in edits:
            assert old in texts[sheet], f"{old!r} is not in {sheet}"
            texts[sheet] = texts[sheet].replace(old, new, 1)
        return list(workbook.check(workbook.load_industry(write_folder(**texts))))

    return check


@pytest.fixture
def write_workbook(tmp_path: Path) -> Callable[..., Path]:
    """Writes sheets of cells as an .xlsx."""

    def write(sheets: Mapping[str, list[list[object]]], name: str = "form.xlsx") -> Path:
        book = openpyxl.Workbook()
        book.remove(book.worksheets[0])
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
        path = tmp_path / name
        book.save(path)
        return path

    return write
