import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import sqlalchemy as sa

from bot.delivery.running import Running
from bot.process import publish
from bot.store.events import timer_key
from bot.store.schema import event
from knowledge.assistant import Assistant
from knowledge.content.loader import CONTENT, load
from tests.bot.standin import StandIn, refusal
from tests.testland import write_testland


async def test_an_update_is_answered(bot: Running, telegram: StandIn) -> None:
    await bot.handle(telegram.say("hello"))
    assert telegram.texts == ["1 hello"]


async def test_state_is_kept_between_updates(bot: Running, telegram: StandIn) -> None:
    await bot.handle(telegram.say("a"))
    await bot.handle(telegram.say("b"))
    assert telegram.texts == ["1 a", "2 b"]


async def test_an_edit_finds_the_message_of_its_key(bot: Running, telegram: StandIn) -> None:
    await bot.handle(telegram.say("in x first"))
    await bot.handle(telegram.say("edit x second"))
    assert [call.method for call in telegram.calls] == ["sendMessage", "editMessageText"]
    assert telegram.calls[1].parameters["message_id"] == 1


async def test_an_edit_of_what_was_never_sent_does_nothing(
    bot: Running, telegram: StandIn
) -> None:
    await bot.handle(telegram.say("edit y text"))
    assert telegram.calls == []


async def test_a_message_to_another_chat_goes_out_too(bot: Running, telegram: StandIn) -> None:
    await bot.handle(telegram.say("to 8 hello"))
    await bot.settled(8)
    assert telegram.texts_to(8) == ["hello"]


async def test_what_is_told_has_the_key_of_a_timer_of_its_name(bot: Running) -> None:
    await bot.tell([7], "news: 5 %", {"n": "x"}, key="v1:55")
    select = sa.select(event.c.key)
    [key] = await bot.database.run(lambda c: c.scalars(select).all())
    assert key == timer_key("news: 5 %", bot.database.secret.chat(7), "v1:55")


@contextlib.asynccontextmanager
async def _publishing(bot: Running) -> AsyncIterator[None]:
    task = asyncio.create_task(publish(bot.application, again=0.01, look=0.01))
    try:
        yield
    finally:
        task.cancel()


async def test_menus_that_telegram_did_not_take_are_filled_later(
    bot: Running, telegram: StandIn, assistant: Assistant
) -> None:
    bot.application.bot_data["services"].answer_from(assistant)  # A menu tells what there is.
    telegram.fail("setMyCommands", refusal(502, "Bad Gateway", times=3))
    async with _publishing(bot):
        await telegram.until(lambda: len(telegram.calls) >= 4)
    menus = {
        (str(call.parameters["scope"]), call.parameters.get("language_code"))
        for call in telegram.calls
    }
    assert len(menus) == 4


async def test_a_country_can_be_chosen_in_the_menu_once_the_content_has_one(
    bot: Running, telegram: StandIn, assistant: Assistant, tmp_path: Path
) -> None:
    services = bot.application.bot_data["services"]
    services.answer_from(assistant)
    async with _publishing(bot):
        await telegram.until(lambda: len(telegram.calls) == 4)
        await asyncio.sleep(0.1)
        assert not any("country" in str(call.parameters) for call in telegram.calls)
        write_testland(tmp_path)
        services.answer_from(Assistant(load(CONTENT, extra=tmp_path)))
        await telegram.until(lambda: len(telegram.calls) == 8)
    assert sum("country" in str(call.parameters) for call in telegram.calls) == 4
