"""The transaction of an event."""

import json
from urllib.parse import quote

import sqlalchemy as sa

from bot.delivery.handling import TIMER, Handled
from bot.delivery.refusals import STOPPED_SECONDS
from bot.delivery.updates import Back, Gone, Migrated
from bot.store import chats, dead, events, outbox
from bot.store.events import Event, NewEvent
from bot.store.forgetting import forget
from handlers.effects import Forget
from handlers.timers import Cancel, Timer


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
    for place, timer in enumerate(handled.timers):
        _set(connection, event, timer, place, now)


def _change(connection: sa.Connection, chat: int, handled: Handled, now: float) -> None:
    match handled.change:
        case Gone():
            chats.stop(connection, chat, now=now, until=now + STOPPED_SECONDS)
        case Back():
            chats.resume(connection, chat, now=now)
        case Migrated(old, new):
            chats.migrate(connection, old, new, now=now)


def _set(
    connection: sa.Connection, event: Event, timer: Timer | Cancel, place: int, now: float
) -> None:
    prefix = f"{TIMER}{quote(timer.name, safe='')}:"
    events.cancel(connection, timer.chat_id, prefix, now=now)
    if isinstance(timer, Timer):
        payload = json.dumps({"name": timer.name, "data": dict(timer.data)}, ensure_ascii=False)
        # New each time: a finished key would swallow the next timer. It outlives the timer, and so
        # does not name the chat.
        key = f"{prefix}{event.number}.{place}"
        fresh = NewEvent(key, timer.chat_id, payload, received=now, due=timer.due)
        events.journal(connection, [fresh])
