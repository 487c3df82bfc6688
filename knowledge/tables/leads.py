"""The lead-agency table, computed from the relations."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.content.base import KnowledgeBase
from knowledge.content.country_layer import is_local
from knowledge.models import (
    Bilingual,
    Citation,
    Entry,
    EntryId,
    Kind,
    Level,
    RelationKind,
    Situation,
)
from knowledge.tables.relations import Link, related_by


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
    jointly: EntryId | None = None
    """With whom it leads, where that is the whole condition and the other's too."""
    sources: tuple[Citation, ...] = ()

    @property
    def conditional(self) -> bool:
        """Return whether more must be so for it to lead than the situation."""
        return self.when is not None and self.jointly is None and not self.local

    @property
    def everywhere(self) -> bool:
        """Return whether it leads in every situation, so that it may be named without one."""
        return self.situation is None and not self.conditional


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
    """Return who leads and co-leads a cluster: those of the country, always, at times, perhaps."""
    leads = [
        _lead(knowledge, link)
        for kind in (RelationKind.LEADS, RelationKind.CO_LEADS)
        for link in related_by(knowledge, kind, cluster, inverse=True)
    ]
    joined = [replace(lead, jointly=_partner(knowledge, lead, leads)) for lead in leads]
    firm = {lead.agency for lead in joined if not lead.conditional}

    def rank(lead: Lead) -> tuple[bool, bool, bool]:
        # Whoever reads only the first name must not read one that leads under conditions.
        at_times = lead.agency not in firm if lead.conditional else lead.situation is not None
        return not lead.local, lead.conditional, at_times

    return tuple(sorted(joined, key=rank))


def _lead(knowledge: KnowledgeBase, link: Link) -> Lead:
    relation = link.relation
    return Lead(
        agency=link.start,
        situation=relation.situation,
        level=relation.level,
        when=relation.when,
        local=is_local(knowledge, knowledge.entries[link.start], relation),
        sources=relation.sources,
    )


def _partner(knowledge: KnowledgeBase, lead: Lead, leads: Sequence[Lead]) -> EntryId | None:
    """Return who leads with an agency, where each is said to lead with the other."""
    for other in leads:
        alike = (lead.situation, lead.level) == (other.situation, other.level)
        if alike and _with(knowledge, lead, other) and _with(knowledge, other, lead):
            return other.agency
    return None


def _with(knowledge: KnowledgeBase, lead: Lead, other: Lead) -> bool:
    """Return whether all that a lead's condition says is that it leads with another."""
    agency = knowledge.entries[other.agency]
    names = (*agency.abbreviations, agency.name.en)
    return lead.when is not None and lead.when.en in {f"with {name}" for name in names}
