"""`jindiao bench assess`: the method over the shipped samples, as the investigator waits for it.

``assess`` is one answer changed in an open case and the case assessed anew: the form's own work and every statement, check, score and
cap that rests on the answer. What head office and the report do, a case assessed from its stored answers alone, is ``assess_closed``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from statistics import median

from checklists import package
from checklists.assess import assess
from checklists.assess.explain import Explainer
from checklists.form import Form, FormSession
from checklists.model.case import Case
from checklists.model.checklist import Checklist
from checklists.samples import sample_answers
from checklists.workbook import build_shipped, shipped
from desktop.bench.measuring import Act, Measurement, Tell, figure, in_turn, p95, repeated

_INDUSTRY = "fmcg_wholesale"
_DAY = datetime(2026, 1, 5, 2, tzinfo=UTC)
_EDITS = 60
_ASKED = "limit.recommended"
_QUESTIONS = (_ASKED, "facts.net_income_month", "ratios.dscr", "turnover.adopted", "cross_checks.equity_check.rate")
_MOVING = ("declared_sales", "month_sales", "debt_balance", "requested_amount")


@dataclass(frozen=True, slots=True)
class _Opened:
    """A sample opened: its package's bytes, its answers, and the session over them."""

    data: bytes
    checklist: Checklist
    case: Case
    session: FormSession


def measure(tell: Tell, rounds: int = 15) -> Measurement:
    """Every figure of the method, the reference measured in the same run. Fewer ``rounds`` are sooner done and less sure."""
    tell("打开五个行业的样例")
    samples = {each.id: _opened(each.id) for each in shipped()}
    sample, largest = samples[_INDUSTRY], max(samples.values(), key=lambda each: len(each.session.values()))
    turns = range(max(rounds // 3, 1))
    tell("改一项,重新评估")
    edits = [in_turn(_edits(sample, turn)) for turn in turns]
    at_most = [in_turn(_edits(largest, turn)) for turn in turns]
    moving = [time for turn in turns for time in in_turn(_edits(sample, turn, _MOVING))]
    tell("追溯一个数")
    asked_first = repeated(lambda: _explainer(sample).explain(_ASKED), rounds)
    explainer = _explainer(sample)
    asked = in_turn(partial(explainer.explain, path) for path in _QUESTIONS for _ in range(rounds))
    tell("从存下的答案评估")
    closed = repeated(partial(assess, sample.case, sample.checklist), rounds)
    closed_largest = repeated(partial(assess, largest.case, largest.checklist), max(rounds // 3, 1))
    tell("对照:读取清单包的 JSON")
    reading = repeated(lambda: json.loads(sample.data), rounds)
    others = [
        figure(f"assess_{name}", f"改一项,重新评估:{name}", in_turn(_edits(each, 0)), at_most=15)
        for name, each in samples.items()
    ]
    return Measurement(
        (
            figure("assess", "改一项,重新评估(中位数)", [median(turn) for turn in edits], at_most=15),
            figure("assess_p95", "改一项,重新评估(95% 不超过)", [p95(turn) for turn in edits], at_most=15),
            figure("assess_moving", "改销售、负债、申请金额,全部报表随之变动", moving, at_most=15),
            figure("assess_largest", "题目最多的行业:改一项,重新评估", [median(turn) for turn in at_most], at_most=15),
            figure("explain", "案件已追溯过,再问一个数的由来(中位数)", asked, at_most=15),
            figure("explain_first", "第一次问:带着由来重算全案,再说可贷额度", asked_first),
            figure("assess_closed", "从存下的答案评估(不借用打开的表单)", closed),
            figure("assess_closed_largest", "题目最多的行业:从存下的答案评估", closed_largest),
            figure("json_of_package", "对照:读取清单包的 JSON", reading),
        ),
        beside=tuple(others),
    )


def _opened(industry: str) -> _Opened:
    data = build_shipped(industry)
    checklist = package.read(data)
    case = Case("bench", "2026-001", industry, checklist.sha256, _DAY, answers=sample_answers(industry))
    form = Form.from_xform(checklist.xform, files=dict(checklist.files))
    session = FormSession(form, case.answers, now=lambda: _DAY, new_id=lambda: case.id)
    assess(case, checklist, session=session)
    return _Opened(data, checklist, case, session)


def _explainer(sample: _Opened) -> Explainer:
    return Explainer(sample.case, sample.checklist, session=sample.session)


def _edits(sample: _Opened, turn: int, names: tuple[str, ...] = ()) -> Iterator[Act]:
    """Figures all over the form (or the first answers of ``names``) changed a little, each from what the edit before left."""
    wanted = [sample.checklist.paths[name] for name in names]
    leaves = [leaf for leaf in sample.session.leaves() if leaf.is_relevant and leaf.path in sample.case.answers]
    figures = [leaf for leaf in leaves if leaf.text.isdigit() and (not wanted or leaf.template in wanted)]
    for leaf in figures[:: max(len(figures) // _EDITS, 1)]:
        yield partial(_edit, sample, leaf.path, str(int(leaf.text) + turn + 1))


def _edit(sample: _Opened, path: str, text: str) -> None:
    sample.session.set(path, text)
    assess(sample.case, sample.checklist, session=sample.session)
