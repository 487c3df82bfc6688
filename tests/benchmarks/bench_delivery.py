"""What it costs to lose nothing: CPU, latency and memory beside a bare echo bot, in one run."""

import asyncio
import contextlib
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.evaluation import read_questions
from tests.benchmarks.echo import AIOGRAM
from tests.benchmarks.measured import EVALUATION
from tests.bot.standin import StandIn, standing_in
from tests.bot.timed import TimedByChat
from tests.postgresql import Server, serving

ROOT = Path(__file__).parents[2]
TICKS = os.sysconf("SC_CLK_TCK")
BURST = 2000
PACED_SECONDS = 8
CHATS = 500
MOST_ASKED = 50
"""So many different questions where many ask the same: after a meeting, an appeal, a disaster."""
SHARING_SECONDS = 8.0
"""Until the last of several replicas has taken its part."""


@dataclass(frozen=True)
class Measured:
    name: str
    per_second: float
    milliseconds: float
    """CPU a question, in a burst, of all processes of the bot."""
    paced: dict[int, tuple[float, float, float, float]]
    """By questions a second: p50, p95, p99 and CPU, in milliseconds."""
    memory: float
    """Of one process, in MiB."""
    server: float
    """CPU a question, in a burst, of the database server, in milliseconds."""


async def measure(
    name: str,
    arguments: list[str],
    *,
    replicas: int = 1,
    server: Server | None = None,
    questions: Sequence[str] = (),
) -> Measured:
    telegram = TimedByChat()
    asked = questions or _questions()
    async with standing_in(telegram), _running(telegram, arguments, replicas) as pids:
        await _ask(telegram, asked, 200, rate=100.0)
        servers = server.pids if server else []
        before, server_before, started = _cpu(pids), _cpu(servers), time.perf_counter()
        await _ask(telegram, asked, BURST, rate=0.0)
        seconds, cpu = time.perf_counter() - started, _cpu(pids) - before
        server_cpu = _cpu(servers) - server_before
        paced = {rate: await _paced(telegram, asked, pids, rate) for rate in (10, 30)}
        memory = max(_memory(pid) for pid in pids)
    return Measured(
        name, BURST / seconds, cpu / BURST * 1000, paced, memory, server_cpu / BURST * 1000
    )


async def _paced(
    telegram: TimedByChat, asked: Sequence[str], pids: list[int], rate: int
) -> tuple[float, float, float, float]:
    before, count = _cpu(pids), rate * PACED_SECONDS
    await _ask(telegram, asked, count, rate=float(rate))
    cpu = (_cpu(pids) - before) / count * 1000
    cuts = statistics.quantiles(telegram.took[-count:], n=100)
    return cuts[49] * 1000, cuts[94] * 1000, cuts[98] * 1000, cpu


def _questions() -> list[str]:
    """Return what people ask, 1,457 different questions."""
    return [one.q for one in read_questions(EVALUATION) if len(one.q) < 300]


async def _ask(
    telegram: TimedByChat, questions: Sequence[str], count: int, *, rate: float
) -> None:
    first = len(telegram.took)
    chance = random.Random(first)
    for number in range(first, first + count):
        telegram.ask(chance.choice(questions), chat=1 + number % CHATS)
        if rate:
            await asyncio.sleep(1 / rate)
    await telegram.until(lambda: len(telegram.took) == first + count, seconds=120)


@contextlib.asynccontextmanager
async def _running(
    telegram: StandIn, arguments: list[str], replicas: int
) -> AsyncIterator[list[int]]:
    kind, *rest = arguments
    processes = [
        await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.benchmarks.echo",
            *(kind, telegram.url, *rest),
            cwd=ROOT,
            stderr=asyncio.subprocess.DEVNULL,
        )
        for _ in range(replicas)
    ]
    try:
        await telegram.until(lambda: bool(telegram.polls), seconds=90)
        if replicas > 1:
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


def _line(one: Measured, base: Measured) -> str:
    cells = [
        f"{one.name:24}",
        f"{one.per_second:6.0f}/s",
        f"{one.milliseconds:6.2f} ms ({one.milliseconds / base.milliseconds:4.2f})",
    ]
    for rate, (p50, p95, p99, cpu) in one.paced.items():
        ratio = cpu / base.paced[rate][3]
        cells.append(f"{p50:5.1f} {p95:5.1f} {p99:5.1f}  {cpu:5.2f} ms ({ratio:4.2f})")
    server = f"{one.server:5.2f} ms" if one.server else ""
    return "  ".join([*cells, f"{one.memory:4.0f} MiB", server])


async def main() -> None:
    """Measure the bots and print the table."""
    with tempfile.TemporaryDirectory() as folder, serving(fsync=True) as server:
        bare = await measure("bare echo", ["bare"])
        rows = [bare]
        if Path(AIOGRAM).exists():
            rows.append(await measure("bare echo, aiogram", ["aiogram"]))
        rows.append(await measure("whole bot, SQLite", ["whole", f"sqlite:///{folder}/whole.db"]))
        arguments = ["whole", f"sqlite:///{folder}/often.db"]
        often = _questions()[:MOST_ASKED]
        rows.append(await measure(f"… {MOST_ASKED} questions", arguments, questions=often))
        rows.append(await measure("durable, SQLite", ["durable", f"sqlite:///{folder}/bot.db"]))
        for replicas in (1, 3):
            rows.append(
                await measure(
                    f"durable, PostgreSQL, {replicas}",
                    ["durable", server.new_database()],
                    replicas=replicas,
                    server=server,
                )
            )
    sys.stdout.write(
        f"{'':24}  burst     CPU a question     10/s: p50 p95 p99, CPU           30/s: …"
        f"{'':25}memory    server's CPU\n"
    )
    for row in rows:
        sys.stdout.write(_line(row, bare) + "\n")


if __name__ == "__main__":
    asyncio.run(main())
