"""Copies of a PostgreSQL database, made and read by its own programs."""

import contextlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa

from bot.store.backup import KEPT, NOT_ANSWERED_AGAIN, NOT_KEPT, stamp_of_now
from bot.store.exceptions import StoreError, UnsafeStoreError

_OTHERS = sa.text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
    "AND pid <> pg_backend_pid() AND application_name = 'coordbot ' || current_schema()"
)


def dump(url: sa.URL, folder: Path, *, keep: int = KEPT) -> Path:
    """Write a copy of the bot's schema into a folder, remove the oldest ones, return the new one.

    Other bots on the same database have schemas of their own, which are left alone. Messages stay
    out of the copy, but for those being handled at that moment.

    Raises:
        StoreError: ``pg_dump`` is missing or has failed.
    """
    with _connected(url) as connection:
        schema = connection.scalar(sa.select(sa.func.current_schema()))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = f"{url.database}.{schema}"
    copy = folder / f"{name}.{stamp_of_now()}.dump"
    unfinished = copy.with_suffix(".part")
    os.close(os.open(unfinished, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
    without = [f"--exclude-table-data={table}" for table in NOT_KEPT]
    options = ("--format=custom", "--no-owner", f"--schema={schema}", *without)
    _run("pg_dump", url, *options, f"--file={unfinished}")
    unfinished.replace(copy)
    for old in sorted(folder.glob(f"{name}.*.dump"), reverse=True)[keep:]:
        old.unlink()
    return copy


def load_dump(url: sa.URL, copy: Path) -> None:
    """Make the bot's schema what it was when the copy was made.

    Raises:
        UnsafeStoreError: The bot is connected; a replica that runs would write into it.
        StoreError: ``pg_restore`` is missing or has failed; then nothing was changed.
    """
    with _connected(url) as connection:
        others = connection.scalar(_OTHERS)
    if others:
        raise UnsafeStoreError(f"{others} connections are open: stop every replica first")
    options = ("--clean", "--if-exists", "--no-owner", "--single-transaction")
    _run("pg_restore", url, *options, str(copy))
    with _connected(url) as connection:
        connection.execute(sa.text(NOT_ANSWERED_AGAIN))


@contextlib.contextmanager
def _connected(url: sa.URL) -> Iterator[sa.Connection]:
    engine = sa.create_engine(url.set(drivername="postgresql+psycopg"))
    try:
        with engine.begin() as connection:
            yield connection
    except sa.exc.OperationalError as error:
        raise StoreError(f"cannot reach the database: {type(error.orig).__name__}") from None
    finally:
        engine.dispose()


def _run(program: str, url: sa.URL, *arguments: str) -> None:
    # Whoever lists the processes sees the arguments, but not the environment.
    address = url.set(drivername="postgresql", password=None).render_as_string()
    environment = {**os.environ, "PGPASSWORD": url.password or ""}
    try:
        subprocess.run(  # noqa: S603
            [program, f"--dbname={address}", *arguments],
            check=True,
            capture_output=True,
            text=True,
            env=environment,
        )
    except FileNotFoundError as error:
        raise StoreError(
            f"{program} is not installed here (Debian: postgresql-client); "
            "run it where the server is, as deploy/README.md shows"
        ) from error
    except subprocess.CalledProcessError as error:
        raise StoreError(f"{program}: {error.stderr.strip()}") from error
