"""The figures of the made-up restaurant, in yuan: chosen so that everything that must agree does.

Sales 216万 (dine-in and banquets 80 %, takeaway 20 % as settled by the platforms) at 57 %, net profit 27万. Stored-value cards are
advances: topped up, given, eaten up, rolled forward like the rest. 240 yuan of cash are missing.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from checklists.samples.accounts import Books, Movement, Payment, Receipts, Supplies, moment

VISIT = date(2025, 12, 31)
YEAR = 2025
CLIENT, SPOUSE, SHOP = "吴样例", "周样例", "老渔坊酒楼(样例)"
LANDLORD = "房东郑某(样例)"
CARD_TAIL = "3719"

SALES = (196_000, 209_000, 156_000, 166_000, 186_000, 170_000, 174_000, 181_000, 172_000, 192_000, 164_000, 194_000)
_OFF_MARGIN = (600, -700, 900, -500, -800, 700, 400, -600, 500, -900, 800, -400)
COGS = tuple(sales * 43 // 100 + off for sales, off in zip(SALES, _OFF_MARGIN, strict=True))
PREVIOUS_SALES = (
    186_000, 198_000, 149_000, 158_000, 176_000, 162_000, 165_000, 172_000, 164_000, 183_000, 155_000, 184_000,
)  # fmt: skip
STAFF, WAGE = 12, 3_400
WAGES_BY_WECHAT = 2 * WAGE
RENT = 15_000
UTILITIES = (9_100, 8_900, 8_100, 8_000, 8_300, 8_700, 9_300, 9_400, 8_600, 8_100, 8_000, 8_700)
TRANSPORT = 700
TAX = (0, 0, 3_000) * 4
OTHER_BY_BANK, OTHER_IN_CASH, CARDS_BONUS_MONTH = 10_000, 1_500, 2_000
OTHER_COSTS = OTHER_BY_BANK + OTHER_IN_CASH + CARDS_BONUS_MONTH

LOAN_OPENING, LOAN_REPAID_MONTH = 132_000, 4_000
INTEREST = tuple((LOAN_OPENING - LOAN_REPAID_MONTH * month) * 45 // 10_000 for month in range(12))
LOAN = LOAN_OPENING - 12 * LOAN_REPAID_MONTH

CARDS_OPENING, CARDS_PAID, CARDS_USED = 58_000, 150_000, 161_000
CARDS_BONUS = 12 * CARDS_BONUS_MONTH
CARDS = CARDS_OPENING + CARDS_PAID + CARDS_BONUS - CARDS_USED
DEPOSITS_OPENING, DEPOSITS = 6_000, 9_000
"""What families paid down for banquets to come."""

RECEIVABLES_OPENING, RECEIVABLES = 26_000, 34_000
PREPAID_OPENING, PREPAID = 8_000, 12_000
PAYABLES_OPENING, PAYABLES = 48_000, 56_000
STOCK_OPENING, STOCK_COUNTED = 22_000, 28_000
PURCHASES = sum(COGS) + STOCK_COUNTED - STOCK_OPENING
MARKET_IN_CASH = 112_000
FOOD_PAID = PURCHASES - (PAYABLES - PAYABLES_OPENING) + PREPAID - PREPAID_OPENING

COLLECTED_YEAR = (
    sum(SALES)
    - (RECEIVABLES - RECEIVABLES_OPENING)
    + (CARDS + DEPOSITS - CARDS_OPENING - DEPOSITS_OPENING)
    - CARDS_BONUS
)
"""Money that came in; what was given on top of cards is in the advances and in the costs, but is no money."""
PLATFORMS = (("样例外卖平台甲", Decimal("0.14"), 11), ("样例外卖平台乙", Decimal("0.06"), 12))
"""Name, share of sales that it settles, the day of its first payment in a month; the second comes twelve days later."""
TAKEAWAY_SHARE = sum((share for _, share, _ in PLATFORMS), Decimal(0))
TAKEAWAY = int(sum(SALES) * TAKEAWAY_SHARE)
WECHAT_PERCENT, CASH_PERCENT = 15, 10
WECHAT_YEAR, CASH_YEAR = (COLLECTED_YEAR * percent // 100 for percent in (WECHAT_PERCENT, CASH_PERCENT))


def _by_sales(year: int) -> tuple[Decimal, ...]:
    """A year's sum month by month in whole yuan; the last month takes what is left over."""
    parts = [year * sales // sum(SALES) for sales in SALES[:-1]]
    return (*map(Decimal, parts), Decimal(year - sum(parts)))


WECHAT_RECEIPTS = _by_sales(WECHAT_YEAR)
BANK_RECEIPTS = _by_sales(COLLECTED_YEAR - WECHAT_YEAR - CASH_YEAR - TAKEAWAY)
"""What the collector of scanned codes settles; the platforms' payments come on top."""

HOUSEHOLD_MONTH, HOUSEHOLD_BY_WECHAT = 10_500, 3_500
ILLNESS, VAN, SAVED = 30_000, 48_000, 10_000

OPENING_WECHAT, OPENING_BANK, OPENING_CASH, SPOUSE_ACCOUNT = 9_800, 54_340, 10_460, 3_400
OPENING_MONEY = OPENING_WECHAT + OPENING_BANK + OPENING_CASH + SPOUSE_ACCOUNT
CLOSING_WECHAT, CLOSING_BANK = 8_600, 69_200
CASH_SHOP, CASH_HOME, CASH_SHORT = 6_620, 4_000, 240

WECHAT_MONTH_END = (10_420, 8_130, 9_260, 7_840, 11_370, 9_650, 8_910, 10_280, 7_460, 9_930, 8_240, CLOSING_WECHAT)
BANK_MONTH_END = (
    58_310, 98_240, 124_470, 46_930, 61_280, 72_650, 51_390, 74_760, 117_540, 55_810, 60_120, CLOSING_BANK,
)  # fmt: skip
"""Interest on deposits not counted. High where half a year's rent falls due in the next days."""
SUPPLIERS = (
    ("样例河鲜水产行", Decimal("0.40")),
    ("样例粮油批发部", Decimal("0.26")),
    ("样例肉联冻品公司", Decimal("0.22")),
    ("样例酒水商贸公司", Decimal("0.12")),
)
DEPOSIT_RATE_PERCENT = Decimal("0.05")

_GUESTS = tuple(
    f"{name}{kind}" for name in ("阿强", "小芳", "老陈", "晓梅", "建国", "丽丽", "大伟") for kind in ("", "(样例)", "A")
)
_BANK = "样例商业银行"


def _in(months: tuple[int, ...], amount: int) -> tuple[int, ...]:
    return tuple(amount if month in months else 0 for month in range(12))


def _settled(name: str, share: Decimal, day: int) -> tuple[Payment, Payment]:
    """A platform pays out twice a month, uneven parts of what was ordered."""
    whole = tuple(int(sales * share) for sales in SALES)
    first = tuple(amount * 47 // 100 for amount in whole)
    rest = tuple(amount - part for amount, part in zip(whole, first, strict=True))
    return (
        Payment("receipt", name, day, 6, 20, first, "外卖结算"),
        Payment("receipt", name, day + 12, 6, 20, rest, "外卖结算"),
    )


BOOKS = Books(
    year=YEAR,
    seed=20251202,
    holder=CLIENT,
    card_tail=CARD_TAIL,
    opening_wechat=OPENING_WECHAT,
    opening_bank=OPENING_BANK,
    wechat=Receipts(WECHAT_RECEIPTS, _GUESTS, count=22, spread=6, note="餐费"),
    bank=Receipts(BANK_RECEIPTS, ("样例收单支付公司",), count=24, spread=4, note="收单结算"),
    wechat_month_end=WECHAT_MONTH_END,
    bank_month_end=BANK_MONTH_END,
    wechat_payments=(
        Payment("utilities", "样例水电燃气", 14, 10, 5, tuple(-bill for bill in UTILITIES), "水电燃气费"),
        Payment("wages", "传菜工小许(样例)", 17, 21, 40, (-WAGES_BY_WECHAT,) * 12, "{month}月工钱(两人)"),
    ),
    bank_payments=(
        *(payment for platform in PLATFORMS for payment in _settled(*platform)),
        Payment("transfer", "样例餐饮服务", 5, 9, 30, (-OTHER_BY_BANK,) * 12, "推广、消毒餐具、维修"),
        Payment("transfer", "样例加油站", 8, 9, 5, (-TRANSPORT,) * 12, "油费"),
        Payment("wages", "代发", 10, 15, 0, (-(STAFF - 2) * WAGE,) * 12, "{month}月工资"),
        Payment("tax", "待报解预算收入", 14, 10, 30, tuple(-tax for tax in TAX), "税款"),
        Payment("loan_interest", _BANK, 21, 6, 0, tuple(-interest for interest in INTEREST), "贷款利息"),
        Payment("loan_repaid", _BANK, 21, 6, 1, (-LOAN_REPAID_MONTH,) * 12, "归还贷款本金"),
        Payment("transfer", LANDLORD, 2, 9, 12, _in((3, 9), -6 * RENT), "半年房租"),
        Payment("transfer", "样例汽贸公司", 24, 14, 20, _in((6,), -VAN), "购采购用车"),
        Payment("transfer", "样例县人民医院", 26, 11, 8, _in((4,), -ILLNESS), "住院费"),
        Payment("transfer", SPOUSE, 26, 20, 15, _in((7,), -SAVED), "存定期"),
    ),
    household_by_wechat=HOUSEHOLD_BY_WECHAT,
    household_shops=("样例超市", "样例药房", "样例辅导班", "样例服装店"),
    supplies=Supplies(SUPPLIERS, early=(9_000, 14_000), without_early=frozenset({2, 8}), note="食材款"),
    extra_wechat={
        9: (Movement(moment(YEAR, 9, 13, 14, 30), "receipt", "晓梅A", Decimal("2000.00"), "宴席定金", refunded=True),),
    },
    withdrawal_days=(19, 27),
    deposit_rate_percent=DEPOSIT_RATE_PERCENT,
)


def month_name(index: int) -> str:
    return f"{YEAR}-{index + 1:02d}"
