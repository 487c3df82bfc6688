"""What an abbreviation in an answer means, as an alert over it."""

from handlers.messages.effects import Button
from handlers.messages.keyboards import DEFINITION
from knowledge.answering.answer import Part
from knowledge.answering.short import FACET, short_definition
from knowledge.assistant import Assistant
from knowledge.text.language import Language

MAX_BUTTONS = 3
VERSION_CHARACTERS = 6
MAX_ALERT = 200
"""Characters of an alert, by Telegram's limit."""
CACHE_SECONDS = 7 * 24 * 3600
"""For so long a phone that has shown an alert shows it again without network."""


def definition_row(assistant: Assistant, part: Part, language: Language) -> tuple[Button, ...]:
    """Return buttons that explain the abbreviations of an answer.

    The content version is in their data: what phones have kept under another is never shown. Its
    beginning will do, and leaves room for the longest id.
    """
    version = assistant.knowledge.version[:VERSION_CHARACTERS]
    entries = assistant.abbreviations.named(part.text, own=part.card.entry)[:MAX_BUTTONS]
    return tuple(
        Button(
            f"{entry.abbreviations[0]} ?",
            data=f"{DEFINITION}:{language}:{version}:{entry.id}",
        )
        for entry in entries
    )


def alert_of(assistant: Assistant, data: str) -> str | None:
    """Return what the button with this data tells; None if it tells nothing any more."""
    _prefix, _colon, path = data.partition(":")
    match path.split(":"):
        case [language, _version, entry_id] if language in set(Language):
            entry = assistant.knowledge.entries.get(entry_id)
        case _:
            return None
    if entry is None or FACET not in entry.facets:
        return None
    return short_definition(assistant.composer, entry, Language(language), limit=MAX_ALERT)
