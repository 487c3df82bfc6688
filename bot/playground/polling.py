"""Long polling: hold a request until there is something to tell."""

import asyncio

from bot.playground.errors import ApiError
from bot.playground.people import Json
from bot.playground.updates import PendingUpdates

MAX_SECONDS = 50


class Polling:
    """The one place where the bot waits for updates."""

    def __init__(self, updates: PendingUpdates) -> None:
        self._updates = updates
        self._woken = asyncio.Event()
        self._closed = False
        updates.on_arrival = self._wake

    async def poll(self, *, offset: int, limit: int, seconds: int) -> list[Json]:
        """Return waiting updates, or those that come within some seconds.

        Raises:
            ApiError: Another poll came in meanwhile; only the newest is served.
        """
        self._woken.set()
        mine = self._woken = asyncio.Event()
        until = asyncio.get_running_loop().time() + min(max(seconds, 0), MAX_SECONDS)
        while True:
            found = self._updates.read(offset=offset, limit=limit)
            if found or self._closed or not await _woken_before(mine, until):
                return found
            if self._woken is not mine:
                raise ApiError(
                    "Conflict: terminated by other getUpdates request; "
                    "make sure that only one bot instance is running",
                    code=409,
                )
            mine.clear()

    def close(self) -> None:
        """Let go whoever waits, so that the server can stop."""
        self._closed = True
        self._wake()

    def _wake(self) -> None:
        self._woken.set()


async def _woken_before(event: asyncio.Event, until: float) -> bool:
    try:
        async with asyncio.timeout_at(until):
            await event.wait()
    except TimeoutError:
        return False
    return True
