"""Decide what to do with a ranking: answer, offer choices, or say that nothing is known."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.deciding.confidence import cues_of, is_sure
from knowledge.deciding.lacking import asks_what_it_lacks, is_of_another
from knowledge.deciding.strange import asks_of_strange
from knowledge.deciding.unanswered import unanswered_subject
from knowledge.matching.pointing_back import is_elliptic
from knowledge.matching.ranking import Match, Ranking
from knowledge.matching.several import contacts_known, in_order_asked
from knowledge.models import Card
from knowledge.text.phrases import Quality

# A card that scores this share of the best is shown below it, folded up: half of the answers that
# were wrong have the right one there.
CLOSE = 0.5
# A card that explains this share of the best score in addition answers what the best leaves open.
LEAST_GAIN_SHARE = 0.12
LEAST_GAIN = 4.0
# An entry that shares the name and scores this share of the best may be meant as well.
RIVAL = 0.92
_SHARING = 2
# Every entry has these, or may.
_OF_ANY = frozenset({"definition", "role", "leads", "terminology", "comparison"})
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
    matches = _told_of_one(ranking)
    if not matches:
        return Miss((), next((span.value for span in ranking.reading.unanswered), None))
    score = matches[0].score
    contacts = contacts_known(ranking)
    subject = None if contacts else unanswered_subject(ranking)
    # Whatever UNDAC is, what is told of anything else is no answer.
    if subject is not None or asks_of_strange(ranking.reading):
        return Miss(near_of(ranking), subject)
    if contacts:
        return Hit(contacts, score)
    if ranking.bare:
        return (
            Ambiguous(ranking.bare, score) if ranking.bare[1:] else Hit(_said_of(ranking), score)
        )
    if ranking.open:
        return Ambiguous(tuple(match.card for match in matches[:MAX_CHOICES]), score)
    lacks = asks_what_it_lacks(ranking) or is_of_another(ranking)
    if lacks or _says_nothing(ranking) or not is_sure(ranking):
        return Miss(near_of(ranking))
    rivals = _pointed_at(ranking) or (_rivals(ranking) if matches is ranking.matches else [])
    if len(rivals) > 1:
        return Ambiguous(tuple(match.card for match in rivals), score)
    cards = in_order_asked(ranking, _chosen(matches), alike=RIVAL)[:MAX_CARDS]
    if len(ranking.reading.terms) <= SHORT:
        # Two words may ask for more than the facet they name.
        cards = tuple(dict.fromkeys((*cards, *ranking.introductions)))[:MAX_CARDS]
    return Hit(cards, score)


def _said_of(ranking: Ranking) -> tuple[Card, ...]:
    """Return what is said to a name alone: what it is, then what was asked of another before."""
    best = ranking.matches[0]
    asked = ranking.focused and best.cued and best.card.entry == ranking.bare[0].entry
    return tuple(dict.fromkeys((*ranking.bare, best.card))) if asked else ranking.bare


def _says_nothing(ranking: Ranking) -> bool:
    """Return whether it is one word that neither names nor asks: "2", "more", "对".

    A card with that word explains all of it, and yet it is no question.
    """
    reading = ranking.reading
    asks = reading.general or cues_of(reading, ranking.matches[0])
    one = len(reading.terms) == 1 and not (reading.names or asks)
    return one and not (ranking.focused or is_elliptic(reading))


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


def _told_of_one(ranking: Ranking) -> Sequence[Match]:
    """Return the matches, first what one alone of those that share a name has of what is asked.

    "Which parts has the Red Cross?" asks of the Movement: neither of the others has any.
    """
    reading, matches = ranking.reading, ranking.matches
    sharing = set(reading.entries)
    if len(sharing) < _SHARING or len({(s.start, s.end) for s in reading.names}) > 1:
        return matches
    asked = {cue.value.facet for cue in reading.asked if cue.quality is Quality.EXACT} - _OF_ANY
    having = [match for match in matches if match.card.facet in asked and match.named]
    if len(having) != 1 or having[0].score < RIVAL * matches[0].score:
        return matches
    return (having[0], *(match for match in matches if match is not having[0]))


def _rivals(ranking: Ranking) -> list[Match]:
    """Return the best match of each entry that one and the same name may mean."""
    best = ranking.matches[0]
    spans = [(s.start, s.end) for s in ranking.reading.names if s.value.entry == best.card.entry]
    sharing = {s.value.entry for s in ranking.reading.names if (s.start, s.end) in spans}
    if len(set(ranking.reading.entries)) > len(sharing):
        return []
    found: dict[str, Match] = {}
    close = {m.card.entry for m in ranking.matches if m.score >= RIVAL * best.score} & sharing
    for match in ranking.matches if len(close) > 1 else ():
        if match.card.entry in sharing:
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


def near_of(ranking: Ranking) -> tuple[Card, ...]:
    """Return the topics that come near: of entries named, or that hold a good part of it."""
    reading = ranking.reading
    enough = NEAR * (reading.known_weight + reading.unknown_weight)
    vetoed = [
        place
        for place, term in enumerate(reading.terms)
        if any(span.covers(term) for span in reading.unanswered)
    ]
    near: dict[str, Card] = {}
    for match in ranking.matches:
        # What no document holds is near to nothing.
        told = match.explained - sum(match.evidence.get(place, 0.0) for place in vetoed)
        if match.named or told >= enough:
            near.setdefault(match.card.entry, match.card)
    return tuple(near.values())[:MAX_NEAR]
