"""`jindiao demo`: the whole road on the shipped sample case, offline but for a head office that it starts on loopback.

Every step is what an investigator or head office does, through the same services; each is printed with its time. The exit status is
0 only where head office, from the decrypted bytes alone, comes to the field's score, grade and limit.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from checklists.assess import assess
from checklists.model.assessment import Assessment
from checklists.model.canonical import readable_json
from checklists.samples import sample_answers, sample_attachments, sample_proofs
from desktop.cli.terminal import say, show
from desktop.services.cases import OpenCase
from desktop.services.files import write_file
from desktop.services.reports import render_workbook
from desktop.settings import Settings
from desktop.wiring import Services, create_store

INDUSTRY = "fmcg_wholesale"
_ARTEFACTS = ("report.pdf", "report.xlsx", "case.jdc", "assessment.json", "office.identity", "office", "opened")
_PATIENCE_S = 30


def add_parser(commands: Any) -> None:
    parser = commands.add_parser("demo", help="用样例案件走完全程:填清单、测算、报告、封存、同步、总行复核")
    parser.add_argument("--out", type=Path, default=Path("out/demo"), help="成果放在哪里(默认 out/demo)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    out: Path = args.out
    _clear(out)
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="jindiao-demo-") as home:
        agreed = _road(out, Settings(Path(home)))
    show(f"\n全程 {time.perf_counter() - began:.1f} 秒。报告:{out / 'report.pdf'}", style="bold")
    show(f"工作簿:{out / 'report.xlsx'}  封存文件:{out / 'case.jdc'}")
    if not agreed:
        say("总行复核的结果与现场不一致。")
    return 0 if agreed else 1


def _road(out: Path, settings: Settings) -> bool:
    """All steps; whether head office came to the field's result."""
    passphrases = (secrets.token_urlsafe(12), secrets.token_urlsafe(12))
    with _step("建立加密数据库,登记两位调查人"):
        services, _words = create_store(settings, name="张调查(样例)", passphrase=passphrases[0], staff_number="A001")
        services.sync.add_person("李复核(样例)", passphrases[1], staff_number="B002")
    with services:
        opened, assessment, paper = _investigate(services, out, passphrases[1])
        with _step("总行建立并在本机回环地址收件(独立进程)"):
            office = out / "office"
            _office("init", str(office), "--identity", str(out / "office.identity"))
            invitation = json.loads(
                _office("device", "invite", str(office), "--name", "样例笔记本", "--branch", "样例支行", "--json")
            )
        with _serving(office) as url:
            with _step("本机在总行登记"):
                services.sync.enrol(url, invitation["code"])
            with _step("两位调查人签名,封存案件"):
                sealed = services.sync.seal(opened.id, passphrases, copy_to=out / "case.jdc", paper=paper)
                _note(f"case.jdc {sealed.size / 1024:,.0f} KB")
            with _step("同步:总行验外层签名与哈希,出具签名回执"):
                result = services.sync.sync()
                again = services.sync.push_again(sealed.sha256)
                _note(
                    f"回执 {result.receipts[0].index};重复发送得到同一回执:{'是' if again == result.receipts[0] else '否'}"
                )
        return _reviewed(out, opened.id, assessment) and again == result.receipts[0]


