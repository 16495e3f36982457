"""Rows of repeats: added, removed, counted, nested; sums over them; undo and the way back from storage."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checklists.form import Form, FormSession
from checklists.model.case import ChangeKind
from checklists.model.errors import AnswerError
from checklists.model.history import applied

STOCK = """
| survey | | | | | | | |
| | type | name | label | required | calculation | repeat_count | default |
| | integer | people | 人数 | | | | |
| | begin_repeat | stock | 存货 | | | | |
| | text | item | 品名 | yes | | | |
| | decimal | quantity | 数量 | | | | |
| | decimal | price | 单价 | | | | 1.5 |
| | calculate | amount | | | ${quantity} * ${price} | | |
| | calculate | row | | | position(..) | | |
| | calculate | share | | | ${amount} div ${total} | | |
| | begin_repeat | batch | 批次 | | | | |
| | date | expires | 到期日 | | | | |
| | end_repeat | | | | | | |
| | end_repeat | | | | | | |
| | calculate | total | | | sum(${amount}) | | |
| | calculate | second | | | indexed-repeat(${amount}, ${stock}, 2) | | |
| | begin_repeat | person | 人员 | | | ${people} | |
| | text | name | 姓名 | yes | | | |
| | end_repeat | | | | | | |
"""


@pytest.fixture
def stock(session_of: Callable[[str], FormSession]) -> FormSession:
    return session_of(STOCK)


def test_a_row_computes_in_its_own_row_and_sums_over_all(stock: FormSession) -> None:
    stock.add_row("/data/stock")
    stock.set("/data/stock[1]/quantity", "2")
    edit = stock.set("/data/stock[2]/quantity", "4")
    assert (stock.value("/data/stock[1]/amount"), stock.value("/data/stock[2]/amount")) == ("3", "6")
    assert (stock.value("/data/total"), stock.value("/data/second")) == ("9", "6")
    assert stock.value("/data/stock[2]/row") == "2"
    assert "/data/stock[1]/amount" not in edit.affected
    assert "/data/stock[1]/share" in edit.affected


def test_removing_a_row_moves_the_later_ones_up(stock: FormSession) -> None:
    for _ in range(2):
        stock.add_row("/data/stock")
    for row, item in enumerate(("茶", "奶", "水"), start=1):
        stock.set(f"/data/stock[{row}]/item", item)
        stock.set(f"/data/stock[{row}]/quantity", str(row))
    edit = stock.remove_row("/data/stock[2]")
    assert stock.rows("/data/stock") == 2
    assert [stock.value(f"/data/stock[{row}]/item") for row in (1, 2)] == ["茶", "水"]
    assert (stock.value("/data/stock[2]/row"), stock.value("/data/total")) == ("2", "6")
    (removed,) = [change for change in edit.changes if change.kind is ChangeKind.REMOVE_ROW]
    assert ("/data/stock[2]/item", "奶") in removed.rows
    stock.undo()
    assert [stock.value(f"/data/stock[{row}]/item") for row in (1, 2, 3)] == ["茶", "奶", "水"]
    assert stock.value("/data/total") == "9"


def test_problems_follow_the_rows_they_are_in(stock: FormSession) -> None:
    stock.add_row("/data/stock")
    stock.set("/data/stock[1]/item", "茶")
    assert [problem.path for problem in stock.problems()] == ["/data/stock[2]/item"]
    stock.remove_row("/data/stock[1]")
    assert [problem.path for problem in stock.problems()] == ["/data/stock[1]/item"]
    stock.remove_row("/data/stock[1]")
    assert stock.problems() == ()


def test_rows_inside_rows(stock: FormSession) -> None:
    assert stock.rows("/data/stock[1]/batch") == 1
    stock.add_row("/data/stock")
    assert stock.rows("/data/stock[2]/batch") == 0
    stock.add_row("/data/stock[2]/batch")
    stock.set("/data/stock[2]/batch[1]/expires", "2027-01-01")
    assert [item.path for item in stock.children("/data/stock[2]/batch")] == ["/data/stock[2]/batch[1]"]
    assert [item.path for item in stock.children("/data/stock[2]")] == [
        "/data/stock[2]/item",
        "/data/stock[2]/quantity",
        "/data/stock[2]/price",
        "/data/stock[2]/batch",
    ]


def test_a_counted_repeat_has_as_many_rows_as_the_answer_says(stock: FormSession) -> None:
    assert stock.rows("/data/person") == 0
    stock.set("/data/people", "3")
    assert stock.rows("/data/person") == 3
    assert not stock.may_change_rows("/data/person")
    with pytest.raises(AnswerError):
        stock.add_row("/data/person")
    stock.set("/data/people", "many")
    assert stock.rows("/data/person") == 0


def test_a_count_that_is_typed_anew_brings_its_rows_back(stock: FormSession) -> None:
    stock.set("/data/people", "12")
    stock.set("/data/person[12]/name", "李")
    edit = stock.set("/data/people", "1")
    assert [(change.kind, change.rows) for change in edit.changes[1:]] == [
        (ChangeKind.REMOVE_ROW, (("/data/person[12]/name", "李"),))
    ]
    stock.set("/data/people", "15")
    assert stock.value("/data/person[12]/name") == "李"


def test_undo_of_a_smaller_count_restores_what_the_rows_held(stock: FormSession) -> None:
    stock.set("/data/people", "2")
    stock.set("/data/person[2]/name", "李")
    before = stock.values()
    stock.set("/data/people", "1")
    stock.undo()
    assert stock.values() == before
    stock.redo()
    assert stock.rows("/data/person") == 1


def test_blank_rows_survive_storage(stock: FormSession, open_session: Callable[..., FormSession]) -> None:
    stock.add_row("/data/stock")
    stock.add_row("/data/stock")
    again = open_session(stock.form, stock.answers())
    assert again.rows("/data/stock") == 3
    for _ in range(3):
        stock.remove_row("/data/stock[1]")
    assert stock.answers() == {"/data/stock": "0"}
    assert open_session(stock.form, stock.answers()).rows("/data/stock") == 0


def test_the_changes_of_an_edit_are_all_that_a_store_must_keep(stock: FormSession) -> None:
    kept: dict[str, str] = {}
    for edit in (
        stock.opening,
        stock.add_row("/data/stock"),
        stock.set("/data/stock[2]/item", "茶"),
        stock.set("/data/stock[2]/price", ""),
        stock.remove_row("/data/stock[1]"),
        stock.set("/data/people", "2"),
        stock.set("/data/person[2]/name", "李"),
        stock.set("/data/people", "1"),
    ):
        for change in edit.changes:
            kept = applied(kept, change)
    assert kept == stock.answers()


def test_a_default_that_was_cleared_stays_cleared(stock: FormSession, open_session: Callable[..., FormSession]) -> None:
    stock.set("/data/stock[1]/price", "")
    again = open_session(stock.form, stock.answers(), first_load=False)
    assert again.value("/data/stock[1]/price") == ""


def test_answers_make_the_rows_they_stand_in(
    form_of: Callable[[str], Form], open_session: Callable[..., FormSession]
) -> None:
    session = open_session(
        form_of(STOCK),
        {
            "/data/stock[3]/quantity": "2",
            "/data/stock[3]/price": "4",
            "/data/people": "2",
            "/data/person[2]/name": "李",
        },
    )
    assert session.rows("/data/stock") == 3
    assert session.value("/data/total") == "8"


@pytest.mark.parametrize(
    "answers",
    [
        {"/data/people": "1", "/data/person[2]/name": "李"},
        {"/data/stock": "1", "/data/stock[2]/item": "茶"},
        {"/data/stock": "-1"},
        {"/data/stock": "１"},
        {"/data/stock": "100000"},
        {"/data/stock[2500]/item": "茶"},
        {"/data/person": "3"},
    ],
)
def test_answers_without_a_row_to_stand_in_are_refused(
    answers: dict[str, str], form_of: Callable[[str], Form], open_session: Callable[..., FormSession]
) -> None:
    with pytest.raises(AnswerError):
        open_session(form_of(STOCK), answers)


@pytest.mark.parametrize("path", ["/data/total", "/data", "/data/nothing", "/data/stock[1]", "/data/stock[7]/batch"])
def test_rows_are_added_to_repeats_only(path: str, stock: FormSession) -> None:
    with pytest.raises(AnswerError):
        stock.add_row(path)


@pytest.mark.parametrize("path", ["/data/stock[2]", "/data/people", "/data/stock[0]", "/data/person[1]"])
def test_only_rows_are_removed(path: str, stock: FormSession) -> None:
    stock.set("/data/people", "1")
    with pytest.raises(AnswerError):
        stock.remove_row(path)


def test_an_absolute_path_inside_a_repeat_means_the_own_row(
    xform_with: Callable[..., bytes], open_session: Callable[..., FormSession]
) -> None:
    form = Form.from_xform(
        xform_with(
            '<r jr:template=""><a/><b/></r><t/>',
            '<bind nodeset="/data/r/a" type="int"/><bind nodeset="/data/r/b" calculate="/data/r/a * 2"/>'
            '<bind nodeset="/data/t" calculate="sum(/data/r/b)"/>',
            '<group ref="/data/r"><repeat nodeset="/data/r"><input ref="/data/r/a"><label>a</label></input></repeat></group>',
        )
    )
    session = open_session(form)
    assert session.rows("/data/r") == 0
    for row in (1, 2):
        session.add_row("/data/r")
        session.set(f"/data/r[{row}]/a", str(row))
    assert [session.value(f"/data/r[{row}]/b") for row in (1, 2)] == ["2", "4"]
    assert session.value("/data/t") == "6"


def test_a_repeat_without_template_takes_the_elements_of_its_first_row_and_not_its_texts(
    xform_with: Callable[..., bytes], open_session: Callable[..., FormSession]
) -> None:
    body = (
        '<repeat nodeset="/data/r"><input ref="/data/r/a"><label>a</label></input>'
        '<repeat nodeset="/data/r/in"><input ref="/data/r/in/z"><label>z</label></input></repeat></repeat>'
    )
    session = open_session(Form.from_xform(xform_with("<r><a>7</a><in><z>4</z></in></r>", "", body)))
    session.add_row("/data/r")
    assert session.values() == {"/data/r[1]/a": "7", "/data/r[1]/in[1]/z": "4", "/data/r[2]/a": ""}
    assert session.rows("/data/r[2]/in") == 0


RUNNING = """
| survey | | | |
| | type | name | label | calculation |
| | begin_repeat | r | R | |
| | integer | amt | A | |
| | calculate | so_far | | sum(../../r[position() <= position(current()/..)]/amt) |
| | calculate | rows | | count(../../r) |
| | end_repeat | | | |
"""


def test_a_row_may_look_across_rows(session_of: Callable[[str], FormSession]) -> None:
    session = session_of(RUNNING)
    for row in (1, 2, 3):
        if row > 1:
            session.add_row("/data/r")
        session.set(f"/data/r[{row}]/amt", str(row))
    assert [session.value(f"/data/r[{row}]/so_far") for row in (1, 2, 3)] == ["1", "3", "6"]
    edit = session.set("/data/r[1]/amt", "10")
    assert [session.value(f"/data/r[{row}]/so_far") for row in (1, 2, 3)] == ["10", "12", "15"]
    assert {f"/data/r[{row}]/so_far" for row in (1, 2, 3)} <= edit.affected
    session.remove_row("/data/r[2]")
    assert [session.value(f"/data/r[{row}]/so_far") for row in (1, 2)] == ["10", "13"]
    assert session.value("/data/r[1]/rows") == "2"


def test_a_row_inside_a_template_is_a_template_as_it_stands(
    xform_with: Callable[..., bytes], open_session: Callable[..., FormSession]
) -> None:
    instance = '<shop jr:template=""><name>门店</name><shelf><kind>食品</kind></shelf></shop>'
    body = """<repeat nodeset="/data/shop"><input ref="/data/shop/name"/>
        <repeat nodeset="/data/shop/shelf"><input ref="/data/shop/shelf/kind"/></repeat></repeat>"""
    session = open_session(Form.from_xform(xform_with(instance, "", body)))
    assert session.values() == {}
    session.add_row("/data/shop")
    session.add_row("/data/shop[1]/shelf")
    assert session.values() == {
        "/data/shop[1]/name": "门店",
        "/data/shop[1]/shelf[1]/kind": "食品",
        "/data/shop[1]/shelf[2]/kind": "食品",
    }


def test_elements_that_stand_there_several_times_are_rows_that_nobody_adds(
    xform_with: Callable[..., bytes], open_session: Callable[..., FormSession]
) -> None:
    instance = "<year><sales>1</sales></year><year><sales>2</sales></year><year><sales>3</sales></year><total/>"
    model = """<bind nodeset="/data/year" relevant="position() &gt; 1"/><bind nodeset="/data/year/sales" type="int"/>
        <bind nodeset="/data/total" calculate="sum(/data/year/sales)"/>"""
    body = '<group ref="/data/year"><input ref="/data/year/sales"/></group>'
    session = open_session(Form.from_xform(xform_with(instance, model, body)))
    assert [session.is_relevant(f"/data/year[{place}]") for place in (1, 2, 3)] == [False, True, True]
    assert session.value("/data/total") == "5"
    session.set("/data/year[3]/sales", "10")
    assert session.value("/data/total") == "12"
    assert not session.may_change_rows("/data/year")


def test_a_leaf_that_stands_there_twice_keeps_its_path(
    xform_with: Callable[..., bytes], open_session: Callable[..., FormSession]
) -> None:
    form = Form.from_xform(xform_with("<name>甲</name><name>乙</name>", "", '<input ref="/data/name"/>'))
    assert open_session(form).values() == {"/data/name": "乙"}


@pytest.mark.parametrize("target", ["/data/shop/item/value", "../item/value"])
@pytest.mark.parametrize("group", ["/data/shop/item", "../item"])
@pytest.mark.parametrize("index", ["/data/total", "../../total"])
def test_indexed_repeat_takes_paths_from_the_root_and_from_the_reader(
    target: str, group: str, index: str, xform_with: Callable[..., bytes], open_session: Callable[..., FormSession]
) -> None:
    instance = '<shop><item jr:template=""><value/></item><last/></shop><total/>'
    model = f"""<bind nodeset="/data/total" calculate="count(/data/shop/item)"/>
        <bind nodeset="/data/shop/last" calculate="indexed-repeat({target}, {group}, {index})"/>"""
    body = '<repeat nodeset="/data/shop/item"><input ref="/data/shop/item/value"/></repeat>'
    session = open_session(Form.from_xform(xform_with(instance, model, body)))
    for place in (1, 2, 3):
        session.add_row("/data/shop/item")
        session.set(f"/data/shop/item[{place}]/value", str(place * 11))
    assert session.value("/data/shop/last") == "33"
    session.remove_row("/data/shop/item[3]")
    assert session.value("/data/shop/last") == "22"


MORE = """<count/><wanted/><person><more/></person>"""
MORE_BINDS = """<bind nodeset="/data/count" type="int" calculate="count(/data/person)"/>
    <bind nodeset="/data/wanted" type="int" calculate="if(/data/count = 0 or
        /data/person[position() = /data/count]/more = 'yes', /data/count + 1, /data/count)"/>"""
