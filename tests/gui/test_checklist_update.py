"""The window offers a newer checklist quietly, says what changes before it does anything, and takes it back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from checklists.model.errors import StoreFull
from checklists.store import CaseStore
from desktop.screens.visit.chapters import ASIDE
from desktop.screens.visit.screen import VisitScreen
from desktop.screens.visit.update_parts import AsidePage, UpdateDialog
from tests.gui.hand import Hand
from tests.gui.stage import Stage
from tests.newer_checklist import INDUSTRY, NEWER_VERSION, Shelf

NAME, ORIGIN = "/data/identity/business_name", "/data/arrival/second_origin"
PHONE = "/data/identity/client_phone"


@pytest.fixture
def shelf(stage: Stage) -> Shelf:
    services = stage.door.services()
    shelf = Shelf(services.settings.packages)
    services.cases._shelf = services.cases.versions._shelf = shelf
    return shelf


@pytest.fixture
def visit(stage: Stage, shelf: Shelf, qtbot: QtBot) -> VisitScreen:
    """A case with two answers that the next version does not take, closed and opened again after that version has come."""
    opened = stage.door.services().cases.create(
        INDUSTRY,
        answers={NAME: "宏达", "/data/arrival/investigators_on_site": "2", ORIGIN: "other_post", PHONE: "13800001234"},
    )
    opened.attach(NAME, "sign.png", b"\x89PNG\r\n\x1a\n")
    opened.remark(NAME, "招牌是旧的")
    shelf.renew()
    return shown(stage, opened.id, qtbot)


@pytest.fixture
def hand(visit: VisitScreen, stage: Stage) -> Hand:
    return Hand(visit, stage.files)


def shown(stage: Stage, case_id: str, qtbot: QtBot) -> VisitScreen:
    before = stage.window.visit
    stage.window.open_case(case_id)
    return another(stage, before, qtbot)


def another(stage: Stage, before: VisitScreen | None, qtbot: QtBot) -> VisitScreen:
    qtbot.waitUntil(lambda: stage.window.visit is not None and stage.window.visit is not before, timeout=20_000)
    assert stage.window.visit is not None
    return stage.window.visit


def dialog_of(visit: VisitScreen, qtbot: QtBot) -> UpdateDialog:
    qtbot.waitUntil(lambda: visit.findChild(UpdateDialog) is not None, timeout=20_000)
    dialog = visit.findChild(UpdateDialog)
    assert isinstance(dialog, UpdateDialog)
    return dialog


def asked(visit: VisitScreen, qtbot: QtBot) -> UpdateDialog:
    qtbot.waitUntil(lambda: bool(visit.banner.words()), timeout=20_000)
    visit.banner.look.click()
    return dialog_of(visit, qtbot)


def updated(stage: Stage, visit: VisitScreen, qtbot: QtBot) -> VisitScreen:
    asked(visit, qtbot).accept_button.click()
    return another(stage, visit, qtbot)


def aside_page(visit: VisitScreen, qtbot: QtBot) -> AsidePage:
    page = visit.conclusion(ASIDE)
    assert isinstance(page, AsidePage)
    qtbot.waitUntil(lambda: page.undo.isVisibleTo(page), timeout=20_000)
    return page


def test_nothing_is_said_while_the_case_is_on_the_newest_version(stage: Stage, shelf: Shelf, qtbot: QtBot) -> None:
    stage.window.create_case(INDUSTRY)
    visit = another(stage, None, qtbot)
    done: list[bool] = []
    stage.background.store(visit, lambda: True, done=done.append, failed=lambda _: None)
    qtbot.waitUntil(lambda: bool(done))
    assert visit.banner.words() == ""
    assert ASIDE not in visit.rail.sections.entry_keys()


def test_a_newer_version_is_offered_and_can_be_put_off(visit: VisitScreen, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: NEWER_VERSION in visit.banner.words(), timeout=20_000)
    visit.banner.later.click()
    assert visit.banner.words() == ""


def test_the_dialog_says_what_changes_and_nothing_is_done_without_consent(
    stage: Stage, visit: VisitScreen, qtbot: QtBot
) -> None:
    before = visit.opened.case
    dialog = asked(visit, qtbot)
    assert not visit.isEnabled()
    figures = [label.text() for label in dialog.findChildren(QLabel) if label.property("role") == "figure"]
    assert figures[1:] == ["1", "1", "1"]
    assert dialog.groups is not None
    said = dialog.groups.said()
    for words in ("不同岗位", "原选项已取消", "宏达", "现在的清单不再问", "招牌上的字号", "原问“手机号”"):
        assert words in said
    dialog.cancel.click()
    assert visit.isEnabled()
    assert stage.door.services().cases.open(visit.opened.id).case == before


def test_what_is_being_typed_comes_along(stage: Stage, visit: VisitScreen, hand: Hand, qtbot: QtBot) -> None:
    visit.show_section("/data/premises")
    assert visit.page is not None
    editor = visit.page.block("/data/premises/store_area").editor
    assert editor is not None
    QTest.keyClicks(editor.focus_widget(), "80")
    moved = updated(stage, visit, qtbot)
    assert moved.opened.session.value("/data/premises/store_area") == "80"


def test_one_act_moves_the_case_and_shows_what_was_set_aside(stage: Stage, visit: VisitScreen, qtbot: QtBot) -> None:
    moved = updated(stage, visit, qtbot)
    assert moved.opened.checklist.version == NEWER_VERSION
    assert moved.rail.sections.entry_keys()[-1] == ASIDE
    page = aside_page(moved, qtbot)
    assert page.isVisible()
    said = page.list.said()
    for words in ("字号或企业名称", "宏达", "主体与关系", "不同岗位"):
        assert words in said
    assert any("备注:招牌是旧的" in words and "附件:sign.png" in words for words in said)
    assert moved.banner.words() == ""


def test_an_item_that_is_asked_again_leads_to_its_question(stage: Stage, visit: VisitScreen, qtbot: QtBot) -> None:
    moved = updated(stage, visit, qtbot)
    page = aside_page(moved, qtbot)
    links = [each for each in page.list.findChildren(QPushButton) if each.text() == "去回答"]
    assert len(links) == 1
    links[0].click()
    assert moved.page is not None
    assert moved.page.section == "/data/arrival"


def test_the_question_shows_the_old_answer_until_it_is_answered_again(
    stage: Stage, visit: VisitScreen, qtbot: QtBot
) -> None:
    moved = updated(stage, visit, qtbot)
    moved.jump_to(ORIGIN)
    assert moved.page is not None
    block = moved.page.block(ORIGIN)
    told = [label for label in block.findChildren(QLabel) if "清单更新前答的是“不同岗位”" in label.text()]
    assert [label.isVisibleTo(block) for label in told] == [True]
    moved._edit(moved.opened.set(ORIGIN, "random"))
    assert not told[0].isVisibleTo(block)


def test_the_rail_counts_what_is_still_to_be_answered_again(stage: Stage, visit: VisitScreen, qtbot: QtBot) -> None:
    moved = updated(stage, visit, qtbot)
    assert "1 个问题" in rail_words(moved)
    moved._edit(moved.opened.set(ORIGIN, "random"))
    assert rail_words(moved) == "不再问的回答 2"


def test_the_rail_opens_the_page(stage: Stage, visit: VisitScreen, qtbot: QtBot) -> None:
    moved = updated(stage, visit, qtbot)
    moved.show_section("/data/identity")
    rail = moved.rail.sections
    rail.setFocus()
    rail.setCurrentRow(rail.count() - 1)
    assert moved.conclusion(ASIDE).isVisible()


def rail_words(visit: VisitScreen) -> str:
    rail = visit.rail.sections
    return str(rail.item(rail.count() - 1).data(Qt.ItemDataRole.AccessibleTextRole))


def test_undo_gives_the_old_checklist_and_keeps_what_was_answered_since(
    stage: Stage, visit: VisitScreen, qtbot: QtBot
) -> None:
    before = visit.opened.case
    moved = updated(stage, visit, qtbot)
    moved._edit(moved.opened.set("/data/premises/door_sign", "宏达"))
    moved._edit(moved.opened.set(PHONE, "13900001234"))
    aside_page(moved, qtbot).undo.click()
    dialog = dialog_of(moved, qtbot)
    assert dialog.windowTitle() == "撤销更新"
    dialog.accept_button.click()
    back = another(stage, moved, qtbot)
    case = back.opened.case
    assert case.checklist_sha256 == before.checklist_sha256
    assert case.answers == {**before.answers, PHONE: "13900001234"}
    assert [(item.title, item.value) for item in case.set_aside] == [("招牌上的字号", "宏达")]
    qtbot.waitUntil(lambda: bool(back.banner.words()), timeout=20_000)


def test_a_full_disk_leaves_the_case_open_and_as_it_was(
    stage: Stage, visit: VisitScreen, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = asked(visit, qtbot)

    def full(*_: object, **__: object) -> None:
        raise StoreFull(Path("store.db"))

    with monkeypatch.context() as patched:
        patched.setattr(CaseStore, "save", full)
        dialog.accept_button.click()
        qtbot.waitUntil(lambda: bool(visit.notice.sentence()), timeout=20_000)
    assert "磁盘已满" in visit.notice.sentence()
    assert visit.isEnabled()
    assert visit.opened.case.earlier_checklists == ()
