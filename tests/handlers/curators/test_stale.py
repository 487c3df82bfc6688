"""``/stale``: what of the content has to be looked at again."""

from tests.chat import Chat
from tests.conftest import FakeClock


async def test_entries_that_answered_nobody_are_listed_until_they_do(lin: Chat, mei: Chat) -> None:
    [before] = await mei.say("/stale")
    assert before.text.endswith("一年来未用上的条目：1\n– 测试机构")
    await lin.say("测试机构是什么")
    [after] = await mei.say("/stale")
    assert after.text.endswith("一年来未用上的条目：0")


async def test_documents_are_old_after_a_year(mei: Chat, clock: FakeClock) -> None:
    [now] = await mei.say("/stale")
    assert now.text.startswith("一年多未复核的文件：0")
    clock.now += 400 * 86400
    [later] = await mei.say("/stale", date=int(clock.now))
    assert later.text.startswith("一年多未复核的文件：5\n– 物流行动指南")
