"""How fast the bot may write."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

_ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class Pace:
    """At most ``burst`` at once, and one each ``period`` seconds.

    Within any window of w seconds that is at most ``burst + w / period``. What must be remembered
    is one number: when the next would arrive if all came evenly (the generic cell rate algorithm).
    """

    period: float
    burst: int

    @property
    def ahead(self) -> float:
        """By how many seconds the arrival of the next may be later than now."""
        return (self.burst - 1) * self.period

    def wait(self, arrival: float, now: float) -> float:
        """Return in how many seconds the next may go."""
        wait = arrival - self.ahead - now
        return wait if wait > _ROUNDING else 0.0

    def after(self, arrival: float, now: float) -> float:
        """Return what to remember when one goes."""
        return max(arrival, now) + self.period


# Telegram counts about 30 a second overall, 1 a second in a chat, 20 a minute in a group, edits
# included. Within 1, 10 and 60 seconds these stay at or below 30, 10 and 20.
OVERALL = Pace(1 / 27, 3)
PRIVATE = Pace(1.45, 3)
GROUP = Pace(4.05, 5)


def pace_of(chat: int) -> Pace:
    """Return the pace in a chat; groups have negative ids."""
    return PRIVATE if chat > 0 else GROUP


class Limits(Protocol):
    """Gives out the moments in which messages may be sent."""

    async def slot(self, chat: int) -> float:
        """Take the next moment for a message to a chat.

        Returns:
            Zero when it has come; else in how many seconds to ask again.
        """

    async def pause(self, chat: int, seconds: float) -> None:
        """Let a chat alone for some time."""


class NoLimits:
    """Sends at once, for tests of other things."""

    async def slot(self, _chat: int) -> float:
        """Return zero."""
        return 0.0

    async def pause(self, _chat: int, _seconds: float) -> None:
        """Do nothing."""


class LocalLimits:
    """The limits of one process."""

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        size: int = 20_000,
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._size = size
        self._overall = 0.0
        self._chats: OrderedDict[int, float] = OrderedDict()

    async def slot(self, chat: int) -> float:
        """Take the next moment for a message to a chat; waits where only the total is too much."""
        now = self._clock()
        pace = pace_of(chat)
        arrival = self._chats.get(chat, 0.0)
        if (wait := pace.wait(arrival, now)) > 0:
            return wait
        self._remember(chat, pace.after(arrival, now))
        wait = OVERALL.wait(self._overall, now)
        self._overall = OVERALL.after(self._overall, now)
        if wait > 0:
            await self._sleep(wait)
        return 0.0

    async def pause(self, chat: int, seconds: float) -> None:
        """Let a chat alone for some time."""
        pace = pace_of(chat)
        resumed = self._clock() + seconds + pace.ahead
        self._remember(chat, max(self._chats.get(chat, 0.0), resumed))

    def _remember(self, chat: int, arrival: float) -> None:
        self._chats[chat] = arrival
        self._chats.move_to_end(chat)
        while len(self._chats) > self._size:
            self._chats.popitem(last=False)
