"""The whole program, told to end, and at rest."""

import asyncio
import os
import re
import sys
from pathlib import Path

from tests.bot.standin import TOKEN, StandIn
from tests.chat import SECRET

Process = asyncio.subprocess.Process


async def test_row_47_the_whole_process_ends_in_time_and_goes_on_later(
    telegram: StandIn, tmp_path: Path
) -> None:
    for said in ("/help", "/privacy"):
        process = await _started(telegram, f"sqlite:///{tmp_path}/bot.db", tmp_path)
        await _answered(telegram, said, process)
        await _ended(process)
    assert len(telegram.texts) == 2


async def test_row_47_a_new_process_takes_over_from_an_old_one_on_postgresql(
    telegram: StandIn, tmp_path: Path, database_url: str
) -> None:
    old = await _started(telegram, database_url, tmp_path)
    await _answered(telegram, "/help", old)
    new = await _started(telegram, database_url, tmp_path)
    await _answered(telegram, "/privacy", old)
    await _ended(old)
    await _answered(telegram, "/help", new)
    await _ended(new)
    assert len(telegram.texts) == 3


async def test_a_process_that_nobody_asks_anything_hardly_wakes_up(
    telegram: StandIn, tmp_path: Path
) -> None:
    process = await _started(telegram, f"sqlite:///{tmp_path}/bot.db", tmp_path)
    await _answered(telegram, "/help", process)
    await asyncio.sleep(3)  # what follows a start is not rest
    before = _wakeups(process.pid)
    await asyncio.sleep(4)
    a_second = (_wakeups(process.pid) - before) / 4
    await _ended(process)
    assert a_second < 20


def _wakeups(pid: int) -> int:
    """Return how often the threads of a process have been woken after waiting for something."""
    statuses = Path(f"/proc/{pid}/task").glob("*/status")
    return sum(
        int(re.findall(r"^voluntary_ctxt_switches:\s+(\d+)", status.read_text(), re.M)[0])
        for status in statuses
    )


async def _started(telegram: StandIn, url: str, folder: Path) -> Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        "from bot.cli import main; import sys; sys.argv[1:] = ['run']; main()",
        env={
            **os.environ,
            "COORDBOT_TOKEN": TOKEN,
            "COORDBOT_API_URL": telegram.url,
            "COORDBOT_DATABASE_URL": url,
            "COORDBOT_SECRET": SECRET.text,
            "COORDBOT_LISTEN": "127.0.0.1:0",
            "PYTHONPATH": str(Path(__file__).parents[3]),
        },
        cwd=folder,
        stderr=asyncio.subprocess.PIPE,
    )


async def _answered(telegram: StandIn, said: str, process: Process) -> None:
    before = len(telegram.texts)
    telegram.say(said)
    await telegram.until(
        lambda: len(telegram.texts) > before or process.returncode is not None, seconds=90
    )


async def _ended(process: Process) -> None:
    if process.returncode is None:
        process.terminate()
    _out, log = await asyncio.wait_for(process.communicate(), 10)
    assert process.returncode == 0, log.decode()
    assert TOKEN.encode() not in log
