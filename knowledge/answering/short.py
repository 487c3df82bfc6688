"""What an abbreviation in a text means, in a few words."""

import re

from knowledge.answering.answer import Composer
from knowledge.content.base import KnowledgeBase
from knowledge.models import Entry, EntryId
from knowledge.text.language import Language
from knowledge.text.length import utf16_units

_TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9/&:.+-]*[A-Za-z0-9]")
_SENTENCE = re.compile(r".*?(?:[。！？；]|[.!?;](?=\s|$)|$)", re.DOTALL)
FACET = "definition"


class Abbreviations:
    """What each abbreviation stands for, where it stands for one entry that has a definition."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        found: dict[str, list[Entry]] = {}
        for entry in knowledge.entries.values():
            for short in entry.abbreviations[:1]:
                if FACET in entry.facets:
                    found.setdefault(short, []).append(entry)
        self._clear = {short: one for short, (one, *more) in found.items() if not more}

    def named(self, text: str, *, own: EntryId) -> list[Entry]:
        """Return the entries that a text names so, in the order in which it last does.

        Args:
            text: An answer.
            own: The entry it is about, which needs no explanation.
        """
        places = {token: place for place, token in enumerate(_TOKEN.findall(text))}
        tokens = sorted(places.keys() & self._clear.keys(), key=places.__getitem__)
        return [entry for token in tokens if (entry := self._clear[token]).id != own]


def short_definition(composer: Composer, entry: Entry, language: Language, *, limit: int) -> str:
    """Return as many whole sentences of an entry's definition as fit; of a long one, its start.

    Args:
        composer: Says texts in a language.
        entry: An entry that has a definition.
        language: The language.
        limit: The most UTF-16 units.
    """
    text = composer.say(entry.facets[FACET].statements[0], language)
    text = " ".join(text.split())
    said = ""
    for sentence in _SENTENCE.findall(text):
        if utf16_units(said + sentence) > limit:
            break
        said += sentence
    return said.strip() or _cut(text, limit)


def _cut(text: str, limit: int) -> str:
    while utf16_units(text) >= limit:
        text = text[:-1]
    return f"{text}…"
