"""The figures of the made-up pig farm, in yuan, kilograms and heads: chosen so that everything that must agree does.

Forty sows, 790 pigs sold in eight of twelve months at 14.3 yuan a kilogram, net profit 20万. Pigs born, dead, sold and standing roll
forward as the money does; the herd was counted two days after the cut-off date. 300 yuan of cash are missing.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from checklists.samples.accounts import Books, Payment, Receipts, Supplies

CUTOFF, VISIT = date(2025, 12, 31), date(2026, 1, 2)
YEAR = 2025
CLIENT, SPOUSE, FARM = "范样例", "邱样例", "大坳样例养殖场(样例)"
WORKER, VILLAGE = "饲养员小罗(样例)", "样例村经济合作社"
CARD_TAIL = "5120"

# ---- heads and kilograms
HEADS_SOLD = (110, 0, 72, 80, 0, 102, 0, 96, 118, 0, 88, 124)
WEIGHTS = (126, 0, 122, 123, 0, 121, 0, 124, 125, 0, 124, 127)
PRICES = tuple(
    map(Decimal, ["15.60", "0", "14.60", "14.40", "0", "14.10", "0", "14.50", "14.00", "0", "13.80", "14.30"])
)
KG_SOLD = tuple(heads * weight for heads, weight in zip(HEADS_SOLD, WEIGHTS, strict=True))
SOWS, SOWS_AVERAGE, SOWS_CULLED = 40, Decimal("39.6"), (3, 0, 3, 0, 0, 2, 0, 0, 3, 0, 0, 2)
CULL_PRICE = 1_890
OPENING_HEADS, WEANED, DEAD = 365, 861, 46
CLOSING_HEADS = OPENING_HEADS + WEANED - DEAD - sum(HEADS_SOLD)
OPENING_HERD_KG = 21_300

HERD = (
    # pen, stage, heads, in the records, kilograms, weighed, feed a day, cost, price a kilogram, health
    ("产房 1 栋产床", "sow", 9, 9, "198", "eye", "5.2", 2_400, "9", "healthy"),
    ("产房 1 栋产床", "suckling", 92, 92, "5.5", "eye", "0.06", 140, "32", "healthy"),
    ("1 栋定位栏", "sow", 31, 31, "188", "eye", "2.6", 2_400, "9", "healthy"),
    ("1 栋后备栏", "gilt", 6, 6, "105", "tape", "2.5", 1_950, "9", "healthy"),
    ("1 栋公猪栏", "boar", 1, 1, "220", "eye", "2.6", 3_000, "6", "healthy"),
    ("新保育舍 1—6 栏", "weaner", 118, 118, "14", "eye", "0.75", 330, "27", "healthy"),
    ("2 栋 1—7 栏", "grower", 118, 117, "45", "tape", "1.85", 600, "15.5", "healthy"),
    ("3 栋 1—8 栏", "finisher", 128, 129, "95", "weighed", "2.75", 1_000, "14.2", "healthy"),
    ("3 栋病弱栏", "finisher", 4, 4, "60", "eye", "1.5", 700, "14.2", "weak"),
)
_BREEDING = ("sow", "gilt", "boar")
SOLD_AFTER, SOLD_AFTER_KG, SOLD_AFTER_COST = 22, 22 * 126, 1_330
"""A lorry load of 1 January: it stood in the pens on the cut-off date, though nobody counted it there."""
BORN_AFTER, BORN_AFTER_COST = 11, 60


def _value(row: tuple[str, str, int, int, str, str, str, int, str, str]) -> Decimal:
    """Cost or market, whichever is lower; half of that for weak pigs."""
    _, _, heads, _, weight, _, _, cost, price, health = row
    lower = min(Decimal(cost), Decimal(weight) * Decimal(price))
    return heads * lower / (2 if health == "weak" else 1)


HERD_COUNTED = sum((_value(row) for row in HERD if row[1] not in _BREEDING), Decimal(0))
BREEDING = sum((_value(row) for row in HERD if row[1] in _BREEDING), Decimal(0))
"""At what a cull fetches. As many sows, gilts and boars stood there a year ago."""
ROLL_IN, ROLL_OUT = SOLD_AFTER * SOLD_AFTER_COST, BORN_AFTER * BORN_AFTER_COST

# ---- feed
FEED_STOCK = (
    # name, unit, quantity, in the books, cost, kilograms, shelf days, days left (0: no date on it)
    ("样例正禾 育肥后期料 154", "吨", "5", "5", 3_450, 5_000, 75, 52),
    ("样例正禾 保育料 151", "吨", "1.4", "1.4", 4_600, 1_400, 60, 38),
    ("样例正禾 母猪料 566", "吨", "1.6", "1.6", 3_500, 1_600, 75, 47),
    ("自收玉米", "吨", "1.4", "1.5", 2_350, 1_400, 0, 0),
    ("疫苗和常用兽药", "批", "1", "1", 3_200, 0, 365, 240),
)
FEED_MILLS = (
    # mill, share of what the bank paid to suppliers, kilograms, yuan
    ("样例正禾饲料有限公司", 214_000, 753_280),
    ("样例康牧预混料经营部", 93_000, 280_860),
)
VET, GILTS = 49_600, 13 * 1_950
FEED_OPENING_KG, FEED_CLOSING_KG = 9_000, sum(row[5] for row in FEED_STOCK)
FEED_STOCK_VALUE = sum((Decimal(row[2]) * row[4] for row in FEED_STOCK), Decimal(0))
FCR = Decimal("3.12")

# ---- profit and loss
STOCK_OPENING = 298_000
STOCK_CLOSING = HERD_COUNTED + FEED_STOCK_VALUE + ROLL_IN - ROLL_OUT
PURCHASES = sum(yuan for _, _, yuan in FEED_MILLS) + VET + GILTS
COST = int(STOCK_OPENING + PURCHASES - STOCK_CLOSING)
CULLS = tuple(heads * CULL_PRICE for heads in SOWS_CULLED)
FAT_SALES = tuple(int(kg * price) for kg, price in zip(KG_SOLD, PRICES, strict=True))
SALES = tuple(fat + cull for fat, cull in zip(FAT_SALES, CULLS, strict=True))
_BY_WEIGHT = [COST * kg // sum(KG_SOLD) for kg in KG_SOLD]
COGS = (*_BY_WEIGHT[:-1], COST - sum(_BY_WEIGHT[:-1]))
PREVIOUS_SALES = (
    231_000, 0, 118_000, 0, 162_000, 148_000, 0, 171_000, 196_000, 0, 132_000, 214_000,
)  # fmt: skip
WAGES, RENT = 4_800, 800
POWER = (1_720, 1_640, 1_380, 1_180, 1_220, 1_460, 1_680, 1_690, 1_450, 1_180, 1_300, 1_560)
TRANSPORT = 700
OTHER_CASH, OTHER_BANK = 2_000, 1_500
INTEREST = (250,) * 4 + (400,) * 8
HOUSEHOLD_MONTH, HOUSEHOLD_BY_WECHAT = 6_500, 2_000
SURGERY = 20_000
NURSERY = (0, 0, 0, 0, -70_000, 0, 0, 0, -50_000, 0, 0, 0)
LOAN_REPAID, LOAN_DRAWN = 60_000, 100_000
RECEIVABLE_OPENING, RECEIVABLE = 15_000, 18_600
PAYABLES_OPENING, PAYABLES = 80_000, 88_000

# ---- money
COLLECTED = tuple(Decimal(sales) * (sum(SALES) - RECEIVABLE + RECEIVABLE_OPENING) / sum(SALES) for sales in SALES)
WECHAT_SHARE, BANK_SHARE, CASH_SHARE = Decimal("0.10"), Decimal("0.84"), Decimal("0.06")
WECHAT_RECEIPTS = tuple((month * WECHAT_SHARE).quantize(Decimal(1)) for month in COLLECTED)
BANK_RECEIPTS = tuple((month * BANK_SHARE).quantize(Decimal(1)) for month in COLLECTED)
CASH_RECEIPTS = sum(COLLECTED) - sum(WECHAT_RECEIPTS) - sum(BANK_RECEIPTS)
OPENING_WECHAT, OPENING_BANK, OPENING_CASH, SPOUSE_BANK = 10_000, 78_000, 9_000, 3_200
OPENING_MONEY = OPENING_WECHAT + OPENING_BANK + OPENING_CASH + SPOUSE_BANK
CASH_PAID = 12 * (HOUSEHOLD_MONTH - HOUSEHOLD_BY_WECHAT + TRANSPORT + OTHER_CASH)
CASH_SHORT = 300
CASH_HOME = 2_000
CASH_FARM = int(OPENING_CASH + CASH_RECEIPTS - CASH_PAID) - CASH_SHORT - CASH_HOME


def _wechat_month_end() -> tuple[int, ...]:
    """Where nothing is sold only the household lives on it; else what is above some thousands goes to the bank."""
    kept = iter((14_200, 12_600, 13_900, 15_300, 12_100, 14_800, 11_700, 12_400))
    ends, balance = [], OPENING_WECHAT
    for receipts in WECHAT_RECEIPTS:
        balance = next(kept) if receipts else balance - HOUSEHOLD_BY_WECHAT
        ends.append(balance)
    return tuple(ends)


WECHAT_MONTH_END = _wechat_month_end()
_BANK_PAID = (
    12 * (WAGES + OTHER_BANK + RENT) + sum(POWER) + sum(INTEREST) - sum(NURSERY) + SURGERY + LOAN_REPAID - LOAN_DRAWN
)
_FROM_WECHAT = OPENING_WECHAT + sum(WECHAT_RECEIPTS) - 12 * HOUSEHOLD_BY_WECHAT - WECHAT_MONTH_END[-1]
CLOSING_BANK = int(
    OPENING_BANK + sum(BANK_RECEIPTS) + _FROM_WECHAT - _BANK_PAID - (PURCHASES - PAYABLES + PAYABLES_OPENING)
)
"""What is left once the suppliers have been paid all but what is owed to them; interest on deposits comes on top."""
BANK_MONTH_END = (
    131_240, 66_310, 78_460, 52_830, 31_720, 88_950, 33_180, 57_640, 60_270, 21_910, 38_460, CLOSING_BANK,
)  # fmt: skip

_POWER_COMPANY, _BANK = "样例供电公司", "样例商业银行"
SUPPLIERS = (
    (FEED_MILLS[0][0], Decimal("0.68")),
    (FEED_MILLS[1][0], Decimal("0.25")),
    ("样例牧安兽药店", Decimal("0.045")),
    ("样例县种猪场", Decimal("0.025")),
)
BUYERS = ("样例县肉联厂", "猪贩周某(样例)", "猪贩吴某(样例)")
BUTCHERS = ("镇上肉摊老赵(样例)", "村屠户老钱(样例)", "农家乐孙某(样例)")
DEPOSIT_RATE_PERCENT = Decimal("0.05")


def _only(month: int, amount: int) -> tuple[int, ...]:
    return tuple(amount if index == month else 0 for index in range(12))


BOOKS = Books(
    year=YEAR,
    seed=20260102,
    holder=CLIENT,
    card_tail=CARD_TAIL,
    opening_wechat=OPENING_WECHAT,
    opening_bank=OPENING_BANK,
    wechat=Receipts(WECHAT_RECEIPTS, BUTCHERS, count=6, spread=3, note="猪款"),
    bank=Receipts(BANK_RECEIPTS, BUYERS, count=5, spread=3, note="猪款"),
    wechat_month_end=WECHAT_MONTH_END,
    bank_month_end=BANK_MONTH_END,
    wechat_payments=(),
    bank_payments=(
        Payment("wages", WORKER, 10, 18, 20, (-WAGES,) * 12, "{month}月工钱"),
        Payment("transfer", _POWER_COMPANY, 6, 10, 5, tuple(-bill for bill in POWER), "电费"),
        Payment("transfer", "样例畜牧服务部", 12, 9, 40, (-OTHER_BANK,) * 12, "消毒防疫、维修"),
        Payment("transfer", VILLAGE, 3, 9, 15, _only(6, -RENT * 12), "土地流转费"),
        Payment("loan_interest", _BANK, 21, 6, 0, tuple(-paid for paid in INTEREST), "贷款利息"),
        Payment("loan_repaid", _BANK, 26, 10, 0, _only(3, -LOAN_REPAID), "归还贷款本金"),
        Payment("loan_drawn", _BANK, 6, 10, 0, _only(4, LOAN_DRAWN), "贷款发放"),
        Payment("transfer", "样例畜牧设备有限公司", 27, 15, 0, NURSERY, "保育舍工程款"),
        Payment("transfer", "样例县人民医院", 26, 9, 30, _only(10, -SURGERY), "住院费"),
    ),
    household_by_wechat=HOUSEHOLD_BY_WECHAT,
    household_shops=("样例菜场", "样例药房", "样例加油站", "样例服装店"),
    supplies=Supplies(SUPPLIERS, early=(9_000, 14_000), without_early=frozenset({4, 6}), note="料款"),
    quiet_after={3: 22},
    deposit_rate_percent=DEPOSIT_RATE_PERCENT,
)


def month_name(index: int) -> str:
    return f"{YEAR}-{index + 1:02d}"
