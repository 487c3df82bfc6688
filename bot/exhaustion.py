"""A process that has run out of memory ends: nobody can tell what of it still works.

A callback that was not run, or a thread that died, would leave it alive and deaf. The next
process goes on from what is kept, as after a kill.
"""

import asyncio
import contextlib
import os
import threading
from collections.abc import Iterator
from typing import Any

import structlog

_log = structlog.get_logger(__name__)
_EXIT_CODE = 1
"""Whoever watches over the bot starts it again."""


@contextlib.contextmanager
def ending_when_exhausted() -> Iterator[None]:
    """End the process when anything in the running event loop, or in a thread, lacks memory."""
    loop = asyncio.get_running_loop()
    before = threading.excepthook
    loop.set_exception_handler(_in_loop)
    threading.excepthook = lambda failed: _in_thread(failed, before)
    try:
        yield
    finally:
        loop.set_exception_handler(None)
        threading.excepthook = before


def end_if_exhausted(error: Exception) -> None:
    """End the process if an error says that memory is lacking; else do nothing.

    Whoever goes on after any error calls this first. To raise is not enough: an error of a task is
    told when somebody looks at it, which may be at the end of the process, and whoever serves HTTP
    goes on as well.

    Args:
        error: What was caught.

    Raises:
        MemoryError: Memory is lacking, and nobody has asked for the process to end.
    """
    if isinstance(error, MemoryError):
        if asyncio.get_running_loop().get_exception_handler() is _in_loop:
            _end()
        raise error


def _in_loop(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    _look_at(context.get("exception"))
    loop.default_exception_handler(context)


def _in_thread(failed: threading.ExceptHookArgs, otherwise: Any) -> None:
    _look_at(failed.exc_value)
    otherwise(failed)


def _look_at(error: object) -> None:
    if isinstance(error, MemoryError):
        _end()


def _end() -> None:
    with contextlib.suppress(MemoryError):
        _log.critical("out_of_memory")
    os._exit(_EXIT_CODE)
