"""Days and goods drawn into an open case: in the form's rows, in the history, and again only with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from checklists.model.case import ChangeKind
from checklists.model.errors import DrawMade, StatementFileError
from desktop.services.cases import OpenCase
from desktop.services.draws import DAYS, GOODS, draw_documents, draw_stock, subject_for
from desktop.settings import Settings
from desktop.wiring import Services, create_store

TODAY = date(2025, 12, 31)
STOCK = "/data/stock_take/stock"
SAMPLED = "/data/income/sampled_days"
LIST = (
    "品名,单位,数量,进价\n"
    + "\n".join(f"纯牛奶{place},箱,{100 - place},{50 - place}" for place in range(20))
    + "\n合计,,1810,\n"
).encode()


@pytest.fixture
def services(empty_home: Path) -> Iterator[Services]:
    opened, _ = create_store(Settings.from_environment(), name="周明", passphrase="correct horse battery")
    with opened:
        yield opened


@pytest.fixture
def case(services: Services) -> OpenCase:
    return services.cases.create("fmcg_wholesale")


def dates(case: OpenCase) -> list[str]:
    return [case.session.value(f"{SAMPLED}[{row}]/sample_date") for row in range(1, case.session.rows(SAMPLED) + 1)]


def test_drawn_days_are_in_the_form_and_in_the_history(services: Services, case: OpenCase) -> None:
    drawn = draw_documents(case, today=TODAY)
    assert dates(case) == [day.isoformat() for day in drawn.days]
    kept = services.cases.open(case.id)
    assert dates(kept) == dates(case)
    assert kept.case.remarks[DAYS] == drawn.words
    assert drawn.seed[:16] in drawn.words


def test_a_draw_is_one_act_of_the_history(services: Services, case: OpenCase) -> None:
    drawn = draw_documents(case, today=TODAY)
    last = services.store.history(case.id)[-1]
    assert (last.change.kind, last.change.path, last.change.new) == (ChangeKind.REMARK, DAYS, drawn.words)


def test_another_draw_takes_a_reason_and_empties_what_was_of_the_old_days(case: OpenCase) -> None:
    first = draw_documents(case, today=TODAY)
    case.set(f"{SAMPLED}[1]/sample_sales", "12000")
    with pytest.raises(DrawMade) as refused:
        draw_documents(case, today=TODAY)
    assert refused.value.words == first.words
    second = draw_documents(case, today=TODAY, reason="当天盘点停业")
    assert second.number == 2
    assert second.days != first.days
    assert "重抽理由:当天盘点停业" in case.case.remarks[DAYS]
    assert case.session.value(f"{SAMPLED}[1]/sample_sales") == ""


@pytest.mark.parametrize(("industry", "words"), [("metal_workshop", "整周"), ("pig_farm", "第一批")])
def test_a_trade_says_what_is_drawn(services: Services, industry: str, words: str) -> None:
    assert words in draw_documents(services.cases.create(industry), today=TODAY).words


def test_goods_are_drawn_and_what_the_books_say_shows_after_the_count(case: OpenCase) -> None:
    drawn = draw_stock(case, name="存货.csv", data=LIST)
    assert case.session.rows(STOCK) == len(drawn.goods)
    assert [case.session.value(f"{STOCK}[{n}]/stock_name") for n in range(1, len(drawn.goods) + 1)] == list(drawn.goods)
    book = f"{STOCK}[1]/stock_book_quantity"
    assert not case.session.is_relevant(book)
    case.set(f"{STOCK}[1]/stock_quantity", "90")
    assert case.session.is_relevant(book)
    assert case.session.value(book) == "100"


def test_goods_drawn_again_come_behind_what_is_counted(case: OpenCase) -> None:
    draw_stock(case, name="存货.csv", data=LIST)
    rows = case.session.rows(STOCK)
    with pytest.raises(DrawMade):
        draw_stock(case, name="存货.csv", data=LIST)
    second = draw_stock(case, name="存货.csv", data=LIST, reason="客户补来另一间仓库的清单")
    assert case.session.rows(STOCK) == rows + len(second.goods)
    assert case.case.remarks[GOODS] == second.words


@pytest.mark.parametrize("data", [b"", "品名,进价\n牛奶,5\n".encode(), "品名,数量,进价\n牛奶,很多,5\n".encode()])
def test_a_list_that_cannot_be_read_whole_draws_nothing(case: OpenCase, data: bytes) -> None:
    with pytest.raises(StatementFileError):
        draw_stock(case, name="存货.csv", data=data)
    assert GOODS not in case.case.remarks


def test_only_two_lists_of_the_form_are_drawn_into() -> None:
    assert (subject_for(SAMPLED), subject_for(STOCK), subject_for("/data/debts_section/debts")) == (DAYS, GOODS, "")
