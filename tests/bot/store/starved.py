"""Open a database again and again with ever more files, or memory; prints how often it opened.

Arguments: the database file, and ``files`` or ``memory``.
"""

import asyncio
import os
import resource
import signal
import sys
from pathlib import Path

from bot.store.opening import open_database

_FILES = range(3, 24)
_PAGES = range(0, 40_000, 1_000)
_PATIENCE_SECONDS = 20


async def _open(path: str) -> None:
    async with open_database(f"sqlite:///{path}"):
        pass


def _opened(path: str, kind: int, most: int) -> bool:
    """Return whether a process that may have no more than so much opens the database."""
    child = os.fork()
    if child == 0:
        # Python itself waits for ever for a thread that had no memory to begin with.
        signal.alarm(_PATIENCE_SECONDS)
        resource.setrlimit(kind, (most, most))
        try:
            asyncio.run(_open(path))
        except BaseException:  # however it fails
            os._exit(1)
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0


def main() -> None:
    path, what = sys.argv[1:]
    if what == "files":
        outcomes = [_opened(path, resource.RLIMIT_NOFILE, most) for most in _FILES]
    else:
        page, pages = resource.getpagesize(), Path("/proc/self/statm").read_text().split()[0]
        begun = int(pages)
        outcomes = [_opened(path, resource.RLIMIT_AS, (begun + n) * page) for n in _PAGES]
    sys.stdout.write(f"{outcomes.count(True)} of {len(outcomes)}")


if __name__ == "__main__":
    main()
