"""Author: an industry's sheets, as CSV or .xlsx -> checked -> package, and from one into the other. The only home of pyxform."""

from checklists.model.errors import SheetError, SheetProblem
from checklists.package.sheets import Sheets
from checklists.workbook.book_folder import sheet_files, write_folder
from checklists.workbook.convert import xform_of
from checklists.workbook.csv_folder import INDUSTRIES, holds_parameters, load_industry
from checklists.workbook.examination import check
from checklists.workbook.excel import load_workbook
from checklists.workbook.exchange import Exported, Imported, export_workbook, import_workbook, load_checklist
from checklists.workbook.files import write_whole
from checklists.workbook.packing import IndustryInfo, build, build_shipped, check_bank, describe, shipped

__all__ = [
    "INDUSTRIES",
    "Exported",
    "Imported",
    "IndustryInfo",
    "SheetError",
    "SheetProblem",
    "Sheets",
    "build",
    "build_shipped",
    "check",
    "check_bank",
    "describe",
    "export_workbook",
    "holds_parameters",
    "import_workbook",
    "load_checklist",
    "load_industry",
    "load_workbook",
    "sheet_files",
    "shipped",
    "write_folder",
    "write_whole",
    "xform_of",
]
