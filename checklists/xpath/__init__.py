"""ODK XPath compiled to closures over an instance tree: the one expression language of forms, checks, scores and caps.

DIALECT.md states every rule where engines differ. ``compile_expression`` parses and compiles, ``Expression.evaluate`` (FORM) and
``evaluate_strict`` (STRICT) evaluate. Pure: clock, ids and chance come from the host.
"""

from checklists.xpath.context import Context, Host
from checklists.xpath.expression import Expression, compile_expression, evaluate_strict
from checklists.xpath.functions import arities
from checklists.xpath.tree import Node, document_from_xml, new_document
from checklists.xpath.values import UnknownInput, Value, number_of, text_of, truth_of

__all__ = [
    "Context",
    "Expression",
    "Host",
    "Node",
    "UnknownInput",
    "Value",
    "arities",
    "compile_expression",
    "document_from_xml",
    "evaluate_strict",
    "new_document",
    "number_of",
    "text_of",
    "truth_of",
]
