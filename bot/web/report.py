"""One process, as its probes, its metrics and an operator see it."""

import asyncio
import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy.exc import SQLAlchemyError

from bot.delivery.health import Trouble
from bot.delivery.running import Running
from bot.store.figures import Figures, figures
from handlers.context import Services

STUCK_SECONDS = 600.0
"""No event waits so long unless nothing is done about it any more."""
_STORE_SECONDS = 5.0
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
    figures: Figures | None = None
    """None where the database does not answer."""
    oldest_event_seconds: float = 0.0


@dataclass(slots=True)
class Instance:
    """One process."""

    services: Services
    bot: Running | None = None
    """None while the process is starting, waits for its turn, or ends."""
    _started: float = field(default_factory=time.monotonic)
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    _last: tuple[float, Report] | None = None

    @contextlib.contextmanager
    def at_work(self, bot: Running) -> Iterator[None]:
        """Take updates in as long as the block runs."""
        self.bot = bot
        try:
            yield
        finally:
            self.bot = None

    async def report(self) -> Report:
        """Return how the process fares; not older than a second."""
        async with self._lock:
            now = time.monotonic()
            if self._last is None or now - self._last[0] > _FRESH_SECONDS:
                self._last = now, await self._look()
            return self._last[1]

    async def _look(self) -> Report:
        version = self.services.assistant.knowledge.version
        bot = self.bot
        if bot is None:
            return Report([Trouble.STARTING], version, time.monotonic() - self._started)
        troubles = bot.health.troubles
        polled = self._started if bot.health.polled is None else bot.health.polled
        silent = time.monotonic() - polled
        now = self.services.clock()
        try:
            async with asyncio.timeout(_STORE_SECONDS):
                found = await bot.database.run(partial(figures, now=now))
        except (SQLAlchemyError, TimeoutError):
            return Report(_with(troubles, Trouble.STORE), version, silent)
        oldest = 0.0 if found.oldest is None else max(0.0, now - found.oldest)
        if oldest > STUCK_SECONDS:
            troubles = _with(troubles, Trouble.STUCK)
        return Report(troubles, version, silent, found, oldest)


def _with(troubles: list[Trouble], trouble: Trouble) -> list[Trouble]:
    return troubles if trouble in troubles else [*troubles, trouble]
