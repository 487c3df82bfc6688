"""A bot that polls, and a parrot that does."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from telegram.error import InvalidToken

from bot.delivery.running import Running, running
from bot.store.opening import open_database
from tests.bot.parrot import parrot
from tests.bot.standin import StandIn
from tests.chat import SECRET


@contextlib.asynccontextmanager
async def polling(telegram: StandIn, url: str = "sqlite://") -> AsyncIterator[Running]:
    async with (
        open_database(url, secret=SECRET) as database,
        running(parrot(api_url=telegram.url), database=database, drain_seconds=1.0) as bot,
        polling_of(bot),
    ):
        yield bot


@contextlib.asynccontextmanager
async def polling_of(bot: Running) -> AsyncIterator[None]:
    task = asyncio.create_task(bot.poll())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError, InvalidToken):
            await task
