"""Characters that do not belong into a text: look-alikes, the wrong script, the wrong width."""

import re
import unicodedata
from collections.abc import Iterator

from knowledge.text.language import has_characters
from knowledge.text.script import to_simplified

_FULL_WIDTH_LETTER = re.compile(r"[Ａ-Ｚａ-ｚ０-９]")


def script_problems(text: str, *, chinese: bool) -> Iterator[str]:
    """Say which characters of a text belong to the wrong script."""
    odd = sorted({letter for letter in text if _is_foreign(letter)})
    if odd:
        names = ", ".join(unicodedata.name(letter, hex(ord(letter))) for letter in odd)
        yield f"a letter of another script or an invisible character: {names}"
    if _FULL_WIDTH_LETTER.search(text):
        yield "full-width letters or digits; write them half-width"
    if chinese:
        traditional = [a for a, b in zip(text, to_simplified(text), strict=False) if a != b]
        if traditional:
            yield f"Traditional characters in Simplified text: {''.join(traditional)}"
    elif has_characters(re.sub(r"[（(“\"][^）)”\"]*[）)”\"]", "", text)):
        yield "Chinese characters in English text (only in brackets or quotation marks)"


def _is_foreign(letter: str) -> bool:
    if ord(letter) < 0x80 or letter == "\n":
        return False
    if unicodedata.category(letter) in {"Cc", "Cf", "Co", "Cs", "Cn"}:
        return True
    if not letter.isalpha():
        return False
    name = unicodedata.name(letter, "")
    return not name.startswith(("CJK", "LATIN", "FULLWIDTH", "HALFWIDTH"))
