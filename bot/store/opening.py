"""Open the store, or say why it is not safe to."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa
import structlog

from bot.secret import Secret
from bot.store.backup import drop_copies
from bot.store.checks import check_or_restore, lock, make_folder
from bot.store.database import Database
from bot.store.exceptions import NoTablesError, StoreError
from bot.store.migrate import is_empty, upgrade
from bot.store.secret_file import secret_beside
from bot.store.sqlite import MEMORY, SQLiteDatabase

if TYPE_CHECKING:
    from bot.store.postgresql import PostgreSQLDatabase

_log = structlog.get_logger(__name__)
_FIRST_PAUSE = 1.0
_LONGEST_PAUSE = 30.0
_SEARCH_PATH = "-csearch_path="


@contextlib.asynccontextmanager
async def open_database(
    url: str = MEMORY, *, secret: Secret | None = None
) -> AsyncIterator[Database]:
    """Open the database at a URL with all migrations done; in memory unless given one.

    Args:
        url: Where it is.
        secret: What pseudonyms are made with. Unless given, that of an SQLite file is kept beside
            it, and a database in memory has one of its own.

    Raises:
        StoreError: It is not safe to run on it.
    """
    path = sqlite_path(url)
    if path is not None:
        async with _open_file(path, secret) as file:
            yield file
        return
    database: Database
    if url == MEMORY:
        database = SQLiteDatabase(secret=secret or Secret.fresh())
    else:
        database = _server(url, secret)
    try:
        await _prepare(database)
        yield database
    finally:
        await database.close()


@contextlib.asynccontextmanager
async def open_beside(url: str, *, secret: Secret | None = None) -> AsyncIterator[Database]:
    """Open a database that a running bot may have open too, for an operator's short work.

    The arguments are those of open_database.

    Raises:
        NoTablesError: No bot has been started on it.
        StoreError: It cannot be opened.
    """
    path = sqlite_path(url)
    if path is not None and not path.exists():
        raise NoTablesError(path)
    database: Database
    if path is not None:
        database = SQLiteDatabase(url, secret=secret or secret_beside(path))
    else:
        database = _server(url, secret)
    try:
        if await database.run(is_empty):
            raise NoTablesError(path or shown(url))
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


def in_schema(url: str, schema: str) -> str:
    """Return the URL of a database, whose every connection then works in one schema of it."""
    parsed = sa.make_url(url)
    given = parsed.query.get("options", ())
    options = (given,) if isinstance(given, str) else given
    # The last one counts.
    both = " ".join((*options, f"{_SEARCH_PATH}{schema}"))
    return parsed.update_query_dict({"options": both}).render_as_string(hide_password=False)


def shown(url: str | sa.URL) -> str:
    """Return where a database is, as an operator may read it: without the password."""
    parsed = sa.make_url(url)
    _other, found, schema = str(parsed.query.get("options", "")).rpartition(_SEARCH_PATH)
    server = parsed.difference_update_query(["options"]).render_as_string(hide_password=True)
    return f"{server}, schema {schema}" if found else server


@contextlib.asynccontextmanager
async def _open_file(path: Path, secret: Secret | None) -> AsyncIterator[Database]:
    make_folder(path)
    with lock(path):
        check_or_restore(path)
        database = SQLiteDatabase(
            f"sqlite:///{path}",
            secret=secret or secret_beside(path),
            drop_copies=partial(drop_copies, path),
        )
        try:
            await database.run(upgrade)
            yield database
        finally:
            await database.close()


def _server(url: str, secret: Secret | None) -> "PostgreSQLDatabase":
    server = postgresql_url(url)
    if secret is None:
        raise StoreError(
            "COORDBOT_SECRET: with PostgreSQL it must be set, the same for every process "
            "(make one: openssl rand -hex 32)"
        )
    try:
        # Its driver is an extra, and loading it takes a while.
        from bot.store.postgresql import PostgreSQLDatabase  # noqa: PLC0415
    except ModuleNotFoundError:
        raise StoreError(
            "for PostgreSQL install the extra: pip install 'coordbot[postgres]'"
        ) from None
    return PostgreSQLDatabase(server, secret=secret)


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
