"""Open the store, or say why it is not safe to."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa
import structlog

from bot.store.checks import check_or_restore, lock, make_folder
from bot.store.database import Database
from bot.store.exceptions import StoreError
from bot.store.migrate import upgrade
from bot.store.sqlite import MEMORY, SQLiteDatabase

if TYPE_CHECKING:
    from bot.store.postgresql import PostgreSQLDatabase

_log = structlog.get_logger(__name__)
_FIRST_PAUSE = 1.0
_LONGEST_PAUSE = 30.0


@contextlib.asynccontextmanager
async def open_database(url: str = MEMORY) -> AsyncIterator[Database]:
    """Open the database at a URL with all migrations done; in memory unless given one.

    Raises:
        StoreError: It is not safe to run on it.
    """
    path = sqlite_path(url)
    if path is not None:
        async with _open_file(path) as file:
            yield file
        return
    database: Database = SQLiteDatabase() if url == MEMORY else _server(url)
    try:
        await _prepare(database)
        yield database
    finally:
        await database.close()


@contextlib.asynccontextmanager
async def open_beside(url: str) -> AsyncIterator[Database]:
    """Open a database that a running bot may have open too, for an operator's short work.

    Raises:
        StoreError: There is none.
    """
    path = sqlite_path(url)
    if path is not None and not path.exists():
        raise StoreError(f"there is no database at {path}")
    database = SQLiteDatabase(url) if path else _server(url)
    try:
        yield database
    finally:
        await database.close()


def sqlite_path(url: str) -> Path | None:
    """Return the file a URL names; None for PostgreSQL and for a database in memory."""
    parsed = sa.make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        return None
    return Path(parsed.database)


def postgresql_url(url: str) -> str:
    """Return a URL with the driver in it.

    Raises:
        StoreError: It names a database that is not supported.
    """
    parsed = sa.make_url(url)
    if parsed.get_backend_name() not in {"postgresql", "postgres"}:
        raise StoreError(f"no support for {parsed.get_backend_name()}: use sqlite or postgresql")
    driven = parsed.set(drivername="postgresql+psycopg")
    return driven.render_as_string(hide_password=False)


@contextlib.asynccontextmanager
async def _open_file(path: Path) -> AsyncIterator[Database]:
    make_folder(path)
    with lock(path):
        check_or_restore(path)
        database = SQLiteDatabase(f"sqlite:///{path}")
        try:
            await database.run(upgrade)
            yield database
        finally:
            await database.close()


def _server(url: str) -> "PostgreSQLDatabase":
    server = postgresql_url(url)
    try:
        # Its driver is an extra, and loading it takes a while.
        from bot.store.postgresql import PostgreSQLDatabase  # noqa: PLC0415
    except ModuleNotFoundError:
        raise StoreError(
            "for PostgreSQL install the extra: pip install 'coordbot[postgres]'"
        ) from None
    return PostgreSQLDatabase(server)


async def _prepare(database: Database) -> None:
    """Wait for the server, then run the migrations."""
    pause = _FIRST_PAUSE
    while True:
        try:
            await database.run(upgrade)
        except sa.exc.OperationalError as error:
            _log.warning("database_unreachable", reason=type(error.orig).__name__, retry_in=pause)
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)
        else:
            return
