"""Reasons, evidence and masks as a person meets them on the page: warned, explained, skipped, photographed, hidden."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from checklists.model.remarks import subject_of
from desktop.models.open_points import open_points
from desktop.screens.sync.screen import SyncScreen
from desktop.screens.visit.chapters import section_entries
from desktop.screens.visit.dialogs import LeaveDialog, RemovalDialog
from desktop.screens.visit.jump import places
from desktop.screens.visit.rail import Entry
from desktop.screens.visit.screen import SYNC, VisitScreen
from desktop.screens.visit.section import SectionPage
from desktop.widgets.editor import Editor, LineEditor, TextEditor
from desktop.widgets.reason import ReasonLine
from tests.gui.hand import Hand
from tests.gui.stage import Stage
from tests.small_checklist import AGE, CASH, DEBTOR, ID, ID_NUMBER, PHOTO, RATE, TALK, VISIT, SmallShelf

NUMBER = "330102197001011234"


@pytest.fixture
def visit(stage: Stage, qtbot: QtBot) -> VisitScreen:
    """A new case on a small checklist with rules of every kind."""
    stage.door.services().cases._shelf = SmallShelf()
    stage.window.create_case(ID)
    qtbot.waitUntil(lambda: stage.window.visit is not None, timeout=10_000)
    assert stage.window.visit is not None
    return stage.window.visit


@pytest.fixture
def person(visit: VisitScreen) -> SectionPage:
    visit.show_section("/data/person")
    assert visit.page is not None
    return visit.page


@pytest.fixture
def money(visit: VisitScreen) -> SectionPage:
    visit.show_section("/data/money")
    assert visit.page is not None
    return visit.page


def line_of(page: SectionPage, path: str, kind: str) -> ReasonLine:
    return page.block(path).reasons.line(path, kind)


def write(line: ReasonLine, words: str) -> None:
    """Types a reason and goes on with Enter."""
    line.field.box.setFocus()
    line.field.box.selectAll()
    QTest.keyClicks(line.field.box, words)
    QTest.keyClick(line.field.box, Qt.Key.Key_Return)


def given(visit: VisitScreen, path: str) -> str:
    return visit.opened.case.remarks.get(subject_of("reason", path), "")


def test_a_warning_offers_its_field_at_once_and_takes_the_reason(
    visit: VisitScreen, person: SectionPage, hand: Hand
) -> None:
    hand.answer(AGE, "67")
    line = line_of(person, AGE, "constraint")
    assert line.words.text() == "超出通常的 18 至 60 岁，请核实。"
    assert line.words.property("role") == "warn"
    assert line.field.isVisible()
    assert [entry.problems for entry in _entries(visit)] == [1, 0]
    write(line, "shenti hao")
    assert given(visit, AGE) == "shenti hao"
    assert not line.field.isVisible()
    assert line.words.text() == "超出通常的 18 至 60 岁，请核实。已说明:shenti hao"
    assert line.words.property("role") == "muted"
    assert [entry.problems for entry in _entries(visit)] == [0, 0]


def test_the_field_of_a_warning_is_next_on_the_tab_key(visit: VisitScreen, person: SectionPage, hand: Hand) -> None:
    hand.answer(AGE, "67")
    editor = person.block(AGE).editor
    assert isinstance(editor, LineEditor)
    editor.line.setFocus()
    QTest.keyClick(editor.line, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is line_of(person, AGE, "constraint").field.box


def test_a_reason_can_be_changed_and_withdrawn(visit: VisitScreen, person: SectionPage, hand: Hand) -> None:
    hand.answer(AGE, "67")
    line = line_of(person, AGE, "constraint")
    write(line, "a")
    line.change.click()
    assert line.field.box.hasFocus()
    write(line, "b")
    assert given(visit, AGE) == "b"
    line.withdraw.click()
    assert given(visit, AGE) == ""
    assert line.field.isVisible()
    assert line.field.box.toPlainText() == ""


def test_a_new_number_asks_for_a_new_reason(visit: VisitScreen, person: SectionPage, hand: Hand) -> None:
    hand.answer(AGE, "67")
    write(line_of(person, AGE, "constraint"), "a")
    hand.answer(AGE, "71")
    line = line_of(person, AGE, "constraint")
    assert given(visit, AGE) == ""
    assert (line.field.isVisible(), line.field.box.toPlainText()) == (True, "")
    hand.answer(AGE, "40")
    assert person.block(AGE).reasons.lines() == ()


def test_an_error_offers_no_reason(visit: VisitScreen, person: SectionPage, hand: Hand) -> None:
    hand.answer(RATE, "36")
    assert person.block(RATE).problem() == "不得超过 24%。"
    assert person.block(RATE).reasons.lines() == ()


def test_a_must_item_is_skipped_with_a_reason(visit: VisitScreen, person: SectionPage) -> None:
    line = line_of(person, VISIT, "must")
    assert (line.offer.text(), line.offer.isVisible(), line.field.isVisible()) == ("跳过并说明", True, False)
    line.offer.click()
    assert line.field.box.hasFocus()
    write(line, "huzhu waichu")
    assert given(visit, VISIT) == "huzhu waichu"
    assert line.words.text() == "已跳过:huzhu waichu"
    assert VISIT not in [point.path for point in open_points(visit.opened.session)]


def test_who_leaves_an_empty_field_is_offered_the_skip_again(visit: VisitScreen, person: SectionPage) -> None:
    line = line_of(person, VISIT, "must")
    line.offer.click()
    editor = person.block(AGE).editor
    assert isinstance(editor, LineEditor)
    editor.line.setFocus()
    QApplication.processEvents()
    assert (line.offer.isVisible(), line.field.isVisible()) == (True, False)


def test_a_photo_satisfies_its_item_live_and_is_missed_again(
    stage: Stage, visit: VisitScreen, money: SectionPage, hand: Hand, qtbot: QtBot, tmp_path: Path
) -> None:
    strip = money.block(CASH).evidence
    assert strip is not None
    assert (strip.wanted.text(), strip.wanted.isVisible()) == ("需拍照", True)
    hand.answer(CASH, "500")
    assert CASH in [point.path for point in open_points(visit.opened.session)]
    photo = tmp_path / "cash.png"
    photo.write_bytes(PHOTO)
    stage.files.photos = [photo]
    hand.attach(strip, "cash.png")
    qtbot.waitUntil(lambda: bool(strip._thumbs))
    assert not strip.wanted.isVisible()
    assert CASH not in [point.path for point in open_points(visit.opened.session)]
    (thumb,) = strip._thumbs.values()
    thumb.actions()[0].trigger()
    dialog = visit.findChild(RemovalDialog)
    assert dialog is not None
    dialog.remove_button.click()
    qtbot.waitUntil(strip.wanted.isVisible)
    assert visit.opened.attachments() == ()
    assert CASH in [point.path for point in open_points(visit.opened.session)]


def test_who_thinks_again_keeps_the_photo(
    stage: Stage, visit: VisitScreen, money: SectionPage, hand: Hand, qtbot: QtBot, tmp_path: Path
) -> None:
    photo = tmp_path / "cash.png"
    photo.write_bytes(PHOTO)
    stage.files.photos = [photo]
    strip = money.block(CASH).evidence
    assert strip is not None
    hand.attach(strip, "cash.png")
    qtbot.waitUntil(lambda: bool(strip._thumbs))
    next(iter(strip._thumbs.values())).actions()[0].trigger()
    dialog = visit.findChild(RemovalDialog)
    assert dialog is not None
    dialog.keep_button.click()
    assert len(visit.opened.attachments()) == 1


def test_missing_evidence_is_explained(visit: VisitScreen, money: SectionPage, hand: Hand) -> None:
    hand.answer(CASH, "500")
    line = line_of(money, CASH, "evidence")
    assert line.offer.text() == "无法取得,说明理由"
    line.offer.click()
    write(line, "bu rang pai")
    assert line.words.text() == "没有证据:bu rang pai"
    assert visit.opened.case.remarks == {subject_of("evidence", CASH): "bu rang pai"}


def test_a_row_in_hand_shows_what_may_be_explained_in_it(visit: VisitScreen, money: SectionPage, hand: Hand) -> None:
    path = f"{DEBTOR}[2]/owed"
    hand.answer(f"{DEBTOR}[1]/owed", "100")
    hand.answer(path, "60000")
    money.go_to(path)
    part = money._repeats[DEBTOR]
    assert part.evidence is not None
    assert part.evidence.wanted.text() == "需附资料 · 还缺 2 处"
    line = part.reasons.line(path, "constraint")
    assert line.words.text() == "第 2 行 欠款:单户欠款偏大，请核实。"
    write(line, "you danbao")
    assert given(visit, path) == "you danbao"
    index = part.grid.model.index(1, [each.step for each in part.grid.model.columns].index("/owed"))
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "单户欠款偏大，请核实。已说明:you danbao"
    assert index.data(Qt.ItemDataRole.ForegroundRole) is None
    assert part.grid.words.text() == ""


def test_what_was_explained_is_not_in_the_check_before_leaving(visit: VisitScreen, person: SectionPage) -> None:
    line = line_of(person, VISIT, "must")
    before = LeaveDialog(open_points(visit.opened.session), visit).list.count()
    line.offer.click()
    write(line, "a")
    assert LeaveDialog(open_points(visit.opened.session), visit).list.count() == before - 1


def test_sealing_says_what_is_still_open(visit: VisitScreen, person: SectionPage, hand: Hand) -> None:
    line = line_of(person, VISIT, "must")
    line.offer.click()
    write(line, "a")
    page = visit.conclusion(SYNC)
    assert isinstance(page, SyncScreen)
    visit.show_conclusion(SYNC)
    left = len(open_points(visit.opened.session))
    assert f"还有 {left} 处没有处理" in page.open_words()
    assert "已说明理由 1 处" in page.open_words()
    assert "邻里侧访" in page.open_words()


def test_a_sealed_case_shows_reasons_and_takes_none(visit: VisitScreen, person: SectionPage, hand: Hand) -> None:
    hand.answer(AGE, "67")
    write(line_of(person, AGE, "constraint"), "a")
    person.set_closed(closed=True)
    line = line_of(person, AGE, "constraint")
    assert line.words.text().endswith("已说明:a")
    assert not any(part.isVisible() for part in (line.change, line.withdraw, line.field))
    assert not line_of(person, VISIT, "must").offer.isVisible()


def test_a_sensitive_answer_is_hidden_until_asked_for_and_on_leaving(
    visit: VisitScreen, person: SectionPage, hand: Hand
) -> None:
    veil = person.block(ID_NUMBER).veil
    assert veil is not None
    assert veil.editor.isVisible()
    hand.answer(ID_NUMBER, NUMBER)
    assert veil.is_veiled
    assert veil.words.text() == "330***********1234"
    assert not veil.editor.isVisible()
    person.go_to(ID_NUMBER)
    assert QApplication.focusWidget() is veil.button
    assert veil.is_veiled
    QTest.keyClick(veil.button, Qt.Key.Key_Space)
    editor = veil.editor
    assert editor.isVisible()
    assert NUMBER in _texts_in(editor)
    rate = person.block(RATE).editor
    assert isinstance(rate, LineEditor)
    rate.line.setFocus()
    assert veil.is_veiled
    veil.toggle()
    visit.show_section("/data/money")
    visit.show_section("/data/person")
    assert veil.is_veiled


def test_a_sensitive_answer_stands_in_no_sentence_list_title_or_cell(
    visit: VisitScreen, money: SectionPage, hand: Hand
) -> None:
    phone = f"{DEBTOR}[1]/debtor_phone"
    visit.opened.set(ID_NUMBER, "33010219700101")
    hand.answer(phone, "1380000")
    grid = money.grid(DEBTOR)
    index = grid.model.index(0, [each.step for each in grid.model.columns].index("/debtor_phone"))
    assert index.data() == "1*****0"
    assert "1380000" not in str(index.data(Qt.ItemDataRole.AccessibleTextRole))
    said = [point.words for point in open_points(visit.opened.session)]
    said += [place.words for place in places(visit.opened.session, ["/data/person", "/data/money"])]
    said += [visit.window().windowTitle(), grid.words.text(), str(index.data(Qt.ItemDataRole.ToolTipRole))]
    assert not [words for words in said if "1380000" in words or "19700101" in words]


def test_a_table_shows_sensitive_cells_on_its_button_and_hides_them_on_leaving(
    visit: VisitScreen, money: SectionPage, hand: Hand
) -> None:
    hand.answer(f"{DEBTOR}[1]/debtor_phone", "13800001234")
    grid = money.grid(DEBTOR)
    index = grid.model.index(0, [each.step for each in grid.model.columns].index("/debtor_phone"))
    grid.reveal_button.setFocus()
    grid.reveal_button.click()
    assert index.data() == "13800001234"
    cash = money.block(CASH).editor
    assert isinstance(cash, LineEditor)
    cash.line.setFocus()
    assert index.data() == "138****1234"
    grid.view.setCurrentIndex(index)
    grid.view.edit(index)
    line = grid.view.viewport().findChild(QLineEdit)
    assert line is not None
    assert line.text() == "13800001234"


def test_a_reason_half_typed_is_kept_when_the_section_is_left(
    visit: VisitScreen, person: SectionPage, hand: Hand
) -> None:
    hand.answer(AGE, "67")
    line = line_of(person, AGE, "constraint")
    line.field.box.setFocus()
    QTest.keyClicks(line.field.box, "half")
    visit.show_section("/data/money")
    assert given(visit, AGE) == "half"


def test_a_talk_wants_a_recording(money: SectionPage) -> None:
    strip = money.block(TALK).evidence
    assert strip is not None
    assert strip.wanted.text() == "需附录音或录像"


def _entries(visit: VisitScreen) -> list[Entry]:
    return [entry for entry in section_entries(visit.opened.session) if entry.key]


def _texts_in(editor: Editor) -> list[str]:
    assert isinstance(editor, TextEditor)
    return [editor.box.toPlainText()]
