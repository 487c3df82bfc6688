"""Copy the database at a URL, and bring a copy back: what an operator does by hand."""

import sqlite3
from pathlib import Path

import sqlalchemy as sa

from bot.folders import VAR
from bot.store import dump
from bot.store.backup import FOLDER, KEPT, back_up_file
from bot.store.checks import lock, make_folder
from bot.store.exceptions import NoTablesError, StoreError
from bot.store.opening import postgresql_url, sqlite_path
from bot.store.restoring import check_copy, exchange


def back_up(url: str, *, folder: Path | None = None, keep: int = KEPT) -> Path:
    """Copy a database, which the bot may be using; return the copy.

    Args:
        url: The database.
        folder: Where copies go; beside an SQLite file, else ``var/backups``, unless given.
        keep: How many copies stay there, this one included.

    Raises:
        NoTablesError: No bot has been started on it.
        StoreError: There is no new copy.
    """
    path = sqlite_path(url)
    try:
        if path is None:
            return dump.dump(_server(url), folder or VAR / FOLDER, keep=keep)
        if not path.exists():
            raise NoTablesError(path)
        return back_up_file(path, folder=folder, keep=keep)
    except (OSError, sa.exc.SQLAlchemyError, sqlite3.Error) as error:
        raise StoreError(f"no copy was made: {error}") from error


def restore(url: str, copy: Path) -> Path | None:
    """Put a copy in the place of a database; the bot must not be running.

    Returns:
        Where an SQLite database was put that was there before.

    Raises:
        StoreError: Nothing was changed; it says why.
    """
    path = sqlite_path(url)
    if path is None:
        dump.load_dump(_server(url), copy)
        return None
    check_copy(copy)
    make_folder(path)
    with lock(path):
        try:
            return exchange(path, copy, "replaced")
        except OSError as error:
            raise StoreError(f"cannot put {copy} in place: {error}") from error


def _server(url: str) -> sa.URL:
    return sa.make_url(postgresql_url(url))
