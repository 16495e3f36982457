"""A realistic case for the report: the wholesale example whose statements, equity check and limit agree with one another."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TypeAlias

from PIL import Image, ImageDraw

from checklists.financials.standing import Peers, standings
from checklists.model.assessment import (
    Advice,
    Assessment,
    AssessmentState,
    BalanceSheet,
    Cap,
    CashFlow,
    CheckInput,
    CreditLimit,
    CrossCheck,
    Decision,
    DimensionScore,
    IndicatorScore,
    ProfitAndLoss,
    Ratio,
    RuleHit,
    Score,
    StatementLine,
    Statements,
    Turnover,
    TurnoverEstimate,
    Verdict,
)
from checklists.model.case import Attachment, Case, CaseState, Person
from checklists.model.checklist import Benchmark, Checklist, Provenance, Scorecard
from checklists.model.outlook import Sensitivity
from reports.chapters.material import AnsweredItem, AnsweredSection, Evidence, HistorySummary, ReportMaterial

D = Decimal
Value: TypeAlias = Decimal | str | None
SALES = (32, 22, 28, 29, 31, 36, 38, 37, 34, 33, 35, 45)
OURS = "本行待校准"


def wan(amount: str | float) -> Decimal:
    return D(str(amount)) * 10_000


def line(key: str, label: str, reported: str | None, verified: str | None = "=", **more: object) -> StatementLine:
    first = None if reported is None else wan(reported)
    second = first if verified == "=" else None if verified is None else wan(verified)
    return StatementLine(key, label, first, second, **more)  # type: ignore[arg-type]  # keyword pass-through of a test factory


def balance_sheet() -> BalanceSheet:
    assets = (
        line("cash", "现金", "0.8", paths=("/data/cash_bank/cash_counted",)),
        line("bank", "银行存款", "4.0"),
        line("epay", "微信支付宝余额", "3.0"),
        line("receivables", "应收账款", "20"),
        line("prepaid", "预付账款", "3"),
        line("inventory", "存货", "36", note="临期货 3.3 万元已按 50% 计入"),
        line("fixed_assets", "固定资产净值", "15"),
    )
    liabilities = (
        line("payables", "应付账款", "12"),
        line("advances", "预收账款", "1"),
        line("short_loans", "短期贷款", "25"),
        line("private_loans", "民间借贷", "0"),
    )
    return BalanceSheet(
        assets,
        liabilities,
        line("total_assets", "总资产", "81.8", is_total=True),
        line("total_liabilities", "总负债", "38", is_total=True),
        line("equity", "权益", "43.8", is_total=True),
    )


def monthly(
    key: str, label: str, year: str, verified: str = "=", weights: tuple[int, ...] = (1,) * 12
) -> StatementLine:
    total = wan(year)
    series = tuple((total * weight / sum(weights)).quantize(D("0.01")) for weight in weights)
    return line(key, label, year, verified, series=series)


def profit_and_loss() -> ProfitAndLoss:
    lines = (
        monthly("sales", "营业收入", "400", "389", SALES),
        monthly("cogs", "营业成本", "350", "340.375", SALES),
        replace(monthly("gross_profit", "毛利", "50", "48.625", SALES), is_total=True),
        monthly("wages", "工资", "12"),
        monthly("rent", "租金", "4.8"),
        monthly("utilities", "水电", "1.2"),
        monthly("transport", "运输油费", "7.2"),
        monthly("tax", "税金", "1.8"),
        monthly("other_costs", "其他支出", "2.4"),
        replace(monthly("fixed_costs", "固定支出合计", "29.4"), is_total=True),
        monthly("interest", "经营性利息", "1.2"),
    )
    by_key = {row.key: row for row in lines}
    parts = (by_key[key].series for key in ("gross_profit", "fixed_costs", "interest"))
    net = tuple((g or D(0)) - (f or D(0)) - (i or D(0)) for g, f, i in zip(*parts, strict=True))
    months = tuple(f"2025-{month:02d}" for month in range(11, 13)) + tuple(
        f"2026-{month:02d}" for month in range(1, 11)
    )
    net_profit = line("net_profit", "净利润", "19.4", "18.025", series=net, is_total=True)
    outside = (monthly("household_spending", "家庭开支", "9.6"), monthly("other_income", "其他稳定收入", "3"))
    return ProfitAndLoss(
        months, (*lines, *outside), net_profit, line("disposable", "可支配资金", "12.8", "11.425", is_total=True)
    )


def cash_flow() -> CashFlow:
    def flow(key: str, label: str, year: str, **more: object) -> StatementLine:
        return replace(monthly(key, label, year, weights=SALES), **more)  # type: ignore[arg-type]  # pass-through

    spread = "往来与存货的变动按各月销售占比分摊到月"
    lines = (
        flow("receipts", "经营收到的现金", "394", note=spread),
        flow("purchases", "支付供应商的现金", "354", note=spread),
        flow("expenses", "固定支出付现", "29.4"),
        flow("operating_cash", "经营活动净现金", "10.6", is_total=True, note=spread),
        line("investing_cash", "投资活动净现金", "0", is_total=True),
        line("financing_cash", "融资活动净现金", "3.8", is_total=True, note="新增借款−归还本金−利息"),
        line("private_cash", "家庭与生意以外净现金", "-14.6", is_total=True),
    )
    return CashFlow(lines, wan(8), wan("7.8"), wan("7.8"), D(0))


def ratios() -> tuple[Ratio, ...]:
    return (
        Ratio("debt_ratio", "资产负债率", D("0.46455"), "percent", "总负债 ÷ 总资产", "ok", "≤60%"),
        Ratio(
            "debt_ratio_after",
            "贷后资产负债率",
            D("0.5122"),
            "percent",
            "(总负债＋拟贷) ÷ (总资产＋拟贷)",
            "ok",
            "≤60%",
        ),
        Ratio("current_ratio", "流动比率", D("1.7579"), "percent", "流动资产 ÷ 流动负债", "ok", "≥100%"),
        Ratio("quick_ratio", "速动比率", D("0.8105"), "percent", "(流动资产－存货) ÷ 流动负债", "ok", "≥80%"),
        Ratio("inventory_days", "存货周转天数", D("33.943"), "days", "平均存货 × 360 ÷ 营业成本", "ok", "25–45 天"),
        Ratio("receivable_days", "应收周转天数", D("15.3"), "days", "平均应收 × 360 ÷ 营业收入", "ok", "15–45 天"),
        Ratio("payable_days", "应付周转天数", D("10.8"), "days", "平均应付 × 360 ÷ 营业成本"),
        Ratio("cycle_days", "营运资金周转天数", D("40.114"), "days", "存货＋应收－应付＋预付－预收"),
        Ratio("asset_turns", "总资产周转", D("4.89"), "times", "营业收入 ÷ 总资产"),
        Ratio("dscr", "偿债备付率", D("1.12"), "times", "(净利润＋折旧＋利息－家庭净支出) ÷ 年本息", "warn", "≥1.3"),
        Ratio("interest_cover", "利息保障倍数", None, "times", "息税前利润 ÷ 利息"),
    )


def cross_checks() -> tuple[CrossCheck, ...]:
    return (
        CrossCheck(
            "equity_check", "权益检验", "equity", Verdict.EXPLAIN, wan("43.8"), wan("41.6"), wan("-2.2"), D("-0.0502"), D("-0.1134"),
            D("0.05"), D("0.10"), "应有权益 = 期初权益 + 期间利润 + 注资 − 提取 + 升值 − 折旧",
            (CheckInput("期初权益", wan(42), ("/data/assets/opening_note",)), CheckInput("期间利润", wan("19.4")),
             CheckInput("其他稳定收入", wan(3)), CheckInput("家庭开支", wan("-9.6")), CheckInput("表外提取(购车)", wan(-8)), CheckInput("折旧", wan(-3))),
            "实际权益低于应有权益 2.20 万元：可能有提取或亏损漏记，须解释并附证据。", (), OURS,
            remark="9 月为母亲住院支付 2.2 万元，未记账，已见医院收据。",
        ),
        CrossCheck(
            "gross_margin_check", "毛利率检验", "margin", Verdict.PASS, D("0.125"), D("0.123"), D("-0.002"), D("-0.016"), None,
            D("0.05"), D("0.15"), "加权毛利率 = Σ(1 − 进价 ÷ 售价) × 销售占比",
            (CheckInput("报表毛利率", D("0.125")), CheckInput("抽样品种销售占比", "100%"), CheckInput("加权毛利率", D("0.123"))),
            "抽样品种的毛利率与报表一致。", (), OURS,
        ),
        CrossCheck(
            "turnover_check", "营业额检验", "turnover", Verdict.PASS, wan(400), wan(389), wan(-11), D("-0.0275"), None,
            D("0.10"), D("0.20"), "采纳值 = min(申报, 各法中位数)",
            (CheckInput("申报营业额", wan(400)), CheckInput("M3 有效流水", wan(389)), CheckInput("M4 进货法", wan(408)), CheckInput("M6 单据抽样", wan(376))),
            "三类独立来源与申报相差都在 10% 以内。", (), "流水与进货单",
        ),
        CrossCheck(
            "stock_check", "存货抽点", "compare", Verdict.PASS, wan("20.7"), wan("20.6"), wan("-0.1"), D("-0.0048"), None,
            D("0.05"), D("0.10"), "抽点金额 − 账面金额", (CheckInput("账面金额", wan("20.7")), CheckInput("抽点金额", wan("20.6"))),
            "抽点占存货金额 75%，账实相符。", (), OURS,
        ),
        CrossCheck(
            "power_check", "用电与销售同向", "compare", Verdict.INSUFFICIENT, None, None, None, None, None,
            D("0.10"), D("0.20"), "用电同比 − 销售同比", (CheckInput("用电量", None),), "还缺上年电费单，不能判断。", ("上年电费单",), OURS,
        ),
    )  # fmt: skip


def turnover() -> Turnover:
    def estimate(
        method: str, label: str, family: str, value: str | None, third_party: bool, rate: str | None, verdict: Verdict
    ) -> TurnoverEstimate:
        return TurnoverEstimate(
            method,
            label,
            family,
            None if value is None else wan(value),
            third_party,
            None if rate is None else D(rate),
            verdict,
        )

    return Turnover(
        wan(400),
        (
            estimate("M3", "微信与银行有效流水", "流水税票类", "389", True, "-0.0275", Verdict.PASS),
            estimate("M4", "进货法", "进货存货类", "408", False, "0.02", Verdict.PASS),
            estimate("M6", "单据抽样法", "单据时间类", "376", False, "-0.06", Verdict.PASS),
            estimate("M12", "上下游电话法", "上下游类", None, True, None, Verdict.INSUFFICIENT),
        ),
        3, 1, wan(389), wan(389), Verdict.PASS,
    )  # fmt: skip


def score(*, final: bool = True) -> Score:
    def indicator(
        name: str, label: str, dimension: str, value: Value, points: str | None, most: str, reason: str
    ) -> IndicatorScore:
        return IndicatorScore(
            name,
            label,
            dimension,
            value,
            None if points is None else D(points),
            D(most),
            reason,
            () if points else ("征信报告",),
        )

    spec: dict[tuple[str, str], list[tuple[str, str, Value, str | None, str, str]]] = {
        ("subject", "主体与软信息"): [
            ("a1", "主业年限", "7 年", "4", "4", "主业 7 年，满 5 年"), ("a2", "本地居住与固定住所", "自有住房", "4", "4", "本地自有住房"),
            ("a3", "行业经验", "11 年", "3", "3", "同业经验满 5 年"), ("a4", "侧面打听一致性", "一致", "2", "4", "两人评价好，一人拒答"),
            ("a5", "财产沉淀与年限相符", "部分相符", "0", "3", "经营 7 年，积累偏少"), ("a6", "配合度", "配合", "2", "2", "资料齐全"),
        ],
        ("business", "经营"): [
            ("b1", "行业景气", "平稳", "2", "4", "景气平稳"), ("b2", "下游集中度", D("0.22"), "4", "4", "最大客户占 22%，不超过 30%"),
            ("b3", "合作稳定性", "5 年", "4", "4", "上游品牌直供，合作 5 年"), ("b4", "销售趋势", D("0.08"), "5", "5", "近 12 月销售增长 8%"),
            ("b5", "现场状态", "良", "2", "5", "仓库整齐，有少量临期"), ("b6", "证照与安全", "齐全", "3", "3", "证照在有效期"),
        ],
        ("finance", "财务与还款能力"): [
            ("c1", "月还款占月净收入", D("0.78"), "2", "8", "占 78%，超过 70%"), ("c2", "贷后资产负债率", D("0.51"), "3", "5", "51%，不超过 60%"),
            ("c3", "净利率与行业比", D("0.046"), "4", "4", "高于行业中位"), ("c4", "现金流为正月数", D(10), "4", "4", "12 个月中 10 个月为正"),
            ("c5", "存货与应收天数", D("49.2"), "2", "4", "49 天，在行业带内"), ("c6", "权益积累", D("5.2"), "5", "5", "权益为拟贷的 5 倍"),
        ],
        ("credit", "信用与负债"): [
            ("d1", "征信逾期", "无", "5" if final else None, "5", "近 24 个月无逾期" if final else "征信未录入"),
            ("d2", "近 3 月查询", D(2), "3" if final else None, "3", "查询 2 次" if final else "征信未录入"),
            ("d3", "授信机构数", D(2), "3", "3", "2 家机构"), ("d4", "对外担保占权益", D(0), "2", "2", "无对外担保"), ("d5", "信用卡使用率", D("0.35"), "2", "2", "35%"),
        ],
        ("verification", "验证质量与缓释"): [
            ("e1", "交叉验证通过率", D(3), "3", "4", "四项核心检验通过三项"), ("e2", "第三方证据覆盖率", D("0.68"), "3", "3", "68%，满 60%"), ("e3", "第二还款来源", "保证人", "2", "3", "保证人月净收入 0.9 万元"),
        ],
    }  # fmt: skip
    dimensions = []
    for (name, label), rows in spec.items():
        indicators = tuple(indicator(row[0], row[1], name, row[2], row[3], row[4], row[5]) for row in rows)
        dimensions.append(
            DimensionScore(
                name,
                label,
                sum((i.points or D(0) for i in indicators), D(0)),
                sum((i.max_points for i in indicators), D(0)),
                indicators,
            )
        )
    total = sum((d.points for d in dimensions), D(0))
    missing = D(0) if final else D(8)
    return Score(
        wan(8), total, total, total + missing, "B" if final else None, "B" if final else None, tuple(dimensions), missing / 100,
        (RuleHit("dishonest", "失信或被执行未结", None if not final else False, "否决", "最高人民法院失信被执行人名单"), RuleHit("equity_fail", "权益检验未通过且未解释", False, "否决", OURS),
         RuleHit("use", "用途不合规", False, "否决", "流动资金贷款管理办法")),
        (RuleHit("e1_low", "交叉验证通过不足两项", False, "等级不高于 B", OURS), RuleHit("debt_high", "贷后负债率超过 80%", False, "等级不高于 C", OURS)),
        ("近 12 个月销售增长 8%，高于同业中位数", "上游为品牌直供，合作 5 年，打款可核", "权益为拟贷金额的 5 倍"),
        ("月还款占月净收入 78%，余量不大", "经营 7 年而财产积累偏少", "仓库有临期货 3.3 万元"),
    )  # fmt: skip


def credit_limit() -> CreditLimit:
    def cap(
        name: str,
        label: str,
        gross: str,
        coefficient: str | None,
        existing: str,
        amount: str | None,
        formula: str,
        applies: bool = True,
    ) -> Cap:
        return Cap(
            name, label, "amount", wan(gross), None if coefficient is None else D(coefficient), wan(existing), None if amount is None else wan(amount), applies, formula,
            (CheckInput("核实营业收入", wan(389)), CheckInput("现有融资余额", wan(existing))), () if amount else ("押品评估值",), OURS,
        )  # fmt: skip

    caps = (
        cap(
            "L1", "L1 营运资金(旺季)", "61.833", None, "53.8", "8.0334", "旺季营运资金量 − 自有资金 − 现有流动资金贷款"
        ),
        cap(
            "L2",
            "L2 还款能力",
            "1.1667",
            "0.7",
            "0.1",
            "8.3269",
            "(月净收入 × 系数 − 现有贷款月还款) 按等额本息折成本金",
        ),
        cap("L3", "L3 销售比例 15%", "389", "0.15", "25", "33.35", "核实营业收入 × 15% − 现有融资"),
        cap("L4", "L4 权益比例", "43.8", "0.7", "25", "5.66", "权益 × 系数 − 现有融资"),
        cap("L5", "L5 家庭净资产 50%", "80", "0.5", "0", "40", "可变现家庭净资产 × 50%"),
        cap("L6", "L6 押品", "0", None, "0", None, "Σ 评估值 × 抵押率 − 在先抵押", applies=False),
        cap("L7", "L7 产品上限", "50", None, "0", "50", "产品与授权上限"),
    )
    return CreditLimit(
        wan(15), wan(5), "L4", "L4 权益比例", wan(1), wan(-10), caps, 12, D("0.06"), "annuity", D("4303.32")
    )


def assessment(*, final: bool = True) -> Assessment:
    advice = Advice.AGREE_WITH_CONDITIONS if final else Advice.WITHHELD
    facts: dict[str, Decimal | str | bool | None] = {
        "requested_amount": wan(15), "loan_amount": wan(5), "annual_rate": D("0.06"), "loan_months": D(12), "declared_sales": wan(400),
        "verified_sales": wan(389), "reported_sales": wan(400), "reported_margin": D("0.125"), "adopted_margin": D("0.123"), "net_margin": D("0.0463"),
        "inventory_days": D("33.94"), "receivable_days": D("15.3"), "payment_share": D("0.78"), "third_party_coverage": D("0.68"),
        "turnover_families": D(3), "turnover_third_party": D(1), "existing_loans": wan(25), "sales_growth": D("0.08"), "net_income_month": D("11667"),
        "existing_debt_service_month": D(1000), "bureau_state": "in_date" if final else "absent", "rent": wan("4.8"), "wages": wan(12),
    }  # fmt: skip
    return Assessment(
        AssessmentState.FINAL if final else AssessmentState.PROVISIONAL,
        date(2026, 11, 18), "fmcg_wholesale", "3.2", "b4" * 32,
        Statements(balance_sheet(), profit_and_loss(), cash_flow()),
        ratios(), cross_checks(), turnover(), score(final=final), score(final=final), credit_limit(),
        (RuleHit("near_expiry", "临期货超过存货 5%", True, "minor", OURS), RuleHit("hoarding", "压货超过 60 天", False, "medium", OURS),
         RuleHit("rebate", "返利长期未兑", None, "medium", OURS)),
        (Sensitivity("基准", D("0.78"), True), Sensitivity("销售下降 10%", D("0.96"), True), Sensitivity("销售下降 20%", D("1.12"), False),
         Sensitivity("毛利率下降 2 个百分点", D("1.35"), False), Sensitivity("利率上升 2 个百分点", D("0.79"), True)),
        Decision(
            advice, "有条件同意" if final else "暂不出具建议", wan(5) if final else None,
            ("营业额有三类独立来源，相互相差不超过 10%", "权益检验偏差 −5.0%，已解释并附收据", "起约束作用的是权益比例上限"),
            ("受托支付给品牌方，首次检查在放款后 15–30 日核对进货单与资金流向", "结息账户在本行，月均入账不低于核实营业额的 40%", "对外担保不得新增；新增负债超过 5 万元须提前告知") if final else (),
            ("上年电费单未取得", "银行贷款 25 万元八个月后到期，须问明还款来源，是否借新还旧"),
        ),
        tuple(facts.items()),
        standings=standings(facts, checklist().benchmarks, (), Peers("", "", "", "")),
    )  # fmt: skip


def checklist() -> Checklist:
    def benchmark(fact: str, label: str, low: str, mid: str | None, high: str, unit: str) -> Benchmark:
        return Benchmark(
            fact,
            label,
            D(low),
            None if mid is None else D(mid),
            D(high),
            unit,
            Provenance("行业公开资料与本行待校准", "2026.1"),
        )

    return Checklist(
        "fmcg_wholesale", "快消品批发", "3.2", "b4" * 32, b"", Scorecard((), (), (), (), ()),
        benchmarks=(
            benchmark("reported_margin", "毛利率", "0.08", "0.13", "0.18", "rate"), benchmark("net_margin", "净利率", "0.02", "0.035", "0.05", "rate"),
            benchmark("inventory_days", "存货天数", "25", "35", "45", "days"), benchmark("receivable_days", "应收天数", "15", None, "45", "days"),
        ),
        paths={"client_name": "/data/identity/client_name", "visit_date": "/data/arrival/visit_date"},
    )  # fmt: skip


def sections() -> tuple[AnsweredSection, ...]:
    def item(path: str, title: str, value: str, unit: str = "", remark: str = "", group: str = "") -> AnsweredItem:
        return AnsweredItem(title, value, f"/data/{path}", remark, unit, group, is_must=not value)

    def rows(
        path: str, group: str, titles: tuple[tuple[str, str, str], ...], *values: tuple[str, ...]
    ) -> tuple[AnsweredItem, ...]:
        return tuple(
            item(f"{path}[{n}]/{name}", title, value, unit, group=group)
            for n, row in enumerate(values, 1)
            for (name, title, unit), value in zip(titles, row, strict=True)
        )

    stock = (
        ("stock_name", "品名", ""),
        ("quantity", "数量", "箱"),
        ("unit_cost", "进价", "元"),
        ("amount", "金额", "元"),
    )
    debts = (
        ("lender", "出借方", ""),
        ("debt_kind", "种类", ""),
        ("debt_balance", "余额", "元"),
        ("debt_due", "到期日", ""),
        ("debt_service", "月还款", "元"),
    )
    return (
        AnsweredSection("arrival", "到场与授权", (
            item("arrival/visit_date", "现场调查日期", "2026-11-18"), item("arrival/arrived_at", "到场时间", "14:05"), item("arrival/left_at", "离场时间", "15:10"),
            item("arrival/investigators_on_site", "到场调查人数", "2", "人"), item("arrival/consent_signed", "征信授权书已签", "是"),
        )),
        AnsweredSection("identity", "主体与关系", (
            item("identity/client_name", "客户名称", "宏达食品批发部"), item("identity/client_id_number", "证件号码", "3301**********1234"),
            item("identity/owner_name", "实际控制人", "陈宏达"), item("identity/spouse", "配偶", "林秀英（参与经营）"), item("identity/licence_kind", "经营主体", "个体工商户"),
            item("identity/related", "关联企业", "无"),
        )),
        AnsweredSection("history", "经营历史", (
            item("history/years_in_business", "主业年限", "7", "年"),
            item("history/story", "经营经过", "2019 年 3 月自有资金 12 万元开店，初期代理两个饮料品牌；2021 年增加乳品线，2023 年换入现仓库（480 平方米），2024 年购入厢式货车一辆。"),
            item("history/start_capital", "初始投入", "120000", "元"),
        )),
        AnsweredSection("premises", "门店与仓库", (
            item("premises/address", "地址", "××市××区粮食批发市场 3 排 18 号"), item("premises/area", "面积", "480", "平方米"), item("premises/lease_to", "租约到期", "2028-02-29"),
            item("premises/rent_year", "年租金", "48000", "元"),
        )),
        AnsweredSection("stock_take", "存货点货", (
            *rows("stock_take/stock", "点货单", stock, ("碳酸饮料 500ml×24", "1200", "38.5", "46200"), ("纯牛奶 250ml×24", "980", "52", "50960"), ("薯片混装", "640", "61.2", "39168"), ("矿泉水 550ml×24", "2100", "18", "37800")),
            item("stock_take/near_expiry", "临期货金额", "33000", "元", remark="按 50% 计入"),
        )),
        AnsweredSection("debts_section", "负债与担保", (
            *rows("debts_section/debts", "负债清单", debts, ("××农村商业银行", "短期经营贷", "250000", "2027-07-15", "1000")),
            item("debts_section/guarantees", "对外担保", "无"),
        )),
        AnsweredSection("industry", "行业专项", (
            item("industry/brands", "代理品牌", "3", "个"), item("industry/rebate_due", "应收返利", "18000", "元"), item("industry/vehicles", "配送车辆", "2", "辆"), item("industry/outlets", "终端网点", "146", "个"),
        )),
        AnsweredSection("soft", "侧面打听与软信息", (
            *rows("soft/neighbours", "侧面打听", (("who", "对象", ""), ("relation", "关系", ""), ("opinion", "评价", ""), ("words", "原话", "")),
                  ("甲", "邻铺店主", "好", "每天早上五点装车，生意一直稳"), ("乙", "市场物业", "好", "房租从不拖"), ("丙", "前送货员", "拒答", "")),
            item("soft/habits", "不良嗜好", "未发现"),
        )),
        AnsweredSection("purpose", "用途与还款来源", (
            item("purpose/requested_amount", "申请金额", "150000", "元"), item("purpose/requested_months", "期限", "12", "个月"), item("purpose/requested_repayment", "还款方式", "等额本息"),
            item("purpose/annual_rate_percent", "年利率", "6.0", "%"), item("purpose/loan_purpose", "贷款用途", "春节旺季备货"), item("purpose/first_source", "第一还款来源", "经营净收入"),
            item("purpose/second_source", "第二还款来源", "保证人（月净收入 0.9 万元）"),
        )),
        AnsweredSection("guarantee", "担保与押品", (item("guarantee/guarantor", "保证人", "林建国（配偶之兄，教师）"), item("guarantee/collateral", "押品", "无"))),
        AnsweredSection("bureau", "征信", (item("bureau/bureau_in", "征信已取得", "是"), item("bureau/bureau_date", "征信报告日期", "2026-11-19"), item("bureau/power_last_year", "上年电费单", ""))),
    )  # fmt: skip


def photo(hue: int, text: str) -> bytes:
    image = Image.new("RGB", (320, 240), (200 - hue, 190, 150 + hue // 2))
    draw = ImageDraw.Draw(image)
    for x in range(0, 320, 40):
        draw.rectangle((x + 4, 60 + (x * hue) % 70, x + 34, 220), fill=(90 + hue, 120, 140))
    draw.text((10, 10), text, fill=(20, 20, 20))
    target = io.BytesIO()
    image.save(target, "JPEG", quality=70)
    return target.getvalue()


def evidence() -> tuple[Evidence, ...]:
    shots = (
        ("门头.jpg", "/data/premises/address", "门头照片"), ("仓库全景.jpg", "/data/stock_take/stock[1]/stock_name", "仓库全景"), ("货架.jpg", "/data/stock_take/stock[2]/stock_name", "货架与保质期"),
        ("现金盘点.jpg", "/data/cash_bank/cash_counted", "现金盘点"), ("营业执照.jpg", "/data/identity/licence_kind", "营业执照"), ("微信账单.csv", "/data/cash_bank/flows[1]/flow_file", "微信支付账单"),
    )  # fmt: skip
    made = []
    for n, (name, question, caption) in enumerate(shots):
        digest = hashlib.sha256(name.encode()).hexdigest()
        attachment = Attachment(
            digest, name, "image/jpeg" if name.endswith("jpg") else "text/csv", 84_213 + n, digest, question,
            datetime(2026, 11, 18, 6, 10 + n, tzinfo=UTC), "陈静", datetime(2026, 11, 18, 6, 9 + n, tzinfo=UTC), "30.2741 120.1551" if n != 5 else "",
        )  # fmt: skip
        made.append(Evidence(attachment, photo(n * 20, f"photo {n}") if name.endswith("jpg") else b"", caption))
    return tuple(made)


def material(*, final: bool = True, sealed: bool = True) -> ReportMaterial:
    people = (Person("p1", "陈静", "", "A1021"), Person("p2", "周航", "", "A1107"))
    case = Case(
        "7d9f", "JD-2026-000317", "fmcg_wholesale", "b4" * 32, datetime(2026, 11, 18, 6, 0, tzinfo=UTC),
        CaseState.SEALED if sealed else CaseState.DRAFT, people, {}, {"check/equity_check": "9 月为母亲住院支付 2.2 万元，未记账，已见医院收据。"}, tuple(e.attachment for e in evidence()),
    )  # fmt: skip
    history = HistorySummary(
        486, datetime(2026, 11, 18, 6, 2, tzinfo=UTC), datetime(2026, 11, 19, 2, 41, tzinfo=UTC),
        (("陈静", 402), ("周航", 84)), ("JD-LAPTOP-07",), 12, "5c" * 32, is_verified=True,
    )  # fmt: skip
    return ReportMaterial(
        case, assessment(final=final), checklist(), sections(), "9f3c" + "07" * 28 + "a17e", evidence(), history,
        bank="××农村商业银行", department="普惠金融部", edition=2,
    )  # fmt: skip
