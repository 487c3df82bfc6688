"""How Chinese characters sound, forgiving what southern accents and hasty input mix up."""

import os
import re
from functools import cache, lru_cache

# The phrase table takes a quarter of a second to load; single characters are enough here,
# because questions and content are read in the same way.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")

from pypinyin.constants import PINYIN_DICT
from pypinyin.contrib.tone_convert import to_normal

_LONGEST = 6
# Where the first reading of the table is not the one these words have (协调, 呼吁).
_OTHER_READINGS = {"调": "tiao", "吁": "yu"}
_LATIN_RUN = re.compile(r"[a-z]+")


@cache
def sound(character: str) -> str:
    """Return the usual reading of a character without its tone, its fuzzy parts made equal."""
    if character in _OTHER_READINGS:
        return _OTHER_READINGS[character]
    readings = PINYIN_DICT.get(ord(character))
    # A character that the table does not have stands for its own sound.
    return fuzzy(_plain(readings.split(",")[0])) if readings else character


@cache
def fuzzy(syllable: str) -> str:
    """Return a syllable with zh, ch, sh read as z, c, s and -ng as -n."""
    if syllable[:2] in {"zh", "ch", "sh"}:
        syllable = syllable[0] + syllable[2:]
    return syllable.removesuffix("g") if syllable.endswith("ng") else syllable


def _plain(reading: str) -> str:
    return to_normal(reading).replace("ü", "v")


@cache
def syllables() -> frozenset[str]:
    """Return the syllables that pinyin is made of, without tones, as they are typed."""
    # The first level of GB 2312 holds the characters in everyday use: the rare ones would only
    # bring syllables that nobody types.
    common = b"".join(
        bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF)
    )
    found = {
        _plain(PINYIN_DICT[ord(character)].split(",")[0])
        for character in common.decode("gb2312", errors="ignore")
    }
    return frozenset(s for s in found if s.isascii() and s.isalpha())


@lru_cache(maxsize=4096)
def segment(word: str) -> tuple[str, ...]:
    """Split a lower-case Latin word into pinyin syllables.

    Returns:
        The fewest syllables it can be read as, fuzzy; nothing if it is not pinyin.
    """
    best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - _LONGEST), end):
            before, piece = best[start], word[start:end]
            if before is None or piece not in syllables():
                continue
            here = best[end]
            if here is None or len(before) + 1 < len(here):
                best[end] = (*before, piece)
    return tuple(fuzzy(piece) for piece in best[-1] or ())
