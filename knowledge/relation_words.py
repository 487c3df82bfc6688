"""How relations are said, and what asks for a whole chain of them: part of the vocabulary."""

from pydantic import BaseModel, ConfigDict

from knowledge.models import Bilingual, Phrases, RelationKind


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


class RelationWords(_Model):
    """How relations are said and asked for."""

    titles: dict[RelationKind, Bilingual]
    """Read between two names."""
    chain: ChainWords
    """Whom an entry answers to, up to the top."""
    path: ChainWords
    """How two entries are tied at all."""
