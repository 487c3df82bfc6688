"""Files and pictures on request, each built at its turn; no bytes before somebody wants them."""

from collections.abc import AsyncIterator

import pytest

from bot.application import bare_application
from bot.delivery.running import running
from bot.store.opening import open_database
from handlers.messages.built import Built, Format
from handlers.messages.texts import Texts
from handlers.register import register
from handlers.services import Services
from knowledge.assistant import Assistant
from knowledge.text.language import Language
from tests.chat import SECRET, Chat, Sent
from tests.conftest import FakeClock
from tests.fake_telegram import TOKEN, FakeTelegram


def _sizes(built: Built) -> int | None:
    return {Format.HTML: 1_440_000, Format.PNG: 277_000}.get(built.format)


async def _build(key: str) -> bytes:
    return key.encode()


def _built(sent: Sent) -> tuple[str, Built]:
    """Return the name of a file that was sent, and what it was built as."""
    assert isinstance(sent.file, tuple)
    name, content = sent.file
    return name, Built.of(content.decode())


@pytest.fixture
async def chat(wire: FakeTelegram, clock: FakeClock, assistant: Assistant) -> AsyncIterator[Chat]:
    services = Services(assistant, Texts(), clock, sizes=_sizes)
    application = bare_application(TOKEN, services, request=wire)
    register(application)
    async with (
        open_database(secret=SECRET) as database,
        running(application, database=database, build=_build) as bot,
    ):
        yield Chat(wire, bot.handle)


async def test_guide_is_offered_with_size_and_date_and_sent_when_wanted(
    chat: Chat, assistant: Assistant
) -> None:
    [offer] = await chat.say("/offline")
    date = assistant.knowledge.checked.isoformat()
    assert list(offer.buttons)[:2] == [f"网页（HTML）, 1.4 MB, {date}", f"PDF, {date}"]
    [sent] = await chat.press(offer, f"PDF, {date}")
    built = Built(Format.PDF, Language.SIMPLIFIED, assistant.knowledge.version)
    assert _built(sent) == ("coordination-guide-zh-Hans.pdf", built)
    [again] = await chat.press(offer, f"PDF, {date}")
    assert again.file == "file-coordination-guide-zh-Hans.pdf"


async def test_guide_can_be_had_in_another_language(chat: Chat) -> None:
    [offer] = await chat.say("/offline")
    [english] = await chat.press(offer, "English")
    assert english.edited
    [sent] = await chat.press(english, next(iter(english.buttons)))
    assert _built(sent)[0] == "coordination-guide-en.html"


async def test_chart_comes_as_a_picture_with_the_role_told_apart(chat: Chat) -> None:
    [offer] = await chat.say("/chart HC")
    assert "人道主义协调员" in offer.text
    [picture] = await chat.press(offer, "看图, 277 kB")
    name, built = _built(picture)
    assert name == "coordination-chart-zh-Hans.png"
    assert built.asked == "humanitarian-coordinator"


async def test_a_name_that_nobody_knows_is_said_to_be_none(chat: Chat) -> None:
    [offer] = await chat.say("/chart Klingon <Empire>")
    assert offer.text.startswith("我不知道“Klingon &lt;Empire&gt;”")
    [general] = await chat.say("/chart")
    assert offer.text.endswith(general.text)
    assert "不知道" not in general.text


async def test_chain_offers_its_picture(chat: Chat) -> None:
    [answer] = await chat.say("集群协调员往上一直到秘书长是谁")
    [picture] = await chat.press(answer, "看图, 277 kB")
    assert _built(picture)[1].asked == "cluster-coordinator"


async def test_a_forged_button_sends_nothing(chat: Chat) -> None:
    assert await chat.press_data("o:exe:en") == []
    [picture] = await chat.press_data("v:../../etc/passwd")
    assert _built(picture)[1].asked is None
