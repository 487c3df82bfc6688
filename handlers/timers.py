"""Timers: what a handler asks to be called for later."""

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Any

from telegram.ext import TypeHandler

ANSWERED = "answered"
"""The timer that tells a chat that its question has an answer now."""


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
    """Handed to handlers in the place of an update when a timer is due (``TypeHandler``)."""

    chat_id: int
    name: str
    data: Mapping[str, str]


class TimerHandler(TypeHandler[TimerFired, Any, None]):
    """Takes the timers whose name is, or begins with, one word and a colon."""

    def __init__(
        self, name: str, callback: Callable[[TimerFired, Any], Coroutine[Any, Any, None]]
    ) -> None:
        super().__init__(TimerFired, callback)
        self._name = name

    def check_update(self, update: object) -> bool:
        """Return whether it is such a timer."""
        return isinstance(update, TimerFired) and update.name.partition(":")[0] == self._name
