"""Limits that two processes share through a PostgreSQL."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from functools import partial

import pytest
import sqlalchemy as sa

from bot.delivery.outgoing.limits import CHAT, GROUP
from bot.delivery.outgoing.shared_limits import SharedLimits
from bot.store import rates
from bot.store.database import Database
from bot.store.opening import open_database
from bot.store.retention import purge
from tests.chat import SECRET


@pytest.fixture
async def sides(database_url: str) -> AsyncIterator[list[Database]]:
    async with contextlib.AsyncExitStack() as stack:
        databases = [
            await stack.enter_async_context(open_database(database_url, secret=SECRET))
            for _ in "ab"
        ]
        yield [one.peers.side for one in databases if one.peers is not None]


async def test_both_together_keep_to_the_total(sides: list[Database]) -> None:
    moments: list[float] = []

    async def note(seconds: float) -> None:
        moments[-1] += seconds

    async def send(limits: SharedLimits, chats: range) -> None:
        for chat in chats:
            moments.append(time.monotonic())
            assert await limits.slot(chat) == 0

    async with asyncio.timeout(20):
        # One after the other, so that the moment noted last is that of the one who waits.
        for hundred in range(3):
            for number, side in enumerate(sides):
                first = 1 + 100 * hundred + 50 * number
                await send(SharedLimits(side, sleep=note), range(first, first + 50))
    assert max(sum(start <= m < start + 1 for m in moments) for start in moments) <= 30
    assert max(moments) - min(moments) > 10


@pytest.mark.parametrize("chat", [7, -7], ids=["private", "group"])
async def test_both_together_keep_to_the_pace_of_a_chat(sides: list[Database], chat: int) -> None:
    first, second = (SharedLimits(side) for side in sides)
    pace = CHAT
    waits = [await (first, second)[n % 2].slot(chat) for n in range(pace.burst + 3)]
    assert waits[: pace.burst] == [0.0] * pace.burst
    # What is refused is not counted: the wait does not grow.
    assert all(0 < wait <= pace.period for wait in waits[pace.burst :])
    assert await first.slot(8) == 0


async def test_both_together_write_into_a_group_no_more_than_twenty_times_a_minute(
    sides: list[Database],
) -> None:
    fast = rates.Limit(period=0.0, ahead=60.0, most=GROUP.most, seconds=GROUP.seconds)
    granted = [
        await sides[n % 2].run(partial(rates.reserve, chat=-7, limit=fast, each=0.0)) is not None
        for n in range(GROUP.most + 5)
    ]
    assert granted == [True] * GROUP.most + [False] * 5
    left = await sides[0].run(partial(rates.left, chat=-7, limit=fast))
    assert GROUP.seconds - 10 < left <= GROUP.seconds


async def test_a_window_lets_one_in_as_soon_as_one_is_out(sides: list[Database]) -> None:
    short = rates.Limit(period=0.0, ahead=60.0, most=3, seconds=0.5)
    reserve = partial(rates.reserve, chat=-7, limit=short, each=0.0)
    for side in (*sides, sides[0]):
        assert await side.run(reserve) is not None
    for n in range(6):
        left = await sides[n % 2].run(partial(rates.left, chat=-7, limit=short))
        assert left <= short.seconds
        # Not sooner than it says, and no later.
        await asyncio.sleep(max(left, 0.0) + 0.005)
        assert await sides[n % 2].run(reserve) is not None


async def test_a_slot_is_reserved_once_though_another_job_beside_it_fails(
    sides: list[Database],
) -> None:
    [side, _other] = sides
    slow = rates.Limit(period=100.0, ahead=0.0, most=9, seconds=0.0)
    reserve = partial(rates.reserve, chat=-7, limit=slow, each=0.0)

    def fail(connection: sa.Connection) -> None:
        connection.exec_driver_sql("SELECT 1 / 0")

    reserved, failed = await asyncio.gather(
        side.run(reserve), side.run(fail), return_exceptions=True
    )
    assert isinstance(reserved, float), "a second time it would be refused"
    assert isinstance(failed, sa.exc.DataError)


async def test_jobs_beside_one_that_finds_the_server_gone_fail_with_it(
    sides: list[Database],
) -> None:
    [side, other] = sides
    ask = sa.text("SELECT pg_backend_pid()")
    pid = await side.run(lambda c: c.scalar(ask))
    await other.run(lambda c: c.execute(sa.text(f"SELECT pg_terminate_backend({pid}, 5000)")))
    failed = await asyncio.gather(
        *(side.run(lambda c: c.scalar(ask)) for _ in range(3)), return_exceptions=True
    )
    assert [type(one) for one in failed] == [sa.exc.OperationalError] * 3
    assert await side.run(lambda c: c.scalar(ask)) != pid


async def test_row_22_a_chat_is_left_alone_by_both_for_as_long_as_telegram_says(
    sides: list[Database],
) -> None:
    first, second = (SharedLimits(side) for side in sides)
    await first.pause(-7, 35.0)
    assert 34 < await second.slot(-7) <= 35
    assert await second.slot(8) == 0


async def test_each_keeps_to_the_limits_by_itself_while_the_database_does_not_count(
    sides: list[Database],
) -> None:
    waited: list[float] = []

    async def note(seconds: float) -> None:
        waited.append(seconds)

    await sides[0].run(lambda c: c.exec_driver_sql("ALTER TABLE rate RENAME TO gone"))
    limits = SharedLimits(sides[0], sleep=note)
    assert await limits.slot(7) == 0
    await limits.pause(7, 35.0)
    assert 34 < await limits.slot(7) <= 35
    assert [await limits.slot(chat) for chat in range(8, 40)] == [0.0] * 32
    assert waited


async def test_who_was_quiet_for_long_is_forgotten(sides: list[Database]) -> None:
    side = sides[0]
    for chat, seconds in ((7, 35.0), (8, -3700.0)):
        await side.run(lambda c, chat=chat, s=seconds: rates.pause(c, chat, seconds=s))  # type: ignore[misc]
    await side.run(partial(purge, now=time.time()))
    limit = rates.Limit(period=1.0, ahead=0.0, most=1, seconds=0.0)
    assert await side.run(partial(rates.left, chat=7, limit=limit)) > 30
    assert await side.run(partial(rates.left, chat=8, limit=limit)) == 0
