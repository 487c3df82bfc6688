"""The lead-agency table, computed from the relations."""

from collections import defaultdict
from dataclasses import dataclass

from knowledge.base import KnowledgeBase
from knowledge.models import Entry, EntryId, Kind, Level, RelationKind, Situation


@dataclass(frozen=True, slots=True)
class Lead:
    """Who leads a cluster, and in which situation alone."""

    agency: EntryId
    situation: Situation | None
    level: Level | None
    shared: bool
    """Whether it leads together with others."""


def lead_table(knowledge: KnowledgeBase) -> list[tuple[Entry, tuple[Lead, ...]]]:
    """Return every cluster with its leads, in the order of the content."""
    found: dict[EntryId, list[Lead]] = defaultdict(list)
    for entry in knowledge.entries.values():
        for kind in (RelationKind.LEADS, RelationKind.CO_LEADS):
            for relation in entry.relations.get(kind, ()):
                shared = kind is RelationKind.CO_LEADS
                lead = Lead(entry.id, relation.situation, relation.level, shared)
                found[relation.to].append(lead)
    return [
        (entry, tuple(found[entry.id]))
        for entry in knowledge.entries.values()
        if entry.kind is Kind.CLUSTER and found[entry.id]
    ]
