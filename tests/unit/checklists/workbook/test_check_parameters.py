"""The bank's sheets: each slip is found where it stands, and a whole pack passes without a word."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checklists import workbook
from checklists.model.errors import SheetProblem
from tests.unit.checklists.workbook.conftest import CHOICES, COMPLETE, SURVEY, Edit, WriteFolder

ASKED = """\
select_one guarantee_kind,guarantee_kind,担保方式,,yes,,,,,
select_one purpose_kind,purpose_kind,用途,,yes,,,,,
select_one requested_repayment,requested_repayment,还款方式,,yes,,,,,
select_one bank_products,product,拟办产品,,yes,,,,,
select_one living_regions,living_region,居住地,,yes,,,,,
"""
LISTS = """\
guarantee_kind,credit,信用
guarantee_kind,mortgage,抵押
purpose_kind,peak_stock,旺季备货
purpose_kind,equipment,购置设备
requested_repayment,annuity,等额本息
requested_repayment,bullet,到期还本
bank_products,other,其他
"""
PRODUCTS = """\
name,label::中文 (zh),min_amount,max_amount,min_months,max_months,repayments,guarantees,purposes,min_bp,max_bp,when,who,source,version
stock_loan,备货贷,10000,300000,1,12,annuity bullet,credit,peak_stock,100,500,,,本行待校准,1
tool_loan,设备贷,10000,900000,6,60,annuity,mortgage,equipment,50,400,${has_stock} = 'yes',有存货,本行待校准,1
"""
AUTHORITY = """\
name,label::中文 (zh),guarantees,grades,above,up_to,source,version
branch,支行行长,,A B,0,300000,本行待校准,1
board,贷审会,,A B,300000,,本行待校准,1
low,贷审会,,C,0,,本行待校准,1
"""
PRICING = """\
kind,name,label::中文 (zh),value,valid_from,source,version
figure,funding_rate,资金成本率,0.02,2025-01-01,本行待校准,1
figure,operating_rate,运营成本率,0.01,,本行待校准,1
figure,capital_ratio,资本占用,0.08,,本行待校准,1
figure,target_return,目标回报,0.11,,本行待校准,1
figure,adjustment,调整,0,,本行待校准,1
figure,repayment_day,还款日,20,,本行待校准,1
pd,A,违约概率,0.008,,本行待校准,1
pd,B,违约概率,0.015,,本行待校准,1
pd,C,违约概率,0.03,,本行待校准,1
lgd,credit,违约损失率,0.6,,本行待校准,1
lgd,mortgage,违约损失率,0.3,,本行待校准,1
lpr,lpr_1y,一年期,0.03,2025-05-20,公布,1
lpr,lpr_5y,五年期,0.035,2025-05-20,公布,1
"""
LIVING = """\
name,label::中文 (zh),monthly,factor,valid_from,source,version
city,市区,1100,1.3,2025-01-01,本行待校准,1
"""
HOLIDAYS = """\
kind,first,last,label::中文 (zh),source,version
workday,2026-02-14,2026-02-14,调休上班,通知,1
holiday,2026-02-15,2026-02-23,春节,通知,1
"""
REGULATION = """\
name,label::中文 (zh),when,effect,months,valid_from,valid_to,source,version
no_stock,没有存货不得办理,${has_stock} = 'no',block,,2024-07-01,,办法第三条,1
ten_years,最长十年,true(),term,120,2024-07-01,,办法第九条,1
later,集中度,${loan_amount} > ${bank_capital} * 0.1,block,,,,核对原文后启用,1
"""
TERMS = "name,label::中文 (zh),months,source,version\npeak_stock,备货,12,本行待校准,1\nequipment,设备,60,本行待校准,1\n"
AFTERCARE = """\
kind,name,label::中文 (zh),grades,max_major,max_medium,first_days,contact_days,visit_days,when,value,unit,test,source,version
tier,green,绿,A B,0,1,30,180,,,,,电话,手册 6.1,1
tier,red,红,,,,15,7,14,,,,双人到场,手册 6.1,1
covenant,inflow,月入账,,,,,,,,${verified_sales} div 12,yuan,看流水,手册 6.4,1
item,stock,存货,,,,,,,${has_stock} = 'yes',,,点货,手册 6.5,1
"""

PACK = {
    **COMPLETE,
    "survey": SURVEY + ASKED,
    "choices": CHOICES + LISTS,
    "products": PRODUCTS,
    "authority": AUTHORITY,
    "pricing": PRICING,
    "living_cost": LIVING,
    "holidays": HOLIDAYS,
    "regulation": REGULATION,
    "terms": TERMS,
    "aftercare": AFTERCARE,
}

Check = Callable[..., list[SheetProblem]]


@pytest.fixture
def pack_after(write_folder: WriteFolder) -> Check:
    def check(*edits: Edit) -> list[SheetProblem]:
        texts = dict(PACK)
        for sheet, old, new in edits:
            assert old in texts[sheet], f"{old!r} is not in {sheet}"
            texts[sheet] = texts[sheet].replace(old, new, 1)
        return list(workbook.check(workbook.load_industry(write_folder(**texts))))

    return check


def test_a_whole_pack_passes_without_a_word(pack_after: Check) -> None:
    assert pack_after() == []


@pytest.mark.parametrize(
    ("sheet", "old", "new", "code", "row", "column"),
    [
        ("products", "10000,300000", "400000,300000", "range_order", 2, "min_amount"),
        ("products", ",1,12,", ",13,12,", "range_order", 2, "min_months"),
        ("products", "100,500", "600,500", "range_order", 2, "min_bp"),
        ("products", "100,500", "0.01,500", "looks_like_rate", 2, "min_bp"),
        ("products", "100,500", "100,5%", "not_a_number", 2, "max_bp"),
        ("products", ",1,12,", ",1,1.5,", "not_whole", 2, "max_months"),
        ("products", "10000,300000", "-1,300000", "negative_amount", 2, "min_amount"),
        ("products", "annuity bullet,credit", "annuity bullet,credits", "unknown_word", 2, "guarantees"),
        ("products", "annuity bullet", "annuity balloon", "unknown_word", 2, "repayments"),
        ("products", "annuity bullet", "annuity annuity", "word_twice", 2, "repayments"),
        ("products", "credit,peak_stock", "credit,peak_stok", "unknown_word", 2, "purposes"),
        ("products", "${has_stock} = 'yes'", "${has_stok} = 'yes'", "unknown_reference", 3, "when"),
        ("products", "有存货", "", "missing_who", 3, "who"),
        ("products", "tool_loan", "stock_loan", "duplicate_name", 3, "name"),
        ("products", "tool_loan", "other", "name_taken", 3, "name"),
        ("products", ",,本行待校准", ",,", "missing_source", 2, "source"),
        ("authority", "A B,300000,", "A B,200000,", "bands_overlap", 3, "above"),
        ("authority", ",C,0", ",B C,0", "bands_overlap", 4, "above"),
        ("authority", "A B,300000,", "A B,500000,", "bands_gap", 3, "above"),
        ("authority", "0,300000", "300000,300000", "range_order", 2, "above"),
        ("authority", "支行行长,", "支行行长,creditt", "unknown_word", 2, "guarantees"),
        ("authority", ",A B,0", ",A E,0", "unknown_word", 2, "grades"),
        ("authority", ",0,300000", ",零,300000", "not_a_number", 2, "above"),
        ("pricing", "0.02,2025-01-01", "2%,2025-01-01", "not_a_number", 2, "value"),
        ("pricing", "0.02,2025-01-01", "2,2025-01-01", "looks_like_percent", 2, "value"),
        ("pricing", "2025-01-01", "2025/1/1", "bad_date", 2, "valid_from"),
        ("pricing", "2025-01-01", "2025-02-30", "bad_date", 2, "valid_from"),
        ("pricing", "funding_rate", "funding_rat", "unknown_word", 2, "name"),
        ("pricing", "还款日,20", "还款日,31", "bad_day", 7, "value"),
        ("pricing", "pd,A", "pdd,A", "unknown_kind", 8, "kind"),
        (
            "pricing",
            "operating_rate,运营成本率,0.01,",
            "funding_rate,再写,0.01,2025-01-01",
            "duplicate_name",
            3,
            "name",
        ),
        ("pricing", "pd,C,违约概率,0.03,,本行待校准,1\n", "", "missing_pd", 0, ""),
        ("pricing", "lgd,mortgage,违约损失率,0.3,,本行待校准,1\n", "", "missing_lgd", 0, ""),
        ("pricing", "lpr,lpr_5y,五年期,0.035,2025-05-20,公布,1\n", "", "missing_lpr", 0, ""),
        ("pricing", "figure,adjustment,调整,0,,本行待校准,1\n", "", "missing_figure", 0, ""),
        ("living_cost", "1100,1.3", "0,1.3", "negative_amount", 2, "monthly"),
        ("living_cost", "2025-01-01", "", "missing_value", 2, "valid_from"),
        ("holidays", "2026-02-15,2026-02-23", "2026-02-14,2026-02-23", "holidays_overlap", 3, "first"),
        ("holidays", "2026-02-15,2026-02-23", "2026-02-25,2026-02-23", "range_order", 3, "first"),
        ("holidays", "holiday", "holidays", "unknown_kind", 3, "kind"),
        ("regulation", "= 'no',block", "= 'no',blok", "unknown_effect", 2, "effect"),
        ("regulation", "${has_stock} = 'no'", "${has_stock} ==== 'no'", "wrong_operator", 2, "when"),
        ("regulation", "block,,2024-07-01", "block,,2024-7-1", "bad_date", 2, "valid_from"),
        ("regulation", "2024-07-01,,办法第三条", "2024-07-01,2024-06-30,办法第三条", "range_order", 2, "valid_from"),
        ("regulation", "term,120", "term,", "missing_value", 3, "months"),
        ("regulation", "true()", "${verified_sales} > 0", "term_needs_later_figure", 3, "when"),
        ("regulation", "block,,2024", "block,12,2024", "idle_cell", 2, "months"),
        ("terms", "备货,12", "备货,0", "not_whole", 2, "months"),
        ("terms", "equipment", "equipmant", "unknown_word", 3, "name"),
        ("aftercare", "A B,0,1", "A X,0,1", "unknown_word", 2, "grades"),
        ("aftercare", "A B,0,1", "A B,0,1.5", "not_whole", 2, "max_medium"),
        ("aftercare", "红,,,", "红,D,,", "tiers_leave_gap", 3, "grades"),
        ("aftercare", "15,7,14", "15,,14", "missing_value", 3, "contact_days"),
        ("aftercare", "yuan", "元", "unknown_word", 4, "unit"),
        ("aftercare", "${verified_sales} div", "${verified_sale} div", "unknown_reference", 4, "value"),
        ("aftercare", "item,stock", "point,stock", "unknown_kind", 5, "kind"),
        ("choices", "bank_products,other", "bank_products,gone_loan", "choice_without_row", 10, "name"),
    ],
)
def test_a_slip_in_the_bank_sheets_is_found(
    pack_after: Check, sheet: str, old: str, new: str, code: str, row: int, column: str
) -> None:
    problems = pack_after((sheet, old, new))
    found = [problem for problem in problems if problem.code == code]
    assert [(each.sheet, each.row, each.column) for each in found][:1] == [(sheet, row, column)], problems
    assert all(any("\u4e00" <= letter <= "\u9fff" for letter in each.message) for each in found)


def test_the_choices_of_a_product_question_are_the_rows_of_the_sheet(write_folder: WriteFolder) -> None:
    xform = workbook.xform_of(workbook.load_industry(write_folder(**PACK))).decode()
    for words in ("备货贷", "设备贷", "市区", "其他"):
        assert words in xform


def test_an_overlap_says_with_which_row(pack_after: Check) -> None:
    (problem,) = pack_after(("authority", ",C,0", ",B C,0"))[:1]
    assert "第 2 行“支行行长”" in problem.message


def test_a_plain_form_may_have_a_sheet_called_products(write_folder: WriteFolder) -> None:
    plain = dict.fromkeys(COMPLETE, None) | {"survey": SURVEY, "choices": CHOICES, "products": "a,b\n1,2\n"}
    sheets = workbook.load_industry(write_folder(**plain))
    assert sheets.rules == {}
    assert not [each for each in workbook.check(sheets) if each.severity == "error"]
