"""What it costs to lose nothing: CPU, latency and memory beside bare echo bots, in one run.

All bots run at once and are asked in turns: a host that is slow for a minute is slow for them all.
"""

import asyncio
import contextlib
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass, field
from operator import truediv
from pathlib import Path

from rich.console import Console

from knowledge.quality.evaluation import read_questions
from tests.benchmarks.echo import AIOGRAM
from tests.benchmarks.measured import EVALUATION, FURTHER, table
from tests.bot.standin import StandIn, standing_in
from tests.bot.timed import TimedByChat
from tests.postgresql import Server, serving

ROOT = Path(__file__).parents[2]
TICKS = os.sysconf("SC_CLK_TCK")
WARM_UP = 200
BURST = 700
"""Questions at once; so many bursts of them that each known question is asked about once."""
ROUNDS = 6
PACED_SECONDS = 8
RATES = (10, 30)
"""Questions a second, where they come evenly."""
CHATS = 500
MOST_ASKED = 50
"""So many different questions where many ask the same: after a meeting, an appeal, a disaster."""
SHARING_SECONDS = 8.0
"""Until the last of several replicas has taken its part."""


@dataclass(frozen=True)
class Contestant:
    """A bot, and what it is asked."""

    name: str
    arguments: list[str]
    questions: Sequence[str]
    before: int = WARM_UP
    """So many are asked before it is measured."""
    replicas: int = 1
    server: Server | None = None


@dataclass
class Measured:
    """What a running bot took."""

    bot: Contestant
    telegram: TimedByChat
    pids: list[int]
    chance: random.Random = field(default_factory=lambda: random.Random(0))
    waiting: list[str] = field(default_factory=list)
    """Questions not asked yet, in an order of chance; each is asked before one is again."""
    per_second: list[float] = field(default_factory=list)
    """By burst."""
    cpu: list[float] = field(default_factory=list)
    """Milliseconds a question, of all processes of the bot, by burst."""
    server: list[float] = field(default_factory=list)
    """The same of the database server."""
    paced: dict[int, tuple[float, float, float, float]] = field(default_factory=dict)
    """By questions a second: p50, p95, p99 and CPU, in milliseconds."""
    memory: float = 0.0
    """Of the largest of its processes in the end, in MiB."""

    async def burst(self) -> None:
        """Ask as fast as it goes."""
        servers = self.bot.server.pids if self.bot.server else []
        before, server_before, started = _cpu(self.pids), _cpu(servers), time.perf_counter()
        await self.ask(BURST, rate=0.0)
        self.per_second.append(BURST / (time.perf_counter() - started))
        self.cpu.append((_cpu(self.pids) - before) / BURST * 1000)
        self.server.append((_cpu(servers) - server_before) / BURST * 1000)

    async def pace(self, rate: int) -> None:
        """Ask evenly."""
        before, count = _cpu(self.pids), rate * PACED_SECONDS
        await self.ask(count, rate=float(rate))
        cpu = (_cpu(self.pids) - before) / count * 1000
        cuts = statistics.quantiles(self.telegram.took[-count:], n=100)
        self.paced[rate] = cuts[49] * 1000, cuts[94] * 1000, cuts[98] * 1000, cpu

    async def ask(self, count: int, *, rate: float) -> None:
        """Ask so many questions, so many a second; 0 is all at once."""
        first = len(self.telegram.took)
        for number in range(first, first + count):
            self.telegram.ask(self._next(), chat=1 + number % CHATS)
            if rate:
                await asyncio.sleep(1 / rate)
        await self.telegram.until(lambda: len(self.telegram.took) == first + count, seconds=120)

    def _next(self) -> str:
        if not self.waiting:
            self.waiting = self.chance.sample(self.bot.questions, len(self.bot.questions))
        return self.waiting.pop()


async def measure(contestants: Sequence[Contestant]) -> list[Measured]:
    """Run bots and ask them in turns."""
    async with contextlib.AsyncExitStack() as running:
        bots = [await running.enter_async_context(_running(one)) for one in contestants]
        for bot in bots:
            await bot.ask(bot.bot.before, rate=100.0)
        for _ in range(ROUNDS):
            for bot in bots:
                await bot.burst()
        for rate in RATES:
            for bot in bots:
                await bot.pace(rate)
        for bot in bots:
            bot.memory = max(map(_memory, bot.pids))
        return bots


