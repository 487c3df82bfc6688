"""Copies of the SQLite file to fall back on when it breaks."""

import contextlib
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import sqlalchemy as sa

from bot.store.events import TIMER
from bot.store.exceptions import NoTablesError
from bot.store.migrate import is_empty

KEPT = 3
FOLDER = "backups"
NOT_KEPT = "outbox", "dead_letter"
"""Tables whose rows are messages."""
ASIDE = "broken", "replaced"
"""Why a database file may have been put aside; part of its name."""
NOT_ANSWERED_AGAIN = (
    f"DELETE FROM event WHERE done IS NULL AND substr(key, 1, {len(TIMER)}) <> '{TIMER}'"  # noqa: S608
)
"""What was asked just before a copy was made; timers stay."""
_SUFFIX, _UNFINISHED = ".backup", ".part"


def back_up_file(
    path: Path, *, stamp: str | None = None, folder: Path | None = None, keep: int = KEPT
) -> Path:
    """Copy a database file, which the bot may be using, and return the copy.

    Args:
        path: The database file.
        stamp: Names the copy; the time unless given.
        folder: Where the copy goes; beside the database file unless given.
        keep: How many copies stay there, this one included.

    Raises:
        NoTablesError: No bot has been started on it.
        OSError, SQLAlchemyError, sqlite3.Error: There is no new copy; the old ones are as they
            were.
    """
    engine = sa.create_engine(f"sqlite:///{path}", isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            if is_empty(connection):
                raise NoTablesError(path)
            stamp = stamp or stamp_of(time.time())
            return back_up(connection, path, stamp=stamp, folder=folder, keep=keep)
    finally:
        engine.dispose()


def back_up(
    connection: sa.Connection,
    path: Path,
    *,
    stamp: str,
    folder: Path | None = None,
    keep: int = KEPT,
) -> Path:
    """Write a copy of the database file and remove the oldest copies.

    Messages stay out of the copy: they would outlive their retention there, and a copy of
    yesterday must not answer yesterday's questions again. State, timers and keys are in it.

    Args:
        connection: A connection of its own, in no transaction.
        path: The database file.
        stamp: Names the copy; a later one sorts after it.
        folder: Where the copy goes; beside the database file unless given.
        keep: How many copies stay there, this one included.

    Raises:
        OSError, SQLAlchemyError, sqlite3.Error: There is no new copy; the old ones are as they
            were.
    """
    folder = folder or path.parent / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    copy = folder / f"{path.name}.{stamp}{_SUFFIX}"
    with becoming(copy, of=path.name) as unfinished:
        connection.exec_driver_sql("VACUUM INTO ?", (str(unfinished),))
        _strip(unfinished)
    for old in backups(path, folder)[keep:]:
        old.unlink()
    return copy


@contextlib.contextmanager
def becoming(copy: Path, *, of: str) -> Iterator[Path]:
    """Have an empty file, for its owner only, that becomes a copy when the block ends well.

    Messages may be in it until then, so nothing of it stays if the block fails; nor does anything
    of one before, whose process was killed.

    Args:
        copy: What it becomes.
        of: What the names of all copies of the same database begin with.
    """
    unfinished = copy.with_suffix(_UNFINISHED)
    _remove(_unfinished(copy.parent, of))
    os.close(os.open(unfinished, os.O_CREAT | os.O_WRONLY, 0o600))
    try:
        yield unfinished
        unfinished.replace(copy)
    finally:
        _remove(copy.parent.glob(f"{unfinished.name}*"))


def backups(path: Path, folder: Path | None = None) -> list[Path]:
    """Return the copies of a database file, newest first."""
    return sorted((folder or path.parent / FOLDER).glob(f"{path.name}.*{_SUFFIX}"), reverse=True)


def asides(path: Path) -> list[Path]:
    """Return the database files that were put aside, broken or replaced, for an operator."""
    found = (path.parent.glob(f"{path.name}.{why}-*") for why in ASIDE)
    return sorted(one for files in found for one in files)


def drop_copies(path: Path) -> None:
    """Remove everything that holds what the database file held earlier."""
    _remove((*backups(path), *asides(path), *_unfinished(path.parent / FOLDER, path.name)))


def stamp_of(moment: float) -> str:
    """Return a time, in seconds since the epoch, as it stands in the names of copies."""
    return time.strftime("%Y%m%dT%H%M%S", time.gmtime(moment))


def is_sound(path: Path) -> bool:
    """Return whether a file is an SQLite database without a broken page.

    Raises:
        sqlite3.OperationalError: It cannot be read just now, which says nothing of it.
    """
    connection = sqlite3.connect(path)
    try:
        found = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        return False
    else:
        return bool(found == ("ok",))
    finally:
        connection.close()


def _unfinished(folder: Path, of: str) -> list[Path]:
    """Return the copies that nobody has finished, and the journals beside them."""
    return list(folder.glob(f"{of}.*{_UNFINISHED}*"))


def _remove(files: Iterable[Path]) -> None:
    for file in files:
        file.unlink(missing_ok=True)


def _strip(path: Path) -> None:
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA secure_delete=ON")
        emptied = "".join(f"DELETE FROM {table};" for table in NOT_KEPT)  # noqa: S608
        connection.executescript(f"{emptied} {NOT_ANSWERED_AGAIN}; VACUUM;")
    finally:
        connection.close()
