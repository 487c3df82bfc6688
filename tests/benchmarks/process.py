"""The whole program, started as it is deployed, and what it takes."""

import contextlib
import os
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from tests.bot.standin import StandIn, standing_in
from tests.program import Program, connected_to, running

_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Process:
    """A running process; what it takes is read when it is asked for."""

    program: Program

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
        return sum(1 for _ in Path(f"/proc/{self.program.pid}/fd").iterdir())

    def _read(self, name: str) -> str:
        return Path(f"/proc/{self.program.pid}/{name}").read_text(encoding="ascii")


@contextlib.asynccontextmanager
async def starting(telegram: StandIn, folder: Path) -> AsyncIterator[Process]:
    """Run ``coordbot run`` in a folder against a stand-in, from its first poll."""
    async with (
        standing_in(telegram),
        running(folder, connected_to(telegram)) as program,
    ):
        await telegram.until(lambda: bool(telegram.polls), seconds=60)
        yield Process(program)
