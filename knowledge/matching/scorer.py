"""Score cards: how much of a question's weight each explains."""

import heapq
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

from knowledge.matching.asking import WHAT_IT_IS, beside_names, strengths
from knowledge.matching.cards import Cards
from knowledge.matching.ranking import Evidence, Focus, Match
from knowledge.matching.reading import SITUATIONS, Cue, Reading
from knowledge.matching.text_index import IN_NAME, TextIndex
from knowledge.models import EntryId, FacetId

# Held in place by the questions under tests/questions/: change one and see which move.
NAME_BASE = 1.5
NAME_BONUS = 1.4
FOCUS_WEIGHT = 4.0
IMPORTANCE = 2.0
HEAD = 3.0
SITUATION = 3.0
_LITTLE = 3.0
"""Words of so little weight beside what is named and asked say nothing more."""
_MOST = 12
_CHOICES = 4


class Scorer:
    """Reckons what speaks for each card.

    Args:
        index: The terms that the cards hold.
        cards: The cards.
        cues: Whether words that ask for a facet count.
    """

    def __init__(self, index: TextIndex, cards: Cards, *, cues: bool) -> None:
        self._index = index
        self._cards = cards
        self._uses_cues = cues

    def score(self, reading: Reading) -> tuple[Match, ...]:
        """Return the cards that explain most of a question, best first."""
        explained = self._explained(reading)
        names, cues = _weights_of_names(reading), self._asked(reading)
        totals = explained.copy()
        self._leave_to_named(totals, reading)
        for entry, weight in names.items():
            for number in self._cards.of(entry):
                totals[number] += weight
        for number, strength in self._cued(cues, explained, names).items():
            totals[number] += strength
        return tuple(self._matches(_best(totals), reading, names, cues))

    def refocus(
        self, matches: Sequence[Match], reading: Reading, focus: Focus
    ) -> tuple[Match, ...]:
        """Return the cards that explain most of a question after something was talked about.

        What was talked about speaks for few cards, and against none: so of the others only those
        can be among the best that are among the best without it.

        Args:
            matches: What ``score`` returns for the question.
            reading: What the question says.
            focus: What it leaves out.
        """
        names, cues = _weights_of_names(reading), self._asked(reading)
        changed: set[int] = set()
        for entry in self._meant(reading, focus):
            names[entry] = max(names.get(entry, 0.0), FOCUS_WEIGHT)
            changed.update(self._cards.of(entry))
        if focus.facet is not None:
            asked = self._cards.cued(Cue(focus.facet))
            changed.update(n for n in asked if self._cards[n].entry in names)
        raised = self._matches(changed, reading, names, cues, focus.facet)
        found = [match for match in matches if match.number not in changed]
        return tuple(sorted((*found, *raised), key=_rank)[:_MOST])

    def score_open(self, reading: Reading, facet: FacetId | None) -> tuple[Match, ...]:
        """Rank all cards of a facet, those of the most referred-to entries first."""
        explained = self._explained(reading)
        matches = []
        for number in self._cards.asked_openly(reading, facet):
            card = self._cards[number]
            score = explained[number] + IMPORTANCE * math.log1p(self._cards.importance[card.entry])
            score += HEAD * self._cards.is_headed(card.entry, reading)
            score += SITUATION * any(
                self._cards.has(card.entry, one) for one in SITUATIONS.intersection(reading.facets)
            )
            matches.append(
                Match(number, card, score, {}, explained[number], named=False, cued=True)
            )
        return tuple(heapq.nlargest(_CHOICES, matches, key=lambda match: match.score))

    def _explained(self, reading: Reading) -> list[float]:
        explained = [0.0] * len(self._cards)
        for term in reading.terms:
            if term.known:
                weight = term.weight
                for number, share in self._index.postings(term.feature).items():
                    explained[number] += share * weight
        return explained

    def _meant(self, reading: Reading, focus: Focus) -> set[EntryId]:
        """Return the entries that a question means without naming them."""
        meant = {focus.entry} if focus.entry is not None else set()
        return meant | self._cards.sisters(focus.sister, reading) if focus.sister else meant

    def _asked(self, reading: Reading) -> dict[Cue, float]:
        return strengths(reading, self._cards) if self._uses_cues else {}

    def _leave_to_named(self, totals: list[float], reading: Reading) -> None:
        """Let words that ask for one facet of what is named, and nothing else, find no others.

        "What is the IASC trying to achieve" is not about whatever else tries to achieve.
        """
        asked = [cue for cue in beside_names(reading) if cue.value != WHAT_IT_IS]
        if len({cue.value for cue in asked}) != 1 or not any(
            self._cards.has(entry, asked[0].value.facet) for entry in reading.entries
        ):
            return
        beside = reading.outside([*reading.names, *reading.asked])
        if sum(term.weight for term in beside if term.known) > _LITTLE:
            return
        for term in reading.terms:
            if term.known and any(cue.covers(term) for cue in asked):
                for number, share in self._index.postings(term.feature).items():
                    if self._cards[number].entry not in reading.entries:
                        totals[number] -= share * term.weight

    def _cued(
        self,
        cues: Mapping[Cue, float],
        explained: Sequence[float],
        names: Mapping[EntryId, float],
    ) -> dict[int, float]:
        """Raise the cards whose facet is asked for, among those that hold a word at all."""
        strengths: dict[int, float] = {}
        for cue, value in cues.items():
            for number in self._cards.cued(cue):
                if value > strengths.get(number, 0.0) and (
                    explained[number] or self._cards[number].entry in names
                ):
                    strengths[number] = value
        return strengths

    def _matches(
        self,
        numbers: Iterable[int],
        reading: Reading,
        names: Mapping[EntryId, float],
        cues: Mapping[Cue, float],
        facet: FacetId | None = None,
    ) -> Iterator[Match]:
        """Yield some cards with what speaks for them.

        Args:
            numbers: Which cards.
            reading: What the question says.
            names: What it is worth that an entry is named or meant.
            cues: What it is worth that a facet is asked for.
            facet: The facet talked about before, or a situation asked for of the same entry.
        """
        held = self._held(reading, numbers)
        for number, evidence in held.items():
            card = self._cards[number]
            general, own = self._cards.cues[number]
            explained = sum(evidence.values())
            name = names.get(card.entry, 0.0)
            cue = 0.0
            if explained or name:
                cue = max(cues.get(own, 0.0), cues.get(general, 0.0))
            if name and card.facet == facet:
                cue = max(cue, FOCUS_WEIGHT)
            if name:
                evidence[card.entry] = name
            if cue:
                evidence[general] = cue
            yield Match(
                number=number,
                card=card,
                score=explained + name + cue,
                evidence=evidence,
                explained=explained,
                named=bool(name),
                cued=bool(cue),
            )

    def _held(self, reading: Reading, numbers: Iterable[int]) -> dict[int, Evidence]:
        """Return the weight of each term of a question that some cards hold."""
        held: dict[int, Evidence] = {number: {} for number in numbers}
        for place, term in enumerate(reading.terms):
            if term.known:
                posting = self._index.postings(term.feature)
                for number, evidence in held.items():
                    if number in posting:
                        evidence[place] = posting[number] * term.weight
        return held


def _weights_of_names(reading: Reading) -> dict[EntryId, float]:
    """Let a card of a named entry explain its name wholly, and more."""
    return {
        entry: NAME_BASE + inside * (1 + NAME_BONUS - IN_NAME)
        for entry, inside in reading.weights_of_names().items()
    }


def _rank(match: Match) -> tuple[float, int]:
    return -match.score, match.number


def _best(totals: Sequence[float]) -> list[int]:
    """Return the numbers of the highest totals, the first of those that are equal."""
    # Finding the least of them first is twice as fast as sorting numbers by their totals.
    least = min(heapq.nlargest(_MOST, totals), default=0.0)
    close = [number for number, total in enumerate(totals) if total >= least and total > 0]
    return sorted(close, key=totals.__getitem__, reverse=True)[:_MOST]
