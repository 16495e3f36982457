"""The made-up restaurant is complete and agrees with itself and its files; its checklist asks what a restaurant has to be asked."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from PIL import Image

from checklists import package, workbook
from checklists.assess import assess
from checklists.bankflow import effective_inflow
from checklists.form import Form, FormSession
from checklists.model.assessment import Advice, Assessment, AssessmentState, Verdict
from checklists.model.case import Case
from checklists.model.checklist import Checklist
from checklists.samples import restaurant_figures as figures
from checklists.samples import sample_answers, sample_attachments, sample_folder, sample_variants
from checklists.samples.movements import balances, year_of_movements
from checklists.samples.restaurant_case import FOLDER, sample_files
from checklists.statements import read_statement

RESTAURANT = "restaurant"
NOON = datetime(2025, 12, 31, 12, tzinfo=UTC)
OWN_LIES = {
    "fake_orders": ("boxes_orders", -1),
    "gas_fell": ("gas_trend", +1),
    "cards_hidden": ("card_roll", -1),
    "tables_padded": ("tables_seen", -1),
}
"""Variant -> the trade's check that catches it, and the sign of its rate."""


@cache
def _checklist() -> Checklist:
    return package.read(workbook.build_shipped(RESTAURANT))


@cache
def _form() -> Form:
    return Form.from_xform(_checklist().xform)


def _session(answers: Mapping[str, str]) -> FormSession:
    return FormSession(_form(), answers, now=lambda: NOON, new_id=lambda: "0" * 32)


def _assessed_from(answers: dict[str, str]) -> Assessment:
    return assess(Case("c", "JD-1", RESTAURANT, _checklist().sha256, NOON, answers=answers), _checklist())


@cache
def _assessed(variant: str | None = None) -> Assessment:
    return _assessed_from(sample_answers(RESTAURANT, variant))


def _path(name: str) -> str:
    """A question's path; ``repeat[2]/question`` in the second row."""
    repeat, _, question = name.rpartition("/")
    if not repeat:
        return _checklist().paths[question]
    base = _checklist().paths[repeat.partition("[")[0]]
    return _checklist().paths[question].replace(base, base + "[" + repeat.partition("[")[2], 1)


def _with(changes: Mapping[str, str]) -> dict[str, str]:
    """The sample's answers with others by name laid over; a blank takes one away."""
    answers = sample_answers(RESTAURANT) | {_path(name): value for name, value in changes.items()}
    return {path: value for path, value in answers.items() if value}


# ---- the folder and the files


def test_committed_files_are_what_the_generator_makes() -> None:
    made = sample_files()
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(made)
    for name, content in made.items():
        assert (FOLDER / name).read_bytes() == content, f"{name}: run python -m checklists.samples.restaurant_case"


def test_the_sample_has_its_own_lies_beside_the_common_ones() -> None:
    assert sample_folder(RESTAURANT) == FOLDER
    assert set(sample_variants(RESTAURANT)) >= {*OWN_LIES, "bureau_absent", "hidden_debt", "inflated_stock"}


@pytest.mark.parametrize(
    "photo", [path for path in sample_attachments(RESTAURANT) if path.suffix == ".png"], ids=lambda path: path.name
)
def test_photos_are_small_pictures_that_some_question_names(photo: Path) -> None:
    content = photo.read_bytes()
    assert len(content) < 60_000
    with Image.open(io.BytesIO(content)) as picture:
        assert picture.size == (960, 720)
    assert photo.name in sample_answers(RESTAURANT).values()


@pytest.mark.parametrize(("row", "file"), [(1, "wechat.csv"), (2, "bank.csv")])
def test_flows_are_what_importing_the_exports_computes(row: int, file: str) -> None:
    content = (FOLDER / file).read_bytes()
    statement = read_statement(content, file)
    own = (figures.CLIENT, figures.SPOUSE, figures.SHOP)
    inflow = effective_inflow(statement.transactions, related_names=(), own_names=own)
    told = {name: sample_answers(RESTAURANT)[_path(f"flows[{row}]/{name}")] for name in _FLOW}
    assert statement.problems == ()
    assert Decimal(told["flow_credit_total"]) == inflow.credit_total.yuan
    assert Decimal(told["flow_effective_inflow"]) == inflow.effective.yuan
    assert told["flow_sha256"] == hashlib.sha256(content).hexdigest()


