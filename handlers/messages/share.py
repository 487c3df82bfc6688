"""Pass an answer on: a line to cite it by, and the picker of chats with its inline card."""

import re

from handlers.messages.effects import Button
from handlers.messages.keyboards import card_of
from handlers.messages.texts import Translate, _
from knowledge.answering.answer import Part, SourceLine
from knowledge.assistant import Assistant
from knowledge.models import Card
from knowledge.text.language import Language, has_characters
from knowledge.text.length import utf16_units
from knowledge.text.script import to_simplified, to_traditional

MAX_CITATION = 256
"""What a button puts on the clipboard."""
# The language may be missing or cut: queries are edited, and older ones had none.
_CARD = re.compile(
    r"(?:^|\s)([a-z0-9]+(?:-[a-z0-9]+)*)--([a-z_]{1,18})(?:-{1,2}([A-Za-z-]*))?\s*$"
)
_LANGUAGES = {language.casefold(): language for language in Language}


def share_row(
    assistant: Assistant, part: Part, language: Language, gettext: Translate, *, shares: bool
) -> tuple[Button, ...]:
    """Return the buttons that cite an answer and, where inline mode is on, share it."""
    cite = Button(gettext(_("📋 Cite")), copy=citation(part, language))
    if not shares:
        return (cite,)
    share = Button(gettext(_("↗ Share")), share=share_query(assistant, part.card, language))
    return (cite, share)


def citation(part: Part, language: Language) -> str:
    """Return where an answer stands: documents, sections and dates, as many as fit."""
    places = tuple(dict.fromkeys(_cited(source, language) for source in part.sources))
    cited = ""
    for place in places:
        longer = cited + language.semicolon * bool(cited) + place
        if utf16_units(longer) > MAX_CITATION:
            break
        cited = longer
    return cited or places[0][: MAX_CITATION // 2]


def share_query(assistant: Assistant, card: Card, language: Language) -> str:
    """Return the inline query that finds a card: its name to read, and its id to be exact.

    The language is named, too: a name may be the same in both scripts.
    """
    entry = assistant.knowledge.entries[card.entry]
    return f"{language.of(entry.name)} {card.entry}--{card.facet}--{language}"


def shared_card(assistant: Assistant, query: str) -> Card | None:
    """Return the card that the query of a share button names."""
    named = _CARD.search(query)
    return card_of(assistant, *named.group(1, 2)) if named is not None else None


def shared_language(query: str) -> Language | None:
    """Return the language that the query of a share button names."""
    named = _CARD.search(query)
    return _LANGUAGES.get(str(named[3]).casefold()) if named is not None else None


def _cited(source: SourceLine, language: Language) -> str:
    section, date = source.section, source.date
    if language is Language.TRADITIONAL:
        return f"《{source.document}》「{to_traditional(section)}」，{date}"
    if language.is_chinese:
        return f"《{source.document}》“{to_simplified(section)}”，{date}"
    if has_characters(section):
        # The headings are those of Chinese editions.
        return f"{source.document}, {date}"
    return f"{source.document}, “{section}”, {date}"
