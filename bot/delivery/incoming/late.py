"""Messages that waited through an outage: what of them is still worth an answer."""

import json

import sqlalchemy as sa

from bot.delivery.api.updates import TOO_MANY, Raw, content_of, date_of
from bot.store import events
from bot.store.events import Event

LATE_SECONDS = 3600.0
"""An answer that comes later than this begins with an apology, one an hour and chat. In a group
it does not come: the meeting has gone on."""


def is_late(raw: Raw, now: float) -> bool:
    """Return whether a message was written too long ago to be answered as if nothing was."""
    written = date_of(raw)
    return written is not None and now - written > LATE_SECONDS


def is_asked_again(connection: sa.Connection, event: Event) -> bool:
    """Return whether the same words wait once more in a chat: they are answered there, once."""
    said = _words(event.payload)
    later = events.open_after(connection, event)
    return said is not None and any(_words(payload) == said for payload in later)


def _words(payload: str) -> str | None:
    """Return what is asked; None where nothing is, or nothing of it is answered."""
    raw = json.loads(payload)
    text = None if TOO_MANY in raw else content_of(raw).get("text")
    return " ".join(text.split()).casefold() if isinstance(text, str) else None
