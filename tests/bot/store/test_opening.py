import contextlib
import os
import resource
import sqlite3
import stat
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from bot.store import chats, events
from bot.store.backup import FOLDER, KEPT, back_up, backups, drop_copies
from bot.store.events import NewEvent
from bot.store.exceptions import NewerSchemaError, StoreError, UnsafeStoreError
from bot.store.migrate import MIGRATIONS, revisions, upgrade
from bot.store.opening import open_beside, open_database, postgresql_url
from bot.store.schema import metadata
from bot.store.work import next_of


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "var" / "bot.db"


async def _with_state(path: Path, state: str) -> None:
    async with open_database(f"sqlite:///{path}") as database:
        await database.run(lambda c: chats.save_state(c, 7, state, now=1.0))


async def _state(path: Path) -> str:
    async with open_database(f"sqlite:///{path}") as database:
        fresh = NewEvent("u:1", 7, "{}", received=1.0)
        await database.run(lambda c: events.journal(c, [fresh]))
        work = await database.run(lambda c: next_of(c, 7, now=2.0, most_unsent=1))
    return work.chat.state


def _back_up(path: Path, stamp: str) -> None:
    engine = sa.create_engine(f"sqlite:///{path}", isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            back_up(connection, path, stamp=stamp)
    finally:
        engine.dispose()


async def test_what_is_kept_is_there_again(path: Path) -> None:
    await _with_state(path, "kept")
    assert await _state(path) == "kept"


async def test_files_are_for_the_owner_only(path: Path) -> None:
    async with open_database(f"sqlite:///{path}"):
        modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in path.parent.iterdir()}
    assert modes == dict.fromkeys(
        ["bot.db", "bot.db-wal", "bot.db-shm", "bot.db.lock", "bot.db.secret"], 0o600
    )


def test_files_are_named_for_their_revisions_in_order() -> None:
    scripts = ScriptDirectory(str(MIGRATIONS))
    assert revisions() == [one.revision for one in scripts.walk_revisions()][::-1]


async def test_row_12_a_corrupt_page_is_put_aside_and_the_backup_restored(path: Path) -> None:
    await _with_state(path, "kept")
    _back_up(path, "1")
    content = bytearray(path.read_bytes())
    content[100:200] = os.urandom(100)
    path.write_bytes(content)
    assert await _state(path) == "kept"
    assert list(path.parent.glob("bot.db.broken-*"))


async def test_row_13_what_is_no_database_is_put_aside(path: Path) -> None:
    junk = b"not a database" * 100
    path.parent.mkdir()
    path.write_bytes(junk)
    assert await _state(path) == ""
    [aside] = path.parent.glob("bot.db.broken-*")
    assert aside.read_bytes() == junk


async def test_row_13_a_broken_backup_is_passed_over(path: Path) -> None:
    await _with_state(path, "kept")
    _back_up(path, "1")
    _back_up(path, "2")
    backups(path)[0].write_bytes(b"junk" * 1000)
    path.write_bytes(b"junk" * 1000)
    assert await _state(path) == "kept"


async def test_row_15_a_folder_that_cannot_be_written_to_is_refused() -> None:
    with pytest.raises(UnsafeStoreError, match="cannot write to the folder"):
        async with open_database("sqlite:////proc/coordbot/bot.db"):
            pass


@pytest.mark.parametrize(
    ("name", "told"),
    [("bot.db.lock", "cannot open"), ("bot.db", "cannot open"), ("bot.db.part", "is broken, and")],
)
async def test_row_15_a_file_that_the_bot_may_not_write_is_refused_by_its_name(
    path: Path, name: str, told: str
) -> None:
    path.parent.mkdir()
    path.write_bytes(b"no database" * 100)
    # No user, not even root, writes into a folder as if it were a file.
    path.with_name(name).unlink(missing_ok=True)
    path.with_name(name).mkdir()
    with pytest.raises(UnsafeStoreError, match=told) as refused:
        async with open_database(f"sqlite:///{path}"):
            pass
    assert "Is a directory" in str(refused.value)
    assert isinstance(refused.value.__cause__, OSError), "by it bot/cli/run.py says how to end"


