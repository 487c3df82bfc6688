"""Messages on their way out, in the order of their chat."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa

from bot.store.aliases import alias
from bot.store.events import insert_into
from bot.store.schema import outbox, sent_message
from bot.store.written import read, write


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A call of the Bot API that is to be made."""

    chat: int
    event: str
    """The key of the event that brought it about."""
    method: str
    parameters: str
    """JSON object."""
    key: str | None = None
    """The name under which a later edit finds the message."""
    cosmetic: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """A call of the Bot API that waits its turn."""

    number: int
    chat: int
    event: str
    method: str
    parameters: str
    key: str | None
    cosmetic: bool
    due: float
    tries: int
    unsure: int
    message_id: int | None
    """Under which id the message of this key was sent, if it was."""


def put(connection: sa.Connection, messages: Sequence[NewMessage], *, due: float = 0.0) -> None:
    """Append messages to the outbox."""
    rows = [
        {
            "chat": one.chat,
            "event": one.event,
            "method": one.method,
            "parameters": one.parameters,
            "key": one.key,
            "cosmetic": one.cosmetic,
            "due": due,
            "tries": 0,
            "unsure": 0,
        }
        for one in messages
    ]
    if rows:
        write(connection, _PUT, *rows)


_PUT = sa.insert(outbox).inline()
AT_ONCE = 50
"""So many messages of a chat are read together: an edit does not go out where a later one waits,
however far behind."""
UNSENT = (
    sa.select(
        outbox.c.number,
        outbox.c.chat,
        outbox.c.event,
        outbox.c.method,
        outbox.c.parameters,
        outbox.c.key,
        outbox.c.cosmetic,
        outbox.c.due,
        outbox.c.tries,
        outbox.c.unsure,
        sent_message.c.message_id,
    )
    .outerjoin(
        sent_message,
        sa.and_(sent_message.c.chat == sa.bindparam("alias"), sent_message.c.key == outbox.c.key),
    )
    .where(outbox.c.chat == sa.bindparam("chat"))
    .order_by(outbox.c.number)
    .limit(sa.bindparam("limit"))
)
_DELETE = sa.delete(outbox).where(outbox.c.number == sa.bindparam("gone"))


def unsent(connection: sa.Connection, chat: int, *, limit: int = AT_ONCE) -> list[Message]:
    """Return the messages of a chat that have not gone out, first to last."""
    sought = {"chat": chat, "alias": alias(connection, chat), "limit": limit}
    return messages_in(read(connection, UNSENT, sought))


def messages_in(rows: Iterable[tuple[Any, ...]]) -> list[Message]:
    """Return the messages that rows of the outbox are."""
    # SQLite has no truth values.
    return [Message(*(*row[:6], bool(row[6]), *row[7:])) for row in rows]


def sent(connection: sa.Connection, message: Message, message_id: int | None, now: float) -> None:
    """Forget a message that has gone out, except for its id under its key."""
    write(connection, _DELETE, {"gone": message.number})
    if message.key is not None and message_id is not None and message_id != message.message_id:
        chat = alias(connection, message.chat)
        row = {"chat": chat, "key": message.key, "message_id": message_id, "sent": now}
        write(connection, _remember(connection.dialect.name), row)


@cache
def _remember(dialect: str) -> Any:
    statement = insert_into(dialect, sent_message)
    return statement.on_conflict_do_update(
        index_elements=["chat", "key"],
        set_={"message_id": statement.excluded.message_id, "sent": statement.excluded.sent},
    )


def message_ids(
    connection: sa.Connection, chat: int, keys: Sequence[str]
) -> dict[str, int | None]:
    """Return under which ids the messages of some keys have gone out; None for those that wait."""
    gone = sa.select(sent_message.c.key, sent_message.c.message_id).where(
        sent_message.c.chat == alias(connection, chat), sent_message.c.key.in_(keys)
    )
    waiting = sa.select(outbox.c.key).where(outbox.c.chat == chat, outbox.c.key.in_(keys))
    ids: dict[str, int | None] = dict.fromkeys(connection.scalars(waiting))
    return ids | {row.key: row.message_id for row in connection.execute(gone)}


def discard(connection: sa.Connection, numbers: Sequence[int]) -> None:
    """Take messages out of the outbox."""
    connection.execute(sa.delete(outbox).where(outbox.c.number.in_(numbers)))


def postpone(
    connection: sa.Connection, message: Message, *, due: float, tried: int = 1, unsure: int = 0
) -> None:
    """Try a message again later.

    Args:
        connection: Where it is kept.
        message: The message.
        due: When to try again.
        tried: Counts towards giving up.
        unsure: Counts the times that it may have arrived without us knowing.
    """
    connection.execute(
        sa.update(outbox)
        .where(outbox.c.number == message.number)
        .values(due=due, tries=outbox.c.tries + tried, unsure=outbox.c.unsure + unsure)
    )


def replace(connection: sa.Connection, message: Message, method: str, parameters: str) -> None:
    """Put another call in the place of a message."""
    connection.execute(
        sa.update(outbox)
        .where(outbox.c.number == message.number)
        .values(method=method, parameters=parameters)
    )
