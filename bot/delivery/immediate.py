"""Calls that handlers make themselves: they must be immediate, and may be lost."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import structlog
from telegram.error import TelegramError
from telegram.ext import BaseRateLimiter

_log = structlog.get_logger(__name__)
_BEHIND = {"answerCallbackQuery", "sendChatAction"}
"""Calls that the handler does not wait for: it has more to do for the person."""
_ALONE = "answerInlineQuery"
"""The one that is all a handler does; what comes next waits for it."""
_SECONDS = 10.0
_AT_ONCE = 100
_LAST_SECONDS = 1.0


class Immediate(BaseRateLimiter[None]):
    """Lets a handler go on while an answer is on its way; a lost one is nobody's error.

    The library offers its rate limiter as the place where every call passes.
    """

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

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
        if endpoint == _ALONE:
            await _attempt(callback(*args, **kwargs), endpoint)
            return True
        if endpoint not in _BEHIND:
            return await callback(*args, **kwargs)
        if len(self._tasks) < _AT_ONCE:
            task = asyncio.create_task(_attempt(callback(*args, **kwargs), endpoint))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return True


async def _attempt(call: Coroutine[Any, Any, Any], endpoint: str) -> None:
    try:
        async with asyncio.timeout(_SECONDS):
            await call
    except (TelegramError, TimeoutError) as error:
        _log.info("answer_lost", method=endpoint, reason=type(error).__name__)
