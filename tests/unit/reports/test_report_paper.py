"""What lies on paper lies well: the shipped samples, and content as hard as a case can bring it."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

import pytest
from PIL import Image

from checklists.model.assessment import Advice, CrossCheck, Verdict
from reports.compose import AnsweredItem, AnsweredSection, Evidence, ReportMaterial, compose
from reports.document import Align, Column, DataTable, Figure, Paragraph, Row, Section, Unit, words
from reports.pdf import render_pdf
from tests.unit.reports.paper import Paper, printed
from tests.unit.reports.real_sample import INDUSTRY as FMCG
from tests.unit.reports.real_sample import empty_material, real_material

CASES = [
    *((FMCG, variant) for variant in (None, "bureau_absent", "inflated_stock")),
    *((industry, None) for industry in ("restaurant", "pig_farm", "metal_workshop", "lorry_transport")),
]
MARKUP = "<b>王&李</b></para>&nbsp;50% {0} {name} %s %(x)s \\n <img src='x'/> ]]> ${jd} #REF!"
LONG_NAME = "江苏省宿迁市泗洪县青阳街道（二〇二六年）宏达食品饮料日用百货批发零售连锁供应链管理有限责任公司泗洪第一分公司仓储配送中心甲乙丙"
LONG_WORD = "SKU-" + "0123456789abcdef" * 6


@pytest.mark.parametrize(("industry", "variant"), CASES)
@pytest.mark.parametrize("is_short", [False, True])
def test_nothing_on_the_samples_pages_overlaps_overflows_or_stands_alone(
    industry: str, variant: str | None, is_short: bool
) -> None:
    paper = printed(compose(replace(real_material(variant, industry), is_short=is_short)))
    assert paper.faults() == []
    assert len(paper.words) > 200


@lru_cache
def bare() -> ReportMaterial:
    """The sample's case without answers and evidence, to be filled with what a test is about."""
    return replace(real_material(), sections=(), evidence=())


def told(*items: AnsweredItem, name: str = "stock_take") -> Paper:
    """A report whose stock section holds these answers."""
    return printed(compose(replace(bare(), sections=(AnsweredSection(name, "存货", items),))))


def a_list(count: int, **texts: str) -> tuple[AnsweredItem, ...]:
    return tuple(
        AnsweredItem(title, text, f"/c/stock/row[{number}]/{title}", group="点货单")
        for number in range(1, count + 1)
        for title, text in texts.items()
    )


def test_a_cell_of_five_hundred_characters_is_printed_whole() -> None:
    long = "".join(chr(0x4E00 + number) for number in range(500))
    paper = told(*a_list(4, 品名=long, 说明="短"), AnsweredItem("经过", long, "/c/stock/story"))
    assert paper.faults() == []
    assert paper.text.count(long[-8:-4]) >= 1
    assert all(character in paper.text for character in long)


def test_a_list_of_two_hundred_rows_has_all_of_them_under_headers() -> None:
    paper = told(*a_list(200, 品名=LONG_NAME, 单位="箱", 数量="12"))
    assert paper.faults() == []
    rows = [word.text for word in paper.words]
    assert all(str(number) in rows for number in range(1, 201))


@pytest.mark.parametrize("name", [LONG_NAME, LONG_WORD, "王" * 60, MARKUP])
def test_names_of_sixty_characters_fit_wherever_they_stand(name: str) -> None:
    made = real_material()
    named = {"client_name", "business_name", "spouse_name", "guarantor_name", "supplier_name", "customer_name"}
    sections = tuple(
        replace(
            part,
            items=tuple(
                replace(item, value=name)
                if item.name in named or (item.number is None and len(item.value) > 12)
                else item
                for item in part.items
            ),
        )
        for part in made.sections
    )
    people = tuple(replace(person, name=name) for person in made.case.investigators)
    evidence = tuple(
        replace(each, caption=name, attachment=replace(each.attachment, name=f"{name}.png", place=name))
        for each in made.evidence
    )
    long = replace(
        made, sections=sections, evidence=evidence, bank=name, department=name,
        case=replace(made.case, investigators=people),
    )  # fmt: skip
    whole, short = compose(long), compose(replace(long, is_short=True))
    assert printed(whole).faults() == []
    assert printed(short).faults() == []
    assert render_pdf(replace(whole, chapters=(), has_contents=False)).pages == 1
    assert render_pdf(short).pages == 2


def test_markup_in_answers_is_printed_as_it_was_typed() -> None:
    paper = told(AnsweredItem("备注", MARKUP, "/c/stock/note"), *a_list(2, 品名=MARKUP, 说明=MARKUP))
    typed = MARKUP.replace(" ", "")
    assert paper.faults() == []
    assert paper.text.replace(" ", "").count("</b></para>&nbsp;50%{0}{name}") >= 1
    assert typed[:9] in paper.text.replace(" ", "")


def test_characters_that_turn_or_hide_text_are_left_out_and_told() -> None:
    paper = told(AnsweredItem("付款人", "张\u202e三\u200b丰\u2066四\ufeff", "/c/stock/payer"))
    assert "张三丰四" in paper.text
    assert paper.faults() == []
    assert {code for code in ("U+202E", "U+200B", "U+2066", "U+FEFF") if any(code in each for each in paper.result.warnings)} == {
        "U+202E", "U+200B", "U+2066", "U+FEFF",
    }  # fmt: skip


