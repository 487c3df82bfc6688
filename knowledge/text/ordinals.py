"""Which of several things is meant: 第二个, "the last one", "di san ge"."""

import re

from knowledge.text.normalize import normalize
from knowledge.text.script import to_simplified

CHINESE = "一二三四五六七八九十"
ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
)  # fmt: skip
CARDINALS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_PINYIN = ("yi", "er", "san", "si", "wu", "liu", "qi", "ba", "jiu", "shi")
_FIGURES = tuple(map(str, range(1, 11)))
_NUMBERS = {
    word: number
    for words in (CHINESE, _FIGURES, ORDINALS, CARDINALS, _PINYIN)
    for number, word in enumerate(words, 1)
} | {"头": 1, "首": 1, "两": 2, "俩": 2}
_FIGURE = r"(?<![\d.])(?:10|[1-9])(?![\d.])"
# Not the beginning of a greater number: 第二十一.
_NUMERAL = rf"(?:十(?![{CHINESE}])|[{CHINESE[:-1]}](?![十百]))"
_FROM_THE_END = re.compile(
    rf"倒数第?([1-9](?!\d)|两|{_NUMERAL})"
    r"|\b(?:last but one|one before last|second to last|penultimate)\b"
)
_LAST = re.compile(r"最后|最尾|zui ?hou|最末|末尾|\b(?:last|final)\b")
_MIDDLE = re.compile(r"中间|当中|\bmiddle\b")
_NEXT = re.compile(r"下一?[个条项点]|再来一个|还有一个|\b(?:another|next) one\b")
PLACE = re.compile(
    rf"第({_FIGURE}|{_NUMERAL})[个条项点种类样]?(?![步年月次届期阶章页])|([头首])一?[个条项点先]"
    rf"|\bdi ?({'|'.join(_PINYIN)}) ?(?:ge|tiao|xiang|dian)?\b"
    rf"|(?<!ty-)\b({'|'.join(ORDINALS)})\b|({_FIGURE})(?:st|nd|rd|th)\b"
    rf"|(?:#|\b(?:no|nr|number|point|item|bullet)\W*)({_FIGURE}|{'|'.join(CARDINALS)})\b"
    rf"|^\W*({_FIGURE}|[{CHINESE}])号?(?:是什么|呢)?\W*$"
)
"""Words for the place of a thing among others."""
_MANY = re.compile(rf"{_FIGURE}|[两俩{CHINESE}]|\b(?:{'|'.join(CARDINALS)})\b")


def place_asked_for(question: str, *, among: int, after: int = 0) -> int | None:
    """Return which of several things is asked for, from 1: "the second one"; None if none is.

    Args:
        question: What the user wrote.
        among: How many things there are: the last is the third of three.
        after: The one told before, where one was: "the next one". 0 if none was.
    """
    text = to_simplified(normalize(question)).lower()
    if (found := _FROM_THE_END.search(text)) is not None:
        return among + 1 - _number(found, 2)
    if (found := PLACE.search(text)) is not None:
        return _number(found, 0)
    if _MIDDLE.search(text):
        return (among + 1) // 2 if among % 2 else None
    if _NEXT.search(text):
        return after + 1 if 0 < after < among else None
    return among if among and _LAST.search(text) else None


def how_many(question: str) -> int | None:
    """Return how many of several things are asked for: "name two of them"; None if all are."""
    found = _MANY.search(to_simplified(normalize(question)).lower())
    return _NUMBERS[found.group()] if found else None


def _number(found: re.Match[str], default: int) -> int:
    return next((_NUMBERS[word] for word in found.groups() if word), default)
