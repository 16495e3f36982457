"""Writes the sample of FMCG wholesale: ``python -m checklists.samples.fmcg_wholesale_case`` rewrites its folder byte for byte.

Everything is made up and worked out from ``fmcg_figures``; no clock and no chance is asked, so a diff shows what a change did.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from checklists.model.canonical import readable_json
from checklists.samples import ANSWERS, PROOFS
from checklists.samples import fmcg_figures as f
from checklists.samples.exports import BANK_FILE, WECHAT_FILE, bank_csv, wechat_csv
from checklists.samples.fmcg_answers_money import BUREAU, add_assets_and_debts, add_income, add_request, add_soft
from checklists.samples.fmcg_answers_site import add_balances, add_flows, add_site, add_trade
from checklists.samples.fmcg_figures import BOOKS
from checklists.samples.fmcg_photos import photos
from checklists.samples.fmcg_proofs import proofs
from checklists.samples.lies import Liar
from checklists.samples.movements import year_of_movements
from checklists.samples.paths import Answers

INDUSTRY = "fmcg_wholesale"
FOLDER = Path(__file__).resolve().parent / INDUSTRY
_GIFT_BOX, _GIFT_BOX_COST = 10, Decimal(50)
_BORROWED = 150_000


def sample_files() -> dict[str, bytes]:
    """File name -> content of everything in the sample's folder; what proves an answer lies in a folder of its own."""
    accounts = year_of_movements(BOOKS)
    files = {WECHAT_FILE: wechat_csv(BOOKS, accounts), BANK_FILE: bank_csv(BOOKS, accounts)}
    answers = Answers.for_industry(INDUSTRY)
    add_site(answers)
    add_balances(answers, accounts)
    add_flows(answers, accounts, files)
    add_income(answers)
    add_assets_and_debts(answers)
    add_trade(answers, accounts)
    add_soft(answers)
    add_request(answers)
    liar = Liar(
        answers,
        BOOKS,
        goods=("stock", _GIFT_BOX, ("stock_quantity", "stock_book_quantity"), _GIFT_BOX_COST),
        worth=_BORROWED,
        own_names=(f.CLIENT, f.SPOUSE, f.SHOP),
    )
    documents = {
        ANSWERS.removesuffix(".json"): answers.found,
        "inflated_stock": liar.more_goods(100_000),
        "hidden_debt": liar.more_goods(_BORROWED),
        "bureau_absent": no_bureau(answers),
        **trade_lies(answers),
        **liar.single_lies(),
    }
    papers = {f"{PROOFS}/{name}": content for name, content in proofs().items()}
    return files | photos() | papers | {f"{name}.json": _json(content) for name, content in documents.items()}


def trade_lies(answers: Answers) -> dict[str, dict[str, str]]:
    """What wholesalers in particular are tempted to say: each is for one of the trade's own checks."""

    def of_row(repeat: str, name: str, told: Sequence[str]) -> dict[str, str]:
        return {answers.path(name, repeat, position): text for position, text in enumerate(told, start=1)}

    return {
        "trips_padded": of_row("delivery_vehicles", "dv_trips_month", ("78", "69")),
        "prepaid_invented": of_row("prepaid_list", "pp_amount", ("110000",)),
        "near_expiry_hidden": {answers.path("near_keeper_value"): "32000"},
        "rebates_padded": of_row("rebates", "rb_received", ("40000",)),
        "targets_padded": of_row("agencies", "ag_done", ("1100000", "740000", "620000")),
        "old_stock": {answers.path("turn_days"): "80"},
    }


def no_bureau(answers: Answers) -> dict[str, str]:
    """The bureau's answer is not back yet: whatever central operations would have typed in is blank."""
    return {answers.path("bureau_in"): "no"} | {answers.path(name): "" for name in BUREAU}


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
