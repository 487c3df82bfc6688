"""The bot in a group: it speaks when spoken to.

===============================  ==================================================================
what happens                     what the bot does
===============================  ==================================================================
asked in a forum topic           answers into the topic
the topic is deleted meanwhile   answers in the general one
only named, or told to look at   answers the message that this one replies to
asked in a channel's comments    answers the comment; the channel's post itself is nothing to it
an anonymous administrator asks  answers her, and lets administrators pick for her
a channel asks in its own name   answers it
forwarded into the group         nothing; in private a forwarded message is a question
edited                           edits its answer; what it had not answered it does not answer now
posted through a bot             nothing, in any chat: it may be a card of its own
another bot writes               nothing
added                            introduces itself once, in at most four lines
added to a channel               nothing: every subscriber would read it
made administrator               says once that it does not need to be
somebody joins, a topic opens    nothing
becomes a supergroup             goes on there as if nothing had happened
restricted                       keeps silent until it may write again
removed                          forgets what was asked there, and keeps what was chosen
===============================  ==================================================================
"""

from typing import Any

import pytest

from tests.chat import Chat, Handle
from tests.fake_telegram import ME, FakeTelegram

QUESTION = "/ask 谁领导营养集群"
TOPIC = {"is_topic_message": True, "message_thread_id": 55}
CHANNEL = {"id": -1009, "type": "channel", "title": "News"}
ORIGIN = {"type": "hidden_user", "date": 1, "sender_user_name": "A"}


@pytest.fixture
def group(wire: FakeTelegram, handle: Handle) -> Chat:
    return Chat(wire, handle, chat_id=-1001)


async def test_ask_is_answered_to_the_asker_silently_and_shortly(group: Chat) -> None:
    [reply] = await group.say("/ask@coord_bot 谁领导营养集群")
    assert reply.parameters["disable_notification"]
    assert str(group.last_message_id) in str(reply.parameters["reply_parameters"])
    assert len(reply.text.splitlines()) <= 5
    assert "https://t.me/coord_bot?start=nutrition--lead" in str(reply.buttons)


@pytest.mark.parametrize(("question", "cut"), [("谁领导营养集群", False), ("HC的职责", True)])
async def test_where_an_answer_goes_on_in_private_that_is_shown(
    group: Chat, question: str, cut: bool
) -> None:
    [reply] = await group.say(f"/ask {question}")
    *_shown, last, _source = reply.text.splitlines()
    assert last.endswith("…") is cut
    assert len(reply.text.splitlines()) <= 5


async def test_a_reply_to_the_bot_is_answered(group: Chat) -> None:
    bots_own = {"message_id": 1, "date": 1, "chat": group.chat, "from": ME, "text": "x"}
    [reply] = await group.say("那物流集群呢，谁牵头", reply_to_message=bots_own)
    assert "世界粮食计划署" in reply.text


@pytest.mark.parametrize("text", ["@coord_bot 谁领导营养集群", "谁领导营养集群 @Coord_Bot"])
async def test_its_name_is_answered_where_telegram_delivers_it(group: Chat, text: str) -> None:
    [reply] = await group.say(text, entities=[_mention(text)])
    assert "联合国儿童基金会" in reply.text
    asked = {"message_id": 5, "date": 1, "chat": group.chat, "from": group.user, "text": "HC"}
    name = "@coord_bot"
    [reply] = await group.say(name, entities=[_mention(name)], reply_to_message=asked)
    assert "人道主义协调员" in reply.text


