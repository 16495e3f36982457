"""Paragraphs that say in a few plain sentences what a section's tables show: figures with their unit, nothing that is not known.

A sentence whose answers are missing is left out; the open points say what is missing. ``narrative`` puts the stories into the report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from checklists.model.assessment import StatementLine
from reports.chapters import keys
from reports.chapters.material import AnsweredItem, ReportMaterial
from reports.chapters.phrases import clause, fact_figure, percent, wan
from reports.document import Figure, Text, Unit, words

_LARGEST = 3

Write = Callable[[ReportMaterial], Text | None]


def _people(material: ReportMaterial) -> Text | None:
    name, business = material.value("client_name"), material.value("business_name")
    if not name:
        return None
    said = [f"客户{name}"]
    said += [kind] if (kind := material.value("client_kind")) else []
    said += [f"字号“{business}”"] if business else []
    said += [f"{since} 领取执照"] if (since := material.value("licence_since")) else []
    sentences = ["，".join(said) + "。"]
    if marriage := material.value("marital_status"):
        spouse = material.value("spouse_name")
        part = {"是": "，参与经营", "否": "，不参与经营"}.get(material.value("spouse_in_business"), "")
        sentences.append(f"{marriage}，配偶{spouse}{part}。" if spouse else f"{marriage}。")
    if user := material.value("real_user_kind"):
        sentences.append(f"实际用款人：{clause(user)}。")
    if (knows := material.value("knows_loan")) in ("是", "否"):
        sentences.append(
            "客户能说清借多少、做什么用、拿什么还。" if knows == "是" else "客户说不清借款的金额、用途或还款来源。"
        )
    return words("".join(sentences), sources=(keys.ANSWERS,))


def _history(material: ReportMaterial) -> Text | None:
    parts: list[str | Figure] = []
    if started := material.value("business_started"):
        parts.append(f"现在这门生意始于 {started}")
    for name, label in (
        ("main_business_years", "主业经营"),
        ("industry_experience_years", "行业经验"),
        ("local_years", "在本地居住"),
    ):
        item = material.item(name)
        if item is not None and item.number is not None:
            parts.append(f"{'，' if parts else ''}{label} {item.value} 年")
    capital = material.item("start_capital")
    if capital is not None and capital.number is not None:
        parts += ["，启动时自有投入 " if parts else "启动时自有投入 ", wan(capital.number)]
    if not parts:
        return None
    match = material.value("asset_match")
    return words(*parts, "。", f"财产沉淀与经营年限：{clause(match)}。" if match else "", sources=(keys.ANSWERS,))


def _partners(material: ReportMaterial) -> Text | None:
    parts: list[str | Figure] = []
    for name, word in (("sup_share_percent", "供应商"), ("cus_share_percent", "客户")):
        shares = [item.number for item in _column(material, "partners", name) if item.number is not None]
        if shares:
            whose = "进货" if word == "供应商" else "销售"
            parts += [
                f"列明的 {len(shares)} 家{word}占{whose} ",
                percent(sum(shares, Decimal(0)) / 100),
                "，最大一家占 ",
            ]
            parts += [percent(max(shares) / 100), "。"]
    years = material.item("main_supplier_years")
    if years is not None and years.number is not None:
        parts.append(f"与主要供应商合作 {years.value} 年。")
    credit, term = material.item("credit_share_percent"), material.item("usual_term_days")
    if credit is not None and credit.number is not None:
        parts += ["赊销占营业额 ", percent(credit.number / 100)]
        parts.append(f"，一般 {term.value} 天收回。" if term is not None and term.number is not None else "。")
    return words(*parts, sources=(keys.ANSWERS,)) if parts else None


def _benchmarks(material: ReportMaterial) -> Text | None:
    known = [(item, value) for item in material.checklist.benchmarks if (value := material.fact(item.fact)) is not None]
    if not known:
        return None
    low = [item for item, value in known if value < item.low]
    high = [item for item, value in known if value > item.high]
    parts: list[str] = [f"可对标的 {len(known)} 项指标中，{len(known) - len(low) - len(high)} 项在参照区间内。"]
    for side, items in (("低于区间的：", low), ("高于区间的：", high)):
        if items:
            told = "、".join(f"{item.label} {fact_figure(material, item.fact).prose()}" for item in items)
            parts.append(f"{side}{told}。")
    return words(*parts, *_peers(material), sources=(keys.RATIOS,))


def _peers(material: ReportMaterial) -> list[str]:
    """How many figures have percentiles of the bank's own, and what they say of the figures that stand far out."""
    among = [each for each in material.assessment.standings if each.n is not None and each.value is not None]
    far = [each for each in among if "差于多数同业" in each.words]
    if not among:
        return ["本行同业样本不足，以上按手册区间对标。"]
    told = f"其中 {len(among)} 项有本行同业分位"
    return [
        f"{told}，差于多数同业的：{'、'.join(each.label for each in far)}。" if far else f"{told}，没有明显差于同业的。"
    ]


