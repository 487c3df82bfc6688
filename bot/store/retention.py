"""How long things are kept."""

import sqlalchemy as sa

from bot.store import rates
from bot.store.schema import (
    audit,
    chat,
    dead_letter,
    event,
    gap,
    gap_watch,
    outbox,
    proposal,
    sent_message,
    topic,
    upload,
)
from bot.store.topics import week_of

_HOUR = 3600.0
_DAY = 24 * _HOUR

KEYS_SECONDS = 48 * _HOUR
"""Idempotency keys: Telegram repeats an update for 24 hours at most."""
DEAD_LETTER_SECONDS = 7 * _DAY
STATE_SECONDS = 30 * _DAY
"""State of a chat nobody has written in, and ids of sent messages and files."""

GAP_SECONDS = 30 * _DAY
"""Questions without an answer and who waits for one, from the first time they were asked; and
proposals."""
COUNT_SECONDS = 370 * _DAY
"""Counts of topics, and the log of what curators did."""


def purge(connection: sa.Connection, *, now: float) -> dict[str, int]:
    """Remove what is older than it may be; return how many rows of each table."""
    busy = sa.select(outbox.c.chat).union(sa.select(event.c.chat).where(event.c.done.is_(None)))
    old_gaps = sa.select(gap.c.id).where(gap.c.first < now - GAP_SECONDS)
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
        # With the first of a group all of it goes: the others are younger, never older.
        "gap": sa.delete(gap).where(gap.c.leader.in_(old_gaps.scalar_subquery())),
        "gap_watch": sa.delete(gap_watch).where(
            gap_watch.c.leader.not_in(sa.select(gap.c.leader).scalar_subquery())
        ),
        "proposal": sa.delete(proposal).where(proposal.c.made < now - GAP_SECONDS),
        "topic": sa.delete(topic).where(topic.c.week < week_of(now - COUNT_SECONDS)),
        "audit": sa.delete(audit).where(audit.c.at < now - COUNT_SECONDS),
    }
    if connection.dialect.name == "postgresql":
        rates.forget(connection)
    return {name: int(connection.execute(one).rowcount) for name, one in expired.items()}