@pytest.mark.parametrize(
    "text", ["@coord_bot 帮忙看看", "@coord_bot 谁能回答一下", "/ask 帮忙看看"]
)
async def test_who_only_asks_to_look_at_a_question_has_that_answered(
    group: Chat, text: str
) -> None:
    asked = {"message_id": 5, "date": 1, "chat": group.chat, "from": group.user}
    asked["text"] = "谁领导营养集群"
    extra = {"entities": [_mention(text)]} if "@" in text else {}
    [reply] = await group.say(text, reply_to_message=asked, **extra)
    assert "联合国儿童基金会" in reply.text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("@coord_bot 物流集群谁牵头", "世界粮食计划署"),
        ("@coord_bot 谢谢", "不客气"),
        ("@coord_bot 1", "没有可选的列表"),
        ("@coord_bot 他的工资多少", "文件里没有"),
        ("@coord_bot 我被性骚扰了", "私下回答"),
    ],
)
async def test_who_says_something_of_her_own_is_answered_that(
    group: Chat, text: str, told: str
) -> None:
    asked = {"message_id": 5, "date": 1, "chat": group.chat, "from": group.user}
    asked["text"] = "谁领导营养集群"
    [reply] = await group.say(text, reply_to_message=asked, entities=[_mention(text)])
    assert told in reply.text


def _mention(text: str) -> dict[str, Any]:
    return {"type": "mention", "offset": text.index("@"), "length": len("@coord_bot")}


@pytest.mark.parametrize("text", ["谁领导营养集群", "hello", "/unknown", "/ask@other_bot who"])
async def test_nothing_else_is_answered(group: Chat, text: str) -> None:
    assert await group.say(text) == []


async def test_the_answer_goes_into_the_topic_of_the_question(group: Chat) -> None:
    [reply] = await group.say("/ask HC", **TOPIC)
    assert reply.parameters["message_thread_id"] == 55


async def test_start_says_how_to_ask_in_a_group(group: Chat) -> None:
    [welcome] = await group.say("/start")
    assert "/ask" in welcome.text
    assert "随意提问" not in welcome.text


async def test_an_example_is_answered_in_its_topic_silently_and_shortly(group: Chat) -> None:
    [welcome] = await group.say("/start", **TOPIC)
    [answer] = await group.press(welcome, "营养集群由谁牵头？", **TOPIC)
    assert answer.parameters["message_thread_id"] == 55
    assert answer.parameters["disable_notification"]
    assert len(answer.text.splitlines()) <= 5
    assert "?start=nutrition--lead" in str(answer.buttons)


async def test_in_a_deleted_topic_the_answer_goes_to_the_general_one(
    group: Chat, wire: FakeTelegram
) -> None:
    wire.refusals.append(("sendMessage", "Bad Request: message thread not found"))
    refused, sent = await group.say(QUESTION, **TOPIC)
    assert "message_thread_id" in refused.parameters
    assert "message_thread_id" not in sent.parameters


async def test_a_comment_under_a_channels_post_is_answered_as_a_reply(group: Chat) -> None:
    [reply] = await group.say(QUESTION, message_thread_id=9)
    assert "message_thread_id" not in reply.parameters
    assert str(group.last_message_id) in str(reply.parameters["reply_parameters"])


@pytest.mark.parametrize(
    "extra",
    [
        {"forward_origin": ORIGIN},
        {"is_automatic_forward": True, "sender_chat": CHANNEL},
        {"via_bot": ME},
        {"from": {"id": 99, "is_bot": True, "first_name": "Other"}},
    ],
    ids=["forwarded", "channel-post", "via-bot", "another-bot"],
)
async def test_what_nobody_says_to_it_is_not_answered(group: Chat, extra: dict[str, Any]) -> None:
    assert await group.say(QUESTION, **extra) == []
    assert await group.edit(QUESTION, **extra) == []


async def test_in_private_a_forwarded_message_is_a_question_and_an_own_card_is_not(
    chat: Chat,
) -> None:
    [answer] = await chat.say("谁领导营养集群", forward_origin=ORIGIN)
    assert "联合国儿童基金会" in answer.text
    assert await chat.say(answer.text, via_bot=ME) == []


@pytest.mark.parametrize("sender_chat", [{"id": -1001, "type": "supergroup"}, CHANNEL])
async def test_who_writes_in_the_name_of_a_chat_is_answered(
    wire: FakeTelegram, handle: Handle, group: Chat, sender_chat: dict[str, Any]
) -> None:
    nameless = Chat(wire, handle, user_id=1087968824, chat_id=-1001)
    nameless.user["is_bot"] = True
    [reply] = await nameless.say(QUESTION, sender_chat=sender_chat)
    assert "联合国儿童基金会" in reply.text


