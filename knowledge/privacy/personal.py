"""Tell whether a text looks like data of people in need, which the bot asks not to be sent.

Rules see a form, not a meaning: a telephone number, an address, an identity number, a position, a
list of names. They are made so that no question about coordination has one of these forms; the
project's own questions hold that.
"""

import re
import unicodedata
from enum import StrEnum

from knowledge.content.countries import named
from knowledge.privacy.patterns import (
    CHINESE_NAME,
    COORDINATES,
    EMAIL,
    FULL_NAME,
    GRID_REFERENCE,
    MAP_LINK,
    MINUTES,
    SURNAMES_IN_LISTS,
)

MAX_CHARACTERS = 4096
MIN_NAMES = 3
"""So many names, one after the other, are a list."""
_PHONE_DIGITS = range(9, 16)
_SPACES = re.compile(r"\s+")

_POSITIONS = (COORDINATES, MINUTES, MAP_LINK, GRID_REFERENCE)
_IDENTITY = re.compile(
    r"(?<!\d)\d{17}[\dXx](?![\dA-Za-z])"  # Chinese identity card
    r"|\b\d{3}-\d{2}C\d{5}\b"  # UNHCR case
    r"|(?:身份证|护照|證件|证件|登记|登記|配给卡|难民证|難民證)\s*(?:号码|號碼|号|號|编号|編號)?"
    r"\s*(?:是|为|為|[:：#])?\s*[A-Z]{0,3}\d[\dA-Z/-]{4,}"
    r"|\b(?:passport|national id|identity card|id card|ration card|registration|case)"
    r"\s*(?:no|number|nr|#)?\.?\s*(?:is|[:：#])?\s*[A-Z]{0,3}\d[\dA-Z/-]{4,}",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\w.,/-])(?:\+|00)?\(?\d[\d ().-]{5,24}\d(?![\w%])")
_INTERNATIONAL = re.compile(r"(?<![\w.,/-])(?:\+|00)[1-9][ ().-]{0,2}(?:\d[ ().-]{0,2}){6,14}")
_DATES = re.compile(
    r"(?<!\d)(?:19|20)\d{2}(?:\s*[-–/.年]\s*\d{1,2}(?!\d))*(?!\d)|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b"
)
_CALLED = re.compile(
    r"(?:电话|電話|手机|手機|联系方式|聯繫方式|微信|whatsapp|phone|mobile|tel|call me)\D{0,12}\d"
    r"[\d ().-]{4,}\d",
    re.IGNORECASE,
)
_MONEY = re.compile(r"0{4,}$")

_SEPARATORS = re.compile(r"[\n;；、,，]|\s和\s|\sand\s")
_AROUND = re.compile(r"[\d.()（）\s]+|[男女岁歲]|\b(?:male|female|years?|old|age|yo|[mf])\b", re.I)
# Words that stand in the names of roles, bodies and clusters, and hardly in those of people.
_OFFICIAL = re.compile(
    r"\b(?:coordinat\w*|clusters?|committee|agenc\w*|team|group|nations?|fund|office|plan|relief"
    r"|emergency|humanitarian|country|global|inter|commission\w*|programme|organi[sz]ation|cross"
    r"|crescent|secretary|general|security|health|food|shelter|protection|nutrition|education"
    r"|logistics|telecommunications|recovery|camp|water|sector|working|refugee|response|appeal)\b",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"名单|名單|姓名|名字|受益人|受助人|难民|難民|灾民|災民|岁|歲|\b(?:names?|list|beneficiar\w+|refugees?|"
    r"victims?|survivors?|patients?|aged?|years old)\b",
    re.IGNORECASE,
)


class Personal(StrEnum):
    """What a text looks like."""

    EMAIL = "e-mail address"
    POSITION = "position"
    IDENTITY = "identity number"
    PHONE = "telephone number"
    NAMES = "list of names"


def personal_data(text: str) -> Personal | None:
    """Return what personal data a text looks like; None if it looks like none.

    Args:
        text: What a person wrote; what stands behind ``MAX_CHARACTERS`` is not read.
    """
    plain = _plain(text[:MAX_CHARACTERS])
    if EMAIL.search(plain):
        return Personal.EMAIL
    if any(position.search(plain) for position in _POSITIONS):
        return Personal.POSITION
    if _IDENTITY.search(plain):
        return Personal.IDENTITY
    if _is_phone(plain):
        return Personal.PHONE
    if _lists_names(plain):
        return Personal.NAMES
    return None


def _plain(text: str) -> str:
    """Return a text in plain characters, with one space between words or one end of a line."""
    plain = unicodedata.normalize("NFKC", text)
    plain = "".join(c for c in plain if unicodedata.category(c) not in {"Cf", "Mn"})
    # The rules try every way to share out a run of spaces: over a thousand they took seconds.
    return _SPACES.sub(lambda run: "\n" if "\n" in run[0] else " ", plain)


def _is_phone(text: str) -> bool:
    if _CALLED.search(text):
        return True
    numbers = [_digits(match[0]) for match in _NUMBER.finditer(_DATES.sub(" # ", text))]
    return bool(_INTERNATIONAL.search(text)) or any(
        len(digits) in _PHONE_DIGITS and not _MONEY.search(digits) for digits in numbers
    )


def _digits(number: str) -> str:
    return "".join(filter(str.isdecimal, number))


def _lists_names(text: str) -> bool:
    """Return whether names stand one after the other, and something says that they are a list."""
    parts = _SEPARATORS.split(text)
    if len(parts) < MIN_NAMES:
        return False
    parts = [_AROUND.sub(" ", part).strip() for part in parts]
    in_a_row = longest = 0
    for part in parts:
        in_a_row = in_a_row + 1 if _holds_name(part) else 0
        longest = max(longest, in_a_row)
    lines = text.count("\n") + 1
    return longest >= MIN_NAMES and (lines >= MIN_NAMES or bool(_LISTED.search(text)))


def _holds_name(part: str) -> bool:
    """Return whether a part of a list is a name, but for what introduces or ends the list."""
    part = re.split(r"[:：]", part)[-1].strip()
    first, _space, rest = part.partition(" ")
    last = rest.rpartition(" ")[2] or first
    if any(
        CHINESE_NAME.fullmatch(w) and w[0] in SURNAMES_IN_LISTS and not named(w)
        for w in (first, last)
    ):
        return True
    found = FULL_NAME.match(part)
    return found is not None and not _OFFICIAL.search(part) and named(found[0]) is None
