"""`jindiao form xpath`: a line in, a line out, at once, whatever the line holds."""

from __future__ import annotations

import json
import subprocess
import sys
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.cli.xpath_lines import LONGEST_LINE, answer_line

DATA = "<data id='d'><n>4</n><blank/><r k='x'><amt>7</amt></r><r k='y'><amt>2.5</amt></r></data>"


def _asked(expression: object, instance: object = DATA, context: object = None, **more: object) -> dict[str, Any]:
    request = {"id": 1, "expression": expression, "instance": instance, "context": context, **more}
    answer = answer_line(json.dumps(request).encode())
    assert "\n" not in answer
    document: dict[str, Any] = json.loads(answer, parse_float=Decimal)
    assert document.pop("id") == 1
    return document


@pytest.mark.parametrize(
    ("expression", "context", "kind", "result"),
    [
        ("1 div 3", None, "number", Decimal("0.3333333333333333333333333333")),
        ("0.1 + 0.2", None, "number", Decimal("0.3")),
        ("/data/n + 1", None, "number", 5),
        ("0 div 0", None, "number", "NaN"),
        ("1 div 0", None, "number", "Infinity"),
        ("-1 div 0", None, "number", "-Infinity"),
        ("-0", None, "number", 0),
        ("pow(10, 300)", None, "number", 10**300),
        ("concat('a', n)", None, "string", "a4"),
        ("n = 4", None, "boolean", True),
        ("r/amt", None, "nodeset", ["7", "2.5"]),
        ("/data/r/amt | n", None, "nodeset", ["4", "7", "2.5"]),
        (".", None, "nodeset", ["472.5"]),
        ("nowhere", None, "nodeset", []),
        ("amt", "/data/r[2]", "nodeset", ["2.5"]),
        ("../amt", "/data/r[2]/@k", "nodeset", ["2.5"]),
        (".", "/data/r/@k", "nodeset", ["x"]),
        ("string(.)", "/data/r[amt < 5]", "string", "2.5"),
        ("name(*)", "/", "string", "data"),
        ("count(data)", "/", "number", 1),
        ("position()", "/data/r[2]", "number", 2),
        ("current()/amt", "/data/r[2]", "nodeset", ["2.5"]),
        ("count(instance('d')/data/r)", None, "number", 2),
        ("count(instance('other')/root/item)", None, "number", 0),
        ("jr:choice-name('a', '/data/n')", None, "string", "a"),
        ("string-length(today())", None, "number", 10),
        ("blank + 1", None, "number", "NaN"),
    ],
)
def test_an_expression_has_its_result_and_its_type(
    expression: str, context: str | None, kind: str, result: object
) -> None:
    assert _asked(expression, context=context) == {"result": result, "type": kind}


@pytest.mark.parametrize(
    ("expression", "written"),
    [("exp(-100000)", "0"), ("0 * exp(-100000)", "0"), ("pow(10, 400)", "1E+400"), ("-25 * pow(10, 400)", "-2.5E+401")],
)
def test_a_number_out_of_all_proportion_is_written_without_idle_zeros(expression: str, written: str) -> None:
    answer = answer_line(json.dumps({"id": 1, "expression": expression}).encode())
    assert answer == f'{{"id": 1, "result": {written}, "type": "number"}}'


def test_null_instance_is_an_empty_document() -> None:
    assert _asked("count(/*)", None) == {"result": 0, "type": "number"}
    assert _asked("name(.)", None, "/") == {"result": "", "type": "string"}
    assert "error" in _asked("1", None, "/data")


@pytest.mark.parametrize(
    ("expression", "instance", "context"),
    [
        ("1 +", DATA, None),
        ("nosuch(1)", DATA, None),
        ("count(1)", DATA, None),
        ("", DATA, None),
        (5, DATA, None),
        (None, DATA, None),
        ("1", "<data>", None),
        ("1", "", None),
        ("1", 7, None),
        ("1", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", None),
        ("1", "<a>" * 101 + "</a>" * 101, None),
        ("1", DATA, "/data/nowhere"),
        ("1", DATA, "1 + 1"),
        ("1", DATA, "///"),
        ("1", DATA, []),
        ("(" * 20_000, DATA, None),
        ("1" + "=1" * 9_999, DATA, None),
        ("1" * 20_001, DATA, None),
    ],
)
def test_what_cannot_be_evaluated_is_an_error_with_its_id(
    expression: object, instance: object, context: object
) -> None:
    answer = _asked(expression, instance, context)
    assert list(answer) == ["error"]
    assert answer["error"]


@pytest.mark.parametrize(
    "line", [b"{", b"[1]", b"7", b"\xff\xfe", b'{"id": NaN}', b"[" * 100_000, b'{"id": "\\ud800"}', b"1" * 5000]
)
def test_line_that_is_no_request_is_an_error_without_id(line: bytes) -> None:
    answer = json.loads(answer_line(line))
    assert list(answer) == ["id", "error"]
    assert answer["id"] is None


@pytest.mark.parametrize("identity", ["甲", 7, None, ["a", {"b": 1}], 12345678901234567890, True])
def test_id_comes_back_as_it_was(identity: object) -> None:
    line = json.dumps({"id": identity, "expression": "1"}).encode()
    assert json.loads(answer_line(line))["id"] == identity


def test_number_of_thousands_of_digits_can_still_be_read() -> None:
    assert _asked("pow(10, 5000)")["result"] == Decimal("1e5000")


def test_declared_encoding_of_a_text_says_nothing() -> None:
    assert _asked("a", "<?xml version='1.0' encoding='GBK'?><d><a>甲</a></d>")["result"] == ["甲"]


@pytest.mark.parametrize("line", [b"", b"\n", b" \t \r\n"])
def test_blank_line_has_no_answer(line: bytes) -> None:
    assert answer_line(line) == ""


def test_endless_line_is_refused() -> None:
    assert "error" in json.loads(answer_line(b" " * (LONGEST_LINE + 1)))


@given(st.text(alphabet="ab/.[]()@*|+-=<>!,$'\" 1dorivmn:{}\\\n\x00\ud800", max_size=30), st.booleans())
def test_any_line_has_an_answer_of_one_line(text: str, is_expression: bool) -> None:
    line = json.dumps({"expression": text}).encode() if is_expression else text.encode(errors="surrogatepass")
    answer = answer_line(line)
    assert "\n" not in answer
    if answer:
        assert json.loads(answer).keys() & {"result", "error"}


def test_each_line_is_answered_before_the_next_is_read() -> None:
    command = [sys.executable, "-m", "desktop", "form", "xpath", "--json"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        for identity, expression in ((1, "1 + 1"), (2, "1 +"), (3, "'甲'")):
            process.stdin.write(json.dumps({"id": identity, "expression": expression}).encode() + b"\n\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == identity
        process.stdin.close()
        assert process.stdout.read() == b""
        assert process.stderr.read() == b""
        assert process.wait() == 0
