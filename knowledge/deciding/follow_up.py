"""What a follow-up leaves out: the topic talked about before stands in for it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from knowledge.deciding.decision import Ambiguous, Hit, Miss, Verdict, decide, is_vetoed
from knowledge.matching.pointing_back import (
    asks_for_other,
    asks_for_person,
    asks_further,
    asks_the_same,
    asks_whether_within,
    asks_why_not,
    has_pronoun,
    is_elliptic,
    lacks_facet,
    points_back,
    refers_back,
)
from knowledge.matching.ranking import Focus, Ranking
from knowledge.matching.reading import SITUATIONS, Reading
from knowledge.models import Card, EntryId, FacetId

_WHO_IS = ("谁 是", "是 谁", "who is", "who 's")
# How much better a question must be explained by itself to be read without what came before.
_ALONE = 1.1
# How much of a question a card must explain, where no name is read in it, to tell of a part.
_PART = 0.5


@dataclass(frozen=True, slots=True)
class Topic:
    """What was talked about just before, so that a follow-up is understood."""

    entry: EntryId
    facet: FacetId
    beside: tuple[Card, ...] = ()
    """What else the answer told."""
    first: int = 0
    """The place of the statement that was said first, among those of the facet."""
    point: int = 0
    """The point of a list that was told first, from 1; 0 where none was asked for."""

    @property
    def other(self) -> EntryId | None:
        """Return the second entry of an answer that spoke of two."""
        return next((card.entry for card in self.beside if card.entry != self.entry), None)


class Leaning(NamedTuple):
    """Talk of what may change the answer to a question; by default of nothing."""

    facets: frozenset[FacetId] | None = frozenset()
    """Of which facets, whatever has them; None of any."""
    entries: frozenset[EntryId] = frozenset()
    """Of which entries, whatever is told of them."""

    def on(self, topic: Topic) -> bool:
        """Return whether talk of something may change the answer."""
        of_facet = self.facets is None or topic.facet in self.facets
        return of_facet or topic.entry in self.entries


def may_lean(reading: Reading) -> bool:
    """Return whether a question leaves anything out that a topic could stand in for."""
    return (
        not reading.names
        or lacks_facet(reading)
        or points_back(reading)
        or asks_for_other(reading)
        or asks_further(reading)
        or asks_why_not(reading)
    )


def lacks_only_a_facet(reading: Reading, alone: Verdict) -> bool:
    """Return whether a question that has an answer could lean on nothing but the facet before."""
    settled = isinstance(alone, Hit) and bool(reading.names) and lacks_facet(reading)
    return settled and not (
        points_back(reading)
        or asks_the_same(reading)
        or asks_for_other(reading)
        or asks_why_not(reading)
    )


def focuses(
    reading: Reading,
    topic: Topic,
    office_of: Callable[[EntryId], EntryId | None],
    has: Callable[[EntryId, FacetId], bool],
) -> Iterator[Focus]:
    """Yield what a question may leave out: the entry, or the facet of another entry.

    Args:
        reading: What the question says.
        topic: What was talked about.
        office_of: Tells who leads an entry, for "he" and "she".
        has: Tells whether an entry has a facet.
    """
    if (situation := _only_situation(reading)) is not None:
        # "And in conflict?": where nothing is told of that, what was told holds there as well.
        yield Focus(topic.entry, situation if has(topic.entry, situation) else topic.facet)
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


def _only_situation(reading: Reading) -> FacetId | None:
    """Return the situation that a question changes, and nothing else of the one before."""
    asked = set(reading.facets)
    if reading.names or len(asked) != 1 or not is_elliptic(reading):
        return None
    return next(iter(asked & SITUATIONS), None)


def _asks_who_is(reading: Reading) -> bool:
    text = " ".join(reading.tokens.lower)
    return any(words in text for words in _WHO_IS)


def leaning(focused: Ranking, focus: Focus, alone: Verdict) -> Hit | Miss | None:
    """Return the answer with what was said before; None if the question is better without it.

    What no document holds of him, as his e-mail, is not that of anyone else either.
    """
    better = _is_better(focused, focus, alone)
    # What is shown beside the best card costs as much to find as the ranking.
    if not better and not (points_back(focused.reading) or is_elliptic(focused.reading)):
        return None
    decided = decide(focused)
    shown = [card.entry for card in decided.cards] if isinstance(decided, Hit) else []
    held = focus.entry in shown and points_back(focused.reading)
    if isinstance(decided, Hit) and (better or held):
        return decided
    if isinstance(decided, Miss) and is_vetoed(decided) and asks_for_person(focused.reading):
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
    if focused.reading.bare and is_elliptic(focused.reading) and best.named and best.cued:
        # However much a long name explains, "and that?" asks for what was asked before.
        return True
    return not isinstance(alone, Hit) or alone.score * _ALONE < best.score


def may_be_within(reading: Reading, alone: Verdict, topic: Topic) -> bool:
    """Return whether a name may mean its part in what was talked about.

    "And the Red Cross?" after the HCT asks for the part that the Red Cross has in it, and so does
    "is the Red Cross in it?".
    """
    leans = is_elliptic(reading) or points_back(reading)
    shared = isinstance(alone, Ambiguous) and leans
    beside = asks_whether_within(reading) and topic.entry not in reading.entries
    return bool(reading.names) and not is_vetoed(alone) and (shared or beside)


def within(unnamed: Ranking, entry: EntryId, weight: float) -> Hit | None:
    """Return what is told of a part in the entry talked about; None if nothing is.

    Args:
        unnamed: What fits with that entry in mind, and no name read in the question.
        entry: What was talked about.
        weight: What the words weigh that ask for the part.
    """
    for match in unnamed.matches:
        if match.card.entry == entry and match.explained >= _PART * weight:
            return Hit((match.card,), match.score)
    return None
