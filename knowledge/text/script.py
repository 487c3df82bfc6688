"""Chinese scripts: Traditional and Simplified, and which of them a text is written in."""

from functools import cache, lru_cache
from pathlib import Path

from opencc import OpenCC

FIRST_HAN, LAST_HAN = "㐀", "鿿"
HAN = f"{FIRST_HAN}-{LAST_HAN}"
"""The range of Chinese characters, to stand in the brackets of a regular expression."""

# Characters that Traditional text does not have: what OpenCC changes into Traditional ones, listed
# so that telling the script of a question does not take its tables (27 MB). A test holds it.
_SIMPLIFIED = Path(__file__).with_name("simplified.txt")

# Hong Kong forms that the general Traditional table leaves alone (衞生, 羣組), and old forms that
# handwriting input finds (联合囯).
_HONG_KONG = tuple(zip("衞羣裏綫牀啓囯囻", "卫群里线床启国国", strict=True))

# OpenCC takes the longest word it knows, even across two: of 秘书长|发起 it makes one with long
# hair. What it makes of this content, and what is meant; a test finds others.
_ACROSS_WORDS = (
    ("長髮", "長發"), ("金髮", "金發"), ("護髮", "護發"), ("這隻", "這只"), ("是隻", "是只"),
    ("明瞭", "明了"), ("再製定", "再制定"), ("供製定", "供制定"), ("人蔘", "人參"),
    ("頭嚮", "頭向"), ("一齣", "一出"), ("南里", "南裡"), ("本里", "本裡"), ("群后", "群後"),
    ("傢伙伴", "家伙伴"), ("更復雜", "更複雜"), ("，併", "，並"), ("排鬚", "排須"),
)  # fmt: skip

# Of two forms that are both in use, one, whatever stands beside it; and the quotation marks.
_ONE_FORM = (
    ("伙伴", "夥伴"), ("發布", "發佈"), ("未注日", "未註日"), ("瞭解", "了解"),
    ("“", "「"), ("”", "」"),
)  # fmt: skip


@cache
def _converter(table: str) -> OpenCC:
    return OpenCC(table)


# One message is read for several things, one after the other.
@lru_cache(maxsize=16)
def to_simplified(text: str) -> str:
    """Return a text with every Traditional character replaced; the length stays."""
    converted: str = _converter("t2s").convert(text)
    for form, simplified in _HONG_KONG:
        converted = converted.replace(form, simplified)
    return converted


# As many as are said within minutes: more come in for hours, and save nothing.
@lru_cache(maxsize=1024)
def to_traditional(text: str) -> str:
    """Return a Simplified text in Traditional characters, with the words kept as they are.

    Words are not exchanged for regional ones (信息 stays, it does not become 資訊): the names of
    bodies and documents must remain those the documents use.
    """
    # Two small tables in a row give what s2tw gives, in two thirds of its memory (27 MB, not 42).
    traditional: str = _converter("s2t").convert(text)
    taiwanese: str = _converter("t2tw").convert(traditional)
    for misread, meant in (*_ACROSS_WORDS, *_ONE_FORM):
        taiwanese = taiwanese.replace(misread, meant)
    return taiwanese


def is_traditional(text: str) -> bool | None:
    """Return whether a Chinese text is in Traditional script; None if it is the same in both."""
    traditional = sum(a != b for a, b in zip(text, to_simplified(text), strict=True))
    simplified = sum(character in simplified_only() for character in text)
    return None if traditional == simplified == 0 else traditional > simplified


@cache
def simplified_only() -> frozenset[str]:
    """Return the characters that stand in Simplified text only."""
    return frozenset(_SIMPLIFIED.read_text(encoding="utf-8")) - {"\n"}
