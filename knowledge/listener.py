"""Understand what is written, for whomever it is answered: by itself, and after some talk."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from itertools import chain

from knowledge.answering.funds import Funds
from knowledge.answering.restating import Restating
from knowledge.content.base import KnowledgeBase
from knowledge.content.country_layer import without_names
from knowledge.deciding.decision import Ambiguous, Hit, Miss, decide, is_vetoed
from knowledge.deciding.follow_up import Leaning, Topic
from knowledge.deciding.going_back import Return
from knowledge.deciding.letters import Letters
from knowledge.deciding.mentions import mentions_in
from knowledge.deciding.situation import told_situation
from knowledge.deciding.telling import asks_nothing
from knowledge.deciding.understanding import Understood, understand, understand_after
from knowledge.matching.matcher import Matcher, Pick
from knowledge.matching.pointing_back import asks_for_person, corrects
from knowledge.matching.ranking import Focus
from knowledge.matching.reading import Reading
from knowledge.models import Card, Situation
from knowledge.tables.relations import office_of
from knowledge.text.language import Language, has_characters, language_of

# Readings kept from telling the language of a question to answering it.
_UNDERSTOOD = 50
_KEYWORDS = 8
# Languages and picks kept for when the same is written again; a few bytes each.
_KEPT = 2_000


class Listener:
    """Understands what is written.

    Args:
        knowledge: What can be spoken of.
        matcher: What reads and ranks.
        asks_one_end: Tells whether a question asks for one end of a relation.
    """

    def __init__(
        self, knowledge: KnowledgeBase, matcher: Matcher, asks_one_end: Callable[[Reading], bool]
    ) -> None:
        self._knowledge = knowledge
        self._matcher = matcher
        self._mentions = mentions_in(knowledge, matcher)
        self._restating = Restating(knowledge, matcher.read, asks_one_end)
        self._funds = Funds(knowledge)
        self.understood = lru_cache(maxsize=_UNDERSTOOD)(partial(understand, matcher))
        """What a question is understood as by itself."""
        # Apart from the answers: most are the same whatever language was talked in before.
        self.language_of = lru_cache(maxsize=2 * _KEPT)(self._language_of)
        """The language in which a question is answered, with the one where it does not tell."""
        self.same = lru_cache(maxsize=_KEPT)(_itself)
        """The first topic that was equal to one: each message brings its own."""
        self._letters = lru_cache(maxsize=_KEPT)(self._in_letters)
        self._picks = lru_cache(maxsize=_KEPT)(self._pick_in)

    def plain(self, question: str) -> str:
        """Return a question without the name of the country whose content is asked.

        The same text is one object, as several caches keep it.
        """
        country, question = self._knowledge.country, question.strip()
        return sys.intern(without_names(country, question) if country else question)

    def after(self, question: str, alone: Understood, topic: Topic) -> Understood:
        """Return what a question is understood as after something was talked about."""
        office = partial(office_of, self._knowledge)
        return understand_after(self._matcher, question, alone, topic, office, self._mentions)

    def settled(self, alone: Understood, situation: Situation | None) -> Understood:
        """Return what a question is understood as where no talk tells of what it asks.

        "Who leads in a refugee crisis?" names nothing, and yet asks of one thing.

        Args:
            alone: What it is understood as by itself.
            situation: That in which whoever asks is.
        """
        ranking = alone.ranking
        meant = self._matcher.meant_in(ranking.reading, situation) if ranking.open else None
        if meant is None or not isinstance(alone.verdict, Ambiguous):
            return alone
        focused = self._matcher.refocus(ranking, Focus(entry=meant))
        verdict = decide(focused)
        found = isinstance(verdict, Hit) and verdict.cards[0].entry == meant
        return replace(alone, ranking=focused, verdict=verdict) if found else alone

    def in_full(
        self,
        question: str,
        alone: Understood,
        topic: Topic,
        told: Callable[[Card], Sequence[str]],
        language: Language,
    ) -> str | None:
        """Return what a follow-up asks, with the name that it leaves out; None if it does not.

        Args:
            question: What was written.
            alone: What it is understood as by itself.
            topic: What was talked about before.
            told: Tells what a card says.
            language: The language of the answer.
        """
        if not self._knowledge.holds(topic.entry, topic.facet):
            return None
        reading = alone.ranking.reading
        of_fund = self._funds.in_full(reading, topic.entry, topic.facet, language)
        if of_fund is not None:
            return of_fund
        office = office_of(self._knowledge, topic.entry) if asks_for_person(reading) else None
        about = office if office is not None else topic.entry
        before = partial(told, Card(topic.entry, topic.facet))
        return self._restating.in_full(question, reading, about, before, language)

    def leaning(self, alone: Understood) -> Leaning:
        """Return after talk of what a question may be another."""
        reading, lacks = alone.ranking.reading, alone.lacks_only_a_facet
        of_funds = self._funds.leant_on(reading, lacks_facet=lacks)
        if not lacks:
            return Leaning(None if alone.may_lean else frozenset(), of_funds)
        held = (self._knowledge.entries[entry].facets for entry in reading.entries)
        return Leaning(frozenset(chain.from_iterable(held)), of_funds)

    def situation(self, question: str, alone: Understood, *, answered: bool) -> Situation | None:
        """Return the situation in which whoever writes says she is.

        Args:
            question: What was written.
            alone: What it is understood as by itself.
            answered: Whether there is an answer to it.
        """
        # Where only the end of a story is answered, its beginning tells.
        reading = alone.ranking.reading if alone.whole else self._matcher.read(question)
        missed = isinstance(alone.verdict, Miss) and not is_vetoed(alone.verdict)
        anywhere = missed and not answered and asks_nothing(question)
        return told_situation(question, reading, anywhere=anywhere)

    def only_tells(self, question: str, alone: Understood, *, answered: bool) -> bool:
        """Return whether a message asks nothing: "no, I meant for refugees" asks it again.

        Args:
            question: What was written.
            alone: What it is understood as by itself.
            answered: Whether there is an answer to it.
        """
        reading = alone.ranking.reading
        # Who names something in a few words asks of it: "shelter lead, we had a flood".
        keywords = answered and bool(reading.names) and len(reading.terms) <= _KEYWORDS
        asks_again = answered and corrects(reading)
        return asks_nothing(question) and not (asks_again or keywords)

    def asks_no_more(self, question: str) -> bool:
        """Return whether nothing is asked: no words, or some that are said around questions."""
        return not question or self.understood(question).ranking.reading.asks_no_more

    def names(self, question: str) -> bool:
        """Return whether anything is named in a question."""
        return bool(self.understood(question).ranking.reading.names)

    def pick(self, text: str, offered: Sequence[Card]) -> Card | None:
        """Return which of the cards that were offered a text means; None if it is a question."""
        known = [card for card in offered if self._knowledge.holds(card.entry, card.facet)]
        if len(known) < 2:
            return None
        return self._matcher.pick(self._picks(self.plain(text)), known)

    def resolved(self, back: Return, topic: Topic) -> Card:
        """Return what is shown of that to which somebody goes back and asks nothing of it.

        "And of the first one" asks what was asked of the last one.
        """
        same = Card(back.to.entry, topic.facet)
        held = self._knowledge.holds(same.entry, same.facet)
        return same if held and not back.plainly else back.to

    def _language_of(self, question: str, default: Language | None) -> Language:
        if has_characters(question):
            return language_of(question, default=default)
        return self._letters(question).language(question, default)

    def _in_letters(self, question: str) -> Letters:
        return Letters.of(self.understood(question))

    def _pick_in(self, text: str) -> Pick:
        # If it is a question after all, it is understood already.
        return Pick.of(self.understood(text).ranking.reading)


def _itself(topic: Topic) -> Topic:
    return topic
