"""Answer with a chain of relations: who asks for one, which one, and how it is said."""

from collections.abc import Sequence
from enum import Enum, auto

from knowledge.answering.answer import Composer, Part, first_facet
from knowledge.content.base import KnowledgeBase
from knowledge.content.relation_words import ChainWords
from knowledge.matching.lexicon import Synonyms
from knowledge.matching.reading import Reading
from knowledge.models import Card, EntryId, RelationKind
from knowledge.tables.relations import Chain, Link, chain, path
from knowledge.text.language import Language
from knowledge.text.phrases import PhraseIndex, Span

ARROW = " → "


class _Ask(Enum):
    """What words ask for."""

    CHAIN = auto()
    """The chain of one entry, or between two."""
    BETWEEN = auto()
    """The chain between two entries."""
    PATH = auto()
    """Any way between two entries."""


class Chains:
    """Recognizes questions that ask for a chain, and composes what is said to them."""

    def __init__(self, knowledge: KnowledgeBase, composer: Composer) -> None:
        self._knowledge = knowledge
        self._composer = composer
        self._words = knowledge.vocabulary.relations
        self._cues: PhraseIndex[_Ask] = PhraseIndex()
        if self._words is None:
            return
        synonyms = Synonyms(knowledge.vocabulary.synonyms)
        for phrases, ask in (
            (self._words.chain.cues, _Ask.CHAIN),
            (self._words.chain.between, _Ask.BETWEEN),
            (self._words.path.cues, _Ask.PATH),
        ):
            for phrase in phrases.all:
                self._cues.add(synonyms.read(phrase), ask)

    def answer(
        self, reading: Reading, language: Language, *, about: EntryId | None = None
    ) -> Part | None:
        """Return the chain a question asks for; None if it asks for none, or there is none.

        Args:
            reading: What the question was understood to say.
            language: The language of the answer.
            about: The entry talked about before, for a question that names none.
        """
        found = self._cues.find(reading.tokens, heard=False)
        cues = [cue for cue in found if _is_meant(cue, reading)]
        if not cues or reading.unanswered:
            return None
        entries = _named(reading, cues) or ([about] if about is not None else [])
        asked = {cue.value for cue in cues}
        if len(entries) > 1:
            return self._between(entries[0], entries[-1], asked, language)
        if entries and _Ask.CHAIN in asked:
            return self.chain(chain(self._knowledge, entries[0]), language)
        return None

    def chain(
        self, found: Chain, language: Language, *, end: EntryId | None = None
    ) -> Part | None:
        """Return a chain as it is shown: the way to its top, then every link with its condition.

        Args:
            found: The chain.
            language: The language of the answer.
            end: Where the reader wants to get; only links on a way there are shown.

        Returns:
            The answer; None if there is nothing to show.
        """
        links = found.links if end is None else found.up_to(end)
        if not links or self._words is None:
            return None
        top = found.tops[-1] if end is None and found.tops and not found.branches else end
        return self._part(found.start, self._words.chain, links, language, top=top, chain_=found)

    def path(self, links: Sequence[Link], start: EntryId, language: Language) -> Part | None:
        """Return a way between two entries as it is shown; None if there is none."""
        if not links or self._words is None:
            return None
        return self._part(start, self._words.path, links, language)

    def _between(
        self, start: EntryId, end: EntryId, asked: set[_Ask], language: Language
    ) -> Part | None:
        if asked & {_Ask.CHAIN, _Ask.BETWEEN}:
            for bottom, top in ((start, end), (end, start)):
                part = self.chain(chain(self._knowledge, bottom), language, end=top)
                if part is not None:
                    return part
        if _Ask.PATH in asked:
            return self.path(path(self._knowledge, start, end), start, language)
        return None

    def _part(
        self,
        start: EntryId,
        words: ChainWords,
        links: Sequence[Link],
        language: Language,
        *,
        top: EntryId | None = None,
        chain_: Chain | None = None,
    ) -> Part:
        lines = [f"- {self._line(link, language)}" for link in links]
        route = chain_.route(top) if chain_ is not None and top is not None else ()
        if len(route) > 1:
            ends = (self._name(link.end, language) for link in route)
            lines.insert(0, ARROW.join((self._name(start, language), *ends)))
        entry = self._knowledge.entries[start]
        facet = RelationKind.ACCOUNTABLE_TO.value
        return Part(
            card=Card(
                start, facet if facet in entry.facets else first_facet(self._knowledge, entry)
            ),
            title=f"{self._name(start, language)}{language.colon}{language.of(words.title)}",
            paragraphs=tuple(dict.fromkeys(lines)),
            follow=self._unstated(start, words, links, language),
            sources=self._composer.cited(
                (citation for link in links for citation in link.relation.sources), language
            ),
            line_of=start if chain_ is not None else None,
        )

    def _line(self, link: Link, language: Language) -> str:
        """Return ``A → B (how, condition)``; answering to someone is what goes without saying."""
        said = []
        if link.kind is not RelationKind.ACCOUNTABLE_TO and self._words is not None:
            said.append(self._composer.say(self._words.titles[link.kind], language))
        if link.relation.when is not None:
            said.append(self._composer.say(link.relation.when, language))
        line = self._composer.audience.mark(link.relation.situation, language)
        line += self._name(link.start, language) + ARROW + self._name(link.end, language)
        if not said:
            return line
        return line + language.in_brackets(language.colon.join(said))

    def _unstated(
        self, start: EntryId, words: ChainWords, links: Sequence[Link], language: Language
    ) -> str | None:
        if words.unstated is None or links[0].kind is RelationKind.ACCOUNTABLE_TO:
            return None
        return language.of(words.unstated).format(name=self._name(start, language))

    def _name(self, entry: EntryId, language: Language) -> str:
        return self._composer.name(self._knowledge.entries[entry], language)


def _is_meant(cue: Span[_Ask], reading: Reading) -> bool:
    """Return whether a cue stands between two names, if it has to."""
    if cue.value is not _Ask.BETWEEN:
        return True
    before = any(name.end <= cue.start for name in reading.names)
    return before and any(name.start >= cue.end for name in reading.names)


def _named(reading: Reading, cues: Sequence[Span[_Ask]]) -> list[EntryId]:
    """Return the entries named outside the words that ask, one for each place in the question."""
    named: dict[int, EntryId] = {}
    for name in reading.names:
        if not any(name.overlaps(cue) for cue in cues):
            named.setdefault(name.start, name.value.entry)
    return list(dict.fromkeys(named.values()))
