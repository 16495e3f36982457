"""What helps an author in Excel: the guide on the first sheet, the words that a column takes, how wide it should be."""

from __future__ import annotations

from collections.abc import Mapping

from checklists.model.identity import IDENTITIES
from checklists.package.crosscheck_rules import KINDS as CHECK_KINDS
from checklists.package.limit_rules import CAP_KINDS, SEVERITIES
from checklists.package.parameter_rules import EFFECTS, FIGURE_KINDS, HOLIDAY_KINDS
from checklists.package.scorecard_rules import KINDS as SCORECARD_KINDS
from checklists.package.sheets import (
    AFTERCARE,
    AUTHORITY,
    BENCHMARKS,
    CAPS,
    CHOICES,
    CROSSCHECKS,
    HOLIDAYS,
    LIVING_COST,
    PERCENTILES,
    PRICING,
    PRODUCTS,
    REDFLAGS,
    REGULATION,
    SCORECARD,
    SETTINGS,
    SIGNALS,
    SIZE_BANDS,
    SURVEY,
    TERMS,
    TRADE,
)
from checklists.package.signal_rules import SIGNAL_KINDS
from checklists.package.trade_rules import TRADE_KINDS
from checklists.workbook.columns import JD
from checklists.workbook.grids import GUIDE, Grid, grid_of

_LINES: tuple[tuple[str, str], ...] = (
    ("怎样修改这份清单", "本页由程序写出。第 1 行是列标题，请不要改动；改完存盘，再按最后两步检查、导入。"),
    ("", ""),
    ("各表", ""),
    (SURVEY, "问卷，一行一题。type 题型，name 代码(英文或拼音，全表唯一)，label 题目，hint 提示。组和重复组用 begin_group … end_group、begin_repeat … end_repeat 包起来。"),
    (CHOICES, "选项。list_name 列表名，name 代码，label 显示的文字。选择题在 survey 的 type 里写 select_one 列表名 或 select_multiple 列表名。"),
    (SETTINGS, "清单名称、代码、版本。改了内容就把 version 提高。includes 是这份工作簿已含的通用部分，请不要改。"),
    (CROSSCHECKS, "交叉检验和营业额测算法。pass_within、explain_within 是容差，写小数：5% 写 0.05。"),
    (SCORECARD, "评分卡：维度(dimension)、指标(indicator)、分段(bin，含下限不含上限，空着表示不限)、否决(veto)、封顶(ceiling)、等级(grade)。"),
    (CAPS, "额度上限。gross 是基数，等级各列是系数，existing 是要扣掉的。"),
    (BENCHMARKS, "行业参考值的下限、中值、上限。"),
    (REDFLAGS, "风险信号：when 写什么时候亮，severity 写轻重。"),
    (TRADE, "行业本身：特征(trait)、资料清单(document，when 写哪些客户要)、月系数(season，m01 到 m12，value 之和为 12)。"),
    (SIGNALS, "线索：要比对哪些巧合，tolerance 写到什么程度算(照片位数、小时、米、文字重合的比例)，severity 写轻重，ask 写发现了怎么办。"),
    (SIZE_BANDS, "规模档：按核实年营业额分，lower 含、upper 不含，单位元。"),
    (PERCENTILES, "本行同业分位：指标 fact、地区 region(choices 表 region 列表的代码)、规模档 size_band、样本数 n、p10 到 p90、统计期间。少于 30 户的行不采用，改用上一层。"),
    (PRODUCTS, "本行产品：金额(元)、期限(月)、还款方式、担保方式、用途(代码用空格隔开，空着表示不限)、利率为 LPR 加 min_bp 到 max_bp 个基点，when 写谁可以办。"),
    (AUTHORITY, "审批权限：单户合计在 above 以上、到 up_to 为止(空着表示不封顶)由谁审批；guarantees、grades 空着表示不限。"),
    (PRICING, "定价参数：figure 本行数、pd 各等级违约概率、lgd 各担保方式违约损失率、lpr 报价利率；都写小数，valid_from 生效日。"),
    (LIVING_COST, "最低生活费：每人每月 monthly 元，乘 factor；valid_from 生效日。"),
    (HOLIDAYS, "放假(holiday)和调休上班(workday)的日期，first 到 last。"),
    (REGULATION, "监管规则：when 成立时 block 不得同意、condition 列为条件、flag 提示、term 期限不超过 months。valid_from 空着表示还没有核对原文，不启用。"),
    (TERMS, "各用途最长期限(月)：一个周转周期。name 是用途的代码。"),
    (AFTERCARE, "贷后：分档(tier，从好到差，等级在 grades 里且重大、中等风险信号不超过 max_major、max_medium 的第一档)、约定事项(covenant，value 是界限)、检查清单(item)；test 写怎么查。"),
    ("", ""),
    ("写法", ""),
    ("引用别的题", "写 ${代码}，例如 ${stock_gate} = 'have'。选项代码加英文引号。"),
    ("什么时候问", "relevant 写条件，空着表示总问。"),
    ("必填", "required 写 yes；也可以写条件。"),
    ("校验", "constraint 写条件，用 . 代表本题的答案，例如 . >= 0；constraint_message 写填错时的话。"),
    ("计算", "calculation 写算式，加 +、减 -、乘 *、除 div。不是 Excel 公式，不要以 = 开头。"),
    ("标点", "算式和代码里只用半角标点。"),
    ("依据", "source 必须写：文件、条款、书籍，自定的写“本行待校准”。"),
    ("备注", "想给同事留话，加一列，标题写“备注”。另加的表和列都会带回，不影响清单。"),
    ("底色", "浅灰底的行来自通用部分；改了就只对本行业生效，别的行业不变。删去一行，本行业就不再问它。"),
    ("", ""),
    ("改完以后", ""),
    ("检查", "jindiao pack check 这份工作簿.xlsx        列出全部问题：在哪张表、哪一行、哪一列、怎样改。"),
    ("导入", "jindiao pack import 这份工作簿.xlsx --out 行业文件夹        只写出与通用部分不同的行。"),
)  # fmt: skip


