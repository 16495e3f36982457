"""The grade moved by people (等级调整): down by anybody with a reason, up only by whom the scorecard allows it, never over a ceiling.

A second person confirms it. A veto refuses whatever the grade is. 谁能上调几级由评分卡的 authority 行规定(本行待校准).
"""

from __future__ import annotations

from collections.abc import Sequence

from checklists.model.assessment import Grading, Score
from checklists.model.checklist import Scorecard
from checklists.model.records import GradeOverride
from checklists.scoring.limit import Converged
from checklists.scoring.scorecard import under_ceilings


def grading_of(override: GradeOverride | None, by_method: Converged, card: Scorecard) -> Grading:
    """The grade that counts. A move that may not stand, or no longer, is told with its ground and changes nothing."""
    grade = by_method.grade
    if override is None:
        return Grading(grade, grade)
    lapsed = _lapsed(override, by_method, card)
    return Grading(grade, grade if lapsed else moved(override, grade, by_method.recommended, card), override, lapsed)


def moved(override: GradeOverride, grade: str | None, score: Score, card: Scorecard) -> str | None:
    """A grade of the method as the override moves it: within the scale, and upwards only as far as the ceilings leave room."""
    names = [each.name for each in card.grades]
    if grade not in names:
        return grade
    place = min(max(names.index(grade) - override.notches, 0), len(names) - 1)
    if override.notches < 0:
        return names[place]
    pressed = under_ceilings(names[place], card, score.ceilings)
    return grade if pressed is None or names.index(pressed) > names.index(grade) else pressed


def same_person(one: str, other: str) -> bool:
    """Whether two names are one, blanks apart."""
    return "".join(one.split()) == "".join(other.split())


def faults_of(override: GradeOverride, card: Scorecard) -> tuple[str, ...]:
    """Why nobody may move a grade like this, in words; none where it may be done."""
    found = []
    if not override.notches:
        found.append("没有写调几级")
    if not override.reason.strip():
        found.append("没有写理由")
    if not override.decided_by.strip() or not override.second.strip():
        found.append("决定人和复核人都要写姓名")
    elif same_person(override.decided_by, override.second):
        found.append("复核人不能是决定人自己")
    if override.notches > 0:
        found += _beyond_authority(override, card)
    return tuple(found)


def _beyond_authority(override: GradeOverride, card: Scorecard) -> list[str]:
    rule = next((rule for rule in card.authorities if rule.name == override.authority), None)
    if rule is None:
        return ["上调等级须由清单规定的有权人决定"]
    return [f"{rule.label}最多上调{rule.most_notches}级"] if override.notches > rule.most_notches else []


def _lapsed(override: GradeOverride, by_method: Converged, card: Scorecard) -> str:
    faults: Sequence[str] = faults_of(override, card)
    if faults:
        return "、".join(faults)
    grade = by_method.grade
    if grade is None:
        return "还没有等级可调"
    if override.notches > 0 and (by_method.recommended.total is None or by_method.requested.total is None):
        return "评分未定,不得上调"
    if override.notches > 0 and override.grade != grade:
        return f"是对{override.grade}级决定的,现在按方法是{grade}级,须重新决定"
    if moved(override, grade, by_method.recommended, card) == grade:
        return "封顶之内没有可上调的余地" if override.notches > 0 else "已是最低等级"
    return ""
