"""Abuse and incidents: the way to report, in private, and nothing is remembered."""

import json

import pytest

from bot.delivery.incoming.shape import update_of
from bot.delivery.running import Running
from handlers.unkept import unkept_answer
from tests.chat import Chat, Handle
from tests.fake_telegram import FakeTelegram

CASE = "我的同事被性侵了，向谁举报"


@pytest.fixture
def group(wire: FakeTelegram, handle: Handle) -> Chat:
    return Chat(wire, handle, chat_id=-1001)


async def test_a_case_is_answered_with_the_way_to_report(chat: Chat) -> None:
    [reply] = await chat.say(CASE)
    assert "文件没有写明" in reply.text
    assert "您所在组织的报告渠道" in reply.text
    assert reply.buttons == {}
    [shown] = await chat.say("/mydata")
    assert "主题" not in shown.text


async def test_the_topic_is_answered_with_a_line_on_reporting(chat: Chat) -> None:
    [reply] = await chat.say("PSEA是什么")
    assert "防止性剥削和性虐待" in reply.text
    assert "如需举报" in reply.text


async def test_a_case_does_not_go_into_a_procedure(chat: Chat) -> None:
    [board] = await chat.say("/activate_cluster")
    await chat.press(board, "记一笔")
    [reply] = await chat.say(CASE)
    assert "您所在组织的报告渠道" in reply.text
    [shown] = await chat.say("/mydata")
    assert "已填内容0处" in shown.text


@pytest.mark.parametrize(
    ("said", "start"),
    [(CASE, "report"), ("PSEA网络算不算集群", "psea--coordination"), ("PSEA", "psea--")],
)
async def test_a_group_is_told_only_that_the_answer_comes_in_private(
    group: Chat, chat: Chat, said: str, start: str
) -> None:
    [reply] = await group.say(f"/ask {said}")
    assert reply.text == "这个问题我私下回答您。"
    [button] = reply.buttons.values()
    assert f"?start={start}" in button["url"]
    [private] = await chat.say(f"/start {button['url'].partition('=')[2]}")
    assert "您所在组织的报告渠道" in private.text


async def test_a_button_tells_a_group_only_that_the_answer_comes_in_private(group: Chat) -> None:
    for action in ("s", "p"):
        [reply] = await group.press_data(f"{action}:psea:definition")
        assert reply.text == "这个问题我私下回答您。"
        [button] = reply.buttons.values()
        assert "?start=psea--definition" in button["url"]


async def test_a_button_in_private_says_how_to_report(chat: Chat) -> None:
    [reply] = await chat.press_data("s:psea:definition")
    assert "防止性剥削和性虐待" in reply.text
    assert "如需举报" in reply.text


async def test_a_deep_link_opened_in_a_group_tells_nothing_there(group: Chat) -> None:
    [reply] = await group.say("/start psea--definition")
    assert reply.text == "这个问题我私下回答您。"


@pytest.mark.parametrize(
    ("typed", "start"),
    [
        ("my colleague was raped, protection cluster?", "report"),
        ("what is psea?", "psea--definition"),
        ("PSEA psea--definition", "psea--definition"),
    ],
)
async def test_inline_nothing_is_offered_to_be_posted_but_the_way_to_private(
    chat: Chat, typed: str, start: str
) -> None:
    offered = await chat.inline(typed)
    assert offered.results == []
    assert offered.button is not None
    assert offered.button["start_parameter"] == start
    [private] = await chat.say(f"/start {start}")
    assert "您所在组织的报告渠道" in private.text


@pytest.mark.parametrize("typed", ["pse", "prot", "防止", "保护"])
async def test_a_name_that_is_not_finished_offers_nothing_sensitive(
    chat: Chat, typed: str
) -> None:
    offered = await chat.inline(typed)
    assert "psea--" not in json.dumps(offered.results)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (CASE, "您所在组织的报告渠道"),
        ("my colleague was raped, protection cluster?", "name no channel"),
        ("PSEA是什么", "如需举报"),
    ],
)
async def test_while_nothing_can_be_kept_the_way_to_report_is_told(
    chat: Chat, running_bot: Running, said: str, told: str
) -> None:
    application = running_bot.application
    content = {"message_id": 1, "date": 1, "chat": chat.chat, "from": chat.user, "text": said}
    update = update_of({"update_id": 1, "message": content}, application.bot)
    answer = unkept_answer(application.bot_data["services"], update)
    assert answer is not None
    assert told in answer.screen.html
    assert answer.screen.keyboard == ()


async def test_the_way_to_report_leads_back_into_no_procedure(chat: Chat) -> None:
    await chat.say("/activate_cluster")
    [reply] = await chat.say(CASE)
    assert reply.buttons == {}
