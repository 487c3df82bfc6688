"""How Telegram is told where to post, and how polling and a webhook take over from each other."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest
from structlog.testing import capture_logs
from telegram.error import InvalidToken

from bot.delivery.health import CONFLICT_SECONDS
from bot.delivery.incoming.polling import ALLOWED_UPDATES
from bot.web.exceptions import WebhookRefusedError
from bot.web.registration import LOOK_SECONDS, Registration
from tests.bot.delivery.poll import polling
from tests.bot.posting import Posting
from tests.bot.standin import refusal
from tests.bot.web.conftest import SECRET, Served
from tests.conftest import FakeClock


@pytest.fixture
def registration(served: Served) -> Registration:
    served.telegram.webhook = {}
    endpoint = served.settings.webhook
    assert endpoint is not None
    return Registration(served.bot.application.bot, served.bot.health, endpoint)


@contextlib.asynccontextmanager
async def registered(served: Served, registration: Registration) -> AsyncIterator[None]:
    task = asyncio.create_task(served.bot.take_in(registration.run()))
    try:
        await served.telegram.until(lambda: served.telegram.looks > 0)
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_a_dialogue_through_the_webhook(served: Served, registration: Registration) -> None:
    served.telegram.say("before")
    async with registered(served, registration):
        served.telegram.say("after")
        await served.telegram.until(lambda: served.telegram.texts == ["1 before", "2 after"])
    assert served.telegram.webhook == {
        "url": served.settings.webhook_url,
        "secret_token": SECRET,
        "allowed_updates": ALLOWED_UPDATES,
        "max_connections": 40,
    }


async def test_row_25_a_webhook_is_registered_when_telegram_is_back(
    served: Served, registration: Registration
) -> None:
    served.telegram.fail("setWebhook", refusal(502, "Bad Gateway"))
    assert await registration.register() is not None
    served.telegram.fail("setWebhook", refusal(429, "Too Many Requests", retry_after=7))
    assert await registration.register() == 7.0
    assert await registration.register() is None


async def test_a_url_telegram_refuses_ends_the_start_with_the_name_of_the_setting(
    served: Served, registration: Registration
) -> None:
    served.telegram.fail("setWebhook", refusal(400, "Bad Request: bad webhook: no such host"))
    with pytest.raises(WebhookRefusedError, match=r"COORDBOT_WEBHOOK_URL.*no such host"):
        await registration.run()


async def test_row_21_a_revoked_token_ends_the_watch(
    served: Served, registration: Registration
) -> None:
    served.telegram.fail("getWebhookInfo", refusal(401, "Unauthorized"))
    with pytest.raises(InvalidToken):
        await registration.run()


async def test_updates_that_cannot_be_delivered_are_told(
    served: Served, registration: Registration
) -> None:
    served.telegram.error_date = 100
    served.telegram.say("waits")
    served.instance.bot = None
    await registration.register()
    await registration.look()
    assert not served.bot.health.webhook_failing, "the error is from before the start"
    await served.telegram.until(lambda: 503 in served.telegram.answers)
    await registration.look()
    assert served.bot.health.webhook_failing
    assert not served.bot.health.ready
    served.instance.bot = served.bot
    await served.telegram.until(lambda: not served.telegram.pending)
    await registration.look()
    assert served.bot.health.ready


async def test_a_webhook_somebody_else_registered_is_left_alone_and_told(
    served: Served, registration: Registration, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.health.CONFLICT_SECONDS", 0.0)
    await registration.register()
    served.telegram.webhook = {"url": "https://other.example/"}
    await registration.look()
    assert served.bot.health.in_conflict
    assert served.telegram.webhook == {"url": "https://other.example/"}


async def test_row_20_a_webhook_that_was_taken_away_is_set_again_after_a_minute(
    served: Served, registration: Registration, clock: FakeClock
) -> None:
    served.bot.health.clock = clock
    await registration.register()
    served.telegram.webhook = {}
    await registration.look()
    clock.now += CONFLICT_SECONDS / 2
    await registration.look()
    assert not served.telegram.webhook, "whoever took it away may be about to set another one"
    clock.now += CONFLICT_SECONDS / 2
    with capture_logs() as lines:
        await registration.look()
    assert [line["event"] for line in lines] == ["webhook_set_again"]
    assert served.telegram.webhook["url"] == served.settings.webhook_url
    assert served.telegram.webhook["secret_token"] == SECRET
    await registration.look()
    assert served.bot.health.ready


async def test_a_webhook_set_elsewhere_is_left_alone_until_it_too_was_gone_for_a_minute(
    served: Served, registration: Registration, clock: FakeClock
) -> None:
    served.bot.health.clock = clock
    for url in ("", "https://other.example/", ""):
        served.telegram.webhook = {"url": url}
        await registration.look()
        clock.now += CONFLICT_SECONDS
        if url:
            await registration.look()
        assert served.telegram.webhook == {"url": url}
    assert served.bot.health.in_conflict
    await registration.look()
    assert served.telegram.webhook["url"] == served.settings.webhook_url


async def test_row_25_a_webhook_that_cannot_be_set_again_is_tried_at_every_look(
    served: Served, registration: Registration, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.health.CONFLICT_SECONDS", 0.0)
    served.telegram.fail("setWebhook", refusal(400, "Bad Request: bad webhook: no such host"))
    assert await registration.look() == LOOK_SECONDS
    served.telegram.fail("setWebhook", refusal(429, "Too Many Requests", retry_after=40))
    assert await registration.look() == 40.0
    assert not served.telegram.webhook
    await registration.look()
    assert served.telegram.webhook


async def test_a_telegram_that_is_silent_makes_the_bot_deaf(
    served: Served, registration: Registration, monkeypatch: pytest.MonkeyPatch
) -> None:
    await registration.register()
    await registration.look()
    assert served.bot.health.ready
    monkeypatch.setattr("bot.delivery.health.DEAF_SECONDS", -1.0)
    served.telegram.fail("getWebhookInfo", refusal(502, "Bad Gateway"))
    await registration.look()
    assert not served.bot.health.ready


async def test_polling_takes_over_from_a_webhook_and_loses_nothing(telegram: Posting) -> None:
    telegram.webhook = {"url": "http://127.0.0.1:9/", "secret_token": "x"}
    telegram.say("waits")
    async with polling(telegram):
        await telegram.until(lambda: telegram.texts == ["1 waits"])
    [left] = [call for call in telegram.calls if call.method == "deleteWebhook"]
    assert left.parameters == {"drop_pending_updates": False}


async def test_row_20_polling_does_not_fight_over_a_webhook_set_later(
    telegram: Posting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.health.CONFLICT_SECONDS", 0.0)
    async with polling(telegram) as bot:
        telegram.say("hello")
        await telegram.until(lambda: telegram.texts == ["1 hello"] and not telegram.pending)
        telegram.webhook = {"url": "http://127.0.0.1:9/", "secret_token": "x"}
        telegram.say("for the webhook")
        await telegram.until(lambda: bot.health.in_conflict)
    assert telegram.webhook
    assert not any(call.method == "deleteWebhook" for call in telegram.calls)
