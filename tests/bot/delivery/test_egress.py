"""The bot speaks with the Bot API it was given, and with nobody else."""

import asyncio
import os
import sys
from pathlib import Path

from tests.bot.standin import TOKEN, StandIn

# Told to the process itself: what it opens on the way, also for a moment, is written down.
WATCHED = """
import sys
from pathlib import Path

seen = open(sys.argv.pop(), "a", buffering=1)

def watch(event, arguments):
    if event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
        print(event, arguments[1], file=seen)
    elif event == "socket.getaddrinfo":
        print(event, arguments[0], file=seen)

sys.addaudithook(watch)
from bot.cli import main
main()
"""
SAID = ["/start", "谁领导营养集群", "who leads shelter", "/leads", "/browse", "/activate_cluster",
        "/privacy", "/mydata", "/forget", "+93 70 123 4567"]  # fmt: skip


async def test_no_connection_goes_anywhere_else(telegram: StandIn, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-c", WATCHED, "run", str(seen)),
        env={
            **os.environ,
            "COORDBOT_TOKEN": TOKEN,
            "COORDBOT_API_URL": telegram.url,
            "COORDBOT_DATABASE_URL": f"sqlite:///{tmp_path}/bot.db",
            "PYTHONPATH": str(Path(__file__).parents[3]),
        },
        cwd=tmp_path,
        stderr=asyncio.subprocess.DEVNULL,
    )
    for said in SAID:
        telegram.say(said)
    try:
        await telegram.until(lambda: len(telegram.texts) >= len(SAID), seconds=60)
    finally:
        process.terminate()
        await process.wait()
    lines = set(seen.read_text().splitlines())
    assert lines == {f"socket.connect ('127.0.0.1', {telegram.port})"}
