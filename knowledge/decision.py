"""Decide what to do with a ranking: answer, offer choices, or say that nothing is known."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.phrases import Quality, Span, places_of
from knowledge.ranking import Match, Ranking
from knowledge.reader import COUNTRY
from knowledge.reading import Cue, Reading
from knowledge.text_index import Card

# How sure it is that the best card answers the question: a logistic regression over the evidence,
# fitted on the half of the evaluation questions that is tuned on (see MATCHING.md).
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

# A card that scores this share of the best is shown below it, folded up: half of the answers that
# were wrong have the right one there.
CLOSE = 0.5
# A card that explains this share of the best score in addition answers what the best leaves open.
LEAST_GAIN_SHARE = 0.12
LEAST_GAIN = 4.0
# An entry that shares the name and scores this share of the best may be meant as well.
RIVAL = 0.92
# A question of more terms tells itself which committee "that committee" is.
POINTING_TERMS = 5
# A question of so few terms also gets what the entry is in the first place.
SHORT = 3
MAX_CHOICES = 4
MAX_CARDS = 6
# Where the next is no better than this share of the best, fewer cards do.
CLEAR = 0.75
MAX_CLEAR = 3
# Topics that explain this share of a question are offered where there is no answer.
NEAR = 0.35
MAX_NEAR = 3
EMAIL = "email"
STILL_ANSWERED = {
    "country": frozenset(
        {
            "purpose",
            "legal_basis",
            "eligibility",
            "criteria",
            "steps",
            "principles",
            "comparison",
            "terminology",
            "accountable_to",
            "appointed_by",
            "conflict",
            "disaster",
            "refugee",
            "mixed",
        }
    ),
    "person": frozenset({"accountable_to", "appointed_by", "chair", "representation"}),
    EMAIL: frozenset({"contact"}),
}
"""Facets that are answered although a subject is touched: who appoints whoever is in office now,
by what rules in whichever country."""


DEFINITE = frozenset(
    {
        "accountable_to",
        "chair",
        "meetings",
        "appointed_by",
        "activated_by",
        "deadline",
        "amount",
        "eligibility",
        "members",
        "link",
        "location",
        "legal_basis",
    }
)
"""Facets that nothing else told of an entry stands in for, as its definition does for its year."""


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


def is_vetoed(verdict: Verdict) -> bool:
    """Return whether something was asked for that no document holds."""
    return isinstance(verdict, Miss) and verdict.subject is not None


def decide(ranking: Ranking) -> Verdict:
    """Answer only what is well explained; offer choices where two readings are as good."""
    matches = ranking.matches
    if not matches:
        return Miss(())
    score = matches[0].score
    subject = _unanswered(ranking)
    if subject is not None:
        return Miss(_near(ranking), subject)
    if ranking.reading.asks_of_strange:
        # Whatever UNDAC is, what is told of anything else is no answer.
        return Miss(_near(ranking))
    if ranking.bare:
        return (
            Ambiguous(ranking.bare, score) if ranking.bare[1:] else Hit(_said_of(ranking), score)
        )
    if ranking.open:
        return Ambiguous(tuple(match.card for match in matches[:MAX_CHOICES]), score)
    if _says_nothing(ranking) or _asks_what_it_lacks(ranking):
        return Miss(_near(ranking))
    if confidence(ranking) < _least_confidence(ranking):
        return Miss(_near(ranking))
    rivals = _pointed_at(ranking) or _rivals(ranking)
    if len(rivals) > 1:
        return Ambiguous(tuple(match.card for match in rivals), score)
    chosen = _in_order(_chosen(matches), ranking.reading)
    cards = _each_first(ranking, tuple(match.card for match in chosen))
    if len(ranking.reading.terms) <= SHORT:
        # Two words may ask for more than the facet they name.
        cards = tuple(dict.fromkeys((*cards, *ranking.introductions)))[:MAX_CARDS]
    return Hit(cards, score)


def _said_of(ranking: Ranking) -> tuple[Card, ...]:
    """Return what is said to a name alone: what it is, then what was asked of another before."""
    best = ranking.matches[0]
    asked = ranking.focused and best.cued and best.card.entry == ranking.bare[0].entry
    return tuple(dict.fromkeys((*ranking.bare, best.card))) if asked else ranking.bare


def _each_first(ranking: Ranking, cards: tuple[Card, ...]) -> tuple[Card, ...]:
    """Put first what is asked of each of several: "who leads HRP and RRP respectively"."""
    entries, asked = ranking.reading.entries, ranking.reading.asked_of_each
    if asked is None or len(entries) < 2:
        return cards
    found = {m.card.entry: m.card for m in ranking.matches if m.card.facet == asked}
    each = [found[entry] for entry in entries if entry in found]
    return tuple(dict.fromkeys((*each, *cards)))[:MAX_CARDS] if each[1:] else cards


def _in_order(chosen: Sequence[Match], reading: Reading) -> Sequence[Match]:
    """Return the matches, the first two in the order in which they were asked for.

    "How often does the UNCT meet, and the UNSDG?" asks the same of both.
    """
    if not chosen[1:]:
        return chosen
    first, second, *others = chosen
    alike = first.card.facet == second.card.facet and second.score >= RIVAL * first.score
    meant = (second.card.entry, first.card.entry)
    turned = tuple(entry for entry in reading.entries if entry in meant) == meant
    return (second, first, *others) if alike and turned else chosen


def _says_nothing(ranking: Ranking) -> bool:
    """Return whether it is one word that neither names nor asks: "2", "more", "对".

    A card with that word explains all of it, and yet it is no question.
    """
    reading = ranking.reading
    one = len(reading.terms) == 1 and not (reading.names or reading.cues)
    return one and not (ranking.focused or reading.is_elliptic)


def _asks_what_it_lacks(ranking: Ranking) -> bool:
    """Return whether nothing is asked of the one entry named but a thing that it lacks.

    "Who chairs CERF?" is not answered by what CERF is.
    """
    reading, best = ranking.reading, ranking.matches[0]
    if not best.named or best.cued or ranking.focused or len(set(reading.entries)) > 1:
        return False
    asked = [cue for cue in reading.cues if cue.value.entry is None and _is_definite(cue, reading)]
    return bool(asked) and not _beyond_names(reading, best)[1]


def _is_definite(cue: Span[Cue], reading: Reading) -> bool:
    """Return whether words ask for one definite thing; a single character is part of others."""
    short = cue.length == 1 and reading.tokens[cue.start].is_han
    named = any(name.covers(cue) for name in reading.names)
    return cue.value.facet in DEFINITE and cue.quality is Quality.EXACT and not (short or named)


def _least_confidence(ranking: Ranking) -> float:
    if ranking.focused:
        little = ranking.reading.is_elliptic or ranking.reading.pinyin
        return LEAST_CONFIDENCE_ELLIPTIC if little else LEAST_CONFIDENCE_FOCUSED
    return LEAST_CONFIDENCE_PINYIN if ranking.reading.pinyin else LEAST_CONFIDENCE


def confidence(ranking: Ranking) -> float:
    """Return how sure it is that the best match answers the question, 0 to 1."""
    reading, best = ranking.reading, ranking.matches[0]
    total = reading.known_weight + reading.unknown_weight
    if not total:
        # "Who does she answer to?" has no word but those that ask.
        return float(ranking.focused and best.cued)
    asked, answered = _beyond_names(reading, best)
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


def _beyond_names(reading: Reading, match: Match) -> tuple[float, float]:
    """Return the weight of what is asked of the entries named, and what of it a match explains.

    A question that names WFP and asks for something no card of it holds is not answered by any
    card of WFP, however well that explains the name.
    """
    named = places_of(reading.names)
    cued = places_of(
        cue for cue in reading.cues if match.cued and _is_cue_of(cue.value, match.card)
    )
    asked = answered = 0.0
    for position, term in enumerate(reading.terms):
        places = range(term.start, term.end)
        if named.issuperset(places):
            continue
        asked += term.weight
        known = cued.issuperset(places)
        answered += term.weight if known else match.evidence.get(position, 0.0)
    return asked, answered


def _is_cue_of(cue: Cue, card: Card) -> bool:
    return cue.facet == card.facet and cue.entry in (None, card.entry)


def _unanswered(ranking: Ranking) -> str | None:
    """Return the subject of a word that no document answers, unless the best facet lists it."""
    reading, best = ranking.reading, ranking.matches[0]
    own = Cue(best.card.facet, best.card.entry)
    listed = [cue for cue in reading.cues if cue.value == own] if best.named else []
    asked = any(cue.value == Cue(best.card.facet) for cue in reading.cues)
    for span in reading.unanswered:
        if any(cue.covers(span) for cue in listed) or _holds(best, reading, span):
            continue
        # "E-mail?" asks for those there are.
        meant = best.named or (span.value == EMAIL and not reading.names)
        if meant and asked and best.card.facet in STILL_ANSWERED.get(span.value, ()):
            continue
        return span.value
    return None


def _holds(best: Match, reading: Reading, span: Span[str]) -> bool:
    """Return whether the content itself speaks of a country: the seat of WFP is in Italy."""
    inside = [place for place, term in enumerate(reading.terms) if span.covers(term)]
    held = all(best.evidence.get(place, 0.0) > 0.0 for place in inside)
    return span.value == COUNTRY and bool(inside) and held


def _pointed_at(ranking: Ranking) -> list[Match]:
    """Return the best match of each entry that "that committee" may point at."""
    reading, best = ranking.reading, ranking.matches[0]
    if not reading.pointed_at or reading.names or ranking.focused:
        return []
    if len(reading.terms) > POINTING_TERMS:
        return []
    found: dict[str, Match] = {}
    for match in ranking.matches:
        if match.score >= RIVAL * best.score:
            found.setdefault(match.card.entry, match)
    return list(found.values())[:MAX_CHOICES]


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
    """Return the best match, then those that answer what it leaves open or nearly as well."""
    best, *others = matches
    clear = bool(others) and others[0].score <= CLEAR * best.score
    most = MAX_CLEAR if clear else MAX_CARDS
    chosen, explained = [best], dict(best.evidence)
    while others and len(chosen) < most:
        gains = [match.gain(explained) for match in others]
        most_gained = max(gains)
        if most_gained < max(LEAST_GAIN, LEAST_GAIN_SHARE * best.score):
            break
        further = others[gains.index(most_gained)]
        chosen.append(further)
        for key, value in further.evidence.items():
            explained[key] = max(explained.get(key, 0.0), value)
        others.remove(further)
    close = [match for match in others if match.score >= CLOSE * best.score]
    return [*chosen, *close][:most]


def _near(ranking: Ranking) -> tuple[Card, ...]:
    """Return the topics that come near: of entries named, or that hold a good part of it."""
    reading = ranking.reading
    enough = NEAR * (reading.known_weight + reading.unknown_weight)
    near: dict[str, Card] = {}
    for match in ranking.matches:
        if match.named or match.explained >= enough:
            near.setdefault(match.card.entry, match.card)
    return tuple(near.values())[:MAX_NEAR]
