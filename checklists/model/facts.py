"""The facts (指标) that rules may name as ``${name}`` beside questions: computed by the method, with Chinese name and unit.

Units: ``yuan`` (a year unless the name ends in ``_month``), ``rate`` (fraction), ``days``, ``times``, ``count``, ``text``,
``verdict``. The verdict of each cross-check is also a fact, under the check's own name.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

NO_COVER = Decimal("99.99")
"""A ratio over a base that is not positive: "more than can be said", 9999 %. Unknown it is not, and it must fall in the worst bin."""


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    unit: str


FACTS: dict[str, Fact] = {
    "requested_amount": Fact("申请金额", "yuan"),
    "loan_amount": Fact("测算金额", "yuan"),
    "loan_months": Fact("期限(月)", "count"),
    "annual_rate": Fact("年利率", "rate"),
    "instalment_month": Fact("拟贷月还款", "yuan"),
    "declared_sales": Fact("申报营业额", "yuan"),
    "reported_sales": Fact("报表营业收入", "yuan"),
    "reported_cogs": Fact("报表营业成本", "yuan"),
    "median_turnover": Fact("各法营业额中位数", "yuan"),
    "verified_sales": Fact("核实营业收入", "yuan"),
    "previous_sales": Fact("上年营业收入", "yuan"),
    "sales_growth": Fact("近12月销售增长率", "rate"),
    "growth_used": Fact("测算采用的销售增长率", "rate"),
    "peak_factor": Fact("旺季系数", "times"),
    "reported_margin": Fact("报表毛利率", "rate"),
    "weighted_margin": Fact("加权毛利率", "rate"),
    "adopted_margin": Fact("采纳毛利率", "rate"),
    "reported_net_profit": Fact("报表净利润", "yuan"),
    "verified_net_profit": Fact("核实净利润", "yuan"),
    "net_margin": Fact("核实净利率", "rate"),
    "fixed_costs": Fact("固定支出", "yuan"),
    "wages": Fact("工资", "yuan"),
    "rent": Fact("租金", "yuan"),
    "interest": Fact("经营性利息", "yuan"),
    "depreciation": Fact("折旧", "yuan"),
    "household_spending": Fact("家庭开支", "yuan"),
    "other_income": Fact("其他稳定收入", "yuan"),
    "net_income_month": Fact("月净收入(未扣还本付息)", "yuan"),
    "existing_debt_service_month": Fact("现有贷款月还款", "yuan"),
    "payment_share_before": Fact("现有贷款月还款占月净收入", "rate"),
    "disposable_month": Fact("月可支配(还现有贷款以后)", "yuan"),
    "instalment_to_disposable": Fact("拟贷月还款占月可支配", "rate"),
    "payment_share": Fact("月还款占月净收入", "rate"),
    "positive_cash_months": Fact("经营现金流为正月数", "count"),
    "money": Fact("货币资金", "yuan"),
    "receivables": Fact("应收账款", "yuan"),
    "inventory": Fact("存货", "yuan"),
    "payables": Fact("应付账款", "yuan"),
    "current_assets": Fact("流动资产", "yuan"),
    "current_liabilities": Fact("流动负债", "yuan"),
    "total_assets": Fact("总资产", "yuan"),
    "total_liabilities": Fact("总负债", "yuan"),
    "adjusted_liabilities": Fact("调整后总负债", "yuan"),
    "equity": Fact("权益", "yuan"),
    "verified_equity": Fact("核实权益", "yuan"),
    "opening_equity": Fact("期初权益", "yuan"),
    "opening_inventory": Fact("期初存货", "yuan"),
    "opening_assets": Fact("期初总资产", "yuan"),
    "expected_equity": Fact("应有权益", "yuan"),
    "equity_gap_rate": Fact("权益偏差率(对应有权益)", "rate"),
    "household_net_assets": Fact("家庭净资产", "yuan"),
    "existing_loans": Fact("现有融资余额(含家庭贷款和潜在隐性负债)", "yuan"),
    "business_loans": Fact("现有经营融资余额(不含家庭贷款)", "yuan"),
    "working_capital_loans": Fact("现有流动资金借款(信用卡、短期贷款、民间借贷、潜在隐性负债)", "yuan"),
    "bank_loans": Fact("现有银行贷款", "yuan"),
    "guarantees_given": Fact("对外担保余额", "yuan"),
    "debt_ratio": Fact("资产负债率", "rate"),
    "debt_ratio_after": Fact("贷后资产负债率", "rate"),
    "current_ratio": Fact("流动比率", "rate"),
    "current_ratio_after": Fact("贷后流动比率", "rate"),
    "quick_ratio": Fact("速动比率", "rate"),
    "quick_ratio_after": Fact("贷后速动比率", "rate"),
    "cash_ratio": Fact("现金比率", "rate"),
    "cash_ratio_after": Fact("贷后现金比率", "rate"),
    "inventory_days": Fact("存货周转天数", "days"),
    "receivable_days": Fact("应收周转天数", "days"),
    "payable_days": Fact("应付周转天数", "days"),
    "prepaid_days": Fact("预付周转天数", "days"),
    "advance_days": Fact("预收周转天数", "days"),
    "operating_cycle_days": Fact("营业周期(存货+应收)", "days"),
    "cycle_days": Fact("营运资金周转天数", "days"),
    "turns": Fact("营运资金周转次数", "times"),
    "asset_turns": Fact("总资产周转", "times"),
    "working_capital_requirement": Fact("营运资金量(销售利润率取核实净利率,不含权益缺口调减)", "yuan"),
    "working_capital_peak": Fact("旺季营运资金量(营运资金量×旺季系数)", "yuan"),
    "own_funds": Fact("自有营运资金", "yuan"),
    "debt_to_sales": Fact("负债收入比(融资余额/营业收入)", "rate"),
    "debt_to_sales_after": Fact("贷后负债收入比(融资余额加拟贷/营业收入)", "rate"),
    "sales_to_debt": Fact("销贷比(营业收入/融资余额,银行口径)", "times"),
    "sales_to_debt_after": Fact("贷后销贷比(营业收入/融资余额加拟贷,银行口径)", "times"),
    "rigid_debt_share": Fact("刚性负债占比", "rate"),
    "rigid_debt_share_after": Fact("贷后刚性负债占比", "rate"),
    "debt_to_ebitda": Fact("刚性负债/息税折旧前利润", "times"),
    "debt_to_ebitda_after": Fact("贷后刚性负债/息税折旧前利润", "times"),
    "debt_to_equity": Fact("刚性负债/净资产", "times"),
    "debt_to_equity_after": Fact("贷后刚性负债/净资产", "times"),
    "financing_hunger": Fact("融资饥渴指数", "times"),
    "equity_to_existing_loans": Fact("权益/存量融资", "times"),
    "equity_to_loans": Fact("权益/(存量融资+拟贷)", "times"),
    "equity_to_request": Fact("权益/拟贷", "times"),
    "guarantees_to_equity": Fact("对外担保/权益", "rate"),
    "break_even_fall": Fact("月净收入恰够还款时的营业额降幅", "rate"),
    "dscr_before": Fact("贷前偿债备付率(只算现有贷款)", "times"),
    "dscr": Fact("偿债备付率", "times"),
    "interest_cover": Fact("利息保障倍数", "times"),
    "interest_cover_after": Fact("贷后利息保障倍数", "times"),
    "return_on_assets": Fact("总资产收益率", "rate"),
    "turnover_families": Fact("营业额证据来源类数", "count"),
    "turnover_third_party": Fact("营业额第三方来源数", "count"),
    "checks_passed": Fact("核心交叉验证通过数(权益、毛利、营业额、净利)", "count"),
    "checks_failed": Fact("交叉验证未通过数", "count"),
    "core_failed": Fact("核心检验未通过数(权益、毛利、营业额、净利)", "count"),
    "core_unexplained": Fact("核心检验须解释而未解释数", "count"),
    "unexplained_failures": Fact("未作解释的未通过检验数", "count"),
    "operating_cash": Fact("经营活动净现金", "yuan"),
    "rolled_money": Fact("滚存应有货币资金", "yuan"),
    "equity_fail_unexplained": Fact("权益检验未通过且未书面解释(1是0否)", "count"),
    "rent_to_sales": Fact("房租率(租金/营业收入)", "rate"),
    "wages_to_sales": Fact("工资率(工资/营业收入)", "rate"),
    "third_party_coverage": Fact("第三方证据覆盖率", "rate"),
    "signal_count": Fact("线索数", "count"),
    "signal_major_count": Fact("重大线索数", "count"),
    "signal_unexplained_count": Fact("未作说明的重大、中等线索数", "count"),
    "client_region": Fact("经营所在地区(代码)", "text"),
    "size_band": Fact("规模档(按核实营业收入)", "text"),
    "living_floor": Fact("家庭开支下限(每月)", "yuan"),
    "product_ceiling": Fact("产品与授权上限", "yuan"),
    "bank_capital": Fact("本行资本净额", "yuan"),
    "bureau_state": Fact("征信状态(in_date/outdated/absent)", "text"),
}

MORE_IS_BETTER = frozenset(
    {
        "adopted_margin", "asset_turns", "cash_ratio", "cash_ratio_after", "current_ratio", "current_ratio_after", "dscr", "dscr_before", "equity_to_existing_loans", "equity_to_loans", "equity_to_request",
        "interest_cover", "interest_cover_after", "net_margin", "quick_ratio", "quick_ratio_after", "reported_margin", "return_on_assets", "sales_to_debt", "sales_to_debt_after", "sales_growth", "turns", "weighted_margin",
    }
)  # fmt: skip
LESS_IS_BETTER = frozenset(
    {
        "cycle_days", "debt_ratio", "debt_ratio_after", "debt_to_ebitda", "debt_to_ebitda_after", "debt_to_equity", "debt_to_equity_after", "debt_to_sales", "debt_to_sales_after",
        "financing_hunger", "guarantees_to_equity", "inventory_days", "operating_cycle_days", "instalment_to_disposable", "payment_share", "payment_share_before", "receivable_days",
        "rent_to_sales", "rigid_debt_share", "rigid_debt_share_after", "wages_to_sales",
    }
)  # fmt: skip
"""Facts of which one way is the sounder one, other things alike. Of the rest (sums of money, payable days, season) neither is."""
