"""A case moves to another version of its checklist: one line, one transaction, both checklists kept, nothing lost."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checklists.model.case import Change, SetAside, SetAsideReason
from checklists.model.errors import CaseIsSealed, PackageError, UpdateOutdated
from checklists.model.history import replayed_case
from checklists.model.updates import Update, update_of
from checklists.store import CaseStore
from checklists.store.connection import connect
from checklists.store.migrations import MIGRATIONS, migrate
from checklists.store.opening import DATABASE
from tests.unit.checklists.store.stores import (
    KEY,
    PACKAGE,
    Desk,
    StreamCipher,
    answer,
    remark,
    row_added,
    row_removed,
)

NEWER = PACKAGE + b" "
OLD_SHA, NEW_SHA = (hashlib.sha256(data).hexdigest() for data in (PACKAGE, NEWER))
MOOD = SetAside(
    "/data/mood", "good", "好", "气色", "软信息", SetAsideReason.REMOVED, "select_one", remarks=(("", "当面看的"),)
)
BARE_MOOD = replace(MOOD, remarks=())
COLOUR = SetAside("/data/r[2]/colour", "红", "红", "颜色", "存货 第 2 行", SetAsideReason.REMOVED, "text", order=1)
UPDATE = Update(
    OLD_SHA,
    NEW_SHA,
    taken=(("/data/mood", "good"), ("/data/a/x", "7"), ("/data/r[2]/colour", "红")),
    put=(("/data/b/x", "7"),),
    homes=(("/data/a/x", "/data/b/x"),),
    aside=(MOOD, COLOUR),
)
UNDO = Update(
    NEW_SHA,
    OLD_SHA,
    taken=(("/data/b/x", "7"),),
    put=UPDATE.taken,
    homes=(("/data/b/x", "/data/a/x"),),
    returned=(replace(MOOD, since=8), replace(COLOUR, since=8)),
    is_undo=True,
)


@pytest.fixture
def moved(desk: Desk) -> Desk:
    """A case of four answers, a remark, a reason and a photo, which line 8 moves to the newer checklist."""
    desk.case()
    desk.save(answer("/data/mood", "good"), answer("/data/a/x", "7"), answer("/data/r[2]/colour", "红"))
    desk.save(
        remark("/data/a/x", "店主说的"), remark("reason/data/a/x", "只有这一个来源"), remark("/data/mood", "当面看的")
    )
    desk.attach(question="/data/a/x")
    desk.store.put_package(NEWER)
    desk.save(UPDATE.change())
    return desk


def test_everything_moves_with_one_line(moved: Desk) -> None:
    case = moved.store.case("case-1")
    assert (case.checklist_sha256, case.earlier_checklists) == (NEW_SHA, (OLD_SHA,))
    assert case.answers == {"/data/b/x": "7"}
    assert case.set_aside == (replace(MOOD, since=8), replace(COLOUR, since=8))
    assert case.remarks == {"/data/b/x": "店主说的", "reason/data/b/x": "只有这一个来源"}
    assert [item.question for item in case.attachments] == ["/data/b/x"]
    last = moved.store.history("case-1")[-1]
    assert (last.number, update_of(last.change)) == (8, UPDATE)
    moved.reopened().verify_history("case-1")
    assert moved.store.package(OLD_SHA) == PACKAGE
    assert moved.store.package(NEW_SHA) == NEWER


def test_undo_brings_the_case_back_as_it_was(moved: Desk) -> None:
    moved.save(UNDO.change())
    case = moved.store.case("case-1")
    assert (case.checklist_sha256, case.earlier_checklists, case.set_aside) == (OLD_SHA, (), ())
    assert case.answers == dict(UPDATE.taken)
    assert case.remarks == {"/data/a/x": "店主说的", "reason/data/a/x": "只有这一个来源", "/data/mood": "当面看的"}
    assert [item.question for item in case.attachments] == ["/data/a/x"]


def test_a_remark_that_comes_back_is_written_below_the_one_that_stands_there(moved: Desk) -> None:
    moved.save(remark("/data/mood", "后来听说的"), UNDO.change())
    assert moved.store.case("case-1").remarks["/data/mood"] == "后来听说的\n当面看的"


def test_what_is_set_aside_follows_its_row_and_outlives_it(moved: Desk) -> None:
    def place() -> tuple[str, bool]:
        item = moved.store.case("case-1").set_aside[1]
        return item.path, bool(item.row_removed)

    moved.save(row_removed("/data/r[1]"))
    assert place() == ("/data/r[1]/colour", False)
    moved.save(answer("/data/r[1]/amount", "5"), row_removed("/data/r[1]"))
    assert place() == ("/data/r[1]/colour", True)
    moved.save(row_added("/data/r[1]"))
    assert place() == ("/data/r[1]/colour", True)
    moved.save(row_removed("/data/r[1]"), row_added("/data/r[1]", ("/data/r[1]/amount", "5")))
    assert place() == ("/data/r[1]/colour", False)


@pytest.mark.parametrize(
    "outdated",
    [
        replace(UPDATE, old="a" * 64),
        replace(UPDATE, taken=(*UPDATE.taken, ("/data/gone", "1"))),
        replace(UPDATE, taken=(("/data/mood", "bad"), *UPDATE.taken[1:])),
        replace(UPDATE, aside=(COLOUR,)),
        replace(UPDATE, aside=(replace(MOOD, remarks=(("", "听说的"),)), COLOUR)),
        replace(UPDATE, put=()),
        replace(UPDATE, put=(*UPDATE.put, ("/data/other", "2"))),
        replace(UPDATE, returned=(replace(MOOD, path="/data/never"),)),
        replace(UPDATE, is_undo=True),
    ],
)
def test_a_move_that_does_not_fit_the_case_changes_nothing(desk: Desk, outdated: Update) -> None:
    desk.case()
    desk.save(
        answer("/data/mood", "good"),
        answer("/data/a/x", "7"),
        answer("/data/r[2]/colour", "红"),
        answer("/data/other", "1"),
        remark("/data/mood", "当面看的"),
    )
    desk.store.put_package(NEWER)
    before = desk.store.case("case-1")
    with pytest.raises(UpdateOutdated):
        desk.save(outdated.change())
    assert desk.store.case("case-1") == before
    assert len(desk.store.history("case-1")) == 5


def test_an_undo_goes_back_to_where_the_case_came_from_only(moved: Desk) -> None:
    with pytest.raises(UpdateOutdated):
        moved.save(replace(UNDO, new=NEW_SHA).change())
    moved.save(UNDO.change())
    with pytest.raises(UpdateOutdated):
        moved.save(replace(UNDO, old=OLD_SHA, new=NEW_SHA, taken=(), put=(), homes=(), returned=()).change())


def test_a_checklist_that_is_not_kept_cannot_be_moved_to(desk: Desk) -> None:
    desk.case()
    with pytest.raises(PackageError):
        desk.save(Update(OLD_SHA, NEW_SHA).change())
    assert desk.store.case("case-1").checklist_sha256 == OLD_SHA


def test_sealed_case_stays_on_its_checklist(moved: Desk) -> None:
    moved.seal()
    with pytest.raises(CaseIsSealed):
        moved.save(UNDO.change())
    for statement in (
        f"UPDATE cases SET checklist_sha256 = '{OLD_SHA}'",
        "UPDATE cases SET earlier_checklists = ''",
        "DELETE FROM set_aside",
        "UPDATE set_aside SET body = '{}'",
    ):
        with pytest.raises(Exception, match="case is sealed"):
            moved.store._connection.execute(statement)


edits = st.one_of(
    st.builds(lambda n, v: answer(f"/data/r[{n}]/amount", v), st.integers(1, 3), st.sampled_from(["", "1", "2"])),
    st.builds(lambda kind, n: kind(f"/data/r[{n}]"), st.sampled_from([row_added, row_removed]), st.integers(1, 3)),
    st.builds(lambda n: row_added(f"/data/r[{n}]", (f"/data/r[{n}]/amount", "9")), st.integers(1, 3)),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(edits, max_size=10))
def test_the_store_is_what_its_history_says(desk: Desk, changes: list[Change]) -> None:
    case_id = f"case-{desk.minutes}"
    desk.case(case_id)
    desk.store.put_package(NEWER)
    before = (answer("/data/mood", "good"), answer("/data/a/x", "7"), answer("/data/r[2]/colour", "红"))
    desk.save(
        *before, remark("/data/a/x", "甲"), remark("/data/mood", "当面看的"), UPDATE.change(), *changes, case_id=case_id
    )
    case, whole = desk.store.case(case_id), replayed_case(desk.store.history(case_id))
    assert (whole.answers, whole.remarks, whole.set_aside) == (case.answers, case.remarks, case.set_aside)
    assert whole.checklists == (*case.earlier_checklists, case.checklist_sha256)


MOVER = """
import sys
from pathlib import Path
from checklists.store import CaseStore
from tests.unit.checklists.store.stores import AT, KEY, StreamCipher
from tests.unit.checklists.store.test_checklist_updates import UNDO, UPDATE
from dataclasses import replace

