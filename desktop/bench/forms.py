"""`jindiao bench forms`: opening a checklist and filling it in, as the person at the form waits for it.

An answer's time is that of ``FormSession.set`` and of the completeness shown after it: relevance, calculations, constraints and the
change to be stored are in it. Opening starts from the bytes of the published package and keeps nothing of the round before.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from statistics import median

from checklists import package
from checklists.form import Form, FormSession
from checklists.samples.bench_forms import BenchForm
from checklists.workbook import build, xform_of
from checklists.xpath import compile_expression
from desktop.bench.measuring import Act, Measurement, Tell, figure, in_turn, p95, repeated

SMALL = BenchForm(questions=500, calculations=200, constraints=300)
LARGE = BenchForm(questions=2_000, calculations=800, constraints=1_200)
ROWS, MANY_ROWS = 20, 200
_CELLS, _NEW_ROWS = 100, 15
_DAY = datetime(2026, 1, 15, 9, 30, tzinfo=UTC)


def measure(tell: Tell, rounds: int = 15) -> Measurement:
    """Every figure of the form engine, the references measured in the same run. Fewer ``rounds`` are sooner done and less sure."""
    turns = range(1, 1 + max(rounds // 3, 1))
    tell("生成测量用清单")
    sheets = SMALL.sheets()
    small = build(sheets)
    tell("对照:转换和读取 500 题")
    converting = repeated(lambda: xform_of(sheets), max(rounds // 5, 1))
    reading = repeated(lambda: json.loads(small), rounds)
    tell("打开 500 题")
    answers = SMALL.answers(ROWS)
    opening = repeated(lambda: opened(small, answers), rounds, before=compile_expression.cache_clear)
    tell("回答 500 题")
    session = opened(small, answers)
    answering = [in_turn(_answers(SMALL, session, turn)) for turn in turns]
    tell("回答 2,000 题,全部重算")
    session = started(xform_of(LARGE.sheets()), LARGE.answers(ROWS))
    answering_large = [in_turn(_answers(LARGE, session, turn)) for turn in turns]
    whole = repeated(session.recompute, rounds)
    tell("200 行的表格")
    session = opened(small, SMALL.answers(MANY_ROWS))
    cells = [median(in_turn(_cells(session, turn))) for turn in turns]
    rows = [median(in_turn(_new_rows(opened(small, SMALL.answers(MANY_ROWS))))) for _ in turns]
    return Measurement(
        (
            figure("open_500", "打开:500 题、200 个计算、300 条校验", opening, at_most=100),
            figure("answer_median", "回答一题(中位数)", [median(turn) for turn in answering], at_most=0.1),
            figure("answer_p95", "回答一题(95% 不超过)", [p95(turn) for turn in answering], at_most=1),
            figure("repeat200_cell", "200 行中改一格,每行都显示占比", cells, at_most=1),
            figure("repeat200_add", "200 行再加一行,每行都显示占比", rows, at_most=5),
            figure("full_2000", "全部重算:2,000 题、800 个计算", whole, at_most=50),
            figure("pyxform_convert_500", "对照:pyxform 转换这份 500 题", converting),
            figure("json_of_package_500", "对照:读取清单包的 JSON", reading),
        ),
        beside=(
            figure("answer_median_2000", "2,000 题时回答一题(中位数)", [median(turn) for turn in answering_large], 0.1),
        ),
    )


def opened(data: bytes, answers: dict[str, str]) -> FormSession:
    """A session that is ready to be asked, from a package's bytes."""
    return started(package.read(data).xform, answers)


def started(xform: bytes, answers: dict[str, str]) -> FormSession:
    return FormSession(Form.from_xform(xform), answers, now=lambda: _DAY, new_id=lambda: "0")


def _answers(form: BenchForm, session: FormSession, turn: int) -> Iterator[Act]:
    """Every question answered anew."""
    return (partial(_answer, session, path, text) for path, text in form.steps(turn))


def _answer(session: FormSession, path: str, text: str) -> None:
    session.set(path, text)
    session.completeness()


def _cells(session: FormSession, turn: int) -> Iterator[Act]:
    for number in range(_CELLS):
        yield partial(_answer, session, f"/data/stock[{number * 7 % MANY_ROWS + 1}]/cost", f"{number + turn + 20}.25")


def _new_rows(session: FormSession) -> Iterator[Act]:
    def add() -> None:
        session.add_row("/data/stock")
        session.completeness()

    for _ in range(_NEW_ROWS):
        yield add
