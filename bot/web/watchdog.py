"""Notice while the event loop stands still, and say where."""

import asyncio
import contextlib
import itertools
import sys
import threading
import time
import traceback
from collections.abc import AsyncIterator
from types import FrameType

import structlog

_log = structlog.get_logger(__name__)
BLOCKED_SECONDS = 5.0
_FRAMES = 4


@contextlib.asynccontextmanager
async def watching(*, seconds: float = BLOCKED_SECONDS) -> AsyncIterator[None]:
    """Watch the running event loop from another thread, as long as the block runs.

    Args:
        seconds: How long it may take the loop to come round before that is logged.
    """
    loop, ended = asyncio.get_running_loop(), threading.Event()
    thread = threading.Thread(
        target=_watch,
        args=(loop, threading.get_ident(), ended, seconds),
        name="watchdog",
        daemon=True,
    )
    thread.start()
    try:
        yield
    finally:
        ended.set()


def _watch(
    loop: asyncio.AbstractEventLoop, watched: int, ended: threading.Event, seconds: float
) -> None:
    while not ended.is_set():
        came_round, asked = threading.Event(), time.monotonic()
        with contextlib.suppress(RuntimeError):  # the loop is closed, and this the end
            loop.call_soon_threadsafe(came_round.set)
            if not came_round.wait(seconds) and not ended.is_set():
                _log.critical("event_loop_blocked", at=_place(sys._current_frames()[watched]))
                came_round.wait()
                took = round(time.monotonic() - asked, 1)
                _log.warning("event_loop_free", blocked_seconds=took)
        ended.wait(seconds)


def _place(innermost: FrameType) -> str:
    """Return where a thread is and how it came there: code, never a value."""
    frames = itertools.islice(traceback.walk_stack(innermost), _FRAMES)
    return " < ".join(f"{f.f_code.co_filename}:{line} {f.f_code.co_name}" for f, line in frames)
