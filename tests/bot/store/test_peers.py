"""What ties several processes on one PostgreSQL together."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest

from bot.store.exceptions import PeersLostError, UnsafeStoreError
from bot.store.opening import postgresql_url
from bot.store.peers import Peers, Survey
from bot.store.postgresql import PostgreSQLDatabase
from tests.chat import SECRET
from tests.postgresql import Server


@contextlib.asynccontextmanager
async def joined(url: str, *, lease: float = 15.0, bot: int = 1) -> AsyncIterator[Peers]:
    database = PostgreSQLDatabase(postgresql_url(url), secret=SECRET)
    database.peers.lease = lease
    await database.peers.connect(bot)
    yield database.peers
    await database.close()


def _nothing(_told: object) -> None:
    """Listen to nothing."""


async def test_a_lock_is_held_by_one(database_url: str) -> None:
    async with joined(database_url) as first, joined(database_url) as second:
        assert await first.take([1, 2]) == {1, 2}
        assert await second.take([2, 3]) == {3}
        assert await first.survey() == Survey(frozenset({1, 2}), frozenset({3}), 2)
        await first.give([2])
        assert await second.take([2]) == {2}


async def test_locks_of_one_that_leaves_are_free(database_url: str) -> None:
    async with joined(database_url) as first, joined(database_url) as second:
        await first.take([1])
        await first.leave()
        assert await second.take([1]) == {1}
        with pytest.raises(PeersLostError):
            await first.survey()


async def test_row_50_one_that_gives_no_sign_of_life_loses_its_locks(database_url: str) -> None:
    async with joined(database_url, lease=0.2) as frozen, joined(database_url) as other:
        await frozen.take([1])
        async with asyncio.timeout(5):
            while not await other.take([1]):  # noqa: ASYNC110 - nobody tells
                await asyncio.sleep(0.05)
        with pytest.raises(PeersLostError):
            await frozen.survey()


async def test_a_call_is_heard_by_all(database_url: str) -> None:
    chats = list(range(-1_000_000_500, -1_000_000_000))
    async with joined(database_url) as caller, joined(database_url) as listener:
        heard: list[int] = []
        await caller.call(chats)
        await caller.call([])
        await listener.listen(5.0, heard.extend, _nothing)
        assert heard == chats


async def test_what_is_told_of_polls_is_heard_by_all_and_is_no_call(database_url: str) -> None:
    async with joined(database_url) as teller, joined(database_url) as listener:
        heard: list[int] = []
        polled: list[float] = []
        await teller.tell(1.5)
        await teller.call([])  # ends the listening, after what came before it
        await listener.listen(5.0, heard.extend, polled.append)
        assert (heard, polled) == ([], [1.5])


async def test_bots_in_schemas_of_their_own_do_not_meet(database_url: str) -> None:
    async with joined(database_url) as here:
        await here.side.run(lambda c: c.exec_driver_sql("CREATE SCHEMA kenya"))
        async with joined(f"{database_url}?options=-csearch_path%3Dkenya") as there:
            assert await here.take([1]) == await there.take([1]) == {1}
            assert (await here.survey()).processes == 1


async def test_row_56_a_server_that_is_gone_is_told(database_url: str, postgresql: Server) -> None:
    async with joined(database_url) as peers:
        await asyncio.to_thread(postgresql.stop)
        with pytest.raises(PeersLostError):
            await peers.listen(5.0, _nothing, _nothing)
        with pytest.raises(PeersLostError):
            await peers.connect(1)
        await asyncio.to_thread(postgresql.start)
        await peers.connect(1)


async def test_a_server_that_cannot_see_frozen_processes_is_refused(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.peers._OLDEST", 10**9)
    with pytest.raises(UnsafeStoreError, match="version 14"):
        async with joined(database_url):
            pass
