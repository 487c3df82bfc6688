"""Log what repeats once a minute, so that an outage does not fill the disk."""

import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import structlog

EACH_SECONDS = 60.0


class Repeated:
    """A logger that says the same at most once a minute, and how often it was left out."""

    def __init__(
        self, logger: structlog.stdlib.BoundLogger, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._logger = logger
        self._clock = clock
        self._said: dict[str, float] = {}
        self._left_out: Counter[str] = Counter()

    def warning(self, event: str, **fields: Any) -> None:
        """Log a warning."""
        if (count := self._due(event)) is not None:
            self._logger.warning(event, **fields, **count)

    def critical(self, event: str, **fields: Any) -> None:
        """Log what an operator must look at."""
        if (count := self._due(event)) is not None:
            self._logger.critical(event, **fields, **count)

    def error(self, event: str, **fields: Any) -> None:
        """Log an error."""
        if (count := self._due(event)) is not None:
            self._logger.error(event, **fields, **count)

    def _due(self, event: str) -> dict[str, int] | None:
        now = self._clock()
        said = self._said.get(event)
        if said is not None and now - said < EACH_SECONDS:
            self._left_out[event] += 1
            return None
        self._said[event] = now
        left_out = self._left_out.pop(event, 0)
        return {"repeated": left_out} if left_out else {}
