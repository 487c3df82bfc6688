"""Chains and tables, computed from the relations that entries hold."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from knowledge.content.base import KnowledgeBase
from knowledge.models import EntryId, Kind, Relation, RelationKind

# An entry of which no document says whom it answers to is followed by what it stands for or
# belongs to: the cluster coordinator represents the cluster, and the cluster has a line.
_STAND_INS = (RelationKind.REPRESENTS, RelationKind.PART_OF)


@dataclass(frozen=True, slots=True)
class Link:
    """One entry tied to another, read from ``start`` to ``end``."""

    start: EntryId
    kind: RelationKind
    end: EntryId
    relation: Relation
    """What the content says of it: condition, situation, level, sources."""


@dataclass(frozen=True, slots=True)
class Chain:
    """Everything above one entry: to whom it answers, and they in their turn."""

    start: EntryId
    links: tuple[Link, ...]
    """Each once, those nearest to the start first."""

    @property
    def branches(self) -> bool:
        """Return whether more than one link leaves the start itself."""
        return len(_ends(link for link in self.links if link.start == self.start)) > 1

    @property
    def tops(self) -> tuple[EntryId, ...]:
        """Return the entries from which nothing leads on, the nearest first."""
        starts = {link.start for link in self.links}
        return tuple(end for end in _ends(self.links) if end not in starts)

    def up_to(self, end: EntryId) -> tuple[Link, ...]:
        """Return only the links that lie on some way to an entry."""
        reaching = {end}
        for _pass in self.links:
            reaching |= {link.start for link in self.links if link.end in reaching}
        return tuple(x for x in self.links if x.end in reaching and x.start != end)

    def route(self, end: EntryId) -> tuple[Link, ...]:
        """Return the shortest way to an entry; empty if there is none."""
        return _shortest(_by_start(self.links), self.start, end)


def chain(knowledge: KnowledgeBase, start: EntryId) -> Chain:
    """Return the chain of accountability that begins at an entry.

    Args:
        knowledge: What is known.
        start: The entry at the bottom.

    Returns:
        The links of every situation, each once; no link at all if no chain begins there.
    """
    following = _by_start(links_of(knowledge))
    lead_in = _lead_in(knowledge, start, following)
    for link in lead_in:
        following[link.start] = [*following.get(link.start, ()), link]
    found: dict[tuple[EntryId, EntryId, Relation], Link] = {}
    waiting, seen = [start], {start}
    for entry in waiting:
        for link in following.get(entry, ()):
            found.setdefault((link.start, link.end, link.relation), link)
            if link.end not in seen:
                seen.add(link.end)
                waiting.append(link.end)
    return Chain(start, tuple(found.values()))


def path(knowledge: KnowledgeBase, start: EntryId, end: EntryId) -> tuple[Link, ...]:
    """Return the shortest way between two entries.

    Lines of accountability come first, from either end; only if there is none do all other
    relations count, read in both directions.

    Returns:
        The links in the order of the way, each in its own direction; empty if there is none.
    """
    if start == end:
        return ()
    for bottom, top in ((start, end), (end, start)):
        route = chain(knowledge, bottom).route(top)
        if route:
            return route
    links = [link for kind in RelationKind for link in links_of(knowledge, kind)]
    neighbours = _by_start(links)
    for link in links:
        neighbours[link.end] = [*neighbours.get(link.end, ()), link]
    return _shortest(neighbours, start, end)


def related_by(
    knowledge: KnowledgeBase,
    kind: RelationKind,
    entry: EntryId,
    *,
    inverse: bool = False,
) -> tuple[Link, ...]:
    """Return what an entry is tied to by one kind of relation.

    Args:
        knowledge: What is known.
        kind: The relation.
        entry: The entry asked about.
        inverse: Whether to return what is tied to the entry instead: not what an agency leads,
            but who leads a cluster.
    """
    known = knowledge.entries
    holders = known.values() if inverse else filter(None, (known.get(entry),))
    return tuple(
        Link(holder.id, kind, relation.to, relation)
        for holder in holders
        for relation in holder.relations.get(kind, ())
        if not inverse or relation.to == entry
    )


def office_of(knowledge: KnowledgeBase, entry: EntryId) -> EntryId | None:
    """Return the office whose holder leads or chairs an entry; None for an office itself."""
    held = knowledge.entries.get(entry)  # what was talked about may be gone since
    if held is None or held.kind is Kind.ROLE:
        return None
    kinds = (RelationKind.LEADS, RelationKind.CHAIRS)
    links = (x for kind in kinds for x in related_by(knowledge, kind, entry, inverse=True))
    holders = (link.start for link in links)
    return next((one for one in holders if knowledge.entries[one].kind is Kind.ROLE), None)


def links_of(
    knowledge: KnowledgeBase, kind: RelationKind = RelationKind.ACCOUNTABLE_TO
) -> Iterator[Link]:
    """Yield the links of a kind; one that goes through a third entry becomes two."""
    for entry in knowledge.entries.values():
        for relation in entry.relations.get(kind, ()):
            if relation.through is None:
                yield Link(entry.id, kind, relation.to, relation)
                continue
            yield Link(entry.id, kind, relation.through, relation)
            middle = related_by(knowledge, kind, relation.through)
            if all(other.end != relation.to for other in middle):
                yield Link(relation.through, kind, relation.to, relation)


def _lead_in(
    knowledge: KnowledgeBase, start: EntryId, following: Mapping[EntryId, Sequence[Link]]
) -> list[Link]:
    """Return the links from an entry without a line of its own to the nearest that has one."""
    found: list[Link] = []
    seen: set[EntryId] = set()
    while start not in following and start not in seen:
        seen.add(start)
        for kind in _STAND_INS:
            links = related_by(knowledge, kind, start)
            if links:
                found.append(links[0])
                start = links[0].end
                break
    return found if start in following else []


def _shortest(
    neighbours: Mapping[EntryId, Sequence[Link]], start: EntryId, end: EntryId
) -> tuple[Link, ...]:
    ways: dict[EntryId, tuple[Link, ...]] = {start: ()}
    waiting = [start]
    for entry in waiting:
        for link in neighbours.get(entry, ()):
            following = link.end if link.start == entry else link.start
            if following not in ways:
                ways[following] = (*ways[entry], link)
                waiting.append(following)
    return ways.get(end, ())


def _by_start(links: Iterable[Link]) -> dict[EntryId, list[Link]]:
    found: dict[EntryId, list[Link]] = defaultdict(list)
    for link in links:
        found[link.start].append(link)
    return dict(found)


def _ends(links: Iterable[Link]) -> tuple[EntryId, ...]:
    return tuple(dict.fromkeys(link.end for link in links))
