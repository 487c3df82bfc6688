"""What an entry is: the classes are the documentation of the content's format."""

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

EntryId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=39)]
FacetId = Annotated[str, StringConstraints(pattern=r"^[a-z]+(_[a-z]+)*$", max_length=18)]
DocumentId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
MAX_BUTTON = 53
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1500)]
Phrase = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]


class _Model(BaseModel):
    # The texts under the fields become what an editor shows (knowledge/entry.schema.json).
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class Kind(StrEnum):
    """What sort of thing an entry is about; also the folder its file is in."""

    CLUSTER = "cluster"
    ROLE = "role"
    BODY = "body"
    ORGANISATION = "organisation"
    FUND = "fund"
    PLAN = "plan"
    PROCEDURE = "procedure"
    CONCEPT = "concept"
    DOCUMENT = "document"


class Situation(StrEnum):
    """A situation in which alone a statement holds."""

    CONFLICT = "conflict"
    DISASTER = "disaster"
    REFUGEE = "refugee"
    MIXED = "mixed"
    NO_HC = "no_hc"
    """No Humanitarian Coordinator is appointed."""


class RelationKind(StrEnum):
    """How one entry stands to another, read from the entry that holds the relation."""

    ACCOUNTABLE_TO = "accountable_to"
    LEADS = "leads"
    CO_LEADS = "co_leads"
    CHAIRS = "chairs"
    MEMBER_OF = "member_of"
    INVITED_TO = "invited_to"
    PART_OF = "part_of"
    SUPPORTS = "supports"
    REPRESENTS = "represents"
    APPOINTS = "appoints"
    ACTIVATES = "activates"
    ENDORSES = "endorses"
    FUNDS = "funds"
    ELIGIBLE_FOR = "eligible_for"
    NOT_ELIGIBLE_FOR = "not_eligible_for"
    PRECEDES = "precedes"
    HOSTS = "hosts"
    REPLACES = "replaces"


class Level(StrEnum):
    """Where a relation holds."""

    GLOBAL = "global"
    COUNTRY = "country"


class Bilingual(_Model):
    """The same text in Simplified Chinese and in English; neither may be missing."""

    zh: Text
    en: Text


class Phrases(_Model):
    """Words by which people mean something, by language."""

    zh: tuple[Phrase, ...] = ()
    en: tuple[Phrase, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Both languages."""
        return (*self.zh, *self.en)


class Citation(_Model):
    """Where a statement stands."""

    document: DocumentId
    section: Phrase


class Statement(Bilingual):
    """One thing that is said, in the project's own words."""

    situation: Situation | None = None
    """The only situation in which it holds."""
    sources: tuple[Citation, ...] = Field(min_length=1)


class Facet(_Model):
    """One separately answerable aspect of an entry."""

    cues: Phrases = Phrases()
    """Words by which people ask for just this, beside those of the vocabulary."""
    statements: tuple[Statement, ...] = Field(min_length=1)
    follow: Bilingual | None = None
    """Where statements disagree: which to follow, and why."""


class Relation(_Model):
    """A tie to another entry."""

    to: EntryId
    through: EntryId | None = None
    """Who stands between: A answers to C through B."""
    when: Bilingual | None = None
    """The condition under which it holds."""
    situation: Situation | None = None
    level: Level | None = None
    sources: tuple[Citation, ...] = Field(min_length=1)


class Entry(_Model):
    """One thing that people ask about."""

    id: EntryId
    kind: Kind
    name: Bilingual
    abbreviations: tuple[Phrase, ...] = ()
    """Exact tokens: HC is not HCT."""
    aliases: Phrases = Phrases()
    """What people write instead of the name."""
    facets: dict[FacetId, Facet] = Field(min_length=1)
    relations: dict[RelationKind, tuple[Relation, ...]] = Field(default_factory=dict)
    related: tuple[EntryId, ...] = ()
    """Offered as next topics under an answer."""

    @model_validator(mode="after")
    def _fits_a_button(self) -> "Entry":
        # 64 bytes of callback data (https://core.telegram.org/bots/api#inlinekeyboardbutton),
        # less what the bot adds: a letter, two colons and eight bytes of signature.
        for facet in self.facets:
            if len(self.id) + len(facet) > MAX_BUTTON:
                told = f"{self.id} and {facet} have more than {MAX_BUTTON} letters together"
                raise ValueError(f"{told}, too many for a button: shorten the id")
        return self

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that names it: names, abbreviations, aliases."""
        return (self.name.zh, self.name.en, *self.abbreviations, *self.aliases.all)


class FacetKind(_Model):
    """One word of the guarded vocabulary of facets."""

    title: Bilingual
    cues: Phrases = Phrases()
    """Words that ask for this facet of any entry."""
    of: EntryId | None = None
    """The entry that is asked about where a question names none: of refugees, how they are
    responded to."""


class Document(_Model):
    """A document that entries stand on."""

    title: Bilingual
    short: Bilingual
    """How it is named under an answer, where every line counts."""
    publisher: Bilingual
    date: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")] | None = None
    """The date printed on it, as YYYY-MM-DD."""
    dated: Bilingual | None = None
    """What is known of its age where it prints no date."""
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] | None = None
    checked: dt.date
    """When a curator last read it."""


_ABBREVIATION = re.compile(r"[A-Za-z0-9][A-Za-z0-9/&:.+-]*")


def is_abbreviation(text: str) -> bool:
    """Return whether a text is one Latin token in which capitals dominate, such as HC or WASH."""
    capitals = sum(letter.isupper() for letter in text)
    return _ABBREVIATION.fullmatch(text) is not None and capitals * 2 > len(text)


@dataclass(frozen=True, slots=True)
class Card:
    """One facet of one entry: the smallest thing that can be an answer."""

    entry: EntryId
    facet: FacetId
