"""The whole program, started as it is deployed, and what it takes."""

import asyncio
import contextlib
import os
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.measured import ROOT
from tests.bot.standin import TOKEN, StandIn

_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Process:
    """A running process; what it takes is read when it is asked for."""

    pid: int

    @property
    def cpu(self) -> float:
        """Seconds of a core since its start."""
        fields = self._read("stat").rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    @property
    def memory(self) -> float:
        """Resident, in MiB."""
        return int(self._read("statm").split()[1]) * _PAGE / 2**20

    @property
    def files(self) -> int:
        """How many it has open, sockets too."""
        return sum(1 for _ in Path(f"/proc/{self.pid}/fd").iterdir())

    def _read(self, name: str) -> str:
        return Path(f"/proc/{self.pid}/{name}").read_text(encoding="ascii")


@contextlib.asynccontextmanager
async def starting(telegram: StandIn, folder: Path) -> AsyncIterator[Process]:
    """Run ``coordbot run`` in a folder against a stand-in, from its first poll; log to ``log``."""
    await telegram.start()
    environment = {
        **os.environ,
        "COORDBOT_TOKEN": TOKEN,
        "COORDBOT_API_URL": telegram.url,
        "COORDBOT_LISTEN": "127.0.0.1:0",
        "PYTHONPATH": str(ROOT),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # deployed code is compiled
    with (folder / "log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            Path(sys.executable).with_name("coordbot"),
            "run",
            cwd=folder,
            env=environment,
            stderr=log,
        )
    try:
        await telegram.until(lambda: bool(telegram.polls), seconds=60)
        yield Process(process.pid)
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()
        await telegram.stop()
