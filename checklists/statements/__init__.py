"""Read: payment and bank exports -> transactions. Nothing is dropped in silence: a row is read or is listed as a problem."""

from checklists.statements.reading import read_statement

__all__ = ["read_statement"]
