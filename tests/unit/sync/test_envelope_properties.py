"""Whatever goes in comes out, and whatever byte is touched is noticed."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sync.envelope import CaseFileChecker, open_sealed
from sync.envelope.archive import header, padding, parse_header
from sync.errors import DocumentInvalid, EnvelopeError, SyncError
from sync.hashing import HashAlongside
from tests.unit.sync.sealed_cases import PARTS, Bench

_calm = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@cache
def _sealed() -> tuple[Bench, bytes]:
    """One sealed case for all examples: hypothesis has no folder per example."""
    bench = Bench(Path(tempfile.mkdtemp()))
    return bench, bench.seal(bench.an_attachment(b"p" * 700))[0].read_bytes()


def _checked(data: bytes) -> None:
    checker = CaseFileChecker(HashAlongside())
    checker.feed(data)
    checker.finish()


@_calm
@given(st.binary(max_size=3000), st.binary(max_size=70_000), st.text(max_size=50))
def test_what_was_sealed_is_what_is_opened(history: bytes, photo: bytes, assessment: str) -> None:
    bench, _ = _sealed()
    parts = {**PARTS, "history.jsonl": history, "assessment.json": assessment.encode("utf-8", "surrogatepass")}
    attachment = bench.an_attachment(photo)
    path, _ = bench.seal(attachment, parts=parts)
    opened = open_sealed(path, bench.escrow)
    assert {name: opened.read(name) for name in parts} == parts
    assert opened.read(f"attachments/{attachment[0].id}") == photo


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_one_flipped_bit_anywhere_is_refused(data: st.DataObject) -> None:
    _, sealed = _sealed()
    position = data.draw(st.integers(0, len(sealed) - 1))
    bit = data.draw(st.integers(0, 7))
    touched = bytearray(sealed)
    touched[position] ^= 1 << bit
    try:
        _checked(bytes(touched))
    except (EnvelopeError, DocumentInvalid):
        return
    raise AssertionError(f"bit {bit} of byte {position} went unnoticed")


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_file_cut_anywhere_is_refused(data: st.DataObject) -> None:
    _, sealed = _sealed()
    try:
        _checked(sealed[: data.draw(st.integers(0, len(sealed) - 1))])
    except EnvelopeError:
        return
    raise AssertionError("a shortened file was accepted")


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=4000))
def test_noise_is_refused_with_an_error_of_ours(noise: bytes) -> None:
    try:
        _checked(noise)
    except SyncError:
        return
    raise AssertionError("noise was accepted")


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=100), st.integers(0, 8**11 - 1))
def test_a_header_reads_back(name: str, size: int) -> None:
    assert parse_header(header(name, size)) == (name, size)
    assert (size + padding(size)) % 512 == 0
