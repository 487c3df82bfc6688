"""Abuse and incidents: the way to report, in private, and nothing is remembered."""

import pytest

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
