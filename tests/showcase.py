"""The showcase: a small whole checklist that asks with every kind of question and every appearance that has an editor of its own.

It is written as an author would: CSV sheets in a folder, the lists and pictures that it names beside them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from checklists import workbook
from tests.unit.checklists.workbook.conftest import COMPLETE

_COLUMNS = (
    "type", "name", "label::中文 (zh)", "label::English (en)", "hint::中文 (zh)", "appearance", "parameters", "required", "relevant",
    "constraint", "constraint_message::中文 (zh)", "calculation", "choice_filter", "repeat_count", "readonly", "default",
    "media::image::中文 (zh)", "media::audio::中文 (zh)", "bind::jd:line", "bind::jd:unit", "rows",
)  # fmt: skip
_SHORT = {
    "zh": "label::中文 (zh)", "en": "label::English (en)", "hint": "hint::中文 (zh)", "said": "constraint_message::中文 (zh)",
    "image": "media::image::中文 (zh)", "audio": "media::audio::中文 (zh)", "line": "bind::jd:line", "unit": "bind::jd:unit",
}  # fmt: skip

Row = dict[str, str]


def _q(kind: str, name: str, zh: str = "", en: str = "", **others: str) -> Row:
    cells = {"type": kind, "name": name, "zh": zh, "en": en or zh, **others}
    return {_SHORT.get(column, column): cell for column, cell in cells.items()}


def _group(name: str, zh: str, *rows: Row, kind: str = "group", **others: str) -> list[Row]:
    return [_q(f"begin_{kind}", name, zh, **others), *rows, {"type": f"end_{kind}"}]


SURVEY = [
    *_group(
        "visit",
        "到场",
        _q("date", "visit_date", "到场日期", "Date of visit"),
        _q("select_one yes_no", "has_stock", "有无存货", "Any stock?"),
    ),
    *_group(
        "typed",
        "输入",
        _q("text", "name", "姓名", "Name"),
        _q("text", "story", "经营经过", "Story", appearance="multiline", rows="3"),
        _q("text", "account", "账号", "Account", appearance="numbers"),
        _q("text", "secret", "口令", "Secret", appearance="masked"),
        _q("integer", "pieces", "件数", "Pieces", appearance="thousands-sep", constraint=". >= 0", said="件数不能小于 0"),
        _q("decimal", "rate", "比例", "Rate"),
        _q("decimal", "amount", "金额", "Amount", unit="元"),
        _q("date", "day", "日期", "Day"),
        _q("date", "month", "年月", "Month", appearance="month-year"),
        _q("date", "year", "年份", "Year", appearance="year"),
        _q("time", "clock", "时间", "Time"),
        _q("dateTime", "moment", "日期和时间", "Date and time"),
        _q("barcode", "scan", "条码", "Barcode"),
        _q("geopoint", "place", "坐标", "Place"),
        _q("geotrace", "way", "路线", "Way"),
        _q("geoshape", "plot", "地块", "Plot"),
        _q("text", "fixed", "不可改", "Fixed", readonly="${has_stock} = 'no'", default="现值"),
    ),
    *_group(
        "chosen",
        "选择",
        _q("select_one colour", "plain", "颜色", "Colour"),
        _q("select_one_from_file cities.csv", "city", "城市", "City", appearance="minimal"),
        _q("select_one_from_file towns.csv", "town", "乡镇", "Town", appearance="autocomplete", choice_filter="city=${city}"),
        _q("select_one agree", "trust", "可信程度", "Trust", appearance="likert"),
        _q("select_one colour", "gridded", "分列", "In columns", appearance="columns-3"),
        _q("select_one yes_no", "fast", "快选", "Quick", appearance="quick"),
        _q("select_one shop", "looks", "门面", "Looks"),
        _q("select_multiple colour", "several", "多选", "Several"),
        _q("select_multiple province", "many", "销往", "Sold to"),
        _q("select_one paid or_other", "pay", "付款方式", "Payment"),
        _q("rank agree", "order", "排序", "Order"),
        _q("range", "level", "打分", "Level", parameters="start=0 end=100 step=5 tick_interval=20"),
        _q("range", "stars", "星级", "Stars", appearance="rating", parameters="start=1 end=5 step=1"),
        _q("acknowledge", "seen", "已当面核对身份证", "Seen"),
        *_group(
            "table", "逐项评价",
            _q("select_one agree", "clean", "整洁", "Clean"),
            _q("select_one agree", "busy", "忙碌", "Busy"),
            appearance="table-list",
        ),
    ),
    *_group(
        "filed",
        "材料",
        _q("note", "shown", "请对照图片", "Look at the picture", image="door.png", audio="words.wav"),
        _q("image", "photo", "门头照片", "Front"),
        _q("image", "signed", "客户签名", "Signature", appearance="signature"),
        _q("image", "sketch", "店面草图", "Sketch", appearance="draw"),
        _q("image", "marked", "标注照片", "Marked photo", appearance="annotate"),
        _q("audio", "voice", "访谈录音", "Interview"),
        _q("video", "film", "现场视频", "Film"),
        _q("file", "paper", "合同", "Contract"),
    ),
    *_group(
        "rows",
        "分行",
        *_group(
            "shop",
            "门店",
            _q("text", "shop_name", "店名", "Name"),
            _q("select_multiple colour", "shop_colours", "颜色", "Colours"),
            _q("image", "shop_photo", "店面照片", "Photo"),
            *_group(
                "staff",
                "店员",
                _q("text", "staff_name", "姓名", "Name"),
                _q("decimal", "staff_pay", "月工资", "Pay", unit="元"),
                *_group("skill", "技能", _q("text", "skill_name", "名称", "Name"), kind="repeat"),
                kind="repeat",
            ),
            kind="repeat",
        ),
        _q("integer", "children", "子女数", "Children"),
        *_group("child", "子女", _q("integer", "age", "年龄", "Age"), kind="repeat", repeat_count="${children}"),
    ),
    *_group(
        "stock_take",
        "点货",
        *_group(
            "stock",
            "存货",
            _q("decimal", "quantity", "数量"),
            _q("decimal", "cost", "单价"),
            _q("calculate", "value", calculation="${quantity} * ${cost}", line="inventory"),
            kind="repeat",
        ),
        _q("calculate", "total", calculation="sum(${value})"),
    ),
    _q("audit", "audit"),
]  # fmt: skip
PROVINCES = (
    "江苏",
    "浙江",
    "上海",
    "安徽",
    "山东",
    "河南",
    "湖北",
    "湖南",
    "江西",
    "福建",
    "广东",
    "河北",
    "四川",
    "陕西",
)
_LISTS: dict[str, Sequence[tuple[str, str, str]]] = {
    "yes_no": (("yes", "有", "Yes"), ("no", "无", "No")),
    "colour": tuple((f"c{at}", name, name) for at, name in enumerate(("红色", "橙色", "黄色", "绿色", "蓝色", "紫色"), 1)),
    "agree": (("low", "很差", "Low"), ("poor", "较差", "Poor"), ("fair", "一般", "Fair"), ("good", "较好", "Good"), ("high", "很好", "High")),
    "shop": (("open", "敞开式", "Open"), ("closed", "封闭式", "Closed")),
    "province": tuple((f"p{at}", name, name) for at, name in enumerate(PROVINCES, 1)),
    "paid": (("cash", "现金", "Cash"), ("transfer", "转账", "Transfer")),
}  # fmt: skip
SETTINGS = "form_title,form_id,version,default_language\n全部题型,showcase,2026.1,中文 (zh)\n"
CITIES = "name,label\nsz,苏州市\nyz,扬州市\nnj,南京市\n"
TOWNS = "name,label,city\nms,木渎镇,sz\nlz,甪直镇,sz\nsb,邵伯镇,yz\n"


def write_showcase(folder: Path, *, picture: bytes, sound: bytes) -> Path:
    """The folder of the showcase; ``picture`` and ``sound`` are what its labels carry."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in COMPLETE.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    (folder / "survey.csv").write_text(_sheet(_COLUMNS, SURVEY), encoding="utf-8")
    (folder / "choices.csv").write_text(_sheet(*_choices()), encoding="utf-8")
    (folder / "settings.csv").write_text(SETTINGS, encoding="utf-8")
    (folder / "cities.csv").write_bytes(CITIES.encode("gbk"))
    (folder / "towns.csv").write_text(TOWNS, encoding="utf-8")
    (folder / "media").mkdir(exist_ok=True)
    for name in ("door.png", "open.png", "closed.png"):
        (folder / "media" / name).write_bytes(picture)
    (folder / "media" / "words.wav").write_bytes(sound)
    return folder


def build_showcase(folder: Path) -> bytes:
    """The published package of the showcase in ``folder``."""
    return workbook.build(workbook.load_industry(folder))


def _choices() -> tuple[Sequence[str], list[Row]]:
    columns = ("list_name", "name", "label::中文 (zh)", "label::English (en)", "media::image::中文 (zh)")
    rows = [
        dict(zip(columns, (name, value, zh, en, f"{value}.png" if name == "shop" else ""), strict=True))
        for name, choices in _LISTS.items()
        for value, zh, en in choices
    ]
    return columns, rows


def _sheet(columns: Sequence[str], rows: Sequence[Row]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