def _balance(material: ReportMaterial) -> Text | None:
    sheet = material.assessment.statements.balance_sheet
    assets, debts, equity = sheet.total_assets.verified, sheet.total_liabilities.verified, sheet.equity.verified
    if assets is None or debts is None or equity is None:
        return None
    parts: list[str | Figure] = [f"截至 {material.assessment.as_of.isoformat()}，核实总资产 ", wan(assets)]
    largest = _largest(sheet.assets)
    if largest:
        parts.append("，其中" + "、".join(f"{line.label} {wan(line.verified).prose()}" for line in largest))
    parts += [
        "；总负债 ",
        wan(debts),
        "，权益 ",
        wan(equity),
        "，资产负债率 ",
        percent(material.fact("debt_ratio")),
        "。",
    ]
    gap = None if sheet.equity.reported is None else equity - sheet.equity.reported
    if gap:
        parts += ["核实权益与申报相差 ", wan(gap, signed=True), "，原因见各行说明。"]
    return words(*parts, sources=(keys.CHECKS,))


def _largest(lines: tuple[StatementLine, ...]) -> list[StatementLine]:
    known = [line for line in lines if not line.is_total and line.verified is not None and line.verified > 0]
    return sorted(known, key=lambda line: -(line.verified or Decimal(0)))[:_LARGEST]


def _profit(material: ReportMaterial) -> Text | None:
    reported, verified = material.fact("reported_sales"), material.fact("verified_sales")
    if reported is None:
        return None
    parts: list[str | Figure] = [
        "近 12 个月报表营业收入 ", wan(reported), "，毛利率 ", percent(material.fact("reported_margin")),
        "，净利润 ", wan(material.fact("reported_net_profit")), "。",
    ]  # fmt: skip
    if verified is not None:
        parts += ["按采纳营业额 ", wan(verified), "、采纳毛利率 ", percent(material.fact("adopted_margin"))]
        parts += ["重算，核实净利润 ", wan(material.fact("verified_net_profit")), "，核实净利率 "]
        parts += [percent(material.fact("net_margin")), "。"]
    parts += _season(material)
    return words(*parts, sources=(keys.TURNOVER, keys.CHECKS))


def _season(material: ReportMaterial) -> Iterator[str | Figure]:
    statement = material.assessment.statements.profit_and_loss
    sales = next((line for line in statement.lines if line.key == "sales"), None)
    series = [value for value in sales.series if value is not None] if sales is not None else []
    if len(series) != len(statement.months) or not sum(series):
        return
    average = sum(series, Decimal(0)) / len(series)
    for word, value in (("最旺", max(series)), ("最淡", min(series))):
        month = statement.months[series.index(value)]
        yield f"{word}的 {month} 为 "
        yield wan(value)
        if value > 0:
            yield "，是月均的 "
            yield Figure(value / average, Unit.TIMES)
        yield "；" if word == "最旺" else "。"


def _cash(material: ReportMaterial) -> Text | None:
    operating, months = material.fact("operating_cash"), material.fact("positive_cash_months")
    if operating is None:
        return None
    tail = f"；核实后有 {months} 个月为正。" if months is not None else "。"
    return words("近 12 个月经营活动净现金 ", wan(operating, signed=True), tail, sources=(keys.PROFIT,))


def _soft(material: ReportMaterial) -> Text | None:
    parts: list[str] = []
    views = [item.value for item in _column(material, "soft", "nb_view") if item.value]
    if views:
        counted = "、".join(f"{view} {views.count(view)} 人" for view in dict.fromkeys(views))
        parts.append(f"侧面打听 {len(views)} 人，评价：{counted}。")
    if total := material.value("soft_total"):
        parts.append(f"软信息偏离度合计 {total}")
        explained = material.value("soft_explained")
        parts.append({"是": "，都有合理解释。", "否": "，有的没有合理解释。"}.get(explained, "。"))
    if cooperation := material.value("cooperation"):
        parts.append(f"配合程度：{clause(cooperation)}。")
    if refused := material.value("refusal_count"):
        parts.append("没有拒绝出示的项目。" if refused == "0" else f"有 {refused} 项拒绝出示或不愿说。")
    return words(*parts, sources=(keys.ANSWERS,)) if parts else None


def _guarantee(material: ReportMaterial) -> Text | None:
    kind = material.value("guarantee_kind")
    if not kind:
        return None
    parts = [f"担保方式：{clause(kind)}。"]
    names = [item.value for item in _column(material, "guarantee", "gu_name") if item.value]
    if names:
        parts.append(f"保证人 {len(names)} 人：{'、'.join(names)}。")
    lendable = [item.number for item in _column(material, "guarantee", "col_lendable") if item.number is not None]
    if lendable:
        parts.append(f"押品 {len(lendable)} 件，可贷价值合计 {wan(sum(lendable, Decimal(0))).prose()}。")
    controller = material.value("controller_guarantees")
    if controller in ("是", "否"):
        parts.append(f"实际控制人及配偶{'' if controller == '是' else '不'}承担连带责任。")
    return words(*parts, sources=(keys.CAPS,))


def _column(material: ReportMaterial, section: str, name: str) -> list[AnsweredItem]:
    """One question of a repeat, in the order of its rows."""
    found = material.section(section)
    return [item for item in found.items if item.name == name and item.row is not None] if found is not None else []


STORIES: Mapping[str, Write] = {
    "people": _people,
    keys.HISTORY: _history,
    "partners": _partners,
    keys.INDUSTRY: _benchmarks,
    keys.BALANCE: _balance,
    keys.PROFIT: _profit,
    keys.CASH: _cash,
    keys.SOFT: _soft,
    keys.GUARANTEE: _guarantee,
}
"""By the section's key. Other sections bring a first paragraph of their own."""
