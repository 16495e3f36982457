"""What the answers mean so far, put into the few lines of the visit screen's right pane. Pure: an assessment in, words out.

Points stay hidden while the visit lasts, so that nobody fills in towards a grade: only how many indicators are assessed is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from checklists.form import FormSession
from checklists.model.assessment import Assessment, AssessmentState, CrossCheck, Verdict
from checklists.model.checklist import Checklist
from checklists.model.facts import FACTS
from checklists.model.money import wan_text
from desktop.models.answers import template_path
from desktop.models.typed import grouped

TONES = {Verdict.PASS: "ok", Verdict.EXPLAIN: "warn", Verdict.FAIL: "bad", Verdict.INSUFFICIENT: "unknown"}
WORDS = {Verdict.PASS: "相符", Verdict.EXPLAIN: "需说明", Verdict.FAIL: "不符", Verdict.INSUFFICIENT: "资料不足"}
_CAP_WEIGHT, _CHECK_WEIGHT, _INDICATOR_WEIGHT = 3, 2, 1


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One cross-check in a line. ``asks`` True: it wants an explanation that is not given yet."""

    name: str
    label: str
    words: str
    tone: str
    asks: bool


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The next most useful question: where it is and what it would decide."""

    path: str
    section: str
    question: str
    decides: tuple[str, ...]


def check_line(check: CrossCheck, names: Names) -> CheckLine:
    """The check's result in a few words: ``+2.1% 相符``, ``-6% 需说明``, ``还缺 负债``."""
    asks = check.verdict in (Verdict.EXPLAIN, Verdict.FAIL) and not check.remark
    if check.verdict is Verdict.INSUFFICIENT:
        missing = names.listed(check.missing)
        words = f"还缺 {missing}" if missing else WORDS[check.verdict]
    else:
        rate = f"{signed_percent(check.rate)} " if check.rate is not None else ""
        words = f"{rate}{'已说明' if check.remark and check.verdict is Verdict.EXPLAIN else WORDS[check.verdict]}"
    return CheckLine(check.name, check.label, words, TONES[check.verdict], asks)


def assessed_words(assessment: Assessment) -> str:
    """``已评估 17 / 25 项``."""
    indicators = [indicator for dimension in assessment.score.dimensions for indicator in dimension.indicators]
    done = sum(indicator.points is not None for indicator in indicators)
    return f"已评估 {done} / {len(indicators)} 项"


def state_words(assessment: Assessment) -> str:
    return "征信未回,暂定" if assessment.state is AssessmentState.PROVISIONAL else "征信已录入,最终"


def limit_words(assessment: Assessment, names: Names) -> tuple[str, str]:
    """The provisional limit and what bounds it, or what is still missing for it."""
    limit = assessment.limit
    if limit.recommended is not None:
        return f"暂按{limit.binding_label}" if limit.binding_label else "暂定额度", f"{wan(limit.recommended)} 万元"
    missing = [item for cap in limit.caps if cap.applies for item in cap.missing]
    return "暂算不出", f"缺:{names.listed(missing)}" if missing else ""


def next_question(assessment: Assessment, session: FormSession, checklist: Checklist) -> Suggestion | None:
    """The unanswered question that the most caps, checks and indicators wait for; else the next required one."""
    weights: Counter[str] = Counter()
    decides: dict[str, list[str]] = {}
    for label, missing, weight in _waiting(assessment):
        for name in missing:
            path = blank_path(session, checklist.paths.get(name, name))
            if path:
                weights[path] += weight
                decides.setdefault(path, []).append(label)
    if weights:
        order = {path: place for place, path in enumerate(session.values())}
        path = min(weights, key=lambda each: (-weights[each], order.get(each, 0)))
        return _suggestion(session, path, tuple(dict.fromkeys(decides[path])))
    required = next((problem for problem in session.problems() if problem.kind in ("must", "required")), None)
    return _suggestion(session, required.path, ()) if required else None


def blank_path(session: FormSession, path: str) -> str:
    """The first blank and relevant leaf at ``path`` (positions may be left out); blank where there is none."""
    wanted = template_path(path)
    if wanted not in session.form.questions:
        return ""
    return next(
        (
            leaf
            for leaf, value in session.values().items()
            if not value and template_path(leaf) == wanted and session.is_relevant(leaf)
        ),
        "",
    )


class Names:
    """Chinese names for what is missing: questions by path or name, facts by name; anything else stands as it is."""

    def __init__(self, session: FormSession, checklist: Checklist) -> None:
        self._session = session
        self._checklist = checklist

    def of(self, name: str) -> str:
        question = self._session.form.questions.get(template_path(self._checklist.paths.get(name, name)))
        if question is not None and question.label:
            return question.label
        return FACTS[name].label if name in FACTS else name

    def listed(self, missing: Iterable[str], most: int = 2) -> str:
        """``负债、家庭收支等 5 项``."""
        words = list(dict.fromkeys(self.of(name) for name in missing))
        more = f"等 {len(words)} 项" if len(words) > most else ""
        return "、".join(words[:most]) + more


def wan(amount: Decimal) -> str:
    """``38.9`` for 389,000: 万元, two places at most."""
    return grouped(Decimal(wan_text(amount).replace(",", "")))


def percent(rate: Decimal | None) -> str:
    return "—" if rate is None else f"{rate * 100:.1f}%"


def signed_percent(rate: Decimal | None) -> str:
    return "—" if rate is None else f"{rate * 100:+.1f}%".replace("-", "−")


def _waiting(assessment: Assessment) -> Iterable[tuple[str, tuple[str, ...], int]]:
    yield from (
        (f"{cap.label}上限", cap.missing, _CAP_WEIGHT)
        for cap in assessment.limit.caps
        if cap.applies and cap.amount is None
    )
    yield from (
        (check.label, check.missing, _CHECK_WEIGHT)
        for check in assessment.cross_checks
        if check.verdict is Verdict.INSUFFICIENT
    )
    yield from (
        (indicator.label, indicator.missing, _INDICATOR_WEIGHT)
        for dimension in assessment.score.dimensions
        for indicator in dimension.indicators
        if indicator.points is None
    )


def _suggestion(session: FormSession, path: str, decides: tuple[str, ...]) -> Suggestion:
    section = "/".join(template_path(path).split("/")[:3])
    question = session.form.questions.get(section)
    return Suggestion(path, question.label if question else "", session.label(path), decides)
