"""Repair misspelt English words against the words the content uses."""

from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.text.tokens import stem

# One error in five letters, two in nine: more than that is another word.
_CUTOFF = 0.78
_SHORTEST = 4


class Speller:
    """The known words, by their first letter: hasty fingers seldom miss that one.

    Args:
        words: What misspelt words may stand for.
        others: What they stand for only where no word is as near.
        left_alone: What else is a word, though no other is meant for it.
    """

    def __init__(
        self,
        words: Iterable[str],
        *,
        others: Iterable[str] = (),
        left_alone: Iterable[str] = (),
    ) -> None:
        self._by_initial: dict[str, list[str]] = {}
        self._stems = set(map(stem, left_alone))
        # Of those that are as near the first is taken.
        for word in dict.fromkeys((*sorted(words), *sorted(others))):
            if word.isalpha() and word.isascii():
                self._by_initial.setdefault(word[0], []).append(word)
                self._stems.add(stem(word))

    def knows(self, form: str) -> bool:
        """Return whether a stem belongs to a known word."""
        return form in self._stems

    @cached_property
    def repair(self) -> Callable[[str], str | None]:
        """Return what finds the known word that a lower-case word most likely stands for."""
        return lru_cache(maxsize=4096)(self._repair)

    def _repair(self, word: str) -> str | None:
        if len(word) < _SHORTEST:
            return None
        best = process.extractOne(
            word,
            self._by_initial.get(word[0], ()),
            scorer=OSA.normalized_similarity,
            score_cutoff=_CUTOFF if len(word) > _SHORTEST else 0.75,
        )
        return best[0] if best else None
