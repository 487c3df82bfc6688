"""Answers that are of no use after some seconds: to inline queries, and to guests.

Who types an inline query asks at every letter. Of a person only the newest is answered, one at a
time, and all the others get their turn in between.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from contextvars import ContextVar
from functools import partial
from typing import Any

from bot.delivery.api.updates import GUEST, INLINE, Raw, person_of

AT_ONCE = 32
"""Half of the connections to Telegram: the others are for messages."""
MAX_WAITING = 1000
SECONDS = 10.0
"""Who has waited for so long does not look any more."""

taken: ContextVar[float] = ContextVar("taken")
"""When the update that is being answered came in, in monotonic seconds."""

_Whose = tuple[str, object]


class Fleeting:
    """Answers updates that are not kept.

    Args:
        answer: Answers one; when it returns, the answer has gone out.
        clock: Tells seconds.
    """

    def __init__(
        self,
        answer: Callable[[Raw], Coroutine[Any, Any, None]],
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._answer = answer
        self._clock = clock
        self._waiting: OrderedDict[_Whose, tuple[float, Raw]] = OrderedDict()
        self._running: dict[_Whose, asyncio.Task[None]] = {}

    def take(self, raw: Raw) -> None:
        """Answer an update when its turn has come, unless a newer one takes its place."""
        # In the same place of the line: who goes on typing must not always be the last.
        self._waiting[_whose(raw)] = self._clock(), raw
        if len(self._waiting) > MAX_WAITING:
            self._waiting.popitem(last=False)
        # Not at once: what came together with it may be newer.
        asyncio.get_running_loop().call_soon(self._begin)

    async def settled(self) -> None:
        """Wait until everything is answered."""
        await asyncio.sleep(0)  # what was just taken has begun then
        while self._running:
            await asyncio.wait(self._running.values())

    async def close(self) -> None:
        """Give up what nobody waits for after the end."""
        self._waiting.clear()
        tasks = list(self._running.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _begin(self) -> None:
        while len(self._running) < AT_ONCE and (whose := self._first()) is not None:
            since, raw = self._waiting.pop(whose)
            if self._clock() - since <= SECONDS:
                taken.set(since)
                self._running[whose] = task = asyncio.create_task(self._answer(raw))
                task.add_done_callback(partial(self._done, whose))

    def _first(self) -> _Whose | None:
        return next((whose for whose in self._waiting if whose not in self._running), None)

    def _done(self, whose: _Whose, _task: asyncio.Task[None]) -> None:
        del self._running[whose]
        self._begin()


def _whose(raw: Raw) -> _Whose:
    """Return what only the newest of is answered: a person's query; every guest is answered."""
    return (INLINE, person_of(raw)) if INLINE in raw else (GUEST, raw.get("update_id"))
