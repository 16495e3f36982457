"""Python's collector of cycles, held off while a form or a session is built.

All that is made then is kept, yet the collector would walk through it, and through the whole program, every few hundred objects:
a third of the time that the first opening takes. What was made counts as old afterwards, so that the next collection is a short
one. Who has switched the collector off or frozen what there is (the window does both) finds it so afterwards.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collection_paused() -> Iterator[None]:
    """No automatic collection until the end of the block, or of the function that it decorates."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()  # both together: all generations become the oldest, and nothing is walked through
            gc.enable()
