"""Understand a question: by itself, by the end of a story, or with what was said before."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import islice

from knowledge.deciding.decision import Ambiguous, Hit, Miss, Verdict, decide, is_vetoed
from knowledge.deciding.follow_up import (
    Topic,
    focuses,
    lacks_only_a_facet,
    leaning,
    may_be_within,
    may_lean,
    within,
)
from knowledge.deciding.mentions import Mentions, asked_of_mentioned
from knowledge.matching.matcher import Matcher
from knowledge.matching.pointing_back import asks_further, asks_the_same, corrects, lacks_facet
from knowledge.matching.ranking import Focus, Ranking
from knowledge.models import EntryId
from knowledge.text.story import (
    CLAUSE,
    WORD,
    is_long_story,
    last_sentences,
    questions_apart,
    sentences,
    without_address,
    without_asker,
    without_introduction,
)

# A message longer than this that finds nothing as a whole is read by its last sentences.
LONG_MESSAGE = 30


@dataclass(frozen=True, slots=True)
class Understood:
    """What a question was understood as, and what to do with it."""

    ranking: Ranking
    verdict: Verdict
    whole: bool = True
    """Whether all of it was read, not the end of a story alone."""
    in_order: bool = False
    """Whether the cards stand in the order in which they were asked for."""

    @property
    def may_lean(self) -> bool:
        """Return whether another topic could be another answer."""
        return may_lean(self.ranking.reading)

    @property
    def lacks_only_a_facet(self) -> bool:
        """Return whether only a facet that a named entry has could be another answer."""
        return lacks_only_a_facet(self.ranking.reading, self.verdict)


def understand(matcher: Matcher, question: str) -> Understood:
    """Return what a question is understood as by itself."""
    plain = without_address(question)
    if plain is not None:
        alone = understand(matcher, plain)
        if not isinstance(alone.verdict, Miss):
            return alone
    whole = _read(matcher, question)
    missed = isinstance(whole.verdict, Miss)
    if missed and len(question) > LONG_MESSAGE and not whole.ranking.reading.unanswered:
        for sentence in last_sentences(question):
            alone = _read(matcher, sentence, whole=False)
            if not isinstance(alone.verdict, Miss):
                return alone
    vetoed = is_vetoed(whole.verdict)
    plainer = (without_introduction(question), without_asker(question)) if vetoed else ()
    for asked in filter(None, plainer):
        alone = _read(matcher, asked, whole=False)
        if _stands_alone(alone):
            return alone
    if not (missed or is_long_story(question)):
        return whole
    for apart in islice(questions_apart(question), None if missed else 1):
        alone = _read(matcher, apart, whole=False)
        reading = alone.ranking.reading
        sure = reading.names if is_vetoed(whole.verdict) else missed or reading.facets
        if _stands_alone(alone) and sure:
            return alone
        meant = _told_of(matcher, alone, whole) if missed else None
        if meant is not None:
            return meant
    return whole


def understand_after(
    matcher: Matcher,
    question: str,
    alone: Understood,
    topic: Topic,
    office_of: Callable[[EntryId], EntryId | None],
    mentions: Mentions,
) -> Understood:
    """Return what a question is understood as after something was talked about.

    Args:
        matcher: What reads and ranks.
        question: What the user wrote.
        alone: What it is understood as by itself.
        topic: What was talked about just before.
        office_of: Tells who leads an entry, for "he" and "she".
        mentions: Tells what was spoken of beside the topic.
    """
    if alone.ranking.reading.retelling:
        return alone
    leaning = _within(matcher, alone, topic)
    if leaning is None and alone.whole:
        leaning = _leaning(matcher, alone, topic, office_of)
    if leaning is None and isinstance(alone.verdict, Miss) and not is_vetoed(alone.verdict):
        # "No, I meant for refugees. They came last night": one sentence asks, the others tell.
        pieces = sentences(question)
        apart = (_read(matcher, sentence) for sentence in pieces if len(pieces) > 1)
        leant = (_leaning(matcher, one, topic, office_of) for one in apart)
        leaning = next((one for one in leant if one is not None), None)
    found = leaning or alone
    also = _asked_as_well(matcher, question, found, topic, office_of)
    if also is not None:
        return also

    def spoken_of() -> tuple[EntryId, ...]:
        office = office_of(topic.entry)
        return mentions(topic) if office is None else (*mentions(topic), office)

    asked = asked_of_mentioned(matcher, found.ranking, found.verdict, topic, spoken_of)
    return Understood(*asked) if asked is not None else found


def _asked_as_well(
    matcher: Matcher,
    question: str,
    whole: Understood,
    topic: Topic,
    office_of: Callable[[EntryId], EntryId | None],
) -> Understood | None:
    """Return two answers where a name asks the same again, and more is asked of it after that.

    "And the UNSDG? Who chairs it?" after how often others meet asks how often it meets as well.
    """
    first = next(filter(WORD.search, CLAUSE.split(question)), question)
    if first == question or not isinstance(whole.verdict, Hit):
        return None
    # To read a clause costs as much as a question: only where the whole looks like it.
    if not (asks_further(whole.ranking.reading) or corrects(whole.ranking.reading)):
        return None
    again = _read(matcher, first)
    reading = again.ranking.reading
    if not (reading.names and asks_the_same(reading) and lacks_facet(reading)):
        return None
    same = _leaning(matcher, again, topic, office_of)
    if same is None or not isinstance(same.verdict, Hit):
        return None
    card, *_others = same.verdict.cards
    if card.facet != topic.facet or card.entry != whole.verdict.cards[0].entry:
        return None
    cards = tuple(dict.fromkeys((card, *whole.verdict.cards)))
    return replace(whole, verdict=replace(whole.verdict, cards=cards), in_order=True)


def _within(matcher: Matcher, alone: Understood, topic: Topic) -> Understood | None:
    """Return what is understood of a part of what was talked about; None if nothing."""
    reading = alone.ranking.reading
    if not may_be_within(reading, alone.verdict, topic):
        return None
    beside = not isinstance(alone.verdict, Ambiguous)
    least = max(reading.weights_of_names().values()) if beside else reading.known_weight
    unnamed = matcher.rank(replace(reading, names=()))
    focused = matcher.refocus(unnamed, Focus(entry=topic.entry))
    answered = within(focused, topic.entry, least)
    return Understood(focused, answered) if answered is not None else None


def _leaning(
    matcher: Matcher,
    alone: Understood,
    topic: Topic,
    office_of: Callable[[EntryId], EntryId | None],
) -> Understood | None:
    """Return what is understood with what was said before; None if that is not the better way."""
    reading = alone.ranking.reading
    second: Understood | None = None
    # What is yielded for two reasons is ranked once.
    for focus in dict.fromkeys(focuses(reading, topic, office_of, matcher.has)):
        focused = matcher.refocus(alone.ranking, focus)
        answered = leaning(focused, focus, alone.verdict)
        if answered is None:
            continue
        if isinstance(answered, Hit) and matcher.is_pointed_at(topic.entry, reading):
            # "That team, is it only for sharing information?" is not of another team.
            answered = _first_of(answered, topic.entry)
        if (
            isinstance(answered, Miss)
            or focus.entry is None
            or answered.cards[0].entry == focus.entry
        ):
            return Understood(focused, answered)
        # "Does he convene anything?" is told of the body if nothing is told of him.
        second = second or Understood(focused, answered)
    return second


def _first_of(found: Hit, entry: EntryId) -> Hit:
    """Return the same cards, those of an entry first."""
    return replace(found, cards=tuple(sorted(found.cards, key=lambda one: one.entry != entry)))


def _read(matcher: Matcher, text: str, *, whole: bool = True) -> Understood:
    ranking = matcher.match(text)
    return Understood(ranking, decide(ranking), whole)


def _told_of(matcher: Matcher, alone: Understood, whole: Understood) -> Understood | None:
    """Return what the end of a story asks of the one thing it told of; None if it asks otherwise.

    "All day they talk of clusters, what on earth is that?"
    """
    told, asked = whole.ranking.reading, alone.ranking.reading
    if len(told.entries) != 1 or asked.names or not alone.ranking.open:
        return None
    # "At UNHCR my pay is late, what is that?": the pay was told of last.
    if any(span.end > told.names[-1].start for span in told.unanswered):
        return None
    [entry] = told.entries
    focused = matcher.refocus(alone.ranking, Focus(entry=entry))
    verdict = decide(focused)
    if isinstance(verdict, Hit) and focused.matches[0].cued and verdict.cards[0].entry == entry:
        return Understood(focused, verdict, whole=False)
    return None


def _stands_alone(alone: Understood) -> bool:
    """Return whether the end of a story says itself what it asks about: a name, or a thing."""
    reading = alone.ranking.reading
    if reading.only_chatter is not None:
        return False
    if isinstance(alone.verdict, Hit):
        return bool(reading.names)
    return isinstance(alone.verdict, Ambiguous) and bool(reading.names or reading.things)
