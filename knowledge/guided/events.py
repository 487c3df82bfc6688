"""What may happen to a run, and why it may change nothing."""

from dataclasses import dataclass
from enum import StrEnum

from knowledge.guided.models import WordId


@dataclass(frozen=True, slots=True)
class Done:
    """The step is done."""


@dataclass(frozen=True, slots=True)
class Back:
    """Return to the step before, or from the closing screen to the step."""


@dataclass(frozen=True, slots=True)
class Skip:
    """The step is left out."""

    reason: str
    """Why: a text, or a name of ``words.REASONS``."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something worth keeping for the minutes."""

    text: str


@dataclass(frozen=True, slots=True)
class Pause:
    """Leave it for now."""


@dataclass(frozen=True, slots=True)
class Resume:
    """Go on after a pause."""


@dataclass(frozen=True, slots=True)
class Exit:
    """Leave: first to the closing screen, from there for good."""


@dataclass(frozen=True, slots=True)
class Export:
    """The papers are sent."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Answer the question of the step."""

    option: WordId


@dataclass(frozen=True, slots=True)
class Tick:
    """Tick a criterion, or take the tick away: it says which, so a replay does not flip it."""

    criterion: WordId
    on: bool = True


@dataclass(frozen=True, slots=True)
class Fill:
    """Fill in a field; an empty text empties it."""

    field: WordId
    text: str


Event = Done | Back | Skip | Note | Pause | Resume | Exit | Export | Answer | Tick | Fill


class Refusal(StrEnum):
    """Why an event changed nothing."""

    STALE = "stale"
    """It was made on an older screen; somebody else was first."""
    NOT_HERE = "not_here"
    """The step has no such thing."""
    EMPTY = "empty"
    """A reason or a text is missing."""
    TOO_LONG = "too_long"
    NOT_A_DATE = "not_a_date"
    FULL = "full"
    """No more notes on this step."""
    CLOSED = "closed"
