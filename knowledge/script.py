"""Chinese scripts: Traditional and Simplified, and which of them a text is written in."""

from functools import cache

from opencc import OpenCC

# Hong Kong forms that the general Traditional table leaves alone (衞生, 羣組).
_HONG_KONG = str.maketrans("衞羣裏着綫牀啓", "卫群里着线床启")


@cache
def _converter(table: str) -> OpenCC:
    return OpenCC(table)


def to_simplified(text: str) -> str:
    """Return a text with every Traditional character replaced; the length stays."""
    converted: str = _converter("t2s").convert(text)
    return converted.translate(_HONG_KONG)


def to_traditional(text: str) -> str:
    """Return a Simplified text in Traditional characters, with the words kept as they are.

    Words are not exchanged for regional ones (信息 stays, it does not become 資訊): the names of
    bodies and documents must remain those the documents use.
    """
    converted: str = _converter("s2tw").convert(text)
    return converted
