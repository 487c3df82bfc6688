"""Questions in a private chat, over the wire."""

import pytest
import sqlalchemy as sa

from bot.delivery.running import Running
from bot.store import schema
from handlers.chats.state import tidied
from knowledge.assistant import Assistant
from tests.chat import NOW, Chat, Handle
from tests.conftest import FakeClock
from tests.fake_telegram import FakeTelegram


async def test_the_first_line_is_the_answer_and_the_source_follows(chat: Chat) -> None:
    [reply] = await chat.say("谁领导营养集群")
    assert "联合国儿童基金会" in reply.text.splitlines()[0]
    assert "来源：" in reply.text
    assert "2025-08-22" in reply.text


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        pytest.param("who leads shelter in a disaster?", "IFRC", id="en"),
        pytest.param("難民局勢會啟動集群嗎", "難民", id="zh-Hant"),
        pytest.param("谁领导营养集群", "联合国儿童基金会", id="zh-Hans"),
    ],
)
async def test_answer_comes_in_the_language_and_script_of_the_question(
    chat: Chat, question: str, expected: str
) -> None:
    [reply] = await chat.say(question)
    assert expected in reply.text


async def test_what_no_document_holds_is_refused_with_the_nearest_topics(chat: Chat) -> None:
    [reply] = await chat.say("明天天气怎么样")
    assert reply.text.startswith("文件里没有这方面的内容")


async def test_a_choice_is_picked_by_button_in_place(chat: Chat) -> None:
    [choices] = await chat.say("国家工作队")
    assert len(choices.buttons) >= 2
    [answer] = await chat.press(choices, next(iter(choices.buttons)))
    assert answer.edited
    assert "国家工作队" in answer.text


async def test_a_choice_is_picked_by_its_number(chat: Chat) -> None:
    [choices] = await chat.say("国家工作队")
    second = list(choices.buttons)[1].removeprefix("2. ").split("：")[0]
    [answer] = await chat.say("2")
    assert second in answer.text


@pytest.mark.parametrize(
    ("question", "words", "picked"),
    [
        (
            "who chairs the country team?",
            "the humanitarian one",
            "The Humanitarian Country Team (HCT)",
        ),
        ("SAG", "物流的", "物流集群的战略咨询小组（SAG）"),
    ],
)
async def test_a_choice_is_picked_by_a_word_of_its_name(
    chat: Chat, question: str, words: str, picked: str
) -> None:
    [choices] = await chat.say(question)
    assert len(choices.buttons) >= 2
    [answer] = await chat.say(words)
    assert picked in answer.text.splitlines()[0]


async def test_a_question_after_choices_is_a_question(chat: Chat) -> None:
    await chat.say("SAG")
    [answer] = await chat.say("谁牵头物流集群")
    assert "WFP" in answer.text


async def test_an_edited_question_changes_its_answer(chat: Chat) -> None:
    await chat.say("谁领导营养集群")
    [changed] = await chat.edit("谁领导物流集群")
    assert changed.edited
    assert "世界粮食计划署" in changed.text


async def test_a_follow_up_refers_to_what_was_talked_about(chat: Chat) -> None:
    await chat.say("HC向谁负责")
    [reply] = await chat.say("它由谁任命")
    assert "人道主义协调员" in reply.text


async def test_a_follow_up_is_forgotten_after_ten_minutes(chat: Chat, clock: FakeClock) -> None:
    await chat.say("CEB是什么")
    clock.now += 601
    [reply] = await chat.say("它一年开几次会")
    assert "行政首长协调理事会" not in reply.text.splitlines()[0]


async def test_thanks_are_answered_briefly(chat: Chat) -> None:
    [reply] = await chat.say("谢谢！")
    assert "不客气" in reply.text


@pytest.mark.parametrize("question", ["你都能帮我干点啥", "what can you do?", "help"])
async def test_whoever_asks_what_it_is_for_is_told(chat: Chat, question: str) -> None:
    [reply] = await chat.say(question)
    assert "集群由谁牵头" in reply.text or "clusters and who leads them" in reply.text
    assert "没有" not in reply.text
    assert "do not say" not in reply.text
    assert list(reply.buttons) in (["全部主题"], ["All topics"])


@pytest.mark.parametrize(
    "question", ["你是真人还是机器人", "who are you?", "am I talking to a bot?"]
)
async def test_whoever_asks_who_is_writing_is_told(chat: Chat, question: str) -> None:
    [reply] = await chat.say(question)
    assert "我是机器人" in reply.text or "I am a bot" in reply.text


async def test_an_answer_is_told_again_in_english(chat: Chat) -> None:
    await chat.say("营养集群谁牵头")
    [reply] = await chat.say("用英文说")
    assert "Nutrition Cluster" in reply.text
    assert "UNICEF" in reply.text


