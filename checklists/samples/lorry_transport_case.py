"""Writes the sample of lorry transport: ``python -m checklists.samples.lorry_transport_case`` rewrites its folder byte for byte.

Everything is made up and worked out from ``lorry_figures``; no clock and no chance is asked, so a diff shows what a change did.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from checklists.model.canonical import readable_json
from checklists.samples import ANSWERS
from checklists.samples import lorry_figures as f
from checklists.samples.exports import BANK_FILE, WECHAT_FILE, bank_csv, wechat_csv
from checklists.samples.lies import Liar
from checklists.samples.lorry_answers_money import BUREAU, add_assets_and_debts, add_income, add_request, add_soft
from checklists.samples.lorry_answers_site import add_balances, add_flows, add_site, add_trade, truck_row
from checklists.samples.lorry_figures import BOOKS
from checklists.samples.lorry_photos import photos
from checklists.samples.movements import year_of_movements
from checklists.samples.paths import Answers, Value

INDUSTRY = "lorry_transport"
FOLDER = Path(__file__).resolve().parent / INDUSTRY
_LENT = 150_000
Overlay = dict[str, str]


def sample_files() -> dict[str, bytes]:
    """File name -> content of everything in the sample's folder."""
    accounts = year_of_movements(BOOKS)
    files = {WECHAT_FILE: wechat_csv(BOOKS, accounts), BANK_FILE: bank_csv(BOOKS, accounts)}
    answers = _answers(files)
    liar = Liar(
        answers,
        BOOKS,
        goods=("trucks", len(f.TRUCKS), ("tk_price",), 1 - f.TRUCKS[-1].used * f.ANNUAL_RATE / 100),
        worth=_LENT,
        household_told=Decimal("0.2"),
        own_names=(f.CLIENT, f.SPOUSE, f.SHOP),
    )
    documents = {
        ANSWERS.removesuffix(".json"): answers.found,
        "inflated_stock": friends_truck(answers),
        "hidden_debt": truck_on_borrowed_money(answers),
        "bureau_absent": no_bureau(answers),
        "new_prices": new_prices(answers),
        "mileage_inflated": mileage_inflated(answers),
        "trips_inflated": trips_inflated(answers),
        "loan_kept_quiet": loan_kept_quiet(answers),
        **liar.single_lies(),
    }
    return files | photos() | {f"{name}.json": _json(content) for name, content in documents.items()}


def friends_truck(answers: Answers) -> Overlay:
    """A friend's truck, parked in the yard for the day and told as his own, of the kind he knows best. It has driven nothing for him."""
    return _fourth_truck(
        answers, replace(f.TRUCKS[1], name="9.6 米高栏 045", rights="own", used=Decimal(3), price=210_000)
    )


def truck_on_borrowed_money(answers: Answers) -> Overlay:
    """A truck bought last month with a private loan that nobody mentions; it has not earned anything yet."""
    new = replace(
        f.TRUCKS[2], name="9.6 米厢式 058", pledge="clear", registered=date(2025, 12, 8), age=Decimal(0),
        used=Decimal(0), price=_LENT, market=_LENT,
    )  # fmt: skip
    return _fourth_truck(answers, new)


def new_prices(answers: Answers) -> Overlay:
    """The older trucks at what the same model costs new, and as if they had been bought two years ago."""
    told: dict[int, dict[str, Value]] = {
        1: {"tk_price": 420_000, "tk_used_years": 4},
        2: {"tk_price": 300_000, "tk_used_years": 2},
    }
    return {
        answers.path(name, "trucks", row): str(value) for row, names in told.items() for name, value in names.items()
    }


def mileage_inflated(answers: Answers) -> Overlay:
    """A third more kilometres and freight than the trucks have driven: the odometer, the fuel card and the tolls know better."""
    more = Decimal("1.35")
    return {
        answers.path("tk_km_12m", "trucks", row): str(int(truck.kilometres * more))
        for row, truck in enumerate(f.TRUCKS, start=1)
    } | {answers.path("declared_sales"): str(int(sum(f.SALES) * more))}


def trips_inflated(answers: Answers) -> Overlay:
    """More trips in the waybill book than the trucks could have driven."""
    return {
        answers.path("rt_trips_month", "routes", row): str(trips * 3 // 2)
        for row, (_, trips, *_) in enumerate(f.ROUTES, start=1)
    }


def loan_kept_quiet(answers: Answers) -> Overlay:
    """The instalments on the third truck left out of the list of debts; its book says that it is pledged."""
    names = [path for path in answers.found if path.startswith(answers.paths["debts"] + "[")]
    return dict.fromkeys(names, "") | {answers.path("debt_gate_long"): "none"}


def no_bureau(answers: Answers) -> Overlay:
    """The bureau's answer is not back yet: whatever central operations would have typed in is blank."""
    return {answers.path("bureau_in"): "no"} | {answers.path(name): "" for name in BUREAU}


def write(folder: Path = FOLDER) -> None:
    """Rewrites the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in sample_files().items():
        (folder / name).write_bytes(content)


def _answers(files: dict[str, bytes]) -> Answers:
    accounts = year_of_movements(BOOKS)
    answers = Answers.for_industry(INDUSTRY)
    add_site(answers)
    add_balances(answers, accounts)
    add_flows(answers, accounts, files)
    add_income(answers)
    add_assets_and_debts(answers)
    add_trade(answers)
    add_soft(answers)
    add_request(answers)
    return answers


def _fourth_truck(answers: Answers, truck: f.Truck) -> Overlay:
    """One more truck that stood in the yard, without a kilometre of the year's."""
    parked = replace(truck, odometer_before=truck.odometer, kilometres=0, services=0)
    row = len(f.TRUCKS) + 1
    told = {answers.path(name, "trucks", row): _text(value) for name, value in truck_row(parked).items()}
    return told | {answers.path("trucks_told"): str(row)}


def _text(value: Value) -> str:
    return value if isinstance(value, str) else format(Decimal(value).normalize(), "f")


def _json(content: Overlay) -> bytes:
    return (readable_json(content) + "\n").encode()


if __name__ == "__main__":
    write()
