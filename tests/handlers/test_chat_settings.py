"""``/chat`` as a dialogue: shown to everybody, changed by administrators, felt in answers."""

import threading
from zoneinfo import available_timezones

import pytest

from handlers.chats import time_zones
from handlers.chats.zone_names import CITIES
from tests.chat import Chat, Handle, Sent
from tests.fake_telegram import FakeTelegram


@pytest.fixture
def group(wire: FakeTelegram, handle: Handle) -> Chat:
    """A group in which user 7 decides."""
    wire.administrators = {7}
    return Chat(wire, handle, chat_id=-1001)


async def _chosen(chat: Chat, *labels: str) -> Sent:
    [screen] = await chat.say("/chat")
    for label in labels:
        [screen] = await chat.press(screen, label)
        assert screen.edited
    return screen


async def test_every_setting_is_on_one_message(group: Chat) -> None:
    [screen] = await group.say("/chat")
    assert list(screen.buttons) == [
        "语言", "集群 / 群组", "局势", "谁可操作", "纪要中写姓名", "时限提醒", "时区"
    ]  # fmt: skip
    assert "流程由谁操作：发起人" in screen.text


async def test_settings_opens_the_same_and_private_chats_have_what_concerns_them(
    chat: Chat,
) -> None:
    [screen] = await chat.say("/settings")
    assert screen.text.startswith("本聊天设置")
    assert "谁可操作" not in screen.buttons


async def test_a_situation_shows_in_every_answer_that_depends_on_it(chat: Chat) -> None:
    screen = await _chosen(chat, "局势", "灾害")
    assert "局势：灾害" in screen.text
    [answer] = await chat.say("谁牵头CCCM集群")
    assert answer.text.startswith("【您的局势】自然灾害")
    [table] = await chat.say("/leads")
    assert "<u>IOM（灾害）</u>" in table.html
    await _chosen(chat, "局势", "未设定")
    [answer] = await chat.say("谁牵头CCCM集群")
    assert "您的局势" not in answer.text


async def test_the_preferred_term_shows_in_answers_and_buttons(chat: Chat) -> None:
    await _chosen(chat, "集群 / 群组", "群组")
    [answer] = await chat.say("谁领导营养集群")
    assert answer.text.startswith("营养群组的全球牵头机构")
    assert "物流指南·集群方法" in answer.text
    [answer] = await chat.say("WFP牵头什么")
    assert any("物流群组" in label for label in answer.buttons)


async def test_the_preferred_term_in_traditional_characters(
    wire: FakeTelegram, handle: Handle
) -> None:
    person = Chat(wire, handle, language_code="zh-hant")
    await _chosen(person, "集群 / 群組", "群组")
    [answer] = await person.say("誰領導營養集群")
    assert answer.text.startswith("營養群組的全球牽頭機構")


async def test_the_language_changes_at_once(chat: Chat) -> None:
    screen = await _chosen(chat, "语言", "English")
    assert screen.text.startswith("Settings of this chat")
    [answer] = await chat.say("谁领导营养集群")
    assert answer.text.startswith("The global lead agency")


@pytest.mark.parametrize(
    ("label", "before", "after"),
    [
        ("谁可操作", "发起人", "所有成员"),
        ("纪要中写姓名", "姓名：关", "姓名：开"),
    ],
)
async def test_switches_are_switched_and_switched_back(
    group: Chat, label: str, before: str, after: str
) -> None:
    [screen] = await group.say("/chat")
    assert before in screen.text
    [screen] = await group.press(screen, label)
    assert after in screen.text
    [screen] = await group.press(screen, label)
    assert before in screen.text


async def test_reminders_ask_for_the_time_zone_that_they_need(chat: Chat) -> None:
    zones = await _chosen(chat, "时限提醒")
    assert "喀布尔" in zones.buttons
    [screen] = await chat.press(zones, "喀布尔")
    assert "时限提醒：开" in screen.text
    assert "时区：喀布尔 (12:30)" in screen.text


@pytest.mark.parametrize("name", ["Asia/Yangon", "yangon", "太子港", "Port-au-Prince", "UTC"])
async def test_any_other_time_zone_is_chosen_by_its_city(chat: Chat, name: str) -> None:
    [screen] = await chat.say(f"/chat {name}")
    assert "时区：未设定" not in screen.text
    [refused] = await chat.say("/chat <b>Atlantis")
    assert "&lt;b&gt;Atlantis" in refused.html


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("北京", "上海 (16:00)"),
        ("beijing", "上海 (16:00)"),
        ("日内瓦", "苏黎世 (09:00)"),
        ("日內瓦", "苏黎世 (09:00)"),
        ("内比都", "仰光 (14:30)"),
        ("基辅", "基辅 (10:00)"),
        ("Cox’s Bazar", "达卡 (14:00)"),
        ("UTC+8", "UTC+8 (16:00)"),
        ("gmt -5", "UTC-5 (03:00)"),
    ],
)
async def test_a_time_zone_goes_by_capitals_offices_and_hours_too(
    chat: Chat, name: str, told: str
) -> None:
    [screen] = await chat.say(f"/chat {name}")
    assert f"时区：{told}" in screen.text


