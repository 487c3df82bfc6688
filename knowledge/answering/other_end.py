"""Tell what stands at the other end of a relation: the card that says so, or what is computed."""

from collections.abc import Iterable, Sequence

from knowledge.answering.answer import Composer, Part, as_list, first_facet
from knowledge.content.base import KnowledgeBase
from knowledge.matching.lexicon import Synonyms
from knowledge.matching.one_end import End, OneEnd
from knowledge.matching.reading import Reading
from knowledge.models import Card, EntryId, FacetId, Kind, Relation, RelationKind
from knowledge.tables.relations import Link, links_of, related_by
from knowledge.text.language import Language
from knowledge.text.phrases import places_of

_FACETS: dict[tuple[RelationKind, bool], tuple[FacetId, ...]] = {
    (RelationKind.ACCOUNTABLE_TO, False): ("accountable_to",),
    (RelationKind.ACTIVATES, True): ("activated_by",),
    (RelationKind.APPOINTS, True): ("appointed_by", "activated_by"),
    (RelationKind.CHAIRS, True): ("chair", "lead"),
    (RelationKind.ELIGIBLE_FOR, True): ("eligibility",),
    (RelationKind.ENDORSES, True): ("activated_by",),
    (RelationKind.FUNDS, True): ("funding",),
    (RelationKind.LEADS, False): ("leads",),
    (RelationKind.LEADS, True): ("lead", "chair", "responsible_for"),
    (RelationKind.MEMBER_OF, False): ("memberships",),
    (RelationKind.MEMBER_OF, True): ("members", "parts"),
    (RelationKind.PART_OF, True): ("parts", "members"),
    (RelationKind.REPRESENTS, True): ("representation",),
}
"""Which facets of an entry tell what its relations do: a kind, and whether it points at it."""
_WITH = {
    RelationKind.LEADS: (RelationKind.CO_LEADS,),
    RelationKind.MEMBER_OF: (RelationKind.PART_OF, RelationKind.INVITED_TO),
    RelationKind.PART_OF: (RelationKind.MEMBER_OF, RelationKind.INVITED_TO),
}
"""What the same words say as well."""
_WHO = frozenset({"who", "谁"})
_AS_MUCH = {RelationKind.LEADS: RelationKind.ACCOUNTABLE_TO}
"""An officer is led by whom she answers to."""
_UNDER = {(RelationKind.ACCOUNTABLE_TO, True): "leads"}
"""Which facet is talked about after what was computed, if the entry has it."""
_ELIGIBILITY, _MANAGED = "eligibility", "responsible_for"
"""Who approves the money of a fund is told by who manages it."""
_DEFINITE = frozenset({RelationKind.APPOINTS, RelationKind.CHAIRS, RelationKind.ENDORSES})
"""Who does these is said, or it is not: no other card stands in for it."""


class OtherEnd:
    """Recognizes such questions, and tells what is asked."""

    def __init__(self, knowledge: KnowledgeBase, composer: Composer) -> None:
        self._knowledge = knowledge
        self._composer = composer
        relations = knowledge.vocabulary.relations
        self._words = relations.one_end if relations else None
        if relations is not None:
            synonyms = Synonyms(knowledge.vocabulary.synonyms)
            self._reader = OneEnd(relations.one_end, relations.yes_no.filling, synonyms)

    def asked(self, reading: Reading) -> End | None:
        """Return the end that is asked about; None if that is not what is asked."""
        end = self._reader.read(reading) if self._words is not None else None
        if end is not None and end.kind is RelationKind.PART_OF and _asks_who(reading):
            end = End(RelationKind.MEMBER_OF, end.entry, end.inverse)
        if end is None or end.kind not in _AS_MUCH:
            return end
        officer = self._knowledge.entries[end.entry].kind is Kind.ROLE
        if self._is_told(end) and not (officer and end.inverse):
            return end
        other = End(_AS_MUCH[end.kind], end.entry, not end.inverse)
        return other if self._is_told(other) else end

    def card(self, end: End) -> Card | None:
        """Return the card that tells what is asked; None if there is none."""
        held = self._knowledge.entries[end.entry].facets
        facets = _FACETS.get((end.kind, end.inverse), ())
        if end.kind is RelationKind.ENDORSES and _ELIGIBILITY in held:
            facets = (*facets, _MANAGED)
        told = (facet for facet in facets if facet in held)
        return next((Card(end.entry, facet) for facet in told), None)

    def is_unsaid(self, end: End) -> bool:
        """Return whether no document says who does it to the entry.

        That the Secretary-General appoints others does not say who appoints him.
        """
        return end.inverse and end.kind in _DEFINITE and not self._is_told(end)

    def _is_told(self, end: End) -> bool:
        return self.card(end) is not None or bool(self._links(end))

    def computed(self, end: End, language: Language) -> Part | None:
        """Return what the relations say; None if they say nothing."""
        links = self._links(end)
        if not links or self._words is None or end.kind not in self._words.said:
            return None
        said = self._words.said[end.kind]
        entry = self._knowledge.entries[end.entry]
        text = self._composer.say(said.by if end.inverse else said.of, language)
        text = text.format(name=self._composer.name(entry, language))
        others = self._others(links, end, language)
        facet, first = _UNDER.get((end.kind, end.inverse)), first_facet(self._knowledge, entry)
        colon = language.colon
        return Part(
            card=Card(entry.id, facet if facet in entry.facets else first),
            title=text,
            paragraphs=(
                f"{text}{colon.strip()}\n{as_list(others)}"
                if others[1:]
                else f"{text}{colon}{others[0]}{language.stop}",
            ),
            follow=None,
            sources=self._composer.cited(
                (citation for link in links for citation in link.relation.sources), language
            ),
        )

    def _links(self, end: End) -> list[Link]:
        """Return what ties an entry so, people first; what goes through a third goes to that."""
        kinds = (end.kind, *_WITH.get(end.kind, ()))
        links = [
            link
            for kind in kinds
            for link in (
                (link for link in links_of(self._knowledge, kind) if link.end == end.entry)
                if end.inverse
                else related_by(self._knowledge, kind, end.entry)
            )
        ]
        entries = self._knowledge.entries
        return sorted(links, key=lambda x: entries[_far(x, end)].kind is not Kind.ROLE)

    def _others(self, links: Sequence[Link], end: End, language: Language) -> list[str]:
        """Return each entry at the other end, with the conditions under which it stands there."""
        conditions: dict[EntryId, list[str]] = {}
        for link in links:
            held = conditions.setdefault(_far(link, end), [])
            held.extend(self._conditions(link.relation, language))
        names = {e: self._composer.name(self._knowledge.entries[e], language) for e in conditions}
        return [
            names[entry] + language.in_brackets(language.semicolon.join(dict.fromkeys(said)))
            if said
            else names[entry]
            for entry, said in conditions.items()
        ]

    def _conditions(self, relation: Relation, language: Language) -> Iterable[str]:
        if relation.when is not None:
            yield self._composer.say(relation.when, language)
        elif relation.through is not None:
            through = self._composer.name(self._knowledge.entries[relation.through], language)
            yield f"通过{through}" if language.is_chinese else f"through {through}"


def _asks_who(reading: Reading) -> bool:
    """Return whether who is part of it is asked, not what: agencies are its members."""
    # "What is WHO part of" asks of the WHO.
    named = places_of(reading.names)
    said = (word for place, word in enumerate(reading.tokens.lower) if place not in named)
    return Kind.ORGANISATION in reading.kinds or not _WHO.isdisjoint(said)


def _far(link: Link, end: End) -> EntryId:
    return link.start if end.inverse else link.end
