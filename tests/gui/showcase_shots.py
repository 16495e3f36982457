"""Draws the showcase at 1366 x 768 in both themes, blank and answered: ``python -m tests.gui.showcase_shots OUT``. For people to look at."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, QSize
from PySide6.QtWidgets import QApplication, QWidget

from desktop.app import speak_chinese
from desktop.screens.visit.screen import VisitScreen
from desktop.services.cases import OpenCase
from desktop.style.theme import apply_theme
from desktop.style.tokens import DARK, LIGHT
from desktop.widgets.pad import PadDialog
from tests.gui.showcase_stage import SHOWCASE, a_picture, put_on_shelf, showcase_package
from tests.gui.stage import PASSPHRASE, Stage, a_stage

SIZE = QSize(1366, 768)
ANSWERS = {
    "/data/visit/visit_date": "2026-01-05",
    "/data/visit/has_stock": "no",
    "/data/typed/name": "周半途",
    "/data/typed/story": "2009 年起在菜市场卖调料\n2015 年盘下现在的门面",
    "/data/typed/account": "0622880012",
    "/data/typed/secret": "芝麻开门",
    "/data/typed/pieces": "12500",
    "/data/typed/rate": "-3",
    "/data/typed/amount": "186000",
    "/data/typed/day": "2025-11-18",
    "/data/typed/month": "2025-07-01",
    "/data/typed/year": "1998-01-01",
    "/data/typed/clock": "14:05:00.000+08:00",
    "/data/typed/moment": "2026-01-04T09:30:00.000+08:00",
    "/data/typed/scan": "6901234567892",
    "/data/typed/place": "32.012 119.585 12 5",
    "/data/typed/way": "32.01 119.58; 32.02 119.59; 32.03 119.57",
    "/data/typed/plot": "说不清",
    "/data/chosen/plain": "c2",
    "/data/chosen/city": "sz",
    "/data/chosen/town": "lz",
    "/data/chosen/trust": "good",
    "/data/chosen/gridded": "c5",
    "/data/chosen/fast": "yes",
    "/data/chosen/looks": "closed",
    "/data/chosen/several": "c1 c3",
    "/data/chosen/many": "p2 p7",
    "/data/chosen/pay": "other",
    "/data/chosen/pay_other": "以货抵款",
    "/data/chosen/order": "good low poor fair high",
    "/data/chosen/level": "35",
    "/data/chosen/stars": "4",
    "/data/chosen/seen": "OK",
    "/data/chosen/table/clean": "high",
    "/data/filed/signed": "签名.png",
    "/data/rows/shop[1]/shop_name": "东门店",
    "/data/rows/shop[1]/staff[1]/staff_name": "小李",
    "/data/rows/shop[1]/staff[1]/staff_pay": "4500",
    "/data/rows/shop[1]/staff[1]/skill[1]/skill_name": "开叉车",
    "/data/rows/shop[2]/shop_name": "西门店",
    "/data/rows/children": "2",
}


def main(out: Path) -> None:
    """Writes one PNG a screenful and theme into ``out``."""
    app = QApplication.instance() or QApplication(sys.argv)
    assert isinstance(app, QApplication)
    speak_chinese(app)
    for theme in (LIGHT, DARK):
        apply_theme(app, theme)
        with tempfile.TemporaryDirectory() as home:
            stage = a_stage(Path(home) / "home")
            try:
                _draw(stage, Path(home), out / theme.name)
            finally:
                stage.close()


def _draw(stage: Stage, home: Path, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    stage.door.create("张调查", PASSPHRASE)
    stage.window._on_unlocked()
    put_on_shelf(stage, showcase_package(home / SHOWCASE))
    stage.window.resize(SIZE)
    stage.window.show()
    cases = stage.door.services().cases
    blank, filled = cases.create(SHOWCASE), cases.create(SHOWCASE)
    filled.fill(ANSWERS)
    filled.attach("/data/filed/signed", "签名.png", a_picture())
    for name, opened in (("blank", blank), ("filled", filled)):
        stage.window.show_case(opened)
        assert stage.window.visit is not None
        _pages(stage.window.visit, stage.window, out, name)
    _others(stage, filled, out)


def _pages(visit: VisitScreen, window: QWidget, out: Path, name: str) -> None:
    for section in ("typed", "chosen", "filed", "rows"):
        visit.show_section(f"/data/{section}")
        page = visit.page
        assert page is not None
        _settle(0.3)
        bar = page.verticalScrollBar()
        for at in range(1 + -(-bar.maximum() // max(1, bar.pageStep()))):
            bar.setValue(at * bar.pageStep())
            _shoot(window, out / f"{name}-{section}-{at + 1}.png")


def _others(stage: Stage, opened: OpenCase, out: Path) -> None:
    visit = stage.window.visit
    assert visit is not None
    pad = PadDialog("签名", visit)
    pad.sheet._strokes = [[QPoint(60 + 6 * at, 180 + (at * 37) % 90).toPointF() for at in range(60)]]
    pad.show()
    _shoot(pad, out / "pad.png")
    pad.close()
    stage.window._speak(visit, opened.session.form.languages[1])
    assert stage.window.visit is not None
    stage.window.visit.show_section("/data/chosen")
    _shoot(stage.window, out / "english.png")


def _shoot(widget: QWidget, file: Path) -> None:
    _settle(0.15)
    widget.grab().save(str(file))


def _settle(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QApplication.processEvents()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