_FLOW = ("flow_credit_total", "flow_effective_inflow", "flow_sha256")


def test_neither_account_is_ever_overdrawn_and_both_end_where_the_balance_sheet_says() -> None:
    accounts = year_of_movements(figures.BOOKS)
    bank = balances(accounts.bank, Decimal(figures.OPENING_BANK))
    wechat = balances([row for row in accounts.wechat if not row.refunded], Decimal(figures.OPENING_WECHAT))
    assert min(*bank, *wechat) > 0
    assert wechat[-1] == figures.CLOSING_WECHAT
    assert bank[-1] == Decimal(sample_answers(RESTAURANT)[_path("bank_accounts[1]/ba_balance")])


def test_food_and_platforms_are_paid_what_the_answers_say() -> None:
    accounts = year_of_movements(figures.BOOKS)
    suppliers = -accounts.total("bank", "maker")
    assert suppliers == figures.FOOD_PAID - figures.MARKET_IN_CASH
    for row, (platform, _, _) in enumerate(figures.PLATFORMS, start=1):
        settled = sum(each.amount for each in accounts.bank if each.party == platform)
        assert settled == Decimal(sample_answers(RESTAURANT)[_path(f"platforms[{row}]/pf_settled_12m")])


# ---- the answers


@pytest.mark.parametrize("variant", [None, *OWN_LIES, "hidden_debt", "inflated_stock", "bureau_absent"])
def test_every_required_question_is_answered_without_a_problem(variant: str | None) -> None:
    session = _session(sample_answers(RESTAURANT, variant))
    assert session.problems() == ()
    assert session.completeness().percent == 100


def test_no_answer_is_lost_on_the_way_through_the_form() -> None:
    assert _session(sample_answers(RESTAURANT)).answers() == sample_answers(RESTAURANT)


# ---- the judgement


def test_statements_balance_and_cash_rolls_forward() -> None:
    result = _assessed()
    sheet = result.statements.balance_sheet
    assert sheet.total_assets.reported is not None
    assert sheet.equity.reported == sheet.total_assets.reported - (sheet.total_liabilities.reported or 0)
    assert result.fact("reported_net_profit") == 270_060
    difference = result.statements.cash_flow.difference
    assert difference is not None
    assert abs(difference) < 500


def test_cards_and_deposits_stand_among_the_liabilities() -> None:
    lines = {line.key: line.reported for line in _assessed().statements.balance_sheet.liabilities}
    assert lines["advances"] == figures.CARDS + figures.DEPOSITS == 80_000


def test_turnover_comes_from_six_families_within_ten_percent() -> None:
    turnover = _assessed().turnover
    assert turnover.families == 6
    assert turnover.third_party >= 4
    deviations = [each.deviation for each in turnover.estimates if each.deviation is not None]
    assert len(deviations) == 9
    assert all(abs(deviation) < Decimal("0.10") for deviation in deviations)


def test_sample_is_agreed_to_at_what_it_can_repay() -> None:
    result = _assessed()
    assert result.state is AssessmentState.FINAL
    assert result.decision.advice.agrees
    assert result.limit.binding == "l2_repayment"
    assert result.limit.recommended == 130_000
    assert result.score.unassessed_share == 0


def test_life_is_not_spotless() -> None:
    flags = _assessed().red_flags
    assert {flag.name for flag in flags if flag.fired} == {"r_own_share", "r_health_cards", "r_break_even"}
    assert [flag.name for flag in flags if flag.fired is None] == []


