"""A small instance and a clock for expressions to read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone

import pytest

from checklists.xpath import Context, Host, UnknownInput, Value, compile_expression, document_from_xml

INSTANCE = b"""<data>
  <n>4</n><x>2.5</x><blank/><name>Wang</name><day>2024-05-01</day><moment>2024-05-01T10:00:00.000+08:00</moment>
  <r><amt>7</amt><note/></r><r><amt/><note>b</note></r><r><amt>2.5</amt><note/></r>
  <many>gd hn</many>
</data>"""
CITIES = b"""<root><item><name>gz</name><prov>gd</prov></item><item><name>cs</name><prov>hn</prov></item></root>"""

Evaluate = Callable[..., Value | UnknownInput]


def _host() -> Host:
    ids = iter(range(1000))
    return Host(
        instances={"city": document_from_xml(CITIES)},
        now=lambda: datetime(2026, 11, 22, 9, 30, tzinfo=timezone(timedelta(hours=8))),
        new_id=lambda: f"id-{next(ids)}",
        random=lambda: 0.25,
    )


def _context(at: str, variables: dict[str, object]) -> Context:
    document = document_from_xml(INSTANCE)
    node = document.find(at)
    assert node is not None
    return Context(document, current=node, host=_host(), variables=variables)  # type: ignore[arg-type]


@pytest.fixture
def plain() -> Callable[[Value | UnknownInput], object]:
    """A value as tests write it: a nodeset as its paths."""
    return lambda value: [node.path for node in value] if isinstance(value, list) else value


@pytest.fixture
def form_value(plain: Callable[[Value | UnknownInput], object]) -> Callable[..., object]:
    """The value of an expression under FORM at a node of the instance."""

    def evaluate(expression: str, at: str = "/data", **variables: object) -> object:
        return plain(compile_expression(expression).evaluate(_context(at, variables)))

    return evaluate


@pytest.fixture
def strict_value(plain: Callable[[Value | UnknownInput], object]) -> Callable[..., object]:
    """The value of an expression under STRICT."""

    def evaluate(expression: str, at: str = "/data", **variables: object) -> object:
        return plain(compile_expression(expression).evaluate_strict(_context(at, variables)))

    return evaluate
