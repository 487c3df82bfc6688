"""The one way in: a question becomes a reply."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from knowledge.answer import Composer, Part
from knowledge.base import KnowledgeBase
from knowledge.decision import Ambiguous, Hit, Miss, Verdict, decide
from knowledge.language import Language, language_of
from knowledge.matcher import Focus, Matcher, Ranking
from knowledge.matcher import Part as MatcherPart
from knowledge.models import EntryId, FacetId, Situation
from knowledge.reading import Reading
from knowledge.text_index import Card

# An answer is read on a phone, in one go.
MAX_CHARACTERS = 1150
# A message longer than this that finds nothing as a whole is read by its last sentences.
LONG = 80


class Status(StrEnum):
    """What kind of reply it is."""

    ANSWER = "answer"
    CHOICES = "choices"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Topic:
    """What was talked about just before, so that a follow-up is understood."""

    entry: EntryId
    facet: FacetId
    other: EntryId | None = None
    """The second entry of an answer that spoke of two."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A topic a reader may pick."""

    card: Card
    title: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said to a question."""

    status: Status
    language: Language
    parts: tuple[Part, ...] = ()
    """The answer, the most important part first."""
    choices: tuple[Choice, ...] = ()
    """What may be meant, or for a miss the nearest topics."""
    subject: str | None = None
    """For a miss: what was asked for, where no document holds any such thing."""
    topic: Topic | None = None
    """What the next question may refer to."""
    score: float = 0.0

    @property
    def text(self) -> str:
        """Return the body as plain text, without the source line."""
        return "\n\n".join(part.text for part in self.parts)


class Assistant:
    """Answers questions from a knowledge base."""

    def __init__(self, knowledge: KnowledgeBase, *, without: MatcherPart | None = None) -> None:
        self.knowledge = knowledge
        self.composer = Composer(knowledge)
        self._matcher = Matcher(knowledge, without=without)

    def ask(
        self,
        question: str,
        *,
        language: Language | None = None,
        topic: Topic | None = None,
    ) -> Reply:
        """Answer a question.

        Args:
            question: What the user wrote, as she wrote it.
            language: The language of the answer; that of the question unless given.
            topic: What was talked about just before.
        """
        language = language or language_of(question)
        ranking, verdict = self._understand(question, topic)
        kind = ranking.reading.only_chatter
        if kind is not None:
            return Reply(Status.ANSWER, language, subject=kind, topic=topic)
        match verdict:
            case Hit(cards, score):
                parts = self._fitting(cards, language, ranking.reading)
                return Reply(Status.ANSWER, language, parts, topic=_topic(parts), score=score)
            case Ambiguous(cards, score):
                return Reply(
                    Status.CHOICES, language, choices=self._choices(cards, language), score=score
                )
            case Miss(near, subject):
                if subject is None and _is_statement(question, ranking):
                    best = ranking.matches[0].card
                    about = Topic(best.entry, best.facet)
                    return Reply(Status.ANSWER, language, subject="noted", topic=about)
                return Reply(
                    Status.NONE, language, choices=self._choices(near, language), subject=subject
                )

    def _understand(self, question: str, topic: Topic | None) -> tuple[Ranking, Verdict]:
        """Read a question by itself and, if it leans on what was said before, with that."""
        ranking = self._matcher.match(question)
        verdict = decide(ranking)
        if isinstance(verdict, Miss) and len(question) > LONG and not ranking.reading.unanswered:
            for sentence in _last_sentences(question):
                alone = self._matcher.match(sentence)
                decided = decide(alone)
                if not isinstance(decided, Miss):
                    return alone, decided
        if topic is None:
            return ranking, verdict
        for focus in _focuses(ranking.reading, topic):
            focused = self._matcher.match(question, focus=focus)
            decided = decide(focused)
            if isinstance(decided, Hit) and _leans(focused.reading, decided, focus, verdict):
                return focused, decided
        return ranking, verdict

    def _fitting(
        self, cards: tuple[Card, ...], language: Language, reading: Reading
    ) -> tuple[Part, ...]:
        """Return the first card, and of the others those for which there is room on a phone."""
        first, *others = (self._part(card, language, reading) for card in cards)
        parts, room = [first], MAX_CHARACTERS - len(first.text)
        for part in others:
            if len(part.text) < room:
                parts.append(part)
                room -= len(part.text) + 2
        return tuple(parts)

    def _part(self, card: Card, language: Language, reading: Reading) -> Part:
        """Return a card with the statement first that the question asks for."""
        statements = self.knowledge.entries[card.entry].facets[card.facet].statements
        first = self._matcher.nearest(statements, reading) if len(statements) > 1 else None
        situation = next((_SITUATIONS[f] for f in reading.facets if f in _SITUATIONS), None)
        return self.composer.part(card, language, first=first, situation=situation)

    def show(self, card: Card, language: Language) -> Reply:
        """Return the answer that a card is."""
        part = self.composer.part(card, language)
        return Reply(Status.ANSWER, language, (part,), topic=Topic(card.entry, card.facet))

    def _choices(self, cards: tuple[Card, ...], language: Language) -> tuple[Choice, ...]:
        return tuple(Choice(card, self.composer.title(card, language)) for card in cards)


def _last_sentences(question: str) -> Iterator[str]:
    """Yield the end of a long message: people tell first and ask then."""
    sentences = [part for part in _SENTENCE.split(question) if part.strip()]
    for count in (1, 2):
        if len(sentences) > count:
            yield " ".join(sentences[-count:])


def _is_statement(question: str, ranking: Ranking) -> bool:
    """Return whether a message tells of the user's situation, in our field, and asks nothing."""
    if not ranking.matches:
        return False
    told = question.rstrip().endswith(("。", ".", "！", "!"))
    return told and not _ASKS.search(question) and ranking.matches[0].score >= LEAST_STATEMENT


