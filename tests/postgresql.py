"""A PostgreSQL of our own, from the programs of the system's package."""

import contextlib
import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg

from tests.ports import free_port

BIN = max(Path("/usr/lib/postgresql").glob("*/bin"), default=Path("/usr/bin"))

# Its input ends when the block that began it does, and also when the tests are killed.
_CARETAKER = 'read -r _; "$0" -D "$1/data" -m immediate -w stop; rm -rf "$1"'


class Server:
    """A server on a free port, with its data in a folder."""

    def __init__(self, folder: Path, *, fsync: bool = False) -> None:
        self._port = free_port()
        self.folder = folder
        self._data = folder / "data"
        self._log = folder / "log"
        self._options = (
            f"-p {self._port} -k {folder} -c listen_addresses=127.0.0.1"
            f" -c fsync={'on' if fsync else 'off'}"
        )
        self._names = itertools.count(1)

    def create(self) -> None:
        self._run("initdb", "--no-sync", "-A", "trust", "-U", "postgres", "-D", self._data)

    def start(self) -> None:
        self._run("pg_ctl", "-D", self._data, "-o", self._options, "-l", self._log, "-w", "start")

    def stop(self) -> None:
        """Stop without a word to anybody, as a crash would."""
        self._run("pg_ctl", "-D", self._data, "-m", "immediate", "-w", "stop")

    @property
    def pids(self) -> list[int]:
        """The server's processes, its first one before all others."""
        first = int((self._data / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{first}/task/{first}/children").read_text()
        return [first, *map(int, children.split())]

    def new_database(self, folder: Path | None = None) -> str:
        """Return the URL of an empty database, with its tables in a folder if one is given."""
        name = f"test{next(self._names)}"
        with psycopg.connect(self._url("postgres"), autocommit=True) as connection:
            there = ""
            if folder is not None:
                connection.execute(f"CREATE TABLESPACE {name} LOCATION '{folder}'")
                there = f" TABLESPACE {name}"
            connection.execute(f"CREATE DATABASE {name}{there}")
        return self._url(name)

    def _url(self, name: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self._port}/{name}"

    @staticmethod
    def _run(program: str, *arguments: str | Path) -> None:
        command = [BIN / program, *arguments]
        subprocess.run(command, check=True, user=_user(), capture_output=True, cwd="/")


@contextlib.contextmanager
def serving(*, fsync: bool = False) -> Iterator[Server]:
    """Run a server; without fsync it is faster, and survives all but a power cut."""
    # Not in pytest's folder, which another user cannot reach.
    folder = Path(tempfile.mkdtemp(prefix="coordbot-postgresql-"))
    if user := _user():
        shutil.chown(folder, user)
    server = Server(folder, fsync=fsync)
    with subprocess.Popen(
        ["sh", "-c", _CARETAKER, BIN / "pg_ctl", folder],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        user=user,
        cwd="/",
        start_new_session=True,  # it outlives the tests, however they end
    ):
        server.create()
        server.start()
        yield server


def _user() -> str | None:
    """Return who the server runs as, if not as ourselves: it refuses to run as root."""
    return "postgres" if os.geteuid() == 0 else None
