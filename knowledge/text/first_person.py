"""What people say of themselves: that something is about them, and what they wish to be told."""

import re

_US = re.compile(r"[我咱]|\b(?:i|we|us|ours?|my)\b", re.IGNORECASE)
# Who asks for something asks, even if without a question.
_REQUEST = (
    r"请|帮|教|讲|列|介绍|解释|说说|给我|告诉|推荐|看看|翻译|写[一个封份]"
    r"|\b(?:tell|give|show|list|explain|describe|translate|help|please)\b"
)
_WISH = re.compile(
    rf"{_REQUEST}|[想要求需查译写]|\b(?:want|need|like|look|write|get|find|book)", re.IGNORECASE
)
_OUR_WISH = re.compile(
    rf"{_REQUEST}|[我咱]们?[^，,。；;]{{0,3}}[想要需求]|想[问知了查确看找听学]"
    r"|\b(?:i|we)\b[^,.;]{0,20}\b(?:want|need|like|wonder|look)",
    re.IGNORECASE,
)


def speaks_of_us(text: str) -> bool:
    """Return whether a text, in Simplified characters, speaks of whoever writes it."""
    return bool(_US.search(text))


def wishes(text: str) -> bool:
    """Return whether a text asks for something, or speaks of a wish at all."""
    return bool(_WISH.search(text))


def wishes_ourselves(text: str) -> bool:
    """Return whether whoever writes a text asks for something.

    Who tells how things are also tells what others wish, "the UN want to open clusters", so fewer
    words count than in ``wishes``.
    """
    return bool(_OUR_WISH.search(text))
