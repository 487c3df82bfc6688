"""Several bots in one PostgreSQL, each in a schema of its own."""

import asyncio

import psycopg
import pytest
import sqlalchemy as sa

from bot.settings import Settings
from bot.store import chats
from bot.store.exceptions import AnotherBotError, UnsafeStoreError
from bot.store.opening import in_schema, open_database
from bot.store.schema import chat, metadata
from tests.bot.delivery.replicated import held, replica, until
from tests.bot.standin import StandIn, standing_in
from tests.bot.store.test_peers import joined
from tests.chat import SECRET


def tables(url: str, schema: str) -> dict[str, str]:
    """Return the tables in a schema, each with how it is kept: u is unlogged."""
    query = """
        SELECT relname, relpersistence::text FROM pg_class
        WHERE relkind = 'r' AND relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = %s)
    """
    with psycopg.connect(url) as connection:
        return dict(connection.execute(query, [schema]).fetchall())


async def save(url: str, state: str) -> None:
    async with open_database(url, secret=SECRET) as database:
        await database.run(lambda c: chats.save_state(c, 7, state, now=1.0))


async def state(url: str) -> str:
    async with open_database(url, secret=SECRET) as database:
        return await database.run(lambda c: c.execute(sa.select(chat.c.state)).scalar_one())


async def test_tables_are_made_in_the_schema_and_nowhere_else(database_url: str) -> None:
    for _start in range(2):
        async with open_database(in_schema(database_url, "kenya"), secret=SECRET):
            pass
    made = tables(database_url, "kenya")
    assert set(made) == {*metadata.tables, "alembic_version"}
    assert made["rate"] == "u"
    assert tables(database_url, "public") == {}


async def test_each_schema_has_its_own_chats(database_url: str) -> None:
    urls = [database_url, *(in_schema(database_url, name) for name in ("kenya", "user"))]
    for url in urls:
        await save(url, f"of {url[-5:]}")
    assert [await state(url) for url in urls] == [f"of {url[-5:]}" for url in urls]


async def test_many_may_start_at_once_where_nothing_is_yet(database_url: str) -> None:
    offices = [in_schema(database_url, name) for name in ("kenya", "sudan") * 4]
    await asyncio.gather(*(save(url, "kept") for url in offices))
    assert await asyncio.gather(*map(state, set(offices))) == ["kept"] * 2


async def test_a_user_who_may_not_make_the_schema_is_told_what_to_do(database_url: str) -> None:
    url = database_url.replace("postgres@", "office@")
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("CREATE ROLE office LOGIN")
        with pytest.raises(UnsafeStoreError, match="CREATE SCHEMA kenya AUTHORIZATION"):
            await save(in_schema(url, "kenya"), "kept")
        connection.execute("CREATE SCHEMA kenya AUTHORIZATION office")
    # Whoever owns nothing but a schema reads and writes there.
    await save(in_schema(url, "kenya"), "kept")
    assert await state(in_schema(url, "kenya")) == "kept"


def test_options_that_are_given_stay() -> None:
    url = "postgresql://a:b@c/d?options=-cwork_mem%3D8MB&sslmode=require"
    assert in_schema(url, "kenya") == (
        "postgresql://a:b@c/d?options=-cwork_mem%3D8MB+-csearch_path%3Dkenya&sslmode=require"
    )


async def test_two_bots_on_the_same_tables_are_refused(database_url: str) -> None:
    async with joined(database_url, bot=1), joined(database_url, bot=1):
        with pytest.raises(AnotherBotError, match="COORDBOT_DATABASE_SCHEMA"):
            async with joined(database_url, bot=2):
                pass
    async with joined(database_url, bot=2):
        pass


async def test_a_bot_whose_tables_another_took_waits_until_they_are_its_own_again(
    database_url: str,
) -> None:
    async with standing_in(StandIn()) as telegram, replica(telegram, database_url) as first:
        await until(lambda: bool(held(first)))
        with psycopg.connect(database_url, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
            )
        async with joined(database_url, bot=2):
            await until(lambda: not held(first))
            await asyncio.sleep(1.5)
            assert not held(first)
        await until(lambda: bool(held(first)))


def test_bots_with_the_same_secret_have_other_pseudonyms(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COORDBOT_DATABASE_URL", "postgresql://localhost/coordbot")
    monkeypatch.setenv("COORDBOT_SECRET", SECRET.text)
    known = set()
    for schema in ("", "kenya", "sudan"):
        monkeypatch.setenv("COORDBOT_DATABASE_SCHEMA", schema)
        secret = Settings(_env_file=None).installation
        assert secret is not None
        known.add(secret.chat(7))
    assert len(known) == 3
    assert SECRET.chat(7) in known
