"""The limits of several processes together."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

from sqlalchemy.exc import SQLAlchemyError

from bot.delivery.outgoing.limits import CHAT, OVERALL, Awakening, LocalLimits, window_of
from bot.store import rates
from bot.store.database import Database


class SharedLimits:
    """Counts in the database, by its clock: one statement a message.

    While the database does not count, each process keeps to the limits by itself.

    Args:
        database: A connection on which no statement waits for the commit of another.
        sleep: Waits for some seconds.
    """

    def __init__(
        self, database: Database, *, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        self._database = database
        self._awakening = Awakening(sleep=sleep)
        self._alone = LocalLimits(sleep=sleep)

    async def slot(self, chat: int) -> float:
        """Take the next moment for a message to a chat; waits where only the total is too much."""
        try:
            return await self._shared_slot(chat)
        except SQLAlchemyError:
            return await self._alone.slot(chat)

    async def pause(self, chat: int, seconds: float) -> None:
        """Let a chat alone for some time, whichever process writes to it then."""
        ahead = seconds + CHAT.ahead
        try:
            await self._database.run(partial(rates.pause, chat=chat, seconds=ahead))
        except SQLAlchemyError:
            await self._alone.pause(chat, seconds)

    async def _shared_slot(self, chat: int) -> float:
        limit = _limit(chat)
        total = await self._database.run(
            partial(rates.reserve, chat=chat, limit=limit, each=OVERALL.period)
        )
        if total is None:
            left = await self._database.run(partial(rates.left, chat=chat, limit=limit))
            # Free again since, or about to be: ask again, but not at once.
            return max(left, 0.01)
        await self._awakening.wait(OVERALL.wait(total - OVERALL.period, 0.0))
        return 0.0


def _limit(chat: int) -> rates.Limit:
    window = window_of(chat)
    return rates.Limit(CHAT.period, CHAT.ahead, window.most, window.seconds)
