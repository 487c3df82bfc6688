"""Three replicas on a PostgreSQL, in trouble for minutes: ``make faults``."""

import asyncio
import os
import random
import signal
import statistics
import sys
import time

import pytest

from tests.bot.delivery.test_crashes import Lives, living, survive
from tests.bot.standin import StandIn, standing_in
from tests.bot.timed import Timed
from tests.postgresql import Server

pytestmark = pytest.mark.faults

KILLS = int(os.environ.get("FAULT_KILLS_POSTGRESQL", "50"))
CHATS = range(1, 2001)
EACH = 10
A_SECOND = 100.0
KILL_SECONDS = 5.0


@pytest.mark.parametrize("at_points", [True, False], ids=["at failpoints", "at any moment"])
async def test_row_48_three_replicas_killed_very_often_and_the_database_restarted(
    telegram: StandIn, database_url: str, postgresql: Server, at_points: bool
) -> None:
    restarted = False

    async def restart(deaths: int) -> None:
        nonlocal restarted
        if deaths >= KILLS // 2 and not restarted:
            restarted = True
            await asyncio.to_thread(postgresql.stop)
            await asyncio.sleep(2.0)
            await asyncio.to_thread(postgresql.start)

    await survive(
        telegram,
        database_url,
        kills=KILLS,
        at_points=at_points,
        replicas=3,
        pause=0.2,
        meanwhile=restart,
    )
    assert restarted


async def test_row_48_twenty_thousand_questions_while_a_replica_dies_every_five_seconds(
    database_url: str, postgresql: Server
) -> None:
    async with (
        standing_in(Timed()) as telegram,
        living(telegram, database_url, replicas=3) as lives,
    ):
        await telegram.until(lambda: lives.all_alive, seconds=60)
        started = time.monotonic()
        killing = asyncio.create_task(_kill(lives))
        restarting = asyncio.create_task(_restart(postgresql, after=60.0))
        for number in range(1, EACH + 1):
            for chat in CHATS:
                telegram.ask(f"q{number}", chat=chat)
                late = started + ((number - 1) * len(CHATS) + chat) / A_SECOND - time.monotonic()
                await asyncio.sleep(max(0.0, late))
        await restarting
        killing.cancel()
        await telegram.until(lambda: not telegram.asked, seconds=120)
        seconds = time.monotonic() - started
        await asyncio.sleep(5.0)
    answers: dict[int, list[str]] = {chat: [] for chat in CHATS}
    for call in telegram.calls:
        answers[call.chat].append(call.text)
    copies = [_copies(texts) for texts in answers.values()]
    assert max(copies) <= lives.deaths
    p50, p95, p99 = (statistics.quantiles(telegram.took, n=100)[n] for n in (49, 94, 98))
    sys.stdout.write(
        f"\n{len(CHATS) * EACH} questions from {len(CHATS)} chats in {seconds:.0f} s,"
        f" {lives.deaths} kills, the database restarted once: 0 lost, order kept,"
        f" {sum(copies)} twice (at most {max(copies)} in a chat);"
        f" p50 {p50 * 1000:.0f} ms, p95 {p95:.1f} s, p99 {p99:.1f} s, longest"
        f" {max(telegram.took):.1f} s\n"
    )


async def test_row_50_a_replica_is_frozen_and_wakes_again(
    telegram: StandIn, database_url: str
) -> None:
    async with living(telegram, database_url, replicas=3) as lives:
        await telegram.until(lambda: lives.all_alive, seconds=60)
        asked = 0
        for pids in list(lives.pids.values()):
            os.kill(pids[-1], signal.SIGSTOP)
            for _ in range(20):
                asked += 1
                for chat in range(1, 65):
                    telegram.say(f"q{asked}", chat=chat)
                await asyncio.sleep(1.0)
            os.kill(pids[-1], signal.SIGCONT)
        expected = [f"{number} q{number}" for number in range(1, asked + 1)]
        await telegram.until(
            lambda: all(expected[-1] in telegram.texts_to(chat) for chat in range(1, 65)),
            seconds=60,
        )
    copies = 0
    for chat in range(1, 65):
        texts = telegram.texts_to(chat)
        assert list(dict.fromkeys(texts)) == expected
        copies += len(texts) - asked
    # What a frozen one had handed to Telegram when it froze.
    assert copies <= 3 * 64
    sys.stdout.write(f"\n3 freezes of 20 s, {64 * asked} questions: 0 lost, {copies} twice\n")


async def _kill(lives: Lives) -> None:
    while True:
        await asyncio.sleep(KILL_SECONDS)
        lives.kill()


async def _restart(postgresql: Server, *, after: float) -> None:
    await asyncio.sleep(after + random.uniform(0.0, KILL_SECONDS))
    await asyncio.to_thread(postgresql.stop)
    await asyncio.to_thread(postgresql.start)


def _copies(texts: list[str]) -> int:
    """Return how many answers came twice; all must be there, in order, and count right."""
    assert list(dict.fromkeys(texts)) == [f"{number} q{number}" for number in range(1, EACH + 1)]
    return len(texts) - EACH
