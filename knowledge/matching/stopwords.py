"""Words that tell nothing of what is asked, and where a question has them."""

import re
from collections.abc import Iterable, Iterator, Sequence

from knowledge.text.pinyin import sounds_of
from knowledge.text.tokens import Token, stem

_PARTICLES = frozenset("的了么呢吗吧呀")


class Stopwords:
    """English ones by their stems, Chinese ones as they are written and as they are typed."""

    def __init__(self, stopwords: Iterable[str]) -> None:
        words = sorted(stopwords, key=len, reverse=True)
        self.words = frozenset(stem(word) for word in words if word.isascii())
        chinese = [re.escape(word) for word in words if not word.isascii()]
        self.characters = re.compile("|".join(chinese) or r"(?!)")
        # Typed in pinyin one character alone may be any of many, but for the particles.
        self._sounds = frozenset(
            sounds_of(word)
            for word in words
            if not word.isascii() and (len(word) > 1 or word in _PARTICLES)
        )
        self._longest = max(map(len, self._sounds), default=0)

    def mark(self, text: str, tokens: Sequence[Token]) -> list[bool]:
        """Return of each token whether it tells nothing.

        Args:
            text: A normalized question.
            tokens: Its tokens.
        """
        # "Isn't" and "we've" say no more than the words they are made of.
        stopped = [
            token.is_word and (token.form in self.words or "'" in token.form) for token in tokens
        ]
        at = {token.start: number for number, token in enumerate(tokens)}
        for match in self.characters.finditer(text):
            for place in range(match.start(), match.end()):
                if place in at:
                    stopped[at[place]] = True
        for start, end in self._typed(tokens):
            stopped[start:end] = [True] * (end - start)
        return stopped

    def _typed(self, tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
        """Yield where stopwords stand that are typed in pinyin: shenme, haishi, de."""
        typed = [token.sound if token.is_han and token.raw.isascii() else "" for token in tokens]
        for start, syllable in enumerate(typed):
            if not syllable:
                continue
            for end in range(start + 1, min(start + self._longest, len(typed)) + 1):
                if tuple(typed[start:end]) in self._sounds:
                    yield start, end
