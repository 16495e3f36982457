"""The site photos of the made-up wholesaler, drawn."""

from __future__ import annotations

from collections.abc import Callable

from checklists.samples.drawing import Scene

Draw = Callable[[Scene], None]


def photos() -> dict[str, bytes]:
    """File name -> PNG."""
    return {name: _drawn(draw, caption, taken) for name, (draw, caption, taken) in _PHOTOS.items()}


def _drawn(draw: Draw, caption: str, taken: str) -> bytes:
    scene = Scene()
    draw(scene)
    return scene.png(caption, f"2025-12-31 {taken}")


def _shop_front(s: Scene) -> None:
    s.box(0, 0, 960, 560, "#cfe3ef", line=None)
    s.box(0, 560, 960, 720, "#a9a9a0", line=None)
    s.box(90, 150, 720, 580, "#ded3bd")
    s.box(70, 130, 740, 230, "#b5473c")
    s.text(405, 180, "宏达食品批发部", 56, fill="#ffffff", bold=True)
    s.box(130, 270, 420, 580, "#8fb3c9")
    s.line((275, 270), (275, 580))
    s.cartons(450, 576, 3, 4)
    s.box(660, 260, 715, 300, "#3f6f9f")
    s.text(688, 280, "18号", 22, fill="#ffffff")
    s.box(770, 430, 930, 560, "#ffffff")
    s.box(770, 470, 812, 560, "#3f6f9f")
    s.disc(810, 566, 24, "#333333")
    s.disc(894, 566, 24, "#333333")
    s.text(868, 500, "配送", 30)


def _counter(s: Scene) -> None:
    s.room()
    for shelf in range(3):
        s.box(60, 90 + shelf * 120, 700, 100 + shelf * 120, "#7a5c3a")
        s.cartons(70, 90 + shelf * 120, 8, 1)
    s.person(480, 330, "#3f6f9f")
    s.box(140, 470, 820, 620, "#a7774a")
    s.box(200, 400, 330, 480, "#333a40")
    s.box(212, 410, 318, 462, "#9fd0a8")
    s.box(640, 380, 760, 490, "#ffffff")
    for row in range(5):
        for column in range(5):
            if (row * 3 + column * 5 + row * column) % 2 == 0:
                s.box(660 + column * 16, 394 + row * 16, 674 + column * 16, 408 + row * 16, "#1d7a3c", line=None)
    s.text(700, 510, "收款码", 26)


def _warehouse(s: Scene) -> None:
    s.room()
    for bay, rows in enumerate((5, 6, 4)):
        s.cartons(50 + bay * 250, 600, 3, rows)
    s.box(805, 300, 925, 600, "#6f7f88")
    s.line((805, 450), (925, 450))
    s.text(865, 375, "冷柜", 34, fill="#ffffff")


def _stock_take(s: Scene) -> None:
    s.room()
    s.cartons(60, 610, 6, 6)
    s.person(700, 300, "#5d8a4d")
    s.box(560, 350, 680, 500, "#ffffff")
    s.text(620, 376, "点货单", 28, bold=True)
    for row in range(4):
        s.line((576, 406 + row * 22), (664, 406 + row * 22), width=2)


def _ledger(s: Scene) -> None:
    s.box(0, 0, 960, 720, "#a7774a", line=None)
    s.box(150, 110, 480, 600, "#fffdf3")
    s.box(480, 110, 810, 600, "#fffdf3")
    s.text(315, 150, "2025 年 12 月　销货", 28, bold=True)
    s.text(645, 150, "收款", 28, bold=True)
    for row in range(9):
        y = 200 + row * 42
        s.line((170, y), (460, y), fill="#9aa7b0", width=2)
        s.line((500, y), (790, y), fill="#9aa7b0", width=2)
        s.text(230, y - 18, f"12-{row * 3 + 2:02d}", 24, fill="#33507a")
        s.text(390, y - 18, f"{11_240 + row * 1_337:,}", 24, fill="#33507a")
        s.text(700, y - 18, f"{9_860 + row * 1_071:,}", 24, fill="#33507a")


def _cash(s: Scene) -> None:
    s.box(0, 0, 960, 720, "#8c9a86", line=None)
    for pile, (colour, face) in enumerate(
        (("#c0625c", "100"), ("#6d9a70", "50"), ("#b08a4e", "20"), ("#5f86a8", "10"))
    ):
        x = 90 + pile * 205
        for note in range(4 - pile % 2):
            s.box(x + note * 8, 220 - note * 10, x + 150 + note * 8, 300 - note * 10, colour)
        s.text(x + 88, 236, face, 40, fill="#ffffff", bold=True)
    for coin in range(9):
        s.disc(140 + coin * 60, 400 + (coin % 3) * 18, 24, "#d9d4c3")
    s.box(560, 330, 860, 590, "#ffffff")
    s.text(710, 370, "盘点表 18:40", 32, bold=True)
    s.text(710, 430, "店里 6,240 元", 34)
    s.text(710, 490, "家里 3,000 元", 34)
    s.text(710, 550, "合计 9,240 元", 34, bold=True)


def _declaration(s: Scene) -> None:
    s.declaration("陈样例", "2025 年 12 月 31 日")


_PHOTOS: dict[str, tuple[Draw, str, str]] = {
    "photo_front.png": (_shop_front, "门头", "15:42"),
    "photo_counter.png": (_counter, "收银台与收款码", "15:50"),
    "photo_warehouse.png": (_warehouse, "仓库", "16:20"),
    "photo_stock.png": (_stock_take, "点货", "16:35"),
    "photo_ledger.png": (_ledger, "账本", "17:30"),
    "photo_cash.png": (_cash, "盘点现金", "18:40"),
    "photo_declaration.png": (_declaration, "客户声明签名", "19:05"),
}