def guide() -> Grid:
    """The guide as the program writes it."""
    return grid_of(GUIDE, _LINES)


WORDS: Mapping[tuple[str, str], tuple[str, ...]] = {
    (SURVEY, "type"): (
        "text", "integer", "decimal", "date", "time", "note", "calculate", "select_one yes_no", "select_multiple", "image", "file",
        "audio", "barcode", "geopoint", "range", "begin_group", "end_group", "begin_repeat", "end_repeat",
    ),
    (SURVEY, "required"): ("yes", "no"),
    (SURVEY, "readonly"): ("yes", "no"),
    (SURVEY, f"{JD}must"): ("true", "false"),
    (SURVEY, f"{JD}sensitive"): ("true", "false"),
    (SURVEY, f"{JD}severity"): ("error", "warning"),
    (SURVEY, f"{JD}evidence"): ("photo", "document", "record", "audio", "video", "file"),
    (CROSSCHECKS, "kind"): CHECK_KINDS,
    (CROSSCHECKS, "third_party"): ("yes", "no"),
    (SCORECARD, "kind"): SCORECARD_KINDS,
    (CAPS, "kind"): CAP_KINDS,
    (REDFLAGS, "severity"): tuple(SEVERITIES),
    (TRADE, "kind"): TRADE_KINDS,
    (SURVEY, f"{JD}identity"): IDENTITIES,
    (SIGNALS, "name"): SIGNAL_KINDS,
    (SIGNALS, "severity"): tuple(SEVERITIES),
    (PRICING, "kind"): FIGURE_KINDS,
    (HOLIDAYS, "kind"): HOLIDAY_KINDS,
    (REGULATION, "effect"): EFFECTS,
}  # fmt: skip
"""Words offered in a column. They are offers: an expression may stand in most of these columns too."""

_WIDTHS: Mapping[str, float] = {
    "type": 24, "name": 24, "list_name": 20, "label": 36, "hint": 36, "constraint": 24, "constraint_message": 28, "relevant": 30,
    "calculation": 40, "choice_filter": 24, "source": 36, "reason": 36, "value": 30, "when": 40, "gross": 40, "existing": 30,
    "expected": 40, "actual": 30, "inputs": 36, "kind": 16, "fact": 24, "form_title": 30, "form_id": 22, "includes": 32, "namespaces": 32,
    "备注": 30,
}  # fmt: skip
_USUAL_WIDTH = 13.0
GUIDE_WIDTHS = (18.0, 110.0)


def width_of(column: str) -> float:
    """How wide a column should stand, in characters."""
    return _WIDTHS.get(column.partition("::")[0], _USUAL_WIDTH)
