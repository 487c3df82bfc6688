"""How fast the bot may write."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from handlers.latest import Latest

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


@dataclass(frozen=True, slots=True)
class Window:
    """At most so many in any so many seconds, to the last one.

    A pace would stay below by its whole burst; what must be remembered are the moments themselves.
    """

    most: int
    seconds: float

    def wait(self, recent: Sequence[float], now: float) -> float:
        """Return in how many seconds the next may go."""
        if len(recent) < self.most:
            return 0.0
        return max(recent[-self.most] + self.seconds - now, 0.0)

    def after(self, recent: Sequence[float], now: float) -> tuple[float, ...]:
        """Return what to remember when one goes."""
        return (*recent, now)[-self.most :]


# Telegram counts about 30 a second overall, 1 a second in a chat, 20 a minute in a group, edits
# included. Within 1 and 10 seconds the paces stay at or below 30 and 10.
OVERALL = Pace(1 / 27, 3)
CHAT = Pace(1.45, 3)
# Two seconds more than the minute: what is sent later may arrive sooner.
GROUP = Window(20, 62.0)
PRIVATE = Window(1, 0.0)


def window_of(chat: int) -> Window:
    """Return what holds in a chat besides its pace; groups have negative ids."""
    return PRIVATE if chat > 0 else GROUP


@dataclass(frozen=True, slots=True)
class _Written:
    """What is remembered of a chat that was written to."""

    arrival: float = 0.0
    recent: tuple[float, ...] = ()


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


class Awakening:
    """Waits for the moments that were given out, and does not let all go that were missed.

    A computer that stands still for half a second wakes everybody whose moment has come meanwhile;
    Telegram would get a second's messages at once.
    """

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._arrival = 0.0

    async def wait(self, seconds: float) -> None:
        """Wait for some seconds, and longer if too many have gone just now."""
        if seconds > 0:
            await self._sleep(seconds)
        while (left := OVERALL.wait(self._arrival, self._clock())) > 0:
            await self._sleep(left)
        self._arrival = OVERALL.after(self._arrival, self._clock())


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
        self._awakening = Awakening(clock=clock, sleep=sleep)
        self._overall = 0.0
        self._chats: Latest[int, _Written] = Latest(size)

    async def slot(self, chat: int) -> float:
        """Take the next moment for a message to a chat; waits where only the total is too much."""
        now, window = self._clock(), window_of(chat)
        before = self._chats.get(chat, _Written())
        wait = max(CHAT.wait(before.arrival, now), window.wait(before.recent, now))
        if wait > 0:
            return wait
        wait = OVERALL.wait(self._overall, now)
        self._overall = OVERALL.after(self._overall, now)
        recent = window.after(before.recent, now + wait)
        written = _Written(CHAT.after(before.arrival, now + wait), recent)
        self._chats[chat] = written
        await self._awakening.wait(wait)
        return 0.0

    async def pause(self, chat: int, seconds: float) -> None:
        """Let a chat alone for some time."""
        before = self._chats.get(chat, _Written())
        resumed = self._clock() + seconds + CHAT.ahead
        self._chats[chat] = replace(before, arrival=max(before.arrival, resumed))
