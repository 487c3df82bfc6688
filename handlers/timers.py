"""Timers: what a handler asks to be called for later."""

from collections.abc import Mapping
from dataclasses import dataclass, field


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
