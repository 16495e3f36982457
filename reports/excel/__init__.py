"""The workbook beside the paper: the same figures with live formulas, written with openpyxl."""

from reports.excel.render import render_workbook

__all__ = ["render_workbook"]
