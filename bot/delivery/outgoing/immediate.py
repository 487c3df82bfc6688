"""Calls that handlers make themselves: they must be immediate, and may be lost."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

import structlog
from telegram.error import TelegramError
from telegram.ext import BaseRateLimiter

from bot.delivery.api.outcomes import Consequence, consequence_of
from bot.delivery.observer import Observer, Unobserved
from bot.delivery.outgoing.fleeting import taken
from handlers.observer import Surface

_log = structlog.get_logger(__name__)
_BEHIND = "answerCallbackQuery"
"""The call that the handler does not wait for: it has more to do for the person."""
_SECONDS = 10.0
_AT_ONCE = 100
_LAST_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class _Alone:
    """A call that is all a handler does; what comes next waits for it."""

    surface: Surface
    lost: Any
    """What the library is told in place of Telegram's answer if it was lost."""


_ALONE = {
    "answerInlineQuery": _Alone(Surface.INLINE, lost=True),
    "answerGuestQuery": _Alone(Surface.GUEST, lost={"inline_message_id": ""}),
}


class Immediate(BaseRateLimiter[None]):
    """Lets a handler go on while an answer is on its way; a lost one is nobody's error.

    The library offers its rate limiter as the place where every call passes.
    """

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()
        self.observer: Observer = Unobserved()
        """Is told of answers, and of those that were not taken."""

    async def initialize(self) -> None:
        """Do nothing."""

    async def shutdown(self) -> None:
        """Give what is on its way one more second."""
        if self._tasks:
            _done, late = await asyncio.wait(self._tasks, timeout=_LAST_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def settled(self) -> None:
        """Wait for what is on its way."""
        if self._tasks:
            await asyncio.wait(self._tasks)

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],  # noqa: ARG002
        rate_limit_args: None,  # noqa: ARG002
    ) -> Any:
        """Make a call; in the background if it is one that may be lost."""
        if endpoint in _ALONE:
            return await self._answer(callback(*args, **kwargs), endpoint, _ALONE[endpoint])
        if endpoint != _BEHIND:
            return await callback(*args, **kwargs)
        if len(self._tasks) < _AT_ONCE:
            task = asyncio.create_task(self._attempt(callback(*args, **kwargs), endpoint))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return True

    async def _answer(self, call: Coroutine[Any, Any, Any], endpoint: str, alone: _Alone) -> Any:
        result = await self._attempt(call, endpoint)
        if result is None:
            return alone.lost
        if (since := taken.get(None)) is not None:
            self.observer.answered(alone.surface, seconds=time.monotonic() - since)
        return result

    async def _attempt(self, call: Coroutine[Any, Any, Any], endpoint: str) -> Any:
        """Make a call; return what Telegram answers, None if that was lost."""
        try:
            async with asyncio.timeout(_SECONDS):
                return await call
        except (TelegramError, TimeoutError) as error:
            self.observer.refused(_consequence_of(error))
            _log.info("answer_lost", method=endpoint, reason=type(error).__name__)
            return None


def _consequence_of(error: TelegramError | TimeoutError) -> Consequence:
    """Return what would follow for a message; an answer is forgotten, whatever the error."""
    return consequence_of(error) if isinstance(error, TelegramError) else Consequence.UNSURE
