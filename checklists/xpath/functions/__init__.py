"""The functions of ODK XPath, a file per subject. A name that is in no file is refused when an expression is compiled."""

from __future__ import annotations

from checklists.xpath.compiler import Builder
from checklists.xpath.functions import choices, digest, geography, logic, nodesets, numbers, texts, time
from checklists.xpath.functions.signature import Function

_FUNCTIONS: dict[str, Function] = {
    function.name: function
    for subject in (choices, digest, geography, logic, nodesets, numbers, texts, time)
    for function in subject.FUNCTIONS
}
BUILDERS: dict[str, Builder] = {name: function.build for name, function in _FUNCTIONS.items()}


def arities() -> dict[str, tuple[int, int | None]]:
    """Every function's least and greatest number of arguments (None: any number), for those who check sheets."""
    return {name: (function.least, function.most) for name, function in _FUNCTIONS.items()}
