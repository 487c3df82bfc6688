"""A loop that stands still is noticed from outside of it."""

import threading
from typing import Any

import pytest

from bot.web import watchdog


async def test_row_50_a_blocked_loop_is_told_with_its_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    noticed, told = threading.Event(), list[tuple[str, dict[str, Any]]]()

    class Log:
        def critical(self, event: str, **fields: Any) -> None:
            told.append((event, fields))
            noticed.set()

        def warning(self, event: str, **fields: Any) -> None:
            told.append((event, fields))

    monkeypatch.setattr(watchdog, "_log", Log())

    def block_the_loop() -> None:
        noticed.wait(30)

    async with watchdog.watching(seconds=0.01):
        block_the_loop()
    assert told[0][0] == "event_loop_blocked"
    assert "block_the_loop" in told[0][1]["at"]
