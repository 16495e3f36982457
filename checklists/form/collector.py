"""Python's collector of cycles, held off while a form or a session is built.

All that is made then is kept, yet the collector would walk through it, and through the whole program, every few hundred objects:
a third of the time that the first opening takes. Who has switched the collector off (the window does) finds it off afterwards.
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
            gc.enable()
