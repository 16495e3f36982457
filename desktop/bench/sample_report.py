"""A made-up report of one fixed shape for measuring: 25 pages, 8 charts, 30 thumbnails. No clock and no chance in it."""

from __future__ import annotations

import hashlib
import io
import random
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from PIL import Image, ImageDraw, ImageFilter

from reports.document import (
    Align,
    Block,
    Card,
    Chapter,
    Chart,
    ChartSpec,
    Column,
    CompositionBars,
    DataTable,
    EvidenceGrid,
    EvidencePhoto,
    Fact,
    FactGrid,
    Figure,
    KeyFigures,
    Listing,
    MonthlyBars,
    Paragraph,
    Radar,
    RadarAxis,
    Report,
    Row,
    RowKind,
    Section,
    Unit,
    words,
)

PAGES, CHARTS, THUMBNAILS = 25, 8, 30
ROWS = 14
_WORDS = (
    "客户在本市从事快消品批发，主要销售饮料、粮油和日化用品，上游为三家品牌代理，下游为乡镇零售店。"
    "调查人于营业时间到店，清点存货，核对进货单、送货单与收款记录，并与店员、邻店店主分别谈话。"
    "口述的日均营业额与收款流水相差不大，淡旺季差异来自春节前集中备货；这一点有上年同期的进货单为证。"
)


def sample_report() -> Report:
    """The report as the renderer takes it."""
    chapters = tuple(_chapter(number) for number in range(1, CHARTS + 1))
    return Report(
        title="综合信用报告",
        client="测量用食品批发部",
        subtitle=("主业 7 年 · 申请 15.00 万元 / 12 个月", "测量用，内容虚构"),
        case_number="JD-BENCH-0001",
        edition=1,
        bank="测量用银行",
        department="普惠金融部",
        state_label="最终",
        is_final=True,
        is_draft=False,
        case_hash=hashlib.sha256(b"bench report").hexdigest(),
        dated=date(2026, 1, 15),
        decision=_decision(),
        chapters=(*chapters, _evidence()),
    )


def _decision() -> tuple[Block, ...]:
    cards = (
        Card("建议", "有条件同意 5 万元", leading=True),
        Card("综合评分", "78 / B"),
        Card("核实营业额", "389 万元"),
    )
    return (KeyFigures(cards), Listing(tuple(words(text) for text in _sentences(0, 9))), _table(0, rows=12))


def _chapter(number: int) -> Chapter:
    facts = tuple(Fact(f"事项 {place}", f"第 {number} 章的第 {place} 项说明") for place in range(12))
    return Chapter(
        f"chapter{number}",
        f"第 {number} 部分",
        (
            Section(f"text{number}", "调查所见", (*_paragraphs(number), FactGrid(facts))),
            Section(f"table{number}", "逐项核对", (_table(number, rows=ROWS),)),
            Section(f"chart{number}", "图示", (Chart(_chart(number), f"图 {number}", height=62), *_paragraphs(number + 9))),
        ),
    )  # fmt: skip


def _paragraphs(number: int) -> Iterator[Paragraph]:
    for place in range(4):
        yield Paragraph(words(*_sentences(number * 4 + place, 3)))


def _sentences(start: int, count: int) -> tuple[str, ...]:
    return tuple(
        f"{_WORDS[(start + place) % 7 :]}合计 {start * 37 % 900 + place}.{place:02} 万元。" for place in range(count)
    )


def _table(number: int, *, rows: int) -> DataTable:
    columns = (Column("项目", 2.4), *(Column(title, 1.2, Align.NUMBER) for title in ("申报", "核实", "差异", "占比")))
    lines = [
        Row((
            f"第 {place + 1} 项 {_WORDS[place : place + 8]}", _yuan(place * 7919 + number * 101), _yuan(place * 7877 + number * 97),
            _yuan((place % 5 - 2) * 4211), Figure(Decimal(place * 3 % 100) / 100, Unit.PERCENT),
        ))
        for place in range(rows)
    ]  # fmt: skip
    total = Row(("合计", _yuan(rows * 99_999), _yuan(rows * 98_888), _yuan(rows * 1_111), ""), RowKind.TOTAL)
    return DataTable(columns, (*lines, total), notes=("金额单位为万元。",))


def _yuan(value: int) -> Figure:
    return Figure(Decimal(value), Unit.WAN)


def _chart(number: int) -> ChartSpec:
    amounts = tuple(Decimal(200_000 + (number * 31 + month * 53) % 17 * 12_000) for month in range(12))
    if number % 3 == 1:
        months = tuple(f"{month} 月" for month in range(1, 13))
        return MonthlyBars(months, amounts, tuple(reversed(amounts)), "销售", "回款")
    if number % 3 == 2:
        names = ("现金", "应收", "存货", "固定资产")
        return CompositionBars(
            tuple((f"第 {n} 期", tuple(zip(names, amounts[n : n + 4], strict=True))) for n in range(3))
        )
    axes = tuple(
        RadarAxis(name, Decimal(n * 2 + 9), Decimal(20))
        for n, name in enumerate(("主体", "经营", "财务", "信用", "验证"))
    )
    return Radar(axes)


def _evidence() -> Chapter:
    photos = tuple(
        EvidencePhoto(
            f"photo{n}", f"证{n}", f"照片{n:02}.jpg", f"现场照片 {n}",
            ("2026-01-15 09:30", "31.2304, 121.4737", f"SHA-256 {hashlib.sha256(bytes([n])).hexdigest()[:32]}"), _photo(n),
        )
        for n in range(1, THUMBNAILS + 1)
    )  # fmt: skip
    return Chapter("evidence", "证据清单", (Section("photos", "照片", (EvidenceGrid(photos),)),), appendix=True)


def _photo(number: int) -> bytes:
    """A JPEG with about as much in it as a photo of shelves has."""
    chance = random.Random(number)  # noqa: S311 - a picture, not a key
    image = Image.new("RGB", (360, 270), (210, 205, 196))
    pen = ImageDraw.Draw(image)
    for _ in range(160):
        x, y = chance.randrange(360), chance.randrange(270)
        colour = (chance.randrange(256), chance.randrange(256), chance.randrange(256))
        pen.rectangle((x, y, x + chance.randrange(8, 40), y + chance.randrange(10, 34)), fill=colour)
    target = io.BytesIO()
    image.filter(ImageFilter.GaussianBlur(0.8)).save(target, "JPEG", quality=80)
    return target.getvalue()
