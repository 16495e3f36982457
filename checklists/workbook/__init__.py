"""Author: an industry's sheets, as CSV or .xlsx -> checked -> package. The only home of pyxform."""

from checklists.model.errors import SheetError, SheetProblem
from checklists.package.sheets import Sheets
from checklists.workbook.convert import xform_of
from checklists.workbook.csv_folder import INDUSTRIES, load_industry
from checklists.workbook.examination import check
from checklists.workbook.excel import load_workbook
from checklists.workbook.files import write_whole
from checklists.workbook.packing import IndustryInfo, build, build_shipped, describe, shipped

__all__ = [
    "INDUSTRIES",
    "IndustryInfo",
    "SheetError",
    "SheetProblem",
    "Sheets",
    "build",
    "build_shipped",
    "check",
    "describe",
    "load_industry",
    "load_workbook",
    "shipped",
    "write_whole",
    "xform_of",
]
