"""Files from anybody, handed to the program as it is run: one sentence, soon, and little memory; nothing is kept of them.

Each file claims far more than it holds, so that making it costs nothing. Bounds are of the child's own processor time and memory.
"""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.cli import main
from tests.unit.checklists.model.xlsx_files import SHEET, TEXTS, parts, sheet_xml, text_rows, zipped

MEGABYTE = 1_048_576
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEAD = text_rows(("type", "name", "label"), ("text", "a", "甲"))
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">'
    + b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
    + b"]>"
)
ABROAD = b'<!DOCTYPE x [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>'
XFORM = (
    '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa">'
    '<h:head><h:title>t</h:title><model><instance><data id="d">{instance}</data></instance>{binds}</model></h:head>'
    "<h:body>{body}</h:body></h:html>"
)


def _with(prolog: bytes, part: str) -> bytes:
    members = {**parts(HEAD.replace("甲", "&l9;")), TEXTS: b"<sst><si><t>&l9;</t></si></sst>"}
    return zipped({**members, part: prolog + members[part]})


def _genuine_workbook(rows: int) -> bytes:
    return zipped(parts(HEAD + text_rows(*(("text", f"q{number}", "问题", "说明") for number in range(rows)))))


def _overlapping() -> bytes:
    data = zipped({"a": bytes(4 * MEGABYTE), **parts(HEAD)})
    start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    first = data[start : data.index(b"PK\x01\x02", start + 4)]
    tail = bytearray(data[end:])
    entries = data[start:end] + first * 400
    tail[8:10] = tail[10:12] = entries.count(b"PK\x01\x02").to_bytes(2, "little")
    tail[12:16] = len(entries).to_bytes(4, "little")
    return data[:start] + entries + bytes(tail)


def _locked() -> bytes:
    data = bytearray(zipped(parts(HEAD)))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    return bytes(data)


def _nested() -> bytes:
    inner = zipped({"b.zip": zipped({"c": bytes(20 * MEGABYTE)})})
    return zipped({**parts("<row/>"), "xl/embeddings/a.zip": inner})


Make = Callable[[], bytes]
WORKBOOKS: dict[str, tuple[Make, str]] = {
    "malformed": (lambda: zipped({**parts(), SHEET: sheet_xml(HEAD)[:-30]}), "损坏"),
    "laughs in a sheet": (lambda: _with(LAUGHS, SHEET), "实体"),
    "laughs in the workbook": (lambda: _with(LAUGHS, "xl/workbook.xml"), "实体"),
    "external entity": (lambda: _with(ABROAD, SHEET), "实体"),
    "row out of the grid": (lambda: zipped(parts(HEAD + '<row r="99999999999"><c><v>1</v></c></row>')), "损坏"),
    "column out of the grid": (lambda: zipped(parts(HEAD + '<row><c r="ZZZZZZZ3"><v>1</v></c></row>')), "损坏"),
    "millions of cells": (
        lambda: zipped(parts(HEAD + ("<row>" + "<c><v>1</v></c>" * 100 + "</row>") * 5000)),
        "单元格",
    ),
    "millions of texts": (
        lambda: zipped({**parts(HEAD), TEXTS: b"<sst>" + b"<si><t>x</t></si>" * 2_000_000}),
        "单元格",
    ),
    "zip bomb": (lambda: zipped({**parts(HEAD), "xl/media/a": bytes(260 * MEGABYTE)}), "大得不正常"),
    "very many parts": (lambda: zipped({**parts(HEAD), **{f"m{n}": b"" for n in range(3000)}}), "部"),
    "overlapping parts": (_overlapping, "大得不正常"),
    "locked archive": (_locked, "密码"),
    "old workbook": (lambda: OLD_OFFICE + bytes(600) + "Workbook".encode("utf-16-le") + bytes(600), ".xls"),
    "password": (lambda: OLD_OFFICE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "密码"),
    "opendocument": (lambda: zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "OpenDocument"),
    "word": (
        lambda: zipped({**parts(), "_rels/.rels": parts()["_rels/.rels"].replace(b"xl/workbook", b"word/document")}),
        "Word",
    ),
    "archive of anything": (lambda: zipped({"a.txt": b"x"}), "压缩包"),
    "nothing": (lambda: b"", "空文件"),
    "cut short": (lambda: zipped(parts(HEAD))[:-60], "损坏"),
}


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_workbook_that_is_none_is_one_sentence_for_every_command(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], empty_home: Path
) -> None:
    make, said = WORKBOOKS[name]
    file = tmp_path / "form.xlsx"
    file.write_bytes(make())
    commands = (
        ["pack", "check", str(file)],
        ["pack", "build", str(file), "--out", str(tmp_path / "out.package")],
        ["pack", "import", str(file), "--out", str(tmp_path / "out")],
        ["form", "eval", str(file), "--json"],
        ["statement", "import", str(file), "--json"],
    )
    for command in commands:
        assert main(command) == 1, command
        spoken = capsys.readouterr()
        told = "".join((spoken.out + spoken.err).split())
        assert said in told or command[0] == "statement", (command, told)
        assert "内部错误" not in told
    assert not (empty_home / "crash").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["form.xlsx"]


