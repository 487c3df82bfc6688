"""The time limits of a run: which run, until when, and when to remind of them.

They follow from what was done when, so nothing of them is kept, and whatever undoes a step undoes
its clock.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo

from knowledge.guided.models import Clock, Procedure, WordId
from knowledge.guided.run import Result, Run, Status

_HOUR = 3600.0
_DAY = 24 * _HOUR
_NOON = time(12)


@dataclass(frozen=True, slots=True)
class Running:
    """A clock that has been started. Times are seconds since the epoch."""

    id: WordId
    clock: Clock
    since: float
    earliest: float | None
    """When the span begins, where the limit is one."""
    due: float
    ended: float | None
    """When it was stopped."""

    @property
    def reminders(self) -> tuple[float, ...]:
        """When to remind: as the span begins or a quarter before the end, and at the end.

        A day before is early enough for any.
        """
        lead = min(self.clock.hours * _HOUR / 4, _DAY)
        return (self.earliest or self.due - lead, self.due)


def clocks(procedure: Procedure, run: Run, *, zone: tzinfo) -> tuple[Running, ...]:
    """Return every clock that was started, stopped ones too.

    Args:
        procedure: What is run.
        run: Where it stands.
        zone: The time zone in which a date that was entered is meant.
    """
    found = (_running(name, clock, run, zone) for name, clock in procedure.clocks.items())
    return tuple(clock for clock in found if clock is not None)


def ticking(procedure: Procedure, run: Run, *, zone: tzinfo) -> tuple[Running, ...]:
    """Return the clocks that run now; the arguments are those of :func:`clocks`."""
    if run.status is Status.CLOSED:
        return ()
    return tuple(one for one in clocks(procedure, run, zone=zone) if one.ended is None)


def next_reminder(running: Running, *, after: float) -> float | None:
    """Return when to remind of a clock next; None if not any more."""
    return next((moment for moment in running.reminders if moment > after), None)


def _running(name: WordId, clock: Clock, run: Run, zone: tzinfo) -> Running | None:
    started = run.marks.get(clock.starts)
    if started is None or started.result is Result.SKIPPED or clock.unless in run.marks:
        return None
    since = _entered(run.fields.get(clock.since or "", ""), zone) or started.at
    stopped = run.marks.get(clock.stops)
    return Running(
        id=name,
        clock=clock,
        since=since,
        earliest=since + clock.earliest * _HOUR if clock.earliest else None,
        due=since + clock.hours * _HOUR,
        ended=stopped.at if stopped is not None else None,
    )


def _entered(day: str, zone: tzinfo) -> float | None:
    """Return noon of a day: the hour is not known, so it is wrong by half a day at most."""
    if not day:
        return None
    return datetime.combine(date.fromisoformat(day), _NOON, zone).timestamp()
