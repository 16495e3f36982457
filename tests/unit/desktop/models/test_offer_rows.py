"""The bank's own terms in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from checklists.model.offer import Authority, Offer, Price, ProductFit, Term, TermBound
from checklists.scoring.schedule import schedule_for
from desktop.models.offer_rows import (
    authority_words,
    over_words,
    price_words,
    product_row,
    product_words,
    schedule_words,
    term_words,
)


def an_offer(
    *, fits: bool | None = True, term: Term | None = None, asked: str | None = "0.06", lowest: str | None = "0.0428"
) -> Offer:
    low = None if lowest is None else Decimal(lowest)
    rate = None if asked is None else Decimal(asked)
    return Offer(
        product="备货贷",
        products=(ProductFit("stock", "备货贷", fits, is_chosen=True, reasons=(), source=""),),
        term=term or Term(12, 12, "requested", "申请期限", ()),
        price=Price(
            lowest=low,
            parts=(),
            lpr=Decimal("0.03"),
            lpr_label="一年期 LPR",
            lowest_bp=None if low is None else (low - Decimal("0.03")) * 10_000,
            asked=rate,
            asked_bp=None,
            difference=None if low is None or rate is None else rate - low,
            missing=("担保方式",) if low is None else (),
            formula="",
        ),
        authority=Authority(Decimal(80_000), "branch", "支行行长", "", is_known=True, source=""),
        regulations=(),
        schedule=None,
    )


def test_product_and_authority() -> None:
    assert product_words(an_offer()) == ("备货贷", "适用")
    assert product_words(an_offer(fits=None)) == ("备货贷", "未定")
    assert authority_words(an_offer()) == ("支行行长", "单户合计 8 万元")


@pytest.mark.parametrize(
    ("term", "words"),
    [
        (Term(12, 12, "requested", "申请期限", ()), ("12 个月", "与申请一致")),
        (Term(60, 36, "product", "产品最长期限", ()), ("36 个月", "申请 60 个月,产品最长期限")),
        (Term(60, None, "", "", (TermBound("product", "产品最长期限", None, ""),)), ("—", "还缺产品最长期限")),
        (Term(None, None, "", "", ()), ("—", "还缺申请期限")),
    ],
)
def test_the_term_says_what_holds_it_down(term: Term, words: tuple[str, str]) -> None:
    assert term_words(an_offer(term=term)) == words


def test_the_price_stands_beside_the_rate() -> None:
    assert price_words(an_offer()) == ("4.28%", "LPR+128 基点;执行 6.00%")
    assert price_words(an_offer(asked="0.04"))[1].endswith("执行 4.00%,低于最低定价")
    assert price_words(an_offer(asked=None))[1].endswith("执行利率未填")
    assert price_words(an_offer(lowest=None)) == ("—", "还缺担保方式")
    assert over_words(Decimal(-20)) == "LPR−20 基点"


def test_a_product_that_does_not_fit_says_why() -> None:
    fit = ProductFit("a", "信用贷", fits=False, is_chosen=False, reasons=("金额太大", "期限太长"), source="")
    assert [cell.words for cell in product_row(fit).cells] == ["信用贷", "不适用", "金额太大;期限太长"]


def test_the_schedule_in_one_line() -> None:
    schedule = schedule_for(
        Decimal(30_000),
        annual_rate=Decimal("0.06"),
        months=3,
        repayment="annuity",
        drawn_on=date(2025, 12, 31),
        repayment_day=20,
        holidays=(),
    )
    words = schedule_words(schedule)
    assert words.startswith(
        "共 3 期:首期 2026-01-20 还 10,100.17 元,末期 2026-03-20 还 10,100.16 元,利息合计 300.50 元"
    )
    assert words.endswith("2026 年起放假安排未收录。")
    assert schedule_words(None) == ""
