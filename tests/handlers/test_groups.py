"""The bot in a group: it speaks when spoken to."""

import pytest

from tests.chat import Chat, Handle
from tests.fake_telegram import ME, FakeTelegram


@pytest.fixture
def group(wire: FakeTelegram, handle: Handle) -> Chat:
    return Chat(wire, handle, chat_id=-1001)


async def test_ask_is_answered_to_the_asker_silently_and_shortly(group: Chat) -> None:
    [reply] = await group.say("/ask@coord_bot 谁领导营养集群")
    assert reply.parameters["disable_notification"]
    assert str(group.last_message_id) in str(reply.parameters["reply_parameters"])
    assert len(reply.text.splitlines()) <= 5
    assert "https://t.me/coord_bot?start=nutrition--lead" in str(reply.buttons)


async def test_a_reply_to_the_bot_is_answered(group: Chat) -> None:
    bots_own = {"message_id": 1, "date": 1, "chat": group.chat, "from": ME, "text": "x"}
    [reply] = await group.say("那物流集群呢，谁牵头", reply_to_message=bots_own)
    assert "世界粮食计划署" in reply.text


@pytest.mark.parametrize("text", ["谁领导营养集群", "hello", "/unknown", "/ask@other_bot who"])
async def test_nothing_else_is_answered(group: Chat, text: str) -> None:
    assert await group.say(text) == []


async def test_the_answer_goes_into_the_topic_of_the_question(group: Chat) -> None:
    [reply] = await group.say("/ask HC", is_topic_message=True, message_thread_id=55)
    assert reply.parameters["message_thread_id"] == 55


async def test_only_the_asker_may_choose(wire: FakeTelegram, handle: Handle, group: Chat) -> None:
    [choices] = await group.say("/ask 国家工作队")
    asked = {"message_id": 5, "date": 1, "chat": group.chat, "from": group.user, "text": "x"}
    other = Chat(wire, handle, user_id=8, chat_id=-1001)
    label = next(iter(choices.buttons))
    assert await other.press(choices, label, reply_to_message=asked) == []
    [picked] = await group.press(choices, label, reply_to_message=asked)
    assert "国家工作队" in picked.text


async def test_a_topic_is_not_carried_over_to_another_member(
    wire: FakeTelegram, handle: Handle, group: Chat
) -> None:
    await group.say("/ask CEB是什么")
    other = Chat(wire, handle, user_id=8, chat_id=-1001)
    [reply] = await other.say("/ask 它一年开几次会")
    assert "行政首长协调理事会" not in reply.text.splitlines()[0]
