"""Say yes or no first, where a question asks whether one relation holds between two entries.

Only a question that says nothing else is judged: with one more word ("through a partner?") the
relation may hold or not, and the card alone has to tell.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from knowledge.content.base import KnowledgeBase
from knowledge.content.relation_words import Verdicts
from knowledge.matching.lexicon import Name, Synonyms
from knowledge.matching.reading import Reading
from knowledge.models import Bilingual, Card, EntryId, FacetId, Level, RelationKind
from knowledge.tables.relations import Link, chain, related_by
from knowledge.text.language import Language
from knowledge.text.phrases import PhraseIndex, Span

T = TypeVar("T")
_BOTH = 2
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


class YesNo:
    """Judges questions whether a relation holds."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self._knowledge = knowledge
        relations = knowledge.vocabulary.relations
        self._words = relations.yes_no if relations else None
        self._verbs: PhraseIndex[RelationKind] = PhraseIndex()
        self._asking: PhraseIndex[None] = PhraseIndex()
        self._filling: PhraseIndex[None] = PhraseIndex()
        self._open: PhraseIndex[None] = PhraseIndex()
        if self._words is None:
            return
        synonyms = Synonyms(knowledge.vocabulary.synonyms)
        for kind, verbs in self._words.verbs.items():
            for verb in verbs.all:
                self._verbs.add(synonyms.read(verb), kind)
        for index, phrases in (
            (self._asking, self._words.asking),
            (self._filling, self._words.filling),
            (self._open, self._words.open),
        ):
            for phrase in phrases.all:
                index.add(synonyms.read(phrase), None)

    def judge(self, reading: Reading, language: Language) -> Judgement | None:
        """Return yes or no with what tells more; None where that cannot be told."""
        asking = self._asking.find(reading.tokens, heard=False)
        if self._words is None or not asking or reading.unanswered:
            return None
        verbs = self._verbs.find(reading.tokens, heard=False)
        names = _outside(reading.names, verbs)
        kinds = {verb.value for verb in verbs if not any(name.covers(verb) for name in names)}
        entries, roles = _in_order(names), set(self._words.lead_agency)
        if kinds == {RelationKind.MEMBER_OF} and len(entries) == 1:
            return self._of_listing(reading, entries[0], [*names, *verbs, *asking], language)
        if kinds <= {RelationKind.LEADS} and not roles.isdisjoint(entries):
            return self._of_leading(reading, entries, [*names, *verbs, *asking], language)
        if len(kinds) != 1 or len(entries) != _BOTH:
            return None
        if self._says_more(reading, [*names, *verbs, *asking]):
            return None
        [kind], [one, other] = kinds, entries
        if kind is RelationKind.ACCOUNTABLE_TO:
            return self._of_accountability(one, other, self._words, language)
        return self._of_holding(kind, one, other, self._words, language)

    def _says_more(self, reading: Reading, spans: Sequence[Span[Any]]) -> bool:
        """Return whether a word is left over, or one asks for more than yes or no."""
        return self._asks_more(reading, spans) or bool(self._left_over(reading, spans))

    def _asks_more(self, reading: Reading, spans: Sequence[Span[Any]]) -> bool:
        open_ = self._open.find(reading.tokens, heard=False)
        return any(not any(other.covers(span) for other in spans) for span in open_)

    def _left_over(self, reading: Reading, spans: Sequence[Span[Any]]) -> list[str]:
        filling = self._filling.find(reading.tokens, heard=False)
        return [
            "".join(token.raw for token in reading.tokens[term.start : term.end])
            for term in reading.outside([*spans, *filling])
        ]

    def _of_listing(
        self, reading: Reading, body: EntryId, spans: Sequence[Span[Any]], language: Language
    ) -> Judgement | None:
        """Judge whether a body lists what has no entry of its own: the IAEA in the CEB."""
        card, words = self._card(body, "members"), self._words
        left = self._left_over(reading, spans)
        if card is None or words is None or len(left) != 1 or self._asks_more(reading, spans):
            return None
        [word] = left
        if not (word.isascii() and word.isupper() and len(word) > _BOTH):
            return None
        said = [
            statement.en
            for statement in self._knowledge.entries[body].facets["members"].statements
        ]
        listed = any(
            re.search(rf"\b{word}\b", text) and not re.search(r"\bnot?\b", text) for text in said
        )
        return Judgement(language.of(words.yes), body, card) if listed else None

    def _of_leading(
        self,
        reading: Reading,
        entries: list[EntryId],
        spans: Sequence[Span[Any]],
        language: Language,
    ) -> Judgement | None:
        """Judge whether an agency leads anything: "is OCHA a cluster lead agency?"."""
        words = self._words
        agencies = [one for one in entries if words is not None and one not in words.lead_agency]
        if words is None or len(agencies) != 1 or self._says_more(reading, spans):
            return None
        [agency] = agencies
        card = self._card(agency, "leads")
        if card is None:
            return None
        leads = self._leads_globally(agency)
        if not leads and any(map(self._leads_globally, self._parts_of(agency))):
            return None
        return Judgement(language.of(words.yes if leads else words.not_globally), agency, card)

    def _parts_of(self, agency: EntryId) -> list[EntryId]:
        links = related_by(self._knowledge, RelationKind.PART_OF, agency, inverse=True)
        return [link.start for link in links]

    def _of_accountability(
        self, bottom: EntryId, top: EntryId, words: Verdicts, language: Language
    ) -> Judgement | None:
        lines = related_by(self._knowledge, RelationKind.ACCOUNTABLE_TO, bottom)
        direct = [link for link in lines if top in (link.end, link.relation.through)]
        above = chain(self._knowledge, bottom)
        if direct:
            verdict = _said(words.yes, direct, language)
        elif above.links:
            verdict = language.of(words.indirect if lines and above.up_to(top) else words.unsaid)
        else:
            return None
        return Judgement(verdict, bottom, self._card(bottom, "accountable_to"))

    def _of_holding(
        self, kind: RelationKind, one: EntryId, other: EntryId, words: Verdicts, language: Language
    ) -> Judgement | None:
        # Whichever stands first: an agency leads a cluster, never the other way round.
        holder, target = (one, other) if self._held(kind, other) else (other, one)
        card = self._card(target, _FACETS[kind])
        if kind is RelationKind.MEMBER_OF:
            # Lists of members are long; what one belongs to is not.
            card = self._card(holder, "memberships") or card
        verdicts = self._verdicts(kind, holder, target, words, language)
        if card is None or not verdicts:
            return None
        return Judgement(("" if language.is_chinese else " ").join(verdicts), target, card)

    def _verdicts(
        self,
        kind: RelationKind,
        holder: EntryId,
        target: EntryId,
        words: Verdicts,
        language: Language,
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
            both = ((words.may_not, refused), (words.may, held))
            return [_said(word, links, language) for word, links in both if links]
        if held:
            return [_said(words.yes, held, language)]
        # Lists of members are not complete, so that a missing one tells nothing; nor does an
        # agency that leads nothing: one of its parts may.
        leading = kind is RelationKind.LEADS and self._leads_globally(holder)
        return [language.of(words.not_globally)] if leading and self._has_lead(target) else []

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


def _in_order(names: Iterable[Span[Name]]) -> list[EntryId]:
    """Return the entries named, in the order of their places; empty where a name means several."""
    named: dict[tuple[int, int], EntryId] = {}
    for span in names:
        if (span.start, span.end) in named:
            return []
        named[span.start, span.end] = span.value.entry
    return list(dict.fromkeys(named.values()))


def _outside(spans: Iterable[Span[T]], others: Sequence[Span[Any]]) -> list[Span[T]]:
    """Return spans that are not part of another: "lead agency" in "is the lead agency of"."""
    return [span for span in spans if not any(other.exceeds(span) for other in others)]
