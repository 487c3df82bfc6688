"""Put a copy in the place of a database file."""

import os
import sqlite3
import time
from pathlib import Path

from bot.store.backup import is_sound, stamp_of
from bot.store.exceptions import StoreError


def check_copy(copy: Path) -> None:
    """See that a file is a copy of a database of ours.

    Raises:
        StoreError: It is not; it says what is wrong.
    """
    if not copy.is_file():
        raise StoreError(f"there is no file {copy}")
    try:
        sound = is_sound(copy)
    except sqlite3.OperationalError as error:
        raise StoreError(f"cannot read {copy}: {error}") from error
    if not sound:
        raise StoreError(f"{copy} is no sound copy of a database")
    connection = sqlite3.connect(copy)
    try:
        connection.execute("SELECT version_num FROM alembic_version")
    except sqlite3.OperationalError as error:
        raise StoreError(f"{copy} is a database of something else") from error
    finally:
        connection.close()


def exchange(path: Path, copy: Path | None, why: str) -> Path | None:
    """Put a copy, or an empty file, in the place of a database file.

    It is on the disk when this returns.

    Args:
        path: The database file.
        copy: What takes its place, if anything.
        why: Tells why it had to go; part of its new name.

    Returns:
        Where the database file is now, if there was one.

    Raises:
        OSError: Nothing was changed.
    """
    # Before anything is moved: there may be no room for it.
    fresh = path.with_name(f"{path.name}.part")
    descriptor = os.open(fresh, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(copy.read_bytes() if copy is not None else b"")
        file.flush()
        os.fsync(file.fileno())
    aside = _move_aside(path, why) if path.exists() else None
    fresh.replace(path)
    return aside


def _move_aside(path: Path, why: str) -> Path:
    """Rename a database file and what belongs to it; return its new name."""
    aside = path.with_name(f"{path.name}.{why}-{stamp_of(time.time())}")
    for suffix in ("", "-wal", "-shm"):
        part = path.with_name(path.name + suffix)
        if part.exists():
            part.rename(aside.with_name(aside.name + suffix))
    return aside
