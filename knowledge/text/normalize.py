"""Bring what people type into one form: width, script, look-alike letters, case."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from knowledge.text.script import HAN, to_simplified

# Letters that look Latin and are not: they come with text copied from PDFs and other keyboards.
_LOOK_ALIKES = dict(
    zip(
        "АВЕКМНОРСТХаеорсухіѕԁΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
        "ABEKMHOPCTXaeopcyxisdABEZHIKMNOPTYX",
        strict=True,
    )
)
# Phones write it in "isn’t" by themselves.
_LOOK_ALIKES["’"] = "'"
# Searching for the few is twenty times as fast as translating every character.
_LOOK_ALIKE = re.compile(f"[{''.join(_LOOK_ALIKES)}]")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\x00-\x08\x0b-\x1f]")
_SPACES = re.compile(r"\s+")
SPACE_IN_HAN = re.compile(rf"(?<=[{HAN}]) (?=[{HAN}])")
# Longer texts are cut before they are normalized (a ligature may become 18 characters).
MAX_LENGTH = 4096


# A character of private use: nothing below changes it, and no text holds it.
_SEPARATOR = "\ue000"


@lru_cache(maxsize=512)
def normalize(text: str) -> str:
    """Return a text half-width, in Simplified characters, with plain letters and single spaces.

    The case stays, because abbreviations are told by it; compare with ``lower()``.
    """
    return _normalized(text[:MAX_LENGTH]).strip()


def normalize_all(texts: Iterable[str]) -> list[str]:
    """Return many texts as ``normalize`` does, in one go: four times as fast."""
    cut = [text[:MAX_LENGTH].replace(_SEPARATOR, "") for text in texts]
    if not cut:
        return []
    return [text.strip() for text in _normalized(_SEPARATOR.join(cut)).split(_SEPARATOR)]


def _normalized(text: str) -> str:
    text = unicodedata.normalize("NFKC", text)
    text = _LOOK_ALIKE.sub(lambda match: _LOOK_ALIKES[match.group()], _INVISIBLE.sub("", text))
    text = _SPACES.sub(" ", to_simplified(text))
    return SPACE_IN_HAN.sub("", text)
