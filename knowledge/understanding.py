"""Understand a question: by itself, by the end of a story, or with what was said before."""

from knowledge.decision import Ambiguous, Hit, Miss, Verdict, decide, is_vetoed
from knowledge.follow_up import Topic, focuses, leans
from knowledge.matcher import Matcher
from knowledge.ranking import Ranking
from knowledge.telling import last_sentences, question_apart

# A message longer than this that finds nothing as a whole is read by its last sentences.
LONG_MESSAGE = 30


def understand(
    matcher: Matcher, question: str, topic: Topic | None = None
) -> tuple[Ranking, Verdict]:
    """Return what a question was understood as, and what to do with it.

    Args:
        matcher: What reads it.
        question: What the user wrote.
        topic: What was talked about just before, for a question that leans on it.
    """
    reading = matcher.read(question)
    ranking = matcher.rank(reading)
    verdict = decide(ranking)
    if isinstance(verdict, Miss) and len(question) > LONG_MESSAGE and not reading.unanswered:
        for sentence in last_sentences(question):
            alone = matcher.match(sentence)
            decided = decide(alone)
            if not isinstance(decided, Miss):
                return alone, decided
    apart = question_apart(question) if isinstance(verdict, Miss) else None
    if apart is not None:
        alone = matcher.match(apart)
        decided = decide(alone)
        if _stands_alone(alone, decided) and (alone.reading.names or not is_vetoed(verdict)):
            return alone, decided
    if topic is None:
        return ranking, verdict
    for focus in focuses(reading, topic):
        focused = matcher.rank(reading, focus=focus)
        decided = decide(focused)
        if isinstance(decided, Hit) and leans(reading, decided, focus, verdict):
            return focused, decided
    return ranking, verdict


def _stands_alone(alone: Ranking, decided: Verdict) -> bool:
    """Return whether the end of a story says itself what it asks about: a name, or a thing."""
    if alone.reading.only_chatter is not None:
        return False
    if isinstance(decided, Hit):
        return bool(alone.reading.names)
    return isinstance(decided, Ambiguous) and bool(alone.reading.names or alone.reading.things)
