"""The one way in: a question becomes a reply."""

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from knowledge.answering.answer import Composer, points_of
from knowledge.answering.audience import EVERYBODY, Audience
from knowledge.answering.reply import Choice, Reply, Status
from knowledge.answering.short import Abbreviations
from knowledge.answering.speaker import Speaker
from knowledge.answering.yes_no import YesNo
from knowledge.content.base import KnowledgeBase
from knowledge.content.country_layer import in_country
from knowledge.deciding.follow_up import Leaning, Topic
from knowledge.deciding.going_back import Return, asks_of_both, going_back, of_both
from knowledge.deciding.understanding import Understood
from knowledge.listener import Listener
from knowledge.matching.matcher import Matcher
from knowledge.matching.nearest import Nearest
from knowledge.matching.reading import Reading
from knowledge.models import Card, CountryCode, EntryId, Situation
from knowledge.text.language import Language

__all__ = ["Assistant", "Choice", "Reply", "Status", "Topic"]

# Answers kept for when they are asked for again: some 3 kB each, 15 more where they may lean on
# what was said before.
CACHED = 2_000
CACHED_FOR_SOME = 250
"""For each situation and word that was chosen somewhere."""


class _Answered(NamedTuple):
    """What is said to a question by itself, and what may depend on what was said before."""

    reply: Reply
    alone: Understood | None = None
    """What it was understood as, where talk may change the answer."""
    leaning: Leaning = Leaning()


@dataclass(slots=True)
class _Asked:
    """How many questions were asked, for whichever audience."""

    known: int = 0
    """Nothing had to be worked out for them."""
    new: int = 0
    worked_out: int = 0
    """How often a question was, by itself or after something else: for one it may be both."""


