"""Wake the chats of one process."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable

import structlog

from bot.delivery.repeated import Repeated
from bot.exhaustion import end_if_exhausted

_log = Repeated(structlog.get_logger(__name__))

Drain = Callable[[int], Awaitable[float | None]]
"""Does the work of a chat; returns in how many seconds there will be more, if any is left."""
_SWEEP_SECONDS = 0.5


class Lanes:
    """Wakes the chats that this process works on, so many at once."""

    leads = True
    polled: float | None = None

    def __init__(self, drain: Drain, *, at_once: int = 64) -> None:
        self._drain = drain
        self._at_once = asyncio.Semaphore(at_once)
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._again: set[int] = set()
        self._later: dict[int, asyncio.TimerHandle] = {}
        self._closing = False

    async def start(self) -> None:
        """Do nothing: there is nobody to agree with."""

    def fetched(self) -> None:
        """Do nothing: there is nobody to tell."""

    def pass_on(self) -> None:
        """Do nothing: there is nobody else."""

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

    def holds(self, _chat: int) -> bool:
        """Return whether new work may begin."""
        return not self._closing

    def since(self, _chat: int) -> float:
        """Return zero: there was nobody before."""
        return 0.0

    async def rest(self) -> None:
        """Return after half a second."""
        await asyncio.sleep(_SWEEP_SECONDS)

    @property
    def busy(self) -> Collection[int]:
        """The chats whose work is running."""
        return self._tasks.keys()

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
            end_if_exhausted(error)
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