def _investigate(services: Services, out: Path, second: str) -> tuple[OpenCase, Assessment, bytes]:
    """The laptop's part: fill in, assess, try the inflated variant, print, sign; ``second`` is the other person's passphrase."""
    with _step("按快消品批发清单填写样例案件,附照片与流水"):
        files = [(path.name, path.read_bytes()) for path in sample_attachments(INDUSTRY)]
        opened = services.cases.create(INDUSTRY, answers=sample_answers(INDUSTRY, None), files=files)
        for path in sample_proofs(INDUSTRY):
            opened.attach(opened.checklist.paths[path.stem], path.name, path.read_bytes())
        opened.settle_evidence()
        completeness = opened.session.completeness()
        _note(f"{completeness.answered} 项已答,{len(opened.attachments())} 个附件,完成度 {completeness.percent}%")
    with _step("测算:报表、交叉验证、评分、额度"):
        services.signals.record(opened)
        assessment = opened.assess()
        write_file(out / "assessment.json", readable_json(assessment).encode())
        _note(_summary(assessment))
    with _step("变体:虚增存货,应被检验拦下"):
        # Not kept: the same client in a second case would be a signal of the first.
        inflated = assess(replace(opened.case, answers=sample_answers(INDUSTRY, "inflated_stock")), opened.checklist)
        _note(_summary(inflated))
    with _step("报告与工作簿,两位调查人先后在报告上签名"):
        paper = services.papers.sign(opened.id)
        signed = services.papers.sign(opened.id, paper.data, passphrase=second)
        write_file(out / "report.pdf", signed.data)
        write_file(out / "report.xlsx", render_workbook(services.reports.material(opened)))
        _note(
            f"{paper.pages} 页,{len(signed.data) / 1024:,.0f} KB;签名:{'、'.join(one.name for one in signed.signatures)}"
        )
    return opened, assessment, signed.data


def _reviewed(out: Path, case_id: str, field: Assessment) -> bool:
    """Head office's separate act, with the key: does it come to the field's result?"""
    with _step("总行用私钥开卷:验内层签名,从密文重算评分,在报告上会签"):
        keys = ("--identity", str(out / "office.identity"))
        opening = (
            "case",
            "open",
            str(out / "office"),
            case_id,
            "--out",
            str(out / "opened"),
            *keys,
            "--cosign",
            "--json",
        )
        document = json.loads(_office(*opening, accept=(0, 1)))
        same = bool(document["equal"] and document["cosigned"])
        _note(f"现场 {field.score.total} 分 / {field.score.grade};总行重算{'一致,已会签' if same else '不一致'}")
    return same


def _summary(assessment: Assessment) -> str:
    score, limit, decision = assessment.score, assessment.limit, assessment.decision
    points = "资料不足" if score.total is None else f"{score.total:.0f} 分 {score.grade or '等级待定'}"
    amount = (
        "" if limit.recommended is None else f",额度 {limit.recommended / 10_000:.1f} 万元(约束:{limit.binding_label})"
    )
    return f"{points}{amount};建议:{decision.label}"


def _office(*arguments: str, accept: tuple[int, ...] = (0,)) -> str:
    """Runs one `jindiao-office` command as its own process; its stdout. OSError with its words for another exit status."""
    done = subprocess.run(  # noqa: S603 - our own program, arguments of our own
        [sys.executable, "-m", "sync.headoffice.cli", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode not in accept:
        raise OSError(done.stderr.strip() or f"jindiao-office {arguments[0]}: {done.returncode}")
    return done.stdout


@contextmanager
def _serving(office: Path) -> Iterator[str]:
    """Head office as its own process on a free loopback port, stopped in the end."""
    process = subprocess.Popen(  # noqa: S603 - our own program, arguments of our own
        [sys.executable, "-m", "sync.headoffice.cli", "serve", str(office), "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        if not line.startswith("listening on "):
            raise OSError(f"jindiao-office serve: {line.strip() or 'no answer'}")
        yield line.removeprefix("listening on ").strip()
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_PATIENCE_S)
        if process.poll() is None:
            process.kill()
            process.wait()
        if process.stdout is not None:
            process.stdout.close()


@contextmanager
def _step(title: str) -> Iterator[None]:
    began = time.perf_counter()
    show(f"· {title}")
    yield
    show(f"    {time.perf_counter() - began:6.2f} 秒", style="dim")


def _note(text: str) -> None:
    show(f"    {text}")


def _clear(out: Path) -> None:
    """Only what an earlier demo left: never anything else in the folder."""
    out.mkdir(parents=True, exist_ok=True)
    for name in _ARTEFACTS:
        path = out / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
