"""Judge by the relations that entries hold whether one holds between two of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.content.base import KnowledgeBase
from knowledge.content.relation_words import Verdicts
from knowledge.models import Bilingual, Card, EntryId, FacetId, Level, RelationKind
from knowledge.tables.relations import Link, chain, related_by
from knowledge.text.language import Language

_LEADING = (RelationKind.LEADS, RelationKind.CO_LEADS)
_FACETS = {
    RelationKind.LEADS: "lead",
    RelationKind.MEMBER_OF: "members",
    RelationKind.ELIGIBLE_FOR: "eligibility",
}
"""Where a relation is told, on the side of its target."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is said first, and what says the rest."""

    verdict: str
    about: EntryId
    card: Card | None
    """None where no card tells whom the entry answers to; then its chain does."""


class Judge:
    """Judges whether a relation holds; None where that cannot be told."""

    def __init__(self, knowledge: KnowledgeBase, words: Verdicts) -> None:
        self._knowledge = knowledge
        self._words = words

    def listing(self, body: EntryId, word: str, language: Language) -> Judgement | None:
        """Judge whether a body lists among its members what has no entry: the IAEA in the CEB."""
        card = self._card(body, "members")
        if card is None:
            return None
        said = [
            statement.en
            for statement in self._knowledge.entries[body].facets["members"].statements
        ]
        listed = any(
            re.search(rf"\b{word}\b", text) and not re.search(r"\bnot?\b", text) for text in said
        )
        return Judgement(language.of(self._words.yes), body, card) if listed else None

    def leading(self, agency: EntryId, language: Language) -> Judgement | None:
        """Judge whether an agency leads any cluster."""
        card = self._card(agency, "leads")
        if card is None:
            return None
        leads = self._leads_globally(agency)
        if not leads and any(map(self._leads_globally, self._parts_of(agency))):
            return None
        verdict = language.of(self._words.yes if leads else self._words.not_globally)
        return Judgement(verdict, agency, card)

    def accountability(
        self, bottom: EntryId, top: EntryId, language: Language
    ) -> Judgement | None:
        """Judge whether an entry answers to another, straight or by others."""
        lines = related_by(self._knowledge, RelationKind.ACCOUNTABLE_TO, bottom)
        direct = [link for link in lines if top in (link.end, link.relation.through)]
        above = chain(self._knowledge, bottom)
        if direct:
            verdict = _said(self._words.yes, direct, language)
        elif above.links:
            verdict = language.of(
                self._words.indirect if lines and above.up_to(top) else self._words.unsaid
            )
        else:
            return None
        return Judgement(verdict, bottom, self._card(bottom, "accountable_to"))

    def holding(
        self, kind: RelationKind, one: EntryId, other: EntryId, language: Language
    ) -> Judgement | None:
        """Judge whether a relation of another kind holds between two entries."""
        # Whichever stands first: an agency leads a cluster, never the other way round.
        holder, target = (one, other) if self._held(kind, other) else (other, one)
        card = self._card(target, _FACETS[kind])
        if kind is RelationKind.MEMBER_OF:
            # Lists of members are long; what one belongs to is not.
            card = self._card(holder, "memberships") or card
        verdicts = self._verdicts(kind, holder, target, language)
        if card is None or not verdicts:
            return None
        return Judgement(("" if language.is_chinese else " ").join(verdicts), target, card)

    def _verdicts(
        self, kind: RelationKind, holder: EntryId, target: EntryId, language: Language
    ) -> list[str]:
        held = [link for link in self._held(kind, target) if link.start == holder]
        if kind is RelationKind.MEMBER_OF and self._is_invited(holder, target):
            # The documents differ on what it is; the card says how.
            return []
        if kind is RelationKind.ELIGIBLE_FOR:
            refused = [
                link
                for link in related_by(self._knowledge, RelationKind.NOT_ELIGIBLE_FOR, holder)
                if link.end == target
            ]
            both = ((self._words.may_not, refused), (self._words.may, held))
            return [_said(word, links, language) for word, links in both if links]
        if held:
            return [_said(self._words.yes, held, language)]
        # Lists of members are not complete, so that a missing one tells nothing; nor does an
        # agency that leads nothing: one of its parts may.
        leading = kind is RelationKind.LEADS and self._leads_globally(holder)
        return (
            [language.of(self._words.not_globally)] if leading and self._has_lead(target) else []
        )

    def _parts_of(self, agency: EntryId) -> list[EntryId]:
        links = related_by(self._knowledge, RelationKind.PART_OF, agency, inverse=True)
        return [link.start for link in links]

    def _is_invited(self, holder: EntryId, target: EntryId) -> bool:
        invited = related_by(self._knowledge, RelationKind.INVITED_TO, holder)
        return any(link.end == target for link in invited)

    def _leads_globally(self, agency: EntryId) -> bool:
        links = (link for kind in _LEADING for link in related_by(self._knowledge, kind, agency))
        return any(link.relation.level is Level.GLOBAL for link in links)

    def _has_lead(self, cluster: EntryId) -> bool:
        held = self._held(RelationKind.LEADS, cluster)
        return any(link.relation.level is Level.GLOBAL for link in held)

    def _held(self, kind: RelationKind, target: EntryId) -> list[Link]:
        kinds = _LEADING if kind is RelationKind.LEADS else (kind,)
        return [
            link
            for one in kinds
            for link in related_by(self._knowledge, one, target, inverse=True)
        ]

    def _card(self, entry: EntryId, facet: FacetId) -> Card | None:
        held = self._knowledge.entries[entry].facets
        return Card(entry, facet) if facet in held else None


def _said(word: Bilingual, links: Sequence[Link], language: Language) -> str:
    """Return a verdict with the conditions under which it holds, unless one holds always."""
    verdict = language.of(word)
    conditions = [link.relation.when for link in links]
    if None in conditions:
        return verdict
    given = dict.fromkeys(language.of(c) for c in conditions if c is not None)
    stop = language.stop
    said = language.semicolon.join(given)
    return f"{verdict.removesuffix(stop)}{language.colon}{said}{stop}"
