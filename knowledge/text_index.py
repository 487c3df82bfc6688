"""An inverted index over cards: one card is one facet of one entry, in both languages.

Chinese is indexed by pairs of neighbouring characters and, for typing errors, by pairs of
sounds; English by stems. How much a term weighs is its inverse document frequency.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from knowledge.models import EntryId, FacetId
from knowledge.normalize import normalize
from knowledge.phrases import PhraseIndex
from knowledge.tokens import Token, tokenize

# How much of a term a place explains, held in place by the questions under tests/questions/.
IN_NAME = 0.55
IN_CUE = 0.95
IN_ASKED = 0.85
IN_TEXT = 0.75
SOUND_FACTOR = 0.8
# What an unknown term weighs beside known ones (a rare known term weighs about 6).
UNKNOWN_HAN = 2.5
UNKNOWN_WORD = 3.5


@dataclass(frozen=True, slots=True)
class Card:
    """One facet of one entry: the smallest thing that can be an answer."""

    entry: EntryId
    facet: FacetId


@dataclass(frozen=True, slots=True)
class Term:
    """One comparable piece of a question."""

    start: int
    """The first token it stands on."""
    end: int
    """Past its last token."""
    feature: str
    """What is looked up; of several readings the one the index knows."""
    factor: float
    """1 where it was read as written, less where it was read by its sound."""
    weight: float
    """How much it tells."""
    known: bool
    """Whether the content holds it at all."""


class TextIndex:
    """Which cards hold a term, and how much the term tells."""

    def __init__(self, stopwords: Iterable[str]) -> None:
        self._stopwords: PhraseIndex[bool] = PhraseIndex()
        for word in stopwords:
            self._stopwords.add(tokenize(normalize(word)), True)
        self.cards: list[Card] = []
        self._postings: dict[str, dict[int, float]] = defaultdict(dict)
        self._weights: dict[str, float] = {}

    def add(self, card: Card, fields: Mapping[float, Sequence[str]]) -> None:
        """Add a card with its texts, by how much each place explains."""
        number = len(self.cards)
        self.cards.append(card)
        for share, texts in fields.items():
            for text in texts:
                tokens = tokenize(normalize(text))
                for feature in self._features(tokens):
                    posting = self._postings[feature]
                    posting[number] = max(posting.get(number, 0.0), share)

    def finish(self) -> None:
        """Weigh the terms, once all cards are in."""
        total = len(self.cards)
        for feature, posting in self._postings.items():
            count = len(posting)
            self._weights[feature] = math.log(1 + (total - count + 0.5) / (count + 0.5))

    def __contains__(self, feature: str) -> bool:
        """Return whether any card holds a term."""
        return feature in self._postings

    def postings(self, feature: str) -> Mapping[int, float]:
        """Return the cards that hold a term, with how much of it each explains."""
        return self._postings.get(feature, {})

    def words(self) -> frozenset[str]:
        """Return every stem and number the content holds."""
        return frozenset(f[2:] for f in self._postings if f.startswith("w:"))

    def terms(self, tokens: Sequence[Token]) -> list[Term]:
        """Read the terms of a question."""
        found = []
        for start, end in self._pieces(tokens):
            found.append(self._term(tokens, start, end))
        return found

    def _term(self, tokens: Sequence[Token], start: int, end: int) -> Term:
        readings = _readings(tokens[start:end])
        for number, feature in enumerate(readings):
            if feature in self._weights:
                factor = SOUND_FACTOR if number else 1.0
                weight = self._weights[feature] * factor
                return Term(start, end, feature, factor, weight, known=True)
        unknown = UNKNOWN_HAN if tokens[start].is_han else UNKNOWN_WORD
        return Term(start, end, readings[0], 1.0, unknown, known=False)

    def _features(self, tokens: Sequence[Token]) -> Iterator[str]:
        for start, end in self._pieces(tokens):
            yield from _readings(tokens[start:end])

    def _pieces(self, tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
        """Yield pairs of Chinese characters and single words, without stopwords."""
        stop = bytearray(len(tokens))
        for span in self._stopwords.find(tokens):
            if span.quality > 1:
                stop[span.start : span.end] = b"\1" * span.length
        for position, token in enumerate(tokens):
            if stop[position]:
                continue
            if token.is_word:
                yield position, position + 1
            elif token.is_han:
                following = position + 1
                pairs = following < len(tokens) and not stop[following]
                if pairs and tokens[following].is_han:
                    yield position, position + 2
                elif not (position and tokens[position - 1].is_han and not stop[position - 1]):
                    yield position, position + 1


def _readings(tokens: Sequence[Token]) -> list[str]:
    if tokens[0].is_word:
        return ["w:" + tokens[0].form]
    written = "".join(token.form for token in tokens)
    sounds = "s:" + " ".join(token.sound for token in tokens)
    return [written, sounds] if len(tokens) > 1 else [written]
