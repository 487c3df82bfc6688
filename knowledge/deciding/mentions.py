"""What an answer speaks of beside what it is about, and what of that is asked next."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from knowledge.content.base import KnowledgeBase
from knowledge.deciding.decision import Ambiguous, Hit, Miss, Verdict
from knowledge.deciding.follow_up import Topic
from knowledge.matching.matcher import Matcher
from knowledge.matching.pointing_back import has_pronoun
from knowledge.matching.ranking import Focus, Ranking
from knowledge.models import Card, EntryId
from knowledge.text.phrases import Quality, places_of

# Talk is about few things at a time.
_KEPT = 200
_FEW_TERMS = 4
# What is told of a thing itself or not at all: when they meet, who they are, how much it is.
_ITS_OWN = frozenset({"amount", "chair", "link", "location", "meetings", "members", "number"})

Mentions = Callable[[Topic], tuple[EntryId, ...]]
"""Tells what was spoken of beside a topic, in the order in which it was."""


def mentions_in(knowledge: KnowledgeBase, matcher: Matcher) -> Mentions:
    """Return what tells which entries the statements of a topic name."""

    @lru_cache(maxsize=_KEPT)
    def mentions(topic: Topic) -> tuple[EntryId, ...]:
        if not knowledge.holds(topic.entry, topic.facet):
            return ()
        told = knowledge.entries[topic.entry].facets[topic.facet].statements
        # In English a name does not run into the next word.
        named = (name for text in told for name in matcher.read(text.en).names)
        sure = dict.fromkeys(name.value.entry for name in named if name.quality is Quality.EXACT)
        return tuple(entry for entry in sure if entry != topic.entry)

    return mentions


def asked_of_mentioned(
    matcher: Matcher,
    ranking: Ranking,
    verdict: Verdict,
    topic: Topic,
    spoken_of: Callable[[], Sequence[EntryId]],
) -> tuple[Ranking, Verdict] | None:
    """Return what is told of something that was spoken of beside the topic; None if nothing is.

    "Who convenes it?" after "they meet in the ICCG" asks of the ICCG. And "how often do they
    meet?" is not answered by how often others do: what "they" stands for was just talked about.
    """
    reading = ranking.reading
    own = _ITS_OWN.intersection(cue.value.facet for cue in reading.asked)
    # "How often does the team that she leads meet?" says itself of what.
    pronoun = has_pronoun(reading) and bool(own) and len(reading.terms) <= _FEW_TERMS
    if reading.names or isinstance(verdict, Miss) or not (ranking.open or pronoun):
        return None
    spoken = spoken_of()
    if isinstance(verdict, Hit):
        best = verdict.cards[0]
        meant = best.entry in spoken and _says_of_what(ranking)
        if meant or best.entry in (topic.entry, topic.other) or best.facet not in own:
            return None
    # After what somebody leads, "it" is what she leads.
    if pronoun and topic.facet != "leads":
        return (ranking, _only(topic)) if matcher.has(topic.entry, topic.facet) else None
    rankings = [matcher.refocus(ranking, Focus(entry=entry)) for entry in spoken]
    found = [
        match
        for entry, focused in zip(spoken, rankings, strict=True)
        for match in [m for m in focused.matches if m.card.entry == entry and m.cued][:1]
    ]
    if not found:
        return None
    cards = tuple(match.card for match in found)
    told = Hit(cards, found[0].score) if len(cards) == 1 else Ambiguous(cards, found[0].score)
    return ranking, told


def _only(topic: Topic) -> Miss:
    """Return that nothing is told, but of what was talked about."""
    return Miss((Card(topic.entry, topic.facet),))


def _says_of_what(ranking: Ranking) -> bool:
    """Return whether the best card holds anything that is said beside the words that ask."""
    asking = places_of(ranking.reading.asked)
    return any(
        not asking.issuperset(range(term.start, term.end)) and place in ranking.matches[0].evidence
        for place, term in enumerate(ranking.reading.terms)
    )
