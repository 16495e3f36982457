"""Opening a form: what it holds, and what is refused with which reason."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checklists.form import Form, QuestionKind
from checklists.model.errors import ExpressionError, FormError

SHOP = """
| survey | | | | | | | | |
| | type | name | label::中文 (zh) | hint::中文 (zh) | appearance | bind::jd:line | bind::jd:must | bind::jd:sensitive |
| | begin_group | identity | 主体 | | field-list | | | |
| | text | client | 客户姓名 | 按身份证 | | | true | true |
| | image | front | 门头照 | | | | | |
| | end_group | | | | | | | |
| | begin_repeat | stock | 存货 | | | | | |
| | decimal | quantity | 数量 | | | | | |
| | decimal | price | 单价 | | | inventory | | |
| | note | remark | 请点数 | | | | | |
| | end_repeat | | | | | | | |
| | calculate | total | | | | cash | | |
"""


def test_a_form_has_its_sections_questions_and_extras(form_of: Callable[[str], Form]) -> None:
    form = form_of(SHOP.replace("| | calculate | total | | | | cash | | |", ""))
    assert [(section.path, section.label, section.kind) for section in form.sections] == [
        ("/data/identity", "主体", QuestionKind.GROUP),
        ("/data/stock", "存货", QuestionKind.REPEAT),
    ]
    client = form.questions["/data/identity/client"]
    assert (client.kind, client.label, client.hint) == (QuestionKind.TEXT, "客户姓名", "按身份证")
    assert dict(client.extras) == {"must": "true", "sensitive": "true"}
    assert form.questions["/data/identity"].appearance == "field-list"
    assert form.questions["/data/identity/front"].kind is QuestionKind.IMAGE
    assert form.questions["/data/stock/price"].extras["line"] == "inventory"
    assert [child.name for child in form.questions["/data/stock"].children] == ["quantity", "price", "remark"]
    assert form.questions["/data/stock/remark"].kind is QuestionKind.NOTE
    assert form.title == "调查表"


def test_questions_outside_groups_make_one_section_of_everything(form_of: Callable[[str], Form]) -> None:
    form = form_of(
        "| survey | | | |\n| | type | name | label |\n| | text | a | A |\n| | begin_group | g | G |\n| | text | b | B |\n| | end_group | | |\n"
    )
    (section,) = form.sections
    assert (section.path, [child.name for child in section.children]) == ("/data", ["a", "g"])


@pytest.mark.parametrize(
    ("type_name", "kind"),
    [
        ("integer", QuestionKind.INTEGER),
        ("date", QuestionKind.DATE),
        ("time", QuestionKind.TIME),
        ("dateTime", QuestionKind.DATETIME),
        ("select_one yn", QuestionKind.SELECT_ONE),
        ("select_multiple yn", QuestionKind.SELECT_MULTIPLE),
        ("rank yn", QuestionKind.RANK),
        ("range", QuestionKind.RANGE),
        ("file", QuestionKind.FILE),
        ("audio", QuestionKind.AUDIO),
        ("video", QuestionKind.VIDEO),
        ("geopoint", QuestionKind.GEOPOINT),
        ("geotrace", QuestionKind.GEOTRACE),
        ("barcode", QuestionKind.BARCODE),
        ("acknowledge", QuestionKind.ACKNOWLEDGE),
    ],
)
def test_every_type_of_question_has_its_kind(
    type_name: str, kind: QuestionKind, form_of: Callable[[str], Form]
) -> None:
    form = form_of(
        f"| survey | | | |\n| | type | name | label |\n| | {type_name} | q | Q |\n"
        "| choices | | | |\n| | list_name | name | label |\n| | yn | y | 是 |\n"
    )
    assert form.questions["/data/q"].kind is kind


def _leaf(name: str) -> str:
    return f'<input ref="/data/{name}"><label>{name}</label></input>'


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "malformed-xml"),
        (b"<h:html", "malformed-xml"),
        (b"\xff\xfe\x00not xml", "malformed-xml"),
        (b"PK\x03\x04 a workbook", "malformed-xml"),
        (b"<html/>", "incomplete-xform"),
        (b"<root/>", "not-an-xform"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><html/>', "forbidden-xml"),
        (b"<!--" + b"x" * 9000 + b'--><!DOCTYPE a [<!ENTITY x "y">]><html>&x;</html>', "forbidden-xml"),
        (b'<html><!DOCTYPE a [<!ENTITY x "y">]>&x;</html>', "malformed-xml"),
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><html>&x;</html>', "forbidden-xml"),
    ],
)
def test_what_is_no_form_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(FormError) as refused:
        Form.from_xform(data)
    assert refused.value.reason == reason


@pytest.mark.parametrize("tag", [b"a", b"group"])
def test_nesting_without_end_is_refused(tag: bytes) -> None:
    deep = b"<" + tag + b">"
    with pytest.raises(FormError) as refused:
        Form.from_xform(b"<html>" + deep * 50_000 + deep.replace(b"<", b"</") * 50_000 + b"</html>")
    assert refused.value.reason == "nested-too-deeply"


def test_a_billion_laughs_are_refused() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY a0 "ha">' + b"".join(
        b'<!ENTITY a%d "%s">' % (level, b"&a%d;" % (level - 1) * 10) for level in range(1, 10)
    )
    with pytest.raises(FormError):
        Form.from_xform(bomb + b"]><html>&a9;</html>")


LIST = """<instance id="x"><root><item><name>a</name><label>A</label></item><item><code>b</code></item></root></instance>"""


def _select(nodeset: str, *, value: str = "name", label: str = "label") -> str:
    itemset = f'<itemset nodeset="{nodeset}"><value ref="{value}"/><label ref="{label}"/></itemset>'
    return f'<select1 ref="/data/a"><label>a</label>{itemset}</select1>'


@pytest.mark.parametrize(
    ("instance", "model", "body", "reason"),
    [
        ("<a/>", "", '<input ref="/data/b"><label>b</label></input>', "reference-to-nothing"),
        ("<a/>", "", "<input><label>b</label></input>", "control-without-path"),
        ("<a/>", "", '<slider ref="/data/a"/>', "control-not-supported"),
        ("<a/>", "", '<select1 ref="/data/a"><label>a</label></select1>', "select-without-choices"),
        (
            "<a/>",
            "",
            '<range ref="/data/a" start="1" end="2.0.1" step="1"><label>a</label></range>',
            "range-without-numbers",
        ),
        ("<a/>", '<setvalue ref="/data/a" event="odk-sometime" value="1"/>', _leaf("a"), "event-not-supported"),
        ("<a/>", '<setvalue ref="/data/a" event="odk-new-repeat" value="1"/>', _leaf("a"), "new-repeat-outside-repeat"),
        ("<a/>", "", '<input ref="/data/a"><label ref="jr:itext(\'no\')"/></input>', "text-missing"),
        ("<a/>", '<setgeopoint event="odk-instance-first-load" ref="/data/a"/>', _leaf("a"), "action-not-supported"),
        ("<a/>", '<insert event="odk-instance-first-load" nodeset="/data/a"/>', _leaf("a"), "action-not-supported"),
        ("<a/>", "", _select("instance('no')/root/item"), "instance-missing"),
        ("<a/>", LIST, _select("instance('x')/root/line"), "select-without-choices"),
        ("<a/>", LIST, _select("instance('x')/root/item[kind = 1]", value="code"), "itemset-reference-missing"),
        ("<a/>", LIST, _select("randomize(instance('x')/root/item)", label="text"), "itemset-reference-missing"),
        ("<a/><r><name/></r>", "", _select("/data/r[name != '']"), "itemset-reference-missing"),
        (
            "<a/>",
            '<instance id="x" src="jr://file-csv/x.csv"/><bind nodeset="/data/a" calculate="count(instance(\'x\')/root/item)"/>',
            "",
            "external-file-missing",
        ),
    ],
)
def test_a_form_with_what_this_engine_does_not_do_is_refused(
    instance: str, model: str, body: str, reason: str, xform_with: Callable[..., bytes]
) -> None:
    with pytest.raises(FormError) as refused:
        Form.from_xform(xform_with(instance, model, body))
    assert refused.value.reason == reason


def test_a_faulty_expression_says_whose_it_is(xform_with: Callable[..., bytes]) -> None:
    with pytest.raises(ExpressionError) as refused:
        Form.from_xform(xform_with("<a/>", '<bind nodeset="/data/a" relevant="sumif(1) > 2"/>', _leaf("a")))
    assert (refused.value.reason, refused.value.where, refused.value.position) == ("unknown-function", "/data/a", 0)


@pytest.mark.parametrize(
    ("binds", "members"),
    [
        (
            '<bind nodeset="/data/a" calculate="/data/b + 1"/><bind nodeset="/data/b" calculate="/data/a + 1"/>',
            {"a", "b"},
        ),
        ('<bind nodeset="/data/a" calculate=". + 1"/>', {"a"}),
        ('<bind nodeset="/data/a" relevant=". != 3"/>', {"a"}),
        ('<bind nodeset="/data/a" calculate="position() + ."/>', {"a"}),
        ('<bind nodeset="/data/a" relevant="/data/a[position() = 1] = 1"/>', {"a"}),
        ('<bind nodeset="/data/g" relevant="/data/g/c != 3"/>', {"g"}),
        ('<bind nodeset="/data/g/c" calculate="concat(/data/g, 1)"/>', {"c"}),
        ('<bind nodeset="/data/g/c" relevant="count-non-empty(..) > 0"/>', {"c"}),
        ('<bind nodeset="/data/a" relevant="/data/b = 1"/><bind nodeset="/data/b" calculate="/data/a"/>', {"a", "b"}),
        (
            (
                '<bind nodeset="/data/a" calculate="/data/b"/><bind nodeset="/data/b" calculate="/data/g/c"/>'
                '<bind nodeset="/data/g/c" calculate="/data/a"/>'
            ),
            {"a", "b", "c"},
        ),
    ],
)
def test_a_cycle_is_refused_with_the_questions_that_form_it(
    binds: str, members: set[str], xform_with: Callable[..., bytes]
) -> None:
    with pytest.raises(FormError) as refused:
        Form.from_xform(xform_with("<a/><b/><g><c/></g>", binds, _leaf("a") + _leaf("b")))
    assert refused.value.reason == "cycle"
    trail = refused.value.where.split(" → ")
    assert set(trail) == members
    assert trail[0] == trail[-1]


def test_to_count_what_there_is_turns_in_no_circle(xform_with: Callable[..., bytes]) -> None:
    """Which nodes there are does not depend on what stands in them; what a group holds does."""
    binds = """<bind nodeset="/data/r/x" calculate="count(/data/r | ../../r) + position(..) + string-length(name(..))"/>
        <bind nodeset="/data/r/y" calculate="indexed-repeat(/data/r/z, /data/r, position(..))"/>"""
    body = '<group ref="/data/r"><repeat nodeset="/data/r"><input ref="/data/r/z"/></repeat></group>'
    assert "/data/r/z" in Form.from_xform(xform_with("<r><x/><y/><z/></r>", binds, body)).questions


def test_a_constraint_may_read_its_own_answer(xform_with: Callable[..., bytes]) -> None:
    form = Form.from_xform(
        xform_with("<a/>", '<bind nodeset="/data/a" constraint="/data/a != 3 and . != 4"/>', _leaf("a"))
    )
    assert "/data/a" in form.questions


def test_a_bind_of_nothing_is_listed_and_rules_nothing(xform_with: Callable[..., bytes]) -> None:
    form = Form.from_xform(xform_with("<a/>", '<bind nodeset="/data/gone" required="true()"/>', _leaf("a")))
    assert form.ignored == ("/data/gone",)


def test_an_external_file_is_asked_for_only_where_it_is_read(xform_with: Callable[..., bytes]) -> None:
    unread = xform_with("<a/>", '<instance id="x" src="jr://file-csv/x.csv"/>', _leaf("a"))
    assert "x" not in Form.from_xform(unread).instances
    reading = xform_with(
        "<a/>",
        '<instance id="x" src="jr://file-csv/x.csv"/><bind nodeset="/data/a" constraint=". = instance(\'x\')/root/item/name"/>',
        _leaf("a"),
    )
    form = Form.from_xform(reading, files={"x.csv": "name,市\ngz,广州\n".encode()})
    assert form.instances["x"].find("/root/item/市") is not None


def test_the_form_s_language_is_its_default_or_the_one_asked_for(xform_with: Callable[..., bytes]) -> None:
    itext = """<itext><translation lang="en"><text id="q"><value>Name</value></text></translation>
        <translation lang="zh" default="true()"><text id="q"><value form="image">jr://images/a.png</value><value>姓名</value></text>
        </translation></itext>"""
    xml = xform_with("<a/>", itext, '<input ref="/data/a"><label ref="jr:itext(\'q\')"/></input>')
    form = Form.from_xform(xml)
    assert (form.language, form.languages) == ("zh", ("zh", "en"))
    assert form.questions["/data/a"].label == "姓名"
    assert form.questions["/data/a"].media == {"image": "jr://images/a.png"}
    assert Form.from_xform(xml, language="en").questions["/data/a"].label == "Name"


def test_a_group_without_a_path_keeps_what_stands_beside_its_repeat(xform_with: Callable[..., bytes]) -> None:
    body = """<group><label>全部</label><repeat nodeset="/data/a"><input ref="/data/a/x"/></repeat>
        <input ref="/data/y"/><repeat nodeset="/data/b"><input ref="/data/b/z"/></repeat></group>"""
    form = Form.from_xform(xform_with("<a><x/></a><y/><b><z/></b>", "", body))
    assert [question.path for question in form.sections[0].children] == ["/data/a", "/data/y", "/data/b"]


def test_only_the_first_item_of_a_list_must_hold_what_is_read(xform_with: Callable[..., bytes]) -> None:
    form = Form.from_xform(xform_with("<a/>", LIST, _select("instance('x')/root/item")))
    assert form.questions["/data/a"].kind is QuestionKind.SELECT_ONE
    empty = '<instance id="x" src="jr://file-csv/x.csv"/>'
    Form.from_xform(xform_with("<a/>", empty, _select("instance('x')/root/item")), files={"x.csv": b"name,label\n"})


def test_an_action_of_odk_that_this_engine_does_not_run_is_carried(xform_with: Callable[..., bytes]) -> None:
    model = '<odk:setgeopoint event="odk-instance-first-load" ref="/data/a"/>'
    assert Form.from_xform(xform_with("<a/>", model, _leaf("a"))).actions == ()


def test_a_body_inside_the_head_is_found(xform_with: Callable[..., bytes]) -> None:
    xml = xform_with("<a/>", "", _leaf("a")).replace(b"</h:head>", b"").replace(b"</h:body>", b"</h:body></h:head>")
    assert "/data/a" in Form.from_xform(xml).questions
