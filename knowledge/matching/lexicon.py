"""What a question names: the entries behind names, abbreviations and aliases."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from knowledge.models import Entry, EntryId, Phrases, is_abbreviation
from knowledge.text.normalize import normalize
from knowledge.text.phrases import PhraseIndex, Quality, Span
from knowledge.text.pinyin import sounds_of
from knowledge.text.tokens import BETWEEN, Token, Tokens, join, tokenize, tokenize_as_written

# Nobody types five syllables of a name by chance.
_LONG = 5
_STOPS = frozenset(",、:")
"""What stands between two abbreviations, not inside one."""


class Name(NamedTuple):
    """A name of an entry."""

    entry: EntryId
    abbreviation: bool
    """Whether it is an exact token, told by its capitals."""


class Lexicon:
    """All names of all entries."""

    def __init__(self, entries: Iterable[Entry], synonyms: "Synonyms") -> None:
        self.names: PhraseIndex[Name] = PhraseIndex()
        self.words: set[str] = set()
        """Every word that stands in a name, in lower case."""
        for entry in entries:
            for text in entry.names:
                tokens = synonyms.read(text)
                self.names.add(tokens, Name(entry.id, is_abbreviation(text)))
                self.words |= {token.raw.lower() for token in tokens if token.is_word}

    def find(self, tokens: Tokens, ordinary: frozenset[str]) -> list[Span[Name]]:
        """Return the names in a question, the longest where they overlap.

        Args:
            tokens: The question.
            ordinary: Stems of ordinary words: an abbreviation that looks like one (who, it)
                counts only in capitals, unless it is the whole question.
        """
        spans = [
            span for span in self.names.find(tokens) if self._is_meant(span, tokens, ordinary)
        ]
        exact = [span for span in spans if span.quality is Quality.EXACT]
        spans = [span for span in spans if not _hears_one_more(span, exact)]
        spans.sort(
            key=lambda span: (not _is_certain(span), -span.length, -span.quality, span.start)
        )
        chosen: list[Span[Name]] = []
        for span in spans:
            rivals = [other for other in chosen if other.overlaps(span)]
            if all((other.start, other.end) == (span.start, span.end) for other in rivals):
                chosen.append(span)
        return sorted(chosen, key=lambda span: span.start)

    @staticmethod
    def _is_meant(span: Span[Name], tokens: Sequence[Token], ordinary: frozenset[str]) -> bool:
        piece = tokens[span.start : span.end]
        if span.value.abbreviation and any(token.is_han for token in piece):
            return False  # typed by its sound: "ta" is 它, not the TA
        if span.value.abbreviation and any(token.raw in _STOPS for token in piece):
            return False  # "without an HC, the RC…" is not about the HC/RC
        if span.quality is Quality.SOUND:
            # Two characters of the same sound are too common to be a name, unless typed as sounds.
            typed = all(token.raw.isascii() for token in piece)
            return sum(token.is_han for token in piece) > (1 if typed else 2)
        if not span.value.abbreviation or len(tokens) == span.length:
            return True
        return all(token.form not in ordinary or token.is_capital for token in piece)


def _hears_one_more(span: Span[Name], exact: Iterable[Span[Name]]) -> bool:
    """Return whether a name is heard of a character more than one written: 个|集群牵头机构."""
    if span.quality is Quality.EXACT:
        return False
    return any(span.covers(other) and span.length == other.length + 1 for other in exact)


def _is_certain(span: Span[Name]) -> bool:
    """Return whether a name was written as it is, or is too long to sound so by chance."""
    return span.quality is Quality.EXACT or span.length >= _LONG


class Synonyms:
    """Words that mean the same: each group is written as its first word."""

    def __init__(self, groups: Iterable[Sequence[str]]) -> None:
        self._first: Mapping[str, str] = {word: group[0] for group in groups for word in group[1:]}
        longest_first = sorted(self._first, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(self._written, longest_first)) or r"(?!)")
        # Whoever types by sound means the same by them.
        chinese = [word for word in longest_first if not word.isascii()]
        self._sounds = {sounds_of(word): sounds_of(self._first[word]) for word in chinese}

    def _written(self, word: str) -> str:
        """Return the pattern of a word: the "gov" of "government" is not replaced again."""
        part = word.isascii() and word in self._first[word]
        return rf"(?<![a-z]){word}(?!(?!s\b)[a-z])" if part else re.escape(word)

    def apply(self, text: str) -> str:
        """Return a normalized text with every synonym replaced."""
        return self._pattern.sub(lambda match: self._first[match.group()], text)

    def read(self, phrase: str) -> Tokens:
        """Return the tokens of a phrase of the content as those of a question are compared."""
        return tokenize(self.apply(normalize(phrase)))

    def read_as_written(self, phrase: str) -> Tokens:
        """Return the same, to be compared by the word and not by its stem."""
        return tokenize_as_written(self.apply(normalize(phrase)))

    def index(self, phrases: Phrases) -> PhraseIndex[None]:
        """Return an index that finds any of some phrases."""
        found: PhraseIndex[None] = PhraseIndex()
        for phrase in phrases.all:
            found.add(self.read(phrase), None)
        return found

    def heard(self, syllables: Sequence[str]) -> list[str]:
        """Return what was typed by its sound with every synonym replaced."""
        line = join(syllables)
        for sounds, first in self._sounds.items():
            line = line.replace(join(sounds), join(first))
        return line.strip(BETWEEN).split(BETWEEN)