async def test_row_16_a_deleted_wal_leaves_a_sound_database(path: Path) -> None:
    await _with_state(path, "kept")
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    assert await _state(path) == "kept"


async def test_row_17_an_old_schema_is_migrated(path: Path) -> None:
    path.parent.mkdir()
    sqlite3.connect(path).close()
    assert await _state(path) == ""


async def test_row_17_a_newer_schema_is_refused(path: Path) -> None:
    await _with_state(path, "kept")
    connection = sqlite3.connect(path)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    with pytest.raises(NewerSchemaError, match="9999"):
        async with open_database(f"sqlite:///{path}"):
            pass


async def test_row_20_a_second_process_on_the_file_is_refused(path: Path) -> None:
    async with open_database(f"sqlite:///{path}"):
        with pytest.raises(UnsafeStoreError, match="another process"):
            async with open_database(f"sqlite:///{path}"):
                pass


async def test_an_operator_may_look_while_the_bot_runs(path: Path) -> None:
    async with (
        open_database(f"sqlite:///{path}"),
        open_beside(f"sqlite:///{path}") as beside,
    ):
        assert await beside.run(partial(events.chats_with_work, now=1.0)) == set()


async def test_an_operator_is_told_that_there_is_no_database(path: Path) -> None:
    with pytest.raises(StoreError, match="first start"):
        async with open_beside(f"sqlite:///{path}"):
            pass
    assert not path.parent.exists()


async def test_a_copy_holds_state_and_timers_but_no_messages(path: Path) -> None:
    async with open_database(f"sqlite:///{path}") as database:
        kept = [NewEvent(key, 7, "said", 1.0) for key in ("u:1", "b:2")]
        kept.append(NewEvent("t:x:7:1", 7, "timer", 1.0, due=9.0))
        await database.run(lambda c: events.journal(c, kept))
        for stamp in range(KEPT + 2):
            _back_up(path, str(stamp))
    copies = backups(path)
    assert len(copies) == KEPT
    connection = sqlite3.connect(copies[0])
    assert connection.execute("SELECT payload FROM event").fetchall() == [("timer",)]
    connection.close()
    assert b"said" not in copies[0].read_bytes()


async def test_a_copy_that_fails_leaves_nothing_of_what_was_said(path: Path) -> None:
    async with open_database(f"sqlite:///{path}") as database:
        await database.run(lambda c: events.journal(c, [NewEvent("u:1", 7, "said" * 9999, 1.0)]))
        with _files_of_at_most(20_000), pytest.raises(sa.exc.OperationalError):
            _back_up(path, "1")
        # The whole of it is written, and cannot be emptied of messages.
        await database.run(lambda c: c.exec_driver_sql("DROP TABLE outbox"))
        with pytest.raises(sqlite3.OperationalError):
            _back_up(path, "2")
    assert list((path.parent / FOLDER).iterdir()) == []


async def test_what_a_kill_has_left_of_a_copy_goes_with_the_next_and_with_all(path: Path) -> None:
    await _with_state(path, "kept")
    for leave in (partial(_back_up, path, "2"), partial(drop_copies, path)):
        for suffix in ("", "-journal"):
            left = path.parent / FOLDER / f"bot.db.1.part{suffix}"
            left.parent.mkdir(exist_ok=True)
            left.write_text("said")
        leave()
        assert list((path.parent / FOLDER).iterdir()) == backups(path)


@contextlib.contextmanager
def _files_of_at_most(size: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_migrations_make_the_tables_of_the_schema() -> None:
    engine = sa.create_engine("sqlite://", poolclass=sa.StaticPool)
    with engine.begin() as connection:
        assert upgrade(connection)
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        assert not upgrade(connection)
    engine.dispose()


def test_other_databases_are_refused() -> None:
    with pytest.raises(StoreError, match="no support for mysql"):
        postgresql_url("mysql://localhost/x")
