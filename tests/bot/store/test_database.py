import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.store import events, outbox
from bot.store.database import Database
from bot.store.events import NewEvent
from bot.store.opening import open_database
from bot.store.outbox import NewMessage
from bot.store.work import Next, next_after, next_of
from tests.garbage import leaving_no_error


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


async def test_row_51_jobs_that_fail_leave_nothing_to_collect(database: Database) -> None:
    async def fail() -> None:
        with contextlib.suppress(sa.exc.OperationalError):
            await database.run(lambda c: _count(c, "nothing"))

    with leaving_no_error():
        await fail()
        await asyncio.gather(fail(), fail())
        await database.run(lambda c: _count(c, "event"))


async def test_a_done_event_keeps_its_key_and_loses_its_content(tmp_path: Path) -> None:
    fresh = NewEvent("u:1", 7, "a secret said", 1.0)
    async with open_database(f"sqlite:///{tmp_path}/bot.db") as database:
        await database.run(lambda c: events.journal(c, [fresh]))
        assert await database.run(lambda c: events.close(c, 1, now=2.0))
        assert not await database.run(lambda c: events.close(c, 1, now=2.0))
        await database.run(lambda c: events.journal(c, [fresh]))
        assert await database.run(lambda c: next_of(c, 7, now=3.0, most_unsent=1)) == Next()
    assert b"a secret" not in (tmp_path / "bot.db").read_bytes()


async def test_a_transaction_has_the_file_from_its_beginning(database: Database) -> None:
    def begun(connection: sa.Connection) -> bool:
        return bool(connection.connection.dbapi_connection.in_transaction)  # type: ignore[union-attr]

    assert await database.run(begun)


async def test_an_error_does_not_tell_what_people_write(database: Database) -> None:
    wrong = NewMessage(7, "u:1", None, "a secret said")  # type: ignore[arg-type]
    with pytest.raises(sa.exc.IntegrityError) as raised:
        await database.run(lambda c: outbox.put(c, [wrong]))
    assert "a secret" not in str(raised.value)


async def test_after_an_event_comes_the_next_and_then_what_both_brought_about(
    database: Database,
) -> None:
    def after(connection: sa.Connection, most_unsent: int = 9) -> Next:
        following = next_after(connection, 7, now=2.0, most_unsent=most_unsent)
        assert following == next_of(connection, 7, now=2.0, most_unsent=most_unsent)
        return following

    def answer(connection: sa.Connection, number: int) -> None:
        events.close(connection, number, now=2.0)
        outbox.put(connection, [NewMessage(7, f"u:{number}", "sendMessage", "{}")])

    fresh = [NewEvent(f"u:{number}", 7, "{}", 1.0) for number in (1, 2)]
    await database.run(lambda c: events.journal(c, fresh))
    await database.run(lambda c: answer(c, 1))
    following = await database.run(after)
    assert following.event is not None
    assert following.event.key == "u:2"
    full = await database.run(lambda c: after(c, most_unsent=1))
    assert [one.event for one in full.messages] == ["u:1"]
    await database.run(lambda c: answer(c, 2))
    assert [one.event for one in (await database.run(after)).messages] == ["u:1", "u:2"]
    await database.run(lambda c: outbox.discard(c, [1, 2]))
    assert await database.run(after) == Next()