store = CaseStore.open(Path(sys.argv[1]), KEY, StreamCipher())
line = len(store.history("case-1"))
while True:
    store.save("case-1", (UPDATE.change(),), by="p", device="d", at=AT)
    back = tuple(replace(item, since=line + 1) for item in UNDO.returned)
    store.save("case-1", (replace(UNDO, returned=back).change(),), by="p", device="d", at=AT)
    line += 2
    print(line, flush=True)
"""


@pytest.mark.skipif(not hasattr(os, "kill"), reason="needs signals")
def test_a_move_happens_whole_or_not_at_all_when_the_program_is_killed(desk: Desk) -> None:
    desk.case()
    desk.save(*(answer(path, text) for path, text in UPDATE.taken), remark("/data/mood", "当面看的"))
    desk.store.put_package(NEWER)
    desk.store.close()
    for rounds in (2, 5):
        command = [sys.executable, "-c", MOVER, str(desk.folder)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[4]) as process:
            assert process.stdout is not None
            for _ in range(rounds):
                assert process.stdout.readline()
            process.send_signal(signal.SIGKILL)
        desk.store = CaseStore.open(desk.folder, KEY, StreamCipher())
        desk.store.check()
        case, whole = desk.store.case("case-1"), replayed_case(desk.store.history("case-1"))
        assert case.answers in (dict(UPDATE.taken), dict(UPDATE.put))
        assert (whole.answers, whole.set_aside) == (case.answers, case.set_aside)
        assert whole.checklists[-1] == case.checklist_sha256
        if case.earlier_checklists:
            back = tuple(replace(item, since=len(desk.store.history("case-1"))) for item in UNDO.returned)
            desk.save(replace(UNDO, returned=back).change())
        desk.store.close()


def test_store_of_the_first_schema_opens_with_all_that_it_held(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = desk.folder.parent / "first"
    with monkeypatch.context() as patched:
        patched.setattr(
            "checklists.store.opening.migrate", lambda connection, path: migrate(connection, path, MIGRATIONS[:1])
        )
        CaseStore.create(folder, KEY, StreamCipher()).close()
    connection = connect(folder / DATABASE, KEY)
    connection.execute("INSERT INTO package VALUES (?, ?)", (OLD_SHA, PACKAGE))
    for case_id, state in (("draft", "draft"), ("sealed", "draft")):
        connection.execute(
            "INSERT INTO cases VALUES (?, ?, 'fmcg_wholesale', ?, ?, 'key', '李记', 40, 2, ?, 'p', 'd', ?, 0, ?)",
            (case_id, f"n-{case_id}", OLD_SHA, state, *["2026-11-21T09:30:00.000000+00:00"] * 2, "0" * 64),
        )
        connection.execute("INSERT INTO answer VALUES (?, '/data/mood', 'good')", (case_id,))
    connection.execute("UPDATE cases SET state = 'sealed' WHERE id = 'sealed'")
    assert connection.execute("PRAGMA user_version").fetchone()[0] == 1
    connection.close()
    with CaseStore.open(folder, KEY, StreamCipher()) as store:
        store.check()
        sealed, draft = store.case("sealed"), store.case("draft")
        for case in (sealed, draft):
            assert (case.answers, case.set_aside, case.earlier_checklists) == ({"/data/mood": "good"}, (), ())
        store.put_package(NEWER)
        update = Update(OLD_SHA, NEW_SHA, taken=(("/data/mood", "good"),), aside=(BARE_MOOD,)).change()
        store.save("draft", (update,), by="p", device="d", at=desk.now())
        assert store.case("draft").set_aside == (replace(BARE_MOOD, since=1),)
        with pytest.raises(CaseIsSealed):
            store.save("sealed", (update,), by="p", device="d", at=desk.now())
