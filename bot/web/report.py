"""One process, as its probes, its metrics and an operator see it."""

import asyncio
import contextlib
import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy.exc import SQLAlchemyError

from bot.delivery.health import Trouble
from bot.delivery.running import Running
from bot.store.database import Database
from bot.store.figures import Figures, count
from handlers.chats.state import Clock
from knowledge.assistant import Assistant

STUCK_SECONDS = 600.0
"""No event waits so long unless nothing is done about it any more."""
_STORE_SECONDS = 3.0  # a probe is given five
# Probes, a scrape and a curious operator may all come at once.
_FRESH_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Report:
    """What is known at one moment."""

    troubles: list[Trouble]
    """Why updates are not answered; nothing if they are."""
    content_version: str
    last_update_fetch_seconds: float
    """Since it was last known that updates come in, or since the start."""
    asked_again: tuple[int, int] = (0, 0)
    """How many questions were answered from the cache, and how many were not."""
    figures: Figures | None = None
    """None where the database does not answer."""
    oldest_event_seconds: float = 0.0


@dataclass(slots=True)
class Instance:
    """One process."""

    assistant: Callable[[], Assistant]
    """Tells who answers; another one when the content has changed."""
    clock: Clock = time.time
    bot: Running | None = None
    """None while the process is starting, waits for its turn, or ends."""
    _started: float = field(default_factory=time.monotonic)
    _counting: asyncio.Lock = field(default_factory=asyncio.Lock)
    _counted: float = -math.inf
    _figures: Figures | None = None

    @contextlib.contextmanager
    def at_work(self, bot: Running) -> Iterator[None]:
        """Take updates in as long as the block runs."""
        self.bot = bot
        try:
            yield
        finally:
            self.bot = None

    async def report(self) -> Report:
        """Return how the process fares."""
        assistant, bot = self.assistant(), self.bot
        version, asked_again = assistant.knowledge.version, assistant.asked_again()
        if bot is None:
            silent = time.monotonic() - self._started
            return Report([Trouble.STARTING], version, silent, asked_again)
        figures, health = await self._count(bot.database), bot.health
        silent = time.monotonic() - (self._started if health.polled is None else health.polled)
        oldest = 0.0
        if figures is not None and figures.oldest is not None:
            oldest = max(0.0, self.clock() - figures.oldest)
        troubles = set(health.troubles)
        if figures is None:
            troubles.add(Trouble.STORE)
        if oldest > STUCK_SECONDS:
            troubles.add(Trouble.STUCK)
        return Report(sorted(troubles), version, silent, asked_again, figures, oldest)

    async def _count(self, database: Database) -> Figures | None:
        """Return what waits, not older than a second; None if the database does not answer."""
        async with self._counting:
            if time.monotonic() - self._counted > _FRESH_SECONDS:
                self._figures = None
                with contextlib.suppress(SQLAlchemyError, TimeoutError):
                    async with asyncio.timeout(_STORE_SECONDS):
                        self._figures = await database.run(partial(count, now=self.clock()))
                self._counted = time.monotonic()
            return self._figures
