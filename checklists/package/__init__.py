"""The published checklist as bytes: sheets -> package -> ``Checklist``. Pure: no file is touched, no library is needed."""

from checklists.model.errors import PackageError
from checklists.package.document import FORMAT, read, write
from checklists.package.names import Names
from checklists.package.rules import Rules, parse_rules
from checklists.package.sheets import Problems, Sheet, SheetRow, Sheets

__all__ = [
    "FORMAT",
    "Names",
    "PackageError",
    "Problems",
    "Rules",
    "Sheet",
    "SheetRow",
    "Sheets",
    "parse_rules",
    "read",
    "write",
]
