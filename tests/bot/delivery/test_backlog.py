"""Row 28: Telegram gone for a day, and thousands of questions waiting."""

import asyncio
import contextlib
import time

import pytest

from bot.delivery.outgoing.limits import LocalLimits
from bot.delivery.running import running
from tests.bot.parrot import parrot
from tests.bot.standin import StandIn

CHATS = 1000
EACH = 5


@pytest.mark.faults
async def test_row_28_five_thousand_questions_are_answered_inside_the_limits(
    telegram: StandIn,
) -> None:
    yesterday = int(time.time()) - 86_000
    for number in range(EACH):
        for chat in range(1, CHATS + 1):
            telegram.say(f"q{number}", chat=chat, date=yesterday + number * 600)
    moments: list[float] = []
    async with running(parrot(api_url=telegram.url), limits=LocalLimits(), patience=0.2) as bot:
        polling = asyncio.create_task(bot.poll())
        seen = 0
        async with asyncio.timeout(400):
            while len(telegram.texts) < CHATS * (EACH + 1):
                await asyncio.sleep(0.01)
                moments += [time.monotonic()] * (len(telegram.calls) - seen)
                seen = len(telegram.calls)
        polling.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await polling
    for chat in range(1, CHATS + 1):
        sorry, *answers = telegram.texts_to(chat)
        assert sorry.startswith("Sorry for the delay")
        assert answers == [f"{number + 1} q{number}" for number in range(EACH)]
    busiest = max(
        sum(start <= m < start + 1 for m in moments[i : i + 60]) for i, start in enumerate(moments)
    )
    # A call may be late by the time it takes.
    assert busiest <= 33
