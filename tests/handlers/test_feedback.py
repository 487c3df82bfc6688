"""The two buttons under an answer."""

import pytest

from bot.delivery.running import Running
from bot.store.schema import gap, topic
from handlers.messages.render import Renderer
from handlers.messages.texts import Texts
from knowledge.assistant import Assistant
from knowledge.content.base import KnowledgeBase
from knowledge.models import Card
from knowledge.text.language import Language
from tests.chat import Chat, Handle
from tests.conftest import FakeClock
from tests.fake_telegram import FakeTelegram

USEFUL, REJECTED = "👍", "👎"


async def counts(bot: Running) -> list[tuple[int, int, int]]:
    """Return how often the nutrition lead was an answer, useful, and not what was asked."""
    wanted = topic.select().where(topic.c.entry == "nutrition", topic.c.facet == "lead")
    rows = await bot.database.run(lambda c: c.execute(wanted).all())
    return [(row.asked, row.useful, row.rejected) for row in rows]


async def test_the_buttons_stand_below_the_topics_in_private_only(
    chat: Chat, wire: FakeTelegram, handle: Handle
) -> None:
    [answer] = await chat.say("谁领导营养集群")
    assert list(answer.buttons)[-2:] == [USEFUL, REJECTED]
    assert len(answer.buttons) > 2
    [brief] = await Chat(wire, handle, chat_id=-100).say("/ask 谁领导营养集群")
    assert USEFUL not in brief.buttons


async def test_pressing_twice_counts_once_and_says_thanks_twice(
    chat: Chat, wire: FakeTelegram, running_bot: Running
) -> None:
    [answer] = await chat.say("谁领导营养集群")
    for _ in range(2):
        await chat.press(answer, USEFUL)
        assert wire.calls[-1][0] == "answerCallbackQuery"
        assert wire.calls[-1][1]["text"] == "谢谢！"
    await chat.press(answer, REJECTED)
    assert await counts(running_bot) == [(1, 1, 0)]


async def test_a_rejected_answer_brings_its_question_to_the_curators(
    chat: Chat, running_bot: Running
) -> None:
    [answer] = await chat.say("谁领导营养集群，打13800138000")
    await chat.press(answer, REJECTED)
    [row] = await running_bot.database.run(lambda c: c.execute(gap.select()).all())
    assert row.question == "谁领导营养集群,打[number]"
    assert row.reason == "rejected"
    assert await counts(running_bot) == [(1, 0, 1)]


async def test_an_answer_opened_by_a_deep_link_is_counted(
    chat: Chat, running_bot: Running
) -> None:
    await chat.say("/start nutrition--lead")
    assert await counts(running_bot) == [(1, 0, 0)]


@pytest.mark.parametrize("seconds", [601, 86400])
async def test_after_ten_minutes_the_question_is_forgotten(
    chat: Chat, clock: FakeClock, running_bot: Running, seconds: int
) -> None:
    [answer] = await chat.say("谁领导营养集群")
    clock.now += seconds
    await chat.press(answer, REJECTED)
    assert await running_bot.database.run(lambda c: c.execute(gap.select()).all()) == []
    assert sum(rejected for _asked, _useful, rejected in await counts(running_bot)) == 1


async def test_another_answer_does_not_take_the_question(chat: Chat, running_bot: Running) -> None:
    [first] = await chat.say("谁领导营养集群")
    await chat.say("谁领导物流集群")
    await chat.press(first, REJECTED)
    assert await running_bot.database.run(lambda c: c.execute(gap.select()).all()) == []


@pytest.mark.parametrize("data", ["y:", "n:nutrition", "y:nutrition:nothing", "n:no-entry:lead"])
async def test_a_forged_or_old_button_counts_nothing(
    chat: Chat, running_bot: Running, data: str
) -> None:
    assert await chat.press_data(data) == []
    assert await counts(running_bot) == []


def test_every_button_of_every_entry_fits(assistant: Assistant, knowledge: KnowledgeBase) -> None:
    renderer = Renderer(assistant, Texts(), Language.ENGLISH)
    for entry in knowledge.entries.values():
        for facet in entry.facets:
            reply = assistant.show(Card(entry.id, facet), Language.ENGLISH)
            for row in renderer.answer(reply.parts).keyboard:
                assert all(len((button.data or "").encode()) <= 64 for button in row)
