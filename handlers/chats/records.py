"""What a handler wants to be kept beside the state of its chat: values that delivery commits.

None of them says who asked. They are committed together with the state and the messages of the
same update, so they happen once, however often it is handled.
"""

from dataclasses import dataclass
from enum import StrEnum

from knowledge.models import Card, EntryId, FacetId


class Reason(StrEnum):
    """Why a question is a gap."""

    MISS = "miss"
    """Nothing was found."""
    HEDGE = "hedge"
    """Choices were offered instead of an answer."""
    REJECTED = "rejected"
    """The answer was not what was asked."""


class GapState(StrEnum):
    """How far curators are with a gap."""

    NEW = "new"
    PENDING = "pending"
    """Content is being written; it is solved once the question finds it."""
    SOLVED = "solved"
    OUT_OF_SCOPE = "out-of-scope"


class ProposalState(StrEnum):
    """How far a proposal is."""

    DRAFT = "draft"
    """It has no source yet."""
    WAITING = "waiting"
    """A second curator has to look at it."""
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Asked:
    """A card was an answer."""

    card: Card
    version: str
    """Of the content."""


@dataclass(frozen=True, slots=True)
class Rated:
    """Somebody found an answer useful, or not what was asked."""

    card: Card
    version: str
    useful: bool


@dataclass(frozen=True, slots=True)
class Missed:
    """A question found no answer; similar ones are counted together."""

    id: str
    """As ``knowledge.text.similar.question_id`` names it."""
    question: str
    """Without what tells who asked."""
    reason: Reason


@dataclass(frozen=True, slots=True)
class Watched:
    """Somebody wants to be told once when a gap is solved."""

    gap: str
    chat_id: int


@dataclass(frozen=True, slots=True)
class Judged:
    """A gap has come to another state; whoever waits for a solved one is told."""

    gap: str
    state: GapState
    entry: EntryId | None = None
    """Where the answer stands or will stand."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something a curator wants the bot to say."""

    id: str
    text: str
    entry: EntryId | None
    facet: FacetId | None
    proposer: int
    """User id; a second person has to decide."""
    source: str = ""
    state: ProposalState = ProposalState.DRAFT


@dataclass(frozen=True, slots=True)
class Audited:
    """A curator did something."""

    curator: int
    """User id."""
    action: str
    subject: str = ""
    """What it was done to: an id, never a text that somebody wrote."""


Record = Asked | Rated | Missed | Watched | Judged | Proposal | Audited
