"""``/country`` as a dialogue: chosen, marked in every answer, and cleared again."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.application import bare_application
from bot.delivery.running import running
from bot.store.opening import open_database
from handlers.messages.texts import Texts
from handlers.register import GROUP_COMMANDS, menu, register
from handlers.services import Services
from knowledge.assistant import Assistant
from knowledge.content.loader import CONTENT, load
from tests.chat import SECRET, Chat, Handle
from tests.conftest import FakeClock
from tests.fake_telegram import TOKEN, FakeTelegram
from tests.testland import write_testland


@pytest.fixture(scope="module")
def testland(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    extra: Path = tmp_path_factory.mktemp("extra")
    write_testland(extra)
    return Assistant(load(CONTENT, extra=extra))


@pytest.fixture
async def there(
    wire: FakeTelegram, clock: FakeClock, testland: Assistant
) -> AsyncIterator[Handle]:
    application = bare_application(TOKEN, Services(testland, Texts(), clock), request=wire)
    register(application)
    async with (
        open_database(secret=SECRET) as database,
        running(application, database=database) as bot,
    ):
        yield bot.handle


@pytest.fixture
def lin(wire: FakeTelegram, there: Handle) -> Chat:
    return Chat(wire, there)


@pytest.mark.parametrize("name", ["XTL", "测试国", "testland"])
async def test_a_country_is_chosen_by_typing(lin: Chat, name: str) -> None:
    [chosen] = await lin.say(f"/country {name}")
    assert chosen.text.startswith("当前国家：测试国")
    [answer] = await lin.say("谁领导营养集群")
    first, second, *_rest = answer.text.splitlines()
    assert first == "【测试国】营养集群由测试营养署牵头。"
    assert second.startswith("【全球】")


async def test_a_country_is_chosen_and_cleared_by_button(lin: Chat) -> None:
    [menu] = await lin.say("/country")
    assert "尚未选择国家" in menu.text
    [menu] = await lin.press(menu, "测试国")
    assert menu.edited
    assert "✓ 测试国" in menu.buttons
    [menu] = await lin.press(menu, "只看全球内容")
    assert "尚未选择国家" in menu.text
    [answer] = await lin.say("谁领导营养集群")
    assert "【" not in answer.text


async def test_leads_name_those_of_the_country_first(lin: Chat) -> None:
    await lin.say("/country XTL")
    [table] = await lin.say("/leads")
    assert "先列测试国" in table.text
    assert "TNAX（测试国）、UNICEF" in table.text


async def test_another_chat_is_not_touched(lin: Chat, wire: FakeTelegram, there: Handle) -> None:
    await lin.say("/country XTL")
    [answer] = await Chat(wire, there, user_id=8).say("谁领导营养集群")
    assert "测试国" not in answer.text


async def test_in_english(wire: FakeTelegram, there: Handle) -> None:
    person = Chat(wire, there, language_code="en")
    [chosen] = await person.say("/country Testland")
    assert chosen.text.startswith("Country: Testland.")
    assert "Global answers only" in chosen.buttons


async def test_a_real_country_without_content_and_no_country_at_all(lin: Chat) -> None:
    [reply] = await lin.say("/country South Sudan")
    assert reply.text.startswith("没有南苏丹的国别资料")
    [reply] = await lin.say("/country <b>Atlantis")
    assert "没有找到名为“&lt;b&gt;Atlantis”的国家" in reply.html


async def test_where_no_country_is_installed_it_says_so(chat: Chat) -> None:
    [reply] = await chat.say("/country")
    assert "没有国别资料" in reply.text
    assert reply.buttons == {}


async def test_choices_of_a_country_are_forgotten_with_it(lin: Chat) -> None:
    await lin.say("/country XTL")
    [choices] = await lin.say("国家工作队")
    assert len(choices.buttons) >= 2
    [menu] = await lin.say("/country")
    await lin.press(menu, "只看全球内容")
    [reply] = await lin.say("2")
    assert list(choices.buttons)[1].removeprefix("2. ") not in reply.text


@pytest.mark.parametrize("data", ["c:", "c:none", "c:ZZZ", "c:XTL:more"])
async def test_a_forged_button_chooses_nothing(lin: Chat, data: str) -> None:
    [menu] = await lin.press_data(data)
    assert "尚未选择国家" in menu.text


async def test_where_countries_are_they_are_told_of(lin: Chat) -> None:
    [told] = await lin.say("/help")
    assert "/country" in told.text
    [settings] = await lin.say("/chat")
    assert "国家" in settings.buttons


async def test_where_there_are_none_it_is_said_once(chat: Chat) -> None:
    [told] = await chat.say("/country 缅甸")
    assert "缅甸" in told.text
    assert len(told.text.splitlines()) == 1


def test_the_menu_has_the_choice_of_a_country_only_where_there_is_one(
    testland: Assistant, assistant: Assistant
) -> None:
    assert menu(GROUP_COMMANDS, testland.knowledge) == GROUP_COMMANDS
    assert "country" not in menu(GROUP_COMMANDS, assistant.knowledge)
