"""The chart of who answers to whom: a tree of rows, computed from the relations.

An entry that answers to several stands in full under the first of them that it answers to
without a condition, and once more, in short, under each of the others.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from knowledge.content.base import KnowledgeBase
from knowledge.models import Bilingual, EntryId, Kind
from knowledge.tables.relations import Link, chain, links_of

CLUSTERS = "cluster"
"""The entry that stands for every cluster: they all hang where it does."""
_SHOWN = frozenset({Kind.ROLE, Kind.BODY, Kind.CONCEPT})


@dataclass(frozen=True, slots=True)
class Row:
    """One entry at one place of the tree."""

    entry: EntryId
    depth: int
    """How many are above it."""
    above: int | None
    """The row of the one it answers to here; None at a top."""
    conditions: tuple[Bilingual, ...]
    """When it answers to that one, or for what, unless the row above says it."""
    conditional: bool
    """Whether there is a condition at all."""
    again: bool
    """Whether it stands in full elsewhere."""
    on_way: bool
    """Whether it is above the entry asked about, or that entry itself."""


@dataclass(frozen=True, slots=True)
class Chart:
    """The tree, from the top down."""

    rows: tuple[Row, ...]
    asked: EntryId | None
    """The entry to be told apart: a row of the tree, or one of the clusters."""


def chart(knowledge: KnowledgeBase, asked: EntryId | None = None) -> Chart:
    """Return the chart of roles, bodies and clusters.

    Args:
        knowledge: What is known.
        asked: An entry to be told apart, with its line upward; drawn even if it is no role.
    """
    line = chain(knowledge, asked).links if asked is not None else ()
    links = [link for link in links_of(knowledge) if _is_shown(knowledge, link)]
    asks_cluster = asked is not None and knowledge.entries[asked].kind is Kind.CLUSTER
    if not asks_cluster:
        links += line
    way = {asked, *(link.end for link in line), *([CLUSTERS] if asks_cluster else [])}
    return Chart(tuple(_Tree(links, way).rows()), asked)


def _is_shown(knowledge: KnowledgeBase, link: Link) -> bool:
    """Return whether a link is part of the architecture: clusters are one row together."""
    start, end = knowledge.entries[link.start], knowledge.entries[link.end]
    return start.kind in _SHOWN and end.kind is not Kind.CLUSTER


class _Tree:
    def __init__(self, links: Iterable[Link], way: set[EntryId | None]) -> None:
        self._way = way
        self._above: dict[EntryId, dict[EntryId, list[Link]]] = {}
        for link in dict.fromkeys(links):
            self._above.setdefault(link.start, {}).setdefault(link.end, []).append(link)
        self._first = {start: _first(ends) for start, ends in self._above.items()}
        self._rows: list[Row] = []

    def rows(self) -> list[Row]:
        """Return the rows, those of the largest tree first."""
        ends = dict.fromkeys(end for above in self._above.values() for end in above)
        tops = [end for end in ends if end not in self._above]
        for top in sorted(tops, key=self._size, reverse=True):
            self._add(top, None, (), again=False)
        return self._rows

    def _add(
        self, entry: EntryId, above: int | None, links: Sequence[Link], *, again: bool
    ) -> None:
        parent = self._rows[above] if above is not None else None
        whens = dict.fromkeys(link.relation.when for link in links)
        said = parent.conditions if parent is not None else ()
        self._rows.append(
            Row(
                entry,
                depth=parent.depth + 1 if parent is not None else 0,
                above=above,
                conditions=tuple(when for when in whens if when is not None and when not in said),
                conditional=bool(whens) and None not in whens,
                again=again,
                on_way=entry in self._way and (parent is None or parent.on_way),
            )
        )
        if again:
            return
        here = len(self._rows) - 1
        below = [start for start, ends in self._above.items() if entry in ends]
        in_full = [start for start in below if self._first[start] == entry]
        # The largest branch comes last: no line has to pass it by.
        for start in sorted(below, key=lambda start: (start in in_full, self._size(start))):
            self._add(start, here, self._above[start][entry], again=start not in in_full)

    def _size(self, entry: EntryId) -> int:
        """Return how many stand in full under an entry."""
        return sum(1 + self._size(s) for s, first in self._first.items() if first == entry)


def _first(ends: Mapping[EntryId, Sequence[Link]]) -> EntryId:
    """Return whom an entry answers to without a condition, or else first of all."""
    free = (end for end, links in ends.items() if any(x.relation.when is None for x in links))
    return next(free, next(iter(ends)))