@pytest.mark.parametrize("lie", OWN_LIES)
def test_a_lie_of_the_trade_is_caught_by_the_check_of_the_trade(lie: str) -> None:
    name, sign = OWN_LIES[lie]
    told = _assessed(lie)
    check = next(check for check in told.cross_checks if check.name == name)
    assert check.verdict in (Verdict.EXPLAIN, Verdict.FAIL)
    assert check.rate is not None
    assert check.rate * sign > 0
    assert told.decision.advice is not Advice.AGREE


def test_without_the_bureau_the_result_is_provisional() -> None:
    result = _assessed("bureau_absent")
    assert result.state is AssessmentState.PROVISIONAL
    assert result.decision.advice is Advice.WITHHELD


# ---- the checklist


@pytest.mark.parametrize(
    ("flag", "changes"),
    [
        ("r_no_cash_count", {"i02_cash_count": "skipped"}),
        ("r_transfer_borrowed", {"transfer_borrowed": "80000", "fit_out_borrowed": "90000"}),
        ("r_transfer_heavy", {"transfer_fee": "300000"}),
        ("r_cards_large", {"cards_balance": "190000"}),
        ("r_cards_rush", {"cards_paid_12m": "250000"}),
        ("r_cards_as_sales", {"cards_in_sales": "yes"}),
        ("r_cards_source", {"cards_source": "owner"}),
        ("r_fake_orders", {"fake_orders": "clear"}),
        ("r_fake_orders_doubt", {"fake_orders": "doubt"}),
        ("r_platform_holder", {"platforms[2]/pf_holder": "other"}),
        ("r_platform_take", {"platforms[1]/pf_paid_12m": "600000"}),
        ("r_refunds", {"platforms[2]/pf_refund_percent": "12"}),
        ("r_takeaway_share", {"takeaway_share_percent": "55"}),
        ("r_void", {"pos_void_percent": "6"}),
        ("r_shareholder_dispute", {"shareholder_gate": "have", "shareholder_dispute": "yes"}),
        ("r_shareholder_unaware", {"shareholder_gate": "have", "shareholders[1]/sh_stand": "unaware"}),
        ("r_fit_out_left", {"lease_months_left": "20", "fixed_assets_list[1]/fa_price": "400000"}),
        ("r_landlord", {"landlord_kind": "sublet_silent"}),
        ("r_renewal", {"lease_renewal": "none", "lease_months_left": "30"}),
        ("r_rent_rise", {"rent_rise_percent": "20"}),
        ("r_premises_risk", {"premises_risk": "yes"}),
        ("r_permit_name", {"food_permit": "other_name"}),
        ("r_permit_soon", {"food_permit": "soon"}),
        ("r_fire", {"fire_state": "rectifying"}),
        ("r_gas_alarm", {"gas_alarm": "broken"}),
        ("r_drain", {"fume_state": "idle"}),
        ("r_penalty", {"penalty_gate": "have"}),
        ("r_franchise", {"franchise_gate": "have", "franchise_state": "closing"}),
        ("r_wages_owed", {"wages_owed": "yes"}),
        ("r_chef", {"chef_kind": "hired_key"}),
        ("r_phones", {"customers[1]/cus_phone_source": "client", "customers[2]/cus_phone_source": "client"}),
        ("r_denied", {"customers[1]/cus_called": "denied"}),
    ],
)
def test_a_red_flag_of_the_trade_fires_on_its_sign(flag: str, changes: dict[str, str]) -> None:
    def fired(result: Assessment) -> bool | None:
        return next(hit.fired for hit in result.red_flags if hit.name == flag)

    assert fired(_assessed()) is False
    assert fired(_assessed_from(_with(changes))) is True


def test_fitting_out_premises_of_ones_own_with_a_little_borrowed_is_no_red_flag() -> None:
    own = {"premises_kind": "owned", "transfer_gate": "none", "fit_out_gate": "have", "fit_out_cost": "300000"}
    for borrowed, fires in (("30000", False), ("160000", True)):
        told = _assessed_from(_with(own | {"fit_out_borrowed": borrowed}))
        assert next(hit.fired for hit in told.red_flags if hit.name == "r_transfer_borrowed") is fires