def _questions(files: Iterable[Path]) -> list[str]:
    """Return what people ask: different questions, thousands in all files together."""
    return list(dict.fromkeys(one.q for one in read_questions(files) if len(one.q) < 300))


@contextlib.asynccontextmanager
async def _running(bot: Contestant) -> AsyncIterator[Measured]:
    telegram = TimedByChat()
    async with standing_in(telegram), _processes(telegram, bot) as pids:
        yield Measured(bot, telegram, pids)


@contextlib.asynccontextmanager
async def _processes(telegram: StandIn, bot: Contestant) -> AsyncIterator[list[int]]:
    kind, *rest = bot.arguments
    processes = [
        await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.benchmarks.echo",
            *(kind, telegram.url, *rest),
            cwd=ROOT,
            stderr=asyncio.subprocess.DEVNULL,
        )
        for _ in range(bot.replicas)
    ]
    try:
        await telegram.until(lambda: bool(telegram.polls), seconds=90)
        if bot.replicas > 1:
            await asyncio.sleep(SHARING_SECONDS)
        yield [process.pid for process in processes]
    finally:
        for process in processes:
            process.kill()
            await process.wait()


def _cpu(pids: list[int]) -> float:
    """Return the seconds of the processor that processes and their ended children took."""
    ticks = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        ticks += sum(int(field) for field in fields[11:15])
    return ticks / TICKS


def _memory(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _row(one: Measured, base: Measured) -> list[str]:
    # Of each round: the host may have been faster or slower in another.
    ratio = statistics.median(map(truediv, one.per_second, base.per_second))
    paced = [
        f"{p50:.1f}, {p95:.1f}, {p99:.1f} ({cpu:.2f})" for p50, p95, p99, cpu in one.paced.values()
    ]
    return [
        one.bot.name,
        f"{statistics.median(one.per_second):.0f}",
        f"{ratio:.2f}",
        f"{statistics.median(one.cpu):.2f}",
        *paced,
        f"{one.memory:.0f}",
        f"{statistics.median(one.server):.2f}" if one.bot.server else "",
    ]


def _contestants(folder: Path, server: Server) -> list[Contestant]:
    """Return the bare bots, the whole one with two loads, and an echo with our delivery."""
    questions, common = _questions([*EVALUATION, *FURTHER]), _questions(EVALUATION)
    found = [Contestant("bare echo", ["bare"], questions)]
    if Path(AIOGRAM).exists():
        found.append(Contestant("bare echo, aiogram", ["aiogram"], questions))
    for name, asked, before in (
        (f"{len(questions)} questions, each for the first time", questions, WARM_UP),
        (f"{len(common)} questions, asked before", common, len(common)),
        (f"{MOST_ASKED} questions", common[:MOST_ASKED], WARM_UP),
    ):
        database = f"sqlite:///{folder}/{len(asked)}.db"
        found.append(Contestant(f"whole bot, {name}", ["whole", database], asked, before))
    durable = ["durable", f"sqlite:///{folder}/durable.db"]
    found.append(Contestant("echo, durable, SQLite", durable, questions))
    for replicas in (1, 3):
        durable = ["durable", server.new_database()]
        name = f"echo, durable, PostgreSQL, {replicas}"
        found.append(Contestant(name, durable, questions, replicas=replicas, server=server))
    return found


async def main() -> None:
    """Measure the bots and print the table."""
    columns = [
        "bot",
        "answers/s",
        "of bare",
        "CPU ms",
        *(f"ms at {rate}/s: p50, p95, p99 (CPU)" for rate in RATES),
        "MiB",
        "server's CPU ms",
    ]
    shown = table(*columns)
    with tempfile.TemporaryDirectory() as folder, serving(fsync=True) as server:
        measured = await measure(_contestants(Path(folder), server))
    for one in measured:
        shown.add_row(*_row(one, measured[0]))
    Console(width=160).print(shown)


if __name__ == "__main__":
    asyncio.run(main())
