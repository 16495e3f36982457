"""A filter by a column looks the rows up; what it selects is what looking at every row selects."""

from __future__ import annotations

import pytest

from checklists.xpath import Context, Host, compile_expression, document_from_xml

LIST = b"""<root>
  <item><name>a</name><prov>gd</prov><size>1</size></item><item><name>b</name><prov>hn</prov><size>2</size></item>
  <item><name>c</name><prov>gd</prov><size>2.0</size></item><item><name>d</name><size>2</size></item>
  <item><name>e</name><prov>hn</prov><prov>gd</prov></item><item><name>f</name><prov/></item>
</root>"""
ANSWERS = b"<data><p>gd</p><blank/><n>2</n><both>gd</both><both>hn</both><r><p>hn</p></r></data>"
FILTERS = [
    "prov = /data/p",
    "/data/p = prov",
    "prov = 'hn'",
    "prov = /data/blank",
    "prov = ''",
    "prov = /data/missing",
    "prov = /data/both",
    "size = /data/n",
    "size = 2",
    "prov = current()/p",
    "prov = /data/p and size > 1",
    "size > 1 and prov = 'hn' and name != 'b'",
    "prov = 'gd' or size = 2",
    "prov = /data/p and position() = 2",
    "prov = 'nowhere'",
    "prov = name",
    "prov = translate('HN', 'HN', 'hn')",
]


def _names(expression: str, host: Host) -> list[str]:
    document = document_from_xml(ANSWERS)
    found = compile_expression(expression).evaluate(
        Context(document, current=document.children[0].named["r"][0], host=host, variables={})
    )
    assert isinstance(found, list)
    return [node.string_value() for node in found]


@pytest.mark.parametrize("condition", FILTERS)
def test_a_filter_selects_what_looking_at_every_row_selects(condition: str) -> None:
    host = Host(instances={"list": document_from_xml(LIST)})
    quick = _names(f"instance('list')/root/item[{condition}]/name", host)
    assert quick == _names(f"instance('list')/root/*[self::item and ({condition})]/name", host)


def test_a_filter_follows_an_instance_that_changes() -> None:
    answers = document_from_xml(b"<data><item><prov>gd</prov></item><item><prov>hn</prov></item></data>")

    class Own(Host):
        def instance(self, name: str) -> object:  # type: ignore[override]
            return answers if name == "own" else super().instance(name)

    host = Own(instances={})
    expression = "instance('own')/data/item[prov = 'gd']/prov"
    assert _names(expression, host) == ["gd"]
    answers.children[0].children[1].children[0].set_text("gd")
    assert _names(expression, host) == ["gd", "gd"]


def test_pulldata_finds_the_first_row_with_the_key() -> None:
    host = Host(instances={"list": document_from_xml(LIST)})
    document = document_from_xml(ANSWERS)
    context = Context(document, current=document.children[0], host=host, variables={})
    assert compile_expression("pulldata('list', 'name', 'prov', /data/p)").evaluate(context) == "a"
    assert compile_expression("pulldata('list', 'name', 'prov', '')").evaluate(context) == "f"
    assert compile_expression("pulldata('list', 'name', 'prov', 'xx')").evaluate(context) == ""
    assert compile_expression("pulldata('nowhere', 'name', 'prov', 'gd')").evaluate(context) == ""
