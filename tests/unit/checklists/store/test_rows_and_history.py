"""Rows of repeats move, history remembers, and both agree."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checklists.model.case import Change, ChangeKind
from checklists.model.errors import StoreDamaged
from checklists.model.history import applied, remarked, replayed
from tests.unit.checklists.store.stores import ZHANG, Desk, answer, remark, row_added, row_removed

STOCK = {f"/data/stock[{n}]/quantity": str(n) for n in (1, 2, 3)}


def with_stock(desk: Desk) -> None:
    desk.case()
    desk.save(*(answer(path, value) for path, value in STOCK.items()), answer("/data/stock_count", "9"))


def test_rows_behind_a_removed_row_move_up(desk: Desk) -> None:
    with_stock(desk)
    desk.save(row_removed("/data/stock[2]"))
    assert desk.answers() == {"/data/stock[1]/quantity": "1", "/data/stock[2]/quantity": "3", "/data/stock_count": "9"}


def test_rows_behind_an_added_row_move_down(desk: Desk) -> None:
    with_stock(desk)
    desk.save(row_added("/data/stock[2]"))
    assert {path: desk.answers()[path] for path in sorted(desk.answers())} == {
        "/data/stock[1]/quantity": "1",
        "/data/stock[3]/quantity": "2",
        "/data/stock[4]/quantity": "3",
        "/data/stock_count": "9",
    }


def test_rows_beyond_nine_keep_their_order(desk: Desk) -> None:
    desk.case()
    desk.save(*(answer(f"/data/r[{n}]/x", str(n)) for n in range(1, 13)))
    desk.save(row_removed("/data/r[1]"))
    assert desk.answers() == {f"/data/r[{n - 1}]/x": str(n) for n in range(2, 13)}


def test_nested_rows_move_within_their_own_row_only(desk: Desk) -> None:
    desk.case()
    desk.save(*(answer(f"/data/a[{n}]/b[{m}]/x", f"{n}{m}") for n in (1, 2) for m in (1, 2)))
    desk.save(row_removed("/data/a[1]/b[1]"))
    assert desk.answers() == {"/data/a[1]/b[1]/x": "12", "/data/a[2]/b[1]/x": "21", "/data/a[2]/b[2]/x": "22"}
    desk.save(row_removed("/data/a[1]"))
    assert desk.answers() == {"/data/a[1]/b[1]/x": "21", "/data/a[1]/b[2]/x": "22"}


def test_repeats_with_a_common_beginning_do_not_move_each_other(desk: Desk) -> None:
    desk.case()
    desk.save(answer("/data/debt[2]/x", "1"), answer("/data/debts[2]/x", "2"), answer("/data/de[2]/x", "3"))
    desk.save(row_removed("/data/debt[1]"))
    assert desk.answers() == {"/data/debt[1]/x": "1", "/data/debts[2]/x": "2", "/data/de[2]/x": "3"}


def test_undo_of_a_removed_row_brings_back_all_it_held(desk: Desk) -> None:
    with_stock(desk)
    desk.save(row_removed("/data/stock[2]"))
    removed = desk.store.history("case-1")[-1].change
    assert removed.rows == (("/data/stock[2]/quantity", "2"),)
    desk.save(row_added("/data/stock[2]", *removed.rows))
    assert desk.answers() == {**STOCK, "/data/stock_count": "9"}


def test_evidence_moves_with_its_row_and_comes_back_with_undo(desk: Desk) -> None:
    with_stock(desk)
    first, second = (desk.attach(bytes([n]), question=f"/data/stock[{n}]/photo") for n in (2, 3))

    def questions() -> dict[str, str]:
        return {each.id: each.question for each in desk.store.case("case-1").attachments}

    desk.save(row_removed("/data/stock[2]"))
    assert questions() == {first: "", second: "/data/stock[2]/photo"}
    desk.save(row_removed("/data/stock[2]"))
    assert questions() == {first: "", second: ""}
    desk.save(row_added("/data/stock[2]", ("/data/stock[2]/quantity", "3")))
    assert questions() == {first: "", second: "/data/stock[2]/photo"}
    desk.save(row_added("/data/stock[2]", ("/data/stock[2]/quantity", "2")))
    assert questions() == {first: "/data/stock[2]/photo", second: "/data/stock[3]/photo"}


def test_a_reason_follows_its_row_and_goes_with_it(desk: Desk) -> None:
    with_stock(desk)
    desk.save(remark("reason/data/stock[2]/quantity", "现场只数到一半"), remark("check/stock", "旺季"))
    desk.save(row_removed("/data/stock[1]"))
    assert desk.store.case("case-1").remarks == {
        "reason/data/stock[1]/quantity": "现场只数到一半",
        "check/stock": "旺季",
    }
    desk.save(row_removed("/data/stock[1]"))
    assert desk.store.case("case-1").remarks == {"check/stock": "旺季"}
    desk.reopened().verify_history("case-1")


def test_history_says_who_when_where_why_and_what_was_before(desk: Desk) -> None:
    desk.case()
    desk.save(answer("/data/cash", "5"))
    desk.save(answer("/data/cash", "7"), reason="店主改口")
    last = desk.store.history("case-1")[-1]
    assert (last.number, last.by, last.device, last.reason) == (2, ZHANG.id, "laptop-7", "店主改口")
    assert (last.change.old, last.change.new) == ("5", "7")
    assert last.at.utcoffset() is not None


def test_history_holds_what_was_there_and_not_what_the_caller_believed(desk: Desk) -> None:
    desk.case()
    desk.save(answer("/data/cash", "5"), remark("check/x", "甲"))
    desk.save(
        Change(ChangeKind.SET, "/data/cash", old="99", new="7"), Change(ChangeKind.REMARK, "check/x", old="?", new="乙")
    )
    assert [entry.change.old for entry in desk.store.history("case-1")][2:] == ["5", "甲"]


def test_evidence_leaves_its_line_in_the_history(desk: Desk) -> None:
    desk.case()
    attachment = desk.attach()
    desk.store.remove_attachment("case-1", attachment, by=ZHANG.id, at=desk.now(), device="laptop-7")
    attached, detached = (entry.change for entry in desk.store.history("case-1"))
    assert (attached.kind, attached.new, attached.path) == (ChangeKind.ATTACH, attachment, "/data/premises/photo")
    assert (detached.kind, detached.old) == (ChangeKind.DETACH, attachment)


def test_untouched_history_holds(desk: Desk) -> None:
    with_stock(desk)
    desk.attach()
    desk.reopened().verify_history("case-1")


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE change SET body = replace(body, '2', '8') WHERE number = 2",
        "UPDATE change SET by = 'p-li' WHERE number = 2",
        "UPDATE change SET at = '2020-01-01T00:00:00.000000+00:00' WHERE number = 2",
        "UPDATE change SET device = 'x' WHERE number = 2",
        "UPDATE change SET reason = 'x' WHERE number = 2",
        "DELETE FROM change WHERE number = 2",
        "DELETE FROM change WHERE number = 4",
        "INSERT OR REPLACE INTO change SELECT case_id, number, at, 'p-li', device, reason, body, hash FROM change WHERE number = 2",
        "INSERT INTO change SELECT case_id, 9, at, by, device, reason, body, hash FROM change WHERE number = 2",
    ],
)
def test_history_refuses_to_be_altered_and_shows_it_where_the_guards_were_removed(desk: Desk, tampering: str) -> None:
    with_stock(desk)
    connection = desk.store._connection
    with pytest.raises(Exception, match="append-only"):
        connection.execute(tampering)
    triggers = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'change'"
    ).fetchall()
    for (name,) in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    desk.store.verify_history("case-1")
    connection.execute(tampering)
    with pytest.raises(StoreDamaged, match="history of case"):
        desk.store.verify_history("case-1")


def test_answers_are_what_the_history_replays_to(desk: Desk) -> None:
    with_stock(desk)
    desk.save(row_removed("/data/stock[1]"), answer("/data/stock[1]/quantity", "22"), remark("check/x", "甲"))
    desk.attach()
    case = desk.store.case("case-1")
    assert replayed(desk.store.history("case-1")) == (dict(case.answers), dict(case.remarks))


leaves = st.builds(
    lambda n, m, v: answer(f"/data/r[{n}]/s[{m}]/x", v),
    st.integers(1, 3),
    st.integers(1, 2),
    st.sampled_from(["", "1", "2"]),
)
rows = st.builds(
    lambda kind, n, m: kind(f"/data/r[{n}]" if m == 0 else f"/data/r[{n}]/s[{m}]"),
    st.sampled_from([row_added, row_removed]),
    st.integers(1, 3),
    st.integers(0, 2),
)


remarks = st.builds(
    lambda about, n, m, text: remark(f"{about}/data/r[{n}]/s[{m}]/x", text),
    st.sampled_from(["", "reason", "evidence"]),
    st.integers(1, 3),
    st.integers(1, 2),
    st.sampled_from(["", "甲", "乙"]),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(st.one_of(leaves, remarks, rows), max_size=12))
def test_store_applies_changes_as_the_model_does(desk: Desk, changes: list[Change]) -> None:
    case_id = f"case-{desk.minutes}"
    desk.case(case_id)
    expected: dict[str, str] = {}
    explained: dict[str, str] = {}
    for change in changes:
        expected = expected if change.kind is ChangeKind.REMARK else applied(expected, change)
        explained = explained if change.kind is ChangeKind.SET else remarked(explained, change)
    desk.save(*changes, case_id=case_id)
    assert desk.answers(case_id) == expected
    assert desk.store.case(case_id).remarks == explained
    assert replayed(desk.store.history(case_id)) == (expected, explained)
    desk.store.verify_history(case_id)
