"""The site photos of the made-up workshop, drawn."""

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


def _gate(s: Scene) -> None:
    s.box(0, 0, 960, 560, "#cfe3ef", line=None)
    s.box(0, 560, 960, 720, "#a9a9a0", line=None)
    s.pen.polygon(((70, 240), (480, 90), (890, 240)), fill="#7f8b93", outline="#2b2b2b")
    s.box(90, 240, 870, 580, "#d8dcde")
    s.box(150, 260, 640, 340, "#3f6f9f")
    s.text(395, 300, "精诚机械加工厂", 50, fill="#ffffff", bold=True)
    s.box(200, 370, 560, 580, "#8d979d")
    for row in range(6):
        s.line((200, 400 + row * 30), (560, 400 + row * 30), width=2)
    s.box(690, 270, 790, 310, "#3f6f9f")
    s.text(740, 290, "31号 2幢", 20, fill="#ffffff")


def _lathes(s: Scene) -> None:
    s.room()
    for machine in range(4):
        x = 40 + machine * 230
        s.box(x, 290, x + 200, 520, "#e8ecee")
        s.box(x + 16, 330, x + 118, 440, "#9fb6c4")
        s.box(x + 132, 320, x + 188, 400, "#333a40")
        s.box(x + 140, 330, x + 180, 366, "#9fd0a8")
        s.box(x + 20, 520, x + 180, 560, "#6f7f88")
        s.text(x + 66, 474, ("CK6140", "CK6140", "VMC850", "VMC850")[machine], 22, bold=True)
    s.person(470, 400, "#3f6f9f")


def _racks(s: Scene) -> None:
    s.room()
    for rack in range(3):
        y = 180 + rack * 130
        s.box(50, y + 70, 560, y + 84, "#7a5c3a")
        for bar in range(12):
            s.disc(80 + bar * 40, y + 50, 18, ("#9aa3a8", "#7f8b93")[bar % 2])
    s.box(610, 190, 920, 600, "#f3e3a8")
    s.text(765, 230, "客户来料区", 36, bold=True)
    for row in range(3):
        for column in range(4):
            s.disc(655 + column * 72, 330 + row * 90, 30, "#b08a4e")


def _count(s: Scene) -> None:
    s.room()
    for row in range(3):
        for column in range(5):
            s.box(60 + column * 96, 330 + row * 90, 146 + column * 96, 410 + row * 90, "#9aa3a8")
            s.disc(103 + column * 96, 370 + row * 90, 22, "#d9dde0")
    s.person(720, 300, "#5d8a4d")
    s.box(580, 350, 700, 500, "#ffffff")
    s.text(640, 376, "点货单", 28, bold=True)
    for row in range(4):
        s.line((596, 406 + row * 22), (684, 406 + row * 22), width=2)


def _ledger(s: Scene) -> None:
    s.box(0, 0, 960, 720, "#a7774a", line=None)
    s.box(150, 110, 480, 600, "#fffdf3")
    s.box(480, 110, 810, 600, "#fffdf3")
    s.text(315, 150, "2025 年 12 月　送货对账", 26, bold=True)
    s.text(645, 150, "收款、收票", 28, bold=True)
    for row in range(9):
        y = 200 + row * 42
        s.line((170, y), (460, y), fill="#9aa7b0", width=2)
        s.line((500, y), (790, y), fill="#9aa7b0", width=2)
        s.text(230, y - 18, f"12-{row * 3 + 2:02d}", 24, fill="#33507a")
        s.text(390, y - 18, f"{21_360 + row * 1_043:,}", 24, fill="#33507a")
        s.text(700, y - 18, f"{17_180 + row * 1_391:,}", 24, fill="#33507a")


def _cash(s: Scene) -> None:
    s.box(0, 0, 960, 720, "#8c9a86", line=None)
    for pile, (colour, face) in enumerate((("#c0625c", "100"), ("#6d9a70", "50"), ("#b08a4e", "20"))):
        x = 110 + pile * 250
        for note in range(4 - pile % 2):
            s.box(x + note * 8, 220 - note * 10, x + 150 + note * 8, 300 - note * 10, colour)
        s.text(x + 88, 236, face, 40, fill="#ffffff", bold=True)
    s.box(560, 330, 860, 590, "#ffffff")
    s.text(710, 370, "盘点表 11:40", 32, bold=True)
    s.text(710, 430, "厂里 5,180 元", 34)
    s.text(710, 490, "家里 4,000 元", 34)
    s.text(710, 550, "合计 9,180 元", 34, bold=True)


def _declaration(s: Scene) -> None:
    s.declaration("赵样例", "2025 年 12 月 31 日")


_PHOTOS: dict[str, tuple[Draw, str, str]] = {
    "photo_front.png": (_gate, "厂门", "09:12"),
    "photo_counter.png": (_lathes, "车间机床", "09:20"),
    "photo_warehouse.png": (_racks, "原料与客户来料区", "09:50"),
    "photo_stock.png": (_count, "点货", "10:15"),
    "photo_ledger.png": (_ledger, "对账本", "11:05"),
    "photo_cash.png": (_cash, "盘点现金", "11:40"),
    "photo_declaration.png": (_declaration, "客户声明签名", "15:10"),
}
