"""What looks like data of people in need is asked not to be sent, and was kept nowhere."""

import pytest

from tests.chat import Chat, Handle
from tests.fake_telegram import ME, FakeTelegram

PHONE = "受益人电话 +93 70 123 4567"


@pytest.fixture
def group(wire: FakeTelegram, handle: Handle) -> Chat:
    return Chat(wire, handle, chat_id=-1001)


@pytest.mark.parametrize("said", [PHONE, f"/ask {PHONE}", f"/country {PHONE}", f"/start {PHONE}"])
async def test_it_is_declined_whatever_command_it_follows(chat: Chat, said: str) -> None:
    [reply] = await chat.say(said)
    assert "没有保存" in reply.text
    assert "70" not in reply.text


async def test_it_is_declined_in_the_language_of_the_asker(
    wire: FakeTelegram, handle: Handle
) -> None:
    english = Chat(wire, handle, language_code="en")
    [reply] = await english.say("she lives at 34.5553, 69.2075")
    assert "I did not keep your message" in reply.text


async def test_it_does_not_go_into_a_procedure(chat: Chat) -> None:
    [board] = await chat.say("/activate_cluster")
    await chat.press(board, "记一笔")
    [reply] = await chat.say(PHONE)
    assert "没有保存" in reply.text
    assert reply.text.endswith("请去掉这些内容后再发。")
    [shown] = await chat.say("/mydata")
    assert "已填内容0处" in shown.text


async def test_an_edit_that_brings_it_changes_the_answer(chat: Chat) -> None:
    await chat.say("谁领导营养集群")
    [changed] = await chat.edit(PHONE)
    assert changed.edited
    assert "没有保存" in changed.text


@pytest.mark.parametrize(
    "said", [PHONE, f"/ask@other_bot {PHONE}", f"/nonsense {PHONE}", f"hello {PHONE}"]
)
async def test_in_a_group_others_are_not_disturbed(group: Chat, said: str) -> None:
    assert await group.say(said) == []


async def test_in_a_group_it_is_declined_when_it_is_said_to_the_bot(group: Chat) -> None:
    bots_own = {"message_id": 1, "date": 1, "chat": group.chat, "from": ME, "text": "x"}
    [one] = await group.say(f"/ask@coord_bot {PHONE}")
    [other] = await group.say(PHONE, reply_to_message=bots_own)
    [third] = await group.say(f"/ask {PHONE}")
    [named] = await group.say(f"hello @coord_bot {PHONE}")
    assert one.text == other.text == third.text == named.text


async def test_a_command_that_answers_such_a_message_is_declined(group: Chat) -> None:
    person = {"id": 8, "is_bot": False, "first_name": "B"}
    theirs = {"message_id": 1, "date": 1, "chat": group.chat, "from": person, "text": PHONE}
    [reply] = await group.say("/ask@coord_bot", reply_to_message=theirs)
    assert "没有保存" in reply.text
    [answer] = await group.say("/ask@coord_bot 谁领导营养集群", reply_to_message=theirs)
    assert "联合国儿童基金会" in answer.text
