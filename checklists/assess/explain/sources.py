"""Where a formula of the method comes from: what the docstring of the function that worked it out says.

Read are sections of the handbook, decided conventions, and what the bank has yet to calibrate; of the nearest docstring that names any:
the function's, its class's, the module's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import CodeType
from typing import Any

_HANDBOOK = re.compile(r"[Hh]andbook ([0-9]+(?:\.[0-9]+)*(?: [LM][0-9]+)?(?:(?:, | and )[0-9]+\.[0-9]+)*)")
_CONVENTION = re.compile(r"[Cc]onventions? ([0-9]+(?:(?:, | and )[0-9]+)*)|定案口径 ?([0-9]+)")
_OWN = re.compile(r"to be calibrated|本行待校准|bank's own")
_PUBLISHED = re.compile(r"[^\s(]*办法 ?\d{4} ?年第 ?\d+ ?号")


def source_of(code: CodeType, names: dict[str, Any]) -> str:
    """``手册2.4;定案口径4``, or "" where no docstring names a source. ``names`` are those of the code's module."""
    if code not in _KNOWN:
        _KNOWN[code] = next(filter(None, map(sources_in, _docstrings(code, names))), "")
    return _KNOWN[code]


_KNOWN: dict[CodeType, str] = {}


def _docstrings(code: CodeType, names: dict[str, Any]) -> Iterator[str]:
    """From the function outwards; a function inside another has the outer one's."""
    found: list[Any] = []
    steps = code.co_qualname.partition(".<locals>")[0].split(".")
    at: Any = names.get(steps[0])
    found.append(at)
    for step in steps[1:]:
        at = getattr(at, step, None)
        found.append(at)
    for each in reversed(found):
        yield (getattr(each, "__doc__", None) or "") if each is not None else ""
    yield names.get("__doc__") or ""


def sources_in(docstring: str) -> str:
    """The sources that a docstring names, as a banker writes them."""
    found = [f"手册{match[1].replace(', ', '、').replace(' and ', '、')}" for match in _HANDBOOK.finditer(docstring)]
    for match in _CONVENTION.finditer(docstring):
        numbers = match[1] or match[2]
        found.append(f"定案口径{numbers.replace(', ', '、').replace(' and ', '、')}")
    found += [match[0] for match in _PUBLISHED.finditer(docstring)]
    if _OWN.search(docstring):
        found.append("本行待校准")
    return ";".join(dict.fromkeys(found))
