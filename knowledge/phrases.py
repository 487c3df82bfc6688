"""Find known phrases in tokens: letter for letter, by sound, or with a repaired word."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import Generic, Protocol, TypeVar

from ahocorasick_rs import AhoCorasick

from knowledge.tokens import Token

T = TypeVar("T")
# Marks that stand inside names: RC/HC, Log:ie, "Water, Sanitation and Hygiene", "(country)".
_INNER = frozenset("/-–—'’&.·、,，:：()（）")
# Stands between the keys of a phrase, and is in none: no token holds white space.
_BETWEEN = "\n"


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


@dataclass(frozen=True, slots=True)
class Span(Generic[T]):
    """A phrase found in a text."""

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

    def overlaps(self, other: Placed) -> bool:
        """Return whether something else shares a token with this."""
        return self.start < other.end and other.start < self.end


class PhraseIndex(Generic[T]):
    """Phrases by the forms of their tokens, and those with Chinese in them by their sounds."""

    def __init__(self) -> None:
        self._exact: _Phrases[T] = _Phrases()
        self._sound: _Phrases[T] = _Phrases()

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

    def find(self, tokens: Sequence[Token], *, heard: bool = True) -> list[Span[T]]:
        """Return every occurrence of every phrase, also those inside each other.

        A phrase found exactly is not found a second time by its sound.

        Args:
            tokens: Where to look.
            heard: Whether to look for sounds too.
        """
        forms = [token.form for token in tokens]
        found = [Span(*place, Quality.EXACT) for place in self._exact.find(forms)]
        if heard:
            exact = {(span.start, span.end, span.value) for span in found}
            sounds = [token.sound or token.form for token in tokens]
            found += [
                Span(*place, Quality.SOUND)
                for place in self._sound.find(sounds)
                if place not in exact and tokens[place[0]].is_han
            ]
        return sorted(found, key=lambda span: (span.start, -span.quality, span.end))


class _Phrases(Generic[T]):
    """Phrases as strings, all looked for at once by an automaton of Aho and Corasick."""

    def __init__(self) -> None:
        self._values: dict[str, tuple[T, ...]] = {}

    def add(self, keys: Iterable[str], value: T) -> None:
        # What was looked for before this was known is looked for anew.
        self.__dict__.pop("_searched", None)
        phrase = _line(keys)
        held = self._values.get(phrase, ())
        if value not in held:
            self._values[phrase] = (*held, value)

    def items(self) -> Iterator[tuple[tuple[str, ...], T]]:
        for phrase, values in self._values.items():
            for value in values:
                yield tuple(phrase.strip(_BETWEEN).split(_BETWEEN)), value

    def find(self, keys: Sequence[str]) -> Iterator[tuple[int, int, T]]:
        """Yield where each phrase begins and ends, and what it means."""
        # Punctuation inside a phrase ("RC/HC", "e-mail") is stepped over.
        places = [place for place, key in enumerate(keys) if key not in _INNER]
        line = _line(keys[place] for place in places)
        phrases, automaton = self._searched
        for number, start, end in automaton.find_matches_as_indexes(line, overlapping=True):
            first = line.count(_BETWEEN, 0, start)
            last = first + line.count(_BETWEEN, start, end) - 2
            for value in phrases[number]:
                yield places[first], places[last] + 1, value

    @cached_property
    def _searched(self) -> tuple[Sequence[tuple[T, ...]], AhoCorasick]:
        """Return the meanings, and what finds their numbers."""
        automaton = AhoCorasick(self._values, store_patterns=False)
        return tuple(self._values.values()), automaton


def _line(keys: Iterable[str]) -> str:
    """Return keys as one string, so that a phrase can only begin and end where a key does."""
    return f"{_BETWEEN}{_BETWEEN.join(keys)}{_BETWEEN}"