FORMS: dict[str, tuple[Make, str]] = {
    "malformed": (lambda: b"<h:html><a>", "XML"),
    "laughs": (lambda: LAUGHS + b"<html>&l9;</html>", "实体"),
    "external entity": (lambda: ABROAD + b"<html>&l9;</html>", "实体"),
    "deep": (lambda: _xform(instance="<a>" * 150 + "</a>" * 150), "太深"),
    "very deep": (lambda: _xform(instance="<a>" * 150_000 + "</a>" * 150_000), "嵌套太深"),
    "very many questions": (lambda: _xform(instance="".join(f"<q{n}/>" for n in range(60_000))), "太多"),
    "very many tags": (lambda: _xform(binds='<bind nodeset="/data/a"/>' * 500_000), "大得不正常"),
    "very many attributes": (
        lambda: _xform(binds="<bind " + " ".join(f'a{n}=""' for n in range(300_000)) + "/>"),
        "大",
    ),
    "giant attribute": (lambda: _xform(binds='<bind nodeset="/data/a" x="' + "y" * 17 * MEGABYTE + '"/>'), "太大"),
    "deep expression": (
        lambda: _xform(binds=f'<bind nodeset="/data/a" calculate="{"(" * 9000}1{")" * 9000}"/>'),
        "太深",
    ),
    "long expression": (lambda: _xform(binds=f'<bind nodeset="/data/a" calculate="{"1+" * 50_000}1"/>'), "太长"),
    "another document": (lambda: b"<a/>", "XForm"),
    "nothing": (lambda: b"", "XML"),
}


def _xform(instance: str = "<a/>", binds: str = "", body: str = "") -> bytes:
    return XFORM.format(instance=instance, binds=binds, body=body).encode()


@pytest.mark.parametrize("name", FORMS)
def test_an_xform_that_is_none_is_one_sentence(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], empty_home: Path
) -> None:
    make, said = FORMS[name]
    file = tmp_path / "form.xml"
    file.write_bytes(make())
    assert main(["form", "eval", str(file), "--json"]) == 1
    told = capsys.readouterr().err
    assert said in told
    assert not (empty_home / "crash").exists()


@pytest.mark.parametrize(
    "steps",
    [
        b"[" * 200_000,
        b"[" + b"0," * 600_000 + b"0]",
        b'[{"set": "/data/a", "value": 1' + b"0" * 200_000 + b"}]",
        b'[{"set": "/data/a", "set": "/data/b", "value": "1"}]',
        b'[{"add_repeat": "/data/a"}]',
        b"{}",
    ],
)
def test_steps_that_cannot_be_taken_are_told(steps: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    form, file = tmp_path / "form.xml", tmp_path / "steps.json"
    form.write_bytes(_xform())
    file.write_bytes(steps)
    assert main(["form", "eval", str(form), "--steps", str(file), "--json"]) == 1
    assert "清单" in capsys.readouterr().err


@dataclass(frozen=True, slots=True)
class _Cost:
    status: int
    seconds: float
    megabytes: float
    said: str


# A child is charged with the memory of whoever forks it; so a small program does, and not this one.
_LAUNCHER = """
import resource, subprocess, sys
done = subprocess.run([sys.executable, "-m", "desktop", *sys.argv[1:]], capture_output=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(done.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
print((done.stdout + done.stderr).decode())
"""


def _run(*arguments: str) -> _Cost:
    done = subprocess.run(
        [sys.executable, "-c", _LAUNCHER, *arguments], capture_output=True, check=True, encoding="utf-8"
    )
    figures, _, said = done.stdout.partition("\n")
    status, seconds, megabytes = figures.split()
    return _Cost(int(status), float(seconds), float(megabytes), said)


COSTLY: dict[str, tuple[list[str], str, Make, int]] = {
    "check: a long genuine workbook": (["pack", "check"], "a.xlsx", lambda: _genuine_workbook(25_000), 1),
    "check: fifty megabytes": (["pack", "check"], "a.xlsx", lambda: zipped(parts(HEAD)) + os.urandom(50 * MEGABYTE), 1),
    "check: a billion cells claimed": (
        ["pack", "check"],
        "a.xlsx",
        lambda: zipped({**parts(), SHEET: sheet_xml(HEAD, before='<dimension ref="A1:XFD1048576"/>')}),
        0,
    ),
    "check: a million merged cells": (
        ["pack", "check"],
        "a.xlsx",
        lambda: zipped({**parts(), SHEET: sheet_xml(HEAD, behind='<mergeCell ref="A1:B1"/>' * 1_000_000)}),
        1,
    ),
    "import: fifty megabytes of rows": (
        ["statement", "import"],
        "a.xlsx",
        lambda: zipped(parts(("<row>" + "<c><v>1</v></c>" * 12 + "</row>") * 250_000)),
        1,
    ),
    "import: a long text that is no statement": (
        ["statement", "import"],
        "a.csv",
        lambda: "一,二,三\n".encode() * 400_000,
        1,
    ),
    "eval: rows without end": (
        ["form", "eval"],
        "a.xml",
        lambda: _xform(
            '<n/><r jr:template=""><s jr:template=""><a/></s></r>',
            '<bind nodeset="/data/n" type="int" calculate="1000000000"/>',
            '<repeat nodeset="/data/r" jr:count="/data/n"><repeat nodeset="/data/r/s" jr:count="/data/n"/></repeat>',
        ),
        0,
    ),
}


@pytest.mark.skipif(sys.platform == "win32", reason="only Unix tells what a child cost")
@pytest.mark.parametrize("name", COSTLY)
def test_what_claims_much_costs_little(name: str, tmp_path: Path) -> None:
    command, file_name, make, status = COSTLY[name]
    file = tmp_path / file_name
    file.write_bytes(make())
    cost = _run(*command, str(file), "--json")
    assert cost.status == status, cost.said[:500]
    assert "内部错误" not in cost.said
    assert cost.megabytes < 300
    assert cost.seconds < 6  # the bound is two on an idle machine; on a shared one a second may be three


def test_nested_archives_and_names_that_lead_out_are_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "inner" / "form.xlsx"
    file.parent.mkdir()
    file.write_bytes(_nested())
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("../../evil.txt", "x")
    main(["pack", "check", str(file), "--json"])
    assert "内部错误" not in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["form.xlsx", "inner"]
