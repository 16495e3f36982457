"""Explain (溯源): a figure of an assessment, traced to answers with their evidence, to the rows of the sheets and their version."""

from checklists.assess.explain.explaining import Explainer, explain
from checklists.assess.explain.tree import Evidence, Explained, Explanation, Kind, RuleRow

__all__ = ["Evidence", "Explained", "Explainer", "Explanation", "Kind", "RuleRow", "explain"]
