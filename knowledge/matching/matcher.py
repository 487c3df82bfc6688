"""Find the facets of entries that a question asks for, best first.

A question is read three ways at once: which entries it **names**, which facets its words **cue**,
and which cards **hold its words**. Every piece of the question carries a weight; a card scores by
how much of that weight it explains. What no card explains speaks against an answer at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from itertools import islice
from typing import NamedTuple, Self

from knowledge.content.base import KnowledgeBase
from knowledge.matching.cards import Cards
from knowledge.matching.pointing_back import asks_the_same
from knowledge.matching.ranking import Focus, Ranking
from knowledge.matching.reader import Learned, Reader
from knowledge.matching.reading import Cue, Reading
from knowledge.matching.scorer import Scorer
from knowledge.matching.text_index import IN_ASKED, IN_CUE, IN_NAME, IN_TEXT, Term, TextIndex
from knowledge.models import Card, Entry, EntryId, FacetId, Phrases, Situation

# Whoever says more asks something else.
_PICKING_TERMS = 3


class MatcherPart(StrEnum):
    """A part of the matcher that can be switched off, to measure what it is worth."""

    SOUND = "sound"
    SPELLING = "spelling"
    CUES = "cues"
    ALIASES = "aliases"
    ASKED = "asked"


class Pick(NamedTuple):
    """What a text says that may be a choice among cards, rather than a question."""

    names: tuple[EntryId, ...]
    """The entries that it names and says no more of."""
    terms: tuple[Term, ...]
    """Its words, if they are few enough."""

    @classmethod
    def of(cls, reading: Reading) -> Self:
        """Return what a text says that was read."""
        few = len(reading.terms) <= _PICKING_TERMS
        return cls(reading.bare, reading.terms if few else ())


class Matcher:
    """Matches questions against a knowledge base; built once, then only read."""

    def __init__(self, knowledge: KnowledgeBase, *, without: MatcherPart | None = None) -> None:
        self._without = without
        if without is MatcherPart.ALIASES:
            knowledge = _without_aliases(knowledge)
        self._reader = Reader(
            knowledge.vocabulary,
            knowledge.entries.values(),
            sound=without is not MatcherPart.SOUND,
            spelling=without is not MatcherPart.SPELLING,
        )
        stopwords = map(self._reader.prepare, knowledge.vocabulary.stopwords.all)
        self._index = TextIndex(stopwords, sound=without is not MatcherPart.SOUND)
        for entry in knowledge.entries.values():
            # Every card of an entry is found by its names.
            found_by = self._index.features_of_names(self._reader.prepare_all(entry.names))
            for facet in knowledge.facets_of(entry):
                self._add_card(knowledge, entry, facet, found_by)
        meant = ((facet, kind.of) for facet, kind in knowledge.vocabulary.facets.items())
        self._meant = {facet: of for facet, of in meant if of is not None}
        self._index.finish()
        self._reader.finish()
        self._cards = Cards(self._index, knowledge, self._reader.learned.names)
        self._scorer = Scorer(self._index, self._cards, cues=without is not MatcherPart.CUES)

    def read(self, question: str) -> Reading:
        """Return what a question says; of what the user wrote the last 512 characters count."""
        return self._reader.read(question, self._index)

    def match(self, question: str) -> Ranking:
        """Rank the cards that fit a question by itself."""
        return self.rank(self.read(question))

    def rank(self, reading: Reading) -> Ranking:
        """Rank the cards that fit a question by itself.

        Returns:
            The ranking; ties keep the order of the content, so that the same question always
            gets the same answer.
        """
        facet = reading.open_facet
        if facet is not None or reading.only_things:
            return Ranking(reading, self._scorer.score_open(reading, facet), open=True)
        return Ranking(
            reading,
            self._scorer.score(reading),
            tuple(map(self._cards.first, reading.bare)),
            introductions=tuple(map(self._cards.first, reading.entries)),
            held=self._cards.held(reading.entries, reading.facets),
        )

    def meant_in(self, reading: Reading, situation: Situation | None) -> EntryId | None:
        """Return what is asked about in a situation where nothing is named; None if nothing is.

        "Who leads in a disaster?" asks for the table of leads, in a refugee crisis for who leads
        that.

        Args:
            reading: What the question says.
            situation: That in which whoever asks is, for a question that tells of none.
        """
        cues = [cue for cue in reading.general if cue.value.facet in self._meant]
        told = {cue.value.facet for cue in cues} or ({situation} if situation else set())
        meant = self._meant.get(told.pop()) if len(told) == 1 and reading.outside(cues) else None
        asked = {cue.value.facet for cue in reading.asked} - {*self._meant, "definition"}
        held = meant is not None and any(self.has(meant, facet) for facet in asked)
        return meant if held or not asked else None

    def refocus(self, ranking: Ranking, focus: Focus) -> Ranking:
        """Rank the cards that fit a question after something was talked about.

        Args:
            ranking: The cards that fit it by itself.
            focus: What it leaves out.
        """
        reading = ranking.reading
        alone = self._scorer.score(reading) if ranking.open else ranking.matches
        # "And UNICEF?" asks of UNICEF what was asked before; "UNICEF" does not.
        bare = () if len(ranking.bare) == 1 and asks_the_same(reading) else ranking.bare
        matches = self._scorer.refocus(alone, reading, focus)
        return replace(ranking, matches=matches, bare=bare, open=False, focused=True)

    def has(self, entry: EntryId, facet: FacetId) -> bool:
        """Return whether an entry has a facet."""
        return self._cards.has(entry, facet)

    def is_pointed_at(self, entry: EntryId, reading: Reading) -> bool:
        """Return whether a question may point at an entry by what it is: "that team"."""
        return not reading.names and self._cards.kind_of(entry) in reading.pointed_at

    def pick(self, pick: Pick, offered: Sequence[Card]) -> Card | None:
        """Return which of some cards is meant by its name, or a word or two of it.

        Args:
            pick: What the text says.
            offered: The cards, at least two.

        Returns:
            The only one that all the words fit, or None.
        """
        named = [card for card in offered if card.entry in pick.names]
        if len(named) == 1:
            return named[0]
        if not pick.terms:
            return None
        fit = [card for card in offered if self._cards.is_called(card, pick.terms)]
        return fit[0] if len(fit) == 1 else None

    @property
    def learned(self) -> tuple[Learned, TextIndex, Mapping[EntryId, int]]:
        """Return what it matches by: names and cues, postings, how often entries are named."""
        return self._reader.learned, self._index, self._cards.importance

    def listed(self, text: str) -> str:
        """Return what a text is found by, to be compared by ``text_index.overlap``."""
        return self._index.listed(self._reader.prepare(text))

    def _add_card(
        self, knowledge: KnowledgeBase, entry: Entry, facet_id: FacetId, names: frozenset[str]
    ) -> None:
        facet = entry.facets[facet_id]
        title = knowledge.vocabulary.facets[facet_id].title
        asked = knowledge.asked.get((entry.id, facet_id), Phrases())
        if self._without is MatcherPart.ASKED:
            asked = Phrases()
        said = [text for one in (title, *facet.statements) for text in (one.zh, one.en)]
        # All in one go: normalizing costs more by the call than by the character.
        prepared = iter(self._reader.prepare_all((*said, *facet.cues.all, *asked.all)))
        texts, cues, phrasings = (
            list(islice(prepared, len(held))) for held in (said, facet.cues.all, asked.all)
        )
        fields = {
            place: self._index.features(held)
            for place, held in ((IN_TEXT, texts), (IN_CUE, cues), (IN_ASKED, phrasings))
        }
        self._index.add(Card(entry.id, facet_id), {IN_NAME: names, **fields})
        self._reader.add_cues(cues, Cue(facet_id, entry.id))
        self._reader.add_words((*texts, *phrasings))


def _without_aliases(knowledge: KnowledgeBase) -> KnowledgeBase:
    entries = {
        id_: entry.model_copy(update={"aliases": Phrases()})
        for id_, entry in knowledge.entries.items()
    }
    return replace(knowledge, entries=entries)
