"""Which cards there are, by what they are of and what they tell."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from knowledge.content.base import KnowledgeBase
from knowledge.matching.lexicon import Name
from knowledge.matching.reading import Cue, Reading
from knowledge.matching.text_index import IN_NAME, Term, TextIndex
from knowledge.models import Card, EntryId, FacetId, Kind
from knowledge.text.phrases import PhraseIndex

STAND_INS = {
    "role": "functions",
    "functions": "role",
    "lead": "responsible_for",
    "chair": "lead",
    "terminology": "definition",
}
"""What is asked of an entry, and what tells as much where it does not have that."""
_OF_A_KIND = {**STAND_INS, "accountable_to": "responsible_for"}


class Cards:
    """The cards of a knowledge base; each is known by its place in the index.

    Args:
        index: The cards and the terms they hold.
        knowledge: What the cards are made of.
        names: The names of entries.
    """

    def __init__(
        self, index: TextIndex, knowledge: KnowledgeBase, names: PhraseIndex[Name]
    ) -> None:
        self._index = index
        self._of: dict[EntryId, list[int]] = defaultdict(list)
        self._cued: dict[Cue, list[int]] = defaultdict(list)
        # Made once: every card that is scored looks for what asks for it.
        self.cues = [(Cue(card.facet), Cue(card.facet, card.entry)) for card in index.cards]
        """What asks for each card: of any entry, and of its own only."""
        for number, card in enumerate(index.cards):
            self._of[card.entry].append(number)
            for cue in self.cues[number]:
                self._cued[cue].append(number)
        self.importance = _importance(knowledge)
        """How often each entry is referred to by others."""
        self._names: dict[EntryId, list[tuple[str, ...]]] = defaultdict(list)
        for forms, name in names.items():
            self._names[name.entry].append(forms)
        self._kinds = {entry.id: entry.kind for entry in knowledge.entries.values()}

    def __getitem__(self, number: int) -> Card:
        """Return the card at a place."""
        return self._index.cards[number]

    def kind_of(self, entry: EntryId) -> Kind | None:
        """Return what sort of thing an entry is; None if there is no such entry."""
        return self._kinds.get(entry)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._index.cards)

    def of(self, entry: EntryId) -> list[int]:
        """Return the cards of an entry, its first one first."""
        return self._of.get(entry, [])

    def has(self, entry: EntryId, facet: FacetId) -> bool:
        """Return whether an entry has a card of a facet."""
        return Cue(facet, entry) in self._cued

    def held(self, entries: Iterable[EntryId], facets: Collection[FacetId]) -> tuple[Card, ...]:
        """Return the cards of some facets that entries have, in the order of the entries."""
        cards = (self[number] for entry in entries for number in self.of(entry))
        return tuple(card for card in cards if card.facet in facets)

    def cued(self, cue: Cue) -> list[int]:
        """Return the cards that words ask for."""
        return self._cued.get(cue, [])

    def first(self, entry: EntryId) -> Card:
        """Return the card that tells what an entry is in the first place."""
        return self[self._of[entry][0]]

    def asked_openly(self, reading: Reading, facet: FacetId | None) -> list[int]:
        """Return the cards of a facet, or the first ones of the kind of thing spoken of."""
        cards = self.cued(Cue(facet)) if facet is not None else []
        of_kind = [n for n in cards if self._kinds[self[n].entry] in reading.kinds]
        stand_in = _OF_A_KIND.get(facet) if facet is not None else None
        if not of_kind and stand_in is not None:
            # A fund has no lead: who is responsible for it is meant.
            cued = self.cued(Cue(stand_in))
            of_kind = [n for n in cued if self._kinds[self[n].entry] in reading.kinds]
        if len(of_kind) < 2 and reading.things:
            # Which one is meant comes before what is asked of it.
            kinds = reading.pointed_at or reading.kinds
            of_kind = [self._of[entry][0] for entry, kind in self._kinds.items() if kind in kinds]
        return of_kind if len(of_kind) > 1 else cards

    def is_headed(self, entry: EntryId, reading: Reading) -> bool:
        """Return whether a name of an entry ends in a thing spoken of: its head is what it is."""
        heads = [
            tuple(token.form for token in reading.tokens[thing.start : thing.end])
            for thing in reading.things
        ]
        return any(name[-len(h) :] == h for h in heads for name in self._names.get(entry, ()))

    def is_called(self, card: Card, terms: Iterable[Term]) -> bool:
        """Return whether all the words are of a card's name, or ask for it alone."""
        number = next(number for number in self._of[card.entry] if self[number] == card)
        return all(self._index.postings(t.feature).get(number, 0.0) >= IN_NAME for t in terms)

    def sisters(self, entry: EntryId, reading: Reading) -> set[EntryId]:
        """Return the others of a kind that have a word of a question in a name: "the camp one"."""
        words = (t for t in reading.terms if not any(thing.covers(t) for thing in reading.things))
        named = {
            self[number].entry
            for term in words
            for number, share in self._index.postings(term.feature).items()
            if share == IN_NAME
        }
        kind = self._kinds.get(entry)
        return {other for other in named if self._kinds[other] is kind} - {entry}


def _importance(knowledge: KnowledgeBase) -> dict[EntryId, int]:
    """Count how often each entry is referred to by others."""
    count = dict.fromkeys(knowledge.entries, 0)
    for entry in knowledge.entries.values():
        targets = {relation.to for held in entry.relations.values() for relation in held}
        for target in targets | set(entry.related):
            if target in count:
                count[target] += 1
    return count
