"""A loop that stands still is noticed from outside of it."""

import threading

import pytest

from bot.web import watchdog


async def test_row_50_a_blocked_loop_is_told_with_its_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    noticed = threading.Event()

    class Log:
        def critical(self, event: str, *, at: str) -> None:
            assert event == "event_loop_blocked"
            if "block_the_loop" in at:
                noticed.set()

        def warning(self, event: str, *, blocked_seconds: float) -> None:
            assert event == "event_loop_free"

    monkeypatch.setattr(watchdog, "_log", Log())

    def block_the_loop() -> bool:
        return noticed.wait(30)

    async with watchdog.watching(seconds=0.01):
        assert block_the_loop()
