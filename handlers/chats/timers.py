"""Timers: what a handler asks to be called for later."""

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Any

from telegram.ext import BaseHandler

ANSWERED = "answered:"
"""What the timer that tells a chat of an answer begins with; a gap follows."""


@dataclass(frozen=True, slots=True)
class Timer:
    """Come back to a chat at some time; survives restarts and fires once.

    One set under the same name takes its place. It may fire early or late if the clock of the
    computer is changed: whoever handles it looks at the state again.
    """

    chat_id: int
    name: str
    due: float
    """Seconds since the epoch."""
    data: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cancel:
    """Take back a timer, if it has not fired."""

    chat_id: int
    name: str


@dataclass(frozen=True, slots=True)
class TimerFired:
    """Handed to handlers in the place of an update when a timer is due (``TimerHandler``)."""

    chat_id: int
    name: str
    data: Mapping[str, str]


class TimerHandler(BaseHandler[TimerFired, Any, None]):
    """Handles the timers whose names begin in one way."""

    def __init__(
        self, callback: Callable[[TimerFired, Any], Coroutine[Any, Any, None]], *, prefix: str
    ) -> None:
        super().__init__(callback)
        self._prefix = prefix

    def check_update(self, update: object) -> bool:
        """Return whether this is a timer of that name."""
        return isinstance(update, TimerFired) and update.name.startswith(self._prefix)
