"""Work that goes on beside the answers, which do not need it."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import structlog

from bot.exhaustion import end_if_exhausted

_log = structlog.get_logger(__name__)
_AGAIN_SECONDS = 60.0

Work = Callable[[], Coroutine[Any, Any, None]]


@contextlib.asynccontextmanager
async def background(*works: Work, again: float = _AGAIN_SECONDS) -> AsyncIterator[None]:
    """Do some works as long as the block runs.

    Args:
        works: What to do.
        again: In how many seconds one that has failed is begun again.
    """
    tasks = [asyncio.create_task(_kept_up(work, again)) for work in works]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _kept_up(work: Work, again: float) -> None:
    while True:
        try:
            return await work()
        except Exception as error:
            end_if_exhausted(error)
            _log.error("background_failed", reason=type(error).__name__, exc_info=True)
        await asyncio.sleep(again)
