"""Java's patterns, as ``regex`` takes them, matched in time that grows with the text and never explodes.

Backtracking engines take ages for ``(a+)+$``; a form from a stranger must not. A pattern becomes a nondeterministic automaton
whose states are followed all at once. What no automaton can do is refused: back-references, look-behind, atomic and possessive groups.
"""

from checklists.xpath.regex.automaton import Automaton, PatternTooLarge
from checklists.xpath.regex.reading import BadPattern, read_pattern

__all__ = ["Automaton", "BadPattern", "PatternTooLarge", "read_pattern"]