def _with_blocks(*blocks: object) -> Paper:
    report = compose(bare())
    section = Section("hard", "难印的内容", blocks)  # type: ignore[arg-type]  # blocks of any kind
    first, *rest = report.chapters
    return printed(replace(report, chapters=(replace(first, sections=(*first.sections, section)), *rest)))


def test_numbers_of_fifteen_digits_and_negative_totals_stay_in_their_columns() -> None:
    columns = (Column("项目", 2), *(Column(f"{year}年（元）", 1, Align.NUMBER) for year in range(2022, 2026)))
    value = Figure(Decimal("-123456789012345.67"), Unit.YUAN)
    rows = tuple(Row((LONG_NAME, *(value for _ in range(4)))) for _ in range(40))
    paper = _with_blocks(DataTable(columns, rows), DataTable(columns[:3], tuple(Row(row.cells[:3]) for row in rows)))
    assert paper.faults() == []
    figures = [word.text for word in paper.words if "123,456" in word.text]
    assert figures == ["(123,456,789,012,345.67)"] * 40 * 6


def test_forty_caps_checks_and_indicators_are_printed() -> None:
    made = real_material()
    assessment = made.assessment
    cap, check = assessment.limit.caps[0], assessment.cross_checks[0]
    caps = (*assessment.limit.caps, *(replace(cap, name=f"c{n}", label=f"第 {n} 项{LONG_NAME}") for n in range(40)))
    checks = (
        *assessment.cross_checks,
        *(replace(check, name=f"k{n}", label=f"第 {n} 项{LONG_NAME}", remark=LONG_NAME) for n in range(40)),
    )
    first, *rest = assessment.score.dimensions
    indicator = first.indicators[0]
    dimension = replace(
        first, indicators=(*first.indicators, *(replace(indicator, label=f"第 {n} 项{LONG_NAME}") for n in range(40)))
    )
    many = replace(
        assessment,
        limit=replace(assessment.limit, caps=caps),
        cross_checks=checks,
        score=replace(assessment.score, dimensions=(dimension, *rest)),
    )
    for is_short in (False, True):
        paper = printed(compose(replace(made, assessment=many, is_short=is_short)))
        assert paper.faults() == []
        if not is_short:
            assert "第 39 项" in paper.text


def _undecided(check: CrossCheck) -> CrossCheck:
    return replace(
        check, verdict=Verdict.INSUFFICIENT, expected=None, actual=None, deviation=None, rate=None, second_rate=None,
        inputs=tuple(replace(given, value=None) for given in check.inputs), missing=("现金", "银行存款"), remark="",
    )  # fmt: skip


def test_a_case_of_which_nothing_is_known_is_printed_without_a_number() -> None:
    made = real_material()
    assessment = made.assessment
    blank = tuple(
        replace(part, items=tuple(replace(i, value="", remark="") for i in part.items)) for part in made.sections
    )
    nothing = replace(
        assessment,
        cross_checks=tuple(_undecided(check) for check in assessment.cross_checks),
        decision=replace(assessment.decision, advice=Advice.WITHHELD),
        limit=replace(assessment.limit, recommended=None, instalment=None, caps=tuple(replace(c, amount=None) for c in assessment.limit.caps)),
        sensitivity=(), standings=(), facts=(), red_flags=(),
    )  # fmt: skip
    for is_short in (False, True):
        paper = printed(compose(replace(made, assessment=nothing, sections=blank, evidence=(), is_short=is_short)))
        assert paper.faults() == []
        assert "资料不足" in paper.text


@pytest.mark.parametrize("industry", [FMCG, "restaurant", "lorry_transport"])
def test_a_case_without_any_answer_is_printed_as_not_known(industry: str) -> None:
    made = empty_material(industry)
    for is_short in (False, True):
        paper = printed(compose(replace(made, is_short=is_short)))
        assert paper.faults() == []
        assert paper.result.warnings == ()
        assert "暂不出具建议" in paper.text
        assert "未核实 个月" not in paper.text
        assert "None" not in paper.text


def _photos(count: int, data: bytes) -> tuple[Evidence, ...]:
    piece = next(each for each in real_material().evidence if each.thumbnail)
    return tuple(
        Evidence(replace(piece.attachment, id=f"{n:064x}", name=f"{n}-{LONG_NAME}.jpg"), data, f"第 {n} 张")
        for n in range(count)
    )


def test_three_hundred_photos_are_all_printed_with_their_hashes() -> None:
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(picture, "JPEG")
    paper = printed(compose(replace(bare(), evidence=_photos(300, picture.getvalue()))))
    assert paper.faults() == []
    assert "证300" in paper.text


def test_a_broken_or_missing_photo_says_so_in_its_place() -> None:
    paper = printed(compose(replace(bare(), evidence=(*_photos(2, b"no picture"), *_photos(2, b"")))))
    assert paper.faults() == []
    assert paper.text.count("图像不能显示") == 2
    assert len(paper.result.warnings) == 2


def test_a_case_without_evidence_says_that_it_has_none() -> None:
    paper = printed(compose(bare()))
    assert paper.faults() == []
    assert "共 0 件" in paper.text or "没有照片" in paper.text


def test_a_section_without_answers_says_so() -> None:
    assert "清单中没有这一部分的回答" in printed(compose(bare())).text


def test_a_paragraph_longer_than_a_page_goes_on() -> None:
    paper = _with_blocks(Paragraph(words("经营情况良好，" * 2000)), Paragraph(words(LONG_WORD * 40)))
    assert paper.faults() == []
