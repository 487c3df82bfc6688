"""Logging as a bot does it, for a while: afterwards nothing of it is left in the process."""

import contextlib
import logging
import sys
from collections.abc import Iterator
from typing import TextIO

import structlog

from bot import logs


@contextlib.contextmanager
def logged(to: TextIO | None = None) -> Iterator[None]:
    """Log as a bot does, to some stream or to standard error."""
    root = logging.getLogger()
    handlers, told = root.handlers[:], logging.raiseExceptions
    loggers = [root, *map(logging.getLogger, logs.QUIET)]
    levels = [logger.level for logger in loggers]
    try:
        with contextlib.redirect_stderr(to or sys.stderr):
            logs.configure("DEBUG")
        # A logger that is used now would log in this way to the end of the process.
        structlog.configure(cache_logger_on_first_use=False)
        yield
    finally:
        root.handlers[:], logging.raiseExceptions = handlers, told
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
        structlog.reset_defaults()
