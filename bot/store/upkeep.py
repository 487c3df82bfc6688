"""What a store needs from time to time: old rows out, a copy made, nothing left in files."""

import asyncio
import sqlite3
import time
from functools import partial
from pathlib import Path

import sqlalchemy as sa
import structlog

from bot.store.backup import asides, back_up_file, backups, stamp_of
from bot.store.database import Database
from bot.store.opening import sqlite_path
from bot.store.retention import BEFORE_ALL, UNANSWERED_SECONDS, Tidy, purge, tidy_some

_log = structlog.get_logger(__name__)
_SECONDS = 600.0
_BACK_UP_SECONDS = 24 * 3600.0


async def upkeep(database: Database, url: str, *, tidy: Tidy) -> None:
    """Tend the database every ten minutes until cancelled."""
    while True:
        try:
            await tend(database, url, now=time.time(), tidy=tidy)
        except (sa.exc.SQLAlchemyError, sqlite3.Error, OSError) as error:
            _log.error("upkeep_failed", reason=type(error).__name__)
        await asyncio.sleep(_SECONDS)


async def tend(database: Database, url: str, *, now: float, tidy: Tidy) -> None:
    """Purge; copy an SQLite file once a day, and empty its log of what is deleted.

    Raises:
        SQLAlchemyError, sqlite3.Error: The database cannot be used now, or its file is locked.
        OSError: A copy cannot be made.
    """
    await database.run(partial(purge, now=now))
    await tidy_states(database, now=now, tidy=tidy)
    path = sqlite_path(url)
    if path is not None:
        async with database.copying:
            await asyncio.to_thread(_tend_file, path, now)


async def tidy_states(database: Database, *, now: float, tidy: Tidy) -> None:
    """Take out of all states what is too old in them, a few at a time.

    Raises:
        SQLAlchemyError: The database cannot be used now.
    """
    last: int | None = BEFORE_ALL
    while last is not None:
        last = await database.run(partial(tidy_some, tidy=tidy, now=now, after=last))


def _tend_file(path: Path, now: float) -> None:
    latest = next(iter(backups(path)), None)
    # There is none after somebody has asked to be forgotten, too.
    due = latest is None or latest.stat().st_mtime <= now - _BACK_UP_SECONDS
    clean(path, thoroughly=due)
    if due:
        back_up_file(path, stamp=stamp_of(now))
    for aside in asides(path):
        if aside.stat().st_mtime < now - UNANSWERED_SECONDS:
            aside.unlink()


def clean(path: Path, *, thoroughly: bool) -> None:
    """Leave nothing of what is deleted in a database file and in its log.

    Raises:
        sqlite3.Error: The file is locked, or there is no room.
    """
    connection = sqlite3.connect(path)
    try:
        if thoroughly:
            # Even with secure_delete, a row that moved may have left a copy on its old page.
            connection.execute("VACUUM")
        # The log keeps old pages, with all that stood on them, until it is cut off.
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
