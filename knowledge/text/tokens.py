"""Cut normalized text into tokens: one a Chinese character, one a Latin word or number."""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

import Stemmer

from knowledge.text.pinyin import sound
from knowledge.text.script import FIRST_HAN, HAN, LAST_HAN

# What a token is: a Han character, a word (with inner - ' & . as in Log:ie, e-mail, 46/182),
# or anything else, which separates.
_TOKEN = re.compile(rf"[{HAN}]|[A-Za-z]+(?:'[a-z]+)?|\d+(?:[.,]\d+)*|[^\s]")
# Marks that stand inside names: RC/HC, Log:ie, "Water, Sanitation and Hygiene", "(country)".
_INNER = frozenset("/-–—'’&.·、,，:：()（）")
# Stands between tokens in a line, and in none: no token holds white space.
BETWEEN = "\n"
_PLURAL = re.compile(r"[A-Z]{2,}s")
_CAPITALS = re.compile(r"[A-Z]{2,}(?:'s|s|s's)")
_SHORT = 5
_WORDS_KEPT = 16_384  # twice what the content has; what people type must not add up
_stemmer = Stemmer.Stemmer("english")
_BRITISH = (("isation", "ization"), ("ise", "ize"), ("ising", "izing"), ("ised", "ized"))


class Token(NamedTuple):
    """One unit of text; a tuple, because a question makes dozens of them."""

    raw: str
    """As it stands in the normalized text."""
    form: str
    """What is compared: the character, the stem, the number."""
    sound: str = ""
    """How a Chinese character sounds; empty for everything else."""
    start: int = -1
    """Where it begins in the text."""

    @property
    def is_han(self) -> bool:
        """Return whether it is a Chinese character."""
        return bool(self.sound)

    @property
    def is_capital(self) -> bool:
        """Return whether it is written in capitals, in the plural and the genitive too: NGOs."""
        return self.raw.isupper() or bool(_CAPITALS.fullmatch(self.raw))

    @property
    def is_word(self) -> bool:
        """Return whether it is a Latin word or a number."""
        return not self.sound and self.form.replace("'", "").isalnum()


class Line(NamedTuple):
    """Tokens as one string, in which a phrase can only begin and end where a token does."""

    text: str
    places: Sequence[int]
    """Which token each key is; the marks that may stand inside a phrase are none."""

    @classmethod
    def of(cls, keys: Sequence[str]) -> "Line":
        """Return what is compared of tokens, in a line."""
        places = [place for place, key in enumerate(keys) if key not in _INNER]
        return cls(join(keys[place] for place in places), places)


def join(keys: Iterable[str]) -> str:
    """Return what is compared of the tokens of a phrase as one string."""
    return f"{BETWEEN}{BETWEEN.join(keys)}{BETWEEN}"


class Tokens(tuple[Token, ...]):
    """The tokens of a text, and the lines they are searched in, each made once."""

    @cached_property
    def lower(self) -> tuple[str, ...]:
        """Return them as they stand in the text, in lower case."""
        return tuple(token.raw if token.sound else _lower(token.raw) for token in self)

    @cached_property
    def said(self) -> str:
        """Return them in lower case, with nothing between them."""
        return "".join(self.lower)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Return the characters and words, in lower case, without punctuation."""
        said = zip(self, self.lower, strict=True)
        return tuple(lower for token, lower in said if token.is_han or token.is_word)

    @cached_property
    def written(self) -> Line:
        """Return them as they compare."""
        return Line.of([token.form for token in self])

    @cached_property
    def heard(self) -> Line:
        """Return them as they sound, as far as they are Chinese."""
        return Line.of([token.sound or token.form for token in self])


@lru_cache(maxsize=_WORDS_KEPT)
def stem(word: str) -> str:
    """Return the stem of an English word in lower case, British and American spelling alike."""
    word = word.lower().removesuffix("'s")
    for british, american in _BRITISH:
        if word.endswith(british) and len(word) > len(british) + 2:
            word = word.removesuffix(british) + american
            break
    if len(word) <= _SHORT and word.endswith("s") and not word.endswith("ss"):
        # The stemmer leaves the plural of short abbreviations (ngos, aors).
        word = word[:-1]
    stemmed: str = _stemmer.stemWord(word)
    return stemmed


def tokenize(text: str) -> Tokens:
    """Cut a normalized text into tokens; punctuation stays as tokens of its own."""
    return Tokens(_token(match.group(), match.start()) for match in _TOKEN.finditer(text))


def tokenize_as_written(text: str) -> Tokens:
    """Cut a normalized text into tokens that compare by the word, not by its stem."""
    return Tokens(_as_written(match.group(), match.start()) for match in _TOKEN.finditer(text))


def _as_written(raw: str, start: int) -> Token:
    han = FIRST_HAN <= raw <= LAST_HAN
    return Token(raw, raw.lower(), sound(raw) if han else "", start)


def _token(raw: str, start: int) -> Token:
    if FIRST_HAN <= raw <= LAST_HAN:
        return Token(raw, raw, sound(raw), start)
    return Token(raw, word_form(raw), start=start)


@lru_cache(maxsize=_WORDS_KEPT)
def _lower(word: str) -> str:
    """Return a word in lower case; few are said, and often, so one string of each is enough."""
    return word.lower()


@lru_cache(maxsize=_WORDS_KEPT)
def word_form(raw: str) -> str:
    """Return what is compared of a word, a number or a punctuation mark."""
    if raw[0].isalpha():
        # HCs, CLAs: the plural of an abbreviation.
        return stem(raw[:-1] if _PLURAL.fullmatch(raw) else raw)
    return raw.replace(",", "") if raw[0].isdigit() else raw
