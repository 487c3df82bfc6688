"""Expand, then contract: the version before works on the tables that a migration leaves.

During an update both work on one database. So a migration may add; what it takes away, the code
before it must not use any more, and that is written down here.
"""

from itertools import pairwise
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from bot.store.migrate import MIGRATIONS, revisions

RETIRED: frozenset[str] = frozenset()
"""Tables and columns (``table.column``) that the last version of before did not use any more."""

Columns = dict[str, dict[str, Any]]
"""By ``table.column``, as the database describes it."""


@pytest.mark.parametrize(("before", "after"), list(pairwise(revisions())))
def test_the_version_before_works_on_the_tables_after(before: str, after: str) -> None:
    engine = sa.create_engine("sqlite://", poolclass=sa.StaticPool)
    with engine.begin() as connection:
        _upgrade(connection, before)
        known = _columns(connection)
        _upgrade(connection, after)
        assert breaks(known, _columns(connection)) == []
    engine.dispose()


def breaks(before: Columns, after: Columns) -> list[str]:
    """Return the columns with which code that knows only those before would fail."""
    gone = {name for name in before if name not in after and not _retired(name)}
    known = {name.partition(".")[0] for name in before}
    found = set(gone)
    for name, column in after.items():
        earlier = before.get(name)
        if earlier is not None:
            stricter = earlier["nullable"] and not column["nullable"]
            if stricter or str(earlier["type"]) != str(column["type"]):
                found.add(name)
        elif name.partition(".")[0] in known and not _may_be_left_out(column):
            found.add(name)
    return sorted(found)


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        ("ALTER TABLE t ADD COLUMN c INTEGER", []),
        ("ALTER TABLE t ADD COLUMN c INTEGER NOT NULL DEFAULT 0", []),
        ("CREATE TABLE u (c INTEGER NOT NULL)", []),
        ("ALTER TABLE t RENAME COLUMN b TO c", ["t.b"]),
        ("ALTER TABLE t DROP COLUMN b", ["t.b"]),
        ("ALTER TABLE t RENAME TO u", ["t.a", "t.b"]),
        ("DROP TABLE t; CREATE TABLE t (a INTEGER, b TEXT, c TEXT NOT NULL)", ["t.c"]),
        ("DROP TABLE t; CREATE TABLE t (a INTEGER NOT NULL, b INTEGER)", ["t.a", "t.b"]),
    ],
)
def test_a_change_that_breaks_is_found(change: str, broken: list[str]) -> None:
    engine = sa.create_engine("sqlite://", poolclass=sa.StaticPool)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (a INTEGER, b TEXT)")
        before = _columns(connection)
        for statement in change.split(";"):
            connection.exec_driver_sql(statement)
        assert breaks(before, _columns(connection)) == broken
    engine.dispose()


def _columns(connection: sa.Connection) -> Columns:
    inspector = sa.inspect(connection)
    return {
        f"{table}.{column['name']}": dict(column)
        for table in inspector.get_table_names()
        for column in inspector.get_columns(table)
    }


def _retired(name: str) -> bool:
    return name in RETIRED or name.partition(".")[0] in RETIRED


def _may_be_left_out(column: dict[str, Any]) -> bool:
    return bool(column["nullable"] or column["default"] is not None)


def _upgrade(connection: sa.Connection, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
