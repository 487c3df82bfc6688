"""Several parrots on one PostgreSQL, in one process."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable

from bot.delivery.incoming.inbound import Inbound
from bot.delivery.outgoing.shared_limits import SharedLimits
from bot.delivery.running import Running, running
from bot.delivery.waking.replicas import Replicas
from bot.delivery.waking.shares import SHARES
from bot.store.opening import open_database
from handlers.chats.state import Clock
from tests.bot.parrot import OpenDoor, parrot
from tests.bot.standin import StandIn
from tests.chat import SECRET


@contextlib.asynccontextmanager
async def replica(
    telegram: StandIn,
    url: str,
    *,
    polls: bool = True,
    clock: Clock = time.time,
    lease: float = 15.0,
    limited: bool = False,
    doors: Callable[[], Inbound] = OpenDoor,
) -> AsyncIterator[Running]:
    """Run one of them."""
    async with contextlib.AsyncExitStack() as stack:
        database = await stack.enter_async_context(open_database(url, secret=SECRET))
        assert database.peers is not None
        database.peers.lease = lease
        application = parrot(api_url=telegram.url, clock=clock)
        limits = SharedLimits(database.peers.side) if limited else None
        bot = await stack.enter_async_context(
            running(
                application,
                database=database,
                limits=limits,
                doors=doors,
                drain_seconds=1.0,
            )
        )
        task = asyncio.create_task(bot.poll() if polls else bot._sweep())
        try:
            yield bot
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


def held(bot: Running) -> set[int]:
    """Return the shares that one of them works on."""
    return {share for share in range(SHARES) if bot.waker.holds(share)}


async def shared_out(*bots: Running) -> None:
    """Wait until they have agreed on who works on what."""
    await until(lambda: all(abs(len(held(bot)) - SHARES / len(bots)) < len(bots) for bot in bots))
    await until(lambda: sum(len(held(bot)) for bot in bots) == SHARES)


async def until(condition: Callable[[], bool]) -> None:
    """Wait until something has come about."""
    async with asyncio.timeout(20):
        while not condition():  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.02)


def freeze(bot: Running) -> Callable[[], None]:
    """Let one of them give no sign of life; returns what ends that."""
    assert isinstance(bot.waker, Replicas)
    peers = bot.waker._peers
    survey = peers.survey

    async def wait() -> object:
        await frozen.wait()
        return await survey()

    frozen = asyncio.Event()
    peers.survey = wait  # type: ignore[method-assign, assignment]
    return frozen.set
