"""Find the facets of entries that a question asks for, best first.

A question is read three ways at once: which entries it **names**, which facets its words **cue**,
and which cards **hold its words**. Every piece of the question carries a weight; a card scores by
how much of that weight it explains. What no card explains speaks against an answer at all.
"""

import heapq
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from itertools import islice

from knowledge.base import KnowledgeBase
from knowledge.models import Entry, EntryId, FacetId, Phrases
from knowledge.phrases import Quality, Span
from knowledge.ranking import Evidence, Focus, Match, Ranking
from knowledge.reader import Learned, Reader
from knowledge.reading import Cue, Reading
from knowledge.text_index import IN_ASKED, IN_CUE, IN_NAME, IN_TEXT, Card, TextIndex

# Held in place by the questions under tests/questions/: change one and see which move.
NAME_BASE = 1.5
NAME_BONUS = 1.4
CUE_WEIGHT = 2.8
OWN_CUE_WEIGHT = 3.0
SOUND_CUE = 0.5
FOCUS_WEIGHT = 4.0
IMPORTANCE = 2.0
HEAD = 3.0
_MOST = 12
_CHOICES = 4


class Part(StrEnum):
    """A part of the matcher that can be switched off, to measure what it is worth."""

    SOUND = "sound"
    SPELLING = "spelling"
    CUES = "cues"
    ALIASES = "aliases"
    ASKED = "asked"