async def test_an_anonymous_administrator_may_pick_and_a_member_may_not_for_her(
    wire: FakeTelegram, handle: Handle, group: Chat
) -> None:
    wire.administrators = {7}
    [choices] = await group.say("/ask 国家工作队", sender_chat=group.chat)
    asked = {"message_id": 5, "date": 1, "chat": group.chat, "sender_chat": group.chat}
    label = next(iter(choices.buttons))
    member = Chat(wire, handle, user_id=8, chat_id=-1001)
    assert await member.press(choices, label, reply_to_message=asked) == []
    [picked] = await group.press(choices, label, reply_to_message=asked)
    assert len(picked.text.splitlines()) <= 5


async def test_an_edited_question_changes_its_answer_and_nothing_else(group: Chat) -> None:
    await group.say("谁领导营养集群")
    assert await group.edit(QUESTION) == []
    await group.say(QUESTION)
    [answer] = await group.edit("/ask 谁领导教育集群")
    assert answer.edited
    assert answer.text.startswith("教育集群")


@pytest.mark.parametrize(
    "content",
    [
        {"new_chat_members": [{"id": 9, "is_bot": False, "first_name": "B"}]},
        {"forum_topic_created": {"name": "x", "icon_color": 1}},
        {"forum_topic_closed": {}},
        {"new_chat_title": "x"},
    ],
    ids=lambda content: next(iter(content)),
)
async def test_what_happens_to_the_group_is_not_commented_on(
    group: Chat, content: dict[str, Any]
) -> None:
    assert await group.send(content) == []


async def test_added_it_introduces_itself_once_in_four_lines(group: Chat) -> None:
    [introduction] = await group.becomes("member", before="left")
    assert "/ask" in introduction.text
    assert len(introduction.text.splitlines()) <= 4
    assert introduction.parameters["disable_notification"]


async def test_added_to_a_channel_it_says_nothing(group: Chat) -> None:
    group.chat["type"] = "channel"
    assert await group.becomes("administrator", before="left") == []


async def test_made_administrator_it_says_once_that_it_need_not_be(group: Chat) -> None:
    [told] = await group.becomes("administrator")
    assert "不需要管理员权限" in told.text
    assert await group.becomes("member", before="administrator") == []
    assert await group.becomes("administrator") == []


async def test_a_group_that_becomes_a_supergroup_keeps_what_it_had(
    wire: FakeTelegram, handle: Handle
) -> None:
    wire.administrators = {7}
    small = Chat(wire, handle, chat_id=-55)
    small.chat["type"] = "group"
    await small.press_data("set:language:en")
    await small.say("/meeting Weekly")
    await small.say(QUESTION)
    assert await small.send({"migrate_to_chat_id": -1005555}) == []
    large = Chat(wire, handle, chat_id=-1005555)
    [answer] = await large.say(QUESTION)
    assert answer.text.startswith("The global lead agency")
    recap, *_files = await large.say("/meeting end")
    assert "Weekly" in recap.text
    # The messages have other numbers there: a link would lead to any of them.
    assert "href" not in recap.html


async def test_restricted_it_keeps_silent_until_it_may_write_again(group: Chat) -> None:
    assert await group.becomes("restricted") == []
    assert await group.say(QUESTION) == []
    await group.becomes("member", before="restricted")
    assert len(await group.say(QUESTION)) == 1


async def test_removed_it_forgets_the_meeting_and_keeps_the_settings(
    wire: FakeTelegram, group: Chat
) -> None:
    wire.administrators = {7}
    await group.press_data("set:language:en")
    await group.say("/meeting")
    assert await group.becomes("kicked") == []
    assert await group.say(QUESTION) == []
    await group.becomes("member", before="left")
    [nothing] = await group.say("/meeting end")
    assert nothing.text.startswith("No meeting is on here")


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


async def test_its_name_alone_is_greeted(group: Chat, chat: Chat) -> None:
    name = "@coord_bot"
    for place in (group, chat):
        [reply] = await place.say(name, entities=[_mention(name)])
        assert reply.text.startswith("您好")
