"""The one way in: a question becomes a reply."""

import copy
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache, partial

from knowledge.answer import Composer, Part
from knowledge.audience import EVERYBODY, Audience
from knowledge.base import KnowledgeBase
from knowledge.chains import Chains
from knowledge.country_layer import in_country, without_names
from knowledge.decision import Ambiguous, Hit, Miss, Verdict
from knowledge.follow_up import Topic, topic_of
from knowledge.language import Language, language_of
from knowledge.lead_questions import LeadQuestions
from knowledge.matcher import Matcher
from knowledge.models import CountryCode, Situation
from knowledge.nearest import Nearest
from knowledge.ranking import Ranking
from knowledge.reading import Reading
from knowledge.relations import chain
from knowledge.reply import Choice, Reply, Status
from knowledge.telling import is_statement
from knowledge.text_index import Card
from knowledge.understanding import Understood, understand, understand_after
from knowledge.yes_no import Judgement, YesNo

__all__ = ["Assistant", "Choice", "Reply", "Status", "Topic"]

# An answer is read on a phone, in one go.
MAX_CHARACTERS = 1150
# Answers kept for when they are asked for again: some 3 kB each.
CACHED = 2_000
CACHED_FOR_SOME = 250
"""For each situation and word that was chosen somewhere, and after what was said before."""
# Readings kept for questions that lean on what was said before: some 10 kB each.
UNDERSTOOD = 100


