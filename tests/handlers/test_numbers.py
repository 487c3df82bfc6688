"""A number that picks what was offered, however it is written, and one that picks nothing."""

import pytest

from handlers.numbers import LAST, at, number_in
from tests.chat import Chat
from tests.conftest import FakeClock
from tests.handlers.procedures.conftest import Walker, title

SECOND = (
    "2", "２", "2.", "2)", "(2)", "②", "2️⃣", "二", "第二", "第二个", "第二個", "第2个", "选2",
    "選2", "2号", "我选第二个吧", "two", "second", "the second one", "The second one, please",
    "2nd", "no. 2", "number two", "option 2",
)  # fmt: skip


@pytest.mark.parametrize("text", SECOND)
async def test_the_second_is_picked(chat: Chat, text: str) -> None:
    [choices] = await chat.say("/ask 国家工作队")
    second = list(choices.buttons)[1].removeprefix("2. ").split("：")[0]
    [answer] = await chat.say(text)
    assert second in answer.text


@pytest.mark.parametrize(("text", "number"), [("最后一个", LAST), ("last", LAST), ("10", 10)])
def test_the_last_and_the_tenth(text: str, number: int) -> None:
    assert number_in(text) == number
    assert at(number, ["a", "b"]) == ("b" if number == LAST else None)


@pytest.mark.parametrize(
    "text",
    [
        "2025",
        "第二步",
        "两个",
        "second line",
        "the one",
        "3W",
        "L3",
        "24小时",
        "1.5",
        "HC",
        "",
        "?",
    ],
)
def test_what_is_no_number_alone_is_a_question(text: str) -> None:
    assert number_in(text) is None


@pytest.mark.parametrize("text", ["9", "第十个", "0", "ninth"])
async def test_beyond_the_list_its_end_is_told_and_it_stays_open(chat: Chat, text: str) -> None:
    [choices] = await chat.say("国家工作队")
    [told] = await chat.say(text)
    assert f"列表只到第{len(choices.buttons)}项" in told.text
    [answer] = await chat.say("1")
    assert "国家工作队" in answer.text


@pytest.mark.parametrize("text", ["2", "第二个", "②"])
async def test_where_nothing_is_offered_that_is_said(chat: Chat, text: str) -> None:
    [told] = await chat.say(text)
    assert told.text == "现在没有可选的列表。请按按钮，或直接用文字提问。"
    assert told.buttons == {}


async def test_after_another_question_the_list_is_closed(chat: Chat) -> None:
    await chat.say("国家工作队")
    await chat.say("谁领导营养集群")
    [told] = await chat.say("2")
    assert told.text == "现在没有可选的列表。请按按钮，或直接用文字提问。"


@pytest.fixture
def walker(chat: Chat, clock: FakeClock) -> Walker:
    return Walker(chat, clock)


@pytest.mark.parametrize("text", ["2", "２", "第二个", "the second one"])
async def test_a_step_of_a_procedure_takes_the_same_numbers(walker: Walker, text: str) -> None:
    start = await walker.say("/activate_cluster")
    step = await walker.say(text)
    assert title(step) != title(start)


async def test_beyond_the_choices_of_a_step_it_stays_where_it_is(walker: Walker) -> None:
    start = await walker.say("/activate_cluster")
    told = await walker.say("9")
    assert title(told) == title(start)
    assert "这一步不能这样做" in told.text


@pytest.mark.parametrize("text", ["3", "③", "third?", "第三個"])
async def test_a_number_after_a_list_is_a_point_of_it(chat: Chat, text: str) -> None:
    await chat.say("人道主义四项原则各是什么意思")
    [told] = await chat.say(text)
    assert told.text.startswith(("中立：", "neutrality: "))


async def test_a_number_after_what_is_no_list_picks_nothing(chat: Chat) -> None:
    await chat.say("营养集群由谁牵头")
    [told] = await chat.say("72")
    assert "没有可选的列表" in told.text
