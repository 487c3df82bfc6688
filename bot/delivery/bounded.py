"""Remember the latest of something, and no more than so many."""

from collections import OrderedDict
from typing import TypeVar

K = TypeVar("K")
T = TypeVar("T")


def remember(kept: OrderedDict[K, T], key: K, value: T, size: int) -> None:
    """Put a value in as the latest, and let go of the oldest beyond a size."""
    kept[key] = value
    kept.move_to_end(key)
    while len(kept) > size:
        kept.popitem(last=False)