class Assistant:
    """Answers questions from a knowledge base."""

    def __init__(
        self, knowledge: KnowledgeBase, *, matcher_of: Callable[[KnowledgeBase], Matcher] = Matcher
    ) -> None:
        self.knowledge = knowledge
        self._matcher_of = matcher_of
        self._matcher = matcher_of(knowledge)
        self._nearest = Nearest(knowledge, self._matcher)
        self._yes_no = YesNo(knowledge)
        self._understood = lru_cache(maxsize=UNDERSTOOD)(partial(understand, self._matcher))
        self._in: dict[CountryCode, Assistant] = {}
        self._told: dict[Audience, Assistant] = {}
        self._speak(EVERYBODY)

    def in_country(self, code: CountryCode | None) -> "Assistant":
        """Return who answers where a country is chosen: itself if nothing is known of it."""
        country = self.knowledge.countries.get(code) if code is not None else None
        if country is None:
            return self
        if country.code not in self._in:
            there = in_country(self.knowledge, country)
            self._in[country.code] = Assistant(there, matcher_of=self._matcher_of)
        return self._in[country.code]

    def told_to(self, audience: Audience) -> "Assistant":
        """Return who answers the same for an audience, in its order and its words."""
        if audience == self.composer.audience:
            return self
        if audience not in self._told:
            teller = copy.copy(self)
            teller._speak(audience)
            self._told[audience] = teller
        return self._told[audience]

    def _speak(self, audience: Audience) -> None:
        """Set up all that says something, and keeps what it has said."""
        self.composer = Composer(self.knowledge, audience)
        self._chains = Chains(self.knowledge, self.composer)
        self._lead_questions = LeadQuestions(self.knowledge, self.composer)
        # Other content is another assistant, and so another cache.
        kept = CACHED if audience == EVERYBODY else CACHED_FOR_SOME
        self._alone = lru_cache(maxsize=kept)(self._answer_alone)
        # Of no use to others, so that they must not take the room of what is.
        self._after = lru_cache(maxsize=CACHED_FOR_SOME)(self._answer_after)

    def ask(
        self,
        question: str,
        *,
        language: Language | None = None,
        default: Language | None = None,
        topic: Topic | None = None,
    ) -> Reply:
        """Answer a question.

        Args:
            question: What the user wrote, as she wrote it.
            language: The language of the answer; that of the question unless given.
            default: That of the answer where the question does not tell, as an abbreviation.
            topic: What was talked about just before.
        """
        question = question.strip()
        if self.knowledge.country is not None:
            question = without_names(self.knowledge.country, question)
        alone, may_lean = self._alone(question, language, default)
        if topic is None or not may_lean:
            # As most questions: the answer is the same whatever was talked about.
            return alone
        return self._after(question, language, default, topic)

    def asked_again(self) -> tuple[int, int]:
        """Return how many questions were answered from the cache, and how many were not."""
        everywhere = [self, *self._in.values()]
        tellers = [*everywhere, *(one for there in everywhere for one in there._told.values())]
        kept = (kept for teller in tellers for kept in (teller._alone, teller._after))
        caches = [answers.cache_info() for answers in kept]
        return sum(cache.hits for cache in caches), sum(cache.misses for cache in caches)

    def _answer_alone(
        self, question: str, chosen: Language | None, default: Language | None
    ) -> tuple[Reply, bool]:
        """Return the answer, and whether another topic could be another answer."""
        understood = self._understood(question)
        language = chosen or _language_of(question, understood.ranking.reading, default)
        return self._said(question, understood, language, None), understood.may_lean

    def _answer_after(
        self, question: str, chosen: Language | None, default: Language | None, topic: Topic
    ) -> Reply:
        alone = self._understood(question)
        language = chosen or _language_of(question, alone.ranking.reading, default)
        understood = understand_after(self._matcher, alone, topic)
        return self._said(question, understood, language, topic)

    def _said(
        self, question: str, understood: Understood, language: Language, topic: Topic | None
    ) -> Reply:
        ranking, verdict = understood.ranking, understood.verdict
        kind = ranking.reading.only_chatter
        if kind is not None:
            return Reply(Status.ANSWER, language, subject=kind, topic=topic)
        before = topic.entry if topic is not None else None
        chain = self._chains.answer(ranking.reading, language, about=before)
        if chain is not None:
            score = ranking.matches[0].score if ranking.matches else 0.0
            return Reply(Status.ANSWER, language, (chain,), topic=topic_of((chain,)), score=score)
        counted = self._lead_questions.answer(ranking.reading, language)
        if counted is not None:
            return self._computed(counted, ranking, verdict, language)
        judgement = self._yes_no.judge(ranking.reading, language)
        if judgement is not None:
            judged = self._judged(judgement, language)
            return self._computed(judged, ranking, verdict, language)
        if is_statement(question, ranking, verdict):
            best = ranking.matches[0].card
            about = Topic(best.entry, best.facet)
            return Reply(Status.ANSWER, language, subject="noted", topic=about)
        match verdict:
            case Hit(cards, score):
                parts = self._fitting(cards, language, ranking.reading)
                return Reply(Status.ANSWER, language, parts, topic=topic_of(parts), score=score)
            case Ambiguous(cards, score):
                return Reply(
                    Status.CHOICES, language, choices=self._choices(cards, language), score=score
                )
            case Miss(near, subject):
                return Reply(
                    Status.NONE, language, choices=self._choices(near, language), subject=subject
                )

    def _computed(
        self, first: Part, ranking: Ranking, verdict: Verdict, language: Language
    ) -> Reply:
        """Say first what was computed, then the cards that fit as well."""
        cards = verdict.cards if isinstance(verdict, Hit) else ()
        others = (self._part(c, language, ranking.reading) for c in cards if c != first.card)
        parts = _with_room(first, others)
        score = ranking.matches[0].score if ranking.matches else 0.0
        return Reply(Status.ANSWER, language, parts, topic=topic_of(parts), score=score)

    def _judged(self, judgement: Judgement, language: Language) -> Part:
        """Say yes or no before the card that tells the rest."""
        card = judgement.card
        if card is not None:
            part: Part | None = self.composer.part(card, language)
        else:
            part = self._chains.chain(chain(self.knowledge, judgement.about), language)
        if part is None:
            raise AssertionError("what is judged has a card or a chain")
        return replace(part, paragraphs=(judgement.verdict, *part.paragraphs))

    def _fitting(
        self, cards: tuple[Card, ...], language: Language, reading: Reading
    ) -> tuple[Part, ...]:
        first, *others = (self._part(card, language, reading) for card in cards)
        return _with_room(first, others)

    def _part(self, card: Card, language: Language, reading: Reading) -> Part:
        """Return a card with the statement first that the question asks for."""
        first = self._nearest.statement(card, reading)
        situation = next((_SITUATIONS[f] for f in reading.facets if f in _SITUATIONS), None)
        return self.composer.part(card, language, first=first, situation=situation)

    def show(self, card: Card, language: Language) -> Reply:
        """Return the answer that a card is."""
        part = self.composer.part(card, language)
        return Reply(Status.ANSWER, language, (part,), topic=Topic(card.entry, card.facet))

    def _choices(self, cards: tuple[Card, ...], language: Language) -> tuple[Choice, ...]:
        return tuple(Choice(card, self.composer.title(card, language)) for card in cards)


# Cues of these facets tell which situation the asker is in.
_SITUATIONS = {situation.value: situation for situation in Situation}


def _with_room(first: Part, others: Iterable[Part]) -> tuple[Part, ...]:
    """Return the first part, and of the others those for which there is room on a phone."""
    parts, room = [first], MAX_CHARACTERS - len(first.text)
    for part in others:
        if len(part.text) < room:
            parts.append(part)
            room -= len(part.text) + 2
    return tuple(parts)


def _language_of(question: str, reading: Reading, default: Language | None) -> Language:
    if not reading.pinyin:
        return language_of(question, default=default)
    # Whoever types Chinese in Latin letters reads characters.
    return default if default is not None and default.is_chinese else Language.SIMPLIFIED
