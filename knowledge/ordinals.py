"""Which of several things is meant: 第二个, "the second one"."""

import re

from knowledge.normalize import normalize
from knowledge.script import to_simplified
from knowledge.story import WORD

CHINESE = "一二三四五六七八九十"
ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
)  # fmt: skip
_NUMBERS = {
    word: number
    for words in (CHINESE, "123456789", ORDINALS)
    for number, word in enumerate(words, 1)
}
PLACE = re.compile(
    rf"第([1-9{CHINESE}])[个個条條项項点點种種类類样樣]"
    rf"|\bthe ({'|'.join(ORDINALS)})\b(?: ones?\b)?",
)
"""Words for the place of a thing among others."""
# So short is a question for one of several things.
_FEW_WORDS = 12


def place_asked_for(question: str) -> int | None:
    """Return which of several things is asked for, from 1: "the second one"; None if none is."""
    text = to_simplified(normalize(question)).lower()
    found = PLACE.search(text) if len(WORD.findall(text)) <= _FEW_WORDS else None
    return _NUMBERS[found[found.lastindex or 0]] if found else None
