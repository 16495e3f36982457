"""The site photos of the made-up restaurant, drawn."""

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


def _front(s: Scene) -> None:
    s.box(0, 0, 960, 560, "#cfe3ef", line=None)
    s.box(0, 560, 960, 720, "#a9a9a0", line=None)
    s.box(110, 60, 850, 580, "#e3d5bd")
    s.box(90, 250, 870, 350, "#8c2f2a")
    s.text(480, 300, "老渔坊酒楼", 60, fill="#f6d98a", bold=True)
    for window in range(4):
        s.box(150 + window * 180, 100, 270 + window * 180, 220, "#8fb3c9")
    s.box(400, 380, 560, 580, "#7a4a2a")
    s.line((480, 380), (480, 580))
    for side in (180, 660):
        s.box(side, 390, side + 150, 520, "#8fb3c9")
    s.box(600, 380, 650, 410, "#3f6f9f")
    s.text(625, 395, "27号", 20, fill="#ffffff")


def _counter(s: Scene) -> None:
    s.room()
    for bottle in range(10):
        s.box(90 + bottle * 56, 130, 118 + bottle * 56, 220, ("#b5473c", "#5d8a4d", "#d39b3a")[bottle % 3])
    s.box(70, 220, 660, 232, "#7a5c3a")
    s.person(420, 310, "#8c2f2a")
    s.box(120, 470, 840, 620, "#a7774a")
    s.box(200, 390, 340, 480, "#333a40")
    s.text(270, 434, "收银系统", 26, fill="#9fd0a8")
    s.box(640, 380, 760, 490, "#ffffff")
    for row in range(5):
        for column in range(5):
            if (row * 3 + column * 5 + row * column) % 2 == 0:
                s.box(660 + column * 16, 394 + row * 16, 674 + column * 16, 408 + row * 16, "#1d7a3c", line=None)
    s.text(700, 510, "收款码", 26)


def _kitchen(s: Scene) -> None:
    s.room()
    s.box(60, 60, 620, 150, "#9aa3a8")
    s.text(340, 105, "排烟罩", 34)
    s.box(60, 400, 620, 600, "#b9c0c4")
    for stove in range(4):
        s.disc(130 + stove * 140, 400, 48, "#4a4f53")
        s.box(118 + stove * 140, 470, 142 + stove * 140, 494, "#d39b3a" if stove < 3 else "#8a8a8a")
    s.person(300, 220, "#f4f4f0")
    s.box(680, 200, 900, 600, "#dfe6ea")
    s.line((680, 400), (900, 400))
    s.text(790, 300, "冰柜", 40)


def _stock_take(s: Scene) -> None:
    s.room()
    s.cartons(60, 610, 5, 5)
    s.person(680, 300, "#8c2f2a")
    s.box(540, 350, 660, 500, "#ffffff")
    s.text(600, 376, "点货单", 28, bold=True)
    for row in range(4):
        s.line((556, 406 + row * 22), (644, 406 + row * 22), width=2)


def _ledger(s: Scene) -> None:
    s.box(0, 0, 960, 720, "#a7774a", line=None)
    s.box(150, 110, 810, 600, "#fffdf3")
    s.text(480, 150, "2025 年 12 月　日结", 30, bold=True)
    for row in range(9):
        y = 220 + row * 42
        s.line((180, y), (780, y), fill="#9aa7b0", width=2)
        s.text(270, y - 20, f"12-{row * 3 + 2:02d}", 24, fill="#33507a")
        s.text(480, y - 20, f"堂食 {4_310 + row * 173:,}", 24, fill="#33507a")
        s.text(690, y - 20, f"外卖 {1_120 + row * 37:,}", 24, fill="#33507a")


def _cash(s: Scene) -> None:
    s.box(0, 0, 960, 720, "#8c9a86", line=None)
    for pile, (colour, face) in enumerate(
        (("#c0625c", "100"), ("#6d9a70", "50"), ("#b08a4e", "20"), ("#5f86a8", "10"))
    ):
        x = 90 + pile * 205
        for note in range(3):
            s.box(x + note * 8, 220 - note * 10, x + 150 + note * 8, 300 - note * 10, colour)
        s.text(x + 88, 240, face, 40, fill="#ffffff", bold=True)
    s.box(320, 340, 660, 600, "#ffffff")
    s.text(490, 380, "盘点表 14:20", 32, bold=True)
    s.text(490, 440, "店里 6,620 元", 34)
    s.text(490, 500, "家里 4,000 元", 34)
    s.text(490, 560, "合计 10,620 元", 34, bold=True)


def _declaration(s: Scene) -> None:
    s.declaration("吴样例", "2025 年 12 月 31 日")


_PHOTOS: dict[str, tuple[Draw, str, str]] = {
    "photo_front.png": (_front, "门头", "11:24"),
    "photo_counter.png": (_counter, "收银台与收款码", "11:30"),
    "photo_kitchen.png": (_kitchen, "后厨", "11:52"),
    "photo_stock.png": (_stock_take, "点货", "14:45"),
    "photo_ledger.png": (_ledger, "日结账", "16:40"),
    "photo_cash.png": (_cash, "盘点现金", "14:20"),
    "photo_declaration.png": (_declaration, "客户声明签名", "20:20"),
}
