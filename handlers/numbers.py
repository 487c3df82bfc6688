"""The number of a choice, however it is written: 2, ２, ②, 第二个, "the second one"."""

import re
import unicodedata
from collections.abc import Sequence
from typing import TypeVar

from knowledge.text.ordinals import CARDINALS, CHINESE, ORDINALS
from knowledge.text.script import to_simplified

_Choice = TypeVar("_Choice")
LAST = -1
_WORDS = {
    **dict.fromkeys(("最后", "last"), LAST),
    **{word: n for words in (CHINESE, CARDINALS, ORDINALS) for n, word in enumerate(words, 1)},
}
# Of two digits at most: a year is a question.
_DIGITS = r"\d{1,2}"
_HAN = rf"(?:{_DIGITS}|[{CHINESE}])"
_SAID_IN_CHINESE = re.compile(
    r"(?:[我请就看要是]|选择?)*"
    rf"(?:第{_HAN}[个号项条种]?|{_HAN}号?|最后一?[个项条种]?)[吧的]?"
)
_SAID_IN_ENGLISH = re.compile(
    r"(?:i )?(?:(?:want|mean|choose|pick|take) )?"
    rf"(?:(?:the )?(?:{'|'.join(ORDINALS)}|last|{_DIGITS}(?:st|nd|rd|th))"
    r"(?: (?:one|option|choice))?"
    rf"|(?:(?:no\.?|number|option|choice) ?)?(?:{_DIGITS}|{'|'.join(CARDINALS)}))"
    r"(?: please)?"
)
_NUMBER = re.compile("|".join((_DIGITS, *_WORDS)))
_AROUND = re.compile(r"^[\s(#]+|[\s.。,、:!?)]+$|[\ufe0f\u20e3]")
_LONGEST = 40


def number_in(text: str) -> int | None:
    """Return the number that a text is, and nothing else; ``LAST`` for the last of all."""
    if len(text) > _LONGEST:
        return None
    plain = _AROUND.sub("", unicodedata.normalize("NFKC", text).casefold())
    plain = " ".join(to_simplified(plain).replace(",", " ").split())
    if not (_SAID_IN_CHINESE.fullmatch(plain) or _SAID_IN_ENGLISH.fullmatch(plain)):
        return None
    [said, *_rest] = _NUMBER.findall(plain)
    return int(said) if said.isdecimal() else _WORDS[said]


def at(number: int, choices: Sequence[_Choice]) -> _Choice | None:
    """Return the choice of a number; None if there is none."""
    position = len(choices) if number == LAST else number
    return choices[position - 1] if 1 <= position <= len(choices) else None
