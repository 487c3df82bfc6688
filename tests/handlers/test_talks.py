"""Talks of two turns as people have them who are in a hurry."""

import pytest

from handlers.chats.state import TOPIC_SECONDS
from tests.chat import Chat
from tests.conftest import FakeClock


@pytest.mark.parametrize(
    ("first", "then", "told", "not_told"),
    [
        ("物流集群谁牵头", "那在冲突中呢", "物流集群由世界粮食计划署", "武装冲突期间"),
        ("who leads WASH", "and in refugee settings?", "WASH Cluster is not activated", "IASC Pr"),
        ("谁牵头庇护所集群", "灾害呢", "灾害局势：庇护所集群由红十字会", "冲突局势"),
    ],
)
async def test_only_the_situation_changes(
    chat: Chat, first: str, then: str, told: str, not_told: str
) -> None:
    await chat.say(first)
    [reply] = await chat.say(then)
    begin = reply.text[:120]
    assert told in begin
    assert not_told not in begin


@pytest.mark.parametrize(
    "then", ["what if there isnt one", "what if there isn't one?", "what if there isn’t any"]
)
async def test_a_contraction_is_no_word_of_an_address(chat: Chat, then: str) -> None:
    await chat.say("who appoints the HC")
    [reply] = await chat.say(then)
    assert reply.text.startswith("Where there is no Humanitarian Coordinator")


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("is OCHA a cluster lead", "Not at global level."),
        ("OCHA是不是集群牵头机构", "全球层面不是。"),
        ("WFP是集群牵头机构吗", "是的。"),
        ("is UNICEF a cluster lead agency?", "Yes."),
    ],
)
async def test_whether_an_agency_leads_is_told_first(
    chat: Chat, question: str, verdict: str
) -> None:
    await chat.say("HRP和HNRP有什么区别")
    [reply] = await chat.say(question)
    assert reply.text.startswith(verdict)


async def test_whether_a_movement_leads_is_not_judged_by_its_parts(chat: Chat) -> None:
    [reply] = await chat.say("is the Red Cross a cluster lead")
    assert not reply.text.startswith(("Yes", "Not"))


async def test_how_to_reach_somebody_asks_for_no_steps(chat: Chat) -> None:
    await chat.say("who leads the protection cluster")
    [reply] = await chat.say("how do i reach them")
    assert "gpc@unhcr.org" in reply.text


async def test_a_coordinator_has_no_boss_in_the_documents(chat: Chat) -> None:
    [reply] = await chat.say("集群协调员归谁管")
    assert "文件没有直接写" in reply.text
    [chain] = await chat.say("往上呢")
    assert "→ 人道主义协调员（HC）" in chain.text


@pytest.mark.parametrize(
    "doubt",
    ["你确定？", "真的吗", "我不信", "哪一页", "继续", "are you sure?", "which page", "more"],
)
async def test_whoever_doubts_or_wants_more_sees_the_answer_and_its_source(
    chat: Chat, doubt: str
) -> None:
    [answer] = await chat.say("谁领导营养集群" if doubt[0] > "z" else "who leads nutrition")
    [again] = await chat.say(doubt)
    assert again.text[:40] == answer.text[:40]
    assert "来源：" in again.text or "Source:" in again.text


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("不知道", "您想了解哪一点"),
        ("I don’t know", "Ask me what you need to know"),
        ("是", "您想了解哪一点"),
        ("不", "请换个说法再问"),
        ("停", "再见"),
        ("stop", "再见"),
        ("菜单", "我能回答"),
        ("帮助", "我能回答"),
        ("🙏", "不客气"),
        ("👍", "不客气"),
    ],
)
async def test_what_asks_nothing_is_not_looked_for(chat: Chat, said: str, told: str) -> None:
    await chat.say("物流集群谁牵头")
    [reply] = await chat.say(said)
    assert told in reply.text
    assert len(reply.text) < 100


