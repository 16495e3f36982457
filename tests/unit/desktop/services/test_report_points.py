"""What a report is told of a form's own checks: reasons beside the answers, gaps among the open points, nothing sensitive in clear."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.cli.case import show_problems
from desktop.services.casebook import CaseService
from desktop.services.cases import OpenCase
from desktop.services.reports import ReportService
from desktop.settings import Settings
from desktop.wiring import Services, create_store
from reports.chapters.sheets.summary_sheets import list_sheets
from reports.compose import compose
from tests.small_checklist import AGE, CASH, DEBTOR, ID, ID_NUMBER, NAME, RATE, TALK, VISIT, SmallShelf
from tests.unit.reports.test_report_content import said

NUMBER, PHONE = "330102197001011234", "13800001234"


@pytest.fixture
def services(empty_home: Path) -> Iterator[Services]:
    opened, _ = create_store(Settings.from_environment(), name="周明", passphrase="correct horse battery")
    with opened:
        opened.cases._shelf = SmallShelf()
        yield opened


@pytest.fixture
def cases(services: Services) -> CaseService:
    return services.cases


@pytest.fixture
def case(cases: CaseService) -> OpenCase:
    answers = {NAME: "陈样例", ID_NUMBER: NUMBER, AGE: "67", RATE: "36", CASH: "5000", TALK: "两家都说老实"}
    row = {f"{DEBTOR}[1]/debtor_phone": PHONE, f"{DEBTOR}[1]/owed": "60000", f"{DEBTOR}[2]/debtor_phone": "1380000"}
    made = cases.create(ID, answers=answers | row)
    made.explain(AGE, "儿子共同经营")
    made.explain(VISIT, "户主外出")
    made.explain(TALK, "邻居不肯录音", kind="evidence")
    made.explain(f"{DEBTOR}[1]/owed", "有担保", kind="constraint")
    made.remark(CASH, "清点两遍")
    return made


def test_the_chapter_of_open_points_tells_gaps_and_reasons_apart(services: Services, case: OpenCase) -> None:
    report = compose(ReportService(services.store, services.cases).material(case))
    chapter = next(chapter for chapter in report.chapters if chapter.key == "open")
    wrong, _, explained = said(chapter).partition("已写明理由的事项")
    assert "校验未通过与证据缺口" in wrong
    assert "不得超过 24%。" in wrong
    assert "店里现金" in wrong
    assert "需拍照" in wrong
    assert "欠款人第 1 行 欠款" in wrong
    for words in (
        "超出通常的 18 至 60 岁",
        "儿子共同经营",
        "户主外出",
        "邻居不肯录音",
        "证据缺口：需附录音或录像",
        "有担保",
    ):
        assert words in explained
        assert words not in wrong


def test_a_skipped_must_item_is_not_among_those_nobody_answered(services: Services, case: OpenCase) -> None:
    report = compose(ReportService(services.store, services.cases).material(case))
    chapter = next(chapter for chapter in report.chapters if chapter.key == "open")
    assert "必查项中未答的" not in said(chapter)
    case.explain(VISIT, "")
    report = compose(ReportService(services.store, services.cases).material(case))
    chapter = next(chapter for chapter in report.chapters if chapter.key == "open")
    assert "必查项中未答的" in said(chapter)


def test_reasons_and_notes_stand_beside_their_answers(services: Services, case: OpenCase) -> None:
    material = ReportService(services.store, services.cases).material(case)
    beside = {item.path: item.remark for section in material.sections for item in section.items if item.remark}
    assert beside == {
        AGE: "已说明：儿子共同经营",
        VISIT: "已跳过：户主外出",
        TALK: "没有证据：邻居不肯录音",
        CASH: "清点两遍",
        f"{DEBTOR}[1]/owed": "已说明：有担保",
    }


def test_sensitive_answers_are_masked_on_paper_and_in_the_workbook(services: Services, case: OpenCase) -> None:
    material = ReportService(services.store, services.cases).material(case)
    everything = said(compose(material)) + said(list_sheets(material))
    assert "330***********1234" in everything
    for clear in (NUMBER, PHONE, "1380000", NUMBER[3:14]):
        assert clear not in everything


def test_the_workbook_lists_reasons(services: Services, case: OpenCase) -> None:
    material = ReportService(services.store, services.cases).material(case)
    sheet = next(sheet for sheet in list_sheets(material) if sheet.title == "校验与理由")
    rows = [tuple(cell.value if cell is not None else None for cell in row) for row in sheet.rows]
    assert ("客户与家访", "年龄", "超出通常的 18 至 60 岁，请核实。", "已写明理由", "儿子共同经营") in rows
    assert any(row[1:2] == ("店里现金",) and row[3] == "未解决" for row in rows)


def test_the_command_tells_what_is_open_and_what_was_explained(
    case: OpenCase, capsys: pytest.CaptureFixture[str]
) -> None:
    show_problems(case.session.problems())
    told = capsys.readouterr().out
    assert "未完成 6 项" in told
    assert "已说明理由 4 项" in told
    assert "理由:户主外出" in told
    assert "1380000" not in told
