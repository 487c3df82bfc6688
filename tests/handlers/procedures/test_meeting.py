"""A procedure in a group: who may press, and several who press at once."""

from tests.chat import Chat, Handle
from tests.conftest import FakeClock
from tests.fake_telegram import FakeTelegram
from tests.handlers.procedures.conftest import Walker, title


async def test_in_a_group_only_some_press_until_it_is_opened(
    meeting: tuple[Walker, Walker], wire: FakeTelegram
) -> None:
    starter, other = meeting
    other.board = await starter.say("/activate_cluster")
    assert other.board.parameters["disable_notification"]
    [label] = [name for name in other.board.buttons if "没有难民" in name]
    assert await other.chat.press(other.board, label) == []
    name, parameters = wire.calls[-1]
    assert (name, parameters["show_alert"]) == ("answerCallbackQuery", True)
    other.board = await starter.press("开放给所有人")
    await other.press("没有难民")
    assert other.board is not None
    assert "符合哪条启动标准" in other.board.text


async def test_two_people_who_tick_at_once_are_both_counted_once(
    meeting: tuple[Walker, Walker],
) -> None:
    starter, other = meeting
    await starter.say("/activate_cluster")
    await starter.press("开放给所有人")
    screen = await starter.press("没有难民")
    starter.board = other.board = screen
    await starter.press("☐ 1")
    starter.board = screen
    both = await other.press("☐ 2")
    assert both.text.count("☑") == 2
    replayed = await starter.press("☐ 1")
    assert replayed.text.count("☑") == 2


async def test_two_people_who_press_done_at_once_move_one_step(
    meeting: tuple[Walker, Walker],
) -> None:
    starter, other = meeting
    await starter.say("/activate_cluster")
    await starter.press("开放给所有人")
    await starter.press("没有难民")
    other.board = await starter.press("☐ 1")
    first = await starter.press("完成")
    second = await other.press("完成")
    assert title(first) == title(second) == "您代表难民署行动部门吗？"


async def test_a_screen_that_twenty_people_press_at_once_counts_each_tick_once(
    wire: FakeTelegram, handle: Handle, clock: FakeClock
) -> None:
    people = [Walker(Chat(wire, handle, user_id=n, chat_id=-100), clock) for n in range(1, 21)]
    await people[0].say("/activate_cluster")
    await people[0].press("开放给所有人")
    screen = await people[0].press("没有难民")
    for number, person in enumerate(people):
        person.board = screen
        last = await person.press(f"☐ {number % 2 + 1}")
    assert last.text.count("☑") == 2
    for person in people:
        person.board = last
        moved = await person.press("完成")
    assert title(moved) == "您代表难民署行动部门吗？"


async def test_a_reply_in_the_group_fills_in_a_field(meeting: tuple[Walker, Walker]) -> None:
    starter, other = meeting
    await starter.say("/activate_cluster")
    for label in ("没有难民", "☐ 1", "完成", "不是"):
        await starter.press(label)
    asked = await starter.press("国家或地区")
    assert "回复本条消息" in asked.text
    question = await other.say("谁领导营养集群")
    assert "联合国儿童基金会" in question.text
    filled = await starter.say("某国")
    assert "国家或地区：某国" in filled.text
