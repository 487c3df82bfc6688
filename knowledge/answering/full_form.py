"""Say the English name to whoever asks in Chinese what letters stand for: CHAP的英文全称.

And the Chinese one to whoever asks for that in English.
"""

import re

from knowledge.models import Entry
from knowledge.text.script import to_simplified

# "用英文说" asks for the whole answer in English, not for a name.
_ASKED = re.compile(
    r"缩写|全称|全名|全写|(?<!用)英文(?:名|全|原名|是|叫|怎么[说写叫讲]|咋[说写叫]|点[讲写叫])"
    r"|英[语文](?:怎么|咋|点)[说写叫讲]"
)
_CHINESE_ASKED = re.compile(
    r"\bchinese (?:name|word|term|translation|for)\b"
    r"|\b(?:say|call|called|translate)\b(?!.*\b(?:who|what|which|when|where)\b).*"
    r"\bin(?:to)? chinese\b",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"\b[A-Z]{2,}\b|\b\w")


def asks_full_form(question: str) -> bool:
    """Return whether a question in Chinese asks for a name in full, or for its English."""
    return bool(_ASKED.search(to_simplified(question)))


def asks_chinese_name(question: str) -> bool:
    """Return whether a question in English asks for a name in Chinese."""
    return bool(_CHINESE_ASKED.search(question))


def full_form(entry: Entry) -> str | None:
    """Return an entry's English name in full; None where the content has only the letters."""
    short = next(iter(entry.abbreviations), None)
    if short is None:
        return entry.name.en
    names = (entry.name.en, *entry.aliases.en)
    return next((name for name in names if _spells(name, short)), None)


def _spells(name: str, short: str) -> bool:
    """Return whether the words of a name begin with the letters of an abbreviation."""
    if re.search(rf"\b{re.escape(short)}\b", name):
        return False
    initials = iter("".join(_INITIALS.findall(name)).upper())
    return all(letter in initials for letter in short.upper() if letter.isalpha())
