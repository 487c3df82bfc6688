"""Tell how two entries stand to each other, where a relation ties one to the other."""

from collections.abc import Iterator, Sequence

from knowledge.answering.answer import Composer
from knowledge.content.base import KnowledgeBase
from knowledge.matching.lexicon import Synonyms
from knowledge.matching.reading import Reading
from knowledge.models import Card, EntryId, FacetId, RelationKind
from knowledge.tables.relations import Link, links_of
from knowledge.text.language import Language
from knowledge.text.phrases import PhraseIndex

_BOTH = 2
_HOLDER: dict[RelationKind, tuple[FacetId, ...]] = {
    RelationKind.ACCOUNTABLE_TO: ("accountable_to",),
    RelationKind.LEADS: ("leads",),
    RelationKind.MEMBER_OF: ("memberships",),
    RelationKind.NOT_ELIGIBLE_FOR: ("eligibility",),
    RelationKind.PART_OF: ("memberships", "definition"),
    RelationKind.REPLACES: ("changes", "terminology"),
}
"""Which facets of the entry that holds a relation tell of it."""
_TARGET: dict[RelationKind, tuple[FacetId, ...]] = {
    RelationKind.ACTIVATES: ("activated_by",),
    RelationKind.APPOINTS: ("appointed_by",),
    RelationKind.CHAIRS: ("chair", "lead"),
    RelationKind.CO_LEADS: ("co_leadership", "lead"),
    RelationKind.ELIGIBLE_FOR: ("eligibility",),
    RelationKind.ENDORSES: ("activated_by",),
    RelationKind.FUNDS: ("funding",),
    RelationKind.LEADS: ("lead", "responsible_for", "chair"),
    RelationKind.MEMBER_OF: ("members",),
    RelationKind.PART_OF: ("parts",),
    RelationKind.REPRESENTS: ("representation",),
    RelationKind.SUPPORTS: ("support", "responsible_for"),
}
"""Which facets of the entry at its other end do."""
_COMPARISON = "comparison"
_OF_BOTH = frozenset({_COMPARISON, "caution", "coordination", "partners", "purpose", "support"})
"""Facets that may well tell how two stand to each other, if neither leads the other."""
_UNTIED = _OF_BOTH | {"terminology"}
"""Those that may if no relation ties them."""
_LED = frozenset({"caution"})


class Ties:
    """Knows which card tells how two entries stand to each other."""

    def __init__(self, knowledge: KnowledgeBase, composer: Composer) -> None:
        self._knowledge = knowledge
        self._composer = composer
        self._links: dict[frozenset[EntryId], list[Link]] = {}
        for kind in RelationKind:
            for link in links_of(knowledge, kind):
                self._links.setdefault(frozenset((link.start, link.end)), []).append(link)
        self._asking: PhraseIndex[None] = PhraseIndex()
        self._filling: list[PhraseIndex[None]] = []
        relations = knowledge.vocabulary.relations
        if relations is None:
            return
        index = Synonyms(knowledge.vocabulary.synonyms).index
        filling = (relations.yes_no.filling, relations.one_end.filling, relations.one_end.to)
        self._asking = index(relations.tie)
        self._filling = [index(words) for words in filling]

    def card(self, reading: Reading, best: Card | None, language: Language) -> Card | None:
        """Return the card that tells how the two entries named stand to each other.

        Args:
            reading: What the question was understood to say.
            best: The card that would be said first.
            language: The language of the answer.

        Returns:
            None where that is not all that is asked, or the best card does well.
        """
        pair = self._pair(reading)
        if pair is None:
            return None
        links = self._links.get(frozenset(pair), [])
        if any(link.kind is RelationKind.LEADS for link in links):
            telling = _LED
        else:
            telling = _OF_BOTH if links else _UNTIED
        if best is not None and best.facet in telling and self._tells(best, pair, language):
            return None
        told = (card for card in self._cards(pair, links) if self._tells(card, pair, language))
        return next(told, None)

    def _pair(self, reading: Reading) -> tuple[EntryId, EntryId] | None:
        """Return the two entries whose tie is asked for, in order; None if more is asked."""
        entries = list(dict.fromkeys(name.value.entry for name in reading.names))
        if len(entries) != _BOTH or reading.unanswered:
            return None
        cues = self._asking.find(reading.tokens, heard=False)
        filling = [word for index in self._filling for word in index.find(reading.tokens)]
        if not cues or reading.outside([*reading.names, *cues, *filling]):
            return None
        return entries[0], entries[1]

    def _cards(self, pair: tuple[EntryId, EntryId], links: Sequence[Link]) -> Iterator[Card]:
        """Yield the cards that tell of what ties two entries, then those that compare them."""
        # That one leads the other says most.
        for link in sorted(links, key=lambda link: link.kind is not RelationKind.LEADS):
            for facet in _HOLDER.get(link.kind, ()):
                yield Card(link.start, facet)
            for facet in _TARGET.get(link.kind, ()):
                yield Card(link.end, facet)
        if len({self._knowledge.entries[entry].kind for entry in pair}) == 1:
            for entry in pair:
                yield Card(entry, _COMPARISON)

    def _tells(self, card: Card, pair: tuple[EntryId, EntryId], language: Language) -> bool:
        """Return whether a card is there, of one of two entries, and speaks of the other."""
        if card.entry not in pair or not self._knowledge.holds(card.entry, card.facet):
            return False
        other = self._knowledge.entries[pair[1] if card.entry == pair[0] else pair[0]]
        said = self._composer.part(card, language).text
        names = (*other.abbreviations[:1], self._composer.say(other.name, language))
        return any(name in said for name in names)
