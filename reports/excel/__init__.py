"""The workbook beside the paper: the same figures with live formulas."""
