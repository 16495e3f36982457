"""The figures of the made-up lorry owner, in yuan: chosen so that everything that must agree does.

Three trucks (one attached to another company, one on instalments), two hired drivers. Freight 180万 at 30 % after fuel and tolls,
net profit 20万 before 9.6万 of depreciation. Truck by truck, mileage times load times rate is what the shippers paid. 200 yuan of
cash are missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from checklists.samples.accounts import Books, Payment, Receipts, Supplies

VISIT = date(2025, 12, 31)
YEAR = 2025
CLIENT, SPOUSE, SHOP = "郭样例", "蒋样例", "郭氏货运(样例)"
LANDLORD, COMPANY = "停车场冯某(样例)", "样例顺达运输有限公司"
CARD_TAIL = "4072"

SALES = (
    148_000, 88_000, 150_000, 152_000, 154_000, 148_000, 144_000, 150_000, 164_000, 166_000, 170_000, 166_000,
)  # fmt: skip
PREVIOUS_SALES = (
    144_000, 92_000, 146_000, 148_000, 150_000, 144_000, 140_000, 146_000, 159_000, 160_000, 163_000, 158_000,
)  # fmt: skip
_OFF_MARGIN = (700, -500, 600, -900, 800, -600, 500, -700, 900, -800, 600, -600)
COGS = tuple(sales * 70 // 100 + off for sales, off in zip(SALES, _OFF_MARGIN, strict=True))
SUB_INCOME, SUB_COST = 30_000, 27_520
FUEL_LITRES, FUEL_LITRES_BEFORE, FUEL_PAID = 93_400, 91_000, 672_480
TOLLS_PAID = sum(COGS) - FUEL_PAID - SUB_COST

WAGES, RENT, UTILITIES = 15_200, 1_500, 130
REPAIRS, ATTACH_FEE, INSURANCE, SUNDRY = 60_000, 3_600, 42_000, 12_400
OTHER_COSTS = (9_800,) * 10 + (10_000,) * 2
TAX = (0, 0, 3_750) * 4
PRINCIPAL, LOAN_ORIGINAL, LOAN_OPENING = 3_000, 108_000, 75_000
LOAN_CLOSING = LOAN_OPENING - 12 * PRINCIPAL
INTEREST = tuple((LOAN_OPENING - PRINCIPAL * month) * 6 // 1_000 for month in range(12))
"""0.6 % a month on what is still owed: a truck bought on equal parts of the principal."""
INSTALMENT = PRINCIPAL + LOAN_CLOSING * 6 // 1_000

RECEIVABLES_OPENING, RECEIVABLES = 144_000, 180_000
PREPAID_OPENING, PREPAID = 6_000, 8_000
PAYABLES_OPENING, PAYABLES = 34_000, 40_000
COLLECTED = sum(SALES) - (RECEIVABLES - RECEIVABLES_OPENING)
WECHAT_SHARE, BANK_SHARE, CASH_SHARE = Decimal("0.25"), Decimal("0.72"), Decimal("0.03")
_COLLECTED_MONTHS = tuple(Decimal(sales) * COLLECTED / sum(SALES) for sales in SALES)
WECHAT_RECEIPTS = tuple(month * WECHAT_SHARE for month in _COLLECTED_MONTHS)
BANK_RECEIPTS = tuple(month * BANK_SHARE for month in _COLLECTED_MONTHS)

HOUSEHOLD_MONTH, HOUSEHOLD_BY_WECHAT = 5_600, 3_600
HOSPITAL, HOSPITAL_BY_BANK = 40_000, 24_000
OPENING_CASH, OPENING_WECHAT, OPENING_BANK = 3_000, 8_000, 31_000
OPENING_MONEY = OPENING_CASH + OPENING_WECHAT + OPENING_BANK
CASH_SHORT = 200
CASH_PAID = 12 * (HOUSEHOLD_MONTH - HOUSEHOLD_BY_WECHAT) + SUNDRY + HOSPITAL - HOSPITAL_BY_BANK
CASH = OPENING_CASH + int(COLLECTED * CASH_SHARE) - CASH_PAID - CASH_SHORT
CLOSING_WECHAT, CLOSING_BANK = 12_000, 52_108
WECHAT_MONTH_END = (
    9_340, 7_860, 10_420, 8_730, 11_260, 9_180, 12_340, 10_650, 8_490, 13_270, 9_880, CLOSING_WECHAT,
)  # fmt: skip
BANK_MONTH_END = (
    34_210, 28_640, 37_850, 41_320, 36_480, 30_190, 42_760, 38_530, 33_940, 47_610, 52_380, CLOSING_BANK,
)  # fmt: skip
"""Bank balances at the ends of the months, interest on deposits not counted: it comes on top."""
DEPOSIT_RATE_PERCENT = Decimal("0.05")
DEPOSITS = 13_000
HOME, SAVINGS = 250_000, 20_000


@dataclass(frozen=True, slots=True)
class Truck:
    name: str
    kind: str
    rights: str
    pledge: str
    registered: date
    age: Decimal
    price: int
    used: Decimal
    market: int
    rated: Decimal
    wheels: int
    odometer: int
    odometer_before: int
    kilometres: int
    empty: int
    load: int
    rate: Decimal
    litres: Decimal
    services: int
    service_km: int


ANNUAL_RATE = 12
TRUCKS = (
    Truck(
        "13 米半挂 018", "semi", "own", "clear", date(2019, 6, 18), Decimal("6.5"), 360_000, Decimal("6.5"), 85_000,
        Decimal(31), 22, 741_350, 620_900, 120_000, 28, 30, Decimal("0.29"), Decimal(34), 3, 40_000,
    ),
    Truck(
        "9.6 米高栏 027(挂靠)", "heavy", "attached", "clear", date(2021, 12, 20), Decimal(4), 240_000, Decimal(4), 120_000,
        Decimal("17.8"), 12, 412_800, 313_100, 100_000, 28, 17, Decimal("0.40"), Decimal(25), 4, 25_000,
    ),
    Truck(
        "9.6 米厢式 036(按揭)", "box", "own", "mortgaged", date(2023, 12, 28), Decimal(2), 200_000, Decimal(2), 140_000,
        Decimal("18.2"), 12, 208_900, 104_600, 104_000, 26, 18, Decimal("0.40"), Decimal("25.5"), 4, 25_000,
    ),
)  # fmt: skip
_AGED = Decimal(ANNUAL_RATE) / 100
TRUCKS_NET = sum(truck.price * (1 - truck.used * _AGED) for truck in TRUCKS)
TRUCKS_OPENING = TRUCKS_NET + sum(truck.price * _AGED for truck in TRUCKS)

SHIPPERS = (
    # name, share, a year by statement, paper, term, unpaid, oldest, called with
    ("样例新型建材厂", 42, 754_000, "stamped", 60, 118_000, 48, 752_000),
    ("样例粮油公司", 23, 412_000, "stamped", 45, 44_000, 30, 410_000),
    ("满帮平台", 18, 322_000, "backend", 5, 0, 0, None),
    ("样例饲料厂", 6, 108_000, "own", 30, 12_000, 25, None),
    ("样例木材市场", 4, 72_000, "own", 30, 6_000, 20, None),
)
ROUTES = (
    ("建材厂到省城，石膏板", 14, 4_650, 690, 3_250, 43),
    ("粮油公司到市区，米面", 19, 1_880, 400, 1_300, 24),
    ("平台长线，百货", 8, 3_420, 760, 2_420, 18),
)
"""What, trips a month, freight of a trip, kilometres there and back, fuel and tolls of a trip, share of the freight in percent."""
ROUTES_COVER = 86

_BANK = "样例汽车金融有限公司"
_INSURER = "样例财产保险公司"


def _only(amounts: dict[int, int]) -> tuple[int, ...]:
    return tuple(amounts.get(month, 0) for month in range(12))


BOOKS = Books(
    year=YEAR,
    seed=20251206,
    holder=CLIENT,
    card_tail=CARD_TAIL,
    opening_wechat=OPENING_WECHAT,
    opening_bank=OPENING_BANK,
    wechat=Receipts(
        WECHAT_RECEIPTS,
        ("满帮结算", "老孙饲料", "木材老周", "家具城刘姐", "信息部老钱"),
        count=9,
        spread=3,
        note="运费",
    ),
    bank=Receipts(BANK_RECEIPTS, ("样例新型建材厂", "样例粮油公司", "样例饲料厂"), count=6, spread=2, note="运费"),
    wechat_month_end=WECHAT_MONTH_END,
    bank_month_end=BANK_MONTH_END,
    wechat_payments=(
        Payment("rent", LANDLORD, 1, 9, 20, (-RENT,) * 12, "{month}月车位费"),
        Payment("utilities", "样例供电公司", 6, 10, 5, (-UTILITIES,) * 12, "水电费"),
        Payment("expense", "样例汽修轮胎店", 12, 17, 30, (-REPAIRS // 12,) * 12, "{month}月修理轮胎"),
        Payment("expense", COMPANY, 5, 11, 15, (-ATTACH_FEE // 12,) * 12, "{month}月挂靠服务费"),
    ),
    bank_payments=(
        Payment("wages", "司机工资", 10, 16, 20, (-WAGES,) * 12, "{month}月司机工资"),
        Payment("loan_interest", _BANK, 21, 6, 0, tuple(-interest for interest in INTEREST), "车贷利息"),
        Payment("loan_repaid", _BANK, 21, 6, 1, (-PRINCIPAL,) * 12, "车贷本金"),
        Payment("tax", "待报解预算收入", 14, 10, 30, tuple(-tax for tax in TAX), "税款"),
        Payment("transfer", _INSURER, 7, 14, 10, _only({0: -11_000, 5: -20_000, 11: -11_000}), "车辆保险"),
        Payment("transfer", "样例市人民医院", 19, 9, 40, _only({8: -HOSPITAL_BY_BANK}), "住院费"),
    ),
    household_by_wechat=HOUSEHOLD_BY_WECHAT,
    household_shops=("样例菜场", "样例药房", "样例服装店"),
    supplies=Supplies(
        (
            ("样例石油加油卡", Decimal("0.53")),
            ("样例高速ETC", Decimal("0.45")),
            ("外请车老董", Decimal("0.02")),
        ),
        early=(14_000, 20_000),
        note="油卡充值、通行费",
    ),
    deposit_rate_percent=DEPOSIT_RATE_PERCENT,
)


def month_name(index: int) -> str:
    return f"{YEAR}-{index + 1:02d}"
