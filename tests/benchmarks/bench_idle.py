"""The program with nobody to talk to: its start up to the first answer, then a minute of rest.

What follows a start is not rest: a minute after the first one of a version the guides are built.
"""

import asyncio
import tempfile
import time
from pathlib import Path

from rich.console import Console

from bot.pack.packs import PREPARED
from knowledge.text.language import Language
from tests.benchmarks.measured import table
from tests.benchmarks.process import starting
from tests.bot.standin import StandIn

QUESTION = "谁领导营养集群？"
REST_SECONDS = 60.0


async def main() -> None:
    """Start it twice, the second time with the content parsed before, and print the figures."""
    shown = table("start", "first answer s", "its CPU s", "rest: core", "rest: MiB")
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
        answered, took = time.monotonic() - started, process.cpu
        wanted = len(PREPARED) * len(Language)
        await telegram.until(lambda: _built(folder) == wanted, seconds=300)
        await asyncio.sleep(5)
        before = process.cpu
        await asyncio.sleep(REST_SECONDS)
        core = (process.cpu - before) / REST_SECONDS
        return [f"{answered:.2f}", f"{took:.2f}", f"{core:.2%}", f"{process.memory:.0f}"]


def _built(folder: Path) -> int:
    files = (folder / "var" / "packs").glob("*/*")
    return sum(1 for path in files if path.suffix != ".part")