class Assistant:
    """Answers questions from a knowledge base."""

    def __init__(
        self, knowledge: KnowledgeBase, *, matcher_of: Callable[[KnowledgeBase], Matcher] = Matcher
    ) -> None:
        self.knowledge = knowledge
        self.abbreviations = Abbreviations(knowledge)
        self._matcher_of = matcher_of
        matcher = matcher_of(knowledge)
        self._nearest = Nearest(knowledge, matcher)
        self._yes_no = YesNo(knowledge)
        self._listener = Listener(knowledge, matcher, self._asks_one_end)
        self._in: dict[CountryCode, Assistant] = {}
        self._told: dict[Audience, Assistant] = {}
        self._asked = _Asked()
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

    def in_situation(self, situation: Situation | None) -> "Assistant":
        """Return who answers somebody who is in a situation; itself if none is told."""
        if situation is None:
            return self
        return self.told_to(replace(self.composer.audience, situation=situation))

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
        self._answered_after = lru_cache(maxsize=kept)(self._answer_after)

    def ask(
        self,
        question: str,
        *,
        language: Language | None = None,
        default: Language | None = None,
        topic: Topic | None = None,
        trail: Sequence[Card] = (),
    ) -> Reply:
        """Answer a question; of one who says in which situation she is, for that situation.

        Args:
            question: What the user wrote, as she wrote it.
            language: The language of the answer; that of the question unless given.
            default: That of the answer where the question does not tell, as an abbreviation.
            topic: What was talked about just before.
            trail: What was talked about before that, the first first.
        """
        question = self._listener.plain(question)
        language = language or self._listener.language_of(question, default)
        question = self._of_both(question, language, topic, trail) or question
        back = going_back(question, trail, topic.entry) if topic is not None else None
        if topic is not None and back is not None and self._goes_back(back, topic, language):
            if self._listener.asks_no_more(back.asked):
                return self.show(self._listener.resolved(back, topic), language)
            question, topic = back.asked, Topic(back.to.entry, back.to.facet)
        reply = self._counted(question, language, topic)
        if reply.situation in {None, self.composer.audience.situation}:
            return reply
        # It may be told with what is asked, or after that.
        return self.in_situation(reply.situation)._told_there(question, language, topic)

    def _told_there(self, question: str, language: Language, topic: Topic | None) -> Reply:
        """Return the reply to who just told the situation that is answered for.

        "Sorry, it is a flood" asks for the answer before, where that speaks of floods.
        """
        alone = self._listener.understood(question)
        told = self._answered(question, language).reply.situation
        only_tells = self._listener.only_tells(question, alone, answered=False)
        if only_tells and topic is not None and self._speaks_of(topic, told):
            again = self.show(Card(topic.entry, topic.facet), language)
            return replace(again, situation=told)
        reply = self._counted(question, language, topic)
        if reply.parts or not only_tells:
            return reply
        return replace(self._speaker.noted(question, alone, language), situation=told)

    def _of_both(
        self, question: str, language: Language, topic: Topic | None, trail: Sequence[Card]
    ) -> str | None:
        """Return what is asked of two things talked about, with their names; None if it is not."""
        pair = _pair(topic, trail) if asks_of_both(question) else None
        entries = self.knowledge.entries
        if pair is None or not all(entry in entries for entry in pair):
            return None
        told = self._reply(question, language, topic).parts
        if told and told[0].card.entry in pair:
            return None
        first, second = (self.composer.name(entries[entry], language) for entry in pair)
        return of_both(question, first, second, "和" if language.is_chinese else " and ")

    def _speaks_of(self, topic: Topic, situation: Situation | None) -> bool:
        """Return whether what was told says something of a situation."""
        if not self._holds(topic):
            return False
        statements = self.knowledge.entries[topic.entry].facets[topic.facet].statements
        return any(statement.situation is situation for statement in statements)

    def _goes_back(self, back: Return, topic: Topic, language: Language) -> bool:
        """Return whether it is the first thing talked about, not the first of the list told last.

        "The first one, can NGOs get it?" names what no point of a list is asked for.
        """
        if back.plainly or (back.asked and self._listener.names(back.asked)):
            return self._holds(back.to)
        told = filter(self._holds, (Card(topic.entry, topic.facet), *topic.beside))
        lists = (points_of(self.show(one, language).text) for one in told)
        return self._holds(back.to) and not any(lists)

    def _holds(self, card: Card | Topic) -> bool:
        return self.knowledge.holds(card.entry, card.facet)

    def _counted(self, question: str, language: Language, topic: Topic | None) -> Reply:
        """Return the reply, and count whether anything had to be worked out for it."""
        asked = self._asked
        before = asked.worked_out
        reply = self._reply(question, language, topic)
        if asked.worked_out == before:
            asked.known += 1
        else:
            asked.new += 1
        return reply

    def language_of(self, question: str, default: Language) -> Language:
        """Return the language in which a question is answered, as ``ask`` does."""
        return self._listener.language_of(self._listener.plain(question), default)

    def asked_again(self) -> tuple[int, int]:
        """Return how many questions were known already, and how many had to be worked out."""
        asked = [one._asked for one in (self, *self._in.values())]
        return sum(one.known for one in asked), sum(one.new for one in asked)

    def pick(self, text: str, offered: Sequence[Card]) -> Card | None:
        """Return which of the cards that were offered a text means; None if it is a question."""
        return self._listener.pick(text, offered)

    def show(self, card: Card, language: Language) -> Reply:
        """Return the answer that a card is."""
        return self._speaker.show(card, language)

    def _answer(self, question: str, language: Language) -> _Answered:
        self._asked.worked_out += 1
        alone = self._listener.understood(question)
        reply = self._speaker.follow_up(question, alone, language, None)
        if reply is None:
            settled = self._listener.settled(alone, self.composer.audience.situation)
            reply = self._speaker.reply(question, settled, language)
        told = self._listener.situation(question, alone, answered=bool(reply.parts))
        if told is not None:
            if self._listener.only_tells(question, alone, answered=bool(reply.parts)):
                reply = self._speaker.noted(question, alone, language)
            reply = replace(reply, situation=told)
        leaning = self._listener.leaning(alone)
        return _Answered(reply) if leaning == Leaning() else _Answered(reply, alone, leaning)

    def _reply(self, question: str, language: Language, topic: Topic | None) -> Reply:
        answered = self._answered(question, language)
        if topic is None or not answered.leaning.on(topic):
            return answered.reply
        after = self._answered_after(question, language, self._listener.same(topic))
        if after is None:
            return answered.reply
        told = answered.reply.situation
        return after if after.situation is told else replace(after, situation=told)

    def _asks_one_end(self, reading: Reading) -> bool:
        return self._speaker.other_end.asked(reading) is not None

    def _answer_after(self, question: str, language: Language, topic: Topic) -> Reply | None:
        """Return what is said to a question after something was talked about, if that is more."""
        self._asked.worked_out += 1
        answered = self._answered(question, language)
        alone, language = answered.alone, answered.reply.language
        if alone is None:
            return None

        def told(card: Card) -> Sequence[str]:
            return self.show(card, language).parts[0].paragraphs

        full = self._listener.in_full(question, alone, topic, told, language)
        if full is not None:
            return self._answered(full, language).reply
        understood = self._listener.after(question, alone, topic)
        reply = self._speaker.follow_up(question, understood, language, topic)
        if reply is None and understood is not alone:
            return self._speaker.reply(question, understood, language)
        return reply


def _pair(topic: Topic | None, trail: Sequence[Card]) -> tuple[EntryId, EntryId] | None:
    """Return the two things talked about: told of in one answer, or in the last two."""
    if topic is None:
        return None
    if topic.other is not None:
        return topic.entry, topic.other
    return (trail[-1].entry, topic.entry) if trail else None
