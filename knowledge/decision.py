"""Decide what to do with a ranking: answer, offer choices, or say that nothing is known."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.matcher import Match, Ranking
from knowledge.text_index import Card

# Held in place by the questions under tests/questions/ (see knowledge/MATCHING.md).
LEAST_SCORE = 7.0
LEAST_COVERAGE = 0.45
UNKNOWN_CAP = 14.0
CLOSE = 0.8
MAX_CHOICES = 4
MAX_CARDS = 3
LEAST_GAIN = 3.0


@dataclass(frozen=True, slots=True)
class Hit:
    """The cards that answer, the most important first."""

    cards: tuple[Card, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Several cards may be meant; best first."""

    cards: tuple[Card, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Miss:
    """The content does not hold an answer."""

    near: tuple[Card, ...]
    """The nearest topics, to be offered as such."""
    subject: str | None = None
    """What was asked for, where it is a thing that no document holds."""


Verdict = Hit | Ambiguous | Miss


def decide(ranking: Ranking) -> Verdict:
    """Answer only what is well explained; offer choices where two readings are as good."""
    matches = ranking.matches
    if not matches:
        return Miss(())
    best = matches[0]
    if ranking.reading.unanswered:
        return Miss(_near(matches), ranking.reading.unanswered[0].value)
    if best.score < LEAST_SCORE or coverage(ranking, best) < LEAST_COVERAGE:
        return Miss(_near(matches))
    close = [m.card for m in matches[1:] if m.score >= CLOSE * best.score]
    return Hit((best.card, *close)[:MAX_CARDS], best.score)


def coverage(ranking: Ranking, match: Match) -> float:
    """Return which share of the question's weight a match explains, 0 to 1 or a little more."""
    reading = ranking.reading
    total = reading.known_weight + min(reading.unknown_weight, UNKNOWN_CAP)
    return match.score / total if total else 0.0


def _near(matches: Sequence[Match]) -> tuple[Card, ...]:
    near: dict[str, Card] = {}
    for match in matches:
        near.setdefault(match.card.entry, match.card)
    return tuple(near.values())[:3]
