"""`jindiao bench report`: from a report's data to the bytes of its PDF, and to its workbook, as the person at the screen waits for it.

The PDF is that of ``sample_report``: 25 pages, 8 charts, 30 thumbnails. Cold is a new process from its start to its end, typeface read and
file made; warm is the same report again in a process that has made one. The workbook is that of the shipped case of FMCG wholesale.
"""

from __future__ import annotations

import hashlib
import json
import math
import pickle
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from checklists import package
from checklists.assess import assess
from checklists.form import Form, FormSession
from checklists.model.case import Case, CaseState
from checklists.samples import sample_answers
from checklists.workbook import build_shipped
from desktop.bench import references
from desktop.bench.measuring import Figure, Measurement, Tell, figure, repeated, taken
from desktop.bench.sample_report import sample_report
from desktop.services.answered import answered_sections, worked_answers
from reports.compose import ReportMaterial, compose, compose_workbook
from reports.excel import render_workbook

INDUSTRY = "fmcg_wholesale"
_AT = datetime(2026, 1, 15, 9, 30, tzinfo=UTC)


def measure(tell: Tell, rounds: int = 7) -> Measurement:
    """Every figure of the report, the references printed in the same run. Fewer ``rounds`` are sooner done and less sure."""
    few = max(rounds // 2, 1)
    with tempfile.TemporaryDirectory(prefix="jindiao-bench-") as name:
        folder = Path(name)
        document = sample_report()
        pickled = folder / "report.pickle"
        pickled.write_bytes(pickle.dumps(document))
        references.write_references(document, folder)
        tell("报告 PDF,每次新进程")
        cold = [taken(lambda: _printed(pickled, 1)) for _ in range(rounds)]
        tell("报告 PDF,同一进程")
        warm = _printed(pickled, rounds + 1)
        tell("对照:WeasyPrint")
        weasyprint = references.printed(references.weasyprint_command(), folder, few)
        tell("对照:Typst")
        typst = references.printed(references.typst_command(), folder, few)
    tell("工作簿")
    material = sample_material()
    workbook = repeated(lambda: render_workbook(compose_workbook(material)), few)
    composing = repeated(lambda: compose(material), rounds)
    return Measurement(
        (
            figure("pdf_cold", "报告 PDF:新进程", cold, at_most=1_600),
            figure("pdf_warm", "报告 PDF:同一进程再生成", warm["times"][1:], at_most=1_000),
            figure("xlsx", "工作簿(快消样例案件)", workbook, at_most=1_000),
            _count("pages", "报告页数", warm["pages"]),
            _count("pdf_bytes", "报告字节数", warm["bytes"], at_most=3_000_000),
            _count("peak_mib", "进程最大内存(MiB)", warm["peak_mib"], at_most=200),
            _reference("weasyprint", "对照:WeasyPrint,新进程", weasyprint),
            _reference("typst", "对照:Typst,新进程", typst),
        ),
        beside=(figure("compose", "编排报告内容(快消样例案件)", composing),),
    )


def sample_material() -> ReportMaterial:
    """The shipped case of FMCG wholesale, assessed, without its attachments."""
    checklist = package.read(build_shipped(INDUSTRY))
    form = Form.from_xform(checklist.xform, files=checklist.files)
    session = FormSession(form, sample_answers(INDUSTRY), now=lambda: _AT, new_id=lambda: "0")
    case = Case("0", "JD-BENCH-0002", INDUSTRY, checklist.sha256, _AT, CaseState.SEALED, (), session.answers(), {}, ())
    digest = hashlib.sha256(b"bench case").hexdigest()
    sections, worked = answered_sections(form, session), worked_answers(form, session)
    return ReportMaterial(case, assess(case, checklist), checklist, sections, digest, worked=worked)


def _printed(pickled: Path, rounds: int) -> dict[str, Any]:
    """What a process of its own says about printing the report so many times."""
    command = [sys.executable, "-m", "desktop.bench.printing", str(pickled), str(rounds)]
    done = subprocess.run(command, capture_output=True, check=True)  # noqa: S603 - our own module
    facts: dict[str, Any] = json.loads(done.stdout)
    return facts


def _count(key: str, label: str, value: float | None, at_most: float | None = None) -> Figure:
    known = math.nan if value is None else value
    return Figure(key, label, known, known, at_most)


def _reference(key: str, label: str, times: list[float]) -> Figure:
    return figure(key, label, times or [math.nan])
