"""What is known of how delivery fares; an operator sees it, and it steers the tries."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.delivery import backoff
from bot.delivery.outcomes import Consequence

CONFLICT_SECONDS = 60.0
"""A second poller that is still there after this is no restart; it takes half of the updates."""


@dataclass(slots=True)
class Health:
    """The state of delivery in this process. Times are monotonic seconds."""

    clock: Callable[[], float] = time.monotonic
    polled: float | None = None
    """When updates were last fetched with success."""
    standing_by: bool = False
    """Whether another process polls, and this one would take over."""
    conflict_since: float | None = None
    """Since when another process has been polling with the same token."""
    storage_failed: bool = False
    """Whether the last write to the database failed; updates then stay with Telegram."""
    revoked: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when Telegram does not know the token any more."""
    outcomes: Counter[Consequence] = field(default_factory=Counter)
    """How often messages were refused, by what followed."""
    _unreachable: int = 0
    _closed_until: float = 0.0

    def count(self, consequence: Consequence) -> None:
        """Count a message that was not taken."""
        self.outcomes[consequence] += 1

    def reached(self) -> None:
        """Note that Telegram has answered."""
        self._unreachable = 0
        self._closed_until = 0.0

    def missed(self) -> float:
        """Note that Telegram cannot be reached; return for how long nobody should try."""
        now = self.clock()
        if now >= self._closed_until:
            pause = backoff.pause(self._unreachable, jitter=random.random())  # noqa: S311
            self._closed_until = now + pause
            self._unreachable += 1
        return self.closed_for()

    def closed_for(self) -> float:
        """Return for how many seconds trying is useless."""
        return max(0.0, self._closed_until - self.clock())

    @property
    def in_conflict(self) -> bool:
        """Whether another process keeps taking the updates."""
        since = self.conflict_since
        return since is not None and self.clock() - since >= CONFLICT_SECONDS

    @property
    def ready(self) -> bool:
        """Whether updates come in, here or elsewhere, and can be kept."""
        return (self.standing_by or self.polled is not None) and not (
            self.in_conflict or self.storage_failed or self.revoked.is_set()
        )
