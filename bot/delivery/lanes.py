"""Wake chats: run the work of a chat soon, and never twice at once for one chat."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Protocol

import structlog

from bot.delivery.repeated import Repeated

_log = Repeated(structlog.get_logger(__name__))

Drain = Callable[[int], Awaitable[float | None]]
"""Does the work of a chat; returns in how many seconds there will be more, if any is left."""


class Waker(Protocol):
    """Wakes chats. Wake-ups carry no data, and may be lost or repeated."""

    def wake(self, chats: Iterable[int]) -> None:
        """Run the work of chats soon."""

    def nudge(self, chats: Iterable[int]) -> None:
        """Run the work of chats unless it runs, or is about to, already."""

    def is_idle(self, chat: int) -> bool:
        """Return whether the work of a chat is certainly not running."""

    async def close(self, *, seconds: float) -> None:
        """Let what has begun come to its end, for some seconds at most."""


class Lanes:
    """Wakes the chats of one process, so many at once."""

    def __init__(self, drain: Drain, *, at_once: int = 64) -> None:
        self._drain = drain
        self._at_once = asyncio.Semaphore(at_once)
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._again: set[int] = set()
        self._later: dict[int, asyncio.TimerHandle] = {}
        self._closing = False

    def wake(self, chats: Iterable[int]) -> None:
        """Run the work of chats soon."""
        for chat in chats:
            if self._closing:
                return
            if (later := self._later.pop(chat, None)) is not None:
                later.cancel()
            if chat in self._tasks:
                self._again.add(chat)
            else:
                self._tasks[chat] = asyncio.create_task(self._run(chat))

    def nudge(self, chats: Iterable[int]) -> None:
        """Run the work of chats unless it runs, or is about to, already."""
        self.wake([c for c in chats if c not in self._tasks and c not in self._later])

    def is_idle(self, chat: int) -> bool:
        """Return whether the work of a chat is not running."""
        return chat not in self._tasks

    async def settled(self, chat: int) -> None:
        """Wait until a chat has nothing left that can be done now."""
        while (task := self._tasks.get(chat)) is not None:
            await asyncio.wait([task])

    async def close(self, *, seconds: float) -> None:
        """Let what has begun come to its end, for some seconds at most."""
        for later in self._later.values():
            later.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks.values(), timeout=seconds * 0.75)
        # From here on nothing new begins; what is on its way to Telegram may still arrive.
        self._closing = True
        if self._tasks:
            await asyncio.wait(self._tasks.values(), timeout=seconds * 0.25)
        rest = list(self._tasks.values())
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)

    @property
    def closing(self) -> bool:
        """Whether nothing new may begin."""
        return self._closing

    async def _run(self, chat: int) -> None:
        pause: float | None = None
        try:
            while not self._closing:
                self._again.discard(chat)
                async with self._at_once:
                    pause = None if self._closing else await self._drain(chat)
                # No await from here to the removal below, so that no wake-up falls between.
                if chat not in self._again:
                    break
        except Exception as error:
            # The sweep wakes the chat again.
            _log.error("chat_failed", reason=type(error).__name__, exc_info=True)
        finally:
            del self._tasks[chat]
        if pause is not None and not self._closing:
            loop = asyncio.get_running_loop()
            self._later[chat] = loop.call_later(pause, self._wake_later, chat)

    def _wake_later(self, chat: int) -> None:
        self._later.pop(chat, None)
        self.wake([chat])
