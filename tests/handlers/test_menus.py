"""Start, help, browsing, leads and the language."""

import pytest

from bot.delivery.running import Running
from bot.store.schema import topic
from handlers.register import GROUP_COMMANDS, PRIVATE_COMMANDS
from tests.chat import Chat, Handle
from tests.fake_telegram import FakeTelegram

# Without countries in the content there is none to choose.
_UNSAID = {"help", "country"}


async def test_start_is_one_message_with_three_examples_and_a_privacy_line(chat: Chat) -> None:
    [welcome] = await chat.say("/start")
    assert "没有答案的问题保存30天，不含提问者。详见 /privacy" in welcome.text
    assert welcome.text.endswith("例如：")  # The examples are the buttons below.
    assert len(welcome.buttons) == 4
    [answer] = await chat.press(welcome, next(iter(welcome.buttons)))
    assert "联合国儿童基金会" in answer.text


@pytest.mark.parametrize("number", range(3))
async def test_every_example_is_answered(chat: Chat, number: int) -> None:
    [welcome] = await chat.say("/start")
    [answer] = await chat.press(welcome, list(welcome.buttons)[number])
    assert "来源：" in answer.text


async def test_a_deep_link_opens_the_whole_answer(chat: Chat) -> None:
    [answer] = await chat.say("/start nutrition--lead")
    assert "联合国儿童基金会" in answer.text


async def test_an_answer_opened_by_a_deep_link_is_what_the_talk_is_about(chat: Chat) -> None:
    await chat.say("/start humanitarian-country-team--definition")
    [shown] = await chat.say("/mydata")
    assert "您最近问的主题：人道主义国家工作队" in shown.text
    [answer] = await chat.say("and who chairs it?")
    assert "led by the Humanitarian Coordinator" in answer.text


async def test_help_lists_every_command_of_the_menu(chat: Chat) -> None:
    [reply] = await chat.say("/help")
    assert all(f"/{name}" in reply.text for name in PRIVATE_COMMANDS if name not in _UNSAID)
    assert "/country" not in reply.text
    assert len(reply.text.splitlines()) <= 15


async def test_help_in_a_group_lists_only_what_works_there(
    wire: FakeTelegram, handle: Handle
) -> None:
    group = Chat(wire, handle, chat_id=-100)
    [reply] = await group.say("/help")
    assert all(f"/{name}" in reply.text for name in GROUP_COMMANDS if name not in _UNSAID)
    assert "/browse" not in reply.text


async def test_browse_leads_to_an_answer_in_one_message(chat: Chat) -> None:
    [kinds] = await chat.say("/browse")
    [clusters] = await chat.press(kinds, "集群")
    [entry] = await chat.press(clusters, next(iter(clusters.buttons)))
    [answer] = await chat.press(entry, next(iter(entry.buttons)))
    assert clusters.edited
    assert entry.edited
    assert "来源：" in answer.text


async def test_browse_pages_through_every_entry(chat: Chat) -> None:
    [kinds] = await chat.say("/browse")
    [page] = await chat.press(kinds, "组织")
    seen = set(page.buttons)
    while "下一页" in page.buttons:
        [page] = await chat.press(page, "下一页")
        seen |= set(page.buttons)
    assert {"世界粮食计划署（WFP）", "国际移民组织（IOM）"} <= seen


async def test_leads_table_names_every_cluster_lead(chat: Chat) -> None:
    [table] = await chat.say("/leads")
    for agency in ("WFP", "UNICEF", "UNHCR", "IOM", "IFRC", "WHO", "FAO", "UNDP"):
        assert agency in table.text
    assert "使用前请核实" in table.text
    assert "来源：" in table.text


async def test_leads_name_who_always_leads_before_who_may(chat: Chat) -> None:
    [table] = await chat.say("/leads")
    assert "保护集群（GPC）：UNHCR、UNHCR（冲突）、UNHCR（灾害：" in table.text
    assert "）、OHCHR（灾害：" in table.text
    assert "粮食安全集群（FSC）：FAO与WFP共同牵头\n" in table.text
    assert "（CCCM）：IOM与UNHCR共同牵头、IOM（灾害）、UNHCR（冲突）\n" in table.text


async def test_leads_in_english_name_a_pair_once(chat: Chat) -> None:
    [menu] = await chat.say("/language")
    await chat.press(menu, "English")
    [table] = await chat.say("/leads")
    assert "(FSC): FAO with WFP\n" in table.text
    assert "Source: " in table.text


async def test_language_choice_overrides_that_of_the_question(chat: Chat) -> None:
    [menu] = await chat.say("/language")
    [changed] = await chat.press(menu, "English")
    assert "✓ English" in changed.buttons
    [reply] = await chat.say("谁领导营养集群")
    assert reply.text.startswith("The global lead agency of the Nutrition Cluster")


async def test_language_can_be_set_back_to_that_of_the_question(chat: Chat) -> None:
    [menu] = await chat.say("/language")
    [menu] = await chat.press(menu, "English")
    await chat.press(menu, "Same as the question")
    [reply] = await chat.say("谁领导营养集群")
    assert "联合国儿童基金会" in reply.text


@pytest.mark.parametrize(
    ("code", "word"),
    [("zh-hans", "来源"), ("zh-TW", "來源"), ("pt-br", "Source"), ("", "Source")],
)
async def test_an_abbreviation_alone_is_answered_in_the_language_of_the_app(
    wire: FakeTelegram, handle: Handle, code: str, word: str
) -> None:
    person = Chat(wire, handle, language_code=code)
    [reply] = await person.say("CERF")
    assert word in reply.text


async def test_an_example_closes_what_was_offered_before(chat: Chat) -> None:
    [welcome] = await chat.say("/start")
    await chat.say("国家工作队")
    await chat.press(welcome, "营养集群由谁牵头？")
    [told] = await chat.say("2")
    assert told.text == "现在没有可选的列表。请按按钮，或直接用文字提问。"
    [follow_up] = await chat.say("它向谁负责")
    assert "营养集群" in follow_up.text


async def test_an_example_is_counted_as_a_question(chat: Chat, running_bot: Running) -> None:
    [welcome] = await chat.say("/start")
    await chat.press(welcome, "营养集群由谁牵头？")
    rows = await running_bot.database.run(lambda c: c.execute(topic.select()).all())
    assert [(row.entry, row.facet, row.asked) for row in rows] == [("nutrition", "lead", 1)]
