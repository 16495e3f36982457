"""Writes the sample of machining workshops: ``python -m checklists.samples.workshop_case`` rewrites its folder byte for byte.

Everything is made up and worked out from ``workshop_figures``; no clock and no chance is asked, so a diff shows what a change did.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from checklists.model.canonical import readable_json
from checklists.samples import ANSWERS
from checklists.samples import workshop_figures as f
from checklists.samples.exports import BANK_FILE, WECHAT_FILE, bank_csv, wechat_csv
from checklists.samples.lies import Liar
from checklists.samples.movements import year_of_movements
from checklists.samples.paths import Answers
from checklists.samples.workshop_answers_money import BUREAU, add_assets_and_debts, add_income, add_request, add_soft
from checklists.samples.workshop_answers_site import (
    HALF_FLANGE_COST,
    HALF_FLANGES,
    add_balances,
    add_flows,
    add_site,
)
from checklists.samples.workshop_answers_trade import add_partners, add_trade
from checklists.samples.workshop_figures import BOOKS
from checklists.samples.workshop_photos import photos

INDUSTRY = "metal_workshop"
FOLDER = Path(__file__).resolve().parent / INDUSTRY
_BORROWED = 200_000


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
    add_trade(answers)
    add_soft(answers)
    add_request(answers)
    liar = Liar(
        answers,
        BOOKS,
        goods=("stock", HALF_FLANGES, ("stock_quantity", "stock_book_quantity"), HALF_FLANGE_COST),
        worth=_BORROWED,
        household_told=Decimal("0.1"),
        margin_told=Decimal("0.06"),
        own_names=(f.CLIENT, f.SPOUSE, f.SHOP),
    )
    documents = {
        ANSWERS.removesuffix(".json"): answers.found,
        "inflated_stock": liar.more_goods(180_000),
        "hidden_debt": liar.more_goods(_BORROWED),
        "bureau_absent": no_bureau(answers),
        **liar.single_lies(),
        "power_fell": power_fell(answers),
        "lease_hidden": lease_hidden(answers),
        "customers_steel": customers_steel(answers),
        "hours_padded": hours_padded(answers),
    }
    return files | photos() | {f"{name}.json": _json(content) for name, content in documents.items()}


def no_bureau(answers: Answers) -> dict[str, str]:
    """The bureau's answer is not back yet: whatever central operations would have typed in is blank."""
    return {answers.path("bureau_in"): "no"} | {answers.path(name): "" for name in BUREAU}


def power_fell(answers: Answers) -> dict[str, str]:
    """The books say that sales rose; the meter says that the machines stood still for a good part of the year."""
    return {answers.path("power_this_year"): "64800"}


def lease_hidden(answers: Answers) -> dict[str, str]:
    """The lessor's schedule shows three times what the owner puts on his list of debts."""
    return {answers.path("machine_unpaid"): "126000"}


def customers_steel(answers: Answers) -> dict[str, str]:
    """Bars that a customer sent in are passed off as the workshop's own: more steel went in than parts and scrap came out."""
    return {answers.path("material_bought_kg"): "92000"}


def hours_padded(answers: Answers) -> dict[str, str]:
    """The owner tells of two full shifts on every machine; meter and wages know of one."""
    return {answers.path("mc_hours_day", "machines", row): "18" for row in (1, 2, 3, 4)}


def write(folder: Path = FOLDER) -> None:
    """Rewrites the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in sample_files().items():
        (folder / name).write_bytes(content)


def _json(content: dict[str, str]) -> bytes:
    return (readable_json(content) + "\n").encode()


if __name__ == "__main__":
    write()
