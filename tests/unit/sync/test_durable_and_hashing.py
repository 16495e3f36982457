"""Files are whole or absent, and a hash computed alongside is the same hash."""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.durable import replacing, write_whole
from sync.hashing import HashAlongside


def test_a_file_that_fails_half_way_leaves_the_old_one_and_no_trace(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_whole(path, b"old")

    def interrupted() -> None:
        with replacing(path) as file:
            file.write(b"new, but")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["file"]


def test_a_written_file_is_its_owners(tmp_path: Path) -> None:
    write_whole(tmp_path / "secret", b"x")
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 400_000), max_size=6))
def test_pieces_of_any_size_hash_as_one(sizes: list[int]) -> None:
    pieces = [bytes([number]) * size for number, size in enumerate(sizes)]
    with HashAlongside() as alongside:
        for piece in pieces:
            alongside.update(piece)
    assert alongside.hexdigest() == hashlib.sha256(b"".join(pieces)).hexdigest()


def test_the_thread_ends_with_the_block() -> None:
    before = threading.active_count()
    with HashAlongside() as alongside:
        alongside.update(bytes(1 << 20))
        assert threading.active_count() == before + 1
    assert threading.active_count() == before
