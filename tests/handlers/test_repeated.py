"""The same answer asked for again within five minutes: one line that points to the first."""

import pytest

from handlers.chats.state import GIVEN_SECONDS
from handlers.repeated import MOST
from knowledge.content.base import KnowledgeBase
from tests.chat import Chat, Handle
from tests.conftest import FakeClock
from tests.fake_telegram import FakeTelegram

QUESTION = "/ask 谁领导营养集群"


@pytest.fixture
def group(wire: FakeTelegram, handle: Handle) -> Chat:
    return Chat(wire, handle, chat_id=-1001234)


@pytest.fixture
def other(wire: FakeTelegram, handle: Handle) -> Chat:
    return Chat(wire, handle, user_id=8, chat_id=-1001234)


async def test_it_is_one_line_with_a_link_to_the_first(group: Chat, other: Chat) -> None:
    await group.say(QUESTION)
    [again] = await other.say("/ask 营养集群由谁牵头？")
    assert again.text == "刚才已回答：营养集群：由谁牵头"
    assert 'href="https://t.me/c/1234/1001"' in again.html
    assert again.buttons == {}
    assert str(other.last_message_id) in str(again.parameters["reply_parameters"])


async def test_an_answer_that_was_never_sent_is_found_below_its_question(
    group: Chat, other: Chat, wire: FakeTelegram
) -> None:
    wire.refusals.append(("sendMessage", "Bad Request: something is wrong with it"))
    await group.say(QUESTION)
    [again] = await other.say(QUESTION)
    assert f"https://t.me/c/1234/{group.last_message_id}" in again.html


async def test_in_a_small_group_it_is_a_reply_to_the_first(
    wire: FakeTelegram, handle: Handle
) -> None:
    small = Chat(wire, handle, chat_id=-55)
    small.chat["type"] = "group"
    await small.say(QUESTION)
    [again] = await small.say(QUESTION)
    assert "href" not in again.html
    assert "1001" in str(again.parameters["reply_parameters"])


async def test_in_a_topic_the_link_leads_into_the_topic(group: Chat) -> None:
    topic = {"is_topic_message": True, "message_thread_id": 55}
    await group.say(QUESTION, **topic)
    [again] = await group.say(QUESTION, **topic)
    assert "https://t.me/c/1234/55/1001" in again.html
    [elsewhere] = await group.say(QUESTION, is_topic_message=True, message_thread_id=56)
    assert "联合国儿童基金会" in elsewhere.text


async def test_after_five_minutes_it_is_answered_again(group: Chat, clock: FakeClock) -> None:
    await group.say(QUESTION)
    clock.now += GIVEN_SECONDS + 1
    [again] = await group.say(QUESTION)
    assert "联合国儿童基金会" in again.text


async def test_another_language_is_another_answer(group: Chat) -> None:
    await group.say(QUESTION)
    [english] = await group.say("/ask who leads the Nutrition Cluster?")
    assert english.text.startswith("The global lead agency")


async def test_an_edited_question_is_no_longer_pointed_to(group: Chat, other: Chat) -> None:
    await group.say(QUESTION)
    [changed] = await group.edit("/ask 谁领导教育集群")
    assert changed.text.startswith("教育集群")
    [again] = await other.say(QUESTION)
    assert "联合国儿童基金会" in again.text


async def test_alone_one_may_ask_twice(chat: Chat) -> None:
    for _ in range(2):
        [answer] = await chat.say("谁领导营养集群")
        assert "联合国儿童基金会" in answer.text


async def test_only_so_many_answers_are_remembered(
    group: Chat, clock: FakeClock, knowledge: KnowledgeBase
) -> None:
    first, *others = [f"/ask {entry.name.zh}" for entry in knowledge.entries.values()]
    for question in (first, *others[: 2 * MOST]):
        clock.now += 3
        assert len(await group.say(question, date=int(clock.now))) == 1
    clock.now += 3
    [again] = await group.say(first, date=int(clock.now))
    assert "刚才已回答" not in again.text
