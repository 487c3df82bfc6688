"""Bring the tables to what this version of the program expects."""

from pathlib import Path

import sqlalchemy as sa

from bot.store.exceptions import NewerSchemaError, UnsafeStoreError

MIGRATIONS = Path(__file__).parent / "migrations"
# Any number will do, as long as every process uses the same, whatever schema it works in.
_ONE_AT_A_TIME = 20_261_124
# Where Alembic writes down how far a database is.
_REVISION = sa.table("alembic_version", sa.column("version_num", sa.String))
# Looks into the catalogue: a process that waited for another may else not see what that one made.
_MISSING_SCHEMA = sa.text("""
    SELECT current_setting('search_path')
    WHERE NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = ANY (current_schemas(false)))
""")


def upgrade(connection: sa.Connection) -> bool:
    """Run the migrations that are missing; return whether there were any.

    Raises:
        NewerSchemaError: The tables were made by a later version.
        UnsafeStoreError: There is no schema for them, and none may be made.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_ONE_AT_A_TIME)))
        _make_schema(connection)
    current, known = _revision(connection), revisions()
    if current == known[-1]:
        return False
    if current is not None and current not in known:
        raise NewerSchemaError(current)
    _run(connection)
    return True


def is_empty(connection: sa.Connection) -> bool:
    """Return whether no migration has ever been run."""
    return not sa.inspect(connection).has_table(_REVISION.name)


def is_current(connection: sa.Connection) -> bool:
    """Return whether no migration is missing."""
    return _revision(connection) == revisions()[-1]


def revisions() -> list[str]:
    """Return the revisions that this version of the program knows, the latest last.

    They are what the names of the files begin with.
    """
    files = (MIGRATIONS / "versions").glob("[0-9]*.py")
    return sorted(file.name.partition("_")[0] for file in files)


def _make_schema(connection: sa.Connection) -> None:
    """Make the schema that a connection works in, if there is none of that name."""
    name: str | None = connection.execute(_MISSING_SCHEMA).scalar()
    if name is None:
        return
    try:
        connection.execute(sa.schema.CreateSchema(name))
    except sa.exc.ProgrammingError as error:
        raise UnsafeStoreError(
            f"this user can neither use the schema {name} nor make it: let the owner of the "
            f"database do so (CREATE SCHEMA {name} AUTHORIZATION the_user)"
        ) from error


def _revision(connection: sa.Connection) -> str | None:
    """Return how far a database is; None if it is empty."""
    if is_empty(connection):
        return None
    return connection.scalar(sa.select(_REVISION.c.version_num))


def _run(connection: sa.Connection) -> None:
    # Most starts find nothing to do, and what it loads takes 8 MB for as long as the bot runs.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
