"""What an event changes at the step where a run stands."""

from typing import Any, assert_never

from knowledge.guided.dates import recent_day
from knowledge.guided.events import (
    Answer,
    Back,
    Done,
    Event,
    Exit,
    Export,
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
    Stamp,
    Status,
)

Changes = dict[str, Any]
"""Fields of a run and their new values."""


def step_changes(procedure: Procedure, run: Run, event: Event, stamp: Stamp) -> Changes | Refusal:
    """Return what an event changes at an open step, or why nothing."""
    step = procedure.by_id[run.step]
    match event:
        case Done():
            return _done(procedure, run, step, stamp)
        case Answer(option):
            to = next((o.to for o in step.options if o.id == option), None)
            mark = _mark(stamp, Result.ANSWERED, option=option)
            return Refusal.NOT_HERE if to is None else _moved(run, to, mark)
        case Skip(reason):
            return _skipped(procedure, run, step, reason.strip(), stamp)
        case Back():
            return _back(run)
        case Tick(criterion, on):
            return _ticked(run, step, criterion, stamp if on else None)
        case Note(text):
            return _noted(run, text.strip())
        case Pause():
            return {"status": Status.PAUSED}
        case Resume() | Exit() | Export() | Fill():
            return Refusal.NOT_HERE
        case _:
            assert_never(event)


def _mark(stamp: Stamp, result: Result, **more: Any) -> Mark:
    return Mark(at=stamp.at, by=stamp.by, result=result, **more)


def _moved(run: Run, to: StepId, mark: Mark) -> Changes:
    marks = run.marks | {run.step: mark}
    if to == END:
        return {"marks": marks, "status": Status.CLOSING, "complete": True}
    trail = (*run.trail, run.step)
    # Around a loop the way back is that of the first time, and what is kept stays bounded.
    trail = trail[: trail.index(to)] if to in trail else trail
    return {"marks": marks, "step": to, "trail": trail}


def _done(procedure: Procedure, run: Run, step: Step, stamp: Stamp) -> Changes | Refusal:
    if step.options:
        return Refusal.NOT_HERE
    ticked = run.ticked.get(step.id)
    to = step.if_none if step.if_none and not ticked else following(procedure, step)
    return _moved(run, to, _mark(stamp, Result.DONE))


def _skipped(
    procedure: Procedure, run: Run, step: Step, reason: str, stamp: Stamp
) -> Changes | Refusal:
    if step.options:
        return Refusal.NOT_HERE
    if not reason or len(reason) > MAX_REASON:
        return Refusal.TOO_LONG if reason else Refusal.EMPTY
    mark = _mark(stamp, Result.SKIPPED, reason=reason)
    return _moved(run, following(procedure, step), mark)


def _back(run: Run) -> Changes | Refusal:
    if not run.trail:
        return Refusal.NOT_HERE
    *trail, before = run.trail
    # What is gone back to is open again, so that the minutes never tell of a way not taken.
    marks = {step: mark for step, mark in run.marks.items() if step not in {before, run.step}}
    return {"step": before, "trail": tuple(trail), "marks": marks}


def _ticked(run: Run, step: Step, criterion: str, stamp: Stamp | None) -> Changes | Refusal:
    names = [c.id for c in step.criteria]
    stamps = dict(run.ticked.get(step.id, {}))
    if criterion not in names:
        return Refusal.NOT_HERE
    if (criterion in stamps) is (stamp is not None):
        return Refusal.STALE
    if stamp is None:
        del stamps[criterion]
    else:
        stamps[criterion] = stamp
    ordered = {name: stamps[name] for name in names if name in stamps}
    return {"ticked": run.ticked | {step.id: ordered}}


def _noted(run: Run, text: str) -> Changes | Refusal:
    notes = run.notes.get(run.step, ())
    if not text or len(text) > MAX_NOTE:
        return Refusal.TOO_LONG if text else Refusal.EMPTY
    if len(notes) >= MAX_NOTES:
        return Refusal.FULL
    return {"notes": run.notes | {run.step: (*notes, text)}}


def filled(procedure: Procedure, run: Run, event: Fill, now: float) -> Changes | Refusal:
    """Return what filling in a field changes, or why nothing."""
    text = event.text.strip()
    if event.field not in procedure.fields or run.status is Status.CLOSING:
        return Refusal.NOT_HERE
    if len(text) > MAX_FIELD:
        return Refusal.TOO_LONG
    if text and procedure.fields[event.field].date:
        day = recent_day(text, now)
        if day is None:
            return Refusal.NOT_A_DATE
        text = day.isoformat()
    kept = {name: value for name, value in run.fields.items() if name != event.field}
    return {"fields": kept | ({event.field: text} if text else {})}
