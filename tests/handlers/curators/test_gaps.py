"""What gets into the queue, who can see what of it, and who is told."""

from collections.abc import Callable

import pytest

from bot.delivery.running import Running
from bot.store.gaps import gaps
from handlers.chats.records import GapState, Reason
from handlers.outside import Gap
from handlers.services import Services
from tests.chat import NOW, Chat
from tests.handlers.curators.conftest import later

QUESTION = "评审小组是做什么的"


async def queued(bot: Running) -> list[Gap]:
    """Return everything that is kept."""
    return await bot.database.run(lambda c: gaps(c, set(GapState)))


async def test_who_asked_is_not_kept(lin: Chat, bot: Running) -> None:
    await lin.say("我叫王小明，工号 AB12345，评审小组是做什么的")
    [gap] = await queued(bot)
    assert gap.question == "[name],工号 [number],评审小组是做什么的"
    assert (gap.reason, gap.count, gap.waiting) == (Reason.MISS, 1, 0)


async def test_the_same_in_other_words_is_one_gap(
    person: Callable[..., Chat], bot: Running, mei: Chat
) -> None:
    for user_id, question in ((7, QUESTION), (8, f"请问{QUESTION}？"), (9, "评审小组做什么的")):
        await person(user_id).say(question)
    [gap] = await queued(bot)
    assert gap.count == 3
    [queue] = await mei.say("/unanswered")
    [shown] = await mei.press(queue, "1")
    assert "– 评审小组做什么的" in shown.text
    assert "问过 3 次" in shown.text


@pytest.mark.parametrize("text", ["谢谢！", "测试机构是什么", "长" * 300, "13800138000"])
async def test_what_is_no_gap_is_not_kept(lin: Chat, bot: Running, text: str) -> None:
    await lin.say(text)
    assert await queued(bot) == []


async def test_an_operator_can_switch_the_queue_off(
    lin: Chat, bot: Running, services: Services
) -> None:
    services.keeps_gaps = False
    [miss] = await lin.say(QUESTION)
    assert "有答案时通知我" not in miss.buttons
    assert await queued(bot) == []


async def test_in_a_group_nobody_is_asked_whether_to_be_told(
    person: Callable[..., Chat], bot: Running
) -> None:
    [miss] = await person(7, chat_id=-100).say(f"/ask {QUESTION}")
    assert "有答案时通知我" not in miss.buttons
    assert [gap.count for gap in await queued(bot)] == [1]


async def test_whoever_waits_is_told_once_and_forgotten(
    lin: Chat, mei: Chat, bot: Running
) -> None:
    [miss] = await lin.say(QUESTION)
    await lin.press(miss, "有答案时通知我")
    await lin.press(miss, "有答案时通知我")
    [queue] = await mei.say("/unanswered")
    [gap] = await mei.press(queue, "1")
    assert "1 人等待" in gap.text
    await mei.press(gap, "已解决")
    await mei.press(gap, "已解决")
    await later(bot, lin)
    [_miss, told] = lin.heard()
    assert "/browse" in told.text
    assert [gap.waiting for gap in await queued(bot)] == [0]


async def test_nobody_is_told_of_what_is_out_of_scope(lin: Chat, mei: Chat, bot: Running) -> None:
    [miss] = await lin.say(QUESTION)
    await lin.press(miss, "有答案时通知我")
    [queue] = await mei.say("/unanswered")
    [gap] = await mei.press(queue, "1")
    [closed] = await mei.press(gap, "不在范围内")
    await later(bot, lin)
    assert len(lin.heard()) == 1
    [opened] = await mei.press(closed, "重新打开")
    assert "状态：新" in opened.text
    assert "0 人等待" in opened.text


async def test_a_solved_question_that_is_missed_again_is_open_again(
    lin: Chat, mei: Chat, bot: Running
) -> None:
    await lin.say(QUESTION)
    [queue] = await mei.say("/unanswered")
    [gap] = await mei.press(queue, "1")
    await mei.press(gap, "已解决")
    await lin.say(QUESTION)
    assert [gap.state for gap in await queued(bot)] == [GapState.NEW]


async def test_a_long_queue_has_pages(lin: Chat, mei: Chat) -> None:
    for word in "甲乙丙丁戊己庚辛壬癸":
        await lin.say(f"{word * 3}归谁管", date=NOW)
    [first] = await mei.say("/unanswered")
    assert "问题：10" in first.text
    [second] = await mei.press(first, "下一页")
    assert set(second.buttons) == {"9", "10", "上一页"}
