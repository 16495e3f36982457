"""The site photos of the made-up lorry owner, drawn."""

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


def _outdoors(s: Scene) -> None:
    s.box(0, 0, 960, 420, "#cfe3ef", line=None)
    s.box(0, 420, 960, 720, "#a9a9a0", line=None)


def _truck(s: Scene, x: int, y: int, length: int, colour: str, plate: str) -> None:
    """A truck on the ground at ``y``, its cab to the left."""
    s.box(x + 110, y - 190, x + 110 + length, y - 40, colour)
    s.box(x, y - 150, x + 100, y - 40, "#3f6f9f")
    s.box(x + 14, y - 136, x + 70, y - 92, "#dbe9f1")
    for wheel in (x + 50, x + 160, x + 60 + length, x + length + 10):
        s.disc(wheel, y - 34, 30, "#333333")
    s.text(x + 110 + length // 2, y - 115, plate, 34, fill="#ffffff", bold=True)


def _gate(s: Scene) -> None:
    _outdoors(s)
    s.box(120, 150, 180, 600, "#7a5c3a")
    s.box(780, 150, 840, 600, "#7a5c3a")
    s.box(120, 110, 840, 210, "#b5473c")
    s.text(480, 160, "城北货运停车场", 56, fill="#ffffff", bold=True)
    _truck(s, 260, 580, 300, "#5d8a4d", "样例 027")


def _big_truck(s: Scene) -> None:
    _outdoors(s)
    _truck(s, 60, 600, 680, "#7d5a8c", "样例 018　13 米半挂")


def _yard(s: Scene) -> None:
    _outdoors(s)
    _truck(s, 40, 430, 260, "#5d8a4d", "样例 027")
    _truck(s, 520, 430, 260, "#d39b3a", "样例 036")
    for slot in range(4):
        s.line((120 + slot * 240, 460), (60 + slot * 260, 640), fill="#ffffff", width=6)
    s.text(250, 560, "6 号位(018 在途)", 34)


def _odometer(s: Scene) -> None:
    s.box(0, 0, 960, 720, "#2f343a", line=None)
    for x in (280, 680):
        s.disc(x, 300, 190, "#16191d")
        s.line((x, 300), (x - 90, 190), fill="#d9534f", width=8)
    s.box(330, 520, 630, 600, "#9fd0a8")
    s.text(480, 560, "741350 km", 46, bold=True)


def _truck_book(s: Scene) -> None:
    s.box(0, 0, 960, 720, "#a7774a", line=None)
    s.box(180, 70, 780, 610, "#f3f7ee")
    s.text(480, 120, "机动车登记证书", 40, bold=True)
    for row, words in enumerate(
        ("机动车所有人：郭样例", "车辆型号：9.6 米厢式", "抵押登记：有", "抵押权人：样例汽车金融")
    ):
        s.line((220, 220 + row * 90), (740, 220 + row * 90), fill="#9aa7b0", width=2)
        s.text(480, 196 + row * 90, words, 32, fill="#33507a")


def _ledger(s: Scene) -> None:
    s.box(0, 0, 960, 720, "#a7774a", line=None)
    s.box(150, 110, 810, 600, "#fffdf3")
    s.text(480, 150, "2025 年 12 月　运单登记", 30, bold=True)
    for row in range(9):
        y = 200 + row * 42
        s.line((170, y), (790, y), fill="#9aa7b0", width=2)
        s.text(240, y - 18, f"12-{row * 3 + 2:02d}", 24, fill="#33507a")
        s.text(440, y - 18, ("建材厂", "粮油", "平台")[row % 3], 24, fill="#33507a")
        s.text(680, y - 18, f"{(4_650, 1_880, 3_420)[row % 3]:,}", 24, fill="#33507a")


def _cash(s: Scene) -> None:
    s.box(0, 0, 960, 720, "#8c9a86", line=None)
    for pile, (colour, face) in enumerate((("#c0625c", "100"), ("#6d9a70", "50"), ("#b08a4e", "20"))):
        x = 90 + pile * 230
        s.box(x, 220, x + 160, 300, colour)
        s.text(x + 80, 260, face, 40, fill="#ffffff", bold=True)
    s.box(560, 380, 860, 590, "#ffffff")
    s.text(710, 430, "盘点表 11:20", 32, bold=True)
    s.text(710, 510, "出车备用金 3,320 元", 28)


def _declaration(s: Scene) -> None:
    s.declaration("郭样例", "2025 年 12 月 31 日")


_PHOTOS: dict[str, tuple[Draw, str, str]] = {
    "photo_front.png": (_gate, "停车场门口", "08:34"),
    "photo_truck.png": (_big_truck, "半挂车全景", "10:42"),
    "photo_yard.png": (_yard, "停车场地", "08:50"),
    "photo_odometer.png": (_odometer, "半挂里程表", "10:46"),
    "photo_truck_book.png": (_truck_book, "登记证书抵押页", "09:30"),
    "photo_ledger.png": (_ledger, "运单登记", "09:50"),
    "photo_cash.png": (_cash, "盘点现金", "11:20"),
    "photo_declaration.png": (_declaration, "客户声明签名", "12:25"),
}
