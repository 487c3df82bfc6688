"""Copies of a PostgreSQL database, made and read by its own programs."""

import contextlib
import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import DDLCompiler

from bot.store.backup import KEPT, NOT_ANSWERED_AGAIN, NOT_KEPT, becoming, stamp_of
from bot.store.exceptions import NoTablesError, StoreError, UnsafeStoreError
from bot.store.migrate import is_empty
from bot.store.opening import shown
from bot.store.schema import event

_OTHERS = sa.text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
    "AND pid <> pg_backend_pid() AND application_name = 'coordbot ' || current_schema()"
)
_SCHEMA = sa.text("SELECT coalesce(current_schema(), current_setting('search_path'))")


def dump(url: sa.URL, folder: Path, *, keep: int = KEPT) -> Path:
    """Write a copy of the bot's schema into a folder, remove the oldest ones, return the new one.

    Other bots on the same database have schemas of their own, which are left alone. Messages stay
    out of the copy, but for those being handled at that moment.

    Raises:
        NoTablesError: No bot has been started on it.
        StoreError: ``pg_dump`` is missing or has failed.
    """
    with _connected(url) as connection:
        if is_empty(connection):
            raise NoTablesError(shown(url))
        schema = connection.scalar(sa.select(sa.func.current_schema()))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = f"{url.database}.{schema}"
    copy = folder / f"{name}.{stamp_of(time.time())}.dump"
    without = [f"--exclude-table-data={table}" for table in NOT_KEPT]
    options = ("--format=custom", "--no-owner", f"--schema={schema}", *without)
    with becoming(copy, of=name) as unfinished:
        _run("pg_dump", url, *options, f"--file={unfinished}")
    for old in sorted(folder.glob(f"{name}.*.dump"), reverse=True)[keep:]:
        old.unlink()
    return copy


def load_dump(url: sa.URL, copy: Path) -> None:
    """Make the bot's schema what it was when the copy was made, whatever has been added since.

    Raises:
        UnsafeStoreError: The bot is connected; a replica that runs would write into it.
        StoreError: ``pg_restore`` is missing or has failed, or the copy is another bot's; then
            nothing was changed.
    """
    with _connected(url) as connection:
        others = connection.scalar(_OTHERS)
    if others:
        raise UnsafeStoreError(f"{others} connections are open: stop every replica first")
    with _emptied(url) as schema:
        options = ("--no-owner", "--single-transaction", f"--schema={schema}")
        _run("pg_restore", url, *options, str(copy))
        with _connected(url) as connection:
            if not sa.inspect(connection).has_table(event.name):
                raise StoreError(f"{copy} holds nothing of the schema {schema}")
            connection.execute(sa.text(NOT_ANSWERED_AGAIN))


@contextlib.contextmanager
def _emptied(url: sa.URL) -> Iterator[str]:
    """Have the schema empty, and as it was before if the block fails; yields its name."""
    with _connected(url) as connection:
        schema: str = connection.execute(_SCHEMA).scalar_one()
        aside = f"{schema}_before"
        was_there = schema in sa.inspect(connection).get_schema_names()
        if was_there:
            connection.execute(_Rename(schema, aside))
        connection.execute(sa.schema.CreateSchema(schema))
    try:
        yield schema
    except StoreError:
        with _connected(url) as connection:
            connection.execute(sa.schema.DropSchema(schema, cascade=True))
            if was_there:
                connection.execute(_Rename(aside, schema))
        raise
    with _connected(url) as connection:
        connection.execute(sa.schema.DropSchema(aside, cascade=True, if_exists=True))


class _Rename(sa.schema.ExecutableDDLElement):
    """``ALTER SCHEMA … RENAME TO …``, which SQLAlchemy does not have."""

    def __init__(self, schema: str, name: str) -> None:
        self.names = schema, name


@compiles(_Rename)
def _rename(element: _Rename, compiler: DDLCompiler, **_options: object) -> str:
    schema, name = map(compiler.preparer.quote, element.names)
    return f"ALTER SCHEMA {schema} RENAME TO {name}"


@contextlib.contextmanager
def _connected(url: sa.URL) -> Iterator[sa.Connection]:
    engine = sa.create_engine(url.set(drivername="postgresql+psycopg"))
    try:
        with engine.begin() as connection:
            yield connection
    except sa.exc.OperationalError as error:
        raise StoreError(f"cannot reach the database: {type(error.orig).__name__}") from None
    except sa.exc.ProgrammingError as error:
        raise StoreError(f"the database refuses it: {error.orig}") from None
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
