"""The report's figures, printed with their ratios to the references of the same run (``pytest tests/bench -s``).

No time is asserted, the machine is shared; pages, bytes and memory are.
"""

from __future__ import annotations

import math
import sys
from pathlib import Path

from desktop.bench.references import printed, typst_command, weasyprint_command, write_references
from desktop.bench.report import measure
from desktop.bench.sample_report import CHARTS, PAGES, THUMBNAILS, sample_report
from reports.document import Chart, EvidenceGrid
from reports.pdf import render_pdf

KEYS = ("pdf_cold", "pdf_warm", "xlsx", "pages", "pdf_bytes", "peak_mib", "weasyprint", "typst")


def test_the_measured_report_has_its_shape_and_is_the_same_every_time() -> None:
    report = sample_report()
    blocks = [block for chapter in report.chapters for section in chapter.sections for block in section.blocks]
    assert sum(isinstance(block, Chart) for block in blocks) == CHARTS == 8
    assert sum(len(block.photos) for block in blocks if isinstance(block, EvidenceGrid)) == THUMBNAILS == 30
    made = render_pdf(report)
    assert (made.pages, made.warnings) == (PAGES, ()) == (25, ())
    assert render_pdf(sample_report()).data == made.data


def test_the_report_is_measured_beside_its_references() -> None:
    found = measure(lambda what: _show(f"… {what}"), rounds=2)
    assert tuple(figure.key for figure in found.figures) == KEYS
    figures = {figure.key: figure for figure in (*found.figures, *found.beside)}
    for figure in figures.values():
        _show(f"{figure.key:12}{figure.value:12.1f}   best {figure.best:12.1f}")
        assert math.isnan(figure.value) or 0 < figure.best <= figure.value
    assert figures["pages"].value == PAGES
    assert figures["pdf_bytes"].value < 3_000_000
    if sys.platform != "win32":
        assert 0 < figures["peak_mib"].value < 200
    assert math.isnan(figures["typst"].value) == (typst_command() is None)
    assert math.isnan(figures["weasyprint"].value) == (weasyprint_command() is None)


def test_the_reference_document_holds_every_text_table_and_picture(tmp_path: Path) -> None:
    report = sample_report()
    write_references(report, tmp_path)
    assert len(list(tmp_path.glob("photo*.jpg"))) == THUMBNAILS
    for file in ("reference.html", "reference.typ"):
        text = (tmp_path / file).read_text(encoding="utf-8")
        assert text.count("chart.svg") == CHARTS
        assert text.count("第 8 部分") == 3
        assert text.count("证据清单") == 1


def test_a_reference_that_fails_is_told_as_missing(tmp_path: Path) -> None:
    assert printed([sys.executable, "-c", "raise SystemExit(3)"], tmp_path, 2) == []
    assert printed(["/no/such/program"], tmp_path, 2) == []
    assert printed(None, tmp_path, 2) == []
    assert len(printed([sys.executable, "-c", ""], tmp_path, 2)) == 2


def _show(line: str) -> None:
    sys.stdout.write(f"{line}\n")
