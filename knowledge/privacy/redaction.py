"""Take out of a text what may tell who somebody is, as far as rules can.

A rule cannot know a name by its looks alone; it knows what stands in front of one ("my name is",
我叫) or behind one (先生). What remains is shown to curators only, and not for long.
"""

import re
import unicodedata

from knowledge.privacy.patterns import (
    AROUND_EMAIL,
    COORDINATES,
    DEGREES,
    GRID_REFERENCE,
    INTRODUCED_NAME,
    MAP_LINK,
    SURNAMES,
)
from knowledge.text.script import HAN

MAX_CHARACTERS = 200
"""A question is shorter; a story is not kept."""

_CHINESE_TITLE = "先生|女士|小姐|太太|老师|老師|医生|醫生|主任|经理|經理|同志|师傅|師傅"
_CHINESE_DIGIT = "零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖两"

_LINK = "[link]"
_ADDRESS = "[e-mail]"
_PLACE = "[coordinates]"
_NUMBER = "[number]"
_NAME = "[name]"

# In this order: an address holds digits, coordinates are numbers.
_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b(?:https?://|www\.|t\.me/)\S+", re.IGNORECASE), _LINK),
    (AROUND_EMAIL, _ADDRESS),
    (re.compile(r"(?<!\w)@\w{3,}"), _NAME),
    *((pattern, _PLACE) for pattern in (MAP_LINK, GRID_REFERENCE, COORDINATES, DEGREES)),
    # Telephones, identity cards, passports, dates of birth: five digits in a row, or six however
    # they are set apart. Resolution 46/182 has five.
    (
        re.compile(
            r"[+(]?[A-Za-z]{0,3}(?:\d{5}|(?:\d[\s().\-–/]{0,2}){5}\d)[\d\s().\-–/]*[A-Za-z]?"
        ),
        _NUMBER,
    ),
    # A mixture of letters and digits that no abbreviation of the field has: case and file numbers.
    (
        re.compile(
            r"\b(?=[A-Z0-9/-]{0,40}\d{3})(?=[A-Z0-9/-]{0,40}[A-Z]{2})"
            r"[A-Z0-9]+(?:[/-][A-Z0-9]+)*\b"
        ),
        _NUMBER,
    ),
    (re.compile(f"[{_CHINESE_DIGIT}]{{5,}}"), _NUMBER),
    (
        re.compile(
            rf"(?i:\b(?:my name is|i am called|name\s*[:：]))\s*{INTRODUCED_NAME}"
            rf"|(?i:\b(?:mr|mrs|ms|miss|dr|prof)\b\.?)\s*{INTRODUCED_NAME}"
        ),
        _NAME,
    ),
    (re.compile(rf"(?:我叫|名叫|我的名字是|姓名\s*[:：]?\s*是?)\s*[{HAN}·]{{1,4}}"), _NAME),
    (re.compile(rf"[{SURNAMES}][{HAN}]{{0,2}}(?:{_CHINESE_TITLE})"), _NAME),
)


def redact(text: str) -> str:
    """Return a text of one line without what may tell who somebody is.

    Telephone and document numbers, e-mail and web addresses, coordinates, @names and names that
    are introduced as such are replaced by a word in brackets; what is longer than
    ``MAX_CHARACTERS`` is cut off.

    Args:
        text: What a person wrote.
    """
    # Full-width digits and letters are read like the others; what cannot be seen is gone.
    plain = unicodedata.normalize("NFKC", text)
    plain = "".join(c for c in plain if unicodedata.category(c)[0] != "C" or c.isspace())
    # The rules try every way to share out a run of spaces: over two hundred they took seconds.
    plain = " ".join(plain.split())
    for rule, replacement in _RULES:
        plain = rule.sub(replacement, plain)
    plain = " ".join(plain.split())
    return plain if len(plain) <= MAX_CHARACTERS else plain[: MAX_CHARACTERS - 1] + "…"


def says_something(redacted: str) -> bool:
    """Return whether a redacted text holds more than the places of what was taken out."""
    for placeholder in (_LINK, _ADDRESS, _PLACE, _NUMBER, _NAME):
        redacted = redacted.replace(placeholder, "")
    return any(character.isalpha() for character in redacted)
