"""What is kept is said, shown and deleted."""

import pytest

from bot.application import bare_application
from bot.delivery.running import running
from bot.store.opening import open_database
from handlers.context import Services
from handlers.register import register
from handlers.texts import Texts
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
    assert "程序：" not in other.text


async def test_after_forget_nothing_is_shown(chat: Chat) -> None:
    await chat.say("/activate_cluster")
    [asked] = await chat.say("/forget")
    [done] = await chat.press(asked, "删除")
    assert "已删除，备份也已删除" in done.text
    [shown] = await chat.say("/mydata")
    assert shown.text == "这里没有保存您的任何信息。"
