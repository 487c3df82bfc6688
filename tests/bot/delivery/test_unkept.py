"""Row 11, on: a full disk keeps nothing, and yet questions are answered, each once."""

import asyncio
import contextlib
import os
import sqlite3
import subprocess
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from bot.application import build_application
from bot.delivery.running import running
from bot.process import limits_on
from bot.store.database import Database
from bot.store.opening import open_database
from bot.web.webhook import KEEP_SECONDS
from tests.bot.delivery.poll import polling_of
from tests.bot.standin import TOKEN, StandIn
from tests.chat import SECRET
from tests.postgresql import serving

MEGABYTES = 24
"""An empty database of PostgreSQL takes eight."""
CHATS = range(1, 41)


@dataclass(frozen=True, slots=True)
class Disk:
    """Where a database is, and what leaves no room there."""

    url: str
    full: Callable[[Database], AbstractAsyncContextManager[None]]


async def test_row_11_questions_are_answered_while_nothing_can_be_kept(
    telegram: StandIn, disk: Disk
) -> None:
    application = build_application(TOKEN, api_url=telegram.url)
    async with (
        open_database(disk.url, secret=SECRET) as database,
        running(application, database=database, limits=limits_on(database)) as bot,
        polling_of(bot),
    ):
        await telegram.until(lambda: bool(telegram.polls))
        async with disk.full(database):
            for chat in CHATS:
                telegram.say(f"/start {'x' * 3000}", chat=chat)
            telegram.say("who leads nutrition?", chat=99)
            telegram.say("/leads", chat=99)
            await telegram.until(lambda: bool(telegram.texts_to(99)))
            [answer] = telegram.texts_to(99)
            assert "UNICEF" in answer
            assert "not remember anything just now" in answer
            assert len(telegram.pending) == len(CHATS) + 2
            assert not bot.health.ready
        await telegram.until(lambda: not telegram.pending, seconds=60)
        await telegram.until(lambda: all(map(telegram.texts_to, CHATS)), seconds=60)
        await telegram.until(lambda: len(telegram.texts_to(99)) == 2)
    assert all(len(telegram.texts_to(chat)) == 1 for chat in CHATS)
    other = telegram.texts_to(99)[1]
    assert "UNICEF" not in other, "each is answered once"
    assert "not remember" not in other


async def test_row_14_a_locked_database_is_told_until_something_is_kept(
    telegram: StandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.sqlite._PRAGMAS", ("busy_timeout=10", "journal_mode=WAL"))
    application = build_application(TOKEN, api_url=telegram.url)
    asked = telegram.say("who leads nutrition?")
    async with (
        open_database(f"sqlite:///{tmp_path}/bot.db", secret=SECRET) as database,
        running(application, database=database) as bot,
    ):
        with contextlib.closing(sqlite3.connect(tmp_path / "bot.db")) as other:
            other.execute("BEGIN IMMEDIATE")
            for _ in range(2):
                with pytest.raises(OperationalError):
                    await bot.delivery.accept([asked])
            await bot.delivery.accept([])
            assert bot.health.storage_failed, "nothing was written"
        await bot.delivery.accept([asked])
        assert not bot.health.storage_failed
        await bot.settled(7)
    [answer] = telegram.texts
    assert "UNICEF" in answer


async def test_row_14_all_are_answered_in_time_though_the_database_is_locked(
    telegram: StandIn, tmp_path: Path
) -> None:
    application = build_application(TOKEN, api_url=telegram.url)
    asked = [telegram.say("who leads nutrition?", chat=chat) for chat in range(1, 5)]
    async with (
        open_database(f"sqlite:///{tmp_path}/bot.db", secret=SECRET) as database,
        running(application, database=database) as bot,
    ):
        with contextlib.closing(sqlite3.connect(tmp_path / "bot.db")) as other:
            other.execute("BEGIN IMMEDIATE")
            # Something is always waiting for the file before an update comes.
            waiting = asyncio.create_task(bot.delivery.sweep())
            await asyncio.sleep(0.1)
            async with asyncio.timeout(KEEP_SECONDS):
                accepted = (bot.delivery.accept([one]) for one in asked)
                failures = await asyncio.gather(*accepted, waiting, return_exceptions=True)
            assert {type(failure) for failure in failures} == {OperationalError}
            assert bot.health.storage_failed
            assert len(telegram.texts) == 4


@pytest.fixture(params=["sqlite", "postgresql"])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Disk]:
    if request.param == "sqlite":
        yield Disk(f"sqlite:///{tmp_path}/bot.db", _full_file)
        return
    # A server of its own: that of the other tests could not start again without the disk.
    with _mounted() as folder, serving() as server:
        yield Disk(server.new_database(folder), lambda _database: _full_folder(folder))


@contextlib.asynccontextmanager
async def _full_file(database: Database) -> AsyncIterator[None]:
    """Let an SQLite file not grow."""
    pages = await database.run(lambda c: c.exec_driver_sql("PRAGMA page_count").scalar_one())
    await database.run(lambda c: c.exec_driver_sql(f"PRAGMA max_page_count={pages}"))
    yield
    await database.run(lambda c: c.exec_driver_sql("PRAGMA max_page_count=100000"))


@contextlib.asynccontextmanager
async def _full_folder(folder: Path) -> AsyncIterator[None]:
    """Leave no room on a disk."""
    filler = folder / "filler"
    with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))
    try:
        yield
    finally:
        filler.unlink()


@contextlib.contextmanager
def _mounted() -> Iterator[Path]:
    """Mount a disk in memory where PostgreSQL may write."""
    folder = Path(tempfile.mkdtemp(prefix="coordbot-disk-"))
    options = f"size={MEGABYTES}m,mode=0700,uid=postgres,gid=postgres"
    mount = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        folder.rmdir()
        pytest.skip("only root can mount a disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)
        folder.rmdir()
