"""The transaction of an event."""

import json
from collections.abc import Iterable

import sqlalchemy as sa

from bot.delivery import records
from bot.delivery.api.updates import Back, Gone, Migrated
from bot.delivery.incoming.handling import Handled
from bot.delivery.outgoing.refusals import STOPPED_SECONDS
from bot.store import chats, dead, events, outbox
from bot.store.aliases import alias
from bot.store.events import Event, NewEvent, timer_key, timer_prefix
from bot.store.forgetting import forget
from handlers.chats.records import Record
from handlers.chats.timers import Cancel, Timer
from handlers.messages.effects import Forget


def finish(connection: sa.Connection, event: Event, handled: Handled, *, now: float) -> None:
    """Commit all that an event brings about, once however often it is handled."""
    if not events.close(connection, event.number, now=now):
        return
    if handled.reason is not None:
        dead.bury_event(
            connection,
            chat=event.chat,
            key=event.key,
            payload=event.payload,
            reason=handled.reason,
            now=now,
        )
    if handled.forget is not None:
        forget(connection, event.chat, everything=handled.forget is Forget.CHAT, now=now)
    if handled.state is not None:
        chats.save_state(connection, event.chat, handled.state, now=now)
    if handled.apology:
        chats.apologised(connection, event.chat, now=now)
    _change(connection, event.chat, handled, now)
    outbox.put(connection, handled.messages)
    keep(connection, handled.records, number=event.number, now=now)
    for timer in handled.timers:
        _set(connection, event.number, timer, now)


def keep(connection: sa.Connection, kept: Iterable[Record], *, number: int, now: float) -> None:
    """Keep records, and tell whoever waits for what they say.

    Args:
        connection: Where they are kept.
        kept: The records.
        number: Tells this time from all others: that of the event, where there is one.
        now: Seconds since the epoch.
    """
    for timer in records.keep(connection, kept, now=now):
        _set(connection, number, timer, now)


def _change(connection: sa.Connection, chat: int, handled: Handled, now: float) -> None:
    match handled.change:
        case Gone():
            chats.stop(connection, chat, now=now, until=now + STOPPED_SECONDS)
        case Back():
            chats.resume(connection, chat, now=now)
        case Migrated(old, new):
            chats.migrate(connection, old, new, now=now)


def _set(connection: sa.Connection, number: int, timer: Timer | Cancel, now: float) -> None:
    events.cancel(connection, timer.chat_id, timer_prefix(timer.name), now=now)
    if isinstance(timer, Timer):
        payload = json.dumps({"name": timer.name, "data": dict(timer.data)}, ensure_ascii=False)
        # The number makes the key new each time: a finished key would swallow the next timer.
        key = timer_key(timer.name, alias(connection, timer.chat_id), number)
        fresh = NewEvent(key, timer.chat_id, payload, received=now, due=timer.due)
        events.journal(connection, [fresh])
