"""Where a team stands in a procedure, and what may happen to it."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from knowledge.guided.models import Procedure, ProcedureId, StepId, WordId

RunId = Annotated[str, StringConstraints(pattern=r"^[0-9a-z]+$", max_length=13)]

MAX_NOTE = 400
MAX_REASON = 200
MAX_FIELD = 1000
MAX_NOTES = 5
"""Notes a step; with the other limits it bounds what a chat can make the bot keep."""


class _Model(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class Status(StrEnum):
    """Whether a run goes on."""

    OPEN = "open"
    PAUSED = "paused"
    CLOSING = "closing"
    """At the end, or somebody asked to leave: papers or not, then it is closed."""
    CLOSED = "closed"


class Result(StrEnum):
    """How a step was left."""

    DONE = "done"
    SKIPPED = "skipped"
    ANSWERED = "answered"


class Stamp(_Model):
    """When something was done."""

    at: float
    """In seconds since the epoch."""
    by: str = ""
    """The first name of whoever did it, where the chat wants names."""


class Mark(Stamp):
    """What became of a step."""

    result: Result
    reason: str = ""
    """Why it was skipped."""
    option: WordId | None = None
    """What was answered."""


class Run(_Model):
    """One run through a procedure. It says who did what only where the chat wants names."""

    id: RunId
    procedure: ProcedureId
    content: str
    """The content it began or goes on under."""
    step: StepId
    status: Status = Status.OPEN
    complete: bool = False
    """Whether the end was reached."""
    version: int = 0
    """Grows by one with each change."""
    cells: dict[str, int] = {}
    """The version of the last change of each part, for compare-and-set."""
    trail: tuple[StepId, ...] = ()
    """The steps on the way here, without the present one."""
    marks: dict[StepId, Mark] = {}
    ticked: dict[StepId, dict[WordId, Stamp]] = {}
    """In the order of the step's criteria."""
    notes: dict[StepId, tuple[str, ...]] = {}
    fields: dict[WordId, str] = {}
    started: float = 0.0
    changed: float = 0.0


def begin(procedure: Procedure, run_id: RunId, *, now: float) -> Run:
    """Return a new run at the first step."""
    return Run(
        id=run_id,
        procedure=procedure.id,
        content=procedure.content,
        step=procedure.steps[0].id,
        started=now,
        changed=now,
    )


def nameless(run: Run) -> Run:
    """Return a run without the names of who did what."""
    marks = {step: mark.model_copy(update={"by": ""}) for step, mark in run.marks.items()}
    ticked = {
        step: {name: Stamp(at=stamp.at) for name, stamp in stamps.items()}
        for step, stamps in run.ticked.items()
    }
    return run.model_copy(update={"marks": marks, "ticked": ticked})
