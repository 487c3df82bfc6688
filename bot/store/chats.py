"""What is kept of a chat, under its pseudonym: its state, and whether it can be written to."""

import json
from functools import cache
from typing import Any

import sqlalchemy as sa

from bot.store.aliases import alias
from bot.store.events import TIMER, cancel, insert_into
from bot.store.schema import chat, dead_letter, event, outbox, sent_message
from bot.store.written import write


def save_state(connection: sa.Connection, chat_id: int, state: str, *, now: float) -> None:
    """Keep the state of a chat."""
    _upsert(connection, chat_id, now, state=state)


def apologised(connection: sa.Connection, chat_id: int, *, now: float) -> None:
    """Keep that a chat has been told of the delay."""
    _upsert(connection, chat_id, now, apologised=now)


def stop(connection: sa.Connection, chat_id: int, *, now: float, until: float) -> int:
    """Give up writing to a chat for some time: its messages and timers go.

    Returns:
        How many messages were given up.
    """
    _upsert(connection, chat_id, now, stopped_until=until)
    cancel(connection, chat_id, TIMER, now=now)
    gone = connection.execute(sa.delete(outbox).where(outbox.c.chat == chat_id))
    return int(gone.rowcount)


def resume(connection: sa.Connection, chat_id: int, *, now: float) -> None:
    """Write to a chat again."""
    _upsert(connection, chat_id, now, stopped_until=0.0)


def migrate(connection: sa.Connection, old: int, new: int, *, now: float) -> None:
    """Move everything of a group to the supergroup it has become; once, however often asked.

    Ids of sent messages are forgotten: a supergroup numbers its messages anew.
    """
    before, after = alias(connection, old), alias(connection, new)
    state = connection.execute(sa.select(chat.c.state).where(chat.c.id == before)).scalar()
    if state is not None:
        moved = {"id": after, "state": _moved(state, before), "seen": now}
        statement = insert_into(connection.dialect.name, chat).values(moved)
        # What the supergroup has learnt already is newer.
        connection.execute(statement.on_conflict_do_nothing(index_elements=["id"]))
        connection.execute(sa.delete(chat).where(chat.c.id == before))
    connection.execute(sa.delete(sent_message).where(sent_message.c.chat == before))
    letters = sa.update(dead_letter).where(dead_letter.c.chat == before)
    connection.execute(letters.values(chat=after))
    connection.execute(
        sa.update(event).where(event.c.chat == old, event.c.done.is_(None)).values(chat=new)
    )
    connection.execute(sa.update(outbox).where(outbox.c.chat == old).values(chat=new))


def _moved(state: str, scope: int) -> str:
    """Return a state in which people keep the pseudonyms they had in the old group."""
    return json.dumps({"scope": scope, **json.loads(state)}) if state else state


def _upsert(connection: sa.Connection, chat_id: int, now: float, **changed: Any) -> None:
    statement = _statement(connection.dialect.name, tuple(changed))
    row = {"id": alias(connection, chat_id), "seen": now, **changed}
    write(connection, statement, row)


@cache
def _statement(dialect: str, columns: tuple[str, ...]) -> Any:
    statement = insert_into(dialect, chat)
    changed = {name: statement.excluded[name] for name in (*columns, "seen")}
    return statement.on_conflict_do_update(index_elements=["id"], set_=changed)
