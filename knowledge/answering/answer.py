"""Compose answers: which statements of a card are said, in which order, with which sources."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from weakref import WeakValueDictionary

from knowledge.answering.audience import EVERYBODY, Audience
from knowledge.answering.terms import Wording
from knowledge.content.base import KnowledgeBase
from knowledge.content.country_layer import count_local
from knowledge.models import (
    Bilingual,
    Card,
    Citation,
    Entry,
    EntryId,
    Facet,
    FacetId,
    Situation,
    Statement,
)
from knowledge.text.language import Language

POINT = "- "
"""How a line of a list begins."""
_Shown = tuple[Card, Language, int, Situation | None]
"""Of which card a part is, in which language, and what of it comes first."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """Where a statement stands, in words for the reader."""

    document: str
    short: str
    """The document's name where every line counts."""
    section: str
    date: str
    """The date printed on the document, or what is known of its age."""


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Part:
    """One card, in one language, ready to be shown."""

    card: Card
    title: str
    """The entry's name and the facet's title."""
    paragraphs: tuple[str, ...]
    """The statements, the most important first; plain text, lists as lines with a dash."""
    follow: str | None
    """Where the statements disagree: which to follow."""
    sources: tuple[SourceLine, ...]
    line_of: EntryId | None = None
    """The entry whose line upward this is, where it is one: a chart shows it, too."""
    first: int = 0
    """The place among the statements of the one that was to be said first."""

    @property
    def text(self) -> str:
        """Return the body as plain text."""
        return "\n".join((*self.paragraphs, *([self.follow] if self.follow else [])))


class Composer:
    """Turns cards into parts, for an audience."""

    def __init__(self, knowledge: KnowledgeBase, audience: Audience = EVERYBODY) -> None:
        self._knowledge = knowledge
        self.audience = audience
        term = audience.term
        self._worded = Wording(knowledge, term) if term is not None else None
        # What is kept elsewhere, answers and screens, shares its parts; they stay as long as that.
        self._parts: WeakValueDictionary[_Shown, Part] = WeakValueDictionary()
        self._source = lru_cache(maxsize=None)(self._cited_source)

    def part(
        self,
        card: Card,
        language: Language,
        *,
        first: int = 0,
        situation: Situation | None = None,
    ) -> Part:
        """Return a card as it is shown.

        Args:
            card: What to show.
            language: The language and script.
            first: The place among its statements of the one that answers the question best, to
                be said first.
            situation: The situation the question names: what holds there comes first.
        """
        shown = card, language, first, situation
        part = self._parts.get(shown)
        if part is None:
            part = self._parts[shown] = self._part(*shown)
        return part

    def _part(
        self, card: Card, language: Language, first: int, situation: Situation | None
    ) -> Part:
        entry = self._knowledge.entries[card.entry]
        facet = entry.facets[card.facet]
        local = count_local(self._knowledge, card)
        # A question that names a situation is about that one.
        audience = self.audience if situation is None else replace(self.audience, situation=None)
        order = partial(
            _ordered, first=facet.statements[first], situation=situation, audience=audience
        )
        statements = [*order(facet.statements[:local]), *order(facet.statements[local:])]
        paragraphs = [self._paragraph(s, facet, language, audience) for s in statements]
        silence = audience.silence(card.facet, statements, language)
        if silence is not None:
            # Second, so that it is seen where only the first lines are.
            paragraphs.insert(1, silence)
        return Part(
            card=card,
            title=self.title(card, language),
            paragraphs=tuple(paragraphs),
            follow=self.say(facet.follow, language) if facet.follow else None,
            sources=self.sources(statements, language),
            first=first,
        )

    def say(self, text: Bilingual, language: Language) -> str:
        """Return a text in a language, with the word for a cluster that the audience prefers."""
        if self._worded is None or not language.is_chinese:
            return language.of(text)
        return language.of(text.model_copy(update={"zh": self._worded(text.zh)}))

    def title(self, card: Card, language: Language) -> str:
        """Return the heading of a card: the entry's name and what is told of it."""
        entry = self._knowledge.entries[card.entry]
        return (
            f"{self.name(entry, language)}{language.colon}{self.facet_title(card.facet, language)}"
        )

    def facet_title(self, facet: FacetId, language: Language) -> str:
        """Return what is told of an entry in a facet, in a few words."""
        return self.say(self._knowledge.vocabulary.facets[facet].title, language)

    def name(self, entry: Entry, language: Language) -> str:
        """Return an entry's name, with its abbreviation if it has one."""
        name = self.say(entry.name, language)
        if not entry.abbreviations or entry.abbreviations[0] in name:
            return name
        return name + language.in_brackets(entry.abbreviations[0])

    def sources(
        self, statements: Iterable[Statement], language: Language
    ) -> tuple[SourceLine, ...]:
        """Return the sources of statements, each once, in the order of the statements."""
        return self.cited((c for s in statements for c in s.sources), language)

    def cited(self, citations: Iterable[Citation], language: Language) -> tuple[SourceLine, ...]:
        """Return where things stand in words for the reader, each place once."""
        return tuple(self._source(citation, language) for citation in dict.fromkeys(citations))

    def _cited_source(self, citation: Citation, language: Language) -> SourceLine:
        document = self._knowledge.documents[citation.document]
        dated = language.of(document.dated) if document.dated else ""
        return SourceLine(
            document=language.of(document.title),
            short=language.of(document.short),
            section=citation.section,
            date=document.date or dated,
        )

    def _paragraph(
        self, statement: Statement, facet: Facet, language: Language, audience: Audience
    ) -> str:
        mark = audience.mark(statement.situation, language)
        text = mark + self.say(statement, language)
        if not facet.follow:
            return text
        # Statements that disagree each say where they stand.
        source = self._source(statement.sources[0], language)
        if language.is_chinese:
            return f"{text}（{source.short}，{source.date}）"
        return f"{text} ({source.short}, {source.date})"


def _ordered(
    statements: Sequence[Statement],
    *,
    first: Statement,
    situation: Situation | None,
    audience: Audience,
) -> list[Statement]:
    def rank(statement: Statement) -> tuple[bool, int, bool]:
        named = situation is not None and statement.situation is situation
        return not named, audience.distance(statement.situation), statement is not first

    return sorted(statements, key=rank)


def documents_of(sources: Iterable[SourceLine], language: Language) -> str:
    """Return the documents of some sources on one line, each once and with its date."""
    named = dict.fromkeys(s.short + language.in_brackets(s.date) for s in sources)
    return language.semicolon.join(named)


def first_facet(knowledge: KnowledgeBase, entry: Entry) -> FacetId:
    """Return the facet that a bare name shows."""
    return next(facet for facet in knowledge.vocabulary.facets if facet in entry.facets)


def as_list(points: Iterable[str]) -> str:
    """Return some points as a list, each on a line."""
    return "\n".join(POINT + point for point in points)


def points_of(text: str) -> list[str]:
    """Return the points of the list in a text, if there is any."""
    return [line.removeprefix(POINT) for line in text.split("\n") if line.startswith(POINT)]
