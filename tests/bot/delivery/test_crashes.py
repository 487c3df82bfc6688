"""Row 48: killed at every failpoint and at any moment; nothing lost, order kept, state right."""

import asyncio
import contextlib
import os
import random
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.bot.delivery.crashing import POINTS
from tests.bot.standin import StandIn
from tests.program import ENDS_WITH_US

ROOT = Path(__file__).parents[3]
CHATS = range(1, 9)
MANY = int(os.environ.get("FAULT_KILLS", "200"))


@dataclass
class Lives:
    """The lives of one bot, or of several replicas of it."""

    processes: list[asyncio.subprocess.Process] = field(default_factory=list)
    pids: dict[int, list[int]] = field(default_factory=dict)
    """Of each replica, the last one alive."""

    @property
    def deaths(self) -> int:
        return sum(len(pids) - 1 for pids in self.pids.values() if pids)

    @property
    def all_alive(self) -> bool:
        return len(self.pids) == len(self.processes) and all(self.pids.values())

    async def watch(self, process: asyncio.subprocess.Process) -> None:
        pids = self.pids.setdefault(process.pid, [])
        assert process.stdout is not None
        while line := await process.stdout.readline():
            if line.strip().isdigit():  # the rest is log
                pids.append(int(line))

    def kill(self) -> None:
        alive = [pids[-1] for pids in self.pids.values() if pids]
        with contextlib.suppress(ProcessLookupError):
            os.kill(random.choice(alive), signal.SIGKILL)


@contextlib.asynccontextmanager
async def living(
    telegram: StandIn, url: str, *, at_points: int = 0, replicas: int = 1, starved: bool = False
) -> AsyncIterator[Lives]:
    lives, watching = Lives(), []
    try:
        for _ in range(replicas):
            process = await asyncio.create_subprocess_exec(
                *(*ENDS_WITH_US, sys.executable),
                "-m",
                "tests.bot.delivery.crashing",
                *(telegram.url, url, str(at_points), str(random.randrange(10**6))),
                *(["starved"] if starved else []),
                cwd=ROOT,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                start_new_session=True,
            )
            lives.processes.append(process)
            watching.append(asyncio.create_task(lives.watch(process)))
        yield lives
    finally:
        for process in lives.processes:
            os.killpg(process.pid, signal.SIGKILL)
            await process.wait()
        await asyncio.gather(*watching)


class Crowd:
    """People who ask, some for a timer; each answer says which question it counted."""

    def __init__(self, telegram: StandIn) -> None:
        self._telegram = telegram
        self.asked: Counter[int] = Counter()
        self.timers: list[str] = []

    def ask(self) -> None:
        for chat in CHATS:
            if random.random() < 0.1:
                self.timers.append(f"n{len(self.timers)}")
                self._telegram.say(f"remind {self.timers[-1]} 0.3", chat=chat)
            else:
                self.asked[chat] += 1
                self._telegram.say(f"q{self.asked[chat]}", chat=chat)

    def waiting(self) -> int:
        """Return about how many questions have no answer yet."""
        return sum(self.asked.values()) + len(self.timers) - len(self._telegram.calls)

    def missing(self) -> list[str]:
        """Return what has not been answered; the answer to the last question tells of all."""
        seen = set(self._telegram.texts)
        timers = [name for name in self.timers if f"timer {name}" not in seen]
        return timers + [
            f"q{count} in {chat}"
            for chat, count in self.asked.items()
            if f"{count} q{count}" not in self._telegram.texts_to(chat)
        ]

    def check(self, deaths: int) -> int:
        """Check order, state and timers; return how many messages came twice."""
        copies = 0
        for chat, count in self.asked.items():
            texts = [t for t in self._telegram.texts_to(chat) if not t.startswith("timer")]
            once = list(dict.fromkeys(texts))
            assert once == [f"{number} q{number}" for number in range(1, count + 1)]
            copies += len(texts) - len(once)
        fired = [t for t in self._telegram.texts if t.startswith("timer")]
        assert set(fired) == {f"timer {name}" for name in self.timers}
        copies += len(fired) - len(set(fired))
        # At most one message a chat was between Telegram's answer and our mark.
        assert copies <= deaths * len(CHATS)
        return copies


async def survive(
    telegram: StandIn,
    url: str,
    *,
    kills: int,
    at_points: bool,
    replicas: int = 1,
    pause: float = 0.05,
    meanwhile: Callable[[int], Awaitable[None]] | None = None,
) -> None:
    """Ask while the bot is killed so often; ``meanwhile`` is told how often it was so far."""
    crowd = Crowd(telegram)
    async with living(
        telegram, url, at_points=kills if at_points else 0, replicas=replicas
    ) as lives:
        await telegram.until(lambda: bool(telegram.polls), seconds=90)
        while lives.deaths < kills:
            # A life that ends at its fifth question must not be asked faster than it answers.
            if crowd.waiting() < 100:
                crowd.ask()
            await asyncio.sleep(random.uniform(pause, 8 * pause))
            if not at_points:
                lives.kill()
            if meanwhile is not None:
                await meanwhile(lives.deaths)
        crowd.ask()
        with contextlib.suppress(TimeoutError):
            await telegram.until(lambda: not crowd.missing(), seconds=120)
        assert crowd.missing() == [], telegram.texts[-20:]
        copies = crowd.check(lives.deaths)
    asked = sum(crowd.asked.values())
    sys.stdout.write(
        f"{kills} kills, {asked} questions, {len(crowd.timers)} timers: 0 lost, {copies} twice\n"
    )


async def test_row_48_killed_at_every_failpoint(telegram: StandIn, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/bot.db"
    await survive(telegram, url, kills=3 * len(POINTS), at_points=True)


async def test_row_48_killed_at_any_moment(telegram: StandIn, tmp_path: Path) -> None:
    await survive(telegram, f"sqlite:///{tmp_path}/bot.db", kills=20, at_points=False)


@pytest.mark.faults
@pytest.mark.parametrize("at_points", [True, False], ids=["at failpoints", "at any moment"])
async def test_row_48_killed_very_often(
    telegram: StandIn, tmp_path: Path, at_points: bool
) -> None:
    url = f"sqlite:///{tmp_path}/bot.db"
    await survive(telegram, url, kills=MANY, at_points=at_points)


async def test_an_update_that_kills_the_process_is_given_up_after_three_deaths(
    telegram: StandIn, tmp_path: Path
) -> None:
    telegram.say("before")
    telegram.say("die")
    telegram.say("after")
    telegram.say("other", chat=8)
    async with living(telegram, f"sqlite:///{tmp_path}/bot.db") as lives:
        await telegram.until(lambda: "2 after" in telegram.texts, seconds=90)
        await telegram.until(lambda: "1 other" in telegram.texts)
        assert lives.deaths == 4
    assert telegram.texts_to(7)[0] == "1 before"
    assert telegram.texts_to(7)[-2].startswith("Something went wrong")
