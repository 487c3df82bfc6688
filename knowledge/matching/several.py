"""What is asked of several entries at once is told of each, in the order of the question."""

from collections.abc import Sequence
from itertools import pairwise, takewhile

from knowledge.matching.asking import beside_names
from knowledge.matching.ranking import Match, Ranking
from knowledge.matching.reading import Reading
from knowledge.models import Card, FacetId
from knowledge.text.phrases import Quality

JOINING = frozenset({"and", "&", ",", "，", "、", "和", "与", "跟", "及", "以", "同", "the"})
_COMMAS = frozenset({",", "，", "the"})
_EACH = ("各自", "分别", "respectively")
# What a word means may be asked of each, but is also half of other questions: "what is".
_OF_WORDS = frozenset({"definition", "terminology"})
_CONTACT, _EMAIL = "contact", "email"


def in_order_asked(ranking: Ranking, chosen: Sequence[Match], *, alike: float) -> tuple[Card, ...]:
    """Return the cards that were chosen, in the order in which their entries are asked about.

    Args:
        ranking: All that fit; what is asked of each comes from there, even if not chosen.
        chosen: The cards that answer, best first.
        alike: The share of the best score from which a second one fits as well.
    """
    cards = tuple(match.card for match in _turned(chosen, ranking.reading, alike))
    return tuple(dict.fromkeys((*_of_each(ranking), *cards)))


def _of_each(ranking: Ranking) -> list[Card]:
    """Return what is asked of each of several: "who leads HRP and RRP respectively"."""
    facet = _asked_of_each(ranking.reading)
    found = {
        match.card.entry: match.card for match in ranking.matches if match.card.facet == facet
    }
    each = [found[entry] for entry in ranking.reading.entries if entry in found]
    return each if each[1:] else []


def contacts_known(ranking: Ranking) -> tuple[Card, ...]:
    """Return where those of several can be written to of whom the documents tell it.

    "The e-mail of the shelter and the health clusters" gets the one there is, as it would alone.
    Nothing is returned unless that and nothing else is asked of several.
    """
    reading = ranking.reading
    asked = {cue.value.facet for cue in beside_names(reading) if cue.quality is Quality.EXACT}
    # The one in a country, or a telephone, is not what is told.
    other = any(span.value != _EMAIL for span in reading.unanswered)
    if other or asked - _OF_WORDS != {_CONTACT} or not _joins_names(reading):
        return ()
    return tuple(card for card in ranking.held if card.facet == _CONTACT)


def _turned(chosen: Sequence[Match], reading: Reading, alike: float) -> Sequence[Match]:
    """Return the first two the other way round if they tell the same and were so asked for.

    "How often does the UNCT meet, and the UNSDG?" asks the same of both.
    """
    if not chosen[1:]:
        return chosen
    first, second, *others = chosen
    same = first.card.facet == second.card.facet and second.score >= alike * first.score
    meant = (second.card.entry, first.card.entry)
    turned = tuple(entry for entry in reading.entries if entry in meant) == meant
    return (second, first, *others) if same and turned else chosen


def _asked_of_each(reading: Reading) -> FacetId | None:
    """Return the facet that is asked of each of several entries; None if none is asked so.

    "分别由谁领导" says so, and so does asking twice: "who leads health and who leads WASH".
    """
    exact = [cue for cue in reading.asked if cue.quality is Quality.EXACT]
    cues = [cue for cue in exact if cue.value.facet not in _OF_WORDS]
    said = [reading.said_in(cue) for cue in cues]
    everything = reading.said
    each = _joins_names(reading) or any(word in everything for word in _EACH)
    asked = (cue for cue, words in zip(cues, said, strict=True) if each or said.count(words) > 1)
    return next((cue.value.facet for cue in asked), None)


def _joins_names(reading: Reading) -> bool:
    """Return whether it begins with several names in a row: "health, WASH and nutrition".

    What is named before them is what is asked about: "on information, what do CLA and OCHA do".
    """
    between = (
        set(reading.tokens.lower[one.end : other.start])
        for one, other in pairwise(reading.names)
        if one.end < other.start
    )
    row = takewhile(JOINING.issuperset, between)
    # A comma alone ends a clause: "without an HC, whom does the cluster answer to".
    return any(not words <= _COMMAS for words in row)
