"""Delete what is kept of a chat, in the transaction that confirms it."""

import sqlalchemy as sa

from bot.store.aliases import alias
from bot.store.events import TIMER, cancel, timers_of
from bot.store.schema import chat, dead_letter, event, gap_watch, outbox, sent_message


def forget(connection: sa.Connection, chat_id: int, *, everything: bool, now: float) -> None:
    """Delete what could not be dealt with in a chat, and everything else if asked.

    What people have written since is not touched: it waits to be answered.
    """
    whose = alias(connection, chat_id)
    connection.execute(sa.delete(dead_letter).where(dead_letter.c.chat == whose))
    if everything:
        connection.execute(sa.delete(chat).where(chat.c.id == whose))
        connection.execute(sa.delete(sent_message).where(sent_message.c.chat == whose))
        connection.execute(sa.delete(outbox).where(outbox.c.chat == chat_id))
        connection.execute(sa.delete(gap_watch).where(gap_watch.c.chat == chat_id))
        cancel(connection, chat_id, TIMER, now=now)
        # The key of a timer that is over holds the pseudonym.
        over = sa.and_(timers_of(whose), event.c.done.is_not(None))
        connection.execute(sa.delete(event).where(over))


def kept(connection: sa.Connection, chat_id: int) -> dict[str, int]:
    """Return how many rows there are of a chat, by table; the event that asks does not count."""
    whose = alias(connection, chat_id)
    rows = {
        "chat": chat.c.id == whose,
        "sent_message": sent_message.c.chat == whose,
        "dead_letter": dead_letter.c.chat == whose,
        "outbox": outbox.c.chat == chat_id,
        "gap_watch": gap_watch.c.chat == chat_id,
        "event": sa.and_(event.c.chat == chat_id, event.c.due > 0),
    }
    return {name: _count(connection, condition) for name, condition in rows.items()}


def _count(connection: sa.Connection, condition: sa.ColumnElement[bool]) -> int:
    return int(connection.execute(sa.select(sa.func.count()).where(condition)).scalar_one())
