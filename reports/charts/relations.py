"""The client between the people and firms around him: family and firms on the left, who stands for whom on the right."""

from __future__ import annotations

from reports.charts.shapes import Area, Label, Measure, Picture, Shade, Shape, Stroke, fitted, rectangle
from reports.document import Flow, RelationGraph, Tie

_BOX, _ROW = 20.0, 27.0
_HEAD = 12.0


def draw_relations(spec: RelationGraph, width: float, height: float, measure: Measure) -> Picture:
    """Boxes joined by lines that carry the relation's name; an arrow says who stands for whom. Names that are too long are cut."""
    side, centre_wide = width * 0.27, width * 0.24
    rows = max(1, int((height - _HEAD) / _ROW))
    middle = _HEAD + (height - _HEAD) / 2
    left_of_centre, right_of_centre = (width - centre_wide) / 2, (width + centre_wide) / 2
    shapes: list[Shape] = []
    for ties, title, is_left in ((spec.left, spec.left_title, True), (spec.right, spec.right_title, False)):
        x = 0.0 if is_left else width - side
        if ties:
            shapes.append(Label(x + side / 2, 7, title, 7.0, 0.5, shade=Shade.MUTED))
        shown = _shown(ties, rows)
        for position, tie in enumerate(shown):
            y = middle + (position - (len(shown) - 1) / 2) * _ROW
            near, far = (x + side, left_of_centre) if is_left else (x, right_of_centre)
            shapes += _joined(tie, (near, y), (far, _dock(position, len(shown), middle)), measure)
            shapes += _box(tie.name, x, y, side, measure)
    shapes += _centre(spec, left_of_centre, middle, centre_wide, measure)
    return Picture(width, height, tuple(shapes))


def _shown(ties: tuple[Tie, ...], rows: int) -> tuple[Tie, ...]:
    if len(ties) <= rows:
        return ties
    return (*ties[: rows - 1], Tie(f"另有 {len(ties) - rows + 1} 个，见下表", ""))


def _dock(position: int, count: int, middle: float) -> float:
    """Where a line meets the client's box: spread over its side, so that lines do not run into one another."""
    return middle + (position - (count - 1) / 2) * min(6.0, 22.0 / max(1, count))


def _box(name: str, x: float, y: float, wide: float, measure: Measure) -> list[Shape]:
    outline = rectangle(x, y - _BOX / 2, wide, _BOX)
    return [
        Area(outline, Shade.PAPER),
        Stroke(outline, Shade.MID, 0.6, closed=True),
        Label(x + wide / 2, y + 2.8, fitted(name, wide - 8, 7.8, measure), 7.8, 0.5),
    ]


def _centre(spec: RelationGraph, x: float, middle: float, wide: float, measure: Measure) -> list[Shape]:
    outline = rectangle(x, middle - 17, wide, 34)
    return [
        Area(outline, Shade.WASH),
        Stroke(outline, Shade.ACCENT, 1.0, closed=True),
        Label(x + wide / 2, middle - 1.5, fitted(spec.centre, wide - 8, 8.4, measure), 8.4, 0.5, bold=True),
        Label(x + wide / 2, middle + 10, fitted(spec.note, wide - 8, 7.0, measure), 7.0, 0.5, shade=Shade.MUTED),
    ]


def _joined(tie: Tie, party: tuple[float, float], client: tuple[float, float], measure: Measure) -> list[Shape]:
    shapes: list[Shape] = [Stroke((party, client), Shade.MUTED, 0.7)]
    if tie.flow is not Flow.NONE:
        shapes.append(Area(_arrow(*((party, client) if tie.flow is Flow.TO_CLIENT else (client, party))), Shade.INK))
    if tie.relation:
        x, y = (party[0] + client[0]) / 2, (party[1] + client[1]) / 2
        wide = abs(party[0] - client[0]) - 10
        text = fitted(tie.relation, wide, 6.8, measure)
        box = measure(text, 6.8) + 4
        shapes.append(Area(rectangle(x - box / 2, y - 5, box, 9.5), Shade.PAPER))
        shapes.append(Label(x, y + 2.3, text, 6.8, 0.5))
    return shapes


def _arrow(start: tuple[float, float], end: tuple[float, float]) -> tuple[tuple[float, float], ...]:
    """A head of five points at ``end``."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    ux, uy = dx / length, dy / length
    back = (end[0] - ux * 6, end[1] - uy * 6)
    return (end, (back[0] - uy * 2.6, back[1] + ux * 2.6), (back[0] + uy * 2.6, back[1] - ux * 2.6))
