"""A checklist that was updated under way is told in the audit trail, with every answer that was set aside."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from reports.chapters.appendices import trail_appendix
from reports.chapters.material import ChecklistMove, EarlierAnswer, ReportMaterial
from reports.compose import compose
from reports.document import Chapter, DataTable
from tests.unit.reports.sample_assessment import material

MOVES = (
    ChecklistMove(datetime(2026, 11, 22, 2, tzinfo=UTC), "周明", "2026.1", "2026.10", "a" * 64, "b" * 64),
    ChecklistMove(datetime(2026, 11, 22, 3, tzinfo=UTC), "周明", "2026.10", "2026.1", "b" * 64, "a" * 64, is_undo=True),
)
EARLIER = (
    EarlierAnswer("手机号", "主体与关系", "138****1234", "现在的清单不再问", "本人报的", ("sign.png",)),
    EarlierAnswer("招牌,门头", "", "", "答法变了"),
)


def tables(chapter: Chapter) -> list[list[tuple[str, ...]]]:
    section = next(section for section in chapter.sections if section.key == "moves")
    return [
        [tuple(map(str, row.cells)) for row in block.rows] for block in section.blocks if isinstance(block, DataTable)
    ]


def moved_material() -> ReportMaterial:
    return replace(material(), moves=MOVES, earlier_answers=EARLIER)


def test_a_case_that_stayed_on_one_version_says_nothing_of_it() -> None:
    assert [section.key for section in trail_appendix(material()).sections].count("moves") == 0


def test_versions_and_answers_stand_in_the_audit_trail() -> None:
    versions, answers = tables(trail_appendix(moved_material()))
    assert [row[1:3] for row in versions] == [("周明", f"2026.1（{'a' * 16}…）"), ("周明", f"2026.10（{'b' * 16}…）")]
    assert versions[1][3].endswith("（撤销更新）")
    assert answers == [
        ("手机号（主体与关系）", "138****1234", "现在的清单不再问；备注：本人报的；附件：sign.png"),
        ("招牌,门头", "（未答）", "答法变了"),
    ]


def test_the_whole_report_has_it_in_house_style() -> None:
    trail = next(chapter for chapter in compose(moved_material()).chapters if chapter.key == "trail")
    assert tables(trail)[1][1][0] == "招牌，门头"
