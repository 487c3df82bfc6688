"""How long things are kept; ``deploy/PRIVACY.md`` tells people the same."""

from collections.abc import Callable

import sqlalchemy as sa

from bot.store import dead, rates
from bot.store.aliases import alias
from bot.store.outbox import Message
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
"""Idempotency keys: Telegram repeats an update for 24 hours at most. Answers that could not be
sent for so long become dead letters."""
UNANSWERED_SECONDS = 7 * _DAY
"""What people wrote while the bot could not handle it, as when nobody started it again."""
DEAD_LETTER_SECONDS = 7 * _DAY
STATE_SECONDS = 30 * _DAY
"""State of a chat nobody has written in, and ids of sent messages and files."""
GAP_SECONDS = 30 * _DAY
"""Questions without an answer and who waits for one, from the first time they were asked; and
proposals."""
COUNT_SECONDS = 370 * _DAY
"""Counts of topics, and the log of what curators did."""

Tidy = Callable[[str, float], str]
"""Returns a state without what is too old in it; given the time as well."""
BEFORE_ALL = -(2**63)
"""Less than the pseudonym of any chat."""
# Read, a state takes some 20 microseconds: so nobody waits long for the database.
_TIDIED_AT_ONCE = 200


def purge(connection: sa.Connection, *, now: float) -> dict[str, int]:
    """Remove what is older than it may be; return how many rows of each table."""
    unanswered = now - UNANSWERED_SECONDS
    old_gaps = sa.select(gap.c.id).where(gap.c.first < now - GAP_SECONDS)
    counts = {
        "event": _delete(connection, event, event.c.done < now - KEYS_SECONDS)
        + _delete(
            connection,
            event,
            event.c.done.is_(None),
            event.c.received < unanswered,
            event.c.due < unanswered,
        ),
        "outbox": _give_up(connection, now),
        "dead_letter": _delete(
            connection, dead_letter, dead_letter.c.buried < now - DEAD_LETTER_SECONDS
        ),
        "sent_message": _delete(
            connection, sent_message, sent_message.c.sent < now - STATE_SECONDS
        ),
        "upload": _delete(connection, upload, upload.c.uploaded < now - STATE_SECONDS),
        "chat": _delete(connection, chat, chat.c.id.in_(_idle(connection, now))),
        # With the first of a group all of it goes: the others are younger, never older.
        "gap": _delete(connection, gap, gap.c.leader.in_(old_gaps.scalar_subquery())),
        "gap_watch": _delete(
            connection,
            gap_watch,
            gap_watch.c.leader.not_in(sa.select(gap.c.leader).scalar_subquery()),
        ),
        "proposal": _delete(connection, proposal, proposal.c.made < now - GAP_SECONDS),
        "topic": _delete(connection, topic, topic.c.week < week_of(now - COUNT_SECONDS)),
        "audit": _delete(connection, audit, audit.c.at < now - COUNT_SECONDS),
    }
    if connection.dialect.name == "postgresql":
        rates.forget(connection)
    return counts


def tidy_some(connection: sa.Connection, *, tidy: Tidy, now: float, after: int) -> int | None:
    """Take out of some states what is too old in them, unless a state has just changed.

    Args:
        connection: Where.
        tidy: Takes it out of one.
        now: In seconds since the epoch.
        after: The last chat that was looked at; ``BEFORE_ALL`` to begin.

    Returns:
        The last chat that was looked at now; None if that were all.
    """
    some = sa.select(chat.c.id, chat.c.state).where(chat.c.state != "", chat.c.id > after)
    rows = connection.execute(some.order_by(chat.c.id).limit(_TIDIED_AT_ONCE)).all()
    for identity, state in rows:
        left = tidy(state, now)
        if left != state:
            unchanged = sa.and_(chat.c.id == identity, chat.c.state == state)
            connection.execute(sa.update(chat).where(unchanged).values(state=left))
    return rows[-1].id if len(rows) == _TIDIED_AT_ONCE else None


def _delete(connection: sa.Connection, table: sa.Table, *which: sa.ColumnElement[bool]) -> int:
    return int(connection.execute(sa.delete(table).where(*which)).rowcount)


def _give_up(connection: sa.Connection, now: float) -> int:
    """Make dead letters of messages whose event is so long ago that its key is gone."""
    known = sa.select(event.c.key)
    columns = [column for column in outbox.c if column.name in Message.__slots__]
    rows = connection.execute(sa.select(*columns).where(outbox.c.event.not_in(known)))
    given_up = [Message(**row, message_id=None) for row in rows.mappings()]
    for message in given_up:
        dead.bury_message(connection, message, reason="not sent within 48 hours", now=now)
    return len(given_up)


def _idle(connection: sa.Connection, now: float) -> list[int]:
    """Return the chats nobody has written in, and in which nothing waits."""
    waiting = sa.select(outbox.c.chat).union(sa.select(event.c.chat).where(event.c.done.is_(None)))
    busy = {alias(connection, number) for (number,) in connection.execute(waiting)}
    quiet = connection.execute(sa.select(chat.c.id).where(chat.c.seen < now - STATE_SECONDS))
    return [one for (one,) in quiet if one not in busy]
