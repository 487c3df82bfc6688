"""The same on a real PostgreSQL, where a second process stands by."""

import asyncio
import contextlib
import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.delivery.running import running
from bot.store import outbox
from bot.store.opening import open_database
from tests.bot.delivery.poll import polling
from tests.bot.delivery.test_crashes import survive
from tests.bot.parrot import parrot
from tests.bot.standin import StandIn, refusal
from tests.chat import SECRET

BIN = max(Path("/usr/lib/postgresql").glob("*/bin"), default=Path("/usr/bin"))


class Server:
    """A PostgreSQL of our own."""

    def __init__(self, folder: Path, port: int) -> None:
        self._data = folder / "data"
        self._options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        self._log = folder / "log"
        self.url = f"postgresql://postgres@127.0.0.1:{port}/postgres"

    def create(self) -> None:
        self._run("initdb", "-A", "trust", "-U", "postgres", "-D", self._data)

    def start(self) -> None:
        self._run("pg_ctl", "-D", self._data, "-o", self._options, "-l", self._log, "-w", "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", self._data, "-m", "immediate", "-w", "stop")

    @staticmethod
    def _run(program: str, *arguments: str | Path) -> None:
        # The server refuses to run as root.
        user = "postgres" if os.geteuid() == 0 else None
        command = [BIN / program, *arguments]
        subprocess.run(command, check=True, user=user, capture_output=True, cwd="/")


@pytest.fixture(scope="module")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    if not (BIN / "initdb").exists():
        pytest.skip("no PostgreSQL on this computer (Debian: postgresql)")
    pytest.importorskip("psycopg", reason="the extra postgres is not installed")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = Path(f"/tmp/coordbot-test-{os.getpid()}")  # noqa: S108  # another user must reach it
    folder.mkdir(mode=0o700)
    if os.geteuid() == 0:
        found = pwd.getpwnam("postgres")
        os.chown(folder, found.pw_uid, found.pw_gid)
    server = Server(folder, port)
    server.create()
    server.start()
    yield server
    with contextlib.suppress(subprocess.CalledProcessError):
        server.stop()
    shutil.rmtree(folder)


@pytest.fixture
async def database_url(postgresql: Server) -> AsyncIterator[str]:
    yield postgresql.url
    async with open_database(postgresql.url, secret=SECRET) as database:
        await database.run(lambda c: c.exec_driver_sql("TRUNCATE event, outbox, chat"))


async def test_questions_are_answered_in_order(telegram: StandIn, database_url: str) -> None:
    for number in range(20):
        telegram.say(f"q{number}")
    async with polling(telegram, database_url):
        await telegram.until(lambda: len(telegram.texts) == 20)
    assert telegram.texts == [f"{n + 1} q{n}" for n in range(20)]


async def test_timers_edits_and_refusals_work(telegram: StandIn, database_url: str) -> None:
    async with (
        open_database(database_url, secret=SECRET) as database,
        running(parrot(api_url=telegram.url), database=database) as bot,
    ):
        for said in ("in x first", "edit x second", "remind tea 0.1"):
            await bot.handle(telegram.say(said, chat=-9))
        telegram.fail(
            "sendMessage", refusal(400, "Bad Request: upgraded", migrate_to_chat_id=-1009)
        )
        await bot.handle(telegram.say("moved", chat=-9))
        await telegram.until(lambda: "1 moved" in telegram.texts_to(-1009))
        await asyncio.sleep(0.1)
        await bot.delivery.sweep()
        await telegram.until(lambda: "timer tea" in telegram.texts)
        await bot.settled(-1009)
        assert await database.run(lambda c: outbox.unsent(c, -1009)) == []


async def test_a_second_process_waits_until_the_first_is_gone(
    telegram: StandIn, database_url: str
) -> None:
    async with open_database(database_url, secret=SECRET) as first:
        second = asyncio.create_task(_opened(database_url))
        await asyncio.sleep(0.5)
        assert not second.done()
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(first.turn_lost(), 0.1)
    await asyncio.wait_for(second, 10)


async def _opened(url: str) -> None:
    async with open_database(url, secret=SECRET):
        pass


async def test_row_56_nothing_is_lost_while_the_server_is_gone(
    telegram: StandIn, database_url: str, postgresql: Server
) -> None:
    async with polling(telegram, database_url) as bot:
        telegram.say("a")
        await telegram.until(lambda: telegram.texts == ["1 a"])
        await asyncio.to_thread(postgresql.stop)
        telegram.say("b")
        await telegram.until(lambda: bot.health.storage_failed)
        await asyncio.wait_for(bot.database.turn_lost(), 10)
        assert telegram.pending
        await asyncio.to_thread(postgresql.start)
        await telegram.until(lambda: telegram.texts == ["1 a", "2 b"], seconds=20)


async def test_row_48_killed_at_every_failpoint_on_postgresql(
    telegram: StandIn, database_url: str
) -> None:
    await survive(telegram, database_url, kills=6, at_points=True)
