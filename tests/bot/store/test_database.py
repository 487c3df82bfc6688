import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.store import events
from bot.store.database import Database
from bot.store.events import NewEvent
from bot.store.opening import open_database
from bot.store.work import Next, next_of


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_database(f"sqlite:///{tmp_path}/bot.db") as database:
        yield database


def _count(connection: sa.Connection, table: str) -> int:
    return int(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())  # noqa: S608


async def test_jobs_that_wait_together_share_a_transaction(database: Database) -> None:
    def stamp(connection: sa.Connection) -> int:
        return id(connection.get_transaction())

    first, *others = await asyncio.gather(*(database.run(stamp) for _ in range(20)))
    assert set(others) == {first}


async def test_a_job_that_fails_fails_alone(database: Database) -> None:
    def good(connection: sa.Connection) -> None:
        events.journal(connection, [NewEvent("u:1", 7, "{}", 1.0)])

    def bad(connection: sa.Connection) -> None:
        events.journal(connection, [NewEvent("u:2", 7, "{}", 1.0)])
        raise LookupError

    results = await asyncio.gather(database.run(good), database.run(bad), return_exceptions=True)
    assert results[0] is None
    assert isinstance(results[1], LookupError)
    assert await database.run(lambda c: _count(c, "event")) == 1


async def test_a_done_event_keeps_its_key_and_loses_its_content(tmp_path: Path) -> None:
    fresh = NewEvent("u:1", 7, "a secret said", 1.0)
    async with open_database(f"sqlite:///{tmp_path}/bot.db") as database:
        await database.run(lambda c: events.journal(c, [fresh]))
        assert await database.run(lambda c: events.close(c, 1, now=2.0))
        assert not await database.run(lambda c: events.close(c, 1, now=2.0))
        await database.run(lambda c: events.journal(c, [fresh]))
        assert await database.run(lambda c: next_of(c, 7, now=3.0, most_unsent=1)) == Next()
    assert b"a secret" not in (tmp_path / "bot.db").read_bytes()
