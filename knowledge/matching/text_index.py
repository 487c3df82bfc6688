"""An inverted index over cards: one card is one facet of one entry, in both languages.

Chinese is indexed by pairs of neighbouring characters and, for typing errors, by pairs of
sounds; English by stems. How much a term weighs is its inverse document frequency.
"""

import math
import re
from array import array
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache, partial
from operator import add
from typing import NamedTuple

from knowledge.matching.stopwords import Stopwords
from knowledge.models import Card
from knowledge.text.pinyin import sound
from knowledge.text.script import FIRST_HAN, HAN
from knowledge.text.tokens import Token, word_form

_HAN_RUN = re.compile(f"[{HAN}]+")
_WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?|\d+(?:[.,]\d+)*")

# How much of a term a place explains, held in place by the questions under tests/questions/.
IN_NAME = 0.85
IN_CUE = 0.9
IN_ASKED = 0.6
IN_TEXT = 0.8
_SHARES = sorted((IN_NAME, IN_CUE, IN_ASKED, IN_TEXT))
SOUND_FACTOR = 0.75
# What an unknown term weighs beside known ones (a rare known term weighs about 6).
UNKNOWN_HAN = 2.5
UNKNOWN_WORD = 3.5
# A name that is a stopword elsewhere (WHO).
STOPWORD_NAME = 3.0


