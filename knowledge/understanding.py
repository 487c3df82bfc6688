"""Understand a question: by itself, by the end of a story, or with what was said before."""

from dataclasses import dataclass

from knowledge.decision import Ambiguous, Hit, Miss, Verdict, decide, is_vetoed
from knowledge.follow_up import Topic, focuses, leans, may_lean
from knowledge.matcher import Matcher
from knowledge.ranking import Ranking
from knowledge.telling import last_sentences, question_apart

# A message longer than this that finds nothing as a whole is read by its last sentences.
LONG_MESSAGE = 30


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


def understand(matcher: Matcher, question: str) -> Understood:
    """Return what a question is understood as by itself."""
    reading = matcher.read(question)
    ranking = matcher.rank(reading)
    verdict = decide(ranking)
    if isinstance(verdict, Miss) and len(question) > LONG_MESSAGE and not reading.unanswered:
        for sentence in last_sentences(question):
            alone = matcher.match(sentence)
            decided = decide(alone)
            if not isinstance(decided, Miss):
                return Understood(alone, decided, whole=False)
    apart = question_apart(question) if isinstance(verdict, Miss) else None
    if apart is not None:
        alone = matcher.match(apart)
        decided = decide(alone)
        if _stands_alone(alone, decided) and (alone.reading.names or not is_vetoed(verdict)):
            return Understood(alone, decided, whole=False)
    return Understood(ranking, verdict)


def understand_after(matcher: Matcher, alone: Understood, topic: Topic) -> Understood:
    """Return what a question is understood as after something was talked about.

    Args:
        matcher: What ranks.
        alone: What the question is understood as by itself.
        topic: What was talked about just before.
    """
    reading = alone.ranking.reading
    for focus in focuses(reading, topic) if alone.whole else ():
        focused = matcher.rank(reading, focus=focus)
        decided = decide(focused)
        if isinstance(decided, Hit) and leans(reading, decided, focus, alone.verdict):
            return Understood(focused, decided)
    return alone


def _stands_alone(alone: Ranking, decided: Verdict) -> bool:
    """Return whether the end of a story says itself what it asks about: a name, or a thing."""
    if alone.reading.only_chatter is not None:
        return False
    if isinstance(decided, Hit):
        return bool(alone.reading.names)
    return isinstance(decided, Ambiguous) and bool(alone.reading.names or alone.reading.things)
