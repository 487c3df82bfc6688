"""``coordbot db`` and its neighbours where a bot has a schema beside those of others."""

import asyncio
import os
from functools import partial
from pathlib import Path

import psycopg
import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.store import chats
from bot.store.opening import in_schema, open_database
from bot.store.schema import metadata
from tests.bot.store.test_schemas import save, state, tables
from tests.chat import SECRET
from tests.postgresql import BIN


@pytest.fixture
def kenya(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of a bot's schema; the command line works in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f"{BIN}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("COORDBOT_DATABASE_URL", database_url)
    monkeypatch.setenv("COORDBOT_SECRET", SECRET.text)
    monkeypatch.setenv("COORDBOT_DATABASE_SCHEMA", "kenya")
    return in_schema(database_url, "kenya")


async def _coordbot(*arguments: str) -> Result:
    return await asyncio.to_thread(CliRunner().invoke, app, list(arguments))


async def test_a_bot_is_copied_and_brought_back_while_the_others_run(
    kenya: str, database_url: str
) -> None:
    await save(kenya, "before")
    await save(database_url, "before")
    copied = await _coordbot("db", "backup")
    assert copied.exit_code == 0, copied.output
    await save(kenya, "after")
    async with open_database(database_url, secret=SECRET) as other:
        await other.run(partial(chats.save_state, chat_id=7, state="after", now=2.0))
        restored = await _coordbot("db", "restore", copied.output.strip())
        assert restored.exit_code == 0, restored.output
    assert (await state(kenya), await state(database_url)) == ("before", "after")


async def test_a_bot_that_runs_is_not_overwritten(kenya: str) -> None:
    await save(kenya, "kept")
    copied = await _coordbot("db", "backup")
    async with open_database(kenya, secret=SECRET) as database:
        await database.run(lambda c: c.exec_driver_sql("SELECT 1"))
        refused = await _coordbot("db", "restore", copied.output.strip())
    assert refused.exit_code == 2
    assert "stop every replica" in refused.output


async def test_a_lost_schema_comes_back_from_its_copy(kenya: str, database_url: str) -> None:
    await save(kenya, "kept")
    copied = await _coordbot("db", "backup")
    with psycopg.connect(database_url) as connection:
        connection.execute("DROP SCHEMA kenya CASCADE")
    restored = await _coordbot("db", "restore", copied.output.strip())
    assert restored.exit_code == 0, restored.output
    assert await state(kenya) == "kept"


async def test_a_copy_of_before_an_update_is_brought_back_over_newer_tables(
    kenya: str, database_url: str
) -> None:
    await save(kenya, "kept")
    copied = await _coordbot("db", "backup")
    with psycopg.connect(database_url) as connection:
        connection.execute("CREATE TABLE kenya.newer ()")
        connection.execute("UPDATE kenya.alembic_version SET version_num = '9999'")
    restored = await _coordbot("db", "restore", copied.output.strip())
    assert restored.exit_code == 0, restored.output
    assert set(tables(database_url, "kenya")) == {*metadata.tables, "alembic_version"}
    assert await state(kenya) == "kept"


async def test_a_copy_of_another_bot_changes_nothing(
    kenya: str, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await save(kenya, "kenyas")
    sudan = in_schema(database_url, "sudan")
    await save(sudan, "sudans")
    copied = await _coordbot("db", "backup")
    monkeypatch.setenv("COORDBOT_DATABASE_SCHEMA", "sudan")
    refused = await _coordbot("db", "restore", copied.output.strip())
    assert refused.exit_code == 2
    assert "holds nothing of the schema sudan" in refused.output
    assert (await state(kenya), await state(sudan)) == ("kenyas", "sudans")


async def test_copies_of_one_bot_do_not_push_out_those_of_another(
    kenya: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    await save(kenya, "kept")
    await _coordbot("db", "backup", "--keep", "1")
    await save(kenya.replace("kenya", "kenya_2"), "kept")
    monkeypatch.setenv("COORDBOT_DATABASE_SCHEMA", "kenya_2")
    await _coordbot("db", "backup", "--keep", "1")
    assert len(list((tmp_path / "var" / "backups").iterdir())) == 2


async def test_status_and_doctor_look_into_the_schema(kenya: str, database_url: str) -> None:
    await save(database_url, "of another bot")
    for command in (["status"], ["db", "backup"], ["dead", "list"]):
        result = await _coordbot(*command)
        assert result.exit_code == 2
        assert "schema kenya yet: the bot makes its tables at its first start" in result.stderr
    assert "schema kenya is empty: tables are made at the" in (await _coordbot("doctor")).output
    await save(kenya, "kept")
    assert "schema kenya answers" in (await _coordbot("doctor")).output
    assert "schema kenya" in (await _coordbot("status")).output
