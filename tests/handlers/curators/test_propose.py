"""Nothing goes live without a source and a second pair of eyes."""

from collections.abc import Callable

import yaml

from bot.content.sources import Sources
from bot.delivery.running import Running
from handlers.services import Services
from tests.chat import Chat, Sent
from tests.handlers.curators.conftest import MEI

SAID = "测试机构每周三开会。"
SOURCE = "难民署应急手册：群组方法，3.2，2025-08-22"


async def proposed(mei: Chat) -> Sent:
    """Return what the second curator is to read of a proposal with its source."""
    [draft] = await mei.say(f"/propose {SAID}")
    await mei.press(draft, "写明出处")
    await mei.say(SOURCE)
    return mei.heard()[-1]


async def test_a_proposal_becomes_a_patch_for_both(
    mei: Chat, omar: Chat, sources: Sources
) -> None:
    [draft] = await mei.say(f"/propose {SAID}")
    assert "写明出处之后才会送审" in draft.text
    assert omar.heard() == []
    [asked] = await mei.press(draft, "写明出处")
    assert "文件、章节和日期" in asked.text
    await mei.say(SOURCE)
    [review] = omar.heard()
    assert SAID in review.text
    assert SOURCE in review.text
    await omar.press(review, "采纳")
    [file] = sources.review.iterdir()
    patch = yaml.safe_load(file.read_text(encoding="utf-8"))
    [statement] = next(iter(patch["facets"].values()))["statements"]
    assert statement["zh"] == SAID
    assert statement["sources"][0]["section"] == SOURCE
    for curator in (mei, omar):
        sent = curator.heard()[-1].file
        assert isinstance(sent, tuple)
        assert sent == (file.name, file.read_bytes())


async def test_nobody_decides_about_her_own_proposal(
    mei: Chat, omar: Chat, sources: Sources
) -> None:
    await proposed(mei)
    [review] = omar.heard()
    assert await mei.press(review, "采纳") == []
    assert not sources.review.exists()


async def test_a_draft_without_a_source_cannot_be_accepted(
    mei: Chat, omar: Chat, sources: Sources
) -> None:
    [draft] = await mei.say(f"/propose {SAID}")
    data = draft.buttons["写明出处"]["callback_data"].replace("r:s:", "r:a:")
    assert await omar.press_data(data) == []
    assert not sources.review.exists()


async def test_what_is_decided_stays_so(mei: Chat, omar: Chat, sources: Sources) -> None:
    await proposed(mei)
    [review] = omar.heard()
    await omar.press(review, "不采纳")
    assert "未采纳" in mei.heard()[-1].text
    assert await omar.press(review, "采纳") == []
    assert not sources.review.exists()


async def test_a_colleagues_answer_is_proposed_from_a_group_without_her_name(
    person: Callable[..., Chat], mei: Chat, bot: Running
) -> None:
    group = person(MEI, chat_id=-100)
    colleague = {"id": 5, "is_bot": False, "first_name": "Amina", "last_name": "Rahimi"}
    said = {
        "message_id": 3,
        "date": 1,
        "chat": group.chat,
        "from": colleague,
        "text": f"{SAID}\n问李主任 AB12345",
    }
    await group.say("/propose", reply_to_message=said)
    await bot.settled(MEI)
    assert group.heard() == []
    [draft] = mei.heard()
    assert SAID in draft.text
    assert "Rahimi" not in draft.text
    assert "[name] [number]" in draft.text.replace("问", "")


async def test_a_question_is_not_taken_for_a_source(mei: Chat) -> None:
    [draft] = await mei.say(f"/propose {SAID}")
    await mei.press(draft, "写明出处")
    [answer] = await mei.say("测试机构是什么？")
    assert answer.text.startswith("一家测试机构。")
    await mei.say(SOURCE)
    assert "另一位内容管理员" in mei.heard()[-1].text


async def test_a_draft_is_thrown_away(mei: Chat, omar: Chat) -> None:
    [draft] = await mei.say(f"/propose {SAID}")
    [gone] = await mei.press(draft, "作废")
    assert gone.text == "已作废。"
    assert await mei.press(draft, "写明出处") == []
    assert omar.heard() == []


async def test_alone_a_curator_is_told_that_nobody_can_decide(
    mei: Chat, services: Services
) -> None:
    services.curators = frozenset({MEI})
    reply = await proposed(mei)
    assert "没有其他内容管理员" in reply.text


async def test_nothing_is_proposed_of_nothing(mei: Chat) -> None:
    [hint] = await mei.say("/propose")
    assert "/propose" in hint.text


async def test_a_case_of_abuse_is_not_taken_for_a_source(mei: Chat, omar: Chat) -> None:
    [draft] = await mei.say(f"/propose {SAID}")
    await mei.press(draft, "写明出处")
    [reply] = await mei.say("我的同事被性侵了，向谁举报")
    assert "您所在组织的报告渠道" in reply.text
    assert omar.heard() == []
