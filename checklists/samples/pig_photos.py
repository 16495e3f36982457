"""The site photos of the made-up pig farm and what proves its answers, drawn. The farm was seen on two days."""

from __future__ import annotations

from collections.abc import Callable

from checklists.samples import pig_figures as f
from checklists.samples.drawing import Scene

Draw = Callable[[Scene], None]
_PIG, _PIPE = "#e8b7b0", "#6f7f88"
_AT_HOME, _ON_FARM = "2025-12-31", "2026-01-02"


def photos() -> dict[str, bytes]:
    """File name -> PNG."""
    return {name: _drawn(draw, caption, taken) for name, (draw, caption, taken) in _PHOTOS.items()}


def proofs() -> dict[str, bytes]:
    """File name -> PNG; a file is named after the question, or the table whose rows it shows."""
    return {f"{name}.png": _paper(words, f"{day} {taken}") for name, (words, day, taken) in _PROOFS.items()}


def _drawn(draw: Draw, caption: str, taken: str) -> bytes:
    scene = Scene()
    draw(scene)
    return scene.png(caption, taken)


def _paper(words: str, taken: str) -> bytes:
    scene = Scene()
    scene.box(0, 0, 960, 640, "#b9b3a6", line=None)
    scene.box(220, 40, 740, 620, "#ffffff")
    scene.text(480, 105, words, 34, bold=True)
    for row in range(9):
        scene.line((270, 180 + row * 40), (690 - (row % 3) * 40, 180 + row * 40), fill="#8a8a8a", width=4)
    scene.disc(640, 545, 30, "#c8102e")
    return scene.png(words, taken)


