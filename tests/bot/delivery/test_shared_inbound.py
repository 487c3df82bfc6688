"""What people may send is the same however many processes take it in."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from functools import partial

import pytest

from bot.delivery.incoming.inbound import CHAT, PERSON, Inbound
from bot.delivery.running import Running
from bot.store import figures
from tests.bot.delivery.replicated import replica, shared_out
from tests.bot.standin import StandIn

GROUP = -5


@contextlib.asynccontextmanager
async def three(telegram: StandIn, url: str) -> AsyncIterator[list[Running]]:
    async with contextlib.AsyncExitStack() as stack:
        bots = [
            await stack.enter_async_context(replica(telegram, url, polls=False, doors=Inbound))
            for _ in range(3)
        ]
        await shared_out(*bots)
        yield bots


@pytest.mark.parametrize("where", [7, GROUP], ids=["in private", "in a group"])
async def test_row_44_a_flood_to_three_processes_gets_no_more_than_to_one(
    telegram: StandIn, database_url: str, where: int
) -> None:
    async with three(telegram, database_url) as bots:
        for number in range(90):
            said = telegram.say(f"q{number}", chat=where, user=7)
            await bots[number % 3].delivery.accept([said])
        await _done(bots[0])
    texts = telegram.texts_to(where)
    assert len([text for text in texts if "a lot at once" in text]) == 1
    # A few more than the burst: the clock has gone on meanwhile.
    assert PERSON.burst <= len(texts) - 1 <= PERSON.burst + 5


async def test_row_45_a_crowd_in_a_group_is_counted_by_all_together(
    telegram: StandIn, database_url: str
) -> None:
    async with three(telegram, database_url) as bots:
        for number in range(150):
            said = telegram.say(f"q{number}", chat=GROUP, user=1000 + number)
            await bots[number % 3].delivery.accept([said])
        await _done(bots[0])
    assert CHAT.burst <= len(telegram.texts_to(GROUP)) - 1 <= CHAT.burst + 20


async def _done(bot: Running) -> None:
    """Wait until nothing is left to do, for any of them."""
    async with asyncio.timeout(20):
        while True:
            left = await bot.database.run(partial(figures.count, now=time.time()))
            if left.events == left.messages == 0:
                return
            await asyncio.sleep(0.05)
