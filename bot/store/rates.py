"""When messages may be sent, shared by all processes on a PostgreSQL; by the server's clock."""

from dataclasses import asdict, dataclass

import sqlalchemy as sa

from bot.store.aliases import alias

_OVERALL = "overall"
_NOW = "extract(epoch FROM statement_timestamp())::float8"
# A row is written only if its chat may be written to now; only then does the total count it.
_RESERVE = sa.text(f"""
    WITH granted AS (
        INSERT INTO rate AS r (key, arrival, recent)
        VALUES (:chat, {_NOW} + :period, ARRAY[{_NOW}])
        ON CONFLICT (key) DO UPDATE SET
            arrival = greatest(r.arrival, {_NOW}) + :period,
            recent = (r.recent || {_NOW})[greatest(cardinality(r.recent) + 2 - :most, 1):]
        WHERE r.arrival <= {_NOW} + :ahead
            AND (cardinality(r.recent) < :most OR r.recent[1] <= {_NOW} - :seconds)
        RETURNING 1
    )
    INSERT INTO rate AS r (key, arrival) SELECT '{_OVERALL}', {_NOW} + :each FROM granted
    ON CONFLICT (key) DO UPDATE SET arrival = greatest(r.arrival, {_NOW}) + :each
    RETURNING r.arrival - {_NOW}
""")  # noqa: S608
_LEFT = sa.text(f"""
    SELECT greatest(
        arrival - {_NOW} - :ahead,
        CASE WHEN cardinality(recent) < :most THEN 0 ELSE recent[1] + :seconds - {_NOW} END
    ) FROM rate WHERE key = :chat
""")  # noqa: S608
_PAUSE = sa.text(f"""
    INSERT INTO rate AS r (key, arrival) VALUES (:chat, {_NOW} + :seconds)
    ON CONFLICT (key) DO UPDATE SET arrival = greatest(r.arrival, excluded.arrival)
""")  # noqa: S608
_KEPT_SECONDS = 3600.0
_FORGET = sa.text(f"DELETE FROM rate WHERE arrival < {_NOW} - :kept")  # noqa: S608


@dataclass(frozen=True, slots=True)
class Limit:
    """How fast a chat may be written to."""

    period: float
    """How many seconds a message counts for."""
    ahead: float
    """How many seconds the chat may be ahead of the clock."""
    most: int
    """How many messages there may be in any so many seconds."""
    seconds: float


def reserve(connection: sa.Connection, chat: int, *, limit: Limit, each: float) -> float | None:
    """Count a message to a chat and in the total, if the chat may be written to now.

    Args:
        connection: One that commits each statement by itself: all processes want the total.
        chat: The chat.
        limit: How fast it may be written to.
        each: How many seconds a message counts for in the total.

    Returns:
        How many seconds the total is ahead of the clock now; None if nothing was counted.
    """
    values = {"chat": str(alias(connection, chat)), "each": each, **asdict(limit)}
    found = connection.execute(_RESERVE, values).scalar()
    return None if found is None else float(found)


def left(connection: sa.Connection, chat: int, *, limit: Limit) -> float:
    """Return in how many seconds a chat may be written to; less than zero for since when."""
    values = {"chat": str(alias(connection, chat)), **asdict(limit)}
    found = connection.execute(_LEFT, values).scalar()
    return 0.0 if found is None else float(found)


def pause(connection: sa.Connection, chat: int, *, seconds: float) -> None:
    """Let a chat be at least so far ahead of the clock."""
    connection.execute(_PAUSE, {"chat": str(alias(connection, chat)), "seconds": seconds})


def forget(connection: sa.Connection) -> None:
    """Remove chats that could be written to for an hour."""
    connection.execute(_FORGET, {"kept": _KEPT_SECONDS})