_ASKS = re.compile(
    r"[?？吗呢谁哪么几啥吧何]|多少|是否|能不能|有没有|请|帮"
    r"|\b(?:who|what|when|where|which|why|how|can|could|does|do|is|are|tell|give|please)\b",
    re.IGNORECASE,
)
# Cues of these facets tell which situation the asker is in.
_SITUATIONS = {situation.value: situation for situation in Situation}
_SENTENCE = re.compile(r"(?<=[。！？!?；;\n])|(?<=\. )")
# What a statement must score to be about coordination at all.
LEAST_STATEMENT = 7.0
_OTHER = ("另一", "另外一", "the other")
# How much better a question must be explained by itself to be read without what came before.
_ALONE = 1.1


def _topic(parts: tuple[Part, ...]) -> Topic:
    first = parts[0].card
    others = [part.card.entry for part in parts[1:] if part.card.entry != first.entry]
    return Topic(first.entry, first.facet, others[0] if others else None)


def _focuses(reading: Reading, topic: Topic) -> Iterator[Focus]:
    """Yield what a question may leave out: the entry, or the facet of another entry."""
    text = " ".join(token.raw for token in reading.tokens)
    if topic.other is not None and any(word in text.replace(" ", "") for word in _OTHER):
        yield Focus(entry=topic.other)
    if reading.names and not reading.facets:
        yield Focus(facet=topic.facet)
    if reading.is_elliptic and not reading.names and not reading.facets:
        yield Focus(entry=topic.entry, facet=topic.facet)
    if reading.refers_back:
        yield Focus(entry=topic.entry)
        if not reading.facets:
            yield Focus(entry=topic.entry, facet=topic.facet)


def _leans(reading: Reading, decided: Hit, focus: Focus, alone: Verdict) -> bool:
    """Return whether a question is better understood with what was said before."""
    shown = [card.entry for card in decided.cards]
    if reading.points_back and focus.entry in shown:
        return True
    if focus.entry is not None and shown[0] != focus.entry:
        return False
    return not isinstance(alone, Hit) or alone.score * _ALONE < decided.score
