"""Understand a question: by itself, by the end of a story, or with what was said before."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import islice

from knowledge.decision import Ambiguous, Hit, Miss, Verdict, decide, is_vetoed
from knowledge.follow_up import Topic, focuses, lacks_only_a_facet, leaning, may_lean
from knowledge.matcher import Matcher
from knowledge.models import EntryId
from knowledge.pointing_back import is_elliptic, points_back
from knowledge.ranking import Focus, Ranking
from knowledge.story import (
    is_long_story,
    last_sentences,
    questions_apart,
    sentences,
    without_introduction,
)

# A message longer than this that finds nothing as a whole is read by its last sentences.
LONG_MESSAGE = 30
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Understood:
    """What a question was understood as, and what to do with it."""

    ranking: Ranking
    verdict: Verdict
    whole: bool = True
    """Whether all of it was read, not the end of a story alone."""

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
    whole = _read(matcher, question)
    missed = isinstance(whole.verdict, Miss)
    if missed and len(question) > LONG_MESSAGE and not whole.ranking.reading.unanswered:
        for sentence in last_sentences(question):
            alone = _read(matcher, sentence, whole=False)
            if not isinstance(alone.verdict, Miss):
                return alone
    asked = without_introduction(question) if is_vetoed(whole.verdict) else None
    if asked is not None:
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
) -> Understood:
    """Return what a question is understood as after something was talked about.

    Args:
        matcher: What reads and ranks.
        question: What the user wrote.
        alone: What it is understood as by itself.
        topic: What was talked about just before.
        office_of: Tells who leads an entry, for "he" and "she".
    """
    leaning = _leaning(matcher, alone, topic, office_of) if alone.whole else None
    if leaning is None and isinstance(alone.verdict, Miss) and not is_vetoed(alone.verdict):
        # "No, I meant for refugees. They came last night": one sentence asks, the others tell.
        pieces = sentences(question)
        apart = (_read(matcher, sentence) for sentence in pieces if len(pieces) > 1)
        found = (_leaning(matcher, one, topic, office_of) for one in apart)
        leaning = next((one for one in found if one is not None), None)
    return leaning or _within(matcher, alone, topic) or alone


def _within(matcher: Matcher, alone: Understood, topic: Topic) -> Understood | None:
    """Return what tells of a name that means several in what was talked about; None if nothing.

    "And the Red Cross?" after the HCT asks for the part that the Red Cross has in it.
    """
    reading = alone.ranking.reading
    if not isinstance(alone.verdict, Ambiguous) or not reading.names:
        return None
    if not (is_elliptic(reading) or points_back(reading)):
        return None
    unnamed = matcher.rank(replace(reading, names=()))
    focused = matcher.refocus(unnamed, Focus(entry=topic.entry))
    told = [
        match
        for match in focused.matches
        if match.card.entry == topic.entry and match.explained >= _HALF * reading.known_weight
    ]
    if not told:
        return None
    return Understood(focused, Hit((told[0].card,), told[0].score))


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
    for focus in dict.fromkeys(focuses(reading, topic, office_of)):
        focused = matcher.refocus(alone.ranking, focus)
        answered = leaning(focused, focus, alone.verdict)
        if answered is None:
            continue
        if focus.entry is None or answered.cards[0].entry == focus.entry:
            return Understood(focused, answered)
        # "Does he convene anything?" is told of the body if nothing is told of him.
        second = second or Understood(focused, answered)
    return second


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
