"""What an event changes at the step where a run stands."""

from typing import Any, assert_never

from knowledge.guided.events import (
    Answer,
    Back,
    Done,
    Event,
    Exit,
    Fill,
    Note,
    Pause,
    Refusal,
    Resume,
    Skip,
    Tick,
)
from knowledge.guided.graph import following
from knowledge.guided.models import END, Procedure, Step, StepId
from knowledge.guided.run import (
    MAX_FIELD,
    MAX_NOTE,
    MAX_NOTES,
    MAX_REASON,
    Mark,
    Result,
    Run,
    Status,
)

Changes = dict[str, Any]
"""Fields of a run and their new values."""


def step_changes(procedure: Procedure, run: Run, event: Event, now: float) -> Changes | Refusal:
    """Return what an event changes at an open step, or why nothing."""
    step = procedure.by_id[run.step]
    match event:
        case Done():
            return _done(procedure, run, step, now)
        case Answer(option):
            to = next((o.to for o in step.options if o.id == option), None)
            mark = Mark(result=Result.ANSWERED, at=now, option=option)
            return Refusal.NOT_HERE if to is None else _moved(run, to, mark)
        case Skip(reason):
            return _skipped(procedure, run, step, reason.strip(), now)
        case Back():
            return _back(run)
        case Tick(criterion, on):
            return _ticked(run, step, criterion, on=on)
        case Note(text):
            return _noted(run, text.strip())
        case Pause():
            return {"status": Status.PAUSED}
        case Resume() | Exit() | Fill():
            return Refusal.NOT_HERE
        case _:
            assert_never(event)


def _moved(run: Run, to: StepId, mark: Mark) -> Changes:
    marks = run.marks | {run.step: mark}
    if to == END:
        return {"marks": marks, "status": Status.CLOSING, "complete": True}
    trail = (*run.trail, run.step)
    # Around a loop the way back is that of the first time, and what is kept stays bounded.
    trail = trail[: trail.index(to)] if to in trail else trail
    return {"marks": marks, "step": to, "trail": trail}


def _done(procedure: Procedure, run: Run, step: Step, now: float) -> Changes | Refusal:
    if step.options:
        return Refusal.NOT_HERE
    ticked = run.ticks.get(step.id)
    to = step.if_none if step.if_none and not ticked else following(procedure, step)
    return _moved(run, to, Mark(result=Result.DONE, at=now))


def _skipped(
    procedure: Procedure, run: Run, step: Step, reason: str, now: float
) -> Changes | Refusal:
    if step.options:
        return Refusal.NOT_HERE
    if not reason or len(reason) > MAX_REASON:
        return Refusal.TOO_LONG if reason else Refusal.EMPTY
    mark = Mark(result=Result.SKIPPED, at=now, reason=reason)
    return _moved(run, following(procedure, step), mark)


def _back(run: Run) -> Changes | Refusal:
    if not run.trail:
        return Refusal.NOT_HERE
    *trail, before = run.trail
    # What is gone back to is open again, so that the minutes never tell of a way not taken.
    marks = {step: mark for step, mark in run.marks.items() if step not in {before, run.step}}
    return {"step": before, "trail": tuple(trail), "marks": marks}


def _ticked(run: Run, step: Step, criterion: str, *, on: bool) -> Changes | Refusal:
    names = [c.id for c in step.criteria]
    ticked = set(run.ticks.get(step.id, ()))
    if criterion not in names or (criterion in ticked) is on:
        return Refusal.NOT_HERE if criterion not in names else Refusal.STALE
    ticked ^= {criterion}
    return {"ticks": run.ticks | {step.id: tuple(name for name in names if name in ticked)}}


def _noted(run: Run, text: str) -> Changes | Refusal:
    notes = run.notes.get(run.step, ())
    if not text or len(text) > MAX_NOTE:
        return Refusal.TOO_LONG if text else Refusal.EMPTY
    if len(notes) >= MAX_NOTES:
        return Refusal.FULL
    return {"notes": run.notes | {run.step: (*notes, text)}}


def filled(procedure: Procedure, run: Run, event: Fill) -> Changes | Refusal:
    """Return what filling in a field changes, or why nothing."""
    text = event.text.strip()
    if event.field not in procedure.fields or run.status is Status.CLOSING:
        return Refusal.NOT_HERE
    if len(text) > MAX_FIELD:
        return Refusal.TOO_LONG
    kept = {name: value for name, value in run.fields.items() if name != event.field}
    return {"fields": kept | ({event.field: text} if text else {})}
