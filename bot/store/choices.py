"""What a curator went back to: one for all processes on the database, with the content itself."""

from dataclasses import asdict, dataclass

import sqlalchemy as sa

from bot.store.events import insert_into
from bot.store.schema import choice

_THE_ONE = 1
"""There is one choice at most, in a row of this number."""


@dataclass(frozen=True, slots=True)
class Choice:
    """To answer from other content than the files."""

    files: str
    """The version of the files that was gone back from."""
    instead: str
    """The version that is answered from instead."""
    asked: int
    """The number of the update that asked for it."""
    since: float
    """Seconds since the epoch."""


_CURRENT = sa.select(choice.c.files, choice.c.instead, choice.c.asked, choice.c.since)


def current(connection: sa.Connection) -> Choice | None:
    """Return what was chosen last, unless that was lifted; without the content, as it is large."""
    row = connection.execute(_CURRENT).first()
    return None if row is None else Choice(*row)


def edition(connection: sa.Connection, chosen: Choice) -> bytes | None:
    """Return the content of a choice, packed; None if the choice is another by now."""
    found: bytes | None = connection.execute(
        sa.select(choice.c.edition).where(_is(chosen))
    ).scalar()
    return found


def put(connection: sa.Connection, chosen: Choice, edition: bytes) -> None:
    """Choose; what was chosen before is forgotten."""
    row = {**asdict(chosen), "edition": edition}
    statement = insert_into(connection.dialect.name, choice)
    newer = {name: statement.excluded[name] for name in row}
    connection.execute(
        statement.on_conflict_do_update(index_elements=["number"], set_=newer),
        {"number": _THE_ONE, **row},
    )


def lift(connection: sa.Connection, chosen: Choice) -> None:
    """Answer from the files again, unless the choice is another by now."""
    connection.execute(sa.delete(choice).where(_is(chosen)))


def _is(chosen: Choice) -> sa.ColumnElement[bool]:
    return choice.c.asked == chosen.asked
