"""What an operator types to copy a PostgreSQL database and to bring the copy back, typed."""

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from bot.store import events
from bot.store.events import NewEvent
from bot.store.opening import in_schema, open_beside
from bot.store.schema import metadata
from tests.bot.store.test_schemas import save, state, tables
from tests.chat import SECRET
from tests.deploy.files import DEPLOY
from tests.postgresql import BIN, Server, serving

GUIDE = (DEPLOY / "README.md").read_text(encoding="utf-8")
_IN_CONTAINER = re.compile(r"docker compose exec (?:--no-TTY )?postgres ")
_CLIENT = re.compile(r"pg_dump|psql|pg_restore")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


@pytest.fixture(params=["SUPERUSER", "NOSUPERUSER"], ids=["C", "D"])
def database(request: pytest.FixtureRequest, server: Server) -> Iterator[tuple[str, str]]:
    """The place in the guide, and the URL of its database, which belongs to its user."""
    postgres = server.new_database()
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"CREATE ROLE coordbot LOGIN {request.param}")
        connection.execute("CREATE DATABASE coordbot OWNER coordbot")
        yield (
            "C" if request.param == "SUPERUSER" else "D",
            f"{postgres.replace('postgres@', 'coordbot@').rpartition('/')[0]}/coordbot",
        )
        connection.execute("DROP DATABASE coordbot")
        connection.execute("DROP ROLE coordbot")


def _told(place: str, schema: str) -> tuple[str, list[str], str]:
    """Return how to copy a schema, how to bring it back, and what is done when all is well."""
    section = GUIDE.partition("## Back up and restore")[2]
    block = re.search(rf"^# {place}\b.*?\n(.*?)(?:\n\n|\n```)", section, re.DOTALL | re.MULTILINE)
    assert block is not None
    lines = block[1].replace("\\\n", " ").replace("public", schema).splitlines()
    typed = [_IN_CONTAINER.sub("", line) for line in lines]
    copy, *back, last = [line for line in typed if _CLIENT.match(line)]
    return copy, back, last


def _type(command: str, url: str, folder: Path) -> None:
    server = sa.make_url(url)
    given = {
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        "PGHOST": str(server.host),
        "PGPORT": str(server.port),
        "PGUSER": str(server.username),
        "PGDATABASE": str(server.database),
        "PGOPTIONS": "-cclient_min_messages=warning",
    }
    finished = subprocess.run(
        ["sh", "-c", command],
        cwd=folder,
        env={**os.environ, **given},
        capture_output=True,
        text=True,
    )
    assert (finished.returncode, finished.stderr) == (0, "")


async def _ask(url: str) -> None:
    said = [NewEvent("u:1", 8, "said", 1.0), NewEvent("t:x:8:1", 8, "timer", 1.0, due=9.0)]
    async with open_beside(url, secret=SECRET) as opened:
        await opened.run(lambda c: events.journal(c, said))


async def _kept(url: str) -> list[str]:
    async with open_beside(url, secret=SECRET) as opened:
        return await opened.run(
            lambda c: list(c.exec_driver_sql("SELECT payload FROM event").scalars())
        )


@pytest.mark.parametrize("schema", ["public", "kenya"])
async def test_a_copy_is_brought_back_over_newer_tables_and_answers_nothing_again(
    database: tuple[str, str], schema: str, tmp_path: Path
) -> None:
    place, url = database
    copy, back, last = _told(place, schema)
    own = in_schema(url, schema)
    await save(own, "before")
    await _ask(own)
    # A second time too: the schema is then one that the guide has made.
    for _time in range(2):
        _type(copy, url, tmp_path)
        await save(own, "after")
        with psycopg.connect(own) as connection:
            connection.execute("CREATE TABLE newer ()")
            connection.execute("UPDATE alembic_version SET version_num = '9999'")
        for command in back:
            _type(command, url, tmp_path)
        assert set(tables(url, schema)) == {*metadata.tables, "alembic_version"}
        assert await _kept(own) == ["timer"]
        assert await state(own) == "before"
        _type(last, url, tmp_path)
        assert tables(url, f"{schema}_before") == {}
