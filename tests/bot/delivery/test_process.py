"""The whole program, told to end, and at rest."""

import asyncio
import re
from pathlib import Path

from tests.bot.standin import TOKEN, Fault, StandIn
from tests.chat import SECRET
from tests.ports import free_port
from tests.program import COORDBOT, Program, connected_to, start


async def test_row_47_the_whole_process_ends_in_time_and_goes_on_later(
    telegram: StandIn, folder: Path
) -> None:
    for said in ("/help", "/privacy"):
        program = await _started(telegram, f"sqlite:///{folder}/bot.db", folder)
        await _answered(telegram, said, program)
        await _ended(program)
    assert len(telegram.texts) == 2


async def test_row_47_a_new_process_takes_over_from_an_old_one_on_postgresql(
    telegram: StandIn, folder: Path, database_url: str
) -> None:
    old = await _started(telegram, database_url, folder)
    await _answered(telegram, "/help", old)
    new = await _started(telegram, database_url, folder)
    await _answered(telegram, "/privacy", old)
    await _ended(old)
    await _answered(telegram, "/help", new)
    await _ended(new)
    assert len(telegram.texts) == 3


async def test_row_24_a_start_behind_a_portal_waits_until_it_is_let_through(
    telegram: StandIn, folder: Path
) -> None:
    for status in (404, 401, 200):
        telegram.fail("getMe", Fault(status, b"<html>Log in, please</html>"))
    program = await _started(telegram, f"sqlite:///{folder}/bot.db", folder)
    await _answered(telegram, "/help", program)
    await _ended(program)
    assert len(telegram.texts) == 1


async def test_row_47_a_process_that_waits_for_its_database_ends_in_time(
    telegram: StandIn, folder: Path
) -> None:
    program = await _started(telegram, f"postgresql://coordbot@127.0.0.1:{free_port()}/x", folder)
    async with asyncio.timeout(60):
        while "database_unreachable" not in program.said:  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.05)
    await _ended(program)


async def test_a_process_that_nobody_asks_anything_hardly_wakes_up(
    telegram: StandIn, folder: Path
) -> None:
    program = await _started(telegram, f"sqlite:///{folder}/bot.db", folder)
    await _answered(telegram, "/help", program)
    # What follows a start is not rest, and takes longer on a busy computer.
    for _ in range(20):
        before = _wakeups(program.pid)
        await asyncio.sleep(2)
        a_second = (_wakeups(program.pid) - before) / 2
        if a_second < 20:
            break
    await _ended(program)
    assert a_second < 20


def _wakeups(pid: int) -> int:
    """Return how often the threads of a process have been woken after waiting for something."""
    statuses = Path(f"/proc/{pid}/task").glob("*/status")
    return sum(
        int(re.findall(r"^voluntary_ctxt_switches:\s+(\d+)", status.read_text(), re.M)[0])
        for status in statuses
    )


async def _started(telegram: StandIn, url: str, folder: Path) -> Program:
    settings = {"DATABASE_URL": url, "SECRET": SECRET.text}
    return await start([COORDBOT, "run"], folder, connected_to(telegram) | settings)


async def _answered(telegram: StandIn, said: str, program: Program) -> None:
    before = len(telegram.texts)
    telegram.say(said)
    await telegram.until(
        lambda: len(telegram.texts) > before or not program.is_running, seconds=90
    )


async def _ended(program: Program) -> None:
    assert TOKEN not in await program.end(seconds=10)
