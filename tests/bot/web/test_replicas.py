"""Two processes behind one webhook, on one PostgreSQL."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from bot.web.registration import Registration
from knowledge.assistant import Assistant
from tests.bot.posting import Posting
from tests.bot.standin import message
from tests.bot.web.conftest import Served, serving_parrot


@contextlib.asynccontextmanager
async def replica(
    telegram: Posting, assistant: Assistant, database_url: str
) -> AsyncIterator[Served]:
    async with serving_parrot(telegram, assistant, database_url) as served:
        endpoint = served.settings.webhook
        assert endpoint is not None
        registration = Registration(served.bot.application.bot, served.bot.health, endpoint)
        task = asyncio.create_task(served.bot.take_in(registration.run()))
        try:
            yield served
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


async def test_row_55_an_update_posted_to_both_at_once_is_answered_once(
    telegram: Posting, assistant: Assistant, database_url: str
) -> None:
    async with (
        replica(telegram, assistant, database_url) as one,
        replica(telegram, assistant, database_url) as other,
    ):
        await telegram.until(lambda: telegram.looks > 1)
        for number in range(12):
            update = {"update_id": number, "message": message(f"q{number}", chat=number % 4 + 1)}
            answers = [
                telegram.post(update, url=served.settings.webhook_url) for served in (one, other)
            ]
            assert await asyncio.gather(*answers) == [200, 200]
        await telegram.until(lambda: len(telegram.texts) >= 12)
        report = await other.instance.report()
    assert sorted(telegram.texts) == sorted(f"{n // 4 + 1} q{n}" for n in range(12))
    assert report.troubles == []
