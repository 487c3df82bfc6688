"""What a chat has to do next."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import sqlalchemy as sa

from bot.store.aliases import alias
from bot.store.events import Event
from bot.store.outbox import AT_ONCE, UNSENT, Message, messages_in, unsent
from bot.store.schema import chat as chat_table
from bot.store.schema import event, outbox
from bot.store.written import read


@dataclass(frozen=True, slots=True)
class Chat:
    """What is kept of a chat."""

    state: str = ""
    """JSON, or nothing."""
    stopped_until: float = 0.0
    apologised: float = 0.0


@dataclass(frozen=True, slots=True)
class Next:
    """An event to handle, or messages to send, or neither."""

    event: Event | None = None
    chat: Chat = field(default_factory=Chat)
    """What is kept of the chat, for the event."""
    messages: list[Message] = field(default_factory=list)


_UNSENT = (
    sa.select(sa.func.count())
    .select_from(outbox)
    .where(outbox.c.chat == event.c.chat)
    .scalar_subquery()
)
_EVENT = (
    sa.select(
        event.c.number,
        event.c.key,
        event.c.chat,
        event.c.payload,
        event.c.received,
        event.c.deaths,
        sa.func.coalesce(chat_table.c.state, ""),
        sa.func.coalesce(chat_table.c.stopped_until, 0.0),
        sa.func.coalesce(chat_table.c.apologised, 0.0),
        _UNSENT,
    )
    .outerjoin(chat_table, chat_table.c.id == sa.bindparam("alias"))
    .where(
        event.c.chat == sa.bindparam("chat"),
        event.c.done.is_(None),
        event.c.due <= sa.bindparam("now"),
    )
    .order_by(event.c.number)
    .limit(1)
)


_WAITING = (
    sa.exists()
    .where(
        event.c.chat == sa.bindparam("chat"),
        event.c.done.is_(None),
        event.c.due <= sa.bindparam("now"),
    )
    .correlate(None)
)
_MESSAGES = UNSENT.where(~_WAITING)


def next_of(connection: sa.Connection, chat: int, *, now: float, most_unsent: int) -> Next:
    """Return what a chat has to do next.

    Args:
        connection: Where it is kept.
        chat: The chat.
        now: Events that are due later do not count.
        most_unsent: With so many messages waiting, they come before the next event.
    """
    found = _event(connection, chat, now, most_unsent)
    return found or Next(messages=unsent(connection, chat))


def next_after(connection: sa.Connection, chat: int, *, now: float, most_unsent: int) -> Next:
    """Return what a chat has to do after an event: most often to send what that has brought about.

    The same as :func:`next_of`, but then with one question to the database in place of two.
    """
    sought = {"chat": chat, "alias": alias(connection, chat), "limit": AT_ONCE, "now": now}
    messages = messages_in(read(connection, _MESSAGES, sought))
    if messages:
        return Next(messages=messages)
    return next_of(connection, chat, now=now, most_unsent=most_unsent)


def next_of_each(
    connection: sa.Connection, chats: Iterable[int], *, now: float, most_unsent: int
) -> dict[int, Next]:
    """Return what each of some chats has to do next."""
    return {chat: next_of(connection, chat, now=now, most_unsent=most_unsent) for chat in chats}


def _event(connection: sa.Connection, chat: int, now: float, most_unsent: int) -> Next | None:
    sought = {"chat": chat, "alias": alias(connection, chat), "now": now}
    found = read(connection, _EVENT, sought)
    if not found or found[0][9] >= most_unsent:
        return None
    return Next(Event(*found[0][:6]), Chat(*found[0][6:9]))
