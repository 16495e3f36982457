"""What other programs take for a report of the same size: WeasyPrint and Typst, each as a new process, where they are installed.

The reference document has the sample report's texts, tables, facts and photographs, and as many vector charts, in the same typeface.
"""

from __future__ import annotations

import html
import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from desktop.bench.measuring import taken
from reports.document import Block, Chart, DataTable, EvidenceGrid, FactGrid, Paragraph, Report
from reports.pdf.fonts import FOLDER as FONTS
from reports.pdf.table import cell_text

_HTML, _TYPST, _CHART = "reference.html", "reference.typ", "chart.svg"
_PATIENCE_S = 120


def weasyprint_command() -> list[str] | None:
    """How WeasyPrint is run here; None where it is not installed."""
    if program := shutil.which("weasyprint"):
        return [program, _HTML, "weasyprint.pdf"]
    return [sys.executable, "-m", "weasyprint", _HTML, "weasyprint.pdf"] if _has("weasyprint") else None


def typst_command() -> list[str] | None:
    """How Typst is run here, as a program or through its binding; None where it is not installed."""
    if program := shutil.which("typst"):
        return [program, "compile", "--font-path", str(FONTS), _TYPST, "typst.pdf"]
    call = f"import typst; typst.compile({_TYPST!r}, output='typst.pdf', font_paths=[{str(FONTS)!r}])"
    return [sys.executable, "-c", call] if _has("typst") else None


def printed(command: Sequence[str] | None, folder: Path, rounds: int) -> list[float]:
    """The milliseconds of each round, in the folder of the reference document; empty where the program is missing or fails."""
    if command is None:
        return []
    times = []
    for _ in range(rounds):
        done: list[int] = []
        times.append(taken(lambda done=done: done.append(_run(command, folder))))  # type: ignore[misc]
        if done != [0]:
            return []
    return times


def write_references(report: Report, folder: Path) -> None:
    """The document in HTML and in Typst's markup, with its pictures beside it."""
    (folder / _CHART).write_text(_chart(), encoding="utf-8")
    for chapter in report.chapters:
        for section in chapter.sections:
            for block in section.blocks:
                if isinstance(block, EvidenceGrid):
                    for photo in block.photos:
                        (folder / f"{photo.key}.jpg").write_bytes(photo.thumbnail)
    (folder / _HTML).write_text("\n".join(_in_html(report)), encoding="utf-8")
    (folder / _TYPST).write_text("\n".join(_in_typst(report)), encoding="utf-8")


def _has(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def _run(command: Sequence[str], folder: Path) -> int:
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=_PATIENCE_S)  # noqa: S603 - a program that was looked up
    except (OSError, subprocess.TimeoutExpired):
        return 1
    return done.returncode


def _chart() -> str:
    bars = "".join(
        f'<rect x="{month * 40 + 6}" y="{160 - month % 5 * 24}" width="28" height="{month % 5 * 24 + 20}" fill="#8FA3CC"/>'
        for month in range(12)
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="490" height="190" viewBox="0 0 490 190">{bars}</svg>'


def _in_html(report: Report) -> Iterator[str]:
    font = (FONTS / "NotoSansSC-Regular.ttf").as_uri()
    bold = (FONTS / "NotoSansSC-Bold.ttf").as_uri()
    yield f"""<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>{html.escape(report.title)}</title><style>
@page {{ size: A4; margin: 20mm 14mm; @bottom-right {{ content: counter(page) "/" counter(pages) }} }}
@font-face {{ font-family: S; src: url({font}) }} @font-face {{ font-family: S; font-weight: bold; src: url({bold}) }}
body {{ font: 9.2pt/15pt S }} table {{ width: 100%; border-collapse: collapse }} td {{ border-bottom: 0.4pt solid #ccc; font-size: 8.4pt }}
figure {{ display: inline-block; width: 30%; margin: 1% }} img {{ width: 100% }}</style>"""
    for title, blocks in _parts(report):
        yield f"<h2>{html.escape(title)}</h2>"
        for block in blocks:
            if isinstance(block, Paragraph):
                yield f"<p>{html.escape(block.text.plain)}</p>"
            elif isinstance(block, Chart):
                yield f'<img src="{_CHART}" style="width:490px">'
            elif isinstance(block, EvidenceGrid):
                for photo in block.photos:
                    lines = "<br>".join(map(html.escape, (photo.caption, *photo.lines)))
                    yield f'<figure><img src="{photo.key}.jpg">{lines}</figure>'
            else:
                rows = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in _rows(block))
                yield "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def _in_typst(report: Report) -> Iterator[str]:
    yield '#set page(paper: "a4", margin: (x: 14mm, y: 20mm), numbering: "1/1")'
    yield '#set text(font: "Noto Sans SC", size: 9.2pt, lang: "zh")'
    for title, blocks in _parts(report):
        yield f"= #{_quoted(title)}"
        for block in blocks:
            if isinstance(block, Paragraph):
                yield f"#par[#{_quoted(block.text.plain)}]"
            elif isinstance(block, Chart):
                yield f'#image("{_CHART}", width: 490pt)'
            elif isinstance(block, EvidenceGrid):
                cells = (
                    f'[#image("{photo.key}.jpg") #{_quoted(" ".join((photo.caption, *photo.lines)))}]'
                    for photo in block.photos
                )
                yield f"#grid(columns: 3, gutter: 8pt, {', '.join(cells)})"
            elif rows := _rows(block):
                cells = (_quoted(cell) for row in rows for cell in row)
                yield f"#table(columns: {len(rows[0])}, stroke: 0.4pt, {', '.join(f'[#{cell}]' for cell in cells)})"


def _parts(report: Report) -> Iterator[tuple[str, tuple[Block, ...]]]:
    yield report.client, report.decision
    for chapter in report.chapters:
        for section in chapter.sections:
            yield f"{chapter.title} {section.title}", section.blocks


def _rows(block: Block) -> list[list[str]]:
    """A table's cells, or facts two a row; nothing for blocks that the reference leaves out."""
    if isinstance(block, DataTable):
        return [[column.title for column in block.columns]] + [
            [cell_text(cell).plain for cell in row.cells] for row in block.rows
        ]
    if isinstance(block, FactGrid):
        return [[fact.label, cell_text(fact.value).plain] for fact in block.facts]
    return []


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
