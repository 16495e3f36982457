"""`jindiao pack benchmarks`: what `case assess --json` printed of many cases becomes the sheet ``percentiles`` of their industry.

Only verified figures make a benchmark: a case whose bureau report is not in, or whose core checks failed or could not be made, is left
out and counted. Of a case that was printed twice the later one stands.
"""

from __future__ import annotations

import argparse
import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from checklists.financials.percentile_rows import COMPARED, METHOD, BuiltRow, PeerCase, percentile_rows
from checklists.model.canonical import number_text, read_json
from checklists.model.errors import SheetError, SheetProblem
from checklists.model.percentiles import LEAST_CASES
from desktop.cli.terminal import print_json, say
from desktop.services.files import write_file

_DONE, _INPUT = 0, 1
_WRITTEN = Context(prec=6, rounding=ROUND_HALF_EVEN)
"""Digits of a written percentile: more than anybody reads, fewer than would tell a client by its figure."""
COLUMNS = ("fact", "region", "size_band", "n", "p10", "p25", "p50", "p75", "p90", "window_from", "window_to", "source", "version")  # fmt: skip
PROVISIONAL, UNVERIFIED, ELSEWHERE, EARLIER = "provisional", "unverified", "other_industry", "printed_again"
_LEFT_OUT = {
    PROVISIONAL: "征信未录入(暂定)",
    UNVERIFIED: "核心检验未通过或做不成",
    ELSEWHERE: "别的行业",
    EARLIER: "同一案件重复,取较新的",
}


@dataclass(frozen=True, slots=True)
class PrintedCase:
    """One assessment as it was printed. ``why_not``: why it makes no benchmark, "" where it does."""

    id: str
    industry: str
    as_of: date
    why_not: str
    peer: PeerCase


def add_action(actions: Any) -> None:
    parser = actions.add_parser(
        "benchmarks",
        help="由本行案件做出同业分位表",
        description=(
            "读 jindiao case assess CASE --json 的输出,写出行业清单的 percentiles 表:按行业、地区、规模档给 P10/P25/P50/P75/P90。"
            f"不足 {LEAST_CASES} 户的组不单列,并入上一层;暂定的、核心检验未通过的案件不计入。"
        ),
    )
    parser.add_argument("cases", type=Path, nargs="+", metavar="CASES", help="JSON 文件,或放这些文件的文件夹")
    parser.add_argument("--out", type=Path, required=True, metavar="percentiles.csv", help="分位表的位置")
    parser.add_argument("--industry", metavar="ID", help="只取这个行业;不写时所有案件须是同一个行业")
    parser.add_argument("--version", metavar="V", help="写进 version 列;缺省为最晚案件的年月")
    parser.add_argument("--overwrite", action="store_true", help="替换已有的表")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """The sheet, written whole; 1 where a file is no assessment, or no group is large enough to be written."""
    if args.out.exists() and not args.overwrite:
        say(f"{args.out} 已经存在,没有改动。请换一个文件名,或加 --overwrite 替换。")
        return _INPUT
    printed = [case_in(path) for path in _files(args.cases)]
    industries = sorted({case.industry for case in printed})
    if args.industry is None and len(industries) > 1:
        say(f"案件有 {len(industries)} 个行业:{'、'.join(industries)}。请用 --industry 指明一个。")
        return _INPUT
    counted, left_out = _counted(printed, args.industry or "".join(industries))
    rows = percentile_rows(case.peer for case in counted)
    if rows:
        version = args.version or max(case.peer.month for case in counted)
        write_file(args.out, sheet_of(rows, version=version).encode("utf-8"))
    if args.json:
        print_json({"cases": len(printed), "counted": len(counted), "left_out": left_out, "rows": len(rows)})
    _tell(len(printed), len(counted), left_out)
    if not rows:
        say(f"没有一组满 {LEAST_CASES} 户,没有写分位表。案件多起来以前,报告按手册区间对标。")
        return _INPUT
    say(f"已写出 {args.out}({len(rows)} 行,分位法 {METHOD})。放进行业文件夹,再用 jindiao pack check 检查。")
    return _DONE


def _tell(printed: int, counted: int, left_out: Mapping[str, int]) -> None:
    why = "".join(f",{_LEFT_OUT[reason]} {count} 件" for reason, count in left_out.items())
    say(f"读到 {printed} 件,计入 {counted} 件{why}。")


def _files(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        yield from sorted(path.rglob("*.json")) if path.is_dir() else (path,)


def _counted(printed: list[PrintedCase], industry: str) -> tuple[list[PrintedCase], dict[str, int]]:
    latest: dict[str, PrintedCase] = {}
    left_out: Counter[str] = Counter()
    for case in printed:
        if case.industry != industry:
            left_out[ELSEWHERE] += 1
            continue
        before = latest.get(case.id)
        left_out[EARLIER] += before is not None
        if before is None or case.as_of >= before.as_of:
            latest[case.id] = case
    left_out.update(case.why_not for case in latest.values() if case.why_not)
    return [case for case in latest.values() if not case.why_not], {why: n for why, n in left_out.items() if n}


def case_in(path: Path) -> PrintedCase:
    """The assessment in a file. Raises SheetError for a file that holds none, OSError for one that cannot be read."""
    try:
        return _case_of(read_json(path.read_bytes().decode("utf-8-sig")), str(path))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        message = "不是 jindiao case assess CASE --json 的输出。"
        raise SheetError(str(path), (SheetProblem("", 0, "", "no_assessment", message),)) from error


def _case_of(document: Any, path: str) -> PrintedCase:
    facts = {str(name): value for name, value in document["facts"]}
    industry, state, as_of = document["industry"], document["state"], date.fromisoformat(document["as_of"])
    peer = PeerCase(
        region=_text(facts.get("client_region")),
        size_band=_text(facts.get("size_band")),
        month=f"{as_of:%Y-%m}",
        facts={name: _number(facts.get(name)) for name in COMPARED},
    )
    return PrintedCase(str(document.get("case", path)), str(industry), as_of, _why_not(state, facts), peer)


def _why_not(state: str, facts: Mapping[str, Any]) -> str:
    if state != "final":
        return PROVISIONAL
    failed = _number(facts.get("core_failed"))
    return "" if failed is not None and failed == 0 else UNVERIFIED


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _number(value: object) -> Decimal | None:
    return Decimal(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else None


def sheet_of(rows: tuple[BuiltRow, ...], *, version: str) -> str:
    """The sheet as CSV, each percentile to six significant digits."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        values = (number_text(_digits(value)) for value in row.values)
        place = (row.fact, row.region, row.size_band, row.n)
        writer.writerow((*place, *values, row.window_from, row.window_to, f"本行案件统计，分位法 {METHOD}", version))
    return file.getvalue()


def _digits(value: Fraction) -> Decimal:
    return _WRITTEN.divide(Decimal(value.numerator), Decimal(value.denominator))
