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


class Part(NamedTuple):
    """One of the parts of a phrase."""

    phrase: int
    """The number of the phrase."""
    place: int
    """First, second, …"""


class ApartIndex(Generic[T]):
    """Phrases in several parts, found where all stand in order in one sentence."""

    def __init__(self) -> None:
        self._parts: PhraseIndex[Part] = PhraseIndex()
        self._values: list[tuple[int, T]] = []
        """How many parts a phrase has, and what it means."""

    def add(self, parts: Sequence[Iterable[Sequence[Token]]], value: T) -> None:
        """Remember a phrase by its parts, each by all the words that will do."""
        for place, words in enumerate(parts):
            for tokens in words:
                self._parts.add(tokens, Part(len(self._values), place))
        self._values.append((len(parts), value))

    @property
    def values(self) -> list[T]:
        """Return what each phrase means, by its number."""
        return [value for _count, value in self._values]

    def items(self) -> Iterator[tuple[tuple[str, ...], int, int]]:
        """Yield every part, as the forms of its tokens: the number of its phrase, its place."""
        for forms, part in self._parts.items():
            yield forms, part.phrase, part.place

    def find(self, tokens: Tokens) -> list[Span[T]]:
        """Return the phrases whose parts stand in order, as they are written."""
        found: dict[Part, list[Span[Part]]] = defaultdict(list)
        for span in self._parts.find(tokens, heard=False):
            found[span.value].append(span)
        begun = sorted(
            part.phrase
            for part in found
            if part.place == 0 and Part(part.phrase, self._values[part.phrase][0] - 1) in found
        )
        return [
            Span(first.start, end, value, Quality.EXACT)
            for phrase, (count, value) in ((number, self._values[number]) for number in begun)
            for first in found[Part(phrase, 0)]
            if (end := self._end(first, count, found, tokens)) is not None
        ]

    @staticmethod
    def _end(
        first: Span[Part],
        count: int,
        found: dict[Part, list[Span[Part]]],
        tokens: Sequence[Token],
    ) -> int | None:
        """Return where the last part ends, each the nearest after the one before."""
        end = first.end
        for place in range(1, count):
            following = found.get(Part(first.value.phrase, place), ())
            near = [s for s in following if end <= s.start <= end + _LONGEST_GAP]
            if not near:
                return None
            nearest = min(near, key=lambda span: span.start)
            if any(token.raw in _SENTENCE_ENDS for token in tokens[end : nearest.start]):
                return None
            end = nearest.end
        return end
