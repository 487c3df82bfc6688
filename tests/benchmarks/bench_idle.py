"""The program with nobody to talk to: its start up to the first answer, then a minute of rest."""

import asyncio
import tempfile
import time
from pathlib import Path

from rich.console import Console

from tests.benchmarks.measured import table
from tests.benchmarks.process import starting
from tests.bot.standin import StandIn

QUESTION = "谁领导营养集群？"
REST_SECONDS = 60.0


async def main() -> None:
    """Start it twice, the second time with the content parsed before, and print the figures."""
    shown = table("start", "first answer s", "rest: core", "rest: MiB")
    telegram = StandIn()
    with tempfile.TemporaryDirectory() as folder:
        for name in ("the first", "a later one"):
            shown.add_row(name, *await _measured(telegram, Path(folder)))
    Console().print(shown)


async def _measured(telegram: StandIn, folder: Path) -> list[str]:
    telegram.calls.clear()
    telegram.polls.clear()
    started = time.monotonic()
    telegram.say(QUESTION, date=int(time.time()))
    async with starting(telegram, folder) as process:
        await telegram.until(lambda: bool(telegram.texts), seconds=60)
        answered = time.monotonic() - started
        await asyncio.sleep(5)  # what follows a start is not rest
        before = process.cpu
        await asyncio.sleep(REST_SECONDS)
        core = (process.cpu - before) / REST_SECONDS
        return [f"{answered:.2f}", f"{core:.2%}", f"{process.memory:.0f}"]
