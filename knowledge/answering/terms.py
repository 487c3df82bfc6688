"""The two Chinese words for a cluster, and texts written with the one a reader prefers."""

import re
from collections.abc import Iterator
from enum import StrEnum

from knowledge.content.base import KnowledgeBase
from knowledge.models import Kind


class Term(StrEnum):
    """The Chinese word for a cluster; both are in official use."""

    JIQUN = "集群"
    QUNZU = "群组"

    @property
    def other(self) -> "Term":
        """Return the word that is not this one."""
        return Term.QUNZU if self is Term.JIQUN else Term.JIQUN


_QUOTED = "“[^”]*”|《[^》]*》|「[^」]*」|『[^』]*』"
# Bodies and documents are called what they are called, whatever the reader says.
_OFFICIAL = {Kind.BODY, Kind.DOCUMENT, Kind.ORGANISATION}


class Wording:
    """Writes Simplified Chinese with one of the words, but for quotations and official names."""

    def __init__(self, knowledge: KnowledgeBase, term: Term) -> None:
        self._term = term
        names = sorted(set(_official_names(knowledge)), key=len, reverse=True)
        kept = [_QUOTED, *(re.escape(name) for name in names if term.other in name)]
        self._pattern = re.compile(f"({'|'.join(kept)})|{term.other}")

    def __call__(self, text: str) -> str:
        """Return a text, as long as before, with the preferred word."""
        return self._pattern.sub(lambda found: found[1] or self._term, text)


def _official_names(knowledge: KnowledgeBase) -> Iterator[str]:
    for document in knowledge.documents.values():
        yield document.title.zh
        yield document.short.zh
    for entry in knowledge.entries.values():
        if entry.kind in _OFFICIAL:
            yield entry.name.zh
        if entry.kind is Kind.DOCUMENT:
            yield from entry.aliases.zh
