"""Who is told how questions fare."""

from enum import StrEnum
from typing import Protocol

from knowledge.assistant import Status
from knowledge.text.language import Language


class Surface(StrEnum):
    """Where a question is asked."""

    PRIVATE = "private"
    GROUP = "group"
    INLINE = "inline"
    GUEST = "guest"


class Observer(Protocol):
    """Is told what handlers do: never what was asked or by whom. Must neither raise nor wait."""

    def question(
        self, *, outcome: Status, language: Language, surface: Surface, seconds: float
    ) -> None:
        """A question was answered, or was not; finding that out took some seconds."""


class Unobserved:
    """Is told, and forgets."""

    def question(
        self, *, outcome: Status, language: Language, surface: Surface, seconds: float
    ) -> None:
        """Do nothing."""
