"""Writes the sample of pig farming: ``python -m checklists.samples.pig_case`` rewrites its folder byte for byte.

Everything is made up and worked out from ``pig_figures``; no clock and no chance is asked, so a diff shows what a change did.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from checklists.model.canonical import readable_json
from checklists.samples import ANSWERS, PROOFS
from checklists.samples import pig_figures as f
from checklists.samples.exports import BANK_FILE, WECHAT_FILE, bank_csv, wechat_csv
from checklists.samples.lies import Liar
from checklists.samples.movements import year_of_movements
from checklists.samples.paths import Answers
from checklists.samples.pig_answers_money import BUREAU, add_assets_and_debts, add_income, add_request, add_soft
from checklists.samples.pig_answers_site import add_balances, add_flows, add_herd_and_feed, add_partners, add_site
from checklists.samples.pig_answers_trade import add_trade
from checklists.samples.pig_figures import BOOKS
from checklists.samples.pig_photos import photos, proofs

INDUSTRY = "pig_farm"
FOLDER = Path(__file__).resolve().parent / INDUSTRY
_FINISHERS = 8
_BORROWED = 150_000


def sample_files() -> dict[str, bytes]:
    """File name -> content of everything in the sample's folder; what proves an answer lies in a folder of its own."""
    accounts = year_of_movements(BOOKS)
    files = {WECHAT_FILE: wechat_csv(BOOKS, accounts), BANK_FILE: bank_csv(BOOKS, accounts)}
    answers = Answers.for_industry(INDUSTRY)
    add_site(answers)
    add_herd_and_feed(answers)
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
        goods=("herd", _FINISHERS, ("hd_heads", "hd_book"), Decimal(f.HERD[_FINISHERS - 1][7])),
        worth=_BORROWED,
        own_names=(f.CLIENT, f.SPOUSE, f.FARM),
    )
    documents = {
        ANSWERS.removesuffix(".json"): answers.found,
        "inflated_stock": liar.more_goods(100_000),
        "hidden_debt": liar.more_goods(_BORROWED),
        "bureau_absent": no_bureau(answers),
        **liar.single_lies(),
        "borrowed_pigs": borrowed_pigs(answers),
        "uncertified_sales": uncertified_sales(answers),
        "deaths_hidden": deaths_hidden(answers),
    }
    papers = {f"{PROOFS}/{name}": content for name, content in proofs().items()}
    return files | photos() | papers | {f"{name}.json": _json(content) for name, content in documents.items()}


def no_bureau(answers: Answers) -> dict[str, str]:
    """The bureau's answer is not back yet: whatever central operations would have typed in is blank."""
    return {answers.path("bureau_in"): "no"} | {answers.path(name): "" for name in BUREAU}


def borrowed_pigs(answers: Answers) -> dict[str, str]:
    """A neighbour's 120 pigs stand in the pens for the day, in the records too; told of as old stock, so that equity closes."""
    heads, worth = 120, 120 * f.HERD[_FINISHERS - 1][7]
    counts = [answers.path(name, "herd", _FINISHERS) for name in ("hd_heads", "hd_book")]
    told = {path: str(int(answers.found[path]) + heads) for path in counts}
    return told | {answers.path("op_stock"): str(f.STOCK_OPENING + worth)}


def uncertified_sales(answers: Answers) -> dict[str, str]:
    """The owner and his slips tell of a quarter more pigs than ever left the farm with a certificate."""
    return {answers.path("sold_heads"): "980", answers.path("slips_heads"): "980", answers.path("psy_told"): "26"}


def deaths_hidden(answers: Answers) -> dict[str, str]:
    """Half of the dead pigs are not told of; the collector's lorry has them on its list."""
    return {answers.path("dead_12m"): "20", answers.path("survival_percent"): "97.5"}


def write(folder: Path = FOLDER) -> None:
    """Rewrites the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / PROOFS).mkdir(exist_ok=True)
    for name, content in sample_files().items():
        (folder / name).write_bytes(content)


def _json(content: dict[str, str]) -> bytes:
    return (readable_json(content) + "\n").encode()


if __name__ == "__main__":
    write()
