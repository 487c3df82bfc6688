"""Find phrases whose parts stand apart: "who is … now", "<now>…是谁"."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from knowledge.text.phrases import PhraseIndex, Quality, Span
from knowledge.text.tokens import Token, Tokens

T = TypeVar("T")
GAP = "..."
"""What "…" is normalized to; it stands for whatever is between two parts."""
_LONGEST_GAP = 12
_SENTENCE_ENDS = frozenset("。？！?!;；.")


class Phrase(NamedTuple, Generic[T]):
    """A phrase in several parts."""

    parts: tuple[int, ...]
    """The number of each part; the words of one that many phrases have are kept once."""
    value: T
    """What it means."""


class ApartIndex(Generic[T]):
    """Phrases in several parts, found where all stand in order in one sentence."""

    def __init__(self) -> None:
        self._words: PhraseIndex[int] = PhraseIndex()
        """The words of the parts, by number."""
        self._numbers: dict[frozenset[tuple[str, ...]], int] = {}
        self._phrases: list[Phrase[T]] = []
        self._beginning: dict[int, list[int]] = defaultdict(list)
        """The phrases that begin with a part."""

    def add(self, parts: Sequence[Iterable[Sequence[Token]]], value: T) -> None:
        """Remember a phrase by its parts, each by all the words that will do."""
        numbers = tuple(self._number(list(words)) for words in parts)
        self._beginning[numbers[0]].append(len(self._phrases))
        self._phrases.append(Phrase(numbers, value))

    def _number(self, words: Sequence[Sequence[Token]]) -> int:
        forms = frozenset(tuple(token.form for token in tokens) for tokens in words)
        if forms not in self._numbers:
            self._numbers[forms] = len(self._numbers)
            for tokens in words:
                self._words.add(tokens, self._numbers[forms])
        return self._numbers[forms]

    @property
    def values(self) -> list[T]:
        """Return what each phrase means, by its number."""
        return [phrase.value for phrase in self._phrases]

    def items(self) -> Iterator[tuple[tuple[str, ...], int, int]]:
        """Yield every part, as the forms of its tokens: the number of its phrase, its place."""
        having: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for number, phrase in enumerate(self._phrases):
            for place, part in enumerate(phrase.parts):
                having[part].append((number, place))
        for forms, part in self._words.items():
            for number, place in having[part]:
                yield forms, number, place

    def find(self, tokens: Tokens) -> list[Span[T]]:
        """Return the phrases whose parts stand in order, as they are written."""
        found: dict[int, list[Span[int]]] = defaultdict(list)
        for span in self._words.find(tokens, heard=False):
            found[span.value].append(span)
        begun = sorted(number for part in found for number in self._beginning.get(part, ()))
        phrases = [self._phrases[number] for number in begun]
        return [
            Span(first.start, end, phrase.value, Quality.EXACT)
            for phrase in phrases
            if all(part in found for part in phrase.parts)
            for first in found[phrase.parts[0]]
            if (end := self._end(first, phrase, found, tokens)) is not None
        ]

    @staticmethod
    def _end(
        first: Span[int],
        phrase: Phrase[T],
        found: dict[int, list[Span[int]]],
        tokens: Sequence[Token],
    ) -> int | None:
        """Return where the last part ends, each the nearest after the one before."""
        end = first.end
        for part in phrase.parts[1:]:
            near = [s for s in found[part] if end <= s.start <= end + _LONGEST_GAP]
            if not near:
                return None
            nearest = min(near, key=lambda span: span.start)
            if any(token.raw in _SENTENCE_ENDS for token in tokens[end : nearest.start]):
                return None
            end = nearest.end
        return end
