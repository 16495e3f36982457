"""The chapter on product, price, authority and schedule."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checklists.assess import assess
from reports.chapters import keys
from reports.chapters.material import ReportMaterial
from reports.compose import compose, compose_workbook
from reports.document import Chapter, DataTable, SheetCell
from reports.pdf import render_pdf
from tests.unit.reports.real_sample import real_material
from tests.unit.reports.test_report_content import parts_of, said


def with_answers(**answers: str) -> ReportMaterial:
    made = real_material()
    told = {made.checklist.paths[name]: text for name, text in answers.items()}
    case = replace(made.case, answers={**made.case.answers, **told})
    return replace(made, case=case, assessment=assess(case, made.checklist))


def chapter(made: ReportMaterial) -> Chapter:
    return next(each for each in compose(made).chapters if each.key == "offer")


def test_the_chapter_names_product_price_and_who_decides() -> None:
    words = said(chapter(real_material()))
    for part in (
        "拟办产品“旺季备货贷”，符合该产品的规定",
        "最低定价（年化单利）",
        "4.28",
        "一年期 LPR 3.00% 加 128 个基点",
        "支行行长",
    ):
        assert part in words


def test_lines_that_are_not_in_force_are_told_apart() -> None:
    words = said(chapter(real_material()))
    assert "尚未启用、未参与判断的规则：对同一借款人的贷款余额" in words
    assert "不得向关系人发放信用贷款" in words


def test_every_instalment_has_its_line_and_the_sums_stand_below() -> None:
    made = real_material()
    section = next(each for each in chapter(made).sections if each.key == keys.SCHEDULE)
    (table,) = parts_of(section, DataTable)
    assert made.assessment.limit.term_months == len(table.rows) - 1
    assert "2026-02-24 顺延" in said(section)


def test_a_term_cut_short_says_what_was_asked_for_and_what_binds() -> None:
    made = with_answers(requested_months="60", purpose_kind="fit_out", product="baozheng")
    assert "申请期限 60 个月，受“产品“小微保证贷”最长期限”约束，定为 36 个月" in said(chapter(made))
    assert "期限 60 个月" in said(next(each for each in compose(made).chapters if each.key == "request-and-people"))


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"annual_rate_percent": "4.2"}, "执行利率低于最低定价 8 个基点"),
        ({"annual_rate_percent": ""}, "执行利率未填，不能与最低定价比较"),
        ({"guarantee_kind": ""}, "未得出最低定价。"),
        ({"product": ""}, "期限未定，还缺：产品最长期限"),
        ({"product": "xinyong"}, "不符合该产品的规定：担保方式“保证”不在产品范围内"),
    ],
)
def test_what_is_wrong_or_missing_is_said(answers: dict[str, str], words: str) -> None:
    assert words in said(chapter(with_answers(**answers)))


def test_the_workbook_reckons_with_the_term_that_holds() -> None:
    cells = list(parts_of(compose_workbook(with_answers(requested_months="60")), SheetCell))
    (found,) = [cell for cell in cells if cell.name == "fact.loan_months"]
    assert "MIN({answer:/data/purpose/requested_months}+0,12,12,120)" in found.formula


def with_logo(data: bytes) -> ReportMaterial:
    made = real_material()
    settings = {**made.checklist.settings, "bank_name": "样例江南农商行", "logo": "logo.png"}
    return replace(made, bank="", checklist=replace(made.checklist, settings=settings, files={"logo.png": data}))


def test_the_banks_name_and_picture_come_from_its_parameters() -> None:
    picture = next(each.thumbnail for each in real_material().evidence if each.thumbnail)
    report = compose(with_logo(picture))
    assert (report.bank, report.logo) == ("样例江南农商行", picture)
    plain = render_pdf(replace(report, chapters=(), logo=b""))
    with_picture = render_pdf(replace(report, chapters=()))
    assert len(with_picture.data) > len(plain.data)
    assert with_picture.warnings == ()


def test_a_checklist_without_parameters_has_no_such_chapter() -> None:
    made = real_material()
    bare = replace(made, assessment=replace(made.assessment, offer=None))
    assert not [each for each in compose(bare).chapters if each.key == "offer"]
