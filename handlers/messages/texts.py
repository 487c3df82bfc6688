"""Interface texts: gettext catalogues in English and Simplified Chinese.

Traditional Chinese is converted from Simplified. The catalogues are compiled when they are read,
so that a fresh clone needs no build step.
"""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from knowledge.text.language import Language
from knowledge.text.script import to_traditional

LOCALES = Path(__file__).parents[1] / "locales"
DOMAIN = "coordbot"
# Each in itself, so that whoever needs it can read it.
LANGUAGE_NAMES = {
    Language.SIMPLIFIED: "简体中文",
    Language.TRADITIONAL: "繁體中文",
    Language.ENGLISH: "English",
}

Translate = Callable[[str], str]


def _(message: str) -> str:
    """Mark a text for extraction; it is translated when it is shown."""
    return message


class Texts:
    """The interface in every language."""

    def __init__(self, locales: Path = LOCALES) -> None:
        self._chinese = _compiled(locales / "zh_Hans" / "LC_MESSAGES" / f"{DOMAIN}.po")

    def of(self, language: Language) -> Translate:
        """Return the function that translates the English texts of the code."""
        if language is Language.ENGLISH:
            return str
        if language is Language.SIMPLIFIED:
            return self._chinese.gettext
        return lambda message: to_traditional(self._chinese.gettext(message))


def _compiled(path: Path) -> Translations:
    with path.open("rb") as file:
        catalog = read_po(file, locale="zh_Hans", domain=DOMAIN)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return Translations(compiled, domain=DOMAIN)


def interface_language(code: str | None) -> Language:
    """Return the language for a person, from the language code Telegram gives of her.

    Args:
        code: An IETF tag as ``zh-hans``, ``zh-TW`` or ``pt-br``; None if Telegram does not know.
    """
    tag = (code or "").lower().replace("_", "-")
    if not tag.startswith("zh"):
        return Language.ENGLISH
    parts = set(tag.split("-"))
    # The script, where the tag says one, goes before what is written in the place.
    traditional = "hans" not in parts and parts & {"hant", "tw", "hk", "mo"}
    return Language.TRADITIONAL if traditional else Language.SIMPLIFIED
