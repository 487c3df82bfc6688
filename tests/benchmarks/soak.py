"""Ask the whole bot for a long time while things go wrong, and see what grows.

``python -m tests.benchmarks.soak --minutes 60``: ``coordbot run`` as it is deployed, on SQLite,
against the stand-in, 20 real questions a second from 4,000 chats. Telegram fails as in the fault
matrix: 502s, answers that are lost after the work was done, 429s, closed connections, updates that
cannot be parsed. Told in the end: the slope of memory and of open files after the first fifth,
what was lost, what came twice, and how long people waited.
"""

import argparse
import asyncio
import contextlib
import json
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.quality.evaluation import read_questions
from tests.benchmarks.measured import EVALUATION
from tests.benchmarks.process import Process, starting
from tests.bot.script import Call, Fault
from tests.bot.standin import StandIn, refusal

RATE = 20.0
CHATS = 4000
WARM_UP = 0.2
"""The share of the time that is left out: caches fill."""
SAMPLE_SECONDS = 10.0
POISON_SECONDS = 30.0
SHARES = {"502": 0.03, "lost": 0.01, "429": 0.01, "reset": 0.01}
"""Of the messages, by what goes wrong with them."""
POLLS = 0.1
"""So much of it goes wrong with polls: one that fails delays everybody."""


@dataclass
class Faulty(StandIn):
    """A stand-in that fails by chance, and remembers how long each question waited."""

    chance: random.Random = field(default_factory=lambda: random.Random(0))
    asked: dict[int, list[float]] = field(default_factory=dict)
    """When what is not answered yet was asked, by chat."""
    took: list[float] = field(default_factory=list)
    twice: int = 0
    failures: Counter[str] = field(default_factory=Counter)
    well: bool = False
    """Nothing goes wrong any more."""

    def ask(self, question: str, chat: int) -> None:
        self.asked.setdefault(chat, []).append(time.monotonic())
        self.say(question, chat=chat, date=int(time.time()))

    @property
    def unanswered(self) -> int:
        return sum(map(len, self.asked.values()))

    def _fault(self, call: Call) -> Fault | None:
        if self.well or call.method == "getMe":
            return None
        roll = self.chance.random() / (POLLS if call.method == "getUpdates" else 1.0)
        for name, share in SHARES.items():
            if roll < share:
                self.failures[name] += 1
                return _fault(name)
            roll -= share
        return None

    async def _carry_out(self, call: Call) -> object:
        result = await super()._carry_out(call)
        if call.method == "sendMessage":
            self.calls.clear()  # an hour of them would be the largest thing in memory
            waiting = self.asked.get(call.chat)
            if waiting:
                self.took.append(time.monotonic() - waiting.pop(0))
            else:
                self.twice += 1
        return result


def _fault(name: str) -> Fault:
    match name:
        case "502":
            return Fault(502, b"<html>Bad Gateway</html>")
        case "lost":
            return Fault(lost=True)
        case "429":
            return refusal(429, "Too Many Requests: retry after 1", retry_after=1)
        case _:
            return Fault(reset=True)


@dataclass
class Sample:
    """What the process held at a moment."""

    seconds: float
    memory: float
    files: int


async def _ask(telegram: Faulty, seconds: float) -> int:
    """Ask at an even pace; return how many questions that were."""
    # Commands and buttons are another matter; a question has one answer.
    questions = [q.q for q in read_questions(EVALUATION) if len(q.q) < 300]
    started, count, poisoned = time.monotonic(), 0, 0
    while (passed := time.monotonic() - started) < seconds:
        while count < passed * RATE:
            telegram.ask(telegram.chance.choice(questions), 1 + count % CHATS)
            count += 1
        if passed > poisoned * POISON_SECONDS:
            telegram.push(message={"message_id": "no number", "chat": {"id": 0}})
            poisoned += 1
        await asyncio.sleep(1 / RATE)
    return count


@contextlib.asynccontextmanager
async def _watching(process: Process) -> AsyncIterator[list[Sample]]:
    samples: list[Sample] = []

    async def watch() -> None:
        started = time.monotonic()
        while True:
            seconds = time.monotonic() - started
            samples.append(Sample(seconds, process.memory, process.files))
            await asyncio.sleep(SAMPLE_SECONDS)

    task = asyncio.create_task(watch())
    try:
        yield samples
    finally:
        task.cancel()


def slope(samples: list[Sample]) -> float:
    """Return by how many MiB an hour memory grows: the line of least squares."""
    line = statistics.linear_regression(
        [sample.seconds for sample in samples], [sample.memory for sample in samples]
    )
    return line.slope * 3600


async def soak(minutes: float) -> dict[str, object]:
    """Ask for some minutes and return the figures."""
    telegram = Faulty()
    with tempfile.TemporaryDirectory() as folder:
        async with starting(telegram, Path(folder)) as process:
            idle = process.memory
            before = process.cpu
            async with _watching(process) as samples:
                count = await _ask(telegram, minutes * 60)
            cpu = process.cpu - before
            telegram.well = True
            with contextlib.suppress(TimeoutError):
                await telegram.until(lambda: telegram.unanswered == 0, seconds=120)
    late = [s for s in samples if s.seconds >= minutes * 60 * WARM_UP]
    cuts = statistics.quantiles(telegram.took, n=100)
    return {
        "minutes": minutes,
        "questions": count,
        "failed calls": dict(telegram.failures),
        "lost": telegram.unanswered,
        "answered twice": telegram.twice,
        "p50, p95, p99 s": [round(cuts[n], 3) for n in (49, 94, 98)],
        "cpu ms a question": round(cpu / count * 1000, 2),
        "memory MiB, idle": round(idle, 1),
        "memory MiB, each tenth of the time": [round(m, 1) for m in _tenths(samples)],
        "memory MiB an hour": round(slope(late), 2),
        "open files, fewest and most": [min(s.files for s in late), max(s.files for s in late)],
        "log": _events(process.program.said),
    }


def _tenths(samples: list[Sample]) -> list[float]:
    """Return what memory was on average in each tenth of the time."""
    step = max(1, len(samples) // 10)
    parts = [samples[n : n + step] for n in range(0, step * 10, step)]
    return [statistics.fmean(sample.memory for sample in part) for part in parts if part]


def _events(log: str) -> dict[str, int]:
    counted: Counter[str] = Counter()
    for line in log.splitlines():
        with contextlib.suppress(json.JSONDecodeError):
            counted[json.loads(line)["event"]] += 1
    return dict(counted.most_common())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0)
    minutes = parser.parse_args().minutes
    sys.stdout.write(json.dumps(asyncio.run(soak(minutes)), indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
