"""The bot speaks with the Bot API it was given, and with nobody else."""

import sys
from pathlib import Path

from tests.bot.standin import StandIn
from tests.program import connected_to, running

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
from bot.__main__ import main
main()
"""
SAID = ["/start", "谁领导营养集群", "who leads shelter", "/leads", "/browse", "/activate_cluster",
        "/privacy", "/mydata", "/forget", "+93 70 123 4567"]  # fmt: skip


async def test_no_connection_goes_anywhere_else(telegram: StandIn, folder: Path) -> None:
    seen = folder / "seen"
    command = [sys.executable, "-c", WATCHED, "run", str(seen)]
    for said in SAID:
        telegram.say(said)
    async with running(folder, connected_to(telegram), command=command):
        await telegram.until(lambda: len(telegram.texts) >= len(SAID), seconds=60)
    lines = set(seen.read_text().splitlines())
    assert lines == {f"socket.connect ('127.0.0.1', {telegram.port})"}
