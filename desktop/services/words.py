"""Words for states that more than one way out (window, command, report) has to name."""

from __future__ import annotations

from checklists.model.assessment import Advice, Assessment
from checklists.model.case import SetAsideReason

SET_ASIDE = {
    SetAsideReason.REMOVED: "现在的清单不再问",
    SetAsideReason.COMPUTED: "现在由程序计算",
    SetAsideReason.RETYPED: "答法变了",
    SetAsideReason.CHOICE: "原选项已取消",
    SetAsideReason.UNIT: "计量单位变了",
    SetAsideReason.RELOCATED: "移入或移出了明细表",
    SetAsideReason.ROWS: "现在的清单没有这一行",
}
SEVERITIES = {"major": "重大", "medium": "中等", "minor": "一般"}
CONCLUSIONS = {
    Advice.AGREE: "同意",
    Advice.AGREE_WITH_CONDITIONS: "有条件同意",
    Advice.CAUTION: "谨慎",
    Advice.REFUSE: "否决",
    Advice.WITHHELD: "暂不出具",
}


def grade_words(assessment: Assessment) -> str:
    """``B 级``, ``D 至 B 级`` while it is open; both grades where people moved it."""
    score, grading = assessment.score, assessment.grading
    if grading.in_force:
        return f"{grading.grade} 级(按方法 {grading.by_method} 级,人工调整)"
    if score.grade is not None:
        return f"{score.grade} 级"
    if score.lowest_grade is None or score.lowest_grade == score.highest_grade:
        return "等级待定"
    return f"{score.lowest_grade} 至 {score.highest_grade} 级,待定"
