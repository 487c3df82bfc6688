"""Row 52: for a while no file can be opened and no memory had; nothing is lost, and it goes on."""

import asyncio
import contextlib
import resource
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.delivery.test_crashes import CHATS, Crowd, living
from tests.bot.standin import StandIn
from tests.postgresql import Server


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/bot.db"
    found: str = request.getfixturevalue("database_url")
    return found


async def test_row_52_without_files_nothing_is_acknowledged_and_the_process_goes_on(
    telegram: StandIn, url: str, postgresql: Server
) -> None:
    crowd = Crowd(telegram)
    async with living(telegram, url) as lives:
        await telegram.until(lambda: bool(telegram.polls), seconds=90)
        crowd.ask()
        await telegram.until(lambda: not crowd.missing())
        [[pid]] = lives.pids.values()
        with _at_most(pid, resource.RLIMIT_NOFILE, 3):
            # Every connection is cut, and none can be made.
            await telegram.stop()
            await telegram.start()
            if url.startswith("postgresql"):
                await asyncio.to_thread(postgresql.stop)
                await asyncio.to_thread(postgresql.start)
            for _ in range(5):
                crowd.ask()
            await asyncio.sleep(3.0)
            assert len(telegram.pending) >= 5 * len(CHATS)
        await telegram.until(lambda: not crowd.missing(), seconds=60)
        assert crowd.check(lives.deaths) == 0
        assert lives.deaths == 0


async def test_row_52_without_memory_nothing_is_acknowledged_and_nothing_lost(
    telegram: StandIn, tmp_path: Path
) -> None:
    crowd = Crowd(telegram)
    many = range(100, 200)
    async with living(telegram, f"sqlite:///{tmp_path}/bot.db") as lives:
        await telegram.until(lambda: bool(telegram.polls), seconds=90)
        [[pid]] = lives.pids.values()
        with _at_most(pid, resource.RLIMIT_AS, 1):
            await telegram.stop()
            for chat in many:
                # All in one answer are five megabytes, and no page is to be had.
                telegram.say("\U0001f600" * 4000, chat=chat)
            crowd.ask()
            await telegram.start()
            await asyncio.sleep(2.0)
            assert len(telegram.pending) >= len(many) or lives.deaths
        await telegram.until(lambda: not crowd.missing(), seconds=60)
        await telegram.until(lambda: all(map(telegram.texts_to, many)), seconds=60)
        crowd.check(lives.deaths)


@pytest.mark.faults
async def test_row_52_whatever_allocation_fails_everybody_is_answered_or_told(
    telegram: StandIn, tmp_path: Path
) -> None:
    pytest.importorskip("_testcapi")
    asked = 0
    async with living(telegram, f"sqlite:///{tmp_path}/bot.db", starved=True) as lives:
        await telegram.until(lambda: bool(telegram.polls), seconds=90)
        while lives.deaths < 30:
            if asked * len(CHATS) - len(telegram.calls) < 100:
                asked += 1
                for chat in CHATS:
                    telegram.say(f"q{asked}", chat=chat)
            await asyncio.sleep(0.05)
        # Each answer, and each notice that something went wrong, is another text.
        await telegram.until(
            lambda: all(len(set(telegram.texts_to(chat))) == asked for chat in CHATS), seconds=120
        )
        deaths = lives.deaths
    told = sum("went wrong" in text for text in set(telegram.texts))
    sys.stdout.write(
        f"\n{deaths} deaths, {asked * len(CHATS)} questions: 0 lost, {told} told to ask again\n"
    )


@contextlib.contextmanager
def _at_most(pid: int, kind: int, most: int) -> Iterator[None]:
    """Let a process have no more than it has."""
    before = resource.prlimit(pid, kind)
    resource.prlimit(pid, kind, (most, before[1]))
    try:
        yield
    finally:
        with contextlib.suppress(ProcessLookupError):
            resource.prlimit(pid, kind, before)
