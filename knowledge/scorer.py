"""Score cards: how much of a question's weight each explains."""

import heapq
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from knowledge.base import KnowledgeBase
from knowledge.lexicon import Name
from knowledge.models import EntryId, FacetId
from knowledge.phrases import PhraseIndex, Quality, Span
from knowledge.ranking import Evidence, Focus, Match
from knowledge.reading import Cue, Reading
from knowledge.text_index import IN_NAME, Card, TextIndex

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


class Scorer:
    """Knows which cards there are, and what speaks for each.

    Args:
        index: The cards and the terms they hold.
        knowledge: What the cards are made of.
        names: The names of entries.
        cues: Whether words that ask for a facet count.
    """

    def __init__(
        self, index: TextIndex, knowledge: KnowledgeBase, names: PhraseIndex[Name], *, cues: bool
    ) -> None:
        self._index = index
        self._uses_cues = cues
        self._cards_of: dict[EntryId, list[int]] = defaultdict(list)
        self._cards_cued: dict[Cue, list[int]] = defaultdict(list)
        for number, card in enumerate(index.cards):
            self._cards_of[card.entry].append(number)
            for cue in (Cue(card.facet), Cue(card.facet, card.entry)):
                self._cards_cued[cue].append(number)
        self.importance = _importance(knowledge)
        """How often each entry is referred to by others."""
        self._names: dict[EntryId, list[tuple[str, ...]]] = defaultdict(list)
        for forms, name in names.items():
            self._names[name.entry].append(forms)
        self._kind_of = {entry.id: entry.kind for entry in knowledge.entries.values()}

    def first_card(self, entry: EntryId) -> Card:
        """Return the card that tells what an entry is in the first place."""
        return self._index.cards[self._cards_of[entry][0]]

    def score(self, reading: Reading, focus: Focus | None) -> tuple[Match, ...]:
        """Return the cards that explain most of a question, best first.

        Args:
            reading: What the question says.
            focus: What a question that leans on an earlier one leaves out.
        """
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
        return tuple(
            Match(
                card=self._index.cards[number],
                score=totals[number],
                evidence=found[number],
                explained=explained[number],
                named=number in names,
                cued=number in cues,
            )
            for number in best
        )

    def score_open(self, reading: Reading, facet: FacetId | None) -> tuple[Match, ...]:
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
            score = explained[number] + IMPORTANCE * math.log1p(self.importance[card.entry])
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
        if not self._uses_cues:
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
