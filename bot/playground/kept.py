"""Things that are kept until there are too many."""

from collections import OrderedDict
from typing import TypeVar

T = TypeVar("T")


class Kept(OrderedDict[str, T]):
    """A dictionary that forgets the oldest.

    Args:
        most: So many are kept.
    """

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def __setitem__(self, key: str, value: T) -> None:
        super().__setitem__(key, value)
        while len(self) > self._most:
            self.popitem(last=False)
