"""How Chinese characters sound, forgiving what southern accents and hasty input mix up."""

from functools import cache, lru_cache
from pathlib import Path

# How each character of GB 2312 is read, one reading a line. The table of pypinyin holds six times
# as many and takes 10 MB of every process, so it stays with the tests, which hold this file to it.
_SOUNDS = Path(__file__).with_name("sounds.txt")

_LONGEST = 6
# As it is said, not as the table has it: 谁, 哪儿, 这儿, 点儿, 会儿.
ALSO_TYPED = {"shei": "shui", "nar": "na", "zher": "zhe", "dianr": "dian", "huir": "hui"}


@cache
def readings() -> dict[str, str]:
    """Return the usual reading of each character, without its tone, as it is typed."""
    lines = _SOUNDS.read_text(encoding="utf-8").splitlines()
    return {
        character: reading
        for reading, characters in map(str.split, lines)
        for character in characters
    }


@cache
def sound(character: str) -> str:
    """Return the usual reading of a character without its tone, its fuzzy parts made equal.

    A character that the table does not have stands for its own sound.
    """
    reading = readings().get(character)
    return fuzzy(reading) if reading else character


def sounds_of(word: str) -> tuple[str, ...]:
    """Return how the characters of a word sound."""
    return tuple(map(sound, word))


@cache
def fuzzy(syllable: str) -> str:
    """Return a syllable with zh, ch, sh read as z, c, s and -ng as -n."""
    if syllable[:2] in {"zh", "ch", "sh"}:
        syllable = syllable[0] + syllable[2:]
    return syllable.removesuffix("g") if syllable.endswith("ng") else syllable


@cache
def syllables() -> frozenset[str]:
    """Return the syllables that pinyin is made of, without tones, as they are typed."""
    common = {reading for character, reading in readings().items() if _is_common(character)}
    return frozenset(common | ALSO_TYPED.keys())


def _is_common(character: str) -> bool:
    """Return whether a character is of the first level of GB 2312, those in everyday use.

    The rare ones would only bring syllables that nobody types.
    """
    return character.encode("gb2312")[0] < 0xD8


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
    return tuple(fuzzy(ALSO_TYPED.get(piece, piece)) for piece in best[-1] or ())