class Matcher:
    """Matches questions against a knowledge base; built once, then only read."""

    def __init__(self, knowledge: KnowledgeBase, *, without: Part | None = None) -> None:
        self._without = without
        if without is Part.ALIASES:
            knowledge = _without_aliases(knowledge)
        self._reader = Reader(
            knowledge.vocabulary,
            knowledge.entries.values(),
            sound=without is not Part.SOUND,
            spelling=without is not Part.SPELLING,
        )
        stopwords = map(self._reader.prepare, knowledge.vocabulary.stopwords.all)
        self._index = TextIndex(stopwords, sound=without is not Part.SOUND)
        self._cards_of: dict[EntryId, list[int]] = defaultdict(list)
        self._cards_cued: dict[Cue, list[int]] = defaultdict(list)
        for entry in knowledge.entries.values():
            # Every card of an entry is found by its names.
            names = self._index.features(self._reader.prepare_all(entry.names))
            for facet in knowledge.facets_of(entry):
                self._add_card(knowledge, entry, facet, names)
        self._index.finish()
        self._reader.finish()
        self._importance = _importance(knowledge)
        self._names: dict[EntryId, list[tuple[str, ...]]] = defaultdict(list)
        for forms, name in self._reader.learned.names.items():
            self._names[name.entry].append(forms)
        self._kind_of = {entry.id: entry.kind for entry in knowledge.entries.values()}

    def read(self, question: str) -> Reading:
        """Return what a question says; of what the user wrote the last 512 characters count."""
        return self._reader.read(question, self._index)

    def match(self, question: str) -> Ranking:
        """Rank the cards that fit a question by itself."""
        return self.rank(self.read(question))

    def rank(self, reading: Reading, *, focus: Focus | None = None) -> Ranking:
        """Rank the cards that fit a question.

        Args:
            reading: What the question says.
            focus: What a question that leans on an earlier one leaves out.

        Returns:
            The ranking; ties keep the order of the content, so that the same question always
            gets the same answer.
        """
        if focus is None and (reading.open_facet is not None or reading.only_things):
            return Ranking(reading, self._score_open(reading, reading.open_facet), open=True)
        # "And UNICEF?" asks of UNICEF what was asked before; "UNICEF" does not.
        bare = reading.bare
        if focus is not None and len(bare) == 1 and reading.asks_the_same:
            bare = ()
        matches = tuple(self._score(reading, focus))
        first = [self._index.cards[self._cards_of[entry][0]] for entry in reading.entries]
        return Ranking(
            reading,
            matches,
            tuple(self._index.cards[self._cards_of[entry][0]] for entry in bare),
            focused=focus is not None,
            introductions=tuple(first),
        )

    @property
    def learned(self) -> tuple[Learned, TextIndex, Mapping[EntryId, int]]:
        """Return what it matches by: names and cues, postings, how often entries are named."""
        return self._reader.learned, self._index, self._importance

    def listed(self, text: str) -> str:
        """Return what a text is found by, to be compared by ``text_index.overlap``."""
        return self._index.listed(self._reader.prepare(text))

    def _add_card(
        self, knowledge: KnowledgeBase, entry: Entry, facet_id: FacetId, names: frozenset[str]
    ) -> None:
        facet = entry.facets[facet_id]
        title = knowledge.vocabulary.facets[facet_id].title
        asked = knowledge.asked.get((entry.id, facet_id), Phrases())
        if self._without is Part.ASKED:
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
        number = self._index.add(Card(entry.id, facet_id), {IN_NAME: names, **fields})
        self._cards_of[entry.id].append(number)
        for cue in (Cue(facet_id), Cue(facet_id, entry.id)):
            self._cards_cued[cue].append(number)
        self._reader.add_cues(cues, Cue(facet_id, entry.id))
        self._reader.add_words((*texts, *phrasings))

    def _score(self, reading: Reading, focus: Focus | None) -> list[Match]:
        explained = self._explained(reading)
        names = self._evidence_of_names(reading, self._meant(reading, focus))
        cues = self._evidence_of_cues(reading, explained, names)
        if focus is not None and focus.facet is not None:
            for number in self._cards_cued.get(Cue(focus.facet), ()):
                if number in names:
                    cues.setdefault(number, FOCUS_WEIGHT)
        totals = explained.copy()
        for evidence in (names, cues):
            for number, value in evidence.items():
                totals[number] += value
        best = _best(totals)
        found = self._evidence(reading, best, names, cues)
        return [
            Match(
                card=self._index.cards[number],
                score=totals[number],
                evidence=found[number],
                explained=explained[number],
                named=number in names,
                cued=number in cues,
            )
            for number in best
        ]

    def _score_open(self, reading: Reading, facet: FacetId | None) -> tuple[Match, ...]:
        """Rank all cards of a facet, those of the most referred-to entries first."""
        explained = self._explained(reading)
        cards = self._cards_cued[Cue(facet)] if facet is not None else []
        of_kind = [n for n in cards if self._kind_of[self._index.cards[n].entry] in reading.kinds]
        if len(of_kind) < 2 and reading.things:
            # Which one is meant comes before what is asked of it.
            kinds = reading.pointed_at or reading.kinds
            of_kind = [self._cards_of[e][0] for e, kind in self._kind_of.items() if kind in kinds]
        matches = []
        for number in of_kind if len(of_kind) > 1 else cards:
            card = self._index.cards[number]
            score = explained[number] + IMPORTANCE * math.log1p(self._importance[card.entry])
            score += HEAD * self._is_headed(card.entry, reading)
            matches.append(Match(card, score, {}, explained[number], named=False, cued=True))
        return tuple(heapq.nlargest(_CHOICES, matches, key=lambda match: match.score))

    def _is_headed(self, entry: EntryId, reading: Reading) -> bool:
        """Return whether a name of an entry ends in a thing spoken of: its head is what it is."""
        heads = [
            tuple(token.form for token in reading.tokens[thing.start : thing.end])
            for thing in reading.things
        ]
        return any(name[-len(h) :] == h for h in heads for name in self._names[entry])

    def _explained(self, reading: Reading) -> list[float]:
        explained = [0.0] * len(self._index.cards)
        for term in reading.terms:
            if term.known:
                weight = term.weight
                for number, share in self._index.postings(term.feature).items():
                    explained[number] += share * weight
        return explained

    def _meant(self, reading: Reading, focus: Focus | None) -> set[EntryId]:
        """Return the entries that a question means without naming them."""
        if focus is None:
            return set()
        meant = {focus.entry} if focus.entry is not None else set()
        return meant | self._sisters(focus.sister, reading) if focus.sister else meant

    def _sisters(self, entry: EntryId, reading: Reading) -> set[EntryId]:
        """Return the others of a kind that have a word of a question in a name: "the camp one"."""
        words = (t for t in reading.terms if not any(thing.covers(t) for thing in reading.things))
        cards = (
            self._index.cards[number]
            for term in words
            for number, share in self._index.postings(term.feature).items()
            if share == IN_NAME
        )
        kind = self._kind_of.get(entry)
        return {card.entry for card in cards if self._kind_of[card.entry] is kind} - {entry}

    def _evidence_of_names(self, reading: Reading, meant: Iterable[EntryId]) -> dict[int, float]:
        """Let a card of a named entry explain its name wholly, and more."""
        weights = {
            entry: NAME_BASE + inside * (1 + NAME_BONUS - IN_NAME)
            for entry, inside in reading.weights_of_names().items()
        }
        for entry in meant:
            weights[entry] = max(weights.get(entry, 0.0), FOCUS_WEIGHT)
        return {
            number: weight
            for entry, weight in weights.items()
            for number in self._cards_of.get(entry, ())
        }

    def _evidence_of_cues(
        self, reading: Reading, explained: Sequence[float], names: dict[int, float]
    ) -> dict[int, float]:
        """Raise the cards whose facet is asked for, among those that hold a word at all."""
        strength: dict[int, float] = {}
        if self._without is Part.CUES:
            return strength
        for span in reading.cues:
            value = _strength(span, reading)
            for number in self._cards_cued.get(span.value, ()):
                better = value > strength.get(number, 0.0)
                if better and (explained[number] or number in names):
                    strength[number] = value
        return strength

    def _evidence(
        self,
        reading: Reading,
        numbers: Sequence[int],
        names: Mapping[int, float],
        cues: Mapping[int, float],
    ) -> dict[int, Evidence]:
        """Return what speaks for each of some cards."""
        found: dict[int, Evidence] = {number: {} for number in numbers}
        for place, term in enumerate(reading.terms):
            if term.known:
                posting = self._index.postings(term.feature)
                for number, evidence in found.items():
                    if number in posting:
                        evidence[place] = posting[number] * term.weight
        for number, evidence in found.items():
            card = self._index.cards[number]
            if number in names:
                evidence[card.entry] = names[number]
            if number in cues:
                evidence[Cue(card.facet)] = cues[number]
        return found


