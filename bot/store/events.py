"""The journal: updates and timers, each handled once."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.schema import event, outbox
from bot.store.written import write

UPDATE, TIMER = "u:", "t:"
"""What the key of an event begins with."""


@dataclass(frozen=True, slots=True)
class NewEvent:
    """Something that is to be handled."""

    key: str
    """Tells it from all others, so that it is kept once however often it comes."""
    chat: int
    payload: str
    received: float
    due: float = 0.0
    done: float | None = None
    """When it was handled, if it was: then only its key is kept."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that waits to be handled."""

    number: int
    key: str
    chat: int
    payload: str
    received: float
    deaths: int
    """How often the process died over it."""

    @property
    def reference(self) -> str:
        """What stands for it in logs."""
        return reference_of(self.key)

    @property
    def is_timer(self) -> bool:
        """Whether it is no update."""
        return self.key.startswith(TIMER)


def update_key(update_id: object) -> str:
    """Return the key of the event that an update brings."""
    return f"{UPDATE}{update_id}"


def timer_prefix(name: str) -> str:
    """Return what the keys of all timers of a name begin with, whosever they are."""
    return f"{TIMER}{quote(name, safe='')}:"


def timer_key(name: str, whose: int, tail: object) -> str:
    """Return the key of a timer.

    It outlives the timer, and so holds no number of a chat.

    Args:
        name: The name of the timer.
        whose: The pseudonym of its chat.
        tail: Tells it from others of this name in this chat. Its last part stands in logs.
    """
    return f"{timer_prefix(name)}{whose}:{tail}"


def timers_of(whose: int) -> sa.ColumnElement[bool]:
    """Return the condition that an event is a timer of a chat, whose pseudonym is given."""
    return event.c.key.like(f"{TIMER}%:{whose}:%")


def reference_of(key: str) -> str:
    """Return the key of an event without what may be in its middle: the pseudonym of a chat."""
    kind, _colon, _rest = key.partition(":")
    return f"{kind}:{key.rpartition(':')[2]}"


@cache
def insert_into(dialect: str, table: sa.Table) -> sqlite.Insert | postgresql.Insert:
    """Return an INSERT that knows ON CONFLICT."""
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


@cache
def _journal_statement(dialect: str) -> Any:
    return insert_into(dialect, event).inline().on_conflict_do_nothing(index_elements=["key"])


def journal(connection: sa.Connection, events: Sequence[NewEvent]) -> None:
    """Keep events; those that are known already change nothing."""
    rows = [
        {
            "key": one.key,
            "chat": one.chat,
            "payload": one.payload,
            "received": one.received,
            "due": one.due,
            "done": one.done,
        }
        for one in events
    ]
    if rows:
        write(connection, _journal_statement(connection.dialect.name), *rows)


_OPEN = event.c.done.is_(None)
_MOST_BEHIND = 100


def accuse(connection: sa.Connection, number: int) -> None:
    """Count a death of the process against an event, before it is tried."""
    connection.execute(
        sa.update(event).where(event.c.number == number).values(deaths=event.c.deaths + 1)
    )


NOBODY = 0
"""The chat of an event that is done: only its key is still needed."""
_CLOSE = (
    sa.update(event)
    .where(event.c.number == sa.bindparam("closed"), _OPEN)
    .values(done=sa.bindparam("now"), payload=None, chat=NOBODY)
)


def close(connection: sa.Connection, number: int, *, now: float) -> bool:
    """Mark an event as done and forget what it was and whose; False if it was done already."""
    return write(connection, _CLOSE, {"closed": number, "now": now}) == 1


def open_after(connection: sa.Connection, known: Event) -> list[str]:
    """Return the payloads of the updates that wait in a chat behind one."""
    rows = connection.execute(
        sa.select(event.c.payload)
        .where(event.c.chat == known.chat, event.c.number > known.number, _OPEN)
        .where(event.c.key.startswith(UPDATE))
        .limit(_MOST_BEHIND)
    )
    return [payload for (payload,) in rows]


def cancel(connection: sa.Connection, chat: int, prefix: str, *, now: float) -> None:
    """Mark open events of a chat whose key begins so as done."""
    connection.execute(
        sa.update(event)
        .where(event.c.chat == chat, event.c.key.startswith(prefix, autoescape=True), _OPEN)
        .values(done=now, payload=None, chat=NOBODY)
    )


_HEAD = (
    sa.select(outbox.c.chat, sa.func.min(outbox.c.number).label("number"))
    .group_by(outbox.c.chat)
    .subquery()
)
_WITH_WORK = sa.union(
    sa.select(event.c.chat).where(_OPEN, event.c.due <= sa.bindparam("now")),
    # Only the first message of a chat counts: the others wait for it.
    sa.select(outbox.c.chat)
    .join(_HEAD, _HEAD.c.number == outbox.c.number)
    .where(outbox.c.due <= sa.bindparam("now")),
)


def chats_with_work(connection: sa.Connection, *, now: float) -> set[int]:
    """Return the chats in which something is due: an event to handle or a message to send."""
    return set(connection.scalars(_WITH_WORK, {"now": now}))
