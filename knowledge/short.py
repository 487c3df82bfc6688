"""What an abbreviation in a text means, in a few words."""

import re

from knowledge.answer import Composer
from knowledge.base import KnowledgeBase
from knowledge.language import Language
from knowledge.models import Entry, EntryId

_TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9/&:.+-]*[A-Za-z0-9]")
_SENTENCE = re.compile(r".*?(?:[。！？；]|[.!?;](?=\s|$)|$)", re.DOTALL)
FACET = "definition"


def abbreviated(knowledge: KnowledgeBase, text: str, *, own: EntryId) -> list[Entry]:
    """Return the entries that a text names by their abbreviations, in the order of the text.

    Args:
        knowledge: The entries.
        text: An answer.
        own: The entry it is about, which needs no explanation.
    """
    tokens = {token: place for place, token in enumerate(_TOKEN.findall(text))}
    found: dict[str, list[Entry]] = {}
    for entry in knowledge.entries.values():
        for short in entry.abbreviations[:1]:
            if short in tokens and FACET in entry.facets:
                found.setdefault(short, []).append(entry)
    clear = sorted(
        ((tokens[short], one) for short, (one, *more) in found.items() if not more),
        key=lambda placed: placed[0],
    )
    return [entry for _place, entry in clear if entry.id != own]


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
        if _length(said + sentence) > limit:
            break
        said += sentence
    return said.strip() or _cut(text, limit)


def _cut(text: str, limit: int) -> str:
    while _length(text) >= limit:
        text = text[:-1]
    return f"{text}…"


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
