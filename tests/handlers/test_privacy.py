"""What is kept is said, shown and deleted."""

import pytest

from bot.application import bare_application
from bot.delivery.running import running
from bot.store.opening import open_database
from handlers.messages.texts import Texts
from handlers.register import register
from handlers.services import Services
from knowledge.assistant import Assistant
from tests.chat import SECRET, Chat, Handle
from tests.conftest import FakeClock
from tests.fake_telegram import TOKEN, FakeTelegram


@pytest.mark.parametrize("code", ["en", "zh-hans", "zh-hant"])
async def test_privacy_says_everything_in_fifteen_lines(
    wire: FakeTelegram, handle: Handle, code: str
) -> None:
    [told] = await Chat(wire, handle, language_code=code).say("/privacy")
    assert len(told.text.splitlines()) <= 15
    assert len(told.text) < 1500
    for needle in ("30", "12", "/mydata", "/forget", "Telegram"):
        assert needle in told.text


async def test_privacy_names_who_runs_the_bot(
    wire: FakeTelegram, assistant: Assistant, clock: FakeClock
) -> None:
    services = Services(assistant, Texts(), clock, operator="Logistics <b>, x@example.org")
    application = bare_application(TOKEN, services, request=wire)
    register(application)
    async with (
        open_database(secret=SECRET) as database,
        running(application, database=database) as bot,
    ):
        [told] = await Chat(wire, bot.handle, language_code="en").say("/privacy")
    assert "Run by: Logistics &lt;b&gt;, x@example.org" in told.html


async def test_my_data_is_everything_in_one_message(chat: Chat) -> None:
    [menu] = await chat.say("/language")
    await chat.press(menu, "简体中文")
    await chat.say("/activate_cluster")
    await chat.say("note 会前<b>联系</b>各方")
    await chat.say("谁领导营养集群")
    [shown] = await chat.say("/mydata")
    assert len(shown.text) <= 4096
    for needle in ("简体中文", "营养集群", "启动集群", "会前<b>联系</b>各方"):
        assert needle in shown.text.replace("&lt;", "<").replace("&gt;", ">")


async def test_my_data_stays_one_message_however_much_was_entered(chat: Chat) -> None:
    await chat.say("/activate_cluster")
    for number in range(5):
        await chat.say(f"note {number}" + "长" * 390)
    await chat.say("skip " + "因" * 190)
    for number in range(5):
        await chat.say(f"note {number}" + "长" * 390)
    [shown] = await chat.say("/mydata")
    assert len(shown.text) <= 4096


async def test_my_data_in_a_group_is_hers_and_without_what_was_entered(
    wire: FakeTelegram, handle: Handle
) -> None:
    hers = Chat(wire, handle, user_id=7, chat_id=-1001)
    his = Chat(wire, handle, user_id=8, chat_id=-1001)
    await hers.say("/activate_cluster@coord_bot")
    bots_own = {"message_id": 1, "date": 1, "chat": hers.chat, "from": {"id": 123456789,
                "is_bot": True, "first_name": "b"}}  # fmt: skip
    await hers.say("note 秘密", reply_to_message=bots_own)
    [shown] = await hers.say("/mydata")
    assert "已填内容1处" in shown.text
    assert "秘密" not in shown.text
    [other] = await his.say("/mydata")
    assert "流程：" not in other.text


async def test_after_forget_nothing_is_shown(chat: Chat) -> None:
    await chat.say("/activate_cluster")
    [asked] = await chat.say("/forget")
    [done] = await chat.press(asked, "删除")
    assert "已删除，备份也已删除" in done.text
    [shown] = await chat.say("/mydata")
    assert shown.text == "这里没有保存您的任何信息。"


@pytest.fixture
def anonymous(wire: FakeTelegram, handle: Handle) -> Chat:
    """An administrator who writes in the name of the group; user 7 is one, too, by her own."""
    wire.administrators = {7}
    return Chat(wire, handle, user_id=1087968824, chat_id=-1001)


async def test_what_was_said_in_the_name_of_the_group_is_shown(anonymous: Chat) -> None:
    name = {"sender_chat": anonymous.chat}
    await anonymous.say("/ask 谁领导营养集群", **name)
    await anonymous.say("/activate_cluster", **name)
    [shown] = await anonymous.say("/mydata", **name)
    assert "营养集群" in shown.text
    assert "启动集群" in shown.text


@pytest.mark.parametrize("sender", ["group", "channel"])
async def test_what_was_said_in_the_name_of_a_chat_administrators_delete(
    wire: FakeTelegram, handle: Handle, anonymous: Chat, sender: str
) -> None:
    channel = {"id": -1009, "type": "channel", "title": "News"}
    name = {"sender_chat": anonymous.chat if sender == "group" else channel}
    await anonymous.say("/ask 谁领导营养集群", **name)
    await anonymous.say("/activate_cluster", **name)
    [asked] = await anonymous.say("/forget", **name)
    member = Chat(wire, handle, user_id=8, chat_id=-1001)
    assert await member.press(asked, "删除") == []
    assert member.alert()["text"] == "只有本群管理员可以这样做。"
    administrator = Chat(wire, handle, user_id=7, chat_id=-1001)
    [done] = await administrator.press(asked, "删除")
    assert "已删除，备份也已删除" in done.text
    [shown] = await anonymous.say("/mydata", **name)
    assert "营养集群" not in shown.text
    assert "启动集群" not in shown.text


async def test_only_who_asked_deletes_what_is_kept_of_her(
    wire: FakeTelegram, handle: Handle
) -> None:
    wire.administrators = {8}
    hers = Chat(wire, handle, user_id=7, chat_id=-1001)
    [asked] = await hers.say("/forget")
    administrator = Chat(wire, handle, user_id=8, chat_id=-1001)
    assert await administrator.press(asked, "删除") == []
    [done] = await hers.press(asked, "保留")
    assert done.text == "没有删除任何内容。"
