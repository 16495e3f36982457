"""Whose name is it: exports write names with spaces, in full width, or half hidden (``张*``, ``*三``)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

_SPACES = re.compile(r"\s+")
_MASKS = "*＊•●"


class Names:
    """A set of people's names that also knows them when they are partly hidden."""

    def __init__(self, names: Collection[str]) -> None:
        self._names = frozenset(filter(None, map(_plain, names)))
        self._known: dict[str, bool] = {}

    def __contains__(self, name: str) -> bool:
        if name not in self._known:
            self._known[name] = self._is_known(_plain(name))
        return self._known[name]

    def _is_known(self, name: str) -> bool:
        if not name:
            return False
        if not any(mask in name for mask in _MASKS):
            return name in self._names
        pattern = "".join("." if char in _MASKS else re.escape(char) for char in name)
        visible = sum(char not in _MASKS for char in name)
        return visible > 0 and any(re.fullmatch(pattern, known) for known in self._names)


def _plain(name: str) -> str:
    return _SPACES.sub("", unicodedata.normalize("NFKC", name))