def _best(totals: Sequence[float]) -> list[int]:
    """Return the numbers of the highest totals, the first of those that are equal."""
    # Finding the least of them first is twice as fast as sorting numbers by their totals.
    least = min(heapq.nlargest(_MOST, totals), default=0.0)
    close = [number for number, total in enumerate(totals) if total >= least and total > 0]
    return sorted(close, key=totals.__getitem__, reverse=True)[:_MOST]


def _without_aliases(knowledge: KnowledgeBase) -> KnowledgeBase:
    entries = {
        id_: entry.model_copy(update={"aliases": Phrases()})
        for id_, entry in knowledge.entries.items()
    }
    return replace(knowledge, entries=entries)


def _importance(knowledge: KnowledgeBase) -> dict[EntryId, int]:
    """Count how often each entry is referred to by others."""
    count = dict.fromkeys(knowledge.entries, 0)
    for entry in knowledge.entries.values():
        targets = {relation.to for held in entry.relations.values() for relation in held}
        for target in targets | set(entry.related):
            if target in count:
                count[target] += 1
    return count


def _strength(span: Span[Cue], reading: Reading) -> float:
    """Return how surely words ask for a facet: short ones are often something else."""
    han = reading.tokens[span.start].is_han
    length = span.length
    value = {1: 0.45, 2: 0.75}.get(length, 1.0) if han else {1: 0.6}.get(length, 1.0)
    # Where everything was written by its sound, that says nothing against a word.
    if span.quality is Quality.SOUND and not reading.pinyin:
        value *= SOUND_CUE
    return value * (CUE_WEIGHT if span.value.entry is None else OWN_CUE_WEIGHT)