async def test_every_zone_is_offered_in_chinese(chat: Chat) -> None:
    zones = await _chosen(chat, "时区")
    assert [label for label in zones.buttons if label.isascii()] == ["UTC"]


def test_every_zone_with_other_names_is_there() -> None:
    assert [zone for zone in CITIES if not time_zones.is_zone(zone)] == []


@pytest.mark.parametrize(
    "data", ["set:situation:disaster", "set:names:1", "set:language:en", "l:en", "c:none"]
)
async def test_only_administrators_change_a_group(
    wire: FakeTelegram, handle: Handle, group: Chat, data: str
) -> None:
    member = Chat(wire, handle, user_id=8, chat_id=-1001)
    assert await member.press_data(data) == []
    assert "只有本群管理员" in member.alert()["text"]
    assert len(await group.press_data(data)) == 1


@pytest.mark.parametrize("command", ["/chat Kabul", "/country XTL"])
async def test_commands_of_members_change_nothing(
    wire: FakeTelegram, handle: Handle, group: Chat, command: str
) -> None:
    [reply] = await Chat(wire, handle, user_id=8, chat_id=-1001).say(command)
    assert "只有本群管理员" in reply.text


async def test_an_anonymous_administrator_decides(
    wire: FakeTelegram, handle: Handle, group: Chat
) -> None:
    anonymous = Chat(wire, handle, user_id=1087968824, chat_id=-1001)
    [screen] = await anonymous.say("/chat Kabul", sender_chat=group.chat)
    assert "喀布尔" in screen.text
    other = {"id": -1002, "type": "channel", "title": "News"}
    [reply] = await anonymous.say("/chat Kabul", sender_chat=other)
    assert "只有本群管理员" in reply.text


async def test_it_says_so_when_telegram_does_not_tell_who_decides(
    wire: FakeTelegram, group: Chat
) -> None:
    wire.refusals.append(("getChatMember", "Bad Request: member list is inaccessible"))
    assert await group.press_data("set:names:1") == []
    assert "请稍后再试" in group.alert()["text"]


@pytest.mark.parametrize(
    "data", ["set:", "set:x", "set:language:klingon", "set:situation:flood", "set:names:2",
             "set:zone:Mars/Base", "set:term:群", "set:country:ZZZ"]
)  # fmt: skip
async def test_a_forged_button_changes_nothing(chat: Chat, data: str) -> None:
    [before] = await chat.say("/chat")
    await chat.press_data(data)
    [after] = await chat.say("/chat")
    assert after.text == before.text


@pytest.mark.parametrize(
    ("name", "chosen"),
    [
        ("英文", "✓ English"),
        ("English", "✓ English"),
        ("繁体", "✓ 繁體中文"),
        ("繁體", "✓ 繁體中文"),
        ("中文", "✓ 简体中文"),
        ("Klingon", "✓ 与提问语言一致"),
    ],
)
async def test_a_language_is_chosen_by_its_name(chat: Chat, name: str, chosen: str) -> None:
    [screen] = await chat.say(f"/language {name}")
    assert chosen in screen.buttons


async def test_who_may_not_choose_cannot_by_name(wire: FakeTelegram, handle: Handle) -> None:
    member = Chat(wire, handle, user_id=8, chat_id=-1001)
    [refused] = await member.say("/language English")
    assert "只有本群管理员" in refused.text


async def test_the_first_search_for_a_city_keeps_nobody_waiting(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_in: list[int] = []

    def read() -> set[str]:
        read_in.append(threading.get_ident())
        return available_timezones()

    time_zones._by_name.cache_clear()
    time_zones._zones.cache_clear()
    monkeypatch.setattr(time_zones, "available_timezones", read)
    [screen] = await chat.say("/chat Kabul")
    assert "喀布尔" in screen.text
    assert len(read_in) == 1
    assert threading.get_ident() not in read_in


async def test_that_there_is_no_hc_can_be_chosen_as_well(chat: Chat) -> None:
    await _chosen(chat, "局势", "未任命HC")
    [answer] = await chat.say("国内的集群牵头机构对谁负责")
    assert answer.text.startswith("【您的局势】没有任命HC时，它在国家层面对驻地协调员（RC）负责")
