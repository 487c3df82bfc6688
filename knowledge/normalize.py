"""Bring what people type into one form: width, script, look-alike letters, case."""

import re
import unicodedata
from functools import lru_cache

from knowledge.script import to_simplified

# Letters that look Latin and are not: they come with text copied from PDFs and other keyboards.
_LOOK_ALIKES = str.maketrans(
    "АВЕКМНОРСТХаеорсухіѕԁΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEKMHOPCTXaeopcyxisdABEZHIKMNOPTYX"
)
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\x00-\x08\x0b-\x1f]")
_SPACES = re.compile(r"\s+")
_HAN = r"㐀-鿿"
_SPACE_IN_HAN = re.compile(rf"(?<=[{_HAN}]) (?=[{_HAN}])")
# Bounded before any regular expression sees it.
MAX_LENGTH = 4096


@lru_cache(maxsize=4096)
def normalize(text: str) -> str:
    """Return a text half-width, in Simplified characters, with plain letters and single spaces.

    The case stays, because abbreviations are told by it; compare with ``lower()``.
    """
    text = unicodedata.normalize("NFKC", text[:MAX_LENGTH])
    text = _INVISIBLE.sub("", text).translate(_LOOK_ALIKES)
    text = _SPACES.sub(" ", to_simplified(text)).strip()
    return _SPACE_IN_HAN.sub("", text)
