"""The figures of the made-up machining workshop, in yuan: chosen so that everything that must agree does.

Eight workers, four customers who pay at 60 to 90 days, partly with bank bills that go on to the steel dealer. Sales 260万 with
material in three quarters of them, 45 % before wages, 10 % net. A lathe pair bought in the year, one machining centre on a lease.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from checklists.samples.accounts import Books, Payment, Receipts, Supplies

VISIT = date(2025, 12, 31)
YEAR = 2025
CLIENT, SPOUSE, SHOP = "赵样例", "孙样例", "精诚机械加工厂(样例)"
LANDLORD = "样例工业园管委会"
CARD_TAIL = "3107"

SALES = (190_000, 120_000, 215_000, 225_000, 230_000, 235_000, 220_000, 215_000, 235_000, 225_000, 240_000, 250_000)
_OFF_MARGIN = (900, -700, 1100, -1300, 800, -600, 1200, -900, 700, -1100, 600, -700)
COGS = tuple(sales * 55 // 100 + off for sales, off in zip(SALES, _OFF_MARGIN, strict=True))
PREVIOUS_SALES = (
    178_000, 121_000, 199_000, 209_000, 214_000, 220_000, 206_000, 203_000, 218_000, 211_000, 223_000, 228_000,
)  # fmt: skip
STAFF, WAGE_MEAN = 8, 6_150
PIECE_WAGES = tuple(sales * 15 // 100 for sales in SALES)
WAGES = tuple(16_700 + piece for piece in PIECE_WAGES)
RENT = 7_200
UTILITIES = (6_300, 4_200, 7_000, 7_400, 7_600, 7_900, 8_100, 8_200, 7_700, 7_200, 7_300, 7_500)
TRANSPORT = (2_700, 1_700, 3_000, 3_100, 3_200, 3_200, 3_000, 3_000, 3_200, 3_100, 3_300, 3_500)
TAX = (0, 0, 9_500) * 4
OTHER_COSTS = (4_200, 2_900, 4_500, 4_700, 4_800, 4_900, 4_700, 4_600, 4_900, 4_800, 5_000, 5_200)
LEASE_PRINCIPAL, LEASE_INTEREST, BANK_INTEREST = 3_500, 350, 800
INTEREST = (*(LEASE_INTEREST,) * 6, *(LEASE_INTEREST + BANK_INTEREST,) * 6)

CLEAN_RECEIVABLES = 480_000
BILLS_ENDORSED = (0, 0, 60_000, 0, 0, 50_000, 0, 0, 60_000, 0, 50_000, 0)
BILLS_HELD, BILLS_OPENING = 50_000, 40_000
RECEIVABLES_OPENING = 460_000 + BILLS_OPENING
RECEIVABLES_ROSE = CLEAN_RECEIVABLES + BILLS_HELD - RECEIVABLES_OPENING
PAYABLES_OPENING, PAYABLES = 140_000, 150_000
ADVANCES_OPENING, ADVANCES = 15_000, 20_000
STOCK_OPENING, STOCK_COUNTED = 168_000, 180_000
PURCHASES = sum(COGS) + STOCK_COUNTED - STOCK_OPENING
SUPPLIERS_PAID = PURCHASES - (PAYABLES - PAYABLES_OPENING)
"""In cash and by bank; what was paid with bills is in it too."""

MACHINES_BOUGHT, LOAN_DRAWN = 180_000, 200_000
LEASE_OPENING = 84_000
LEASE_LEFT = LEASE_OPENING - LEASE_PRINCIPAL * 12
HOUSEHOLD_MONTH, HOUSEHOLD_BY_WECHAT = 9_000, 3_500
FUNERAL = 40_000

_COLLECTED_YEAR = sum(SALES) - RECEIVABLES_ROSE + ADVANCES - ADVANCES_OPENING
_COLLECTED = tuple(Decimal(sales * _COLLECTED_YEAR // sum(SALES)) for sales in SALES[:-1])
COLLECTED = (*_COLLECTED, _COLLECTED_YEAR - sum(_COLLECTED))
"""What customers paid, month by month in proportion to sales."""
WECHAT_SHARE, CASH_SHARE = Decimal("0.10"), Decimal("0.04")
WECHAT_RECEIPTS = tuple((month * WECHAT_SHARE).quantize(Decimal(1)) for month in COLLECTED)
CASH_RECEIPTS = tuple((month * CASH_SHARE).quantize(Decimal(1)) for month in COLLECTED)
BANK_RECEIPTS = tuple(
    month - wechat - cash - bills
    for month, wechat, cash, bills in zip(COLLECTED, WECHAT_RECEIPTS, CASH_RECEIPTS, BILLS_ENDORSED, strict=True)
)
OFF_ACCOUNT_PERCENT = Decimal("12.5")
"""Cash and endorsed bills, of sales."""

OPENING_WECHAT, OPENING_BANK, OPENING_CASH, OPENING_SPOUSE = 8_000, 124_000, 9_500, 6_000
OPENING_MONEY = OPENING_WECHAT + OPENING_BANK + OPENING_CASH + OPENING_SPOUSE
CLOSING_WECHAT, CLOSING_SPOUSE = 9_000, 6_000
CASH_SHOP, CASH_HOME, CASH_SHORT = 5_180, 4_000, 320
CASH_SUPPLIES = (
    OPENING_CASH
    + int(sum(CASH_RECEIPTS))
    - (HOUSEHOLD_MONTH - HOUSEHOLD_BY_WECHAT) * 12
    - (CASH_SHOP + CASH_HOME + CASH_SHORT)
)
"""Tools and small parts bought with what came in as cash: the till closes with it."""
BANK_SUPPLIES = SUPPLIERS_PAID - sum(BILLS_ENDORSED) - CASH_SUPPLIES
WECHAT_MONTH_END = (7_300, 6_100, 8_420, 9_150, 7_760, 8_830, 9_640, 7_210, 8_370, 6_940, 8_110, CLOSING_WECHAT)
_WECHAT_OUT = sum(TRANSPORT) + sum(OTHER_COSTS) + HOUSEHOLD_BY_WECHAT * 12
_WITHDRAWN = int(sum(WECHAT_RECEIPTS)) - _WECHAT_OUT - (CLOSING_WECHAT - OPENING_WECHAT)
_BANK_OUT = (
    sum(WAGES)
    + RENT * 12
    + sum(UTILITIES)
    + sum(TAX)
    + sum(INTEREST)
    + LEASE_PRINCIPAL * 12
    + MACHINES_BOUGHT
    + FUNERAL
)
CLOSING_BANK = int(OPENING_BANK + sum(BANK_RECEIPTS) + _WITHDRAWN + LOAN_DRAWN - _BANK_OUT - BANK_SUPPLIES)
BANK_MONTH_END = (
    122_400, 113_200, 108_900, 121_300, 134_800, 320_500, 148_600, 159_200, 118_300, 132_700, 128_400, CLOSING_BANK,
)  # fmt: skip
"""Bank balances at the ends of the months, interest on deposits not counted: it comes on top."""
STEEL, PLATING, TOOLS = "样例钢材有限公司", "样例表面处理厂", "样例刀具商行"
SUPPLIERS = ((STEEL, Decimal("0.55")), (PLATING, Decimal("0.30")), (TOOLS, Decimal("0.15")))
CUSTOMERS = ("样例水泵股份有限公司", "样例农机有限公司", "样例阀门有限公司", "样例汽配有限公司")
DEPOSIT_RATE_PERCENT = Decimal("0.05")
_BANK, _LESSOR = "样例商业银行", "样例金融设备公司"


def _only(month: int, amount: int) -> tuple[int, ...]:
    return tuple(amount if index == month else 0 for index in range(12))


BOOKS = Books(
    year=YEAR,
    seed=20251207,
    holder=CLIENT,
    card_tail=CARD_TAIL,
    opening_wechat=OPENING_WECHAT,
    opening_bank=OPENING_BANK,
    wechat=Receipts(WECHAT_RECEIPTS, ("零活王师傅", "样例修理部", "样例废品回收站", "样例沙发厂"), count=7, spread=3),
    bank=Receipts(BANK_RECEIPTS, CUSTOMERS, count=6, spread=2),
    wechat_month_end=WECHAT_MONTH_END,
    bank_month_end=BANK_MONTH_END,
    wechat_payments=(
        Payment("expense", "样例加油站", 7, 18, 22, tuple(-paid for paid in TRANSPORT), "油费运费"),
        Payment("expense", "样例机电维修", 18, 16, 5, tuple(-paid for paid in OTHER_COSTS), "维修杂费"),
    ),
    bank_payments=(
        Payment("transfer", LANDLORD, 3, 9, 12, (-RENT,) * 12, "{month}月厂房租金"),
        Payment("transfer", "样例供电公司", 12, 10, 5, tuple(-bill for bill in UTILITIES), "水电费"),
        Payment("wages", "", 15, 17, 40, tuple(-paid for paid in WAGES), "{month}月工资"),
        Payment("tax", "待报解预算收入", 14, 10, 30, tuple(-tax for tax in TAX), "税款"),
        Payment("transfer", _LESSOR, 10, 8, 0, (-LEASE_PRINCIPAL - LEASE_INTEREST,) * 12, "租金"),
        Payment("loan_interest", _BANK, 21, 6, 0, (*(0,) * 6, *(-BANK_INTEREST,) * 6), "贷款利息"),
        Payment("loan_drawn", _BANK, 26, 10, 0, _only(5, LOAN_DRAWN), "贷款发放"),
        Payment("transfer", "样例数控机床有限公司", 4, 10, 20, _only(6, -MACHINES_BOUGHT), "机床款"),
        Payment("transfer", "样例殡仪服务站", 9, 9, 30, _only(8, -FUNERAL), "费用"),
    ),
    household_by_wechat=HOUSEHOLD_BY_WECHAT,
    household_shops=("样例菜场", "样例药房", "样例学校食堂", "样例服装店"),
    supplies=Supplies(SUPPLIERS, early=(9_000, 14_000)),
    deposit_rate_percent=DEPOSIT_RATE_PERCENT,
)


def month_name(index: int) -> str:
    return f"{YEAR}-{index + 1:02d}"
