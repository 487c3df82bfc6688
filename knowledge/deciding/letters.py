"""The language of a question in Latin letters: English, pinyin, or an abbreviation of any."""

from typing import NamedTuple

from knowledge.deciding.decision import Miss
from knowledge.deciding.understanding import Understood
from knowledge.matching.reading import Reading
from knowledge.text.language import Language, language_of
from knowledge.text.phrases import places_of

# So much of chatter tells no language; more is a sentence in one.
_FEW_WORDS = 2


class Letters(NamedTuple):
    """What a question in Latin letters tells of its language."""

    pinyin: bool
    missed: bool
    """Whether nothing is found by it: "Bunia?" may be read as pinyin."""
    in_any: bool
    """Whether it is written so in any language."""

    @classmethod
    def of(cls, understood: Understood) -> "Letters":
        """Return what a question tells that was understood by itself."""
        reading = understood.ranking.reading
        missed = isinstance(understood.verdict, Miss)
        return cls(reading.pinyin, missed, in_any=_is_used_in_any(reading))

    def language(self, question: str, default: Language | None) -> Language:
        """Return the language in which it is answered."""
        strange = self.missed and default is Language.ENGLISH
        if self.pinyin and not strange:
            # Whoever types Chinese in Latin letters reads characters.
            return default if default is not None and default.is_chinese else Language.SIMPLIFIED
        told = language_of(question, default=default)
        return default if default is not None and self.in_any else told


def _is_used_in_any(reading: Reading) -> bool:
    """Return whether Latin letters tell no language: "Sphere", "rc/hc", "ok", "thx"."""
    words = {place for place, token in enumerate(reading.tokens) if token.is_word}
    # "The HCT" names it in English.
    named = bool(reading.bare) and words <= places_of(reading.names)
    return named or (reading.only_chatter is not None and len(words) <= _FEW_WORDS)
