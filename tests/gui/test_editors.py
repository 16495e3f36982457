"""Every kind of question is answered by keyboard or mouse in the window, and the session holds what was meant."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from checklists.form import FormSession
from desktop.screens.visit.screen import VisitScreen
from desktop.screens.visit.section import SectionPage
from desktop.widgets.choices import Acknowledge, MultiChoice, ScaleChoice, SegmentedChoice
from desktop.widgets.editor import Editor, LineEditor
from desktop.widgets.lists import ListChoice, SearchChoice
from desktop.widgets.media import MediaEditor
from desktop.widgets.outline import OutlineEditor
from desktop.widgets.pad import PadDialog
from desktop.widgets.rank import RankEditor
from desktop.widgets.scale import RangeEditor
from tests.gui.showcase_stage import SHOWCASE, a_picture, put_on_shelf, showcase_package
from tests.gui.stage import Stage

E = TypeVar("E", bound=Editor)
TYPED, CHOSEN, FILED, ROWS = "/data/typed", "/data/chosen", "/data/filed", "/data/rows"
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory, qapp: object) -> bytes:
    del qapp
    return showcase_package(tmp_path_factory.mktemp("showcase") / SHOWCASE)


@pytest.fixture
def visit(stage: Stage, package: bytes, qtbot: QtBot) -> VisitScreen:
    """A new case on the showcase."""
    put_on_shelf(stage, package)
    stage.window.create_case(SHOWCASE)
    qtbot.waitUntil(lambda: stage.window.visit is not None, timeout=10_000)
    assert stage.window.visit is not None
    return stage.window.visit


@pytest.fixture
def session(visit: VisitScreen) -> FormSession:
    return visit.opened.session


def editor(visit: VisitScreen, path: str, kind: type[E]) -> E:
    """The editor of a question, its section in sight."""
    section = "/".join(path.split("/")[:3])
    if visit.page is None or visit.page.section != section:
        visit.show_section(section)
    found = page(visit).block(path).editor
    assert isinstance(found, kind), found
    return found


def page(visit: VisitScreen) -> SectionPage:
    assert visit.page is not None
    return visit.page


def press(widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, key, modifier)


def type_line(visit: VisitScreen, name: str, words: str) -> LineEditor:
    found = editor(visit, f"{TYPED}/{name}", LineEditor)
    found.line.setFocus()
    found.line.selectAll()
    found.line.insert(words)  # Chinese comes from an input method, not from keys
    press(found.line, Qt.Key.Key_Return)
    return found


@pytest.mark.parametrize(
    ("name", "words", "answer", "shown"),
    [
        ("account", "0622 ８８００", "06228800", "06228800"),
        ("pieces", "12,500", "12500", "12,500"),
        ("rate", "12.50", "12.5", "12.5"),
        ("amount", "18.6万", "186000", "186,000"),
        ("day", "2025-11-18", "2025-11-18", "2025-11-18"),
        ("month", "2025年7月", "2025-07-01", "2025-07"),
        ("year", "1998", "1998-01-01", "1998"),
        ("clock", "1405", "14:05:00.000+08:00", "14:05"),
        ("moment", "昨天 9:30", "2026-01-04T09:30:00.000+08:00", "2026-01-04 09:30"),
        ("scan", "6901234567892", "6901234567892", "6901234567892"),
        ("place", "119.585,32.012", "32.012 119.585", "32.012 119.585"),
        ("secret", "芝麻", "芝麻", "芝麻"),
    ],
)
def test_what_is_typed_becomes_the_answer(
    visit: VisitScreen, session: FormSession, name: str, words: str, answer: str, shown: str
) -> None:
    found = type_line(visit, name, words)
    assert session.value(f"{TYPED}/{name}") == answer
    assert found.line.text() == shown
    assert page(visit).block(f"{TYPED}/{name}").problem() == ""
    visit.undo()
    assert (session.value(f"{TYPED}/{name}"), found.line.text()) == ("", "")


@pytest.mark.parametrize("name", ["pieces", "rate", "day", "month", "year", "clock", "moment", "place"])
def test_what_cannot_be_understood_is_kept_and_told(visit: VisitScreen, session: FormSession, name: str) -> None:
    type_line(visit, name, "说不清")
    assert session.value(f"{TYPED}/{name}") == "说不清"
    assert "说不清" in page(visit).block(f"{TYPED}/{name}").problem()
    type_line(visit, name, "")
    assert session.value(f"{TYPED}/{name}") == ""
    assert page(visit).block(f"{TYPED}/{name}").problem() == ""


def test_masked_text_shows_no_letters(visit: VisitScreen) -> None:
    found = type_line(visit, "secret", "abc")
    assert found.line.displayText() != "abc"


def test_several_lines_have_room_from_the_start(visit: VisitScreen) -> None:
    visit.show_section(TYPED)
    boxes = {name: page(visit).block(f"{TYPED}/{name}").findChild(QPlainTextEdit) for name in ("name", "story")}
    assert boxes["story"] is not None
    assert boxes["name"] is not None
    assert boxes["story"].height() > boxes["name"].height()


def test_points_are_typed_one_a_line_and_an_outline_closes_itself(visit: VisitScreen, session: FormSession) -> None:
    for name, answer in (
        ("way", "32.01 119.58; 32.02 119.59; 32.03 119.57"),
        ("plot", "32.01 119.58; 32.02 119.59; 32.03 119.57; 32.01 119.58"),
    ):
        found = editor(visit, f"{TYPED}/{name}", OutlineEditor)
        found.box.setFocus()
        for line in ("32.01 119.58", "32.02,119.59", "119.57,32.03"):
            QTest.keyClicks(found.box, line)
            press(found.box, Qt.Key.Key_Return)
        press(found.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert session.value(f"{TYPED}/{name}") == answer
        assert "3 个点" in found.words.text()
        assert page(visit).block(f"{TYPED}/{name}").problem() == ""


def test_a_question_closes_and_opens_with_another_s_answer(visit: VisitScreen) -> None:
    visit.show_section(TYPED)
    box = page(visit).block(f"{TYPED}/fixed").findChild(QPlainTextEdit)
    assert box is not None
    assert not box.isReadOnly()
    visit.opened.set("/data/visit/has_stock", "no")
    page(visit).refresh(frozenset())
    visit.show_section(TYPED)
    assert box.isReadOnly()


def test_a_list_of_some_is_a_list(visit: VisitScreen, session: FormSession) -> None:
    combo = editor(visit, f"{CHOSEN}/plain", ListChoice).combo
    combo.setFocus()
    press(combo, Qt.Key.Key_Down)
    press(combo, Qt.Key.Key_Down)
    assert session.value(f"{CHOSEN}/plain") == "c2"
    press(combo, Qt.Key.Key_Home)
    assert session.value(f"{CHOSEN}/plain") == ""


def test_a_list_from_a_file_is_searched_by_any_letters_and_filters_the_next(
    visit: VisitScreen, session: FormSession
) -> None:
    city = editor(visit, f"{CHOSEN}/city", SearchChoice)
    city.line.setFocus()
    city.line.setText("苏")
    press(city.line, Qt.Key.Key_Return)
    assert (session.value(f"{CHOSEN}/city"), city.line.text()) == ("sz", "苏州市")
    town = editor(visit, f"{CHOSEN}/town", SearchChoice)
    assert [town.combo.itemText(at) for at in range(town.combo.count())] == ["", "木渎镇", "甪直镇"]
    city.line.setText("没有这座城")
    press(city.line, Qt.Key.Key_Return)
    assert (session.value(f"{CHOSEN}/city"), city.line.text()) == ("sz", "苏州市")
    city.line.setText("")
    press(city.line, Qt.Key.Key_Return)
    assert session.value(f"{CHOSEN}/city") == ""


def test_a_likert_question_is_a_scale(visit: VisitScreen, session: FormSession) -> None:
    scale = editor(visit, f"{CHOSEN}/trust", ScaleChoice)
    scale.focus_widget().setFocus()
    press(scale.focus_widget(), Qt.Key.Key_4)
    assert session.value(f"{CHOSEN}/trust") == "good"
    press(scale.focus_widget(), Qt.Key.Key_4)
    assert session.value(f"{CHOSEN}/trust") == ""


def test_columns_stand_in_a_grid(visit: VisitScreen, session: FormSession) -> None:
    buttons = editor(visit, f"{CHOSEN}/gridded", SegmentedChoice).findChildren(QPushButton)
    assert len({button.x() for button in buttons}) == 3
    assert len({button.y() for button in buttons}) == 2
    QTest.mouseClick(buttons[4], Qt.MouseButton.LeftButton)
    assert session.value(f"{CHOSEN}/gridded") == "c5"


def test_a_quick_question_goes_on_by_itself(visit: VisitScreen) -> None:
    fast = editor(visit, f"{CHOSEN}/fast", SegmentedChoice)
    fast.focus_widget().setFocus()
    press(fast.focus_widget(), Qt.Key.Key_1)
    assert page(visit).path_in_hand() == f"{CHOSEN}/looks"


def test_options_show_the_pictures_that_the_checklist_carries(visit: VisitScreen, session: FormSession) -> None:
    looks = editor(visit, f"{CHOSEN}/looks", SegmentedChoice)
    buttons = looks.findChildren(QPushButton)
    assert [button.icon().isNull() for button in buttons] == [False, False]
    QTest.mouseClick(buttons[1], Qt.MouseButton.LeftButton)
    assert session.value(f"{CHOSEN}/looks") == "closed"


def test_several_are_chosen_in_the_list_s_order(visit: VisitScreen, session: FormSession) -> None:
    several = editor(visit, f"{CHOSEN}/several", MultiChoice)
    assert several.filter.isHidden()
    press(several.focus_widget(), Qt.Key.Key_3)
    press(several.focus_widget(), Qt.Key.Key_1)
    assert session.value(f"{CHOSEN}/several") == "c1 c3"


def test_of_many_options_those_typed_for_are_in_sight(visit: VisitScreen, session: FormSession) -> None:
    many = editor(visit, f"{CHOSEN}/many", MultiChoice)
    many.filter.setFocus()
    many.filter.setText("湖")
    shown = [button.text() for button in many.findChildren(QPushButton) if not button.isHidden()]
    assert shown == ["湖北", "湖南"]
    many.filter.setText("浙")
    press(many.filter, Qt.Key.Key_Return)
    assert session.value(f"{CHOSEN}/many") == "p2"
    assert many.filter.text() == ""


def test_other_asks_what_it_is(visit: VisitScreen, session: FormSession) -> None:
    pay = editor(visit, f"{CHOSEN}/pay", SegmentedChoice)
    block = page(visit).block(f"{CHOSEN}/pay_other")
    assert block.isHidden()
    press(pay.focus_widget(), Qt.Key.Key_3)
    assert session.value(f"{CHOSEN}/pay") == "other"
    assert not block.isHidden()
    assert "其他" in session.label(f"{CHOSEN}/pay_other")


def test_an_order_is_moved_by_keyboard_and_not_given_before(visit: VisitScreen, session: FormSession) -> None:
    rank = editor(visit, f"{CHOSEN}/order", RankEditor)
    rank.focus_widget().setFocus()
    assert session.value(f"{CHOSEN}/order") == ""
    press(rank.list, Qt.Key.Key_Down, ALT)
    assert session.value(f"{CHOSEN}/order") == "poor low fair good high"
    assert rank.list.item(0).text() == "1. 较差"
    visit.undo()
    assert session.value(f"{CHOSEN}/order") == ""
    press(rank.list, Qt.Key.Key_Return)
    assert session.value(f"{CHOSEN}/order") == "low poor fair good high"
    press(rank.list, Qt.Key.Key_Delete)
    assert session.value(f"{CHOSEN}/order") == ""


def test_an_order_is_dragged(visit: VisitScreen, session: FormSession) -> None:
    rank = editor(visit, f"{CHOSEN}/order", RankEditor)
    model = rank.list.model()
    model.moveRow(
        model.index(0, 0).parent(), 4, model.index(0, 0).parent(), 0
    )  # what a drop does; no mouse drags offscreen
    assert session.value(f"{CHOSEN}/order") == "high low poor fair good"


def test_a_range_has_no_value_until_it_is_touched(visit: VisitScreen, session: FormSession) -> None:
    level = editor(visit, f"{CHOSEN}/level", RangeEditor)
    level.slider.setFocus()
    assert (session.value(f"{CHOSEN}/level"), level.line.text()) == ("", "")
    press(level.slider, Qt.Key.Key_Right)
    assert session.value(f"{CHOSEN}/level") == "0"
    press(level.slider, Qt.Key.Key_Right)
    assert session.value(f"{CHOSEN}/level") == "5"
    press(level.slider, Qt.Key.Key_Delete)
    assert (session.value(f"{CHOSEN}/level"), level.line.text()) == ("", "")


def test_a_range_is_clicked_and_typed(visit: VisitScreen, session: FormSession) -> None:
    level = editor(visit, f"{CHOSEN}/level", RangeEditor)
    QTest.mouseClick(
        level.slider, Qt.MouseButton.LeftButton, pos=QPoint(level.slider.width() - 2, level.slider.height() // 2)
    )
    assert session.value(f"{CHOSEN}/level") == "100"
    level.line.setFocus()
    level.line.selectAll()
    QTest.keyClicks(level.line, "35")
    press(level.line, Qt.Key.Key_Return)
    assert (session.value(f"{CHOSEN}/level"), level.slider.value()) == ("35", 7)
    level.line.setFocus()
    level.line.selectAll()
    QTest.keyClicks(level.line, "33")
    press(level.line, Qt.Key.Key_Return)
    assert "每档 5" in page(visit).block(f"{CHOSEN}/level").problem()


def test_a_rating_is_a_scale_of_its_numbers(visit: VisitScreen, session: FormSession) -> None:
    stars = editor(visit, f"{CHOSEN}/stars", ScaleChoice)
    press(stars.focus_widget(), Qt.Key.Key_4)
    assert session.value(f"{CHOSEN}/stars") == "4"


def test_a_confirmation_is_one_button(visit: VisitScreen, session: FormSession) -> None:
    seen = editor(visit, f"{CHOSEN}/seen", Acknowledge)
    QTest.keyClick(seen.focus_widget(), Qt.Key.Key_Space)
    assert session.value(f"{CHOSEN}/seen") == "OK"
    QTest.keyClick(seen.focus_widget(), Qt.Key.Key_Space)
    assert session.value(f"{CHOSEN}/seen") == ""


def test_the_head_of_a_table_asks_nothing(visit: VisitScreen, session: FormSession) -> None:
    visit.show_section(CHOSEN)
    heads = [block for block in page(visit).blocks() if block.question.appearance == "label"]
    assert [block.isHidden() for block in heads] == [True]
    clean = editor(visit, f"{CHOSEN}/table/clean", SegmentedChoice)
    press(clean.focus_widget(), Qt.Key.Key_5)
    assert session.value(f"{CHOSEN}/table/clean") == "high"


def test_a_label_shows_its_picture_and_says_what_cannot_be_played(
    visit: VisitScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.widgets.sound._multimedia", lambda: None)
    visit.show_section(FILED)
    labels = page(visit).block(f"{FILED}/shown").findChildren(QLabel)
    assert any(not label.pixmap().isNull() for label in labels)
    assert any("words.wav" in label.text() for label in labels)


def test_a_file_is_chosen_and_cleared(
    visit: VisitScreen, stage: Stage, session: FormSession, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "合同.pdf"
    file.write_bytes(b"%PDF-1.4 paper")
    stage.files.photos = [file]
    for name in ("photo", "voice", "film", "paper"):
        found = editor(visit, f"{FILED}/{name}", MediaEditor)
        QTest.keyClick(found.buttons["choose"], Qt.Key.Key_Space)
        qtbot.waitUntil(partial(_holds, session, f"{FILED}/{name}", "合同.pdf"))
    found.buttons["clear"].click()
    assert session.value(f"{FILED}/paper") == ""
    visit.undo()
    assert session.value(f"{FILED}/paper") == "合同.pdf"


def test_a_picture_is_pasted(visit: VisitScreen, session: FormSession, qtbot: QtBot) -> None:
    found = editor(visit, f"{FILED}/photo", MediaEditor)
    QGuiApplication.clipboard().clear()
    found.buttons["paste"].click()
    assert found.words.text() == "剪贴板里没有图片"
    QGuiApplication.clipboard().setImage(QImage.fromData(a_picture()))
    press(found.buttons["choose"], Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: session.value(f"{FILED}/photo") == "粘贴的图片.png")
    assert visit.opened.attachments(f"{FILED}/photo")[0].media_type == "image/png"


def _holds(session: FormSession, path: str, answer: str) -> bool:
    return session.value(path) == answer


def _pad(visit: VisitScreen, qtbot: QtBot, name: str) -> PadDialog:
    editor(visit, f"{FILED}/{name}", MediaEditor).buttons["draw"].click()
    qtbot.waitUntil(lambda: visit.findChild(PadDialog) is not None)
    pad = visit.findChild(PadDialog)
    assert pad is not None
    return pad


def _stroke(pad: PadDialog) -> None:
    QTest.mousePress(pad.sheet, Qt.MouseButton.LeftButton, pos=QPoint(40, 40))
    QTest.mouseMove(pad.sheet, QPoint(120, 90))
    QTest.mouseRelease(pad.sheet, Qt.MouseButton.LeftButton, pos=QPoint(120, 90))


def test_a_signature_is_written_and_written_again(visit: VisitScreen, session: FormSession, qtbot: QtBot) -> None:
    pad = _pad(visit, qtbot, "signed")
    pad.save_button.click()
    assert pad.isVisible()
    assert "还没有" in pad.words.text()
    _stroke(pad)
    pad.save_button.click()
    qtbot.waitUntil(lambda: session.value(f"{FILED}/signed") == "签名.png")
    qtbot.waitUntil(lambda: visit.findChild(PadDialog) is None)
    again = _pad(visit, qtbot, "signed")
    _stroke(again)
    again.save_button.click()
    qtbot.waitUntil(lambda: session.value(f"{FILED}/signed") == "签名-2.png")
    kept = visit.opened.attachment_bytes(visit.opened.attachments(f"{FILED}/signed")[-1].id)
    assert not QImage.fromData(kept).isNull()


def test_marks_are_made_on_the_photo_that_is_there(visit: VisitScreen, session: FormSession, qtbot: QtBot) -> None:
    found = editor(visit, f"{FILED}/marked", MediaEditor)
    found.buttons["draw"].click()
    assert "先选择或粘贴" in visit.notice.accessibleName()
    QGuiApplication.clipboard().setImage(QImage.fromData(a_picture()))
    found.paste()
    qtbot.waitUntil(lambda: session.value(f"{FILED}/marked") == "粘贴的图片.png")
    pad = _pad(visit, qtbot, "marked")
    _stroke(pad)
    pad.save_button.click()
    qtbot.waitUntil(lambda: session.value(f"{FILED}/marked") == "标注.png")
    kept = visit.opened.attachment_bytes(visit.opened.attachments(f"{FILED}/marked")[-1].id)
    assert QImage.fromData(kept).size() == QImage.fromData(a_picture()).size()


def _type_cell(visit: VisitScreen, repeat: str, name: str, words: str, row: int = 0) -> None:
    grid = page(visit).grid(repeat)
    while grid.model.instances <= row:
        grid.add_button.click()
    at = [each.question.name for each in grid.model.columns].index(name)
    index = grid.model.index(row, at)
    grid.view.setCurrentIndex(index)
    grid.view.edit(index)
    line = grid.view.viewport().findChild(QLineEdit)
    assert line is not None
    line.setText(words)
    press(line, Qt.Key.Key_Return)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_rows_within_a_row_are_filled_in(visit: VisitScreen, session: FormSession) -> None:
    shop = f"{ROWS}/shop"
    visit.show_section(ROWS)
    _type_cell(visit, shop, "shop_name", "东门店")
    page(visit).grid(shop).add_button.click()
    _type_cell(visit, shop, "shop_name", "西门店", row=1)
    page(visit).grid(shop).edit_cell(1, 0)
    staff = f"{shop}[2]/staff"
    _type_cell(visit, staff, "staff_name", "小李")
    _type_cell(visit, staff, "staff_pay", "4500")
    page(visit).grid(staff).edit_cell(0, 0)  # Enter in the last cell began another row
    press(page(visit).grid(staff).view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page(visit).path_in_hand() == f"{staff}[1]/skill"
    _type_cell(visit, f"{staff}[1]/skill", "skill_name", "开叉车")
    assert session.value(f"{staff}[1]/staff_pay") == "4500"
    assert session.value(f"{staff}[1]/skill[1]/skill_name") == "开叉车"
    page(visit).grid(shop).edit_cell(0, 0)
    assert session.value(f"{shop}[1]/staff[1]/staff_name") == ""
    with pytest.raises(KeyError):
        page(visit).grid(staff)
    visit.jump_to(f"{staff}[1]/staff_pay")
    assert page(visit).path_in_hand() == staff


def test_a_row_that_goes_takes_its_panel_with_it(visit: VisitScreen, session: FormSession) -> None:
    shop = f"{ROWS}/shop"
    visit.show_section(ROWS)
    page(visit).grid(shop).add_button.click()
    page(visit).grid(shop).edit_cell(1, 0)
    _type_cell(visit, f"{shop}[2]/staff", "staff_name", "小王")
    page(visit).grid(shop).edit_cell(1, 0)
    page(visit).grid(shop).remove_button.click()
    assert session.rows(shop) == 1
    assert page(visit).grid(f"{shop}[1]/staff").model.instances == 1
    visit.undo()
    assert session.value(f"{shop}[2]/staff[1]/staff_name") == "小王"


def test_a_file_and_several_choices_of_a_row_are_answered_below_the_grid(
    visit: VisitScreen, session: FormSession, qtbot: QtBot
) -> None:
    shop = f"{ROWS}/shop"
    photo = editor(visit, f"{shop}[1]/shop_photo", MediaEditor)
    QGuiApplication.clipboard().setImage(QImage.fromData(a_picture()))
    photo.paste()
    qtbot.waitUntil(lambda: session.value(f"{shop}[1]/shop_photo") == "粘贴的图片.png")
    colours = editor(visit, f"{shop}[1]/shop_colours", MultiChoice)
    press(colours.focus_widget(), Qt.Key.Key_2)
    assert session.value(f"{shop}[1]/shop_colours") == "c2"
    _type_cell(visit, shop, "shop_colours", "红色、蓝色")
    assert session.value(f"{shop}[1]/shop_colours") == "c1 c5"


def test_a_counted_repeat_has_as_many_rows_as_were_said(visit: VisitScreen, session: FormSession) -> None:
    found = editor(visit, f"{ROWS}/children", LineEditor)
    found.line.setFocus()
    QTest.keyClicks(found.line, "2")
    press(found.line, Qt.Key.Key_Return)
    grid = page(visit).grid(f"{ROWS}/child")
    assert (grid.model.instances, grid.add_button.isHidden()) == (2, True)
    _type_cell(visit, f"{ROWS}/child", "age", "7", row=1)
    assert session.value(f"{ROWS}/child[2]/age") == "7"


def test_the_language_changes_and_the_answers_stay(visit: VisitScreen, stage: Stage) -> None:
    type_line(visit, "pieces", "12")
    assert not visit.header.languages.isHidden()
    visit.header.languages.setCurrentIndex(1)
    visit.header.languages.activated.emit(1)
    other = stage.window.visit
    assert other is not None
    assert other is not visit
    assert page(other).section == TYPED
    assert other.opened.session.label(f"{TYPED}/pieces") == "Pieces"
    assert other.opened.session.value(f"{TYPED}/pieces") == "12"
    other.undo()
    assert other.opened.session.value(f"{TYPED}/pieces") == ""
