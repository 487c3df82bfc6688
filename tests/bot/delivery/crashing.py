"""A parrot that dies: started anew each time, with everything already imported.

Arguments: the stand-in's address, the database, how often to die at a failpoint (0: others kill
it), a seed, and ``starved`` if allocations are to fail now and then. Prints the process id of each
life.
"""

import asyncio
import contextlib
import ctypes
import os
import random
import signal
import sys
import threading
import time
from collections.abc import Awaitable, Callable
from typing import Any

from bot.delivery import commits
from bot.delivery.api.telegram_api import TelegramApi
from bot.delivery.incoming.intake import Intake
from bot.delivery.outgoing.sender import Sender
from bot.delivery.running import running
from bot.exhaustion import ending_when_exhausted
from bot.process import PATIENCE_SECONDS
from bot.store.opening import open_database
from tests.bot.parrot import OpenDoor, parrot
from tests.chat import SECRET

POINTS = (
    "before the journal",
    "after the journal, before the acknowledgement",
    "inside the transaction of an event",
    "before a send",
    "after a send, before its mark",
    "after the mark",
)
# <linux/prctl.h>: a life ends when its parent does, as that ends with the tests.
_PR_SET_PDEATHSIG = 1


async def live(address: str, url: str) -> None:
    with ending_when_exhausted():
        await _answer(address, url)


async def _answer(address: str, url: str) -> None:
    async with (
        open_database(url, secret=SECRET) as database,
        running(
            parrot(api_url=address),
            database=database,
            doors=OpenDoor,
            patience=PATIENCE_SECONDS,
        ) as bot,
    ):
        await bot.poll()


class Failpoint:
    """Kills the process the n-th time a place is reached."""

    def __init__(self, name: str, times: int) -> None:
        self._name = name
        self._left = times

    def reach(self, name: str) -> None:
        if name == self._name:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


def set_failpoint(name: str, times: int) -> None:
    point = Failpoint(name, times)
    _around(Intake, "journal", point, POINTS[0], POINTS[1])
    _around(TelegramApi, "call", point, POINTS[3], POINTS[4])
    _around(Sender, "_mark_last", point, "", POINTS[5])
    finish: Callable[..., Any] = commits.finish

    def finish_and_die(*args: Any, **kwargs: Any) -> Any:
        result = finish(*args, **kwargs)
        point.reach(POINTS[2])
        return result

    commits.finish = finish_and_die


def _around(owner: type, name: str, point: Failpoint, before: str, after: str) -> None:
    original: Callable[..., Awaitable[Any]] = getattr(owner, name)

    async def wrapped(*args: Any, **kwargs: Any) -> Any:
        point.reach(before)
        result = await original(*args, **kwargs)
        point.reach(after)
        return result

    setattr(owner, name, wrapped)


def starve(seed: int) -> None:
    """Let an allocation fail about every tenth of a second, from some time after the start on."""
    import _testcapi  # type: ignore[import-not-found]  # noqa: PLC0415 - not everywhere

    choose = random.Random(seed)
    time.sleep(1.0)
    while True:
        time.sleep(choose.uniform(0.0, 0.2))
        first = choose.randint(1, 3000)
        _testcapi.set_nomemory(first, first + 1)
        time.sleep(0.002)
        _testcapi.remove_mem_hooks()


def main() -> None:
    address, url, deaths, seed = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    starved = sys.argv[5:] == ["starved"]
    choose = random.Random(seed)
    for life in range(10**9):
        # Not at the first of its kind: an event over which three lives end is given up, rightly.
        name, times = POINTS[life % len(POINTS)], choose.randint(3, 8)
        child = os.fork()
        if child == 0:
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
            if life < deaths:
                set_failpoint(name, times)
            if starved:
                threading.Thread(target=starve, args=(seed + life,), daemon=True).start()
            with contextlib.suppress(KeyboardInterrupt):
                asyncio.run(live(address, url))
            os._exit(0)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
        os.waitpid(child, 0)


if __name__ == "__main__":
    main()
