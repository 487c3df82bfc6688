"""Find known phrases in tokens: letter for letter, by sound, or with a repaired word."""

from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from functools import cached_property
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from ahocorasick_rs import AhoCorasick

from knowledge.text.tokens import BETWEEN, Line, Token, Tokens, join

T = TypeVar("T")


class Quality(IntEnum):
    """How a phrase was recognized; the higher, the surer."""

    SOUND = 1
    """Other characters of the same sound."""
    EXACT = 2


class Placed(Protocol):
    """Something that stands on tokens."""

    @property
    def start(self) -> int:
        """Return the first token."""

    @property
    def end(self) -> int:
        """Return past the last token."""


class Span(NamedTuple, Generic[T]):
    """A phrase found in a text; a tuple, because a question makes dozens of them."""

    start: int
    """The first token."""
    end: int
    """Past the last token."""
    value: T
    quality: Quality

    @property
    def length(self) -> int:
        """Return how many tokens it takes up."""
        return self.end - self.start

    def covers(self, other: Placed) -> bool:
        """Return whether something else lies inside this."""
        return self.start <= other.start and other.end <= self.end

    def exceeds(self, other: "Span[Any]") -> bool:
        """Return whether something else is but a part of this."""
        return self.covers(other) and self.length > other.length

    def overlaps(self, other: Placed) -> bool:
        """Return whether something else shares a token with this."""
        return self.start < other.end and other.start < self.end


def places_of(spans: Iterable[Placed]) -> set[int]:
    """Return the tokens that some things take up."""
    return {place for span in spans for place in range(span.start, span.end)}


class PhraseIndex(Generic[T]):
    """Phrases by the forms of their tokens, and those with Chinese in them by their sounds."""

    def __init__(self) -> None:
        self._exact: PhraseAutomaton[T] = PhraseAutomaton()
        self._sound: PhraseAutomaton[T] = PhraseAutomaton()

    def add(self, tokens: Sequence[Token], value: T) -> None:
        """Remember a phrase; punctuation in it is ignored."""
        tokens = [token for token in tokens if token.is_han or token.is_word]
        if not tokens:
            return
        self._exact.add([token.form for token in tokens], value)
        if any(token.is_han for token in tokens):
            self._sound.add([token.sound or token.form for token in tokens], value)

    def items(self) -> Iterator[tuple[tuple[str, ...], T]]:
        """Yield every phrase, as the forms of its tokens, with what it means."""
        return self._exact.items()

    def find(self, tokens: Tokens, *, heard: bool = True) -> list[Span[T]]:
        """Return every occurrence of every phrase, also those inside each other.

        A phrase found exactly is not found a second time by its sound.

        Args:
            tokens: Where to look.
            heard: Whether to look for sounds too.
        """
        found = [Span(*place, Quality.EXACT) for place in self._exact.find(tokens.written)]
        if not heard:
            return found
        # An English question has no sounds.
        if any(token.sound for token in tokens):
            exact = {(span.start, span.end, span.value) for span in found}
            found += [
                Span(*place, Quality.SOUND)
                for place in self._sound.find(tokens.heard)
                if place not in exact and tokens[place[0]].sound
            ]
        return sorted(found, key=lambda span: (span.start, -span.quality, span.end))


class PhraseAutomaton(Generic[T]):
    """Phrases as strings, all looked for at once by an automaton of Aho and Corasick."""

    def __init__(self) -> None:
        self._values: dict[str, tuple[T, ...]] = {}

    def add(self, keys: Iterable[str], value: T) -> None:
        """Remember a phrase by what is compared of its tokens."""
        # What was looked for before this was known is looked for anew.
        self.__dict__.pop("_searched", None)
        phrase = join(keys)
        held = self._values.get(phrase, ())
        if value not in held:
            self._values[phrase] = (*held, value)

    def items(self) -> Iterator[tuple[tuple[str, ...], T]]:
        """Yield every phrase, as what is compared of its tokens, with what it means."""
        for phrase, values in self._values.items():
            for value in values:
                yield tuple(phrase.strip(BETWEEN).split(BETWEEN)), value

    def find(self, line: Line) -> Iterator[tuple[int, int, T]]:
        """Yield the tokens where each phrase begins and ends, and what it means."""
        phrases, automaton = self._searched
        text, places = line
        for number, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
            first = text.count(BETWEEN, 0, start)
            last = first + text.count(BETWEEN, start, end) - 2
            for value in phrases[number]:
                yield places[first], places[last] + 1, value

    @cached_property
    def _searched(self) -> tuple[Sequence[tuple[T, ...]], AhoCorasick]:
        """Return the meanings, and what finds their numbers."""
        automaton = AhoCorasick(self._values, store_patterns=False)
        return tuple(self._values.values()), automaton
