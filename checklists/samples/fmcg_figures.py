"""The figures of the made-up wholesaler, in yuan: chosen so that everything that must agree does.

Worked out from `cases/fmcg_wholesale_consistent.json`: sales 400万 at a margin of 12.5%, net profit 19.4万, equity that closes,
money that rolls forward to what is counted but for 360 yuan of cash that nobody can account for.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from checklists.samples.accounts import Books, Movement, Payment, Receipts, Supplies, moment

VISIT = date(2025, 12, 31)
YEAR = 2025
CLIENT, SPOUSE, SHOP = "陈样例", "林样例", "宏达食品批发部(样例)"
LANDLORD, PACKER = "房东周某(样例)", "装卸工小何(样例)"
CARD_TAIL = "6688"

SALES = (320_000, 220_000, 280_000, 290_000, 310_000, 360_000, 380_000, 370_000, 340_000, 330_000, 350_000, 450_000)
_OFF_MARGIN = (800, -600, 900, -1100, 700, -900, 1200, -800, 600, -700, 500, -600)
COGS = tuple(sales * 875 // 1000 + off for sales, off in zip(SALES, _OFF_MARGIN, strict=True))
PREVIOUS_SALES = (
    300_000, 205_000, 262_000, 270_000, 288_000, 333_000, 352_000, 345_000, 316_000, 307_000, 326_000, 416_000,
)  # fmt: skip
WAGES, RENT, INTEREST = 10_000, 4_000, 1_000
UTILITIES = (1050, 980, 920, 900, 930, 1040, 1160, 1180, 1050, 930, 900, 960)
TRANSPORT = (5800, 4300, 5200, 5300, 5600, 6400, 6800, 6600, 6100, 5900, 6200, 7800)
TAX = (0, 0, 4500) * 4
STOCK_LOSS = 3_000
"""The near-expiry half of a batch of juice, booked in December: a cost without cash."""
OTHER_COSTS = (*(1_750,) * 11, 1_750 + STOCK_LOSS)

RECEIVABLES_ROSE, PAYABLES_ROSE, PREPAID_ROSE = 60_000, 30_000, 10_000
STOCK_OPENING, STOCK_COUNTED = 300_000, 360_000
PURCHASES = sum(COGS) + STOCK_COUNTED - STOCK_OPENING
MAKERS_PAID = PURCHASES - PAYABLES_ROSE + PREPAID_ROSE

COLLECTED = tuple(Decimal(sales) * (sum(SALES) - RECEIVABLES_ROSE) / sum(SALES) for sales in SALES)
WECHAT_SHARE, BANK_SHARE, CASH_SHARE = Decimal("0.40"), Decimal("0.52"), Decimal("0.08")
WECHAT_RECEIPTS = tuple(month * WECHAT_SHARE for month in COLLECTED)
BANK_RECEIPTS = tuple(month * BANK_SHARE for month in COLLECTED)

HOUSEHOLD_MONTH, HOUSEHOLD_BY_WECHAT = 8_000, 2_000
SPOUSE_WAGE = 2_500
PACKER_WAGE = 2_000
WEDDING = 80_000
LOAN_REPAID, LOAN_DRAWN = 200_000, 250_000

OPENING_WECHAT, OPENING_BANK, OPENING_CASH, OPENING_SPOUSE = 20_000, 50_600, 7_600, 1_800
OPENING_MONEY = OPENING_WECHAT + OPENING_BANK + OPENING_CASH + OPENING_SPOUSE
CLOSING_WECHAT = 15_000
CASH_SHOP, CASH_HOME, CASH_SHORT = 6_240, 3_000, 360
CLOSING_SPOUSE = 4_000

WECHAT_MONTH_END = (
    21_340,
    12_870,
    18_450,
    23_120,
    16_780,
    14_260,
    26_310,
    19_540,
    13_650,
    22_480,
    17_930,
    CLOSING_WECHAT,
)
BANK_MONTH_END = (46_230, 58_310, 41_690, 52_940, 61_420, 38_570, 55_130, 30_840, 63_180, 44_520, 57_610, 52_400)
"""Bank balances at the ends of the months, interest on deposits not counted: it comes on top."""
MAKERS = (
    ("样例清泉饮料有限公司", Decimal("0.45")),
    ("样例牧场乳业有限公司", Decimal("0.30")),
    ("样例谷香食品有限公司", Decimal("0.25")),
)
DEPOSIT_RATE_PERCENT = Decimal("0.05")

_SHOPS = tuple(
    f"{place}{kind}"
    for place in ("惠民", "福满", "东街", "桥头", "新村", "同乐", "旺角", "平安", "小李", "阿芳")
    for kind in ("超市", "小卖部", "便利店", "副食店", "餐馆")
)
_BIG_CUSTOMERS = ("样例县城购物中心", "样例学校食堂", "样例工业园超市", "样例镇供销社", "样例酒店", "样例物流园食堂")
_BANK = "样例商业银行"
_OFFICE_SHOP = "样例办公用品店"


def _only(month: int, amount: int) -> tuple[int, ...]:
    return tuple(amount if index == month else 0 for index in range(12))


BOOKS = Books(
    year=YEAR,
    seed=20251231,
    holder=CLIENT,
    card_tail=CARD_TAIL,
    opening_wechat=OPENING_WECHAT,
    opening_bank=OPENING_BANK,
    wechat=Receipts(WECHAT_RECEIPTS, _SHOPS, count=24, spread=5),
    bank=Receipts(BANK_RECEIPTS, _BIG_CUSTOMERS, count=6, spread=2),
    wechat_month_end=WECHAT_MONTH_END,
    bank_month_end=BANK_MONTH_END,
    wechat_payments=(
        Payment("rent", LANDLORD, 1, 9, 12, (-RENT,) * 12, "{month}月店租仓租"),
        Payment("utilities", "样例供电公司", 6, 10, 5, tuple(-bill for bill in UTILITIES), "水电费"),
        Payment("wages", PACKER, 10, 18, 40, (-PACKER_WAGE,) * 12, "{month}月工钱"),
    ),
    bank_payments=(
        Payment("loan_interest", _BANK, 21, 6, 0, (-INTEREST,) * 12, "贷款利息"),
        Payment("tax", "待报解预算收入", 14, 10, 30, tuple(-tax for tax in TAX), "税款"),
        Payment("loan_repaid", _BANK, 26, 10, 0, _only(7, -LOAN_REPAID), "归还贷款本金"),
        Payment("loan_drawn", _BANK, 1, 10, 0, _only(8, LOAN_DRAWN), "贷款发放"),
    ),
    household_by_wechat=HOUSEHOLD_BY_WECHAT,
    household_shops=("样例菜场", "样例药房", "样例加油站", "样例服装店"),
    supplies=Supplies(MAKERS, without_early=frozenset({7})),
    quiet_after={7: 22},
    extra_wechat={
        4: (
            Movement(moment(YEAR, 4, 16, 11, 20), "refund", _OFFICE_SHOP, Decimal("86.00"), "标签纸退货"),
            Movement(moment(YEAR, 4, 12, 15, 2), "expense", _OFFICE_SHOP, Decimal("-86.00"), "标签纸"),
        ),
        8: (Movement(moment(YEAR, 8, 13, 14, 30), "receipt", "桥头便利店", Decimal("1288.00"), "货款", refunded=True),),
    },
    deposit_rate_percent=DEPOSIT_RATE_PERCENT,
)


def month_name(index: int) -> str:
    return f"{YEAR}-{index + 1:02d}"
