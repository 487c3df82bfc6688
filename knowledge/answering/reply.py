"""What is said to a question."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from knowledge.answering.answer import Part
from knowledge.deciding.follow_up import Topic
from knowledge.models import Card, Situation
from knowledge.text.language import Language

NOTED = "noted"
"""The subject of a reply to what tells something and asks nothing."""


class Status(StrEnum):
    """What kind of reply it is."""

    ANSWER = "answer"
    CHOICES = "choices"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Choice:
    """A topic a reader may pick."""

    card: Card
    title: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said to a question."""

    status: Status
    language: Language
    parts: tuple[Part, ...] = ()
    """The answer, the most important part first."""
    choices: tuple[Choice, ...] = ()
    """What may be meant, or for a miss the nearest topics."""
    subject: str | None = None
    """For a miss: what was asked for, where no document holds any such thing."""
    topic: Topic | None = None
    """What the next question may refer to."""
    score: float = 0.0
    situation: Situation | None = None
    """That in which whoever asked said she is."""

    @property
    def text(self) -> str:
        """Return the body as plain text, without the source line."""
        return "\n\n".join(part.text for part in self.parts)


def topic_of(parts: Sequence[Part]) -> Topic:
    """Return what an answer was about."""
    first, *beside = (part.card for part in parts)
    return Topic(first.entry, first.facet, tuple(beside), first=parts[0].first)
