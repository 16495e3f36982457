"""Choices from rows, files and languages; labels and read-only groups."""

from __future__ import annotations

from collections.abc import Callable

from checklists.form import Choice, Form, FormSession

FAMILY = """
| survey | | | | | | |
| | type | name | label | hint | calculation | readonly |
| | begin_repeat | member | 成员 | | | |
| | text | name | 姓名 | | | |
| | select_one role | role | 关系 | ${name}与客户的关系 | | |
| | calculate | said | | | concat(${name}, ':', jr:choice-name(${role}, '${role}')) | |
| | end_repeat | | | | | |
| | select_one ${name} | payer | 还款人 | | | |
| | begin_group | shown | 只读 | | | yes |
| | text | note | 备注 | | | |
| | end_group | | | | | |
| choices | | | |
| | list_name | name | label |
| | role | wife | 配偶 |
| | role | son | 子女 |
"""


def test_rows_of_the_form_are_choices_of_another_question(session_of: Callable[[str], FormSession]) -> None:
    session = session_of(FAMILY)
    session.add_row("/data/member")
    session.set("/data/member[1]/name", "李梅")
    edit = session.set("/data/member[2]/name", "王小")
    assert session.choices("/data/payer") == (Choice("李梅", "李梅"), Choice("王小", "王小"))
    assert "/data/payer" in edit.affected
    session.set("/data/payer", "王小")
    assert session.problems() == ()
    session.remove_row("/data/member[2]")
    assert [(problem.path, problem.kind) for problem in session.problems()] == [("/data/payer", "choice")]


def test_a_label_of_a_choice_is_that_of_the_own_row(session_of: Callable[[str], FormSession]) -> None:
    session = session_of(FAMILY)
    session.add_row("/data/member")
    for row, (name, role) in enumerate((("李梅", "wife"), ("王小", "son")), start=1):
        session.set(f"/data/member[{row}]/name", name)
        session.set(f"/data/member[{row}]/role", role)
    assert [session.value(f"/data/member[{row}]/said") for row in (1, 2)] == ["李梅:配偶", "王小:子女"]
    assert session.hint("/data/member[2]/role") == "王小与客户的关系"
    assert session.label("/data/member") == "成员"


def test_what_stands_in_a_readonly_group_is_readonly(session_of: Callable[[str], FormSession]) -> None:
    session = session_of(FAMILY)
    assert session.is_readonly("/data/shown/note")
    assert not session.is_readonly("/data/payer")


def test_choices_come_from_a_file_that_was_handed_in(
    xform_with: Callable[..., bytes], open_session: Callable[..., FormSession]
) -> None:
    xml = xform_with(
        "<prov/><city/>",
        '<instance id="cities" src="jr://file-csv/cities.csv"/>',
        '<input ref="/data/prov"><label>p</label></input><select1 ref="/data/city"><label>c</label>'
        '<itemset nodeset="instance(\'cities\')/root/item[prov = /data/prov]"><value ref="name"/><label ref="label"/></itemset>'
        "</select1>",
    )
    form = Form.from_xform(xml, files={"cities.csv": "name,label,prov\ngz,广州,gd\ncs,长沙,hn\n".encode("utf-8-sig")})
    session = open_session(form)
    session.set("/data/prov", "hn")
    assert session.choices("/data/city") == (Choice("cs", "长沙"),)


def test_texts_of_choices_and_messages_follow_the_language(
    xform_with: Callable[..., bytes], open_session: Callable[..., FormSession]
) -> None:
    itext = """<itext><translation lang="en"><text id="y"><value>Yes</value></text><text id="m"><value>No <output value="/data/n"/></value>
        </text></translation><translation lang="zh"><text id="y"><value>是</value></text><text id="m"><value>不能是<output
        value="/data/n"/></value></text></translation></itext>"""
    xml = xform_with(
        "<a/><n/>",
        itext
        + '<instance id="yn"><root><item><itextId>y</itextId><name>yes</name></item></root></instance>'
        + '<bind nodeset="/data/n" type="int" constraint=". != 4" jr:constraintMsg="jr:itext(\'m\')"/>',
        '<select1 ref="/data/a"><label>a</label><itemset nodeset="instance(\'yn\')/root/item"><value ref="name"/>'
        '<label ref="jr:itext(itextId)"/></itemset></select1><input ref="/data/n"><label>n</label></input>',
    )
    for language, label, message in (("zh", "是", "不能是4"), ("en", "Yes", "No 4")):
        session = open_session(Form.from_xform(xml, language=language))
        assert session.choices("/data/a") == (Choice("yes", label),)
        session.set("/data/n", "4")
        assert session.problems()[0].message == message


def test_two_questions_may_read_different_columns_of_one_list(
    xform_with: Callable[..., bytes], open_session: Callable[..., FormSession]
) -> None:
    model = """<instance id="cities"><root><item><name>gz</name><code>440100</code><label>广州</label></item></root></instance>"""
    body = "".join(
        f"""<select1 ref="/data/{name}"><itemset nodeset="instance('cities')/root/item"><value ref="{value}"/>
        <label ref="{label}"/></itemset></select1>"""
        for name, value, label in (("a", "name", "label"), ("b", "code", "label"), ("c", "name", "code"))
    )
    session = open_session(Form.from_xform(xform_with("<a/><b/><c/>", model, body)))
    found = {path: [(one.value, one.label) for one in session.choices(path)] for path in session.values()}
    assert found == {"/data/a": [("gz", "广州")], "/data/b": [("440100", "广州")], "/data/c": [("gz", "440100")]}
    session.set("/data/b", "440100")
    assert session.problems() == ()


def test_a_label_of_a_choice_follows_the_answer_in_it(
    xform_with: Callable[..., bytes], open_session: Callable[..., FormSession]
) -> None:
    model = """<itext><translation lang="zh"><text id="yn-0"><value>由<output value="/data/who"/>办理</value></text></translation></itext>
        <instance id="yn"><root><item><itextId>yn-0</itextId><name>y</name></item></root></instance>"""
    body = """<input ref="/data/who"/><select1 ref="/data/a"><itemset nodeset="instance('yn')/root/item"><value ref="name"/>
        <label ref="jr:itext(itextId)"/></itemset></select1>"""
    session = open_session(Form.from_xform(xform_with("<who/><a/>", model, body)))
    for who in ("本人", "配偶"):
        session.set("/data/who", who)
        assert [choice.label for choice in session.choices("/data/a")] == [f"由{who}办理"]
