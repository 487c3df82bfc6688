"""The pocket card: short enough, complete, and offered anew once for each change."""

from collections.abc import AsyncIterator
from copy import copy
from dataclasses import replace

import pytest

from bot.application import bare_application
from bot.delivery.running import Running, running
from bot.store.opening import open_database
from handlers.messages.render import Renderer
from handlers.messages.texts import Texts
from handlers.pocket import DAY_SECONDS
from handlers.pocket_card import pocket_messages
from handlers.register import register
from handlers.services import Services
from knowledge.assistant import Assistant
from knowledge.text.language import Language
from tests.chat import SECRET, Chat
from tests.conftest import FakeClock
from tests.fake_telegram import TOKEN, FakeTelegram


class Desk:
    """A bot whose content can be changed while it runs."""

    def __init__(self, bot: Running, wire: FakeTelegram, clock: FakeClock) -> None:
        self.handle = bot.handle
        self.chat = Chat(wire, bot.handle)
        self._bot, self._wire, self._clock = bot, wire, clock

    async def next_day(self) -> list[str]:
        """Let a day pass; return what the bot says by itself."""
        before = len(self._wire.calls)
        self._clock.now += DAY_SECONDS + 1
        await self._bot.delivery.sweep()
        await self._bot.settled(self.chat.chat_id)
        return [call["text"] for name, call in self._wire.calls[before:] if name == "sendMessage"]

    def change_content(self) -> None:
        services: Services = self._bot.application.bot_data["services"]
        knowledge = services.assistant.knowledge
        entry = knowledge.entries["cluster-activation"]
        facets = {name: facet for name, facet in entry.facets.items() if name != "deadline"}
        changed = entry.model_copy(update={"facets": facets})
        assistant = copy(services.assistant)
        assistant.knowledge = replace(knowledge, entries={**knowledge.entries, entry.id: changed})
        self._bot.application.bot_data["services"] = replace(services, assistant=assistant)


@pytest.fixture
async def desk(wire: FakeTelegram, clock: FakeClock, assistant: Assistant) -> AsyncIterator[Desk]:
    application = bare_application(TOKEN, Services(assistant, Texts(), clock), request=wire)
    register(application)
    async with (
        open_database(secret=SECRET) as database,
        running(application, database=database) as bot,
    ):
        yield Desk(bot, wire, clock)


@pytest.mark.parametrize("language", Language)
def test_card_is_one_or_two_messages_and_holds_what_is_needed(
    assistant: Assistant, language: Language
) -> None:
    messages = pocket_messages(assistant, Renderer(assistant, Texts(), language))
    assert len(messages) <= 2
    assert max(map(len, messages)) <= 3500
    text = "\n".join(messages)
    for needed in ("UNICEF", "24", "HC", "@unhcr.org", "2025-08-22"):
        assert needed in text


async def test_changes_are_told_only_where_that_was_wanted(desk: Desk) -> None:
    *_first, card = await desk.chat.say("/pocket")
    assert await desk.next_day() == []
    await desk.chat.press(card, "有变化时通知我")
    assert await desk.next_day() == []
    desk.change_content()
    [news] = await desk.next_day()
    assert "有变化" in news
    assert await desk.next_day() == []


async def test_one_press_stops_the_news(desk: Desk) -> None:
    *_first, card = await desk.chat.say("/pocket")
    await desk.chat.press(card, "有变化时通知我")
    *_first, card = await desk.chat.say("/pocket")
    await desk.chat.press(card, "不再通知")
    desk.change_content()
    assert await desk.next_day() == []


async def test_the_button_says_what_a_press_does_next(desk: Desk) -> None:
    *_first, card = await desk.chat.say("/pocket")
    [on] = await desk.chat.press(card, "有变化时通知我")
    assert (on.edited, on.html, list(on.buttons)) == (True, card.html, ["不再通知"])
    [off] = await desk.chat.press(on, "不再通知")
    assert (off.html, list(off.buttons)) == (card.html, ["有变化时通知我"])


async def test_under_the_news_the_button_changes_and_the_news_stays(desk: Desk) -> None:
    *_first, card = await desk.chat.say("/pocket")
    await desk.chat.press(card, "有变化时通知我")
    desk.change_content()
    [text] = await desk.next_day()
    news = desk.chat.heard()[-1]
    [off] = await desk.chat.press(news, "不再通知")
    assert (off.text, list(off.buttons)) == (text, ["发送新的", "有变化时通知我"])


async def test_the_card_stays_in_its_language_whoever_presses(
    desk: Desk, wire: FakeTelegram
) -> None:
    *_first, card = await desk.chat.say("/pocket")
    english = Chat(wire, desk.handle, user_id=8, chat_id=desk.chat.chat_id, language_code="en")
    [on] = await english.press(card, "有变化时通知我")
    assert on.html == card.html


@pytest.mark.parametrize("data", ["k:on", "k:off"])
async def test_a_button_from_before_still_chooses(desk: Desk, data: str) -> None:
    assert await desk.chat.press_data(data) == []
    assert "内容有变" in desk.chat.alert()["text"]


async def test_new_card_says_what_the_content_says_now(desk: Desk) -> None:
    before = [sent.text for sent in await desk.chat.say("/pocket")]
    desk.change_content()
    after = [sent.text for sent in await desk.chat.press_data("k:new")]
    assert "时限" in "\n".join(before)
    assert "时限" not in "\n".join(after)
