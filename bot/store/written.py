"""Statements that every question needs, written out once and then handed over as text.

SQLAlchemy works out anew, each time a statement runs, what it is given: some 20 µs, where SQLite
needs one for an UPDATE of one row. Everything else it does for text as well.
"""

from typing import Any

import sqlalchemy as sa

_Text = tuple[str, dict[str, Any]]
_written: dict[tuple[sa.UpdateBase, str], _Text] = {}


def write(
    connection: sa.Connection, statement: sa.UpdateBase, *rows: dict[str, Any]
) -> sa.CursorResult[Any]:
    """Insert, change or delete.

    Args:
        connection: Where.
        statement: One that is kept for ever, as it is remembered.
        rows: What it is given, each time the same names; several are several times at once.
    """
    text, constants = _text_of(statement, connection.dialect, list(rows[0]))
    given = [{**constants, **row} for row in rows]
    # One alone is spared what PostgreSQL's driver does for many.
    return connection.exec_driver_sql(text, given[0] if len(given) == 1 else given)


def _text_of(statement: sa.UpdateBase, dialect: sa.Dialect, names: list[str]) -> _Text:
    """Return a statement in the words of a database, and the values that it brings itself."""
    known = _written.get((statement, dialect.name))
    if known is not None:
        return known
    compiled: Any = statement.compile(dialect=dialect, column_keys=names)
    constants = {name: one.value for one, name in compiled.bind_names.items() if not one.required}
    _written[statement, dialect.name] = str(compiled), constants
    return _written[statement, dialect.name]