class Term(NamedTuple):
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

    def __init__(self, stopwords: Iterable[str], *, sound: bool = True) -> None:
        self._sound = sound
        self.stopwords = Stopwords(stopwords)
        self.cards: list[Card] = []
        # A small dictionary for each of 30,000 terms takes twenty times the memory.
        self._growing: dict[str, array[int]] = defaultdict(partial(array, "I"))
        self._places: dict[str, int] = {}
        self._weights = array("d")
        self._starts = array("I", [0])
        self._held = array("I")
        """Number of the card and level of the share in one, term after term."""

    def features(self, texts: Iterable[str]) -> frozenset[str]:
        """Return what normalized texts are found by, as they are written."""
        return frozenset(self._features("\n".join(texts)))

    def features_of_names(self, names: Iterable[str]) -> frozenset[str]:
        """Return what normalized names are found by: one that is a stopword elsewhere, too."""
        names = list(names)
        words = ("w:" + word_form(name) for name in names if _WORD.fullmatch(name))
        return self.features(names).union(words)

    def add(self, card: Card, fields: Mapping[float, frozenset[str]]) -> None:
        """Add a card with the features of its texts, by how much each place explains.

        Postings name it by its place among the cards.
        """
        number = len(self.cards)
        self.cards.append(card)
        levels: dict[str, int] = {}
        for share, features in sorted(fields.items()):
            # From the least to the most: the last to write wins.
            levels.update(dict.fromkeys(features, _SHARES.index(share)))
        for feature, level in levels.items():
            self._growing[feature].append(number * len(_SHARES) + level)

    def finish(self) -> None:
        """Hear how the pairs sound and weigh the terms, once all cards are in."""
        pairs = [feature for feature in self._growing if _is_pair(feature)]
        for pair in pairs:
            self._growing[_heard(pair)].extend(self._growing[pair])
        total = len(self.cards)
        for place, (feature, held) in enumerate(self._growing.items()):
            # Several pairs sound alike: of each card the highest share counts.
            best = {one // len(_SHARES): one for one in sorted(held)}
            self._places[feature] = place
            self._weights.append(math.log(1 + (total - len(best) + 0.5) / (len(best) + 0.5)))
            self._held.extend(best.values())
            self._starts.append(len(self._held))
        self._growing = {}

    def __contains__(self, feature: str) -> bool:
        """Return whether any card holds a term."""
        return feature in self._places

    @cached_property
    def postings(self) -> Callable[[str], Mapping[int, float]]:
        """Return what finds the cards that hold a term, with how much of it each explains."""
        return lru_cache(maxsize=4096)(self._postings)

    def _postings(self, feature: str) -> Mapping[int, float]:
        place = self._places.get(feature)
        if place is None:
            return {}
        held = self._held[self._starts[place] : self._starts[place + 1]]
        return {one // len(_SHARES): _SHARES[one % len(_SHARES)] for one in held}

    def written(self) -> Iterator[tuple[str, Mapping[int, float]]]:
        """Yield the terms that are held as they are written, not by their sound, with postings."""
        for feature in self._places:
            if not feature.startswith("s:"):
                yield feature, self._postings(feature)

    def listed(self, text: str) -> str:
        """Return what a normalized text is found by, written and heard, each on a line.

        A set of the same is ten times as large, and a question has few terms to look for.
        """
        written = self._features(text)
        heard = (_heard(feature) for feature in written if _is_pair(feature))
        return "\n".join(("", *written, *heard, ""))

    def terms(
        self, text: str, tokens: Sequence[Token], *, named: Container[int] = ()
    ) -> list[Term]:
        """Read the terms of a question.

        Args:
            text: The normalized question.
            tokens: Its tokens.
            named: Positions of tokens that stand in a name, where no word is a stopword (WHO).
        """
        found = []
        seen: set[str] = set()
        for start, end in self._pieces(text, tokens, named):
            term = self._term(tokens, start, end)
            # What is said twice is not asked twice.
            found.append(term._replace(weight=0.0) if term.feature in seen else term)
            seen.add(term.feature)
        return found

    def _term(self, tokens: Sequence[Token], start: int, end: int) -> Term:
        readings = _readings(tokens[start:end])
        for number, feature in enumerate(readings[: 2 if self._sound else 1]):
            if (place := self._places.get(feature)) is not None:
                factor = SOUND_FACTOR if number else 1.0
                weight = self._weights[place] * factor
                return Term(start, end, feature, factor, weight, known=True)
        if tokens[start].is_word and tokens[start].form in self.stopwords.words:
            return Term(start, end, readings[0], 1.0, STOPWORD_NAME, known=True)
        unknown = UNKNOWN_HAN if tokens[start].is_han else UNKNOWN_WORD
        return Term(start, end, readings[0], 1.0, unknown, known=False)

    def _features(self, text: str) -> set[str]:
        """Return what a text of the content is found by."""
        found: set[str] = set()
        for run in _HAN_RUN.findall(self.stopwords.characters.sub("|", text)):
            found.update(map(add, run, run[1:]) if len(run) > 1 else run)
        forms = set(map(word_form, _WORD.findall(text)))
        return found.union("w:" + form for form in forms - self.stopwords.words)

    def _pieces(
        self, text: str, tokens: Sequence[Token], named: Container[int]
    ) -> Iterator[tuple[int, int]]:
        """Yield pairs of Chinese characters and single words, without stopwords."""
        # A name is indexed without its stop characters, but WHO is a word.
        stop = [
            stopped and not (number in named and tokens[number].is_word)
            for number, stopped in enumerate(self.stopwords.mark(text, tokens))
        ]
        last = len(tokens) - 1
        for position, token in enumerate(tokens):
            if stop[position]:
                continue
            if token.is_word:
                yield position, position + 1
            elif token.is_han:
                if position < last and tokens[position + 1].is_han and not stop[position + 1]:
                    yield position, position + 2
                elif not (position and tokens[position - 1].is_han and not stop[position - 1]):
                    yield position, position + 1


def overlap(listed: str, terms: Iterable[Term]) -> float:
    """Return how much of a question's weight is on a list of what a text is found by."""
    return sum(term.weight for term in terms if f"\n{term.feature}\n" in listed)


def _is_pair(feature: str) -> bool:
    return len(feature) == 2 and feature[0] >= FIRST_HAN


def _heard(pair: str) -> str:
    return f"s:{sound(pair[0])} {sound(pair[1])}"


def _readings(tokens: Sequence[Token]) -> list[str]:
    if tokens[0].is_word:
        return ["w:" + tokens[0].form]
    written = "".join(token.form for token in tokens)
    sounds = "s:" + " ".join(token.sound for token in tokens)
    return [written, sounds] if len(tokens) > 1 else [written]
