"""The visit: answers are typed, shown, saved and undone; what is asked follows what was answered."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from checklists.samples import sample_answers
from desktop.models.open_points import open_points
from desktop.screens.main.window import MainWindow
from desktop.screens.visit.chapters import section_entries
from desktop.screens.visit.dialogs import LeaveDialog
from desktop.screens.visit.jump import JumpDialog, matching, places
from desktop.screens.visit.screen import CHECKS, VisitScreen
from desktop.screens.visit.section import SectionPage
from desktop.widgets.choices import MultiChoice, SegmentedChoice
from desktop.widgets.dates import DateEditor
from desktop.widgets.editor import LineEditor, TextEditor
from desktop.widgets.lists import ListChoice
from tests.gui.hand import Hand
from tests.gui.stage import INDUSTRY, Stage


def page_of(visit: VisitScreen, section: str) -> SectionPage:
    visit.show_section(f"/data/{section}")
    assert visit.page is not None
    return visit.page


def line_of(page: SectionPage, path: str) -> LineEditor:
    editor = page.block(path).editor
    assert isinstance(editor, LineEditor)
    return editor


def test_every_kind_of_question_has_its_editor(visit: VisitScreen) -> None:
    arrival, identity = page_of(visit, "arrival").blocks(), page_of(visit, "identity").blocks()
    kinds = {type(block.editor) for block in (*arrival, *identity)}
    assert {DateEditor, LineEditor, SegmentedChoice, TextEditor} <= kinds
    soft = {type(block.editor) for block in page_of(visit, "soft").blocks()}
    assert ListChoice in soft
    assert MultiChoice not in soft  # the shipped checklist asks one of many everywhere


def test_money_shows_what_it_understood_and_answers_in_yuan(visit: VisitScreen) -> None:
    page = page_of(visit, "purpose")
    editor = line_of(page, "/data/purpose/requested_amount")
    editor.line.setFocus()
    editor.line.insert("18.6万")
    assert editor.suffix.text() == "= 186,000 元"
    QTest.keyClick(editor.line, Qt.Key.Key_Return)
    assert visit.opened.session.value("/data/purpose/requested_amount") == "186000"


def test_enter_goes_to_the_next_question(visit: VisitScreen) -> None:
    page = page_of(visit, "purpose")
    editor = line_of(page, "/data/purpose/requested_amount")
    editor.line.setFocus()
    QTest.keyClicks(editor.line, "150000")
    QTest.keyClick(editor.line, Qt.Key.Key_Return)
    assert page.path_in_hand() == "/data/purpose/requested_months"


def test_questions_come_and_go_with_their_reason(visit: VisitScreen, hand: Hand) -> None:
    page = page_of(visit, "identity")
    spouse = page.block("/data/identity/spouse_name")
    assert spouse.isHidden()
    hand.answer("/data/identity/marital_status", "married")
    assert not spouse.isHidden()
    hand.answer("/data/identity/marital_status", "married")
    assert spouse.isHidden()  # the same button again takes the answer back


def test_the_field_in_hand_stays_where_it_is_when_questions_above_it_appear(visit: VisitScreen, qtbot: QtBot) -> None:
    page = page_of(visit, "identity")
    below = page.block("/data/identity/court_check")
    target = below.focus_target()
    assert target is not None
    target.setFocus()
    page.ensureWidgetVisible(below)
    QApplication.processEvents()
    before = target.mapTo(page.viewport(), target.rect().topLeft()).y()
    visit._edit(visit.opened.set("/data/identity/marital_status", "married"))
    qtbot.waitUntil(lambda: not page.block("/data/identity/spouse_name").isHidden())
    qtbot.waitUntil(lambda: abs(target.mapTo(page.viewport(), target.rect().topLeft()).y() - before) <= 1)


def test_wrong_answer_is_kept_and_told_below_its_field_and_in_the_rail(visit: VisitScreen, hand: Hand) -> None:
    page = page_of(visit, "premises")
    hand.answer("/data/premises/store_area", "-5")
    assert visit.opened.session.value("/data/premises/store_area") == "-5"
    assert page.block("/data/premises/store_area").problem()
    entries = {entry.key: entry for entry in section_entries(visit.opened.session)}
    assert entries["/data/premises"].problems == 1
    hand.answer("/data/premises/store_area", "80")
    assert page.block("/data/premises/store_area").problem() == ""


def test_undo_and_redo_by_keyboard(visit: VisitScreen, hand: Hand) -> None:
    page = page_of(visit, "premises")
    hand.answer("/data/premises/store_area", "80")
    hand.answer("/data/premises/store_area", "90")
    QTest.keyClick(visit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert line_of(page, "/data/premises/store_area").line.text() == "80"
    QTest.keyClick(visit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert visit.opened.session.value("/data/premises/store_area") == "90"


def test_saved_is_said_only_after_the_store_has_confirmed(visit: VisitScreen, hand: Hand, qtbot: QtBot) -> None:
    page_of(visit, "premises")
    hand.answer("/data/premises/store_area", "80")
    qtbot.waitUntil(lambda: "已保存" in visit.header.saved_words())
    kept = _stored(visit, "/data/premises/store_area")
    assert kept == "80"


def test_what_was_typed_is_given_when_the_section_is_left(visit: VisitScreen) -> None:
    page = page_of(visit, "premises")
    editor = line_of(page, "/data/premises/store_area")
    editor.line.setFocus()
    QTest.keyClicks(editor.line, "66")
    visit.step(1)
    assert visit.opened.session.value("/data/premises/store_area") == "66"


def test_a_pause_in_typing_gives_the_answer(visit: VisitScreen, qtbot: QtBot) -> None:
    page = page_of(visit, "premises")
    editor = line_of(page, "/data/premises/store_area")
    editor.line.setFocus()
    QTest.keyClicks(editor.line, "72")
    assert visit.opened.session.value("/data/premises/store_area") == ""
    qtbot.waitUntil(lambda: visit.opened.session.value("/data/premises/store_area") == "72", timeout=5_000)


def test_an_answer_merely_shown_is_not_given_back(visit: VisitScreen) -> None:
    visit.opened.set("/data/arrival/visit_started", "15:30:00.000+08:00")
    page = page_of(visit, "arrival")
    editor = line_of(page, "/data/arrival/visit_started")
    assert editor.line.text() == "15:30"
    editor.commit()
    assert visit.opened.session.value("/data/arrival/visit_started") == "15:30:00.000+08:00"


def test_figures_choose_among_buttons(visit: VisitScreen) -> None:
    page = page_of(visit, "identity")
    editor = page.block("/data/identity/marital_status").editor
    assert isinstance(editor, (SegmentedChoice, ListChoice))
    first = visit.opened.session.choices("/data/identity/marital_status")[0].value
    QTest.keyClick(editor.focus_widget(), Qt.Key.Key_1)
    assert visit.opened.session.value("/data/identity/marital_status") == first


def test_sections_turn_by_keyboard_and_end_at_the_cross_checks(visit: VisitScreen) -> None:
    QTest.keyClick(visit, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert visit.page is not None
    assert visit.page.section == "/data/identity"
    visit.show_section("/data/declarations")
    visit.step(1)
    assert visit.conclusion(CHECKS).isVisible()


def test_jump_finds_a_question_by_typing_and_goes_there(visit: VisitScreen) -> None:
    found = matching(places(visit.opened.session, visit.rail.sections.entry_keys()), "申请 金额")
    assert found[0].path == "/data/purpose/requested_amount"
    dialog = JumpDialog(places(visit.opened.session, visit.rail.sections.entry_keys()), visit)
    dialog.line.setText("门店面积")
    assert dialog.path() == "/data/premises/store_area"
    visit.jump_to(dialog.path())
    assert visit.page is not None
    assert visit.page.path_in_hand() == "/data/premises/store_area"


def test_no_window_but_the_main_one_opens_by_itself(visit: VisitScreen) -> None:
    for section in visit.rail.sections.entry_keys():
        visit.show_section(section)
    assert [each for each in QApplication.topLevelWidgets() if each.isVisible()] == [visit.window()]


def test_must_items_say_so_to_a_screen_reader(visit: VisitScreen) -> None:
    page = page_of(visit, "arrival")
    block = page.block("/data/arrival/g01_sign_in")
    assert block.editor is not None
    assert "必做" in block.editor.focus_widget().accessibleName()


def test_right_pane_follows_the_answers(visit: VisitScreen, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: visit.assessor.latest is not None, timeout=10_000)
    first = visit.insight.suggestion_path()
    assert first
    visit.opened.fill(sample_answers(INDUSTRY))
    visit.show_conclusion(CHECKS)  # results of a section wait until it is left
    visit.assessor.ask()
    every = len(visit.opened.checklist.crosschecks)
    qtbot.waitUntil(lambda: f"{every} 相符" in visit.insight._tally.text(), timeout=10_000)
    assert visit.insight.suggestion_path() == ""


def test_suggestion_leads_to_a_question_that_can_be_answered(visit: VisitScreen, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: visit.assessor.latest is not None, timeout=10_000)
    path = visit.insight.suggestion_path()
    visit.jump_to(path)
    assert visit.page is not None
    assert visit.page.path_in_hand() in (path, path.rpartition("[")[0])


def test_photo_is_kept_shown_and_answers_its_question(visit: VisitScreen, hand: Hand, qtbot: QtBot) -> None:
    page_of(visit, "premises")
    hand.answer("/data/premises/photo_front", "photo_front.png")
    qtbot.waitUntil(lambda: visit.opened.session.value("/data/premises/photo_front") == "photo_front.png")
    (kept,) = visit.opened.attachments("/data/premises/photo_front")
    assert kept.media_type == "image/png"
    assert visit.page is not None
    strip = visit.page.block("/data/premises/photo_front").evidence
    assert strip is not None
    qtbot.waitUntil(lambda: kept.id in strip._thumbs and strip._thumbs[kept.id].property("filled") == "true")


def test_remark_on_a_question_is_kept_with_the_case(visit: VisitScreen, qtbot: QtBot) -> None:
    visit.remark("/data/premises/store_area", "与租约面积不同,以实测为准")
    qtbot.waitUntil(lambda: visit.opened.unsaved == 0)
    assert visit.opened.case.remarks["/data/premises/store_area"] == "与租约面积不同,以实测为准"


def test_check_before_leaving_lists_what_must_be_done_first(visit: VisitScreen) -> None:
    points = open_points(visit.opened.session)
    assert points
    must = [
        visit.opened.session.form.questions[point.path].extras.get("must") for point in points if "[" not in point.path
    ]
    assert must == sorted(must, key=lambda each: each != "true") or "true" in must
    dialog = LeaveDialog(points, visit)
    assert dialog.list.count() == len(points)


def test_failed_saving_is_told_and_nothing_is_called_saved(
    stage: Stage, visit: VisitScreen, hand: Hand, qtbot: QtBot
) -> None:
    page_of(visit, "premises")
    stage.door.services().store.close()
    hand.answer("/data/premises/store_area", "80")
    qtbot.waitUntil(lambda: "没有保存" in visit.header.saved_words())
    assert visit.notice.sentence()
    assert visit.opened.unsaved == 1


def _stored(visit: VisitScreen, path: str) -> str:
    window = visit.window()
    assert isinstance(window, MainWindow)
    assert window._desk is not None
    return window._desk.cases.open(visit.opened.id, keep=lambda work: work()).session.value(path)
