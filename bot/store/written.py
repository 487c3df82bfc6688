"""Statements that every question needs: written out once, then handed to the driver as text.

SQLAlchemy works out anew, each time a statement runs, what it is given and what comes back: for
one row, three times what SQLite's driver takes for a change, and ten times for a look.
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

_Values = dict[str, Any]
_Text = tuple[str, _Values]
_Row = tuple[Any, ...]
Statement = sa.UpdateBase | sa.Select[Any]
_written: dict[tuple[Statement, str], _Text] = {}


def write(connection: sa.Connection, statement: Statement, *rows: _Values) -> int:
    """Insert, change or delete.

    Args:
        connection: Where.
        statement: One that is kept for ever, as it is remembered.
        rows: What it is given, each time the same names; several are several times at once.

    Returns:
        How many rows it has changed.

    Raises:
        SQLAlchemyError: It could not.
    """
    changed: int = _run(connection, statement, rows).rowcount
    return changed


def read(connection: sa.Connection, statement: Statement, values: _Values) -> list[_Row]:
    """Return the rows that a statement finds, or returns of what it changes.

    Args:
        connection: Where.
        statement: One that is kept for ever, as it is remembered.
        values: What it is given.

    Raises:
        SQLAlchemyError: It could not.
    """
    rows: list[_Row] = _run(connection, statement, (values,)).fetchall()
    return rows


def _run(connection: sa.Connection, statement: Statement, rows: Sequence[_Values]) -> Any:
    """Run a statement as SQLAlchemy does, with its errors; return the cursor of the driver."""
    text, constants = _text_of(statement, connection.dialect, list(rows[0]))
    given = [{**constants, **row} for row in rows]
    driver: Any = connection.connection
    cursor = driver.cursor()
    errors = connection.dialect.loaded_dbapi.Error
    try:
        # One alone is spared what PostgreSQL's driver does for many.
        if len(given) == 1:
            cursor.execute(text, given[0])
        else:
            cursor.executemany(text, given)
    except errors as error:
        gone = connection.dialect.is_disconnect(error, driver, cursor)
        if gone:
            connection.invalidate(error)
        # Without what it was given: an error must not print what people write.
        raise sa.exc.DBAPIError.instance(
            text,
            None,
            error,
            errors,
            hide_parameters=True,
            connection_invalidated=gone,
            dialect=connection.dialect,
        ) from error
    return cursor


def _text_of(statement: Statement, dialect: sa.Dialect, names: list[str]) -> _Text:
    """Return a statement in the words of a database, and the values that it brings itself."""
    known = _written.get((statement, dialect.name))
    if known is not None:
        return known
    compiled: Any = statement.compile(dialect=dialect, column_keys=names)
    constants = {name: one.value for one, name in compiled.bind_names.items() if not one.required}
    _written[statement, dialect.name] = str(compiled), constants
    return _written[statement, dialect.name]
