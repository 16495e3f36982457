"""The trade's own percentiles as a sheet: regions that the questionnaire knows, groups that are large enough to be used."""

from __future__ import annotations

from checklists.model.percentiles import LEAST_CASES
from checklists.package.names import did_you_mean, nearest
from checklists.package.rules import Rules
from checklists.package.sheets import CHOICES, PERCENTILES, Problems, Sheets

REGION = "region"
"""The list of choices of the question where the business is."""


def check_percentiles(sheets: Sheets, rules: Rules, problems: Problems) -> None:
    """Regions are choices of the list ``region``; a row that is too small is told, since it will never be used."""
    regions = {row["name"] for row in sheets.rows(CHOICES) if row["list_name"] == REGION and row["name"]}
    for row in sheets.rows(PERCENTILES):
        region = row["region"]
        if region and region not in regions:
            offer = did_you_mean(nearest(region, regions))
            message = f"地区“{region}”不在 choices 表的 {REGION} 列表里{offer}"
            problems.error(row, "region", "unknown_region", message)
    small = {each.provenance.row for each in rules.percentiles if each.n < LEAST_CASES}
    for row in sheets.rows(PERCENTILES):
        if row.number in small:
            message = f"样本 {row['n']} 户，不足 {LEAST_CASES} 户，不会采用，改用上一层的分位。"
            problems.warning(row, "n", "few_cases", message)
