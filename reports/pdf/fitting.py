"""Making a page's stacks fit: gaps are drawn closer first, then a list gives lines away."""

from __future__ import annotations

from reports.pdf.stack import Stack

_CLOSEST = 0.2


def drawn_closer(stacks: list[Stack], room: float) -> list[Stack]:
    """The gaps smaller where the stacks would run over by a few lines, down to a fifth of what they are."""
    gaps = sum(stack.before + stack.after for stack in stacks)
    rows = sum(stack.height for stack in stacks)
    if rows + gaps > room and gaps:
        scale = max(_CLOSEST, (room - rows) / gaps)
        for stack in stacks:
            stack.before, stack.after = stack.before * scale, stack.after * scale
    return stacks


def shortened(stacks: list[Stack], room: float) -> list[Stack]:
    """The list among the last two stacks without the lines that find no room; what stands below it says where the rest is."""
    over = sum(stack.before + stack.height + stack.after for stack in stacks) - room
    listing = max(stacks[-2:], key=lambda stack: len(stack.rows), default=None)
    while listing is not None and over > 0 and len(listing.rows) > 1:
        over -= listing.rows[-1].height
        listing.rows = listing.rows[:-1]
    return stacks
