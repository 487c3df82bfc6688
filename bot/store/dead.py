"""Dead letters: events and messages that could not be dealt with, with the reason.

They are kept for an operator to try again, not to read: what people wrote is sealed.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from bot.store import outbox as outgoing
from bot.store.aliases import alias, secret_of
from bot.store.events import NewEvent, journal
from bot.store.exceptions import StoreError
from bot.store.schema import dead_letter, event

_REASON_CHARACTERS = 300


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """Something that was given up."""

    number: int
    chat: int
    """The pseudonym of the chat."""
    event: str
    method: str | None
    """The Bot API method of a message; an event has none."""
    key: str | None
    payload: str
    """Sealed: the number of the chat and the content."""
    reason: str
    buried: float


def bury_event(
    connection: sa.Connection, *, chat: int, key: str, payload: str, reason: str, now: float
) -> None:
    """Keep an event that could not be handled."""
    row = {"event": key, "reason": reason[:_REASON_CHARACTERS], "buried": now}
    _bury(connection, chat, payload, row)


def bury_message(
    connection: sa.Connection, message: outgoing.Message, *, reason: str, now: float
) -> None:
    """Move a message that cannot be sent out of the outbox."""
    row = {
        "event": message.event,
        "method": message.method,
        "key": message.key,
        "reason": reason[:_REASON_CHARACTERS],
        "buried": now,
    }
    _bury(connection, message.chat, message.parameters, row)
    outgoing.discard(connection, [message.number])


def dead_letters(connection: sa.Connection, *, limit: int = 1000) -> list[DeadLetter]:
    """Return what was given up, oldest first."""
    rows = connection.execute(sa.select(dead_letter).order_by(dead_letter.c.number).limit(limit))
    return [DeadLetter(*row) for row in rows]


def replay(connection: sa.Connection, numbers: Sequence[int], *, now: float) -> int:
    """Try dead letters again, oldest first; return how many there were.

    Raises:
        StoreError: One was sealed with another secret.
    """
    chosen = sa.select(dead_letter).where(dead_letter.c.number.in_(numbers))
    rows = connection.execute(chosen.order_by(dead_letter.c.number))
    letters = [DeadLetter(*row) for row in rows]
    for letter in letters:
        chat, payload = _opened(connection, letter)
        if letter.method is None:
            # Its key is known and done; it is to be handled in spite of that.
            connection.execute(sa.delete(event).where(event.c.key == letter.event))
            journal(connection, [NewEvent(letter.event, chat, payload, now)])
        else:
            message = outgoing.NewMessage(chat, letter.event, letter.method, payload, letter.key)
            outgoing.put(connection, [message])
    drop(connection, numbers)
    return len(letters)


def drop(connection: sa.Connection, numbers: Sequence[int]) -> int:
    """Remove dead letters for good; return how many there were."""
    gone = connection.execute(sa.delete(dead_letter).where(dead_letter.c.number.in_(numbers)))
    return int(gone.rowcount)


def _bury(connection: sa.Connection, chat: int, payload: str, row: dict[str, Any]) -> None:
    sealed = secret_of(connection).seal(json.dumps([chat, payload], ensure_ascii=False))
    whose = {"chat": alias(connection, chat), "payload": sealed}
    connection.execute(sa.insert(dead_letter), {**row, **whose})


def _opened(connection: sa.Connection, letter: DeadLetter) -> tuple[int, str]:
    try:
        chat, payload = json.loads(secret_of(connection).unseal(letter.payload))
    except ValueError as error:
        raise StoreError(f"letter {letter.number} cannot be opened: {error}") from error
    return chat, payload
