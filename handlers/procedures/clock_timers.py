"""The timers behind the time limits of a procedure.

They run whether the chat wants reminders or not, so that nothing has to be set anew when it
changes its mind; what is said is decided when one fires, by what holds then.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import tzinfo

from handlers.chats.night import after_night
from handlers.chats.timers import Cancel, Timer, TimerFired
from knowledge.guided.clocks import Running, next_reminder
from knowledge.guided.models import WordId
from knowledge.guided.run import RunId

PREFIX = "clock:"


@dataclass(frozen=True, slots=True)
class ClockTimer:
    """One reminder of one clock."""

    run: RunId
    clock: WordId
    moment: float
    """When it is due, in seconds since the epoch; said later if that is at night."""

    @property
    def name(self) -> str:
        """The name of the timer: a clock has one at a time."""
        return f"{PREFIX}{self.run}:{self.clock}"

    def at(self, chat_id: int, *, now: float, zone: tzinfo) -> Timer:
        """Return the timer that fires at the moment, or now, or after the night."""
        due = after_night(max(self.moment, now), zone)
        data = {"run": self.run, "clock": self.clock, "moment": str(self.moment)}
        return Timer(chat_id, self.name, due, data)


def clock_timer(fired: TimerFired) -> ClockTimer:
    """Return the reminder that a timer stands for."""
    data = fired.data
    return ClockTimer(data["run"], data["clock"], float(data["moment"]))


def reset(
    chat_id: int,
    run: RunId,
    before: Iterable[Running],
    after: Iterable[Running],
    *,
    now: float,
    zone: tzinfo,
) -> Iterator[Timer | Cancel]:
    """Yield what brings the timers of a run in line with its clocks.

    Args:
        chat_id: The chat.
        run: The run.
        before: The clocks that ran.
        after: Those that run now.
        now: Seconds since the epoch.
        zone: The time zone by which it is night.
    """
    running = {clock.id: clock for clock in after}
    known = {clock.id: clock for clock in before}
    for name in known.keys() - running.keys():
        yield Cancel(chat_id, ClockTimer(run, name, 0.0).name)
    for name, clock in running.items():
        if clock != known.get(name):
            yield from follow(chat_id, run, clock, after=now, now=now, zone=zone)


def follow(
    chat_id: int, run: RunId, clock: Running, *, after: float, now: float, zone: tzinfo
) -> Iterator[Timer | Cancel]:
    """Yield the timer of a clock's next reminder after a moment."""
    moment = next_reminder(clock, after=after)
    timer = ClockTimer(run, clock.id, moment or 0.0)
    yield Cancel(chat_id, timer.name) if moment is None else timer.at(chat_id, now=now, zone=zone)
