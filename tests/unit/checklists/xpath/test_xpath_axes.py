"""Paths along every axis, over elements, attributes and texts."""

from __future__ import annotations

import pytest

from checklists.xpath import Context, Host, Node, compile_expression, document_from_xml

TREE = """<a id="top" xml:lang="zh-CN"><b k="1"><c>x</c><c id="two">y</c></b><d><e>z</e></d><b k="2" p:k="3" xmlns:p="u"><c/></b>
  <m>some <i>mixed</i> text</m></a>"""


def _value(expression: str, at: str = "/a") -> object:
    document = document_from_xml(TREE)
    node = document if at == "/" else document.find(at)
    assert node is not None
    return compile_expression(expression).evaluate(Context(document, current=node, host=Host(), variables={}))


def _names(expression: str, at: str = "/a") -> list[str]:
    found = _value(expression, at)
    assert isinstance(found, list)
    return [f"{node.name}={node.string_value()}" if not node.children else node.name for node in found]


@pytest.mark.parametrize(
    ("expression", "at", "names"),
    [
        ("ancestor::*", "/a/b/c[2]", ["a", "b"]),
        ("ancestor::*[1]", "/a/b/c[2]", ["b"]),
        ("ancestor::node()[last()]", "/a/b/c[2]", [""]),
        ("ancestor-or-self::*[2]", "/a/b/c[2]", ["b"]),
        ("ancestor::b", "/a/b/c", ["b"]),
        ("descendant::c", "/a", ["c=x", "c=y", "c="]),
        ("descendant::c[2]", "/a", ["c=y"]),
        ("descendant-or-self::b", "/a/b[2]", ["b"]),
        ("following-sibling::*", "/a/b/c", ["c=y"]),
        ("following-sibling::*[2]", "/a/b", ["b"]),
        ("preceding-sibling::*", "/a/b[2]", ["b", "d"]),
        ("preceding-sibling::*[1]", "/a/b[2]", ["d"]),
        ("preceding-sibling::b[position() = last()]/c[1]", "/a/b[2]", ["c=x"]),
        ("following::*[1]", "/a/b/c[2]", ["d"]),
        ("following::c", "/a/b/c[2]", ["c="]),
        ("preceding::*", "/a/d/e", ["b", "c=x", "c=y"]),
        ("preceding::*[1]", "/a/d/e", ["c=y"]),
        ("preceding::*", "/a/b/c[2]", ["c=x"]),
        ("following-sibling::*", "/", []),
        ("child::b/attribute::k", "/a", ["k=1", "k=2"]),
        ("b/@*", "/a", ["k=1", "k=2", "k=3"]),
        ("b[2]/@k", "/a", ["k=2"]),
        ("b[2]/@p:k", "/a", ["k=3"]),
        ("b[1]/@p:k", "/a", ["k=1"]),
        ("@k/following-sibling::*", "/a/b", []),
        ("@k/following::*[1]", "/a/b", ["c=x"]),
        ("@k/preceding::*", "/a/b[2]", ["b", "c=x", "c=y", "d", "e=z"]),
        ("@k/..", "/a/b", ["b"]),
        ("@k | @k | @*", "/a/b[2]", ["k=2", "k=3"]),
        ("b/c/ancestor::*", "/a", ["a", "b", "b"]),
        ("b/c/..", "/a", ["b", "b"]),
        ("m/text()", "/a", ["#text=some ", "#text= text"]),
        ("m/node()", "/a", ["#text=some ", "i=mixed", "#text= text"]),
        ("m/*", "/a", ["i=mixed"]),
        ("m/i/text()", "/a", ["i=mixed"]),
        ("id('top')/d", "/a", ["d"]),
        ("id('two')", "/a", ["c=y"]),
        ("id('two  top')", "/a/b", ["a", "c=y"]),
        ("id(/a/@id)", "/a/b", ["a"]),
        ("id('')", "/a", []),
    ],
)
def test_a_step_selects_in_document_order_and_counts_from_its_node(expression: str, at: str, names: list[str]) -> None:
    assert _names(expression, at) == names


@pytest.mark.parametrize(
    ("expression", "at", "value"),
    [
        ("lang('zh')", "/a/b/c", True),
        ("lang('ZH-cn')", "/a", True),
        ("lang('z')", "/a", False),
        ("lang('en')", "/a", False),
        ("lang('zh')", "/", False),
        ("string(m)", "/a", "some mixed text"),
        ("normalize-space(/)", "/a", "xyzsome mixed text"),
        ("name(b/@k)", "/a", "k"),
        ("count(//@k)", "/a", 2),
        ("count(//node())", "/a", 12),
    ],
)
def test_values_along_axes(expression: str, at: str, value: object) -> None:
    assert _value(expression, at) == value


def test_an_attribute_of_what_is_not_relevant_is_not_selected() -> None:
    document = document_from_xml("<a><b k='1'/></a>")
    root: Node = document.children[0]
    root.children[0].relevant = False
    context = Context(document, current=root, host=Host(), variables={})
    for expression in ("b/@k", "//@k", "//b", "descendant::*"):
        assert compile_expression(expression).evaluate(context) == []