async def test_why_and_when_are_told_by_what_was_just_said(chat: Chat) -> None:
    await chat.say("难民署管IDP, 法律依据是哪个resolution")
    [year] = await chat.say("year?")
    assert "1993" in year.text


async def test_related_topics_are_sent_as_new_messages(chat: Chat) -> None:
    [answer] = await chat.say("谁领导营养集群")
    [more] = await chat.press(answer, next(iter(answer.buttons)))
    assert not more.edited


@pytest.mark.parametrize(
    ("question", "topics"),
    [
        ("HCT是什么", ["由谁牵头", "目的"]),
        ("what is the HCT?", ["Who leads it", "Purpose"]),
        ("who leads nutrition?", ["What it is"]),
    ],
)
async def test_topics_of_the_same_entry_go_without_its_name(
    chat: Chat, question: str, topics: list[str]
) -> None:
    [answer] = await chat.say(question)
    assert list(answer.buttons)[: len(topics)] == topics


@pytest.mark.parametrize("question", ["谁领导营养集群", "HCT是什么", "who leads nutrition?"])
async def test_buttons_leave_room_for_the_answer_on_a_small_phone(
    chat: Chat, question: str
) -> None:
    [answer] = await chat.say(question)
    rows = answer.parameters["reply_markup"]["inline_keyboard"]
    assert len(rows) <= 4
    assert [button["text"] for button in rows[-1]][-2:] == ["👍", "👎"]


async def test_a_topic_of_two_answers_is_named(chat: Chat) -> None:
    [answer] = await chat.say("营养集群由谁牵头，HCT是什么")
    assert "：" in next(iter(answer.buttons))


async def test_refused_markup_is_sent_again_as_plain_text(chat: Chat, wire: FakeTelegram) -> None:
    wire.refusals.append(("sendMessage", "Bad Request: can't parse entities: oops"))
    await chat.say("谁领导营养集群")
    last = wire.calls[-1][1]
    assert "parse_mode" not in last
    assert "<" not in last["text"]


async def test_ask_command_answers_its_argument(chat: Chat) -> None:
    [reply] = await chat.say("/ask who leads nutrition")
    assert "UNICEF" in reply.text


async def test_ask_command_asks_what_follows_as_it_was_written(
    chat: Chat, assistant: Assistant
) -> None:
    text = "营养集群：\n由谁  牵头？"
    await chat.say(text)
    known, _new = assistant.asked_again()
    await chat.say(f"/ask@coord_bot\n{text}")
    assert assistant.asked_again()[0] == known + 1


async def test_ask_command_without_a_question_says_how(chat: Chat) -> None:
    [reply] = await chat.say("/ask")
    assert "/ask" in reply.text


async def test_a_press_is_answered_in_the_language_of_the_answer_above_it(
    wire: FakeTelegram, handle: Handle
) -> None:
    english = Chat(wire, handle, language_code="en")
    [answer] = await english.say("谁领导营养集群")
    [more] = await english.press(answer, next(iter(answer.buttons)))
    assert "来源：" in more.text
    [topics] = await english.say("/browse")
    assert topics.text == "您想查哪一类？"


async def test_a_press_is_answered_in_the_script_of_the_question(chat: Chat) -> None:
    [answer] = await chat.say("誰領導營養集群")
    [more] = await chat.press(answer, next(iter(answer.buttons)))
    assert "來源：" in more.text


async def test_a_number_and_an_abbreviation_are_answered_in_the_language_of_the_talk(
    wire: FakeTelegram, handle: Handle
) -> None:
    english = Chat(wire, handle, language_code="en")
    await english.say("国家工作队")
    [picked] = await english.say("2")
    assert "来源：" in picked.text
    [abbreviation] = await english.say("HC")
    assert "人道主义协调员" in abbreviation.text
    [words] = await english.say("who leads nutrition?")
    assert "Source:" in words.text


async def test_after_a_talk_in_english_the_script_is_still_that_of_the_app(
    wire: FakeTelegram, handle: Handle
) -> None:
    traditional = Chat(wire, handle, language_code="zh-hant")
    await traditional.say("who leads nutrition?")
    [answer] = await traditional.say("CERF的意思")
    assert "來源：" in answer.text


async def test_the_language_of_a_talk_is_forgotten_with_it(
    wire: FakeTelegram, running_bot: Running
) -> None:
    english = Chat(wire, running_bot.handle, language_code="en")
    await english.say("你好")
    stored = sa.select(schema.chat.c.state)
    kept = await running_bot.database.run(lambda c: c.execute(stored).scalar_one())
    assert "zh-Hans" in kept
    assert tidied(kept, NOW + 599) == kept
    assert tidied(kept, NOW + 601) == "{}"
