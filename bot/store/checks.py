"""What is looked at before the bot may use a database file."""

import contextlib
import fcntl
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import structlog

from bot.store.backup import backups, is_sound
from bot.store.exceptions import UnsafeStoreError
from bot.store.restoring import exchange

_log = structlog.get_logger(__name__)


def make_folder(path: Path) -> None:
    """Make the folder of a database file, and see that it can be written to.

    Raises:
        UnsafeStoreError: It cannot: every update would be lost.
    """
    probe = path.parent / f".{path.name}.probe"
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe.write_bytes(b"writable")
        probe.unlink()
    except OSError as error:
        raise UnsafeStoreError(
            f"cannot write to the folder of the database, {path.parent}: {error.strerror}; "
            "make it writable for the user the bot runs as, or set COORDBOT_DATABASE_URL"
        ) from error


def lock(path: Path) -> IO[str]:
    """Keep other processes from the database file as long as the returned file is open.

    Raises:
        UnsafeStoreError: Another process has it, or the file of the lock cannot be opened.
    """
    place = path.parent / f"{path.name}.lock"
    with _usable(place):
        descriptor = os.open(place, os.O_CREAT | os.O_WRONLY, 0o600)
    file = os.fdopen(descriptor, "w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.close()
        raise UnsafeStoreError(
            f"another process uses {path}: stop it first (two would answer everything twice)"
        ) from error
    return file


def check_or_restore(path: Path) -> None:
    """Put a broken database aside, and the latest sound copy in its place.

    Raises:
        UnsafeStoreError: It cannot be read or written, for another reason than being broken, or
            nothing can be put in its place.
    """
    # First: SQLite does not say whether somebody must give the file to the bot, or to wait is
    # enough.
    with _usable(path):
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
        path.chmod(0o600)
    try:
        if is_sound(path):
            return
        copy = next((one for one in backups(path) if is_sound(one)), None)
    except sqlite3.OperationalError as error:
        raise UnsafeStoreError(f"cannot open {path}: {error}") from error
    aside = _exchanged(path, copy)
    _log.critical("database_broken", moved_to=str(aside), restored=copy and str(copy))


@contextlib.contextmanager
def _usable(path: Path) -> Iterator[None]:
    """Say of a file that cannot be opened in the block what is to be done about it."""
    try:
        yield
    except OSError as error:
        raise UnsafeStoreError(
            f"cannot open {path}: {error.strerror}; "
            "make it a file of the user the bot runs as, or set COORDBOT_DATABASE_URL"
        ) from error


def _exchanged(path: Path, copy: Path | None) -> Path | None:
    try:
        return exchange(path, copy, "broken")
    except OSError as error:
        raise UnsafeStoreError(
            f"{path} is broken, and nothing can be put in its place: {error.strerror}"
        ) from error
