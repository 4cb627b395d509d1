"""How long work tells how far it has come: by a callback."""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

T = TypeVar("T")


class Progress(Protocol):
    """Yields the items of some work, and may show how many have been taken."""

    def __call__(self, items: Sequence[T], what: str) -> Iterable[T]: ...


def silent(items: Sequence[T], what: str) -> Iterable[T]:
    """Return the items and show nothing."""
    return items
