"""What goes wrong around a handler makes no success of an event, and puts no text into a log."""

import asyncio
import logging
from typing import Any

import pytest

from bot.delivery.running import Running
from bot.store.dead import dead_letters
from handlers.context import Context
from tests.bot.standin import StandIn

SAID = "words of somebody"


def fails(error: Exception) -> Any:
    def fail(*_arguments: object, **_named: object) -> None:
        raise error

    return fail


async def test_an_update_for_which_no_context_can_be_made_is_kept(
    bot: Running,
    telegram: StandIn,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(Context, "from_update", fails(ValueError("no context")))
    with caplog.at_level(logging.DEBUG):
        await bot.handle(telegram.say(SAID))
    [letter] = await bot.database.run(dead_letters)
    assert letter.reason == "the handler failed; see the log"
    assert SAID not in caplog.text


async def test_an_update_over_which_the_error_handler_fails_too_is_kept(
    bot: Running, telegram: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Context, "from_error", fails(ValueError("no context")))
    await bot.handle(telegram.say("boom"))
    [letter] = await bot.database.run(dead_letters)
    assert letter.reason == "the handler failed; see the log"
    assert telegram.texts == []


@pytest.mark.parametrize("where", ["from_update", "from_error"])
async def test_without_memory_for_it_an_update_is_tried_again(
    bot: Running, telegram: StandIn, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    with monkeypatch.context() as short:
        short.setattr(Context, where, fails(MemoryError()))
        update = telegram.say("boom")
        await bot.delivery.accept([update])
        await asyncio.sleep(0.1)
    assert await bot.database.run(dead_letters) == []
    await bot.delivery.sweep()
    await bot.settled(update["message"]["chat"]["id"])
    assert len(await bot.database.run(dead_letters)) == 1
