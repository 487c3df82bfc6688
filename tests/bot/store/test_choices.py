"""What a curator went back to, on both kinds of database."""

from collections.abc import AsyncIterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from bot.store import choices
from bot.store.choices import Choice
from bot.store.database import Database
from bot.store.opening import open_database
from tests.chat import SECRET

FIRST = Choice("0123456789", "abcdef0123", asked=2**40, since=1_800_000_000.25)
SECOND = replace(FIRST, instead="fedcba9876", asked=2**40 + 1)


@pytest.fixture(params=["sqlite", "postgresql"])
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    url = f"sqlite:///{tmp_path}/bot.db"
    if request.param == "postgresql":
        url = request.getfixturevalue("database_url")
    async with open_database(url, secret=SECRET) as database:
        yield database


async def choose(database: Database, chosen: Choice, edition: bytes) -> None:
    await database.run(partial(choices.put, chosen=chosen, edition=edition))


async def test_only_the_last_choice_is_kept(database: Database) -> None:
    assert await database.run(choices.current) is None
    await choose(database, FIRST, b"\x00\xff" * 100_000)
    assert await database.run(choices.current) == FIRST
    assert await database.run(lambda c: choices.edition(c, FIRST)) == b"\x00\xff" * 100_000
    await choose(database, SECOND, b"second")
    assert await database.run(choices.current) == SECOND
    assert await database.run(lambda c: choices.edition(c, FIRST)) is None
    assert await database.run(lambda c: choices.edition(c, SECOND)) == b"second"


async def test_a_newer_choice_is_not_lifted_with_an_older(database: Database) -> None:
    await choose(database, SECOND, b"")
    await database.run(lambda c: choices.lift(c, FIRST))
    assert await database.run(choices.current) == SECOND
    await database.run(lambda c: choices.lift(c, SECOND))
    assert await database.run(choices.current) is None
