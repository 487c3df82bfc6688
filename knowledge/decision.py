"""Decide what to do with a ranking: answer, offer choices, or say that nothing is known."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.matcher import Match, Ranking
from knowledge.text_index import Card

# How sure it is that a question is in the documents at all: a logistic regression over the
# evidence, fitted on the half of the evaluation questions that is tuned on (knowledge/MATCHING.md).
_BIAS = -3.47
_SCORE_SHARE = 1.24
_EXPLAINED_SHARE = 0.53
_EXPLAINED = 1.83
_UNKNOWN = -0.89
_NAMED = 1.69
_TERMS = 0.65
LEAST_CONFIDENCE = 0.8
# A follow-up is short, and the topic speaks for it.
LEAST_CONFIDENCE_FOCUSED = 0.5

# A card that scores this share of the best is shown below it.
CLOSE = 0.7
# A card that explains this share of the best score in addition answers what the best leaves open.
LEAST_GAIN_SHARE = 0.12
LEAST_GAIN = 4.0
# An entry that shares the name and scores this share of the best may be meant as well.
RIVAL = 0.75
MAX_CHOICES = 4
MAX_CARDS = 3


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
    score = matches[0].score
    if ranking.reading.unanswered:
        return Miss(_near(matches), ranking.reading.unanswered[0].value)
    if ranking.bare:
        return Ambiguous(ranking.bare, score) if ranking.bare[1:] else Hit(ranking.bare, score)
    if ranking.open:
        return Ambiguous(tuple(match.card for match in matches[:MAX_CHOICES]), score)
    least = LEAST_CONFIDENCE_FOCUSED if ranking.focused else LEAST_CONFIDENCE
    if confidence(ranking) < least:
        return Miss(_near(matches))
    rivals = _rivals(ranking)
    if len(rivals) > 1:
        return Ambiguous(tuple(match.card for match in rivals), score)
    return Hit(tuple(match.card for match in _chosen(matches)), score)


def confidence(ranking: Ranking) -> float:
    """Return how sure it is that the documents hold what is asked, 0 to 1."""
    reading, best = ranking.reading, ranking.matches[0]
    total = reading.known_weight + reading.unknown_weight
    if not total:
        return 0.0
    odds = (
        _BIAS
        + _SCORE_SHARE * best.score / (total + 1)
        + _EXPLAINED_SHARE * best.explained / total
        + _EXPLAINED * math.log1p(best.explained)
        + _UNKNOWN * math.log1p(reading.unknown_weight)
        + _NAMED * min(len(reading.entries) + ranking.focused, 3)
        + _TERMS * math.log1p(len(reading.terms))
    )
    return 1 / (1 + math.exp(-odds))


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


def _near(matches: Sequence[Match]) -> tuple[Card, ...]:
    near: dict[str, Card] = {}
    for match in matches:
        near.setdefault(match.card.entry, match.card)
    return tuple(near.values())[:3]
