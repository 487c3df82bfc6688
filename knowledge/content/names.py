"""Find an entry by its name alone, as it is typed in a command."""

from knowledge.content.base import KnowledgeBase
from knowledge.models import EntryId
from knowledge.text.normalize import normalize


def entry_named(knowledge: KnowledgeBase, wanted: str) -> EntryId | None:
    """Return the entry that an id or one of its names means, whatever the case; None if none."""
    name = normalize(wanted).casefold()
    for entry in knowledge.entries.values():
        if name == entry.id or name in (normalize(known).casefold() for known in entry.names):
            return entry.id
    return None
