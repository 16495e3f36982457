"""A case as bytes: what is written is read back, and nothing else is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checklists.model.canonical import canonical_bytes
from checklists.model.case import (
    Attachment,
    AuditEntry,
    Case,
    CaseState,
    Change,
    ChangeKind,
    Person,
    SetAside,
    SetAsideReason,
)
from checklists.model.history import NO_ENTRY, chained_hash, replayed_case
from checklists.model.updates import Update
from sync.casefile import PACKAGE as PACKAGE_PART
from sync.casefile import (
    CaseRecord,
    contradictions,
    read_case,
    read_history,
    read_parts,
    write_case,
    write_history,
)
from sync.errors import CasefileError, DocumentInvalid
from tests.unit.sync.sealed_cases import PACKAGE, SEALED_AT, a_case, parts_of_a_case

PHOTO = Attachment("a" * 64, "货架.jpg", "image/jpeg", 7, "b" * 64, "/data/x", SEALED_AT, "u1", SEALED_AT, "30.1 120.2")


def _record(**changed: Any) -> CaseRecord:
    case, history = a_case(attachments=(PHOTO,))
    parts = parts_of_a_case(case, history)
    return replace(read_parts(parts), **changed)


def test_a_case_reads_back_as_it_was() -> None:
    case, history = a_case(attachments=(PHOTO,))
    assert read_case(write_case(case)) == case
    assert read_history(write_history(history)) == history


def test_the_same_case_has_the_same_bytes_whatever_the_order_of_its_answers() -> None:
    case, _ = a_case()
    turned = replace(case, answers=dict(reversed(list(case.answers.items()))))
    assert write_case(turned) == write_case(case)


def test_a_case_that_travels_is_sealed() -> None:
    case, _ = a_case()
    assert read_case(write_case(replace(case, state=CaseState.DRAFT))).state is CaseState.SEALED


def test_a_consistent_case_has_no_contradictions() -> None:
    assert contradictions(_record()) == ()


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda record: replace(record, package=b"{}"), ["sha256"]),
        (lambda record: replace(record, history=record.history[1:]), ["line 1"]),
        (lambda record: replace(record, history=record.history[:2] + record.history[3:]), ["line 3"]),
        (lambda record: replace(record, history=(record.history[1], record.history[0])), ["line 1"]),
        (lambda record: replace(record, history=record.history[:-1]), ["attachments"]),
        (lambda record: replace(record, history=record.history[:3]), ["answers", "remarks", "attachments"]),
        (lambda record: replace(record, case=replace(record.case, answers={})), ["answers"]),
        (lambda record: replace(record, case=replace(record.case, remarks={})), ["remarks"]),
        (lambda record: replace(record, case=replace(record.case, attachments=())), ["attachments"]),
        (lambda record: replace(record, case=replace(record.case, id="another")), ["line 1"]),
    ],
)
def test_every_contradiction_is_named(change: Callable[[CaseRecord], CaseRecord], where: list[str]) -> None:
    assert [found.where for found in contradictions(change(_record()))] == where


def test_a_line_that_was_rewritten_breaks_the_chain() -> None:
    record = _record()
    entry = record.history[1]
    forged = replace(entry, change=replace(entry.change, new="500"))
    history = (record.history[0], forged, *record.history[2:])
    assert [found.where for found in contradictions(replace(record, history=history))] == ["line 2"]


def _edited(edit: Callable[[dict[str, Any]], object]) -> bytes:
    case, _ = a_case(attachments=(PHOTO,))
    document = json.loads(write_case(case))
    edit(document)
    return canonical_bytes(document)


@pytest.mark.parametrize(
    "edit",
    [
        lambda d: d.update(format="jindiao-case-data/2"),
        lambda d: d.update(extra=1),
        lambda d: d.pop("number"),
        lambda d: d.update(id="../../x"),
        lambda d: d.update(number=7),
        lambda d: d.update(checklist_sha256="xyz"),
        lambda d: d.update(created_at="2026-03-05"),
        lambda d: d.update(created_at="2026-13-05T00:00:00Z"),
        lambda d: d.update(answers=[]),
        lambda d: d.update(answers={"/data/a": 5}),
        lambda d: d.update(answers={"": "x"}),
        lambda d: d.update(answers={"/data/a": "x" * 100_001}),
        lambda d: d["attachments"][0].update(size=-1),
        lambda d: d["attachments"][0].update(size=True),
        lambda d: d["attachments"][0].update(id="/etc/passwd"),
        lambda d: d["attachments"].append(d["attachments"][0]),
        lambda d: d["investigators"][0].update(key="short"),
    ],
)
def test_anything_else_than_a_case_is_refused(edit: Callable[[dict[str, Any]], object]) -> None:
    with pytest.raises(DocumentInvalid):
        read_case(_edited(edit))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"a":1,"a":2}',
        b'{"a":1.5}',
        b'{"a":1e999999999}',
        b'{"a":NaN}',
        b'{"a":"\\ud800"}',
        b"[" * 100_000,
        b'{"a":' * 30 + b"1" + b"}" * 30,
        b'{"a": 1}',
    ],
)
def test_hostile_json_is_refused_quickly(data: bytes) -> None:
    with pytest.raises(DocumentInvalid):
        read_case(data)


def test_an_error_never_repeats_an_answer() -> None:
    secret = "330102198001011234"
    with pytest.raises(DocumentInvalid) as refused:
        read_case(_edited(lambda d: d.update(number={"id": secret}, industry=secret + " x")))
    assert secret not in repr(refused.value)


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:-1],
        lambda data: data + b"\n",
        lambda data: data.replace(b'"kind":"set"', b'"kind":"become"', 1),
        lambda data: data.replace(b'"rows":[]', b'"rows":[["a"]]', 1),
        lambda data: data.replace(b'"number":1,', b'"number":0,', 1),
        lambda data: data.replace(b'"by":"u1"', b'"by": "u1"', 1),
        lambda data: b"\n" + data,
    ],
)
def test_a_history_that_is_none_is_refused(damage: Callable[[bytes], bytes]) -> None:
    _, history = a_case()
    with pytest.raises(DocumentInvalid):
        read_history(damage(write_history(history)))


def test_a_missing_part_is_named() -> None:
    case, history = a_case()
    parts = parts_of_a_case(case, history)
    del parts["history.jsonl"]
    with pytest.raises(CasefileError) as refused:
        read_parts(parts)
    assert refused.value.part == "history.jsonl"


def test_the_package_is_carried_byte_for_byte() -> None:
    assert _record().package == PACKAGE


_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
_names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
_moments = st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # hypothesis adds the zone
_ids = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,20}", fullmatch=True)
_digests = st.binary(min_size=32, max_size=32).map(bytes.hex)
_people = st.builds(Person, id=_ids, name=_texts, key=st.just("") | _digests, staff_number=_texts)
_attachments = st.builds(
    Attachment,
    id=_digests,
    name=_texts,
    media_type=_texts,
    size=st.integers(0, 2**40),
    sha256=_digests,
    question=_texts,
    added_at=_moments,
    added_by=_texts,
    taken_at=st.none() | _moments,
    place=_texts,
    perceptual_hash=st.just("") | st.binary(min_size=8, max_size=8).map(bytes.hex),
)
_cases = st.builds(
    Case,
    id=_ids,
    number=_texts,
    industry=_ids,
    checklist_sha256=_digests,
    created_at=_moments,
    state=st.just(CaseState.SEALED),
    investigators=st.lists(_people, max_size=3).map(tuple),
    answers=st.dictionaries(_names, _texts, max_size=6),
    remarks=st.dictionaries(_names, _texts, max_size=3),
    attachments=st.lists(_attachments, max_size=3, unique_by=lambda one: one.id).map(tuple),
)
_changes = st.builds(
    Change,
    kind=st.sampled_from([kind for kind in ChangeKind if kind not in (ChangeKind.UPDATE, ChangeKind.UPDATE_UNDONE)]),
    path=_texts,
    old=_texts,
    new=_texts,
    rows=st.lists(st.tuples(_texts, _texts), max_size=3).map(tuple),
)
_entries = st.builds(
    AuditEntry,
    number=st.integers(1, 10_000),
    at=_moments,
    by=_texts,
    device=_texts,
    change=_changes,
    reason=_texts,
    hash=_digests,
)


@settings(max_examples=40, deadline=None)
@given(_cases)
def test_every_case_reads_back(case: Case) -> None:
    data = write_case(case)
    assert read_case(data) == case
    assert write_case(read_case(data)) == data


@settings(max_examples=40, deadline=None)
@given(st.lists(_entries, max_size=4).map(tuple))
def test_every_history_reads_back(history: tuple[AuditEntry, ...]) -> None:
    assert read_history(write_history(history)) == history


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200))
def test_noise_is_no_case(noise: bytes) -> None:
    with pytest.raises(DocumentInvalid):
        read_case(noise)


# Moves to another version of the checklist

OLD_SHA = hashlib.sha256(PACKAGE + b" ").hexdigest()
NEW_SHA = hashlib.sha256(PACKAGE).hexdigest()
MOOD = SetAside(
    "/data/mood", "good", "好", "气色", "软信息", SetAsideReason.REMOVED, "select_one", remarks=(("", "当面看的"),)
)
BEFORE = (
    Change(ChangeKind.SET, "/data/client_name", "", "李记批发部"),
    Change(ChangeKind.SET, "/data/mood", "", "good"),
    Change(ChangeKind.REMARK, "/data/mood", "", "当面看的"),
)
MOVE = Update(
    OLD_SHA,
    NEW_SHA,
    taken=(("/data/client_name", "李记批发部"), ("/data/mood", "good")),
    put=(("/data/who/client_name", "李记批发部"),),
    homes=(("/data/client_name", "/data/who/client_name"),),
    aside=(MOOD,),
)
BACK = Update(
    NEW_SHA,
    OLD_SHA,
    taken=MOVE.put,
    put=MOVE.taken,
    homes=(("/data/who/client_name", "/data/client_name"),),
    returned=(replace(MOOD, since=4),),
    is_undo=True,
)


def _moved(*changes: Change, **said: Any) -> CaseRecord:
    """A case with this history, that says of itself what its history gives, save what it is made to say."""
    entries: list[AuditEntry] = []
    for number, change in enumerate(changes, start=1):
        line: dict[str, Any] = {"at": SEALED_AT, "by": "u1", "device": "laptop", "change": change, "reason": ""}
        previous = entries[-1].hash if entries else NO_ENTRY
        digest = chained_hash(previous, case_id="01J9-case", number=number, **line)
        entries.append(AuditEntry(number, hash=digest, **line))
    case, _ = a_case()
    whole = replayed_case(entries)
    given = {
        "answers": whole.answers,
        "remarks": whole.remarks,
        "set_aside": whole.set_aside,
        "earlier_checklists": whole.checklists[:-1],
        "checklist_sha256": whole.checklists[-1] if whole.checklists else NEW_SHA,
    }
    case = replace(case, **{**given, **said})
    package = PACKAGE if case.checklist_sha256 == NEW_SHA else PACKAGE + b" "
    return CaseRecord(case, tuple(entries), package, b"{}")


def test_a_case_that_moved_reads_back_as_it_was() -> None:
    record = _moved(*BEFORE, MOVE.change())
    assert read_case(write_case(record.case)) == record.case
    assert read_history(write_history(record.history)) == record.history
    assert json.loads(write_case(record.case))["format"] == "jindiao-case-data/2"
    assert contradictions(record) == ()


def test_a_case_that_went_back_with_nothing_set_aside_is_of_the_first_format() -> None:
    record = _moved(*BEFORE, MOVE.change(), BACK.change())
    assert contradictions(record) == ()
    document = json.loads(write_case(record.case))
    assert document["format"] == "jindiao-case-data/1"
    assert "set_aside" not in document


def test_case_files_of_before_are_read_as_they_are() -> None:
    case, _ = a_case()
    data = write_case(case)
    assert b"set_aside" not in data
    assert b"earlier_checklists" not in data
    assert read_case(data).set_aside == ()


@pytest.mark.parametrize(
    "change",
    [
        lambda document: document.update(format="jindiao-case-data/1"),
        lambda document: document.update(format="jindiao-case-data/3"),
        lambda document: document.pop("earlier_checklists"),
        lambda document: document.update(set_aside=[], earlier_checklists=[]),
        lambda document: document.update(earlier_checklists=["x"]),
        lambda document: document["set_aside"][0].update(reason="whim"),
        lambda document: document["set_aside"][0].update(is_sensitive=0),
        lambda document: document["set_aside"][0].update(since=0),
        lambda document: document["set_aside"][0].pop("shown"),
        lambda document: document["set_aside"][0].update(more="1"),
        lambda document: document["set_aside"][0].update(remarks=[["", 1]]),
    ],
)
def test_a_moved_case_in_other_words_is_refused(change: Callable[[dict[str, Any]], object]) -> None:
    document = json.loads(write_case(_moved(*BEFORE, MOVE.change()).case))
    change(document)
    with pytest.raises(DocumentInvalid):
        read_case(canonical_bytes(document))


@pytest.mark.parametrize(
    ("record", "where"),
    [
        (_moved(*BEFORE, MOVE.change(), set_aside=()), ["set_aside"]),
        (_moved(*BEFORE, MOVE.change(), set_aside=(replace(MOOD, value="bad", since=4),)), ["set_aside"]),
        (_moved(*BEFORE, MOVE.change(), earlier_checklists=()), ["checklist_sha256"]),
        (_moved(*BEFORE, earlier_checklists=(OLD_SHA,)), ["earlier_checklists"]),
        (_moved(*BEFORE, MOVE.change(), checklist_sha256=OLD_SHA), ["checklist_sha256"]),
        (_moved(*BEFORE, replace(MOVE, aside=()).change()), ["line 4"]),
        (_moved(*BEFORE, replace(MOVE, put=()).change()), ["line 4"]),
        (_moved(*BEFORE, replace(MOVE, aside=(replace(MOOD, value="bad"),)).change()), ["line 4"]),
        (_moved(*BEFORE, replace(MOVE, aside=(replace(MOOD, remarks=(("", "没说过"),)),)).change()), ["line 4"]),
        (_moved(*BEFORE, replace(MOVE, returned=(replace(MOOD, since=1),)).change()), ["line 4"]),
        (_moved(*BEFORE, BACK.change(), checklist_sha256=NEW_SHA), ["line 4", "line 4", "checklist_sha256"]),
        (_moved(*BEFORE, MOVE.change(), replace(BACK, put=BACK.put[:1]).change()), ["line 5"]),
        (_moved(*BEFORE, MOVE.change(), replace(BACK, is_undo=False, new="a" * 64, old="b" * 64).change()), ["line 5"]),
    ],
)
def test_a_move_that_loses_something_or_is_not_told_is_named(record: CaseRecord, where: list[str]) -> None:
    found = [one.where for one in contradictions(record) if one.part != PACKAGE_PART]
    assert found[: len(where)] == where


@pytest.mark.parametrize(
    "spoil",
    [
        lambda change: replace(change, path="/data"),
        lambda change: replace(change, new="x"),
        lambda change: replace(change, rows=(*change.rows, ("toss /data/x", "1"))),
        lambda change: replace(change, rows=change.rows[::-1]),
        lambda change: replace(change, rows=(("aside /data/mood", "{}"),)),
        lambda change: replace(change, rows=(("aside /data/mood", "nonsense"),)),
        lambda change: replace(change, rows=(("aside /data/other", change.rows[-1][1]),)),
        lambda change: replace(change, rows=(("aside /data/mood", change.rows[-1][1].replace("good", "\\u0067ood")),)),
    ],
)
def test_a_move_in_other_words_is_refused(spoil: Callable[[Change], Change]) -> None:
    history = _moved(*BEFORE, MOVE.change()).history
    spoilt = (*history[:3], replace(history[3], change=spoil(history[3].change)))
    with pytest.raises(DocumentInvalid):
        read_history(write_history(spoilt))


def test_a_long_answer_travels_also_when_it_is_set_aside() -> None:
    long = "“长”\n\\" * 20_000
    item = SetAside("/data/x", long, long, "备注", "", SetAsideReason.REMOVED, "text")
    record = _moved(
        Change(ChangeKind.SET, "/data/x", "", long),
        Update(OLD_SHA, NEW_SHA, taken=(("/data/x", long),), aside=(item,)).change(),
    )
    assert read_history(write_history(record.history)) == record.history
    assert read_case(write_case(record.case)) == record.case
    assert contradictions(record) == ()


LOOK = "f0e1d2c3b4a59687"


def test_a_case_whose_photo_is_known_by_its_look_is_of_the_third_format() -> None:
    case, _ = a_case(attachments=(replace(PHOTO, perceptual_hash=LOOK),))
    data = write_case(case)
    assert json.loads(data)["format"] == "jindiao-case-data/3"
    assert read_case(data) == replace(case, state=CaseState.SEALED)


def test_a_case_without_looks_keeps_its_format_and_its_bytes() -> None:
    case, _ = a_case(attachments=(PHOTO,))
    document = json.loads(write_case(case))
    assert document["format"] == "jindiao-case-data/1"
    assert "perceptual_hash" not in document["attachments"][0]


@pytest.mark.parametrize(
    "change",
    [
        lambda document: document.update(format="jindiao-case-data/1"),
        lambda document: document.update(format="jindiao-case-data/2"),
        lambda document: document.update(format="jindiao-case-data/4"),
        lambda document: document["attachments"][0].update(perceptual_hash=""),
        lambda document: document["attachments"][0].update(perceptual_hash="F0E1D2C3B4A59687"),
        lambda document: document["attachments"][0].update(perceptual_hash="f0e1"),
        lambda document: document["attachments"][0].pop("perceptual_hash"),
        lambda document: document.pop("set_aside"),
    ],
)
def test_looks_in_other_words_are_refused(change: Callable[[dict[str, Any]], object]) -> None:
    case, _ = a_case(attachments=(replace(PHOTO, perceptual_hash=LOOK),))
    document = json.loads(write_case(case))
    change(document)
    with pytest.raises(DocumentInvalid):
        read_case(canonical_bytes(document))
