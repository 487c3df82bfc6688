"""Repair how a question is typed: misspelt words, and Chinese written by its sounds."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby

from knowledge.matching.lexicon import Synonyms
from knowledge.text.pinyin import segment
from knowledge.text.spelling import Speller
from knowledge.text.tokens import Token, Tokens, stem

SAID = frozenset({"ta", "ma", "fa"})
"""Syllables, where others stand around: 它, 吗 and 发, not the abbreviations TA, MA and FA."""


class Repairer:
    """Repairs tokens.

    Args:
        speller: Knows the words of the content.
        names: The words of names.
        synonyms: What is written as one word, however it sounds.
        spelling: Whether misspelt words are repaired.
    """

    def __init__(
        self,
        speller: Speller,
        names: Collection[str],
        synonyms: Synonyms,
        *,
        spelling: bool = True,
    ) -> None:
        self._speller = speller
        self._names = names
        self._synonyms = synonyms
        self._spelling = spelling

    def repaired(self, tokens: Tokens) -> Tokens:
        """Replace misspelt words; where the question is pinyin, words by their sounds."""
        words = [token for token in tokens if token.raw.isalpha() and not token.is_han]
        if words and not any(token.is_han for token in tokens):
            strange = [t for t in words if self._is_strange(t) or t.raw in SAID]
            readable = all(segment(token.raw.lower()) for token in strange)
            if readable and self._are_most(strange, words):
                return Tokens(self._sounded(tokens))
        return Tokens(self._respelt(token) for token in tokens)

    def _are_most(self, strange: Sequence[Token], words: Sequence[Token]) -> bool:
        """Return whether so many words are strange that the rest is no English either.

        Names stay what they are: "iasc zhuxi shi shei", "HCT li you meiyou NGO". Of one strange
        word beside them nothing can be told: it may be a name, too.
        """
        plain = [t for t in words if not t.is_capital and t.raw.lower() not in self._names]
        among = len(strange) > 1 and len(strange) * 2 > len(plain)
        return among or len(strange) * 2 >= len(words)

    def _sounded(self, tokens: Iterable[Token]) -> Iterator[Token]:
        """Yield the syllables of what is pinyin, and names and all else as they are."""
        for is_pinyin, run in groupby(tokens, key=self._is_pinyin):
            if not is_pinyin:
                yield from run
                continue
            syllables = [one for token in run for one in segment(token.raw.lower())]
            yield from (Token(sound, sound, sound) for sound in self._synonyms.heard(syllables))

    def _is_pinyin(self, token: Token) -> bool:
        if not token.raw.isalpha() or token.is_capital:
            return False
        word = token.raw.lower()
        return (word in SAID or word not in self._names) and bool(segment(word))

    def _is_strange(self, token: Token) -> bool:
        # Abbreviations are exact: HC is not HCT.
        return not token.is_capital and not self._speller.knows(token.form)

    def _respelt(self, token: Token) -> Token:
        if token.is_han or not token.raw.isalpha():
            return token
        if not self._spelling or not self._is_strange(token):
            return token
        repaired = self._speller.repair(token.raw.lower())
        return token._replace(raw=repaired, form=stem(repaired)) if repaired else token
