"""The language and script a question is written in, which are those of its answer."""

import re
from enum import StrEnum

from knowledge.models import Bilingual
from knowledge.text.script import HAN, is_traditional, to_traditional

_HAN = re.compile(f"[{HAN}]")


class Language(StrEnum):
    """A language and script the bot answers in."""

    SIMPLIFIED = "zh-Hans"
    TRADITIONAL = "zh-Hant"
    ENGLISH = "en"

    @property
    def is_chinese(self) -> bool:
        """Return whether it is Chinese, in either script."""
        return self is not Language.ENGLISH

    @property
    def colon(self) -> str:
        """Return the mark between a label and what it labels, with the space that follows it."""
        return "：" if self.is_chinese else ": "

    @property
    def comma(self) -> str:
        """Return the mark between the parts of a sentence."""
        return "，" if self.is_chinese else ", "

    @property
    def list_comma(self) -> str:
        """Return the mark between things of one kind."""
        return "、" if self.is_chinese else ", "

    @property
    def semicolon(self) -> str:
        """Return the mark between things that may hold commas."""
        return "；" if self.is_chinese else "; "

    @property
    def stop(self) -> str:
        """Return the mark at the end of a sentence."""
        return "。" if self.is_chinese else "."

    def in_brackets(self, text: str) -> str:
        """Return a text in brackets, with the space that sets it apart from what it explains."""
        return f"（{text}）" if self.is_chinese else f" ({text})"

    def of(self, text: Bilingual) -> str:
        """Return a bilingual text in this language and script."""
        if self is Language.ENGLISH:
            return text.en
        return to_traditional(text.zh) if self is Language.TRADITIONAL else text.zh


def has_characters(text: str) -> bool:
    """Return whether a text holds any Chinese characters."""
    return bool(_HAN.search(text))


def language_of(text: str, *, default: Language | None = None) -> Language:
    """Return the language of a question.

    Args:
        text: What the user wrote.
        default: The answer where the text does not tell: an abbreviation alone, or Chinese
            characters that are the same in both scripts.
    """
    if not has_characters(text):
        words = re.findall(r"[A-Za-z]+", text)
        if default is not None and all(map(_is_abbreviation, words)):
            return default
        return Language.ENGLISH
    traditional = is_traditional(text)
    if traditional is None and default is not None and default.is_chinese:
        return default
    return Language.TRADITIONAL if traditional else Language.SIMPLIFIED


def _is_abbreviation(word: str) -> bool:
    """Return whether a word is written as OCHA, AoR or CMCoord, which tell no language."""
    return word.isupper() or sum(letter.isupper() for letter in word) > 1
