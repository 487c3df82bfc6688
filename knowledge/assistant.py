"""The one way in: a question becomes a reply."""

import copy
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from knowledge.answer import Composer
from knowledge.audience import EVERYBODY, Audience
from knowledge.base import KnowledgeBase
from knowledge.country_layer import in_country, without_names
from knowledge.follow_up import Topic
from knowledge.language import Language, has_characters, language_of
from knowledge.letters import Letters
from knowledge.matcher import Matcher
from knowledge.mentions import mentions_in
from knowledge.models import CountryCode, FacetId
from knowledge.nearest import Nearest
from knowledge.relations import office_of
from knowledge.reply import Choice, Reply, Status
from knowledge.short import Abbreviations
from knowledge.speaker import Speaker
from knowledge.text_index import Card
from knowledge.understanding import Understood, understand, understand_after
from knowledge.yes_no import YesNo

__all__ = ["Assistant", "Choice", "Reply", "Status", "Topic"]

# Answers kept for when they are asked for again: some 3 kB each, 15 more where they may lean on
# what was said before.
CACHED = 2_000
CACHED_FOR_SOME = 250
"""For each situation and word that was chosen somewhere."""
CACHED_TOPICS = 4
"""For each question that may lean on what was said before: after so many things."""
# Readings kept from telling the language of a question to answering it.
UNDERSTOOD = 50


class _Answered(NamedTuple):
    """What is said to a question by itself, and where that depends on what was said before."""

    reply: Reply
    after: Callable[[Topic], Reply | None] | None = None
    """Answers it after something was talked about, where that may change the answer."""
    leaning: frozenset[FacetId] | None = None
    """Talk of which facets may change it; None for any talk."""

    def reply_after(self, topic: Topic | None) -> Reply:
        """Return what is said to it after something was talked about, or nothing."""
        if topic is None or self.after is None:
            return self.reply
        if self.leaning is not None and topic.facet not in self.leaning:
            return self.reply
        return self.after(topic) or self.reply


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
        self._mentions = mentions_in(knowledge, self._matcher)
        self.abbreviations = Abbreviations(knowledge)
        self._understood = lru_cache(maxsize=UNDERSTOOD)(partial(understand, self._matcher))
        # Apart from the answers: most are the same whatever language was talked in before.
        self._told_in = lru_cache(maxsize=2 * CACHED)(self._language_of)
        self._letters = lru_cache(maxsize=CACHED)(self._in_letters)
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
        return self._in[country.code].told_to(self.composer.audience)

    def told_to(self, audience: Audience) -> "Assistant":
        """Return who answers the same for an audience, in its order and its words."""
        if audience == self.composer.audience:
            return self
        if audience not in self._told:
            teller = copy.copy(self)
            teller._speak(audience)
            self._told[audience] = teller
        return self._told[audience]

    @property
    def composer(self) -> Composer:
        """Return what says single cards, names and texts."""
        return self._speaker.composer

    def _speak(self, audience: Audience) -> None:
        """Set up who says something, and keeps what was said."""
        self._speaker = Speaker(self.knowledge, self._nearest, self._yes_no, audience)
        # Other content is another assistant, and so another cache.
        kept = CACHED if audience == EVERYBODY else CACHED_FOR_SOME
        self._answered = lru_cache(maxsize=kept)(self._answer)

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
        question = self._plain(question)
        language = language or self._told_in(question, default)
        return self._answered(question, language).reply_after(topic)

    def language_of(self, question: str, default: Language) -> Language:
        """Return the language in which a question is answered, as ``ask`` does."""
        return self._told_in(self._plain(question), default)

    def asked_again(self) -> tuple[int, int]:
        """Return how many questions were known already, and how many had to be read."""
        everywhere = [self, *self._in.values()]
        tellers = [*everywhere, *(one for there in everywhere for one in there._told.values())]
        caches = [teller._answered.cache_info() for teller in tellers]
        return sum(cache.hits for cache in caches), sum(cache.misses for cache in caches)

    def pick(self, text: str, offered: Sequence[Card]) -> Card | None:
        """Return which of the cards that were offered a text means; None if it is a question."""
        known = [card for card in offered if self.knowledge.holds(card.entry, card.facet)]
        if len(known) < 2:
            return None
        # If it is a question after all, it is understood already.
        reading = self._understood(self._plain(text)).ranking.reading
        return self._matcher.pick(reading, known)

    def show(self, card: Card, language: Language) -> Reply:
        """Return the answer that a card is."""
        return self._speaker.show(card, language)

    def _plain(self, question: str) -> str:
        country = self.knowledge.country
        return without_names(country, question.strip()) if country else question.strip()

    def _answer(self, question: str, language: Language) -> _Answered:
        alone = self._understood(question)
        reply = self._speaker.follow_up(question, alone, language, None)
        reply = reply or self._speaker.reply(question, alone, language)
        if not alone.may_lean:
            return _Answered(reply)
        after = partial(self._answer_after, question, alone, reply.language)
        return _Answered(reply, lru_cache(maxsize=CACHED_TOPICS)(after), self._leaning(alone))

    def _language_of(self, question: str, default: Language | None) -> Language:
        if has_characters(question):
            return language_of(question, default=default)
        return self._letters(question).language(question, default)

    def _in_letters(self, question: str) -> Letters:
        return Letters.of(self._understood(question))

    def _leaning(self, alone: Understood) -> frozenset[FacetId] | None:
        if not alone.lacks_only_a_facet:
            return None
        named = alone.ranking.reading.entries
        return frozenset(
            facet for entry in named for facet in self.knowledge.entries[entry].facets
        )

    def _answer_after(
        self, question: str, alone: Understood, language: Language, topic: Topic
    ) -> Reply | None:
        office = partial(office_of, self.knowledge)
        understood = understand_after(
            self._matcher, question, alone, topic, office, self._mentions
        )
        reply = self._speaker.follow_up(question, understood, language, topic)
        if reply is None and understood is not alone:
            return self._speaker.reply(question, understood, language)
        return reply