def _pig(s: Scene, x: int, y: int, size: int = 40) -> None:
    s.disc(x, y, size, _PIG)
    s.disc(x + size, y - size // 3, size * 6 // 10, _PIG)
    s.box(x - size // 2, y + size // 2, x - size // 4, y + size, _PIG)
    s.box(x + size // 4, y + size // 2, x + size // 2, y + size, _PIG)


def _gate(s: Scene) -> None:
    s.box(0, 0, 960, 430, "#cfe3ef", line=None)
    s.box(0, 430, 960, 720, "#a9a98c", line=None)
    for left in (120, 620):
        s.box(left, 180, left + 220, 430, "#ded3bd")
    s.box(340, 150, 620, 230, "#5d8a4d")
    s.text(480, 190, "大坳样例养殖场", 34, fill="#ffffff", bold=True)
    s.box(360, 430, 600, 520, "#7fa7c0")
    s.text(480, 475, "消毒池", 30)
    s.box(670, 240, 800, 330, "#ffffff")
    s.text(735, 270, "防疫重地", 24, fill="#c8102e")
    s.text(735, 305, "谢绝入内", 24, fill="#c8102e")


def _pens(s: Scene) -> None:
    s.room()
    for bay in range(4):
        left = 40 + bay * 225
        for column in range(6):
            s.line((left + column * 40, 300), (left + column * 40, 600), fill=_PIPE, width=5)
        s.line((left, 300), (left + 200, 300), fill=_PIPE, width=6)
        _pig(s, left + 60, 400)
        _pig(s, left + 130, 480)
        _pig(s, left + 70, 560)
        s.text(left + 100, 265, f"3 栋 {bay + 1} 栏", 24)


def _feed(s: Scene) -> None:
    s.room()
    s.cartons(60, 600, 6, 5, side=82)
    s.box(640, 160, 860, 480, "#c7ccd1")
    s.pen.polygon(((640, 480), (860, 480), (750, 620)), fill="#c7ccd1", outline="#2b2b2b")
    s.text(750, 320, "料塔", 38)


def _manure(s: Scene) -> None:
    s.box(0, 0, 960, 380, "#cfe3ef", line=None)
    s.box(0, 380, 960, 720, "#8fa66f", line=None)
    s.disc(300, 430, 150, "#6b8a57")
    s.text(300, 430, "沼气池", 36, fill="#ffffff")
    s.box(560, 320, 880, 540, "#b59b75")
    s.text(720, 430, "干粪棚", 36)


def _count(s: Scene) -> None:
    s.room()
    for x, y in ((120, 420), (230, 500), (340, 430), (150, 570), (290, 590)):
        _pig(s, x, y)
    s.person(690, 300, "#f4f4f4")
    s.box(560, 350, 680, 500, "#ffffff")
    s.text(620, 376, "点栏单", 28, bold=True)
    for row in range(4):
        s.line((576, 406 + row * 22), (664, 406 + row * 22), width=2)


def _ledger(s: Scene) -> None:
    s.box(0, 0, 960, 720, "#a7774a", line=None)
    s.box(150, 110, 810, 600, "#fffdf3")
    s.text(480, 150, "2025 年 卖猪记账本", 32, bold=True)
    for row, line in enumerate(("12-03  41 头  5,210 公斤", "12-16  34 头  4,300 公斤", "12-24  49 头  6,238 公斤")):
        s.text(480, 230 + row * 70, line, 32, fill="#33507a")
        s.line((190, 260 + row * 70), (770, 260 + row * 70), fill="#9aa7b0", width=2)


def _cash(s: Scene) -> None:
    s.box(0, 0, 960, 720, "#8c9a86", line=None)
    for pile, (colour, face) in enumerate((("#c0625c", "100"), ("#6d9a70", "50"), ("#b08a4e", "20"))):
        x = 90 + pile * 205
        for note in range(4):
            s.box(x + note * 8, 220 - note * 10, x + 150 + note * 8, 300 - note * 10, colour)
        s.text(x + 88, 236, face, 40, fill="#ffffff", bold=True)
    s.box(560, 360, 860, 590, "#ffffff")
    s.text(710, 400, "盘点表 19:10", 32, bold=True)
    s.text(710, 460, f"场里 {f.CASH_FARM:,} 元", 34)
    s.text(710, 520, f"家里 {f.CASH_HOME:,} 元", 34)


def _declaration(s: Scene) -> None:
    s.declaration("范样例", "2026 年 1 月 2 日")


_PHOTOS: dict[str, tuple[Draw, str, str]] = {
    "photo_front.png": (_gate, "场门与消毒池", f"{_ON_FARM} 08:52"),
    "photo_pens.png": (_pens, "育肥舍", f"{_ON_FARM} 09:40"),
    "photo_feed.png": (_feed, "料库与料塔", f"{_ON_FARM} 10:35"),
    "photo_manure.png": (_manure, "粪污处理设施", f"{_ON_FARM} 10:50"),
    "photo_stock.png": (_count, "点栏", f"{_ON_FARM} 09:55"),
    "photo_ledger.png": (_ledger, "卖猪记账本", f"{_AT_HOME} 16:20"),
    "photo_cash.png": (_cash, "盘点现金", f"{_AT_HOME} 19:10"),
    "photo_declaration.png": (_declaration, "客户声明签名", f"{_ON_FARM} 16:30"),
}
_PROOFS = {
    "g01_sign_in": ("双人到场签到", _AT_HOME, "14:00"),
    "consent_personal": ("个人信息处理告知书", _AT_HOME, "14:05"),
    "consent_sensitive": ("敏感信息单独同意书", _AT_HOME, "14:06"),
    "authorised": ("征信查询授权书", _AT_HOME, "14:08"),
    "licence_seen": ("营业执照", _AT_HOME, "14:12"),
    "face_match": ("本人与身份证", _AT_HOME, "14:14"),
    "court_check": ("执行信息公开网查询结果", _AT_HOME, "14:16"),
    "g02_photos": ("场区全景", _ON_FARM, "08:55"),
    "i01_biosecurity": ("消毒登记与换装", _ON_FARM, "08:58"),
    "g03_licences": ("防疫条件证与流转合同", _AT_HOME, "15:40"),
    "g07_bills": ("电费、地租、工资凭证", _AT_HOME, "15:50"),
    "g14_insurance": ("能繁母猪保险单", _AT_HOME, "15:58"),
    "i10_weighing": ("抽称八头的磅单", _ON_FARM, "10:10"),
    "g05_stock_take": ("点栏表", _ON_FARM, "10:30"),
    "receivables_list": ("猪贩尾款欠条", _AT_HOME, "16:02"),
    "g09_suppliers": ("饲料厂对账单", _AT_HOME, "16:06"),
    "g04_cash": ("磅单与盘点表", _AT_HOME, "19:14"),
    "cash_shop": ("管理房抽屉现金", _AT_HOME, "19:08"),
    "bank_accounts": ("手机银行余额", _AT_HOME, "16:40"),
    "epay_wechat": ("微信零钱", _AT_HOME, "16:44"),
    "epay_alipay": ("支付宝余额", _AT_HOME, "16:45"),
    "g08_payment_login": ("收款账户登录", _AT_HOME, "16:48"),
    "ledger_sales": ("卖猪记账本合计", _AT_HOME, "16:24"),
    "g06_random_days": ("随机三批磅单", _AT_HOME, "17:05"),
    "sampled_days": ("三批磅单与检疫票", _AT_HOME, "17:08"),
    "fixed_assets_list": ("猪舍与设备", _ON_FARM, "11:10"),
    "g11_home_visit": ("家访", _AT_HOME, "18:20"),
    "household_properties": ("宅基地使用证", _AT_HOME, "18:26"),
    "savings_amount": ("存单", _AT_HOME, "18:30"),
    "g12_debts": ("借款合同与还款记录", _AT_HOME, "17:30"),
    "adjustments": ("1 月 1 日磅单、检疫票、产房卡", _ON_FARM, "11:40"),
    "i02_herd_records": ("产仔记录与免疫档案", _ON_FARM, "13:20"),
    "i03_certificates": ("电子出证记录", _AT_HOME, "17:15"),
    "i04_feed_statement": ("料单与三批料肉比", _AT_HOME, "16:10"),
    "i05_disposal": ("无害化收集回执", _ON_FARM, "13:35"),
    "i06_epidemic": ("采样检测单", _ON_FARM, "13:40"),
    "i07_land_env": ("用地备案与环评登记", _AT_HOME, "15:44"),
    "i08_price": ("两家猪贩报价记录", _ON_FARM, "14:10"),
    "g10_neighbours": ("侧访记录", _ON_FARM, "15:30"),
    "g13_purpose": ("饲料订货单", _AT_HOME, "17:40"),
    "client_signed": ("客户签名", _ON_FARM, "16:28"),
}
