"""The files that a form reads beside itself: CSV, XML and GeoJSON become the trees that ``instance()`` and ``pulldata`` walk.

Rules kept: a text is UTF-8 or, as Excel on a Chinese Windows saves it, GBK; a file that is not what its name says is refused by name.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from checklists.model.errors import FormError
from checklists.xpath import Node, document_from_xml, new_document

ENDINGS = (".csv", ".xml", ".geojson")
_MOST_CELLS = 400_000


def text_of_file(name: str, data: bytes) -> str:
    """The text of a list file. FormError where it is neither UTF-8 nor GBK."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FormError(reason="external-file-unreadable", where=name, found="UTF-8 / GBK")


def tree_of_file(name: str, data: bytes) -> Node:
    """The document node of a list file, ``root/item`` for CSV and GeoJSON. Raises FormError."""
    ending = name.lower()
    if (count := data.count(b",") + data.count(b"\n")) > _MOST_CELLS:
        raise FormError(reason="external-file-too-large", where=name, found=str(count))
    if ending.endswith(".csv"):
        return _csv_tree(name, data)
    if ending.endswith((".geojson", ".json")):
        return _geojson_tree(name, data)
    try:
        return document_from_xml(data)
    except FormError as error:
        raise FormError(
            reason="external-file-unreadable", where=name, found=f"{error.where} {error.found}".strip()
        ) from error


def columns_of_csv(name: str, data: bytes) -> tuple[str, ...]:
    """The titles in the first line, blank ones left out. Raises FormError."""
    first = next(_csv_records(name, data), [])
    return tuple(title.strip() for title in first if title.strip())


def _csv_records(name: str, data: bytes) -> Iterator[list[str]]:
    try:
        yield from csv.reader(io.StringIO(text_of_file(name, data), newline=""), strict=True)
    except csv.Error as error:
        raise FormError(reason="external-file-unreadable", where=name, found=str(error)) from error


def _csv_tree(name: str, data: bytes) -> Node:
    """``root/item`` with an element a column, as ODK reads CSV files; a line without any text is none."""
    records = _csv_records(name, data)
    titles = [title.strip() for title in next(records, [])]
    root = Node("root")
    for record in records:
        if any(cell.strip() for cell in record):
            root.append(_item((title, text) for title, text in zip(titles, record, strict=False) if title))
    return new_document(root)


def _geojson_tree(name: str, data: bytes) -> Node:
    """A feature an item: its properties, its ``id``, and ``geometry`` as a form writes places."""
    try:
        document = json.loads(text_of_file(name, data))
    except (ValueError, RecursionError) as error:
        raise FormError(reason="external-file-unreadable", where=name, found=str(error)[:80]) from error
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list) or not all(isinstance(feature, dict) for feature in features):
        raise FormError(reason="external-file-unreadable", where=name, found="FeatureCollection")
    root = Node("root")
    for feature in features:
        properties = feature.get("properties")
        told = {str(key): _word(value) for key, value in properties.items()} if isinstance(properties, dict) else {}
        if feature.get("id") is not None:
            told.setdefault("id", _word(feature["id"]))
        root.append(_item({**told, "geometry": _place(feature.get("geometry"))}.items()))
    return new_document(root)


def _item(cells: Any) -> Node:
    item = Node("item")
    for title, text in cells:
        item.append(Node(title, text))
    return item


def _word(value: Any) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else json.dumps(value, ensure_ascii=False)


def _place(geometry: Any) -> str:
    """``纬度 经度 0 0``, several with a semicolon between; blank for what a form has no spelling for."""
    if not isinstance(geometry, dict):
        return ""
    points = geometry.get("coordinates")
    if geometry.get("type") == "Point":
        points = [points]
    elif geometry.get("type") == "Polygon" and isinstance(points, list) and points:
        points = points[0]
    elif geometry.get("type") != "LineString":
        return ""
    if not isinstance(points, list) or not all(_is_position(point) for point in points):
        return ""
    return ";".join(f"{_word(point[1])} {_word(point[0])} 0 0" for point in points)


def _is_position(point: Any) -> bool:
    return isinstance(point, list) and len(point) >= 2 and all(isinstance(each, int | float) for each in point[:2])
