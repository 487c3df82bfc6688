"""Find known phrases in tokens: letter for letter, by sound, or with a repaired word."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Generic, Protocol, TypeVar

from knowledge.tokens import Token

T = TypeVar("T")
# Marks that stand inside names: RC/HC, Log:ie, "Water, Sanitation and Hygiene", "(country)".
_INNER = frozenset("/-–—'’&.·、,，:：()（）")


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


@dataclass(slots=True)
class _Branch(Generic[T]):
    children: "dict[str, _Branch[T]] | None" = None
    """None for a leaf, as most branches are: an empty dictionary would be most of its size."""
    values: tuple[T, ...] = ()


class PhraseIndex(Generic[T]):
    """A trie of phrases over token forms, and a second one over sounds."""

    def __init__(self) -> None:
        self._exact: _Branch[T] = _Branch()
        self._sound: _Branch[T] = _Branch()

    def add(self, tokens: Sequence[Token], value: T) -> None:
        """Remember a phrase; punctuation in it is ignored."""
        tokens = [token for token in tokens if token.is_han or token.is_word]
        if not tokens:
            return
        _insert(self._exact, [token.form for token in tokens], value)
        if any(token.is_han for token in tokens):
            _insert(self._sound, [token.sound or token.form for token in tokens], value)

    def items(self) -> Iterator[tuple[tuple[str, ...], T]]:
        """Yield every phrase, as the forms of its tokens, with what it means."""
        yield from _items(self._exact, ())

    def find(self, tokens: Sequence[Token], *, heard: bool = True) -> list[Span[T]]:
        """Return every occurrence of every phrase, also those inside each other.

        A phrase found exactly is not found a second time by its sound.

        Args:
            tokens: Where to look.
            heard: Whether to look for sounds too.
        """
        forms = [token.form for token in tokens]
        sounds = [token.sound or token.form for token in tokens] if heard else []
        # Nearly every token begins no phrase: that is asked before anything is built.
        written, sounding = self._exact.children or {}, self._sound.children or {}
        found: list[Span[T]] = []
        for start, token in enumerate(tokens):
            exact = list(_walk(self._exact, forms, start)) if forms[start] in written else []
            found += [Span(start, end, value, Quality.EXACT) for end, value in exact]
            if heard and token.is_han and sounds[start] in sounding:
                found += [
                    Span(start, end, value, Quality.SOUND)
                    for end, value in _walk(self._sound, sounds, start)
                    if (end, value) not in exact
                ]
        return found


def _insert(root: _Branch[T], keys: Sequence[str], value: T) -> None:
    branch = root
    for key in keys:
        if branch.children is None:
            branch.children = {}
        branch = branch.children.setdefault(key, _Branch())
    if value not in branch.values:
        branch.values += (value,)


def _items(branch: _Branch[T], forms: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], T]]:
    for value in branch.values:
        yield forms, value
    for form, following in (branch.children or {}).items():
        yield from _items(following, (*forms, form))


def _walk(root: _Branch[T], keys: Sequence[str], start: int) -> Iterator[tuple[int, T]]:
    branch = root
    for end in range(start, len(keys)):
        # Punctuation inside a phrase ("RC/HC", "e-mail") is stepped over.
        if end > start and not keys[end].isalnum() and keys[end] in _INNER:
            continue
        if branch.children is None or keys[end] not in branch.children:
            return
        branch = branch.children[keys[end]]
        for value in branch.values:
            yield end + 1, value
