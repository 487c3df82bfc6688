"""How wide letters are, and where lines break, for pictures that are drawn without a browser."""

import re
import unicodedata

_HAN = r"[\u2e80-\u9fff\uff01-\uff5e]"
# A Chinese character with the marks that must not begin a line, or a word of another script.
_PIECE = re.compile(rf"{_HAN}[、。，；：）]*|(?:(?!{_HAN})\S)+\s*|\s+")
_OTHER = {" ": 0.26, "m": 0.9, "w": 0.82, "M": 0.84, "W": 0.9}
_OTHER |= dict.fromkeys("iljI'.,:;()/", 0.33)
_OTHER |= dict.fromkeys("trfs-", 0.46)


def width(text: str, size: float) -> float:
    """Return about how wide a text is, in the unit of its size; rather more than less."""
    return size * sum(map(_em, text))


def wrapped(text: str, size: float, room: float) -> list[str]:
    """Return a text in lines that fit: Chinese breaks anywhere, other words stay whole."""
    lines = [""]
    for piece in _PIECE.findall(text):
        if lines[-1] and width(lines[-1] + piece.rstrip(), size) > room:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += piece
    return lines


def _em(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    return _OTHER.get(letter, 0.66 if letter.isupper() else 0.57)
