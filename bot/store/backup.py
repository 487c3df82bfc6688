"""Copies of the SQLite file to fall back on when it breaks."""

import os
import sqlite3
from pathlib import Path

import sqlalchemy as sa

KEPT = 3
_SUFFIX = ".backup"
_ASIDE = ".broken-"


def back_up(connection: sa.Connection, path: Path, *, stamp: str) -> Path:
    """Write a copy beside the database file and remove the oldest copies.

    Messages stay out of the copy: they would outlive their retention there, and a copy of
    yesterday must not answer yesterday's questions again. State, timers and keys are in it.

    Args:
        connection: A connection of its own, in no transaction.
        path: The database file.
        stamp: Names the copy; a later one sorts after it.
    """
    folder = path.parent / "backups"
    folder.mkdir(mode=0o700, exist_ok=True)
    copy = folder / f"{path.name}.{stamp}{_SUFFIX}"
    unfinished = copy.with_suffix(".part")
    unfinished.unlink(missing_ok=True)
    os.close(os.open(unfinished, os.O_CREAT | os.O_WRONLY, 0o600))
    connection.exec_driver_sql("VACUUM INTO ?", (str(unfinished),))
    _strip(unfinished)
    unfinished.replace(copy)
    for old in backups(path)[KEPT:]:
        old.unlink()
    return copy


def backups(path: Path) -> list[Path]:
    """Return the copies of a database file, newest first."""
    return sorted((path.parent / "backups").glob(f"{path.name}.*{_SUFFIX}"), reverse=True)


def broken(path: Path) -> list[Path]:
    """Return what was put aside because it was broken, and is kept for an operator to look at."""
    return sorted(path.parent.glob(f"{path.name}{_ASIDE}*"))


def aside(path: Path, stamp: str) -> Path:
    """Return the name under which a broken database file is put aside."""
    return path.with_name(f"{path.name}{_ASIDE}{stamp}")


def drop_copies(path: Path) -> None:
    """Remove everything that holds what the database file held earlier."""
    for copy in (*backups(path), *broken(path)):
        copy.unlink(missing_ok=True)


def is_sound(path: Path) -> bool:
    """Return whether a file is an SQLite database without a broken page."""
    try:
        with sqlite3.connect(path) as connection:
            found = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError:
        return False
    else:
        return bool(found == ("ok",))
    finally:
        connection.close()


def _strip(path: Path) -> None:
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA secure_delete=ON")
        connection.executescript(
            "DELETE FROM outbox; DELETE FROM dead_letter;"
            "DELETE FROM event WHERE done IS NULL AND key LIKE 'u:%'; VACUUM;"
        )
    finally:
        connection.close()
