"""The updates that wait for the bot."""

from collections import deque
from collections.abc import Callable, Collection

from bot.playground.people import Json

KEPT = 1000


class PendingUpdates:
    """A queue that forgets an update only when the bot asks for a later one."""

    def __init__(self, *, first_id: int) -> None:
        self._next_id = first_id
        self._waiting: deque[Json] = deque(maxlen=KEPT)
        self._wanted: frozenset[str] = frozenset()
        self.on_arrival: Callable[[], None] = lambda: None
        """Called after each new update, to wake who waits for it."""

    def __len__(self) -> int:
        return len(self._waiting)

    def want(self, kinds: Collection[str]) -> None:
        """Keep only these kinds of update from now on, or all if there are none."""
        self._wanted = frozenset(kinds)

    def put(self, kind: str, content: Json) -> None:
        """Add an update."""
        if self._wanted and kind not in self._wanted:
            return
        self._waiting.append({"update_id": self._next_id, kind: content})
        self._next_id += 1
        self.on_arrival()

    def read(self, *, offset: int = 0, limit: int = 100) -> list[Json]:
        """Confirm the updates below the offset and return the next ones.

        A negative offset counts from the end, as in the Bot API.
        """
        if offset < 0 and self._waiting:
            offset = self._waiting[max(len(self._waiting) + offset, 0)]["update_id"]
        while self._waiting and self._waiting[0]["update_id"] < offset:
            self._waiting.popleft()
        return list(self._waiting)[:limit]

    def clear(self) -> None:
        """Forget everything that waits."""
        self._waiting.clear()
