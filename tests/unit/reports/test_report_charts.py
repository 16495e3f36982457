"""Charts are shapes inside their box, also where figures are missing or negative."""

from decimal import Decimal

import pytest
from defusedxml.ElementTree import fromstring

from reports.charts import Area, Label, Picture, Shade, Stroke, band_strips, draw_chart, svg_of
from reports.charts.scale import scale_for, wan
from reports.document import (
    Band,
    Bar,
    BenchmarkBands,
    ChartSpec,
    CompositionBars,
    Flow,
    MonthlyBars,
    Radar,
    RadarAxis,
    RelationGraph,
    SourceBars,
    Swing,
    Tie,
    Tornado,
)

D = Decimal
MONTHS = tuple(f"26-{month:02d}" for month in range(1, 13))
CHARTS: tuple[ChartSpec, ...] = (
    Radar((RadarAxis("主体", D(15), D(20)), RadarAxis("经营", None, D(25)), RadarAxis("财务", D(40), D(30)))),
    SourceBars(
        (Bar("M3 流水", D(3_890_000), strong=True), Bar("M4 进货", None)),
        (("申报", D(4_000_000)), ("采纳", D(3_890_000))),
    ),
    SourceBars((Bar("L1", D(-80_000)), Bar("L2", D(0))), (("申请", D(150_000)),)),
    MonthlyBars(
        MONTHS, (D(320_000), None, D(-5_000), *(D(1),) * 9), (*(D(7),) * 5, None, *(D(9),) * 6), "收入", "上年"
    ),
    MonthlyBars(MONTHS, (None,) * 12, (None,) * 12, "收入", ""),
    CompositionBars((("资产", (("存货", D(36)), ("现金", D(1)))), ("负债", (("应付", D(12)),)))),
    BenchmarkBands(
        (
            Band("毛利率", D("0.5"), D("0.08"), D("0.13"), D("0.18"), "50%", "8% 至 18%"),
            Band("天数", None, D(1), None, D(1), "未核实", ""),
        )
    ),
    Tornado(
        D("0.68"),
        "现状 68%",
        (
            Swing("营业额下降 10%", D("1.05"), "105%"),
            Swing("利率上升", None, "资料不足"),
            Swing("没有收入", D("99.99"), "净收入不足"),
        ),
        D(1),
        "还不上 100%",
    ),
    Tornado(D("0.2"), "现状 20%", (Swing("营业额下降 10%", D("0.19"), "19%"),), D(1), "还不上 100%"),
    RelationGraph(
        "宏达食品批发部",
        "客户",
        "家庭与关联人",
        tuple(Tie("某" * 60 + str(row), "配偶" * 20) for row in range(12)),
        "担保",
        (Tie("保证人", "保证", Flow.TO_CLIENT), Tie("被担保人", "为其担保", Flow.FROM_CLIENT)),
    ),
    RelationGraph("客户", "", "家庭", (), "担保", ()),
)


def width_of(text: str, size: float) -> float:
    return len(text) * size


@pytest.mark.parametrize("spec", CHARTS)
def test_every_shape_lies_inside_the_box(spec: ChartSpec) -> None:
    picture = draw_chart(spec, 400, 160, width_of)
    points = [point for shape in picture.shapes if not isinstance(shape, Label) for point in shape.points]
    assert points
    assert all(-0.5 <= x <= 400.5 and -0.5 <= y <= 160.5 for x, y in points)


def texts(picture: Picture) -> list[str]:
    return [shape.text for shape in picture.shapes if isinstance(shape, Label)]


def test_a_source_without_a_figure_says_so_instead_of_drawing_nothing_long() -> None:
    assert "未核实" in texts(draw_chart(CHARTS[1], 400, 160, width_of))


def test_an_unassessed_dimension_is_named_as_such() -> None:
    assert "未评估" in texts(draw_chart(CHARTS[0], 400, 160, width_of))


def test_a_month_without_a_figure_is_marked() -> None:
    assert "缺" in texts(draw_chart(CHARTS[3], 400, 160, width_of))


def test_marks_close_together_do_not_overprint() -> None:
    picture = draw_chart(CHARTS[1], 400, 160, width_of)
    labels = sorted(
        (s.x, s.x + width_of(s.text, s.size))
        for s in picture.shapes
        if isinstance(s, Label) and s.bold and s.baseline < 22
    )
    assert labels[0][1] <= labels[1][0]


def test_a_scale_covers_its_values_in_round_steps() -> None:
    scale = scale_for([D(-30), D(408)], start=0, end=100)
    assert scale.low <= -30
    assert scale.high >= 408
    assert scale.step == D(100)
    assert scale.at(scale.low) == 0
    assert scale.at(scale.high) == 100


def test_labels_say_wan_without_needless_digits() -> None:
    assert [wan(D(amount)) for amount in (80_334, 50_000, 3_890_000, -200)] == ["8.0", "5", "389", "0.0"]


def test_labels_stay_inside_the_box_however_long_the_names_are() -> None:
    for spec in CHARTS[-4:]:
        for shape in draw_chart(spec, 400, 160, width_of).shapes:
            if isinstance(shape, Label):
                start = shape.x - width_of(shape.text, shape.size) * shape.align
                assert start >= -0.5
                assert start + width_of(shape.text, shape.size) <= 400.5


def test_a_stress_that_breaks_the_loan_is_solid_and_the_widest_stands_first() -> None:
    picture = draw_chart(CHARTS[7], 400, 160, width_of)
    areas = [shape.shade for shape in picture.shapes if isinstance(shape, Area)]
    assert areas == [Shade.ACCENT, Shade.ACCENT]
    names = [text for text in texts(picture) if text in ("没有收入", "营业额下降 10%", "利率上升")]
    assert names == ["没有收入", "营业额下降 10%", "利率上升"]


def test_parties_that_find_no_room_are_counted() -> None:
    assert "另有 8 个，见下表" in [text.removesuffix("…") for text in texts(draw_chart(CHARTS[9], 600, 160, width_of))]


def test_svg_holds_every_shape_and_takes_names_as_text() -> None:
    colours = {shade: f"#{index:06x}" for index, shade in enumerate(Shade)}
    for spec in CHARTS:
        picture = draw_chart(spec, 400, 160, width_of)
        root = fromstring(svg_of(picture, colours, font="Noto Sans SC"))
        assert len(root) == len(picture.shapes)
    hostile = Picture(10, 10, (Label(1, 2, '<b>&"\x00'), Stroke(((0, 0), (1, 1)), dash=(1, 2))))
    root = fromstring(svg_of(hostile, colours, font='a"b'))
    assert root[0].text == '<b>&"'
    assert root.get("font-family") == 'a"b'


def test_a_long_chart_of_bands_is_the_same_chart_strip_by_strip() -> None:
    spec = next(chart for chart in CHARTS if isinstance(chart, BenchmarkBands))
    whole = draw_chart(spec, 400, 40, len_of)
    strips = band_strips(spec, 400, 40, len_of)
    assert [strip.height for strip in strips] == [20, 20]
    assert sum(len(strip.shapes) for strip in strips) == len(whole.shapes)
    assert strips[0].shapes == whole.shapes[: len(strips[0].shapes)]


def len_of(text: str, size: float) -> float:
    return len(text) * size
