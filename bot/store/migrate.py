"""Bring the tables to what this version of the program expects."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from bot.store.exceptions import NewerSchemaError

_MIGRATIONS = Path(__file__).parent / "migrations"
# Any number will do, as long as every process uses the same.
_ONE_AT_A_TIME = 20_261_124


def upgrade(connection: sa.Connection) -> bool:
    """Run the migrations that are missing; return whether there were any.

    Raises:
        NewerSchemaError: The tables were made by a later version.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_ONE_AT_A_TIME)))
    config = _config(connection)
    scripts = ScriptDirectory.from_config(config)
    current = MigrationContext.configure(connection).get_current_revision()
    if current == scripts.get_current_head():
        return False
    if current is not None and current not in {
        script.revision for script in scripts.walk_revisions()
    }:
        raise NewerSchemaError(current)
    command.upgrade(config, "head")
    return True


def is_current(connection: sa.Connection) -> bool:
    """Return whether no migration is missing."""
    head = ScriptDirectory.from_config(_config(connection)).get_current_head()
    return MigrationContext.configure(connection).get_current_revision() == head


def _config(connection: sa.Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