MORE_BODY = """<group ref="/data/person"><repeat nodeset="/data/person" jr:count="/data/wanted">
    <input ref="/data/person/more"/></repeat></group>"""


@pytest.mark.parametrize("row", ["<person><more/></person>", '<person jr:template=""><more/></person>'])
def test_rows_come_while_the_last_one_asks_for_more(
    row: str, xform_with: Callable[..., bytes], open_session: Callable[..., FormSession]
) -> None:
    session = open_session(Form.from_xform(xform_with(f"<count/><wanted/>{row}", MORE_BINDS, MORE_BODY)))
    assert session.rows("/data/person") == 1
    session.set("/data/person[1]/more", "yes")
    session.set("/data/person[2]/more", "yes")
    assert (session.rows("/data/person"), session.value("/data/count"), session.value("/data/wanted")) == (3, "3", "3")
    session.set("/data/person[3]/more", "no")
    assert session.rows("/data/person") == 3
    again = open_session(session.form, session.answers())
    assert again.values() == session.values()


def test_rows_that_a_row_asked_for_are_undone_with_its_answer(
    xform_with: Callable[..., bytes], open_session: Callable[..., FormSession]
) -> None:
    session = open_session(Form.from_xform(xform_with(MORE, MORE_BINDS, MORE_BODY)))
    session.set("/data/person[1]/more", "yes")
    session.set("/data/person[2]/more", "yes")
    session.undo()
    assert session.rows("/data/person") == 2
    session.undo()
    assert (session.rows("/data/person"), session.answers()) == (1, {})
    session.redo()
    session.redo()
    assert session.rows("/data/person") == 3


