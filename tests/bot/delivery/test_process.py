"""The whole program, told to end."""

import asyncio
import os
import sys
from pathlib import Path

from tests.bot.standin import TOKEN, StandIn


async def test_row_47_the_whole_process_ends_in_time_and_goes_on_later(
    telegram: StandIn, tmp_path: Path
) -> None:
    environment = {
        **os.environ,
        "COORDBOT_TOKEN": TOKEN,
        "COORDBOT_API_URL": telegram.url,
        "COORDBOT_DATABASE_URL": f"sqlite:///{tmp_path}/bot.db",
        "COORDBOT_LISTEN": "127.0.0.1:0",
        "PYTHONPATH": str(Path(__file__).parents[3]),
    }
    for said in ("/help", "/privacy"):
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            "from bot.cli import main; import sys; sys.argv[1:] = ['run']; main()",
            env=environment,
            cwd=tmp_path,
            stderr=asyncio.subprocess.PIPE,
        )
        telegram.say(said)
        before = len(telegram.texts)
        await telegram.until(
            lambda n=before, p=process: len(telegram.texts) > n or p.returncode is not None,  # type: ignore[misc]
            seconds=30,
        )
        if process.returncode is None:
            process.terminate()
        _out, log = await asyncio.wait_for(process.communicate(), 10)
        assert process.returncode == 0, log.decode()
        assert TOKEN.encode() not in log
    assert len(telegram.texts) == 2
