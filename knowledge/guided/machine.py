"""The state machine of a guided procedure: a run and an event give a run.

Pure: no clock, no chat. Who presses an old button, or the same one twice, changes nothing: each
part of a run (the position, each tick, each field) remembers the version of its last change, and
an event that was made on an older screen than that is refused. So two people who tick different
criteria at once both count, and two who press Done at once move one step.
"""

from dataclasses import dataclass

from knowledge.guided.events import Back, Event, Exit, Export, Fill, Note, Refusal, Resume, Tick
from knowledge.guided.models import Procedure
from knowledge.guided.moves import Changes, filled, step_changes
from knowledge.guided.run import Run, Stamp, Status

POSITION = "step"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an event brought about."""

    run: Run
    refusal: Refusal | None = None
    """Why nothing changed, if nothing did."""


def advance(
    procedure: Procedure,
    run: Run,
    event: Event,
    *,
    now: float,
    by: str = "",
    seen: int | None = None,
) -> Outcome:
    """Return the run after an event.

    Args:
        procedure: What is run; its content is the run's (see ``migrated``).
        run: Where it stands.
        event: What happened.
        now: Seconds since the epoch.
        by: The first name of whoever did it, if it is to be kept.
        seen: The version of the screen that the event was made on; None for the present one.

    Returns:
        The new run; the old one with a reason if the event changed nothing.
    """
    if run.status is Status.CLOSED:
        return Outcome(run, Refusal.CLOSED)
    if seen is not None and seen < _last_change(run, event):
        return Outcome(run, Refusal.STALE)
    found = _changes(procedure, run, event, Stamp(at=now, by=by))
    if isinstance(found, Refusal):
        return Outcome(run, found)
    version = run.version + 1
    cells = run.cells | {_cell(run, event): version}
    changes = {**found, "version": version, "cells": cells, "changed": now}
    return Outcome(run.model_copy(update=changes))


def migrated(procedure: Procedure, run: Run) -> Run:
    """Return a run under the present content; the same run if it is that already.

    What was entered stays. If the step it stands at is gone, it stands at the last step before
    that is still there.
    """
    if run.content == procedure.content:
        return run
    known = procedure.by_id
    way = [step for step in (*run.trail, run.step) if step in known] or [procedure.steps[0].id]
    changes = {
        "content": procedure.content,
        "step": way[-1],
        "trail": tuple(way[:-1]),
        "marks": {step: mark for step, mark in run.marks.items() if step in known},
        "version": run.version + 1,
        "cells": {POSITION: run.version + 1},
    }
    return run.model_copy(update=changes)


def _cell(run: Run, event: Event) -> str:
    match event:
        case Tick(criterion):
            return f"tick/{run.step}/{criterion}"
        case Note():
            return f"note/{run.step}"
        case Fill(field):
            return f"field/{field}"
        case _:
            return POSITION


def _last_change(run: Run, event: Event) -> int:
    own = run.cells.get(_cell(run, event), 0)
    # A field may be filled in when the step has passed; a tick or a note belongs to its step.
    return own if isinstance(event, Fill) else max(own, run.cells.get(POSITION, 0))


def _changes(procedure: Procedure, run: Run, event: Event, stamp: Stamp) -> Changes | Refusal:
    if isinstance(event, Fill):
        return filled(procedure, run, event, stamp.at)
    if isinstance(event, Exit):
        return {"status": Status.CLOSED if run.status is Status.CLOSING else Status.CLOSING}
    if run.status is Status.PAUSED:
        return {"status": Status.OPEN} if isinstance(event, Resume) else Refusal.NOT_HERE
    if run.status is Status.CLOSING:
        if isinstance(event, Export):
            return {}
        back = isinstance(event, Back)
        return {"status": Status.OPEN, "complete": False} if back else Refusal.NOT_HERE
    return step_changes(procedure, run, event, stamp)