@pytest.mark.parametrize(("count", "rows"), [("1 - count(/data/person)", 1), ("count(/data/person) + 1", 2000)])
def test_a_count_that_never_rests_comes_to_an_end(
    count: str, rows: int, xform_with: Callable[..., bytes], open_session: Callable[..., FormSession]
) -> None:
    binds = f'<bind nodeset="/data/wanted" calculate="{count}"/>'
    instance = '<count/><wanted/><person jr:template=""><more/></person>'
    session = open_session(Form.from_xform(xform_with(instance, binds, MORE_BODY)))
    assert session.rows("/data/person") == rows


@pytest.mark.parametrize(
    ("wrapped", "count"),
    [(True, "../wanted"), (False, "wanted"), (False, "/data/shop/wanted"), (True, "../wanted + 0")],
)
def test_a_relative_count_is_seen_from_around_the_repeat(
    wrapped: bool, count: str, xform_with: Callable[..., bytes], open_session: Callable[..., FormSession]
) -> None:
    instance = "<shop><wanted>2</wanted><shelf><kind/></shelf></shop>"
    inner = f'<repeat nodeset="/data/shop/shelf" jr:count="{count}"><input ref="/data/shop/shelf/kind"/></repeat>'
    group = f'<group ref="/data/shop/shelf">{inner}</group>' if wrapped else inner
    body = f'<repeat nodeset="/data/shop"><input ref="/data/shop/wanted"/>{group}</repeat>'
    session = open_session(
        Form.from_xform(xform_with(instance, '<bind nodeset="/data/shop/wanted" type="int"/>', body))
    )
    assert session.rows("/data/shop[1]/shelf") == 2
