"""A bot that works for one country's office: what holds there comes first until a chat chooses."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.application import bare_application
from bot.delivery.incoming.shape import update_of
from bot.delivery.running import Running, running
from bot.store.opening import open_database
from handlers.chats.state import ChatState
from handlers.messages.built import Built
from handlers.messages.texts import Texts
from handlers.register import register
from handlers.services import Services
from handlers.unkept import unkept_answer
from knowledge.assistant import Assistant
from knowledge.content.loader import CONTENT, load
from tests.bot.standin import message
from tests.chat import SECRET, Chat, Sent
from tests.conftest import FakeClock
from tests.fake_telegram import TOKEN, FakeTelegram
from tests.testland import CODE, OTHER, write_testland, write_trialand

QUESTION = "谁领导营养集群"
OURS = "【测试国】营养集群由测试营养署牵头。"
OTHERS, GLOBAL = "【试验国】", "营养集群的全球牵头机构"


@pytest.fixture(scope="module")
def two_countries(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    extra: Path = tmp_path_factory.mktemp("extra")
    write_testland(extra)
    write_trialand(extra)
    return Assistant(load(CONTENT, extra=extra))


@pytest.fixture
def services(two_countries: Assistant, clock: FakeClock) -> Services:
    return Services(two_countries, Texts(), clock, country=CODE)


async def _build(key: str) -> bytes:
    return key.encode()


@pytest.fixture
async def office(wire: FakeTelegram, services: Services, tmp_path: Path) -> AsyncIterator[Running]:
    application = bare_application(TOKEN, services, request=wire)
    register(application)
    async with (
        open_database(f"sqlite:///{tmp_path}/bot.db", secret=SECRET) as database,
        running(application, database=database, build=_build) as bot,
    ):
        yield bot


@pytest.fixture
def lin(wire: FakeTelegram, office: Running) -> Chat:
    return Chat(wire, office.handle)


def _built(sent: Sent) -> tuple[str, str | None, str | None]:
    """Return the name of a file that was sent, whose country it is of, and what it tells apart."""
    assert isinstance(sent.file, tuple)
    built = Built.of(sent.file[1].decode())
    return sent.file[0], built.country, built.asked


async def _answer(chat: Chat) -> str:
    [answer] = await chat.say(QUESTION)
    return answer.text.splitlines()[0]


async def test_a_chat_begins_with_the_offices_country_and_is_told(lin: Chat) -> None:
    [welcome] = await lin.say("/start")
    assert "测试国的情况排在前面" in welcome.text
    assert await _answer(lin) == OURS
    [menu] = await lin.say("/country")
    assert "✓ 测试国" in menu.buttons
    [table] = await lin.say("/leads")
    assert "TNAX（测试国）、UNICEF" in table.text
    [settings] = await lin.say("/chat")
    assert "国家：测试国" in settings.text


async def test_a_chat_without_anything_chosen_keeps_nothing_of_it(lin: Chat) -> None:
    await lin.say("/country")
    [data] = await lin.say("/mydata")
    assert "国家" not in data.text


async def test_global_answers_are_chosen_and_stay_chosen(lin: Chat, office: Running) -> None:
    [menu] = await lin.say("/country")
    [menu] = await lin.press(menu, "只看全球内容")
    assert "尚未选择国家" in menu.text
    assert (await _answer(lin)).startswith(GLOBAL)
    [data] = await lin.say("/mydata")
    assert "只看全球内容" in data.text
    [settings] = await lin.say("/chat")
    assert "国家：只看全球内容" in settings.text
    [menu] = await lin.press(menu, "测试国")
    assert await _answer(lin) == OURS


async def test_another_country_is_chosen_and_forgotten(lin: Chat) -> None:
    await lin.say("/country Trialand")
    assert (await _answer(lin)).startswith(OTHERS)
    [ask] = await lin.say("/forget")
    await lin.press(ask, "删除")
    assert await _answer(lin) == OURS


async def test_the_same_is_chosen_on_the_settings_screen(lin: Chat) -> None:
    [screen] = await lin.say("/chat")
    [choices] = await lin.press(screen, "国家")
    assert list(choices.buttons)[:3] == ["只看全球内容", "✓ 测试国", "试验国"]
    [screen] = await lin.press(choices, "只看全球内容")
    assert "国家：只看全球内容" in screen.text
    assert (await _answer(lin)).startswith(GLOBAL)


async def test_answers_in_other_chats_are_the_offices(lin: Chat) -> None:
    offered = await lin.inline(QUESTION)
    assert OURS in offered.results[0]["input_message_content"]["message_text"]
    posted = await lin.mention(QUESTION)
    assert OURS in posted["input_message_content"]["message_text"]


async def test_what_one_chose_does_not_show_in_other_chats(lin: Chat) -> None:
    await lin.say("/country Trialand")
    offered = await lin.inline(QUESTION)
    assert OURS in offered.results[0]["input_message_content"]["message_text"]


async def test_the_pocket_card_follows_the_chat(lin: Chat) -> None:
    [first, *_rest] = await lin.say("/pocket")
    assert "先列测试国，后列全球" in first.text
    assert "TNAX（测试国）" in first.text
    [menu] = await lin.say("/country")
    await lin.press(menu, "只看全球内容")
    [first, *_rest] = await lin.say("/pocket")
    assert "TNAX" not in first.text


async def test_files_are_the_offices_for_everybody(lin: Chat) -> None:
    await lin.say("/country Trialand")
    [offer] = await lin.say("/offline")
    assert "测试国的情况排在前面" in offer.text
    [sent] = await lin.press(offer, next(iter(offer.buttons)))
    [chart] = await lin.say("/chart TNAX")
    [picture] = await lin.press(chart, next(iter(chart.buttons)))
    assert _built(sent) == ("coordination-guide-XTL-zh-Hans.html", CODE, None)
    agency = "testland-nutrition-agency"
    assert _built(picture) == ("coordination-chart-XTL-zh-Hans.png", CODE, agency)


def test_a_key_from_before_there_were_offices_is_understood() -> None:
    assert Built.of("html:en:0123456789:").country is None
    assert Built.of("png:en:0123456789:hct:XTL").asked == "hct"


async def test_a_question_that_cannot_be_kept_is_answered_as_the_office_does(
    services: Services, office: Running
) -> None:
    update = update_of({"update_id": 1, "message": message(QUESTION)}, office.application.bot)
    answer = unkept_answer(services, update)
    assert answer is not None
    assert OURS in answer.screen.html


def test_a_number_waits_until_what_it_picks_can_be_looked_up(
    services: Services, office: Running
) -> None:
    update = update_of({"update_id": 1, "message": message("2")}, office.application.bot)
    assert unkept_answer(services, update) is None


@pytest.mark.parametrize(
    ("stored", "country"),
    [("{}", CODE), ('{"country": "XTM"}', OTHER), ('{"everywhere": true}', None)],
)
def test_states_of_before_mean_what_they_meant(stored: str, country: str | None) -> None:
    state = ChatState.model_validate_json(stored)
    assert state.country_in(CODE) == country
    assert state.model_dump_json(exclude_defaults=True) == stored.replace(": ", ":")


def test_a_version_before_can_read_what_is_stored() -> None:
    """It takes a country to be three capitals, and anything else for a broken state."""
    state = ChatState(country=OTHER)
    state.choose_country(None)
    assert state.model_dump(exclude_defaults=True) == {"everywhere": True}
    state.choose_country(CODE)
    assert state.model_dump(exclude_defaults=True) == {"country": CODE}
