"""A curator's day, from a question without an answer to the asker being told."""

from collections.abc import Callable

from bot.content.sources import Sources
from bot.delivery.running import Running
from tests.chat import Chat
from tests.handlers.curators.conftest import later

QUESTION = "评审小组是做什么的"


async def test_a_question_is_missed_worked_on_answered_and_its_asker_told(
    lin: Chat,
    mei: Chat,
    bot: Running,
    sources: Sources,
    edit: Callable[[str, str], None],
) -> None:
    # In the morning somebody asks in words that the content does not have.
    [miss] = await lin.say(QUESTION)
    assert "文件里没有" in miss.text
    assert await lin.press(miss, "有答案时通知我") == []

    # The curator finds the question in the queue, without who asked.
    [queue] = await mei.say("/unanswered")
    assert QUESTION in queue.text
    assert "1 人等待" in queue.text
    [gap] = await mei.press(queue, "1")
    assert "状态：新" in gap.text

    # It is another way to ask for something known: she gets the patch as a file.
    await mei.press(gap, "是……的另一种问法")
    [unknown] = await mei.say("没有这个名字")
    assert "没有叫这个名字的条目" in unknown.text
    [patch, gap] = await mei.say("测试机构")
    assert patch.file is not None
    [written] = sources.review.iterdir()
    assert "评审小组" in written.read_text(encoding="utf-8")
    assert "内容编写中" in gap.text

    # She puts a name into the content and loads it.
    edit("en: Test body}", "en: Test body}\naliases: {zh: [评审小组]}")
    [loaded] = await mei.say("/reload")
    assert loaded.text.startswith("新内容已启用。")
    assert loaded.text.endswith("由此得到解答的问题：1")

    # Whoever asked is told, once.
    await later(bot, lin)
    told = lin.heard()[-1]
    assert told.text.startswith(f"您问过：“{QUESTION}”。现在有答案了：")
    assert "一家测试机构。" in told.text
    heard = len(lin.heard())
    await mei.say("/reload")
    await later(bot, lin)
    assert len(lin.heard()) == heard

    # And whoever asks next is answered.
    [answer] = await lin.say(QUESTION)
    assert answer.text.startswith("一家测试机构。")
    [queue] = await mei.say("/unanswered")
    assert queue.text == "没有待处理的问题。"
