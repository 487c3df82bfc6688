"""What matching finds: cards with the evidence for them, best first."""

from dataclasses import dataclass
from typing import NamedTuple

from knowledge.matching.reading import Reading
from knowledge.models import Card, EntryId, FacetId

Evidence = dict[object, float]
"""What speaks for a card: the weight of each term, name and cue that it explains."""


@dataclass(frozen=True, slots=True)
class Focus:
    """What a question that leans on an earlier one leaves out."""

    entry: EntryId | None = None
    """The entry talked about, for a question that names none."""
    facet: FacetId | None = None
    """The facet talked about, for a question that names another entry and asks nothing of it."""
    sister: EntryId | None = None
    """The entry talked about, for a question with a word of the name of another of its kind."""


class Match(NamedTuple):
    """A card that may be the answer."""

    number: int
    """The place of its card among all: of equal ones the first comes first."""
    card: Card
    score: float
    """The sum of the evidence."""
    evidence: Evidence
    explained: float
    """The weight of the question's terms that it explains."""
    named: bool
    """Whether the question names its entry."""
    cued: bool
    """Whether the question's words ask for its facet."""

    def gain(self, explained: Evidence) -> float:
        """Return how much it explains beyond what is explained already."""
        return sum(
            value - before
            for key, value in self.evidence.items()
            if value > (before := explained.get(key, 0.0))
        )


@dataclass(frozen=True, slots=True)
class Ranking:
    """The reading of a question and the cards that fit, best first."""

    reading: Reading
    matches: tuple[Match, ...]
    bare: tuple[Card, ...] = ()
    """The first card of each entry meant, where the question is a name and nothing else."""
    open: bool = False
    """Whether it asks for a facet and does not say of what: the matches are all that have it."""
    focused: bool = False
    """Whether it was read with what was said before."""
    introductions: tuple[Card, ...] = ()
    """What each entry named is in the first place."""
    held: tuple[Card, ...] = ()
    """What each entry named has of what is asked, whether or not it is among the best."""
