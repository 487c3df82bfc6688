"""How the content is: what is old, what warns of itself, what stands on which document."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from knowledge.content.base import KnowledgeBase
from knowledge.models import Citation, Document, DocumentId, Entry, EntryId
from knowledge.quality.check import STALE_AFTER

# How entries say that a change is announced or a link is old; see knowledge/README.md.
_CAUTIONS = ("check before use", "使用前请核实")


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the content takes from one document."""

    document: Document
    entries: int
    statements: int
    sections: int


def stale_documents(knowledge: KnowledgeBase, today: date) -> list[Document]:
    """Return the documents that nobody has read for more than a year, oldest first."""
    old = [d for d in knowledge.documents.values() if today - d.checked > STALE_AFTER]
    return sorted(old, key=lambda document: document.checked)


def to_check_before_use(knowledge: KnowledgeBase) -> list[Entry]:
    """Return the entries that warn their readers: a change is announced, or a link is old."""
    return [entry for entry in knowledge.entries.values() if any(_cautions(entry))]


def coverage(knowledge: KnowledgeBase) -> dict[DocumentId, Coverage]:
    """Return for every document how much of the content stands on it."""
    statements: Counter[DocumentId] = Counter()
    entries: dict[DocumentId, set[EntryId]] = {name: set() for name in knowledge.documents}
    sections: dict[DocumentId, set[str]] = {name: set() for name in knowledge.documents}
    for entry in knowledge.entries.values():
        for citation in _citations(entry):
            statements[citation.document] += 1
            entries.setdefault(citation.document, set()).add(entry.id)
            sections.setdefault(citation.document, set()).add(citation.section)
    return {
        name: Coverage(document, len(entries[name]), statements[name], len(sections[name]))
        for name, document in knowledge.documents.items()
    }


def _cautions(entry: Entry) -> Iterator[bool]:
    for facet in entry.facets.values():
        for statement in facet.statements:
            text = f"{statement.zh}\n{statement.en.casefold()}"
            yield any(words in text for words in _CAUTIONS)


def _citations(entry: Entry) -> Iterator[Citation]:
    for facet in entry.facets.values():
        for statement in facet.statements:
            yield from statement.sources
