"""A surge, simulated: 100,000 people within an hour, over replicas and bots.

What other benchmarks measure goes in (``Costs``); out come how long people wait, and for what.
People come ever faster for ten minutes, then ever slower. Each asks, reads the answer for half a
minute, and asks again or goes: two questions on average. Bots are asked evenly; all replicas serve
all bots. Not in the model: people who ask again because no answer comes, which makes what is full
fuller.
"""

import random
import statistics
from collections import Counter, defaultdict
from collections.abc import Generator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import product
from operator import itemgetter
from typing import Any

import simpy
from rich.console import Console

from bot.delivery.outgoing.limits import OVERALL
from tests.benchmarks.measured import table

PEOPLE = 100_000
SECONDS = 3600.0
PEAK = 600.0
QUESTIONS = 2.0
READING = 30.0
PATIENCE = 10.0
"""Who waits longer thinks that nobody answers."""
REPLICAS = (1, 3, 10)
BOTS = (1, 2, 5, 10, 20)
TELEGRAM, REPLICA, DATABASE = "Telegram", "replicas", "PostgreSQL"


@dataclass(frozen=True, slots=True)
class Costs:
    """What one question takes, in seconds."""

    replica: float = 0.008
    """Of a core, at worst: ``python -m tests.benchmarks delivery``, the whole bot where every
    question is new (7.4 ms), and what PostgreSQL takes more than SQLite (0.7 ms)."""
    database: float = 0.001
    """Of a core of PostgreSQL, in the same run, rounded up."""
    database_cores: int = 4
    send: float = OVERALL.period
    """Between two messages of a bot: what Telegram allows, not a cost of ours."""


COSTS = Costs()


@dataclass
class Outcome:
    """What people saw."""

    waits: list[float] = field(default_factory=list)
    """From question to answer, in seconds."""
    at: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    """Seconds spent in the queue of each place, all people together."""
    by_minute: Counter[int] = field(default_factory=Counter)
    """Questions handled in each minute."""
    last: float = 0.0
    """When the last answer was out, in seconds after the hour began."""

    @property
    def in_time(self) -> float:
        """The share of the questions that were answered before patience ended."""
        return sum(wait <= PATIENCE for wait in self.waits) / len(self.waits)

    @property
    def fullest(self) -> str:
        """Where people waited; nowhere if less than a second each."""
        place, seconds = max(self.at.items(), key=itemgetter(1))
        return place if seconds / len(self.waits) >= 1 else "–"

    def busy(self, seconds: float, servers: int) -> float:
        """Return the share of some servers that is taken in the fullest minute."""
        return max(self.by_minute.values()) * seconds / 60 / servers

    def percentile(self, percent: int) -> float:
        """Return the wait that so many of a hundred do not exceed."""
        return statistics.quantiles(self.waits, n=100)[percent - 1]


class Surge:
    """One simulated hour, and what is left to do after it."""

    def __init__(self, *, replicas: int, bots: int, costs: Costs, seed: int = 0) -> None:
        self._clock = simpy.Environment()
        self._costs = costs
        self._chance = random.Random(seed)
        self._replicas = simpy.Resource(self._clock, capacity=replicas)
        self._database = simpy.Resource(self._clock, capacity=costs.database_cores)
        self._free = [0.0] * bots
        """When each bot may send again."""
        self._outcome = Outcome()

    def run(self, people: int) -> Outcome:
        """Let people come, and return when the last has gone."""
        for number in range(people):
            come = self._chance.triangular(0, SECONDS, PEAK)
            self._clock.process(self._person(come, number % len(self._free)))
        self._clock.run()
        self._outcome.last = self._clock.now
        return self._outcome

    def _person(self, come: float, bot: int) -> Generator[simpy.Event, Any, None]:
        yield self._clock.timeout(come)
        while True:
            asked = self._clock.now
            self._outcome.by_minute[int(asked // 60)] += 1
            yield from self._served(REPLICA, self._replicas, self._costs.replica)
            yield from self._served(DATABASE, self._database, self._costs.database)
            yield self._sent(bot)
            self._outcome.waits.append(self._clock.now - asked)
            if self._chance.random() < 1 / QUESTIONS:
                return
            yield self._clock.timeout(self._chance.expovariate(1 / READING))

    def _served(
        self, name: str, place: simpy.Resource, seconds: float
    ) -> Generator[simpy.Event, Any, None]:
        queued = self._clock.now
        with place.request() as turn:
            yield turn
            self._outcome.at[name] += self._clock.now - queued
            yield self._clock.timeout(seconds)

    def _sent(self, bot: int) -> simpy.Event:
        # In turn and evenly spaced, so the moment is known without waiting in a queue.
        now = self._clock.now
        moment = max(now, self._free[bot])
        self._free[bot] = moment + self._costs.send
        self._outcome.at[TELEGRAM] += moment - now
        return self._clock.timeout(moment - now)


def _simulated(pair: tuple[int, int]) -> list[str]:
    bots, replicas = pair
    seen = Surge(replicas=replicas, bots=bots, costs=COSTS).run(PEOPLE)
    waits = [f"{seen.percentile(percent):.1f}" for percent in (50, 95, 99)]
    busy = [seen.busy(COSTS.replica, replicas), seen.busy(COSTS.database, COSTS.database_cores)]
    return [
        f"{bots}, {replicas}",
        *waits,
        f"{seen.in_time:.0%}",
        f"{seen.last / 60:.0f} min",
        *(f"{share:.0%}" for share in busy),
        seen.fullest,
    ]


def main() -> None:
    """Simulate every pair of replicas and bots, one on each core, and print the table."""
    console = Console()
    times = ("p50 s", "p95 s", "p99 s", f"within {PATIENCE:.0f} s", "last answer")
    shown = table("bots, replicas", *times, "replicas", "PostgreSQL", "waited for")
    with ProcessPoolExecutor() as pool:
        for row in pool.map(_simulated, product(BOTS, REPLICAS)):
            shown.add_row(*row)
    console.print(shown)
    console.print(COSTS)
