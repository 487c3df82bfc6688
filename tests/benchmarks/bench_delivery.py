"""What it costs to lose nothing: CPU, latency and memory beside a bare echo bot, in one run."""

import asyncio
import contextlib
import os
import statistics
import sys
import tempfile
import time
from collections import defaultdict, deque
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.echo import AIOGRAM
from tests.bot.standin import Call, StandIn

ROOT = Path(__file__).parents[2]
TICKS = os.sysconf("SC_CLK_TCK")
QUESTION = "谁领导营养集群？ Who leads the Nutrition Cluster?"
BURST = 2000
PACED_SECONDS = 8
CHATS = 500


@dataclass
class Timed(StandIn):
    """A stand-in that knows how long each question took: a chat is answered in its order."""

    asked: defaultdict[int, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    took: list[float] = field(default_factory=list)

    def ask(self, number: int) -> None:
        chat = 1 + number % CHATS
        self.asked[chat].append(time.perf_counter())
        self.say(QUESTION, chat=chat)

    async def _carry_out(self, call: Call) -> object:
        if call.method == "sendMessage" and self.asked[call.chat]:
            self.took.append(time.perf_counter() - self.asked[call.chat].popleft())
        return await super()._carry_out(call)


@dataclass(frozen=True)
class Measured:
    name: str
    per_second: float
    milliseconds: float
    """CPU a question, in a burst."""
    paced: dict[int, tuple[float, float, float, float]]
    """By questions a second: p50, p95, p99 and CPU, in milliseconds."""
    memory: float


async def measure(name: str, arguments: list[str]) -> Measured:
    telegram = Timed()
    await telegram.start()
    try:
        async with _running(telegram, arguments) as pid:
            await _ask(telegram, 50, rate=100.0)
            before, started = _cpu(pid), time.perf_counter()
            await _ask(telegram, BURST, rate=0.0)
            seconds, cpu = time.perf_counter() - started, _cpu(pid) - before
            paced = {rate: await _paced(telegram, pid, rate) for rate in (10, 30)}
            memory = _memory(pid)
    finally:
        await telegram.stop()
    return Measured(name, BURST / seconds, cpu / BURST * 1000, paced, memory)


async def _paced(telegram: Timed, pid: int, rate: int) -> tuple[float, float, float, float]:
    before, count = _cpu(pid), rate * PACED_SECONDS
    await _ask(telegram, count, rate=float(rate))
    cpu = (_cpu(pid) - before) / count * 1000
    cuts = statistics.quantiles(telegram.took[-count:], n=100)
    return cuts[49] * 1000, cuts[94] * 1000, cuts[98] * 1000, cpu


async def _ask(telegram: Timed, count: int, *, rate: float) -> None:
    first = len(telegram.took)
    for number in range(count):
        telegram.ask(first + number)
        if rate:
            await asyncio.sleep(1 / rate)
    await telegram.until(lambda: len(telegram.took) == first + count, seconds=120)


@contextlib.asynccontextmanager
async def _running(telegram: StandIn, arguments: list[str]) -> AsyncIterator[int]:
    kind, *rest = arguments
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.benchmarks.echo",
        *(kind, telegram.url, *rest),
        cwd=ROOT,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        await telegram.until(lambda: bool(telegram.polls), seconds=30)
        yield process.pid
    finally:
        process.kill()
        await process.wait()


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _memory(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _line(one: Measured, base: Measured) -> str:
    cells = [
        f"{one.name:24}",
        f"{one.per_second:6.0f}/s",
        f"{one.milliseconds:6.2f} ms ({one.milliseconds / base.milliseconds:4.2f})",
    ]
    for p50, p95, p99, cpu in one.paced.values():
        cells.append(f"{p50:5.1f} {p95:5.1f} {p99:5.1f}  {cpu:5.2f} ms")
    return "  ".join([*cells, f"{one.memory:4.0f} MiB"])


async def main() -> None:
    """Measure both bots and print the table."""
    with tempfile.TemporaryDirectory() as folder:
        bare = await measure("bare echo", ["bare"])
        rows = [bare]
        if Path(AIOGRAM).exists():
            rows.append(await measure("bare echo, aiogram", ["aiogram"]))
        rows.append(await measure("whole bot, SQLite", ["whole", f"sqlite:///{folder}/whole.db"]))
        rows.append(await measure("durable, SQLite", ["durable", f"sqlite:///{folder}/bot.db"]))
        if (server := os.environ.get("BENCH_DATABASE_URL")) is not None:
            rows.append(await measure("durable, PostgreSQL", ["durable", server]))
    sys.stdout.write(
        f"{'':24}  burst     CPU a question     10/s: p50 p95 p99, CPU    30/s: …    memory\n"
    )
    for row in rows:
        sys.stdout.write(_line(row, bare) + "\n")


if __name__ == "__main__":
    asyncio.run(main())
