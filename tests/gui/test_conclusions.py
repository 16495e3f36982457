"""What a case comes to: cross-checks explained, score and limit shown, the report previewed and saved, the case sealed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from checklists.model.lines import Scope
from checklists.samples import sample_answers
from desktop.background import Background
from desktop.messages import message_for
from desktop.models.insight import wan
from desktop.screens.checks.screen import ChecksScreen
from desktop.screens.finance.screen import FinanceScreen
from desktop.screens.report.screen import ReportScreen
from desktop.screens.score.screen import ScoreScreen
from desktop.screens.sync.screen import SyncScreen
from desktop.screens.visit.screen import CHECKS, FINANCE, REPORT, SCORE, SYNC, VisitScreen
from sync.errors import OfficeUnreachable, WrongPassphrase
from tests.gui.stage import INDUSTRY, PASSPHRASE, Stage


def filled(visit: VisitScreen, qtbot: QtBot, variant: str | None = None) -> None:
    """Fills the case with the sample, or a variant of it, and waits for its assessment."""
    qtbot.waitUntil(lambda: visit.assessor.latest is not None, timeout=10_000)
    visit.opened.fill(sample_answers(INDUSTRY, variant))
    with qtbot.waitSignal(visit.assessor.assessed, timeout=10_000):
        visit.assessor.ask()


def checks_of(visit: VisitScreen) -> ChecksScreen:
    page = visit.conclusion(CHECKS)
    assert isinstance(page, ChecksScreen)
    return page


def test_failed_check_asks_for_an_explanation_and_keeps_it(visit: VisitScreen, qtbot: QtBot) -> None:
    filled(visit, qtbot, "inflated_stock")
    visit.show_conclusion(CHECKS)
    checks = checks_of(visit)
    checks.choose("equity_check")
    assert "不通过" in checks._verdict.text()
    checks._remark.setPlainText("盘点时多点了一批代销货,已剔除")
    with qtbot.waitSignal(visit.assessor.assessed, timeout=10_000):
        checks._save.click()
    assert visit.opened.case.remarks["check/equity_check"] == "盘点时多点了一批代销货,已剔除"
    assert visit.assessor.latest is not None
    assert next(each for each in visit.assessor.latest.cross_checks if each.name == "equity_check").remark


def test_a_check_leads_to_the_answers_that_it_reads(visit: VisitScreen, qtbot: QtBot) -> None:
    filled(visit, qtbot)
    checks = checks_of(visit)
    checks.choose("stock_book")
    with qtbot.waitSignal(checks.jump_wanted) as jumped:
        checks.jump_wanted.emit("/data/stock_take/stock[1]/stock_quantity")
    assert jumped.args == ["/data/stock_take/stock[1]/stock_quantity"]
    assert visit.page is not None
    grid = visit.page.grid("/data/stock_take/stock")
    assert grid.model.cell_path(grid.view.currentIndex().row(), grid.view.currentIndex().column()).endswith(
        "stock_quantity"
    )


def test_score_and_limit_show_advice_binding_cap_and_reasons(visit: VisitScreen, qtbot: QtBot) -> None:
    filled(visit, qtbot)
    visit.show_conclusion(SCORE)
    score = visit.conclusion(SCORE)
    assert isinstance(score, ScoreScreen)
    latest = visit.assessor.latest
    assert latest is not None
    assert score._advice.text() == latest.decision.label
    assert score._binding.text() == latest.limit.binding_label
    rows = [score._cap_model.index(row, 5).data() for row in range(score._cap_model.rowCount())]
    assert rows.count("◀ 约束") == 1


def test_statements_are_shown_together_and_apart(visit: VisitScreen, qtbot: QtBot) -> None:
    filled(visit, qtbot)
    visit.show_conclusion(FINANCE)
    page = visit.conclusion(FINANCE)
    assert isinstance(page, FinanceScreen)
    latest = visit.assessor.latest
    assert latest is not None

    def assets() -> str:
        model = page._sheet.model
        text: str = model.index(model.row_of("total_assets"), 4).data()
        return text

    together = assets()
    total = latest.statements.balance_sheet.total_assets.verified
    assert total is not None
    assert together == wan(total)
    apart = {}
    for scope in Scope:
        page.scope_buttons[scope].click()
        apart[scope] = assets()
    assert Decimal(apart[Scope.BUSINESS]) + Decimal(apart[Scope.HOUSEHOLD]) == Decimal(together)
    assert page._year.model.row_of("wages") < 0
    page.scope_buttons[None].click()
    assert assets() == together
    assert page._ratios.row_of("dscr") >= 0
    assert page._standings.rowCount() == len(latest.standings)
    assert page._strip.isHidden(), "no percentiles are shipped"
    assert "手册区间" in page._peer_note.text()


def test_product_term_and_price_stand_on_the_score_screen(visit: VisitScreen, qtbot: QtBot) -> None:
    filled(visit, qtbot)
    visit.show_conclusion(SCORE)
    score = visit.conclusion(SCORE)
    assert isinstance(score, ScoreScreen)
    latest = visit.assessor.latest
    assert latest is not None
    assert latest.offer is not None
    card = score._offer
    assert card._product[0].text() == "旺季备货贷"
    assert card._term[0].text() == "12 个月"
    assert card._products.rowCount() == len(latest.offer.products)
    assert card._schedule.text().startswith("共 12 期:首期 2026-01-20")


def test_points_stay_hidden_beside_the_questionnaire(visit: VisitScreen, qtbot: QtBot) -> None:
    filled(visit, qtbot)
    latest = visit.assessor.latest
    assert latest is not None
    assert latest.score.total is not None
    words = visit.insight._score[0].text() + visit.insight._score[1].accessibleName()
    assert "已评估" in words
    assert str(latest.score.total) not in words


def test_report_is_previewed_and_saved(visit: VisitScreen, stage: Stage, qtbot: QtBot) -> None:
    filled(visit, qtbot)
    qtbot.waitUntil(lambda: visit.opened.unsaved == 0)
    visit.show_conclusion(REPORT)
    report = visit.conclusion(REPORT)
    assert isinstance(report, ReportScreen)
    qtbot.waitUntil(lambda: report.document.pageCount() >= 12, timeout=60_000)
    report.short_button.click()
    qtbot.waitUntil(lambda: report.document.pageCount() == 2, timeout=60_000)
    report.xlsx_button.click()
    qtbot.waitUntil(lambda: bool(stage.files.saved), timeout=60_000)
    (name,) = stage.files.saved
    assert name.endswith(".xlsx")
    assert stage.files.saved[name].startswith(b"PK")
    qtbot.waitUntil(lambda: "已保存" in report.notice.sentence())


def test_making_the_report_shows_its_pages_and_escape_stops_it(visit: VisitScreen, qtbot: QtBot) -> None:
    filled(visit, qtbot)
    visit.show_conclusion(REPORT)
    report = visit.conclusion(REPORT)
    assert isinstance(report, ReportScreen)
    assert report.cancel_button.isVisible()
    qtbot.waitUntil(lambda: report.document.pageCount() >= 12, timeout=60_000)
    assert not report.cancel_button.isVisible()
    whole = report.document.pageCount()
    report.again_button.click()
    report.view.setFocus()
    QTest.keyClick(report.view, Qt.Key.Key_Escape)
    assert not report.cancel_button.isVisible()
    assert report.again_button.isEnabled()
    assert "已取消" in report.words()
    assert report.document.pageCount() == whole  # what was shown before stays
    report.again_button.click()
    qtbot.waitUntil(lambda: report.words() == f"共 {report.document.pageCount()} 页", timeout=60_000)
    assert not report.cancel_button.isVisible()


def test_a_cancelled_report_is_made_when_it_is_looked_at_again(visit: VisitScreen, qtbot: QtBot) -> None:
    filled(visit, qtbot)
    visit.show_conclusion(REPORT)
    report = visit.conclusion(REPORT)
    assert isinstance(report, ReportScreen)
    report.cancel_button.click()
    assert report.document.pageCount() == 0
    report.hide()
    report.show()
    qtbot.waitUntil(lambda: report.document.pageCount() >= 12, timeout=60_000)


def test_a_paragraph_rewritten_is_printed_and_kept_with_the_case(visit: VisitScreen, qtbot: QtBot) -> None:
    filled(visit, qtbot)
    visit.show_conclusion(REPORT)
    report = visit.conclusion(REPORT)
    assert isinstance(report, ReportScreen)
    qtbot.waitUntil(lambda: bool(report.stories.boxes), timeout=60_000)
    box = report.stories.boxes[0]
    box.field.setPlainText("客户信用 900 万元。")
    box.commit()
    qtbot.waitUntil(lambda: report.stories.boxes[0].state.text() == "已修改", timeout=60_000)
    assert "900 万元" in report.stories.boxes[0].doubt.text()
    assert visit.opened.case.remarks[f"narrative/{box.key}"] == "客户信用 900 万元。"
    qtbot.waitUntil(lambda: visit.opened.unsaved == 0)
    visit.show_conclusion(SYNC)
    sync = visit.conclusion(SYNC)
    assert isinstance(sync, SyncScreen)
    qtbot.waitUntil(lambda: not sync.doubts.isHidden(), timeout=60_000)
    assert "900 万元" in sync.doubts.text()


def test_sealing_before_enrolment_says_what_to_do(visit: VisitScreen, qtbot: QtBot) -> None:
    visit.show_conclusion(SYNC)
    sync = visit.conclusion(SYNC)
    assert isinstance(sync, SyncScreen)
    assert not sync.seal_button.isEnabled()
    sync.passphrases[0].setText(PASSPHRASE)
    sync.seal_button.click()
    qtbot.waitUntil(lambda: bool(sync.notice.sentence()), timeout=10_000)
    assert sync.seal_button.isEnabled()
    assert not visit.opened.is_sealed


# ---- the sync page alone, over a head office in memory


@dataclass(frozen=True)
class Waiting:
    sha256: str
    case_id: str
    sealed_at: datetime
    sent_at: datetime | None = None


@dataclass(frozen=True)
class State:
    office_url: str
    device_id: str
    outbox: Sequence[Waiting]


@dataclass
class OfficeInMemory:
    """Enrols with one code, takes what is sealed, and can be out of reach."""

    code: str = "ONCE-1234"
    url: str = ""
    reachable: bool = True
    waiting: list[Waiting] = field(default_factory=list)

    def doubts(self, case_id: str) -> Sequence[tuple[str, Sequence[str]]]:
        return ()

    def seal(self, case_id: str, passphrases: Sequence[str]) -> object:
        if PASSPHRASE not in passphrases:
            raise WrongPassphrase
        self.waiting.append(Waiting("ab" * 32, case_id, datetime(2026, 1, 5, tzinfo=UTC)))
        return None

    def enrol(self, url: str, code: str) -> None:
        if not self.reachable:
            raise OfficeUnreachable(url, 3)
        self.url = url

    def sync(self, progress: Callable[[int, int], None]) -> object:
        if not self.reachable:
            raise OfficeUnreachable(self.url, 3)
        for done in (512, 1024):
            progress(done, 1024)
        self.waiting = [Waiting(each.sha256, each.case_id, each.sealed_at, each.sealed_at) for each in self.waiting]
        return None

    def state(self) -> State:
        return State(self.url, "device-0001", tuple(self.waiting))


@pytest.fixture
def office() -> OfficeInMemory:
    return OfficeInMemory()


@pytest.fixture
def sync_page(office: OfficeInMemory, qtbot: QtBot, _themed: None) -> Iterator[SyncScreen]:
    background = Background(message_for)
    page = SyncScreen(office, background=background, local=lambda at: at)
    qtbot.addWidget(page)
    page.show()
    yield page
    background.close()


def test_laptop_is_enrolled_and_then_sends_what_waits(
    sync_page: SyncScreen, office: OfficeInMemory, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: sync_page._enrol_row.isVisible())
    assert not sync_page.sync_button.isEnabled()
    sync_page.url.setText("https://office.example")
    sync_page.code.setText("ONCE-1234")
    sync_page.enrol_button.click()
    qtbot.waitUntil(lambda: sync_page.sync_button.isEnabled())
    office.seal("case-1", [PASSPHRASE])
    sync_page.refresh()
    qtbot.waitUntil(lambda: "1 个待发送" in sync_page._outbox_words.text())
    sync_page.sync_button.click()
    qtbot.waitUntil(lambda: "同步完成" in sync_page.notice.sentence())
    qtbot.waitUntil(lambda: "总部已签收" in str(sync_page._model.index(0, 2).data()))


def test_office_out_of_reach_is_a_sentence_and_what_waits_stays(
    sync_page: SyncScreen, office: OfficeInMemory, qtbot: QtBot
) -> None:
    office.url = "https://office.example"
    office.seal("case-1", [PASSPHRASE])
    office.reachable = False
    sync_page.refresh()
    qtbot.waitUntil(lambda: sync_page.sync_button.isEnabled())
    sync_page.sync_button.click()
    qtbot.waitUntil(lambda: bool(sync_page.notice.sentence()))
    assert office.waiting[0].sent_at is None
    assert sync_page.sync_button.isEnabled()
