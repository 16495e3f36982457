"""Writes the sample of restaurants: ``python -m checklists.samples.restaurant_case`` rewrites its folder byte for byte.

Everything is made up and worked out from ``restaurant_figures``; no clock and no chance is asked, so a diff shows what a change did.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from checklists.model.canonical import readable_json
from checklists.samples import ANSWERS
from checklists.samples import restaurant_figures as f
from checklists.samples.exports import BANK_FILE, WECHAT_FILE, bank_csv, wechat_csv
from checklists.samples.lies import Liar
from checklists.samples.movements import year_of_movements
from checklists.samples.paths import Answers
from checklists.samples.restaurant_answers_money import (
    BUREAU,
    FIXED_ASSETS,
    add_assets_and_debts,
    add_income,
    add_request,
    add_soft,
)
from checklists.samples.restaurant_answers_site import add_balances, add_flows, add_site
from checklists.samples.restaurant_answers_trade import add_partners, add_trade
from checklists.samples.restaurant_figures import BOOKS
from checklists.samples.restaurant_photos import photos

INDUSTRY = "restaurant"
FOLDER = Path(__file__).resolve().parent / INDUSTRY
_LIQUOR, _LIQUOR_COST = 1, Decimal(1_000)
_BORROWED = 150_000


def sample_files() -> dict[str, bytes]:
    """File name -> content of everything in the sample's folder."""
    accounts = year_of_movements(BOOKS)
    files = {WECHAT_FILE: wechat_csv(BOOKS, accounts), BANK_FILE: bank_csv(BOOKS, accounts)}
    answers = Answers.for_industry(INDUSTRY)
    add_site(answers)
    add_balances(answers, accounts)
    add_flows(answers, accounts, files)
    add_income(answers)
    add_assets_and_debts(answers)
    add_partners(answers)
    add_trade(answers, accounts)
    add_soft(answers)
    add_request(answers)
    liar = Liar(
        answers,
        BOOKS,
        goods=("stock", _LIQUOR, ("stock_quantity", "stock_book_quantity"), _LIQUOR_COST),
        worth=_BORROWED,
        household_told=Decimal("0.2"),
        margin_told=Decimal("0.10"),
        own_names=(f.CLIENT, f.SPOUSE, f.SHOP),
    )
    documents = {
        ANSWERS.removesuffix(".json"): answers.found,
        "inflated_stock": liar.more_goods(100_000),
        "hidden_debt": unpaid_kitchen(answers),
        "bureau_absent": no_bureau(answers),
        **liar.single_lies(),
        "fake_orders": fake_orders(answers),
        "gas_fell": gas_fell(answers),
        "cards_hidden": cards_hidden(answers),
        "tables_padded": tables_padded(answers),
    }
    return files | photos() | {f"{name}.json": _json(content) for name, content in documents.items()}


def no_bureau(answers: Answers) -> dict[str, str]:
    """The bureau's answer is not back yet: whatever central operations would have typed in is blank."""
    return {answers.path("bureau_in"): "no"} | {answers.path(name): "" for name in BUREAU}


def unpaid_kitchen(answers: Answers) -> dict[str, str]:
    """A new kitchen stands there and is shown with pride; the private loan that paid for it is not."""
    kitchen = {
        "fa_name": "新换的整套厨房设备", "fa_kind": "equipment", "fa_owner": "self", "fa_seen": "yes", "fa_price": str(_BORROWED),
        "fa_used_years": "0", "fa_annual_rate": "15",
    }  # fmt: skip
    row = len(FIXED_ASSETS) + 1
    return {answers.path(name, "fixed_assets_list", row): value for name, value in kitchen.items()}


def fake_orders(answers: Answers) -> dict[str, str]:
    """Two thirds more takeaway, bought by the owner himself: no box leaves the shop."""
    more = Decimal(5) / 3
    told: dict[str, str] = {}
    for row in (1, 2):
        for name in ("pf_orders_12m", "pf_paid_12m", "pf_settled_12m"):
            path = answers.path(name, "platforms", row)
            told[path] = format((Decimal(answers.found[path]) * more).quantize(Decimal(1)), "f")
    return told


def gas_fell(answers: Answers) -> dict[str, str]:
    """The books say that sales rose; three tenths less gas was burnt than the year before."""
    return {answers.path("gas_this_year"): "6475"}


def cards_hidden(answers: Answers) -> dict[str, str]:
    """Of what guests still have on their cards only a part is shown."""
    return {answers.path("cards_balance"): "25000"}


def tables_padded(answers: Answers) -> dict[str, str]:
    """The owner tells of Saturdays as if they were every day."""
    return {answers.path("mp_turns", "meal_periods", row): turns for row, turns in ((1, "0.8"), (2, "1.4"))}


def write(folder: Path = FOLDER) -> None:
    """Rewrites the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in sample_files().items():
        (folder / name).write_bytes(content)


def _json(content: dict[str, str]) -> bytes:
    return (readable_json(content) + "\n").encode()


if __name__ == "__main__":
    write()
