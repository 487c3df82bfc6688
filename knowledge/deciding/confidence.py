"""How sure it is that the best card answers a question, and how sure it has to be."""

import math

from knowledge.matching.cards import STAND_INS
from knowledge.matching.pointing_back import is_elliptic
from knowledge.matching.ranking import Match, Ranking
from knowledge.matching.reading import Cue, Reading
from knowledge.models import Card
from knowledge.text.phrases import Span, places_of

# A logistic regression over the evidence, fitted on the half of the evaluation questions that is
# tuned on (see MATCHING.md).
_BIAS = -4.2
_SCORE_SHARE = 1.26
_EXPLAINED_SHARE = 0.43
_EXPLAINED = 1.16
_UNKNOWN = -0.69
_NAMED = 0.97
_ASKED_SHARE = 0.55
_ASKED = 0.66
LEAST_CONFIDENCE = 0.42
# A follow-up is short, and the topic speaks for it.
LEAST_CONFIDENCE_FOCUSED = 0.3
LEAST_CONFIDENCE_ELLIPTIC = 0.05
# Sounds weigh less than characters, but nobody types coordination pinyin by chance.
LEAST_CONFIDENCE_PINYIN = 0.3


def is_sure(ranking: Ranking) -> bool:
    """Return whether the best match may be given as the answer."""
    return confidence(ranking) >= _least_confidence(ranking)


def _least_confidence(ranking: Ranking) -> float:
    if ranking.focused:
        little = is_elliptic(ranking.reading) or ranking.reading.pinyin
        return LEAST_CONFIDENCE_ELLIPTIC if little else LEAST_CONFIDENCE_FOCUSED
    return LEAST_CONFIDENCE_PINYIN if ranking.reading.pinyin else LEAST_CONFIDENCE


def confidence(ranking: Ranking) -> float:
    """Return how sure it is that the best match answers the question, 0 to 1."""
    reading, best = ranking.reading, ranking.matches[0]
    total = reading.known_weight + reading.unknown_weight
    if not total:
        # "Who does she answer to?" has no word but those that ask.
        return float(ranking.focused and best.cued)
    asked, answered = beyond_names(reading, best)
    odds = (
        _BIAS
        + _SCORE_SHARE * min(best.score / (total + 1), 1.5)
        + _EXPLAINED_SHARE * best.explained / total
        + _EXPLAINED * math.log1p(best.explained)
        + _UNKNOWN * math.log1p(reading.unknown_weight)
        + _NAMED * min(len(reading.entries) + ranking.focused, 3)
        + _ASKED_SHARE * (answered + 1) / (asked + 1)
        + _ASKED * math.log1p(answered)
    )
    return 1 / (1 + math.exp(-odds))


def beyond_names(reading: Reading, match: Match) -> tuple[float, float]:
    """Return the weight of what is asked of the entries named, and what of it a match explains.

    A question that names WFP and asks for something no card of it holds is not answered by any
    card of WFP, however well that explains the name.
    """
    named = places_of(reading.names)
    cued = places_of(cues_of(reading, match))
    asked = answered = 0.0
    for position, term in enumerate(reading.terms):
        places = range(term.start, term.end)
        if named.issuperset(places):
            continue
        asked += term.weight
        known = cued.issuperset(places)
        answered += term.weight if known else match.evidence.get(position, 0.0)
    return asked, answered


def cues_of(reading: Reading, match: Match) -> list[Span[Cue]]:
    """Return the words that ask for the facet of a match, where that counts for it."""
    return [cue for cue in reading.cues if match.cued and _is_cue_of(cue.value, match.card)]


def _is_cue_of(cue: Cue, card: Card) -> bool:
    return card.facet in (cue.facet, STAND_INS.get(cue.facet)) and cue.entry in (None, card.entry)
