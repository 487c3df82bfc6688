"""The whole program in a process of its own, as whoever runs it starts it."""

import asyncio
import contextlib
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path
from typing import IO

from tests.bot.standin import StandIn

COORDBOT = str(Path(sys.executable).with_name("coordbot"))
ENDS_WITH_US = ("setpriv", "--pdeathsig", "KILL")
"""Before a command: what it starts is not left behind when the tests are killed."""


class Program:
    """A process, and everything it has said so far."""

    def __init__(self, process: asyncio.subprocess.Process, log: IO[bytes]) -> None:
        self.pid = process.pid
        self._process = process
        self._log = log
        self._last = ""

    @property
    def is_running(self) -> bool:
        """Whether it has not ended by itself."""
        return self._process.returncode is None

    @property
    def said(self) -> str:
        """What it wrote to its log and its output."""
        if self._log.closed:
            return self._last
        descriptor = self._log.fileno()
        return os.pread(descriptor, os.fstat(descriptor).st_size, 0).decode(errors="replace")

    async def ended(self) -> int:
        """Wait until it ends by itself; returns its code."""
        code = await self._process.wait()
        self._last = self.said
        self._log.close()
        return code

    async def end(self, *, seconds: float = 20.0) -> str:
        """End it as an operator does, who waits no longer; returns all that it said."""
        with contextlib.suppress(ProcessLookupError):
            self._process.terminate()
        code = await asyncio.wait_for(self.ended(), seconds)
        assert code == 0, self.said
        return self.said

    async def kill(self) -> None:
        """End it as a crash would."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        await self.ended()


async def start(command: Sequence[str], folder: Path, settings: Mapping[str, str]) -> Program:
    """Start a command in a folder; of settings it finds those that are given, and no others."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith("COORDBOT_")}
    bare.pop("PYTHONDONTWRITEBYTECODE", None)  # deployed code is compiled
    given = {f"COORDBOT_{name}": value for name, value in settings.items()}
    log = tempfile.TemporaryFile()  # noqa: SIM115 - a pipe that nobody reads would stop it
    process = await asyncio.create_subprocess_exec(
        *(*ENDS_WITH_US, *command), cwd=folder, env=bare | given, stdout=log, stderr=log
    )
    return Program(process, log)


@contextlib.asynccontextmanager
async def running(
    folder: Path, settings: Mapping[str, str], *, command: Sequence[str] = (COORDBOT, "run")
) -> AsyncIterator[Program]:
    """Run a command as long as the block lasts; it must end well."""
    program = await start(command, folder, settings)
    try:
        yield program
        await program.end()
    finally:
        await program.kill()


def connected_to(telegram: StandIn) -> dict[str, str]:
    """Return the settings of a bot that a stand-in serves, beside whatever else listens here."""
    return {"TOKEN": telegram.token, "API_URL": telegram.url, "LISTEN": "127.0.0.1:0"}
