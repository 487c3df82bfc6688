"""How much waits, and since when."""

from dataclasses import dataclass

import sqlalchemy as sa

from bot.store.events import TIMER
from bot.store.schema import dead_letter, event, outbox


@dataclass(frozen=True, slots=True)
class Figures:
    """What an operator wants to know of the tables."""

    events: int
    """Due, and not handled."""
    timers: int
    """Those of them that are timers."""
    oldest: float | None
    """Since when the oldest of them has been due, in seconds since the epoch."""
    messages: int
    """Not sent."""
    dead_letters: int


_DUE = sa.case((event.c.due > event.c.received, event.c.due), else_=event.c.received)
_EVENTS = sa.select(
    sa.func.count(),
    sa.func.count().filter(event.c.key.startswith(TIMER)),
    sa.func.min(_DUE),
).where(event.c.done.is_(None), event.c.due <= sa.bindparam("now"))
_MESSAGES = sa.select(sa.func.count()).select_from(outbox)
_DEAD_LETTERS = sa.select(sa.func.count()).select_from(dead_letter)


def count(connection: sa.Connection, *, now: float) -> Figures:
    """Count what waits at a time, in seconds since the epoch."""
    events, timers, oldest = connection.execute(_EVENTS, {"now": now}).one()
    messages = connection.execute(_MESSAGES).scalar_one()
    dead_letters = connection.execute(_DEAD_LETTERS).scalar_one()
    return Figures(events, timers, oldest, messages, dead_letters)
