"""Remember the latest of something, in memory only, and no more than so many."""

from collections import OrderedDict
from typing import TypeVar

K = TypeVar("K")
T = TypeVar("T")


class Latest(OrderedDict[K, T]):
    """A dictionary that forgets the oldest; what is put in again is the latest again.

    Args:
        most: So many are remembered.
    """

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def __setitem__(self, key: K, value: T) -> None:
        super().__setitem__(key, value)
        self.move_to_end(key)
        if len(self) > self._most:
            self.popitem(last=False)
