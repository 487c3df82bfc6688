"""Questions over the table of lead agencies: who leads the most, what an agency does not lead."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from knowledge.answering.answer import Composer, Part
from knowledge.content.base import KnowledgeBase
from knowledge.matching.lexicon import Synonyms
from knowledge.matching.reading import Reading
from knowledge.models import Card, Entry, EntryId, Kind, Level, RelationKind
from knowledge.tables.leads import Lead, lead_table
from knowledge.tables.relations import related_by
from knowledge.text.language import Language
from knowledge.text.phrases import PhraseIndex

_SHOWN = 3
_FACET = "leads"


class LeadQuestions:
    """Recognizes such questions, and computes what is said to them."""

    def __init__(self, knowledge: KnowledgeBase, composer: Composer) -> None:
        self._knowledge = knowledge
        self._composer = composer
        relations = knowledge.vocabulary.relations
        self._words = relations.lead_questions if relations else None
        if relations is None or self._words is None:
            return
        self._synonyms = Synonyms(knowledge.vocabulary.synonyms)
        self._leads = self._synonyms.index(relations.yes_no.verbs[RelationKind.LEADS])
        self._which = self._synonyms.index(self._words.which)
        self._most = self._synonyms.index(self._words.most)
        self._not = self._synonyms.index(self._words.not_)
        self._further = self._synonyms.index(self._words.further)
        self._which_clusters = self._synonyms.index(self._words.which_clusters)

    def answer(self, reading: Reading, language: Language) -> Part | None:
        """Return what the table says; None if that is not what is asked."""
        if self._words is None or Kind.CLUSTER not in reading.kinds or reading.unanswered:
            return None
        if not (_stands(self._leads, reading) and _stands(self._which, reading)):
            return None
        table = self._by_agency
        agencies = [entry for entry in reading.entries if entry in table]
        if not agencies and _stands(self._most, reading):
            return self._who_leads_most(table, language)
        if len(agencies) == 1 and _stands(self._not, reading):
            return self._not_led_by(agencies[0], table[agencies[0]], language)
        return None

    def further_led(
        self, reading: Reading, language: Language, *, about: EntryId | None
    ) -> Part | None:
        """Return what else the agencies that lead a cluster lead; None if that is not asked.

        Args:
            reading: What the question was understood to say.
            language: The language of the answer.
            about: The entry talked about before, for a question that names none.
        """
        if self._words is None or reading.unanswered:
            return None
        asked = (self._leads, self._further, self._which_clusters)
        if not all(_stands(words, reading) for words in asked):
            return None
        led_by = self._led_by
        named = [entry for entry in reading.entries if entry in led_by]
        cluster = named[0] if named else about
        agencies = led_by.get(cluster, []) if cluster is not None else []
        if (
            not agencies
            or len(named) > 1
            or not self._by_agency.keys().isdisjoint(reading.entries)
        ):
            return None
        return self._counted(Card(agencies[0], _FACET), agencies, language)

    @cached_property
    def _by_agency(self) -> Mapping[EntryId, list[Entry]]:
        """Return the clusters that each agency leads or co-leads at global level."""
        found: dict[EntryId, list[Entry]] = defaultdict(list)
        for cluster, leads in lead_table(self._knowledge):
            for agency in dict.fromkeys(lead.agency for lead in leads if _is_global(lead)):
                found[agency].append(cluster)
        return found

    @cached_property
    def _led_by(self) -> Mapping[EntryId, list[EntryId]]:
        """Return the agencies that lead or co-lead each cluster at global level."""
        found: dict[EntryId, list[EntryId]] = defaultdict(list)
        for agency, clusters in self._by_agency.items():
            for cluster in clusters:
                found[cluster.id].append(agency)
        return found

    def _who_leads_most(
        self, table: Mapping[EntryId, list[Entry]], language: Language
    ) -> Part | None:
        assert self._words is not None  # noqa: S101 - answer() has looked
        ranked = sorted(table, key=lambda agency: -len(table[agency]))[:_SHOWN]
        return self._counted(Card(self._words.entry, self._words.facet), ranked, language)

    def _counted(self, card: Card, agencies: Sequence[EntryId], language: Language) -> Part | None:
        """Return how many clusters agencies lead, and which."""
        assert self._words is not None  # noqa: S101 - the caller has looked
        led = self._by_agency
        lines = [
            self._composer.say(self._words.count, language).format(
                name=self._name(agency, language),
                count=len(led[agency]),
                clusters=self._list(led[agency], language),
            )
            for agency in agencies
        ]
        return self._part(card, agencies, lines, language)

    def _not_led_by(
        self, agency: EntryId, led: Sequence[Entry], language: Language
    ) -> Part | None:
        assert self._words is not None  # noqa: S101 - answer() has looked
        others = [
            cluster
            for cluster, leads in lead_table(self._knowledge)
            if cluster not in led and any(map(_is_global, leads))
        ]
        line = self._composer.say(self._words.others, language).format(
            name=self._name(agency, language),
            clusters=self._list(led, language),
            others=self._list(others, language),
        )
        return self._part(Card(agency, _FACET), [agency], [line], language)

    def _part(
        self, card: Card, agencies: Sequence[EntryId], lines: Sequence[str], language: Language
    ) -> Part | None:
        entry = self._knowledge.entries.get(card.entry)
        if entry is None or card.facet not in entry.facets:
            return None
        links = [
            link
            for agency in agencies
            for kind in (RelationKind.LEADS, RelationKind.CO_LEADS)
            for link in related_by(self._knowledge, kind, agency)
        ]
        return Part(
            card=card,
            title=self._composer.title(card, language),
            paragraphs=tuple(lines),
            follow=None,
            sources=self._composer.cited((c for x in links for c in x.relation.sources), language),
        )

    def _name(self, entry: EntryId, language: Language) -> str:
        return self._composer.name(self._knowledge.entries[entry], language)

    def _list(self, entries: Sequence[Entry], language: Language) -> str:
        names = (self._composer.say(entry.name, language) for entry in entries)
        return language.list_comma.join(names)


def _is_global(lead: Lead) -> bool:
    return lead.level is Level.GLOBAL and not lead.local


def _stands(index: PhraseIndex[None], reading: Reading) -> bool:
    return bool(index.find(reading.tokens, heard=False))
