"""When messages may be sent, shared by all processes on a PostgreSQL; by the server's clock."""

import sqlalchemy as sa

from bot.store.aliases import alias

_OVERALL = "overall"
_NOW = "extract(epoch FROM statement_timestamp())::float8"
# A row is written only if its chat may be written to now; only then does the total count it.
_RESERVE = sa.text(f"""
    WITH granted AS (
        INSERT INTO rate AS r (key, arrival) VALUES (:chat, {_NOW} + :period)
        ON CONFLICT (key) DO UPDATE SET arrival = greatest(r.arrival, {_NOW}) + :period
        WHERE r.arrival <= {_NOW} + :ahead
        RETURNING 1
    )
    INSERT INTO rate AS r (key, arrival) SELECT '{_OVERALL}', {_NOW} + :each FROM granted
    ON CONFLICT (key) DO UPDATE SET arrival = greatest(r.arrival, {_NOW}) + :each
    RETURNING r.arrival - {_NOW}
""")  # noqa: S608
_LEFT = sa.text(f"SELECT arrival - {_NOW} FROM rate WHERE key = :chat")  # noqa: S608
_PAUSE = sa.text(f"""
    INSERT INTO rate AS r (key, arrival) VALUES (:chat, {_NOW} + :seconds)
    ON CONFLICT (key) DO UPDATE SET arrival = greatest(r.arrival, excluded.arrival)
""")  # noqa: S608
_KEPT_SECONDS = 3600.0
_FORGET = sa.text(f"DELETE FROM rate WHERE arrival < {_NOW} - :kept")  # noqa: S608


def reserve(
    connection: sa.Connection, chat: int, *, period: float, ahead: float, each: float
) -> float | None:
    """Count a message to a chat and in the total, if the chat may be written to now.

    Args:
        connection: One that commits each statement by itself: all processes want the total.
        chat: The chat.
        period: How many seconds a message counts for in its chat.
        ahead: How many seconds the chat may be ahead of the clock.
        each: How many seconds a message counts for in the total.

    Returns:
        How many seconds the total is ahead of the clock now; None if nothing was counted.
    """
    values = {"chat": str(alias(connection, chat)), "period": period, "ahead": ahead, "each": each}
    found = connection.execute(_RESERVE, values).scalar()
    return None if found is None else float(found)


def left(connection: sa.Connection, chat: int) -> float:
    """Return how many seconds a chat is ahead of the clock."""
    found = connection.execute(_LEFT, {"chat": str(alias(connection, chat))}).scalar()
    return 0.0 if found is None else float(found)


def pause(connection: sa.Connection, chat: int, *, seconds: float) -> None:
    """Let a chat be at least so far ahead of the clock."""
    connection.execute(_PAUSE, {"chat": str(alias(connection, chat)), "seconds": seconds})


def forget(connection: sa.Connection) -> None:
    """Remove chats that could be written to for an hour."""
    connection.execute(_FORGET, {"kept": _KEPT_SECONDS})