@pytest.mark.parametrize("permit", ["none", "expired"])
def test_without_a_food_permit_there_is_no_loan(permit: str) -> None:
    result = _assessed_from(_with({"food_permit": permit, "food_permit_until": ""}))
    assert result.decision.advice is Advice.REFUSE


def test_a_restaurant_of_walk_in_guests_alone_is_judged_too() -> None:
    """No takeaway, cards, banquets or bills run up: none of these leaves a rule undecided or a check failed."""
    gates = (
        "takeaway_gate",
        "cards_gate",
        "banquet_gate",
        "unit_gate",
        "transfer_gate",
        "fit_out_gate",
        "tableware_gate",
    )
    result = _assessed_from(_with(dict.fromkeys(gates, "none") | {"top_customer_percent": "0"}))
    assert [flag.name for flag in result.red_flags if flag.fired is None] == []
    assert {"boxes_orders", "platform_settlement", "card_roll", "unit_called"} <= {
        check.name for check in result.cross_checks if check.verdict is Verdict.PASS
    }
    assert result.limit.recommended is not None


@pytest.mark.parametrize(("gate", "advances"), [("have", 80_000), ("none", 9_000), ("refused", None), ("", None)])
def test_cards_that_the_client_will_not_show_leave_the_debt_unknown(gate: str, advances: int | None) -> None:
    sheet = _assessed_from(_with({"cards_gate": gate})).statements.balance_sheet
    lines = {line.key: line.reported for line in sheet.liabilities}
    assert lines["advances"] == advances


def test_the_cash_count_is_asked_by_meals_not_by_hours() -> None:
    assert not {"m2_hours_so_far", "m2_hours_day"} & set(_checklist().paths)
    method = next(each for each in _checklist().turnover_methods if each.name == "m2_cash")
    assert "m2_share_percent" in method.value


def test_every_item_of_the_trade_wants_evidence_and_a_reason_when_it_is_skipped() -> None:
    rows = [row for row in workbook.load_industry(workbook.INDUSTRIES / RESTAURANT).rows("survey") if not row.origin]
    by_name = {row["name"]: row for row in rows}
    items = [row for row in rows if row["type"] == "select_one item_state" and row["name"].startswith("i")]
    assert len(items) == 18
    assert [row["name"] for row in items if row["bind::jd:must"] != "true"] == ["i08_riders", "i18_second_visit"]
    for item in items:
        reason = by_name[f"{item['name']}_reason"]
        assert item["bind::jd:evidence"]
        assert (reason["required"], reason["relevant"]) == ("yes", f"${{{item['name']}}} = 'skipped'")


def test_every_number_of_the_trade_has_bounds_in_words_and_a_unit() -> None:
    rows = [row for row in workbook.load_industry(workbook.INDUSTRIES / RESTAURANT).rows("survey") if not row.origin]
    asked = [row for row in rows if row["type"] in ("decimal", "integer") and not row["calculation"]]
    bare = {row["name"] for row in asked if not row["bind::jd:unit"]}
    assert bare == {"m2_month_factor"}
    assert not [row["name"] for row in asked if not row["constraint"] or not row["constraint_message::中文 (zh)"]]


def test_whatever_the_trade_can_be_refused_is_counted() -> None:
    rows = [row for row in workbook.load_industry(workbook.INDUSTRIES / RESTAURANT).rows("survey") if not row.origin]
    count = next(row["calculation"] for row in rows if row["name"] == "industry_refusal_count")
    core = {row["name"] for row in workbook.load_industry(workbook.INDUSTRIES / "core").rows("survey")}
    gates = {row["name"] for row in rows if row["type"] == "select_one have_none_refused"} - core
    assert len(gates) == 13
    assert not [gate for gate in (*gates, "food_permit") if f"${{{gate}}}" not in count]
