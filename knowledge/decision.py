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
RIVAL = 0.75
MAX_CHOICES = 4
MAX_CARDS = 3
LEAST_GAIN = 4.0
LEAST_GAIN_SHARE = 0.2


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
    if ranking.bare:
        score = best.score
        return Ambiguous(ranking.bare, score) if ranking.bare[1:] else Hit(ranking.bare, score)
    if best.score < LEAST_SCORE or coverage(ranking, best) < LEAST_COVERAGE:
        return Miss(_near(matches))
    rivals = _rivals(ranking)
    if len(rivals) > 1:
        return Ambiguous(tuple(match.card for match in rivals), best.score)
    return Hit(tuple(match.card for match in _chosen(matches)), best.score)


def _rivals(ranking: Ranking) -> list[Match]:
    """Return the best match of each entry that one and the same name may mean."""
    best = ranking.matches[0]
    spans = [(s.start, s.end) for s in ranking.reading.names if s.value.entry == best.card.entry]
    sharing = {s.value.entry for s in ranking.reading.names if (s.start, s.end) in spans}
    if len(set(ranking.reading.entries)) > len(sharing):
        return []
    found: dict[str, Match] = {}
    for match in ranking.matches:
        if match.card.entry in sharing and match.score >= RIVAL * best.score:
            found.setdefault(match.card.entry, match)
    return list(found.values())[:MAX_CHOICES]


def _chosen(matches: Sequence[Match]) -> list[Match]:
    """Return the best match, and those that answer what it leaves open or answer as well."""
    best, *others = matches
    chosen = [best]
    while others and len(chosen) < MAX_CARDS:
        following = max(others, key=lambda match: match.gain(chosen))
        if following.gain(chosen) < max(LEAST_GAIN, LEAST_GAIN_SHARE * best.score):
            break
        chosen.append(following)
        others.remove(following)
    close = [match for match in others if match.score >= CLOSE * best.score]
    return [*chosen, *close][:MAX_CARDS]


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
