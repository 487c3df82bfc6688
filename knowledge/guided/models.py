"""What a guided procedure is: the classes are the documentation of its file."""

import hashlib
from enum import StrEnum
from functools import cached_property
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from knowledge.guided.place import Place
from knowledge.models import Bilingual, Citation, EntryId, FacetId

ProcedureId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=32)]
StepId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=20)]
WordId = Annotated[str, StringConstraints(pattern=r"^[a-z]+(_[a-z]+)*$", max_length=16)]
"""The name of an option, a criterion or a field; short, for it stands in callback data."""

END = "end"
"""Where the last step leads; no step may be called so."""


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Said(Bilingual):
    """One thing a step says."""

    sources: tuple[Citation, ...] = ()
    """Where it stands, if not where the step does."""


class Stage(StrEnum):
    """Where a step belongs; only the main steps are numbered."""

    BEFORE = "before"
    MAIN = "main"
    AFTER = "after"


class AspectKind(StrEnum):
    """What is told of a step beside what to do, in the order in which it is shown."""

    DEADLINE = "deadline"
    WHO = "who"
    WITH_WHOM = "with_whom"
    BASIS = "basis"
    OUTCOME = "outcome"
    CAUTION = "caution"
    EXCEPTION = "exception"
    DIFFERS = "differs"


class Option(_Model):
    """An answer to the question of a step, and where it leads."""

    id: WordId
    label: Bilingual
    to: StepId


class Criterion(_Model):
    """Something to tick."""

    id: WordId
    text: Said


class Asked(_Model):
    """A field that the papers need."""

    label: Bilingual
    hint: Bilingual
    """What to write, with an example of the form."""
    lines: bool = False
    """Whether it holds one thing a line."""
    date: bool = False
    """Whether it holds a date, from which a clock may run."""


class Clock(_Model):
    """A time limit that runs from one step to another."""

    label: Bilingual
    """What has to happen in time."""
    starts: StepId
    """Doing this step starts it."""
    stops: StepId
    """Leaving this step ends it."""
    hours: Annotated[int, Field(ge=1, le=24 * 92)]
    """How long it runs."""
    earliest: Annotated[int, Field(ge=1)] | None = None
    """Where the limit is a span, such as 5 to 7 days: after how many hours the span begins."""
    about: bool = False
    """Whether the documents give it as about so long."""
    since: WordId | None = None
    """The field with the date from which it runs, where one is filled in."""
    unless: StepId | None = None
    """On a way through this step there is no such limit."""
    sources: tuple[Citation, ...] = Field(min_length=1)


class Step(_Model):
    """One step."""

    id: StepId
    stage: Stage = Stage.MAIN
    title: Bilingual
    do: tuple[Said, ...] = ()
    """What to do, each a line on the screen."""
    who: Said | None = None
    with_whom: Said | None = None
    basis: Said | None = None
    outcome: Said | None = None
    deadline: Said | None = None
    caution: Said | None = None
    exception: Said | None = None
    differs: Said | None = None
    """Where the documents differ, and which to follow."""
    options: tuple[Option, ...] = ()
    """Answers to the question that the title puts; one of them is the way on."""
    criteria: tuple[Criterion, ...] = ()
    if_none: StepId | None = None
    """Where the way leads if no criterion is ticked."""
    fields: tuple[WordId, ...] = ()
    links: tuple[EntryId, ...] = ()
    """Entries that tell more."""
    sources: tuple[Citation, ...] = Field(min_length=1)
    next: StepId | None = None
    """The step after it, if not the next one of the file."""

    @property
    def aspects(self) -> tuple[tuple[AspectKind, Said], ...]:
        """What is told of it beside what to do."""
        pairs = ((kind, getattr(self, kind)) for kind in AspectKind)
        return tuple((kind, said) for kind, said in pairs if said is not None)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Everything it stands on, each once."""
        said = (*self.do, *(said for _, said in self.aspects), *(c.text for c in self.criteria))
        return tuple(dict.fromkeys((*self.sources, *(c for s in said for c in s.sources))))


class Block(_Model):
    """A piece of a paper: a text, or else exactly one of the others."""

    text: Bilingual | None = None
    """A paragraph; ``{field}`` stands for what was entered, ``{_}`` for what the writer adds."""
    place: Place = Place.BODY
    """Where the paragraph stands."""
    bullets: WordId | None = None
    """A field as a list, one point a line."""
    ticked: StepId | None = None
    """The criteria ticked at a step, as a list."""
    table: tuple[WordId, ...] = ()
    """Fields side by side: the first lines make the first row, and so on."""


class Paper(_Model):
    """A paper that comes out of a procedure, beside the minutes."""

    id: WordId
    title: Bilingual
    needs: StepId
    """The step that must have been taken."""
    blocks: tuple[Block, ...] = Field(min_length=1)
    sources: tuple[Citation, ...] = Field(min_length=1)
    """Where it stands what it has to say."""


class Procedure(_Model):
    """One guided procedure."""

    id: ProcedureId
    name: Bilingual
    purpose: Bilingual
    """One line for the list of procedures."""
    order: Annotated[int, Field(ge=1, le=99)]
    """Its place in the list."""
    offered_with: dict[EntryId, tuple[FacetId, ...]] = Field(default_factory=dict)
    """The answers under which it can be started: the facets, by entry."""
    fields: dict[WordId, Asked] = Field(default_factory=dict)
    steps: tuple[Step, ...] = Field(min_length=1)
    clocks: dict[WordId, Clock] = Field(default_factory=dict)
    papers: tuple[Paper, ...] = ()

    @cached_property
    def by_id(self) -> dict[StepId, Step]:
        """The steps by their ids."""
        return {step.id: step for step in self.steps}

    @cached_property
    def content(self) -> str:
        """A short hash: equal content, equal hash."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:10]
