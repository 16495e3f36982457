"""A file of answers from anybody: every fault is told in Chinese, and nothing large is ever read."""

from __future__ import annotations

from pathlib import Path

import pytest

from checklists.model.errors import AnswerError
from desktop.cli.answers_file import LARGEST, read_answers


def _file(folder: Path, data: bytes) -> Path:
    file = folder / "answers.json"
    file.write_bytes(data)
    return file


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "第 1 行第 1 个字符处"),
        (b'{"a": "\xff"}', "从第 8 个字节起不是 UTF-8"),
        (b"[" * 200_000, "过深的嵌套"),
        (b'{"a": 1, "a": 2}', "重复的键"),
        (b'{"a": 1e99999999999999999999}', "大得无法表示"),
        (b'{"a": ' + b"9" * 100_000 + b"}", "大得无法表示"),
        (b"[1]", "一个列表"),
        (b"3", "单个值"),
    ],
)
def test_what_is_no_object_of_answers_is_refused_with_what_stands_there(
    tmp_path: Path, data: bytes, found: str
) -> None:
    with pytest.raises(AnswerError) as refused:
        read_answers(_file(tmp_path, data))
    assert found in refused.value.problems[0][1]


def test_lists_and_objects_are_named_with_their_paths(tmp_path: Path) -> None:
    with pytest.raises(AnswerError) as refused:
        read_answers(_file(tmp_path, b'{"/data/a": [1], "/data/b": {}, "/data/c": "1"}'))
    assert [problem[0] for problem in refused.value.problems] == ["/data/a", "/data/b"]


def test_numbers_truths_and_blanks_become_text(tmp_path: Path) -> None:
    data = b'\xef\xbb\xbf{"a": 1.50, "b": true, "c": null, "d": 1E3, "e": 1e999999}'
    assert read_answers(_file(tmp_path, data)) == {"a": "1.50", "b": "true", "c": "", "d": "1000", "e": "1E+999999"}


def test_endless_file_is_refused_before_it_is_in_memory(tmp_path: Path) -> None:
    file = tmp_path / "answers.json"
    with file.open("wb") as writing:
        writing.truncate(LARGEST + 1)
    with pytest.raises(OSError, match="超过 16 MB"):
        read_answers(file)


def test_a_document_of_very_many_things_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with pytest.raises(AnswerError) as refused:
        read_answers(_file(tmp_path, b"[" + b"0," * 600_000 + b"0]"))
    assert "600000 项" in refused.value.problems[0][1]
