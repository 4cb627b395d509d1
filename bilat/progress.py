"""How far long work has come, shown on the terminal of standard error."""

import sys
import time
from collections.abc import Iterator, Sequence

from bilat.errors import Progress, T, silent

__all__ = ["Progress", "shown", "silent"]

ERASE = "\033[K"  # to the end of the line


def shown(items: Sequence[T], what: str) -> Iterator[T]:
    """The items; on a terminal, how many have been taken, once that has lasted a second."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield from items
        return
    is_shown = False
    next_time = time.monotonic() + 1
    try:
        for index, item in enumerate(items):
            if (now := time.monotonic()) >= next_time:
                sys.stderr.write(f"\r{ERASE}{what}: {index} of {len(items)}")
                sys.stderr.flush()
                is_shown, next_time = True, now + 0.1
            yield item
    finally:
        if is_shown:
            sys.stderr.write(f"\r{ERASE}")
            sys.stderr.flush()
