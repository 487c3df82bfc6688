"""What is known of how delivery fares; an operator sees it, and it steers the tries."""

import asyncio
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from bot.delivery.api import backoff
from bot.delivery.observer import Observer, Unobserved

CONFLICT_SECONDS = 60.0
"""A second poller that is still there after this is no restart; it takes half of the updates. Nor
does a webhook that is gone for so long come back by itself."""
DEAF_SECONDS = 120.0
"""A poll takes half a minute at most, and after a failure comes again within another half."""


class Trouble(StrEnum):
    """Why updates are not answered, or may not be."""

    STARTING = "the process is starting, waiting for its turn, or ending"
    DEAF = "Telegram was not heard for two minutes, or since the start"
    CONFLICT = "another process takes the updates of this bot"
    WEBHOOK = "Telegram cannot deliver to the webhook; coordbot doctor says why"
    REVOKED = "Telegram does not know the token any more"
    STORE = "the database does not keep what comes in; updates wait at Telegram"
    STUCK = "an event has been waiting for ten minutes"


@dataclass(slots=True)
class Health:
    """The state of delivery in this process. Times are monotonic seconds."""

    clock: Callable[[], float] = time.monotonic
    observer: Observer = field(default_factory=Unobserved)
    """Is told of what is counted and timed, and not needed to go on."""
    polled: float | None = None
    """When it was last known that updates come in: fetched, here or by another process, or by
    Telegram's word posted."""
    conflict_since: float | None = None
    """Since when another process has been taking the updates."""
    webhook_failing: bool = False
    """Whether updates wait at Telegram because it cannot deliver them."""
    storage_failed: bool = False
    """Whether the last write to the database failed; updates then stay with Telegram."""
    revoked: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when Telegram does not know the token any more."""
    _unreachable: int = 0
    _closed_until: float = 0.0

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
        return self.conflict_since is not None and self.lasts(self.conflict_since)

    def lasts(self, since: float) -> bool:
        """Return whether what began then is more than the restart of another process."""
        return self.clock() - since >= CONFLICT_SECONDS

    def is_deaf(self, heard: float) -> bool:
        """Return whether whoever has heard nothing since then hears nothing any more."""
        return self.clock() - heard > DEAF_SECONDS

    def polled_elsewhere(self, when: float) -> None:
        """Note when another process has fetched updates; what ailed polling here is over then."""
        if self.polled is None or when > self.polled:
            self.polled = when
            self.conflict_since = None
            self.storage_failed = False

    @property
    def troubles(self) -> list[Trouble]:
        """Why updates do not come in, or cannot be kept."""
        found = {
            Trouble.DEAF: self.polled is None or self.is_deaf(self.polled),
            Trouble.CONFLICT: self.in_conflict,
            Trouble.WEBHOOK: self.webhook_failing,
            Trouble.REVOKED: self.revoked.is_set(),
            Trouble.STORE: self.storage_failed,
        }
        return [trouble for trouble, is_there in found.items() if is_there]

    @property
    def ready(self) -> bool:
        """Whether updates come in and can be kept."""
        return not self.troubles
