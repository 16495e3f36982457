"""Read: payment and bank exports -> transactions. Nothing is dropped in silence: a row is read or is listed as a problem."""

from checklists.statements.reading import MOST_BYTES, read_statement
from checklists.statements.summary import summary, totals

__all__ = ["MOST_BYTES", "read_statement", "summary", "totals"]
