"""The loaded knowledge base: entries and the vocabulary they are written in."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel, ConfigDict, field_validator

from knowledge.content.relation_words import RelationWords
from knowledge.content.strict_yaml import Location, line_of
from knowledge.guided.models import Procedure, ProcedureId
from knowledge.models import (
    Bilingual,
    CountryCode,
    Document,
    DocumentId,
    Entry,
    EntryId,
    FacetId,
    FacetKind,
    Kind,
    Phrases,
)


@dataclass(frozen=True, slots=True)
class Origin:
    """The file an entry was read from, so that a later complaint can name the line."""

    path: Path
    lines: Mapping[Location, int]

    def line_of(self, location: Location) -> int:
        """Return the line of a value, or of the nearest value around it; 0 if unknown."""
        return line_of(self.lines, location)


@dataclass(frozen=True, slots=True)
class Country:
    """What holds in one country only."""

    code: CountryCode
    name: Bilingual
    names: tuple[str, ...]
    """Everything people call it, the code included."""
    entries: Mapping[EntryId, Entry]
    """Entries of its own, or what it adds to those that hold everywhere."""
    documents: Mapping[DocumentId, Document]
    origins: Mapping[EntryId, Origin] = field(default_factory=dict, repr=False)


class QuotingWords(BaseModel):
    """How a document's own sentence is asked for, and what is said to that."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    asking: Phrases
    notice: Bilingual


THING = "…"
"""Where the thing stands in the words for what is done to it."""


class ActWords(BaseModel):
    """How it is said that something is done to a thing."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    to: Kind
    """The kind of thing to which it is done; it must be named with a word for that kind."""
    phrases: Phrases
    """Where the thing stands, "…"."""
    between: Phrases = Phrases()
    """Words that may stand between: with others, something else is closed, and not the thing."""
    but: tuple[EntryId, ...] = ()
    """Things that tell of it themselves."""

    def things(self, entries: Iterable[Entry]) -> list[EntryId]:
        """Return to which of some entries it may be done: those of the kind, and it as such."""
        of_kind = (entry.id for entry in entries if self.to in (entry.kind, entry.id))
        return [entry for entry in of_kind if entry not in self.but]

    @field_validator("phrases")
    @classmethod
    def _hold_one_thing(cls, phrases: Phrases) -> Phrases:
        for phrase in phrases.all:
            if phrase.count(THING) != 1 or phrase == THING:
                raise ValueError(f"{phrase!r}: write {THING!r} once, where the thing stands")
        return phrases


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The guarded words that all entries share."""

    facets: Mapping[FacetId, FacetKind]
    """What can be asked of an entry, in the order in which it is shown."""
    synonyms: tuple[tuple[str, ...], ...] = ()
    """Groups of words that mean the same here; the first of each stands for the others."""
    shared_names: frozenset[str] = frozenset()
    """Names that really mean several entries; a reader is asked which."""
    stopwords: Phrases = field(default_factory=Phrases)
    """Words that say nothing about the subject of a question."""
    kinds: Mapping[Kind, tuple[str, ...]] = field(default_factory=dict)
    """Words that tell what kind of thing is asked about, where it is not named."""
    chatter: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Greetings, thanks and filler, by what they are."""
    unanswered: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Words that ask for what no document holds (salaries, weather …), by subject."""
    slots: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Words any of which will do where ``<name>`` stands in what is unanswered."""
    relations: RelationWords | None = None
    """How relations are said, and what asks for a chain of them."""
    acts: Mapping[EntryId, ActWords] = field(default_factory=dict)
    """Entries that tell of what is done to other things."""
    quoting: QuotingWords | None = None
    """How a document's own sentence is asked for, and what is said to that."""


@dataclass(frozen=True, slots=True)
class KnowledgeBase:
    """Everything the bot answers from."""

    entries: Mapping[EntryId, Entry]
    documents: Mapping[DocumentId, Document]
    vocabulary: Vocabulary
    version: str
    """A short hash of the content: equal content, equal version."""
    asked: Mapping[tuple[EntryId, FacetId], Phrases] = field(default_factory=dict)
    """How people ask for a facet, in words its text does not have."""
    origins: Mapping[EntryId, Origin] = field(default_factory=dict, repr=False)
    procedures: Mapping[ProcedureId, Procedure] = field(default_factory=dict)
    """Guided procedures, in the order in which they are listed."""
    procedure_origins: Mapping[ProcedureId, Origin] = field(default_factory=dict, repr=False)
    countries: Mapping[CountryCode, Country] = field(default_factory=dict)
    """What is known of single countries."""
    country: Country | None = None
    """The country whose content is laid over the rest; see knowledge/content/country_layer.py."""
    copied: str | None = None
    """The day of the copy it was read from, where the files themselves could not be used."""

    @property
    def checked(self) -> dt.date:
        """Return when a curator last read the documents, the latest of them."""
        return max(document.checked for document in self.documents.values())

    def facets_of(self, entry: Entry) -> list[FacetId]:
        """Return the facets an entry has, in the order of the vocabulary."""
        return [facet for facet in self.vocabulary.facets if facet in entry.facets]

    def holds(self, entry: EntryId, facet: FacetId) -> bool:
        """Return whether there is such a card; content may have changed since it was named."""
        found = self.entries.get(entry)
        return found is not None and facet in found.facets
