"""What the answers mean so far, put into the few lines of the visit screen's right pane. Pure: an assessment in, words out.

Points stay hidden while the visit lasts, so that nobody fills in towards a grade: only how many indicators are assessed is told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from checklists.form import FormSession, QuestionKind
from checklists.model.assessment import Assessment, AssessmentState, CheckInput, CrossCheck, Verdict
from checklists.model.checklist import Checklist
from checklists.model.facts import FACTS
from checklists.model.money import wan_text
from desktop.models.answers import template_path
from desktop.models.typed import grouped

TONES = {Verdict.PASS: "ok", Verdict.EXPLAIN: "warn", Verdict.FAIL: "bad", Verdict.INSUFFICIENT: "unknown"}
WORDS = {Verdict.PASS: "相符", Verdict.EXPLAIN: "需说明", Verdict.FAIL: "不符", Verdict.INSUFFICIENT: "资料不足"}
HELD = "离开本节后显示"
_ROW = re.compile(r"\[(\d+)\]$")
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


def next_question(assessment: Assessment, session: FormSession, names: Names) -> Suggestion | None:
    """The unanswered question that the most caps, checks and indicators wait for; else the next required one."""
    weights: Counter[str] = Counter()
    decides: dict[str, list[str]] = {}
    for label, paths, missing, weight in _waiting(assessment):
        blanks = dict.fromkeys(
            path for path in (*paths, *map(names.path_of, missing)) if path and is_blank(session, path)
        )
        for path in blanks:
            weights[path] += weight
            decides.setdefault(path, []).append(label)
    if weights:
        order = {path: place for place, path in enumerate(session.values())}
        path = min(weights, key=lambda each: (-weights[each], order.get(each, 0)))
        return _suggestion(session, path, tuple(dict.fromkeys(decides[path])))
    blank = (each for each in session.problems() if each.is_open and each.kind in ("must", "required"))
    required = next(blank, None)
    return _suggestion(session, required.path, ()) if required else None


def is_blank(session: FormSession, path: str) -> bool:
    """Whether this is a question that could be answered now and is not."""
    question = session.form.questions.get(template_path(path))
    return question is not None and question.kind.takes_answer and not session.value(path) and session.is_relevant(path)


def core_lines(
    assessment: Assessment, names: Names, *, most: int = 7, held: frozenset[str] = frozenset()
) -> tuple[CheckLine, ...]:
    """The checks worth a line beside the questionnaire: the four of the core, and what asks for an explanation, gravest first."""
    rank = {Verdict.FAIL: 0, Verdict.EXPLAIN: 1, Verdict.INSUFFICIENT: 2, Verdict.PASS: 3}
    core = assessment.cross_checks[:4]
    others = sorted(
        (check for check in assessment.cross_checks[4:] if rank[check.verdict] < 2 and check.name not in held),
        key=lambda check: rank[check.verdict],
    )
    return tuple(
        CheckLine(check.name, check.label, HELD, "unknown", asks=False)
        if check.name in held
        else check_line(check, names)
        for check in (*core, *others)[:most]
    )


def turnover_is_shown(assessment: Assessment, held: frozenset[str]) -> bool:
    """Whether the turnover check says something that may be looked at."""
    return any(
        check.kind == "turnover" and check.is_shown and check.name not in held for check in assessment.cross_checks
    )


def tally_words(assessment: Assessment, held: frozenset[str] = frozenset()) -> str:
    """``共 22 项:15 相符 · 2 需说明 · 5 资料不足``; what is held back counts as not known."""
    counts = Counter(Verdict.INSUFFICIENT if check.name in held else check.verdict for check in assessment.cross_checks)
    parts = [f"{counts[verdict]} {WORDS[verdict]}" for verdict in Verdict if counts[verdict]]
    return f"共 {len(assessment.cross_checks)} 项:{' · '.join(parts)}"


class Names:
    """Chinese names for what is missing (``营业收入[3]`` is the third row), and the questions behind such names."""

    def __init__(self, session: FormSession, checklist: Checklist) -> None:
        self._session = session
        self._checklist = checklist
        self._by_label: dict[str, str] = {}
        for path, question in session.form.questions.items():
            if question.kind.takes_answer and question.label:
                self._by_label.setdefault(question.label, path)

    def of(self, name: str) -> str:
        """The name without its row; of a path or a code the label."""
        plain = _ROW.sub("", name)
        question = self._session.form.questions.get(template_path(self._checklist.paths.get(plain, plain)))
        if question is not None and question.label:
            return question.label
        return FACTS[plain].label if plain in FACTS else plain

    def path_of(self, name: str) -> str:
        """Where the question of this name is in the filled-in form, its row included; blank where it is none."""
        row = _ROW.search(name)
        template = self._by_label.get(_ROW.sub("", name), "")
        if not template:
            return ""
        for depth in range(2, template.count("/")):
            repeat = "/".join(template.split("/")[: depth + 1])
            question = self._session.form.questions.get(repeat)
            if question is not None and question.kind is QuestionKind.REPEAT:
                number = int(row.group(1)) if row else 1
                return f"{repeat}[{number}]{template[len(repeat) :]}" if number <= self._session.rows(repeat) else ""
        return template

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
    """``+2.1%``, ``−6.0%``; what rounds to nothing has no sign."""
    if rate is None:
        return "—"
    words = f"{rate * 100:+.1f}%"
    return "0.0%" if words in ("+0.0%", "-0.0%") else words.replace("-", "−")


def method_words(label: str) -> str:
    """``M4 进货法`` of ``M4 进货法:(期初存货+进货-期末存货)除以(1-毛利率)``."""
    return label.split(":")[0].split("：")[0]


def _waiting(assessment: Assessment) -> Iterable[tuple[str, tuple[str, ...], tuple[str, ...], int]]:
    """What has no result yet: its name, the answers it reads, the names it misses, its weight."""
    for cap in assessment.limit.caps:
        if cap.applies and cap.amount is None:
            yield cap.label, _paths(cap.inputs), cap.missing, _CAP_WEIGHT
    for check in assessment.cross_checks:
        if check.verdict is Verdict.INSUFFICIENT:
            yield check.label, _paths(check.inputs), check.missing, _CHECK_WEIGHT
    for dimension in assessment.score.dimensions:
        for indicator in dimension.indicators:
            if indicator.points is None:
                yield indicator.label, (), indicator.missing, _INDICATOR_WEIGHT


def _paths(inputs: Iterable[CheckInput]) -> tuple[str, ...]:
    return tuple(path for each in inputs for path in each.paths)


def _suggestion(session: FormSession, path: str, decides: tuple[str, ...]) -> Suggestion:
    section = "/".join(template_path(path).split("/")[:3])
    question = session.form.questions.get(section)
    return Suggestion(path, question.label if question else "", session.label(path), decides)
