"""Dead letters: events and messages that could not be dealt with, with the reason."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from bot.store import outbox as outgoing
from bot.store.events import NewEvent, journal
from bot.store.schema import dead_letter, event

_REASON_CHARACTERS = 300


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """Something that was given up."""

    number: int
    chat: int
    event: str
    method: str | None
    """The Bot API method of a message; an event has none."""
    key: str | None
    payload: str
    reason: str
    buried: float


def bury_event(
    connection: sa.Connection, *, chat: int, key: str, payload: str, reason: str, now: float
) -> None:
    """Keep an event that could not be handled."""
    row = {"chat": chat, "event": key, "payload": payload, "buried": now}
    connection.execute(sa.insert(dead_letter), {**row, "reason": reason[:_REASON_CHARACTERS]})


def bury_message(
    connection: sa.Connection, message: outgoing.Message, *, reason: str, now: float
) -> None:
    """Move a message that cannot be sent out of the outbox."""
    row = {
        "chat": message.chat,
        "event": message.event,
        "method": message.method,
        "key": message.key,
        "payload": message.parameters,
        "reason": reason[:_REASON_CHARACTERS],
        "buried": now,
    }
    connection.execute(sa.insert(dead_letter), row)
    outgoing.discard(connection, [message.number])


def dead_letters(connection: sa.Connection, *, limit: int = 1000) -> list[DeadLetter]:
    """Return what was given up, oldest first."""
    rows = connection.execute(sa.select(dead_letter).order_by(dead_letter.c.number).limit(limit))
    return [DeadLetter(*row) for row in rows]


def replay(connection: sa.Connection, numbers: Sequence[int], *, now: float) -> int:
    """Try dead letters again; return how many there were."""
    rows = connection.execute(sa.select(dead_letter).where(dead_letter.c.number.in_(numbers)))
    letters = [DeadLetter(*row) for row in rows]
    for letter in letters:
        if letter.method is None:
            # Its key is known and done; it is to be handled in spite of that.
            connection.execute(sa.delete(event).where(event.c.key == letter.event))
            journal(connection, [NewEvent(letter.event, letter.chat, letter.payload, now)])
        else:
            message = outgoing.NewMessage(
                letter.chat, letter.event, letter.method, letter.payload, letter.key
            )
            outgoing.put(connection, [message])
    drop(connection, numbers)
    return len(letters)


def drop(connection: sa.Connection, numbers: Sequence[int]) -> int:
    """Remove dead letters for good; return how many there were."""
    gone = connection.execute(sa.delete(dead_letter).where(dead_letter.c.number.in_(numbers)))
    return int(gone.rowcount)
