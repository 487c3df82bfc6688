"""What an answer speaks of beside what it is about, and what of that is asked next."""

from collections.abc import Callable
from functools import lru_cache

from knowledge.base import KnowledgeBase
from knowledge.decision import Ambiguous, Hit, Miss, Verdict
from knowledge.follow_up import Topic
from knowledge.lacking import DEFINITE
from knowledge.matcher import Matcher
from knowledge.models import EntryId
from knowledge.phrases import Quality
from knowledge.pointing_back import has_pronoun
from knowledge.ranking import Focus, Ranking
from knowledge.text_index import Card

# Talk is about few things at a time.
_KEPT = 200
_COUNTED = frozenset({"number", "amount"})

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
    matcher: Matcher, ranking: Ranking, verdict: Verdict, topic: Topic, mentions: Mentions
) -> tuple[Ranking, Verdict] | None:
    """Return what is told of something that was spoken of beside the topic; None if nothing is.

    "Who convenes it?" after "they meet in the ICCG" asks of the ICCG. And "how often do they
    meet?" is not answered by how often others do: what "they" stands for was just talked about.
    """
    reading = ranking.reading
    definite = (DEFINITE | _COUNTED).intersection(cue.value.facet for cue in reading.asked)
    pronoun = has_pronoun(reading) and bool(definite)
    if reading.names or isinstance(verdict, Miss) or not (ranking.open or pronoun):
        return None
    spoken = mentions(topic)
    if isinstance(verdict, Hit):
        best = verdict.cards[0]
        if best.facet not in definite or best.entry in (topic.entry, topic.other, *spoken):
            return None
    rankings = [matcher.refocus(ranking, Focus(entry=entry)) for entry in spoken]
    found = [
        match
        for entry, focused in zip(spoken, rankings, strict=True)
        for match in [m for m in focused.matches if m.card.entry == entry and m.cued][:1]
    ]
    if len(found) == 1:
        return ranking, Hit((found[0].card,), found[0].score)
    if found:
        return ranking, Ambiguous(tuple(match.card for match in found), found[0].score)
    known = matcher.has(topic.entry, topic.facet)
    return (ranking, Miss((Card(topic.entry, topic.facet),))) if pronoun and known else None
