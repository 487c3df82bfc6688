"""How long things are kept."""

import sqlalchemy as sa

from bot.store import rates
from bot.store.schema import chat, dead_letter, event, outbox, sent_message, upload

_HOUR = 3600.0
_DAY = 24 * _HOUR

KEYS_SECONDS = 48 * _HOUR
"""Idempotency keys: Telegram repeats an update for 24 hours at most."""
DEAD_LETTER_SECONDS = 7 * _DAY
STATE_SECONDS = 30 * _DAY
"""State of a chat nobody has written in, and ids of sent messages and files."""


def purge(connection: sa.Connection, *, now: float) -> dict[str, int]:
    """Remove what is older than it may be; return how many rows of each table."""
    busy = sa.select(outbox.c.chat).union(sa.select(event.c.chat).where(event.c.done.is_(None)))
    expired = {
        "event": sa.delete(event).where(event.c.done < now - KEYS_SECONDS),
        "dead_letter": sa.delete(dead_letter).where(
            dead_letter.c.buried < now - DEAD_LETTER_SECONDS
        ),
        "upload": sa.delete(upload).where(upload.c.uploaded < now - STATE_SECONDS),
        "sent_message": sa.delete(sent_message).where(sent_message.c.sent < now - STATE_SECONDS),
        "chat": sa.delete(chat).where(
            chat.c.seen < now - STATE_SECONDS, chat.c.id.not_in(busy.scalar_subquery())
        ),
    }
    if connection.dialect.name == "postgresql":
        rates.forget(connection)
    return {name: int(connection.execute(one).rowcount) for name, one in expired.items()}
