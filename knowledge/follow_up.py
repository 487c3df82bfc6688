"""What a follow-up leaves out: the topic talked about before stands in for it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from knowledge.answer import Part
from knowledge.decision import Ambiguous, Hit, Verdict, decide
from knowledge.models import EntryId, FacetId
from knowledge.pointing_back import (
    asks_for_other,
    asks_for_person,
    asks_further,
    asks_the_same,
    has_pronoun,
    is_elliptic,
    lacks_facet,
    points_back,
    refers_back,
)
from knowledge.ranking import Focus, Ranking
from knowledge.reading import Reading

_WHO_IS = ("谁 是", "是 谁", "who is", "who 's")
# How much better a question must be explained by itself to be read without what came before.
_ALONE = 1.1


@dataclass(frozen=True, slots=True)
class Topic:
    """What was talked about just before, so that a follow-up is understood."""

    entry: EntryId
    facet: FacetId
    other: EntryId | None = None
    """The second entry of an answer that spoke of two."""


def topic_of(parts: Sequence[Part]) -> Topic:
    """Return what an answer was about."""
    first = parts[0].card
    others = [part.card.entry for part in parts[1:] if part.card.entry != first.entry]
    return Topic(first.entry, first.facet, others[0] if others else None)


def may_lean(reading: Reading) -> bool:
    """Return whether a question leaves anything out that a topic could stand in for."""
    return (
        not reading.names
        or lacks_facet(reading)
        or points_back(reading)
        or asks_for_other(reading)
        or asks_further(reading)
    )


def lacks_only_a_facet(reading: Reading, alone: Verdict) -> bool:
    """Return whether a question that has an answer could lean on nothing but the facet before."""
    settled = isinstance(alone, Hit) and bool(reading.names) and lacks_facet(reading)
    return settled and not (
        points_back(reading) or asks_the_same(reading) or asks_for_other(reading)
    )


def focuses(
    reading: Reading, topic: Topic, office_of: Callable[[EntryId], EntryId | None]
) -> Iterator[Focus]:
    """Yield what a question may leave out: the entry, or the facet of another entry.

    Args:
        reading: What the question says.
        topic: What was talked about.
        office_of: Tells who leads an entry, for "he" and "she".
    """
    if topic.other is not None and asks_for_other(reading):
        yield Focus(topic.other, topic.facet if lacks_facet(reading) else None)
    if not reading.names and asks_for_person(reading) and (office := office_of(topic.entry)):
        yield Focus(entry=office)
    if reading.names and lacks_facet(reading) and not _asks_who_is(reading):
        yield Focus(facet=topic.facet)
        if asks_the_same(reading):
            # Who sits in the one body for UNHCR may be told where UNHCR is.
            talked_about = (topic.other, topic.entry)
            yield from (Focus(entry, topic.facet) for entry in talked_about if entry is not None)
    if not reading.names and not reading.facets:
        if is_elliptic(reading) or len(reading.terms) == 1:
            yield Focus(sister=topic.entry, facet=topic.facet)
        if is_elliptic(reading):
            yield Focus(entry=topic.entry, facet=topic.facet)
    if refers_back(reading):
        yield Focus(entry=topic.entry)
        if not reading.facets:
            yield Focus(entry=topic.entry, facet=topic.facet)


def _asks_who_is(reading: Reading) -> bool:
    text = " ".join(token.raw.lower() for token in reading.tokens)
    return any(words in text for words in _WHO_IS)


def leaning(focused: Ranking, focus: Focus, alone: Verdict) -> Hit | None:
    """Return the answer with what was said before; None if the question is better without it."""
    better = _is_better(focused, focus, alone)
    # What is shown beside the best card costs as much to find as the ranking.
    if not better and not (points_back(focused.reading) or is_elliptic(focused.reading)):
        return None
    decided = decide(focused)
    shown = [card.entry for card in decided.cards] if isinstance(decided, Hit) else []
    held = focus.entry in shown and points_back(focused.reading)
    if isinstance(decided, Hit) and (better or held):
        return decided
    return _asked_of(focused, focus) if isinstance(alone, Ambiguous) else None


def _asked_of(focused: Ranking, focus: Focus) -> Hit | None:
    """Return what is told of what was talked about, if it has what is asked: "and in floods?"."""
    told = [m for m in focused.matches if m.card.entry == focus.entry and m.cued]
    reading = focused.reading
    leans = not reading.names and (has_pronoun(reading) or is_elliptic(reading))
    return Hit((told[0].card,), told[0].score) if told and leans else None


def _is_better(focused: Ranking, focus: Focus, alone: Verdict) -> bool:
    if not focused.matches:
        return False
    best = focused.matches[0]
    shown = focused.bare[0] if focused.bare else best.card
    if focus.entry is not None and shown.entry != focus.entry:
        return False
    if focus.sister is not None and not (best.named and best.cued):
        return False
    return not isinstance(alone, Hit) or alone.score * _ALONE < best.score
