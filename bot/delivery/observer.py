"""Who is told how delivery fares."""

from typing import Protocol

from bot.delivery.api.outcomes import Consequence
from handlers.observer import Surface


class Observer(Protocol):
    """Is told what delivery does; must neither raise nor wait."""

    def handled(self, event_key: str, *, received: float, messages: int) -> None:
        """An event was handled, and brings about so many messages.

        Args:
            event_key: Tells it from all others; not to be shown to anybody.
            received: When it came in, in seconds since the epoch.
            messages: How many messages.
        """

    def sent(self, event_key: str, *, now: float) -> None:
        """A message of an event has gone out."""

    def answered(self, surface: Surface, *, seconds: float) -> None:
        """What is not kept was answered, so many seconds after it came in."""

    def refused(self, consequence: Consequence) -> None:
        """A message, or an answer to a press or to what is not kept, was not taken."""


class Unobserved:
    """Is told, and forgets."""

    def handled(self, event_key: str, *, received: float, messages: int) -> None:
        """Do nothing."""

    def sent(self, event_key: str, *, now: float) -> None:
        """Do nothing."""

    def answered(self, surface: Surface, *, seconds: float) -> None:
        """Do nothing."""

    def refused(self, consequence: Consequence) -> None:
        """Do nothing."""
