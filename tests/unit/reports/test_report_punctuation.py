"""The method's sentences are punctuated as Chinese print; numbers and what people answered are left alone."""

import pytest

from reports.chapters.phrases import clause, clock_text
from reports.chapters.punctuation import full_width, in_house_style, in_print
from tests.unit.reports.sample_assessment import material


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("受托支付:凭合同,直接付给对方;留存回单。", "受托支付：凭合同，直接付给对方；留存回单。"),
        ("实际194,000.00,对照201,208.13,在容差内", "实际194,000.00，对照201,208.13，在容差内"),
        ("得5分(满分5分)", "得5分（满分5分）"),
        ("min(a, b)", "min(a, b)"),
        ("15:30 到店", "15:30 到店"),
        ("(流动资产-存货(原值))/负债", "（流动资产-存货（原值））/负债"),
    ],
)
def test_marks_beside_han_are_full_width(typed: str, printed: str) -> None:
    assert full_width(typed) == printed


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("放款后15至30日内首检", "放款后 15 至 30 日内首检"),
        ("按建议金额评为A级(额度系数按A级)", "按建议金额评为 A 级（额度系数按 A 级）"),
        ("须在70%至130%,偏差-2.5%", "须在 70% 至 130%，偏差−2.5%"),
        ("用途“2026年货”的合同", "用途“2026年货”的合同"),
        ("采纳=min(申报,中位数)", "采纳=较小者（申报，中位数）"),
        ("容差 max(1%, 500 元)", "容差 较大者（1%，500 元）"),
        ("期限 12 个月;2026-01 起", "期限 12 个月；2026-01 起"),
        ("个人贷款管理办法(2024年第3号)", "个人贷款管理办法（2024 年第 3 号）"),
    ],
)
def test_latin_and_digits_stand_apart_from_han(typed: str, printed: str) -> None:
    assert in_print(typed) == printed
    assert in_print(printed) == printed


def test_answers_and_remarks_stay_as_they_were_given() -> None:
    made = in_house_style(material())
    assert made.sections[0].items[0].value == material().sections[0].items[0].value
    assert made.assessment.cross_checks[0].remark == material().assessment.cross_checks[0].remark
    assert made.assessment.checklist_sha256 == material().assessment.checklist_sha256


@pytest.mark.parametrize(
    ("stored", "printed"),
    [
        ("15:30:00.000+08:00", "15:30"),
        ("2026-11-18T15:30:00+08:00", "2026-11-18 15:30"),
        ("2026-11-18", "2026-11-18"),
        ("15:30 到店", "15:30 到店"),
    ],
)
def test_times_are_printed_without_seconds_and_zone(stored: str, printed: str) -> None:
    assert clock_text(stored) == printed


def test_an_answer_inside_a_sentence_loses_its_full_stop() -> None:
    assert clause("配偶工资和家庭存款。") == "配偶工资和家庭存款"
