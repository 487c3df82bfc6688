"""Statements that are handed to the driver fail as SQLAlchemy's own do."""

import psycopg
import pytest
import sqlalchemy as sa

from bot.store import events
from bot.store.database import Database
from bot.store.events import NewEvent
from bot.store.opening import open_database
from bot.store.outbox import Message, NewMessage, put, unsent
from bot.store.work import next_of
from tests.chat import SECRET
from tests.garbage import leaving_no_error

WRONG = NewEvent("u:1", 7, "a secret said", None)  # type: ignore[arg-type]


def _journal(connection: sa.Connection, *fresh: NewEvent) -> None:
    events.journal(connection, fresh)


async def _refused(database: Database, *fresh: NewEvent) -> sa.exc.DBAPIError:
    with pytest.raises(sa.exc.IntegrityError) as raised:
        await database.run(lambda c: _journal(c, *fresh))
    return raised.value


@pytest.mark.parametrize("on_server", [False, True])
async def test_what_a_database_refuses(database_url: str, *, on_server: bool) -> None:
    url = database_url if on_server else "sqlite://"
    async with open_database(url, secret=SECRET) as database:
        good = NewEvent("u:2", 7, "a secret said", 1.0)
        for fresh in ([WRONG], [good, WRONG]):
            refused = await _refused(database, *fresh)
            assert not refused.connection_invalidated
        # Nothing of it has happened, and the connection is good.
        assert (await database.run(lambda c: next_of(c, 7, now=2.0, most_unsent=9))).event is None
        await database.run(lambda c: _journal(c, good))


async def test_what_a_database_refuses_leaves_nothing_to_collect() -> None:
    async with open_database("sqlite://", secret=SECRET) as database:

        async def fail() -> None:
            with pytest.raises(sa.exc.IntegrityError):
                await database.run(lambda c: _journal(c, WRONG))

        await fail()
        with leaving_no_error():
            await fail()


async def test_a_server_that_is_gone_is_come_back_to(database_url: str) -> None:
    async with open_database(database_url, secret=SECRET) as database:
        pid = await database.run(lambda c: c.exec_driver_sql("SELECT pg_backend_pid()").scalar())
        with psycopg.connect(database_url, autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s, 5000)", (pid,))
        with pytest.raises(sa.exc.OperationalError) as raised:
            await database.run(lambda c: unsent(c, 7))
        assert raised.value.connection_invalidated
        assert await database.run(lambda c: unsent(c, 7)) == []


@pytest.mark.parametrize("on_server", [False, True])
async def test_a_message_is_read_as_it_was_kept(database_url: str, *, on_server: bool) -> None:
    url = database_url if on_server else "sqlite://"
    async with open_database(url, secret=SECRET) as database:
        kept = [
            NewMessage(7, "u:1", "sendMessage", '{"text": "100 %"}', key="answer:1"),
            NewMessage(7, "u:1", "sendChatAction", "{}", cosmetic=True),
        ]
        await database.run(lambda c: put(c, kept, due=1.5))
        read = await database.run(lambda c: unsent(c, 7))
        assert read == [
            Message(
                number, 7, "u:1", one.method, one.parameters, one.key, cosmetic, 1.5, 0, 0, None
            )
            for number, one, cosmetic in zip((1, 2), kept, (False, True), strict=True)
        ]
        assert [type(one.cosmetic) for one in read] == [bool, bool]