async def test_traditional_chinese_is_not_chinese(chat: Chat) -> None:
    await chat.say("谁领导营养集群")
    [reply] = await chat.say("繁體中文")
    assert "營養集群" in reply.text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("缅甸", "不写某个国家"),
        ("那缅甸的呢", "不写某个国家"),
        ("Myanmar?", "in one country"),
        ("who do i call in Sudan", "in one country"),
    ],
)
async def test_of_one_country_it_is_told_why_nothing_is_said(
    chat: Chat, question: str, told: str
) -> None:
    [reply] = await chat.say(question)
    assert told in reply.text
    assert not any(label[0] == "1" for label in reply.buttons)


async def test_what_stands_for_itself_is_not_bent_to_the_topic(chat: Chat) -> None:
    await chat.say("谁领导教育集群")
    [reply] = await chat.say("难民营谁管")
    assert reply.text.startswith("难民危机由联合国难民署")


@pytest.mark.parametrize("who", ["我们单位是中国的NGO", "本机构是台湾的基金会"])
async def test_where_an_organisation_comes_from_asks_for_no_country(chat: Chat, who: str) -> None:
    [reply] = await chat.say(f"{who}，怎么加入物流集群")
    assert reply.text.startswith("物流集群")


async def test_two_abbreviations_with_a_comma_between_are_two(chat: Chat) -> None:
    [reply] = await chat.say("要是没有HC，RC要管吗")
    assert reply.text.startswith("没有设人道主义协调员（HC）时，驻地协调员（RC）")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("发给我pdf", "/offline 把离线手册发成一个文件"),
        ("does it work offline?", "/offline sends the whole guide"),
        ("發個pdf", "/offline 把離線手冊"),
    ],
)
async def test_whoever_wants_it_on_paper_is_told_how(chat: Chat, question: str, told: str) -> None:
    [reply] = await chat.say(question)
    assert reply.text.startswith(told)


async def test_who_goes_back_to_the_first_thing_is_told_of_that(chat: Chat) -> None:
    await chat.say("水和厕所那个集群是谁牵头")
    await chat.say("CERF一个灾最多给多少")
    await chat.say("要证明啥才给")
    [answer] = await chat.say("回到第一个，它还牵头别的吗")
    assert answer.text.startswith("联合国儿童基金会（UNICEF）：3个")


async def test_of_the_first_one_the_same_is_told(chat: Chat) -> None:
    await chat.say("any site with maps of affected people and open roads")
    await chat.say("the UN one with daily news?")
    [link] = await chat.say("link")
    assert "reliefweb" in link.text
    [other] = await chat.say("and of the first one")
    assert "mapaction" in other.text
    [shown] = await chat.say("back to the first one")
    assert shown.text.startswith("MapAction provides")


async def test_the_first_of_a_list_just_told_is_not_what_was_talked_about_first(
    chat: Chat,
) -> None:
    await chat.say("CERF谁能申请")
    await chat.say("保护集群的四个责任区是哪些")
    [point] = await chat.say("那第一个呢，具体说说")
    assert "CERF" not in point.text


async def test_of_two_things_talked_about_it_is_told_how_they_compare(chat: Chat) -> None:
    await chat.say("what is the CHF?")
    await chat.say("and the ERF?")
    [answer] = await chat.say("which of the two is smaller")
    assert "smaller" in answer.text
    assert "SAG" not in answer.text


async def test_what_one_does_in_that_is_told_where_the_answer_before_tells_it(chat: Chat) -> None:
    await chat.say("CHF归谁负责")
    [answer] = await chat.say("OCHA在里头干啥")
    assert answer.text.startswith("共同人道主义基金（CHF）由人道主义协调员（HC）负责")


async def test_what_was_talked_about_is_kept_once_each_and_not_all_of_it(
    chat: Chat, clock: FakeClock
) -> None:
    for question in (
        "CERF谁能申请",
        "谁牵头卫生",
        "什么是HCT",
        "CERF多少钱",
        "谁牵头教育",
        "什么是RC",
        "ERC是谁",
    ):
        await chat.say(question)
    [answer] = await chat.say("回到第一个，谁能申请")
    assert "CERF" in answer.text
    clock.now += TOPIC_SECONDS + 1
    await chat.say("什么是HCT")
    await chat.say("谁牵头教育")
    [answer] = await chat.say("回到第一个")
    assert answer.text.startswith("人道主义国家工作队")
