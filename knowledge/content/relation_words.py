"""How relations are said, and what asks for a whole chain of them: part of the vocabulary."""

from pydantic import BaseModel, ConfigDict, Field

from knowledge.models import Bilingual, EntryId, FacetId, Phrases, RelationKind


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ChainWords(_Model):
    """How a whole chain of relations is asked for and headed."""

    title: Bilingual
    cues: Phrases
    """Words that ask for the chain of one entry, or between two."""
    between: Phrases = Phrases()
    """Words that ask for it only where they stand between the names of two entries."""
    unstated: Bilingual | None = None
    """What is said where the chain does not begin with the entry itself, with ``{name}``."""


class Verdicts(_Model):
    """How it is asked whether a relation holds, and what is said to that."""

    verbs: dict[RelationKind, Phrases]
    """Words that say a relation, in either direction."""
    asking: Phrases
    """Words that make a question of it."""
    filling: Phrases
    """Words that change nothing."""
    open: Phrases
    """Words that ask for more than yes or no."""
    lead_agency: tuple[EntryId, ...] = ()
    """The entries that tell what it is to lead: whether an agency is one is asked of it alone."""
    yes: Bilingual
    may: Bilingual
    may_not: Bilingual
    not_globally: Bilingual
    """Another one leads, as far as the global level goes."""
    indirect: Bilingual
    """Not to it, but to one that answers to it."""
    unsaid: Bilingual
    """No document says so, though they say whom it answers to."""


class LeadQuestionWords(_Model):
    """How the whole table of lead agencies is asked, and what is said to that."""

    entry: EntryId
    facet: FacetId
    """Under which card the whole table is told of."""
    which: Phrases
    """Words without which it is no such question."""
    most: Phrases
    """Words that ask who leads the most."""
    not_: Phrases = Field(alias="not")
    """Words that ask for what an agency does not lead."""
    further: Phrases
    """Words that ask for more than the cluster talked of."""
    which_clusters: Phrases
    """Words that ask for clusters, not for agencies."""
    count: Bilingual
    """With ``{name}``, ``{count}`` and ``{clusters}``."""
    others: Bilingual
    """With ``{name}``, the ``{clusters}`` it leads, and the ``{others}``."""


class Ends(_Model):
    """What is said of what is tied to an entry by a relation, on either side; with ``{name}``."""

    of: Bilingual
    """What it does: whom it appoints."""
    by: Bilingual
    """What is done to it: who appoints it."""


class OneEndWords(_Model):
    """How it is asked what stands at the other end of a relation: who appoints A, or whom A."""

    who: Phrases
    """Words that ask for the other end."""
    by: Phrases
    """What stands before whoever does it."""
    to: Phrases
    """What stands before whom it is done to."""
    giving: Phrases
    """What says that the one named before it gives: "what support does OCHA give"."""
    filling: Phrases
    """Words that change nothing, beside those of yes and no."""
    verbs: dict[RelationKind, Phrases]
    """Words that say a relation, said of who holds it."""
    reversed_: dict[RelationKind, Phrases] = Field(alias="reversed")
    """Words that say it of who stands at its other end: who oversees is answered to."""
    nouns: dict[RelationKind, Phrases]
    """Words for who holds it, with the 的 before which the other end stands."""
    given: dict[RelationKind, Phrases]
    """Words for what is done, with the 的 before which whoever does it stands."""
    said: dict[RelationKind, Ends]
    """How it is told."""


class RelationWords(_Model):
    """How relations are said and asked for."""

    titles: dict[RelationKind, Bilingual]
    """Read between two names."""
    chain: ChainWords
    """Whom an entry answers to, up to the top."""
    path: ChainWords
    """How two entries are tied at all."""
    tie: Phrases = Phrases()
    """Words that ask how two entries stand to each other."""
    yes_no: Verdicts
    """Whether a relation holds."""
    lead_questions: LeadQuestionWords
    """What is asked of all lead agencies together."""
    one_end: OneEndWords
    """What stands at the other end of a relation."""
