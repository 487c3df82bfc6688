"""The lead-agency table, computed from the relations."""

from dataclasses import dataclass

from knowledge.base import KnowledgeBase
from knowledge.country_layer import is_local
from knowledge.models import Bilingual, Entry, EntryId, Kind, Level, RelationKind, Situation
from knowledge.relations import Link, related_by


@dataclass(frozen=True, slots=True)
class Lead:
    """Who leads a cluster, and in which situation alone."""

    agency: EntryId
    situation: Situation | None
    level: Level | None
    when: Bilingual | None = None
    """The condition under which it leads."""
    local: bool = False
    """Whether it leads in the chosen country alone."""


def lead_table(knowledge: KnowledgeBase) -> list[tuple[Entry, tuple[Lead, ...]]]:
    """Return every cluster with its leads, in the order of the content.

    Where a country is chosen, its leads come first.
    """
    table = [
        (entry, leads_of(knowledge, entry.id))
        for entry in knowledge.entries.values()
        if entry.kind is Kind.CLUSTER
    ]
    return [(entry, leads) for entry, leads in table if leads]


def leads_of(knowledge: KnowledgeBase, cluster: EntryId) -> tuple[Lead, ...]:
    """Return who leads and co-leads a cluster, with every condition."""
    leads = [
        _lead(knowledge, link)
        for kind in (RelationKind.LEADS, RelationKind.CO_LEADS)
        for link in related_by(knowledge, kind, cluster, inverse=True)
    ]
    return tuple(sorted(leads, key=lambda lead: not lead.local))


def _lead(knowledge: KnowledgeBase, link: Link) -> Lead:
    relation = link.relation
    return Lead(
        agency=link.start,
        situation=relation.situation,
        level=relation.level,
        when=relation.when,
        local=is_local(knowledge, knowledge.entries[link.start], relation),
    )
